#include <string.h>

#include "base/buf.h"
#include "cli/catalog.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "json/node.h"
#include "text/utf8.h"

#define WIDTH 80

/* Appends text in lines of WIDTH, each behind an indent. */
static void print_wrapped(struct buf *out, const char *text, const char *indent)
{
	size_t column = 0, margin = strlen(indent);

	while (*text) {
		size_t n = strcspn(text, " \n"), points = utf8_points(text, n);

		if (column > 0 && column + 1 + points > WIDTH) {
			buf_putc(out, '\n');
			column = 0;
		}
		if (column == 0) {
			buf_puts(out, indent);
			column = margin;
		} else {
			buf_putc(out, ' ');
			column++;
		}
		utf8_visible(out, text, n);
		column += points;
		text += n;
		while (*text == ' ' || *text == '\n')
			text++;
	}
	buf_putc(out, '\n');
}

static void print_indent(struct buf *out, size_t depth)
{
	for (size_t i = 0; i < depth; i++)
		buf_puts(out, "  ");
}

/* No container, an empty one, or an array of few plain values. */
static bool is_short(const struct node *node)
{
	const struct node *first = node_child(node);

	return !first || (node_type(node) == NODE_ARRAY && !node_child(first) && node->length <= 4);
}

/* A value over several lines, but for containers that fit one. */
static void print_pretty(struct buf *out, const struct node *node, size_t depth)
{
	bool object = node_type(node) == NODE_OBJECT;

	if (is_short(node)) {
		node_print(out, node);
		return;
	}
	buf_puts(out, object ? "{\n" : "[\n");
	for (const struct node *child = node_child(node); child; child = node_next(child)) {
		print_indent(out, depth + 1);
		if (object) {
			node_print_string(out, node_key(child), child->key_length);
			buf_puts(out, ": ");
		}
		print_pretty(out, child, depth + 1);
		buf_puts(out, node_next(child) ? ",\n" : "\n");
	}
	print_indent(out, depth);
	buf_putc(out, object ? '}' : ']');
}

static void print_examples(struct buf *out, const struct node *rule, const char *name,
	const char *title)
{
	const struct node *examples = node_member(rule, name);
	const struct node *first = examples ? node_child(examples) : NULL;

	if (!first)
		return;
	buf_printf(out, "\n%s\n\n    ", title);
	print_pretty(out, first, 2);
	buf_putc(out, '\n');
}

static void print_sources(struct buf *out, const struct catalog_rule *rule)
{
	const struct node *sources = rule->file ? node_member(rule->file, "sources") : NULL;

	if (!rule->source)
		return;
	buf_puts(out, "\nSources\n\n");
	if (!sources)
		buf_printf(out, "    %s\n", rule->source);
	for (const struct node *source = sources ? node_child(sources) : NULL; source;
	     source = node_next(source))
		print_wrapped(out, node_text(source), "    ");
}

static void print_rule(struct buf *out, const struct catalog_rule *rule)
{
	buf_printf(out, "%s (%s%s)\n\n", rule->id, severity_name(rule->severity),
		rule->pedantic ? ", only in the profile pedantic" : "");
	if (rule->summary)
		print_wrapped(out, rule->summary, "    ");
	if (rule->why) {
		buf_puts(out, "\nWhy it matters\n\n");
		print_wrapped(out, rule->why, "    ");
	}
	if (rule->file) {
		print_examples(out, rule->file, "bad", "What it finds");
		print_examples(out, rule->file, "good", "What it should look like");
	} else if (rule->bad) {
		buf_printf(out, "\nWhat it finds\n\n    %s\n", rule->bad);
		if (rule->good)
			buf_printf(out, "\nWhat it should look like\n\n    %s\n", rule->good);
	}
	print_sources(out, rule);
	buf_printf(out, "\nTo turn it off: --rule %s=off, or \"rules\": { \"%s\": \"off\" } "
			"in .peerlint.json\n", rule->id, rule->id);
}

static int explain(const struct catalog *catalog, const struct options *options)
{
	struct buf out;
	int status = STATUS_CLEAN;

	buf_init(&out);
	for (size_t i = 0; i < options->noperands && status == STATUS_CLEAN; i++) {
		const char *similar, *id = options->operands[i];
		const struct catalog_rule *rule = catalog_find(catalog, id, &similar);

		if (i > 0)
			buf_putc(&out, '\n');
		if (rule)
			print_rule(&out, rule);
		else if (similar)
			status = session_fail("there is no rule %s: did you mean %s?", id, similar);
		else
			status = session_fail("there is no rule %s: peerlint rules lists them", id);
	}
	if (!session_print(&out))
		status = STATUS_UNUSABLE;
	buf_release(&out);
	return status;
}

static int run(const struct options *options)
{
	int status = STATUS_UNUSABLE;
	struct catalog catalog;
	struct packs packs;

	if (options->noperands == 0)
		return session_fail("explain takes a rule: peerlint rules lists them");
	if (session_open(&packs, options)) {
		catalog_open(&catalog, &packs);
		status = explain(&catalog, options);
		catalog_close(&catalog);
	}
	packs_release(&packs);
	return status;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "RULE…",
	.help = "what a rule finds, and why",
	.run = run,
};
