#include "shape/shape.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "shape/compile.h"
#include "shape/explain.h"
#include "shape/resource.h"
#include "text/regex.h"

static void tell_limit(struct explain *explain, const struct node *value)
{
	const struct fault fault = { .rule = "shape/recursion", .rank = RANK_TYPE, .node = value };

	buf_clear(&explain->buf);
	say_name(explain, value);
	buf_puts(&explain->buf, " cannot be checked: its schemas ");
	if (explain->run.limit == LIMIT_DEPTH)
		buf_printf(&explain->buf, "refer to each other more than %d levels deep", RUN_DEPTH);
	else
		buf_printf(&explain->buf, "take more than %" PRIu64 " steps", run_steps(value));
	explain->count = 0;
	explain_tell(explain, &fault);
}

/* There is always a reason, though it may be that none of the words fits. */
static void tell_something(struct explain *explain, const struct sub *sub, const struct node *value)
{
	const struct fault fault = {
		.rule = "shape/never", .rank = RANK_TYPE, .sub = sub, .node = value
	};

	buf_clear(&explain->buf);
	say_name(explain, value);
	buf_puts(&explain->buf, " does not fit its schema");
	explain_tell(explain, &fault);
}

/* Runs once more, slowly, to find words. */
static void tell_all(const struct shape *shape, const struct sub *sub, const struct node *value,
	const struct run *fast, bool ok, const struct shape_run *run)
{
	struct mem_mark mark = mem_mark(&shape->schemas->run_mem);
	struct explain explain = {
		.mem = &shape->schemas->run_mem,
		.root = value,
		.warn_unknown = run->warn_unknown,
		.context = "",
	};

	/* An element that is checked apart from its list is no document by itself. */
	while (fast->scope && explain.root->parent)
		explain.root = explain.root->parent;
	explain.end = &explain.first;
	run_init(&explain.run, shape, value);
	explain.run.by_text = fast->by_text;
	explain.run.limit = fast->limit;
	explain.run.scope = fast->scope;
	buf_init(&explain.buf);
	if (!fast->limit) {
		explain_value(&explain, sub, value);
		explain_objects(&explain);
	}
	if (explain.run.limit)
		tell_limit(&explain, value);
	if (!ok && explain.count == 0)
		tell_something(&explain, sub, value);
	explain_report(&explain, run);
	free(explain.items);
	map_release(&explain.objects);
	map_release(&explain.closed);
	buf_release(&explain.buf);
	mem_rewind(&shape->schemas->run_mem, mark);
}

static bool check(const struct shape *shape, const struct sub *sub, struct run *fast,
	const struct node *value, const struct shape_run *run)
{
	bool ok;

	fast->warn = run->report && run->warn_unknown;
	ok = run_apply(fast, sub, value) && !fast->limit;
	if (run->report && (!ok || fast->unknown)) {
		const struct shape *whole = compile_whole(shape);

		tell_all(whole, sub == shape->root ? whole->root : sub, value, fast, ok, run);
	}
	return ok;
}

bool run_value(const struct shape *shape, const struct sub *sub, const struct scope *scope,
	const struct node *value, const struct shape_run *run)
{
	struct run fast;

	run_init(&fast, shape, value);
	fast.scope = scope;
	return check(shape, sub, &fast, value, run);
}

bool shape_check(struct shape *shape, const struct node *value, const struct shape_run *run)
{
	return run_value(shape, shape->root, NULL, value, run);
}

struct schema_report {
	const char *file;
	void (*report)(void *context, const struct schema_problem *problem);
	void *context;
};

/* A regular expression that is none: the bytes to blame in it can be told. */
static bool is_pattern(const struct violation *violation)
{
	return strcmp(violation->rule, "shape/format") == 0 && !violation->at_key &&
		node_type(violation->node) == NODE_STRING && violation->node->item.string &&
		strcmp(node_key(violation->node), "pattern") == 0;
}

static void pass_on(void *context, const struct violation *violation)
{
	const struct schema_report *to = context;
	struct schema_problem problem = {
		.file = to->file,
		.node = violation->node,
		.message = violation->message,
		.help = violation->help,
	};
	struct err why = { 0 };

	if (is_pattern(violation) && !regex_is_valid(node_text(violation->node),
					     violation->node->length, REGEX_ECMA, &why)) {
		problem.at = why.at;
		problem.length = why.length;
	}
	if (to->report)
		to->report(to->context, &problem);
}

bool schema_check(struct schemas *schemas, const char *file, const struct node *root,
	void (*report)(void *context, const struct schema_problem *problem), void *context)
{
	static const char standard[] = "https://json-schema.org/draft/2020-12/schema";
	const char *uri = node_member_string(root, "$schema");
	struct schema_report to = { file, report, context };
	const struct shape_run run = { .report = pass_on, .context = &to };
	enum dialect dialect = uri ? dialect_find(uri) : DIALECT_2020;
	struct err why = { 0 };
	struct schema_problem problem = { .file = file, .node = root, .message = why.text };
	const struct shape *shape;
	struct run fast;

	/* The meta-schemas of older drafts are not here: the compiler looks at what it reads. */
	if (dialect == DIALECT_2019 || dialect == DIALECT_7)
		return true;
	shape = shape_compile(schemas, uri ? uri : standard, report, context, &why);
	if (shape) {
		run_init(&fast, shape, root);
		fast.by_text = true;
		return check(shape, shape->root, &fast, root, &run);
	}
	if (uri)
		problem.node = node_member(root, "$schema");
	if (report)
		report(context, &problem);
	return false;
}
