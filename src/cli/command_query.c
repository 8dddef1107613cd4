#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "json/node.h"
#include "json/pointer.h"
#include "json/reader.h"
#include "query/query.h"
#include "text/file.h"
#include "text/source.h"
#include "text/utf8.h"

/* An expression and the file that it is tried on. */
struct trial {
	const struct options *options;
	struct packs packs;
	struct buf text;
	struct source source;
	struct mem mem;
	const struct node *root;
	struct buf out;
};

static void complain(void *context, const struct problem *problem)
{
	struct trial *trial = context;
	struct place place = source_place(&trial->source, problem->start);

	session_fail("%s:%llu:%llu: %s", trial->source.name, (unsigned long long)place.line,
		(unsigned long long)place.column_points, problem->message);
}

static bool read_document(struct trial *trial)
{
	const char *path = trial->options->noperands > 1 ? trial->options->operands[1] : "-";
	const char *name = trial->options->stdin_name ? trial->options->stdin_name : "<stdin>";
	const struct reader reader = {
		.names = trial->packs.names,
		.max_depth = trial->options->max_depth,
		.report = complain,
		.context = trial,
	};
	struct err err = { 0 };

	if (!file_read(path, FILE_LENGTH_MAX, &trial->text, &err)) {
		session_fail("%s: %s", path, err.text);
		return false;
	}
	source_init(&trial->source, strcmp(path, "-") == 0 ? name : path, trial->text.data,
		trial->text.length);
	trial->root = reader_read(&reader, trial->text.data, trial->text.length, &trial->mem);
	return trial->root;
}

/* "the reason", the expression, and a caret under what is to blame. */
static int refuse(const char *text, const struct err *err)
{
	size_t before = utf8_points(text, err->at < strlen(text) ? err->at : strlen(text));
	size_t length = err->length > 0 ? err->length : 1;

	return session_fail("%s\n    %s\n    %*s%.*s", err->text, text, (int)before, "",
		(int)(length < 40 ? length : 40), "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^");
}

static bool is_made(const struct node *node)
{
	return node->end == 0;
}

static void print_node_text(struct trial *trial, const struct node *node)
{
	struct place place = source_place(&trial->source, node->start);
	struct buf pointer;

	buf_init(&pointer);
	pointer_print(&pointer, node);
	buf_putc(&trial->out, '#');
	utf8_visible(&trial->out, pointer.data, pointer.length);
	buf_printf(&trial->out, "\t%s:%llu:%llu\t", trial->source.name, (unsigned long long)place.line,
		(unsigned long long)place.column_points);
	node_print(&trial->out, node);
	buf_putc(&trial->out, '\n');
	buf_release(&pointer);
}

static void print_place_json(struct trial *trial, const char *name, size_t offset)
{
	struct place place = source_place(&trial->source, offset);

	buf_printf(&trial->out, ",\"%s\":{\"line\":%llu,\"column\":%llu,\"byte\":%llu}", name,
		(unsigned long long)place.line, (unsigned long long)place.column_points,
		(unsigned long long)place.byte);
}

static void print_node_json(struct trial *trial, const struct node *node)
{
	struct buf text;

	buf_init(&text);
	pointer_print(&text, node);
	buf_puts(&trial->out, "{\"pointer\":");
	node_print_string(&trial->out, text.data, text.length);
	buf_clear(&text);
	query_print_path(&text, node);
	buf_puts(&trial->out, ",\"path\":");
	node_print_string(&trial->out, text.data, text.length);
	print_place_json(trial, "start", node->start);
	print_place_json(trial, "end", node->end);
	buf_puts(&trial->out, ",\"value\":");
	node_print(&trial->out, node);
	buf_putc(&trial->out, '}');
	buf_release(&text);
}

static void print_nodes(struct trial *trial, const struct node *const *nodes, size_t n, bool json)
{
	if (json)
		buf_puts(&trial->out, "{\"nodes\":[");
	for (size_t i = 0; i < n; i++) {
		if (!json) {
			print_node_text(trial, nodes[i]);
			continue;
		}
		if (i > 0)
			buf_putc(&trial->out, ',');
		print_node_json(trial, nodes[i]);
	}
	if (json)
		buf_puts(&trial->out, "]}\n");
}

static void print_verdict(struct trial *trial, enum truth truth, bool json)
{
	static const char *const words[] = {
		[TRUTH_FALSE] = "false",
		[TRUTH_TRUE] = "true",
		[TRUTH_UNKNOWN] = "unknown",
	};
	const char *quote = json && truth == TRUTH_UNKNOWN ? "\"" : "";

	buf_printf(&trial->out, json ? "{\"verdict\":%s%s%s}\n" : "%s%s%s\n", quote, words[truth],
		quote);
}

static void print_value(struct trial *trial, const struct node *value, bool json)
{
	if (!json && !value) {
		buf_puts(&trial->out, "nothing\n");
	} else if (!json && !is_made(value)) {
		print_node_text(trial, value);
	} else {
		buf_puts(&trial->out, json ? "{\"value\":" : "");
		if (value)
			node_print(&trial->out, value);
		else
			buf_puts(&trial->out, "null,\"nothing\":true");
		buf_puts(&trial->out, json ? "}\n" : "\n");
	}
}

static void evaluate(struct trial *trial, const struct expression *expression)
{
	bool json = options_want_json(trial->options);
	struct query_run *run = query_run_new(trial->packs.space);
	const struct node *const *nodes;
	size_t n;

	query_run_begin(run, trial->root);
	switch (expression_type(expression)) {
	case EXPRESSION_NODES:
		n = expression_nodes(run, expression, trial->root, &nodes);
		print_nodes(trial, nodes, n, json);
		break;
	case EXPRESSION_LOGICAL:
		print_verdict(trial, expression_test(run, expression, trial->root), json);
		break;
	case EXPRESSION_VALUE:
		print_value(trial, expression_value(run, expression, trial->root), json);
		break;
	}
	if (query_run_exceeded(run))
		session_fail("the expression was stopped: it %s", query_run_exceeded(run));
	query_run_free(run);
}

static int try(struct trial *trial)
{
	const char *text = trial->options->operands[0];
	struct err err = { 0 };
	const struct expression *expression;

	if (!session_open(&trial->packs, trial->options))
		return STATUS_UNUSABLE;
	expression = expression_parse(trial->packs.space, text, strlen(text), &err);
	if (!expression && access(text, F_OK) == 0)
		return session_fail("%s is a file: the expression comes first, then the file", text);
	if (!expression)
		return refuse(text, &err);
	if (!read_document(trial))
		return STATUS_UNUSABLE;
	evaluate(trial, expression);
	return session_print(&trial->out) ? STATUS_CLEAN : STATUS_UNUSABLE;
}

static int run(const struct options *options)
{
	struct trial trial = { .options = options };
	int status;

	if (options->noperands < 1 || options->noperands > 2)
		return session_fail("query takes an expression, and a file (or standard input)");
	buf_init(&trial.text);
	buf_init(&trial.out);
	status = try(&trial);
	source_release(&trial.source);
	buf_release(&trial.text);
	buf_release(&trial.out);
	mem_release(&trial.mem);
	packs_release(&trial.packs);
	return status;
}

const struct command command_query = {
	.name = "query",
	.usage = "EXPRESSION [FILE|-]",
	.help = "evaluate; pointer, place, value of nodes",
	.run = run,
};
