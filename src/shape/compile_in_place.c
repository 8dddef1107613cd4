/* What is applied to the same value: references, allOf, anyOf, oneOf, not, if. */
#include "shape/compile.h"

#include <string.h>

#include "base/err.h"
#include "shape/uri.h"

/* Where a reference leads; NULL, and it was told, if nowhere. */
static const struct node *resolve(struct compiler *compiler, const struct sub *sub,
	const struct node *value)
{
	struct resource *resource;
	struct err why = { 0 };
	const struct node *target;

	if (node_type(value) != NODE_STRING) {
		compile_problem(compiler, sub, value, "%s must be a string", node_key(value));
		return NULL;
	}
	target = resource_resolve(
		compiler->schemas, sub->resource, node_text(value), &resource, &why);
	if (!target)
		compile_problem(compiler, sub, value, "%s", why.text);
	return target;
}

static void compile_ref(struct compiler *compiler, const struct sub *sub, enum keyword keyword,
	const struct node *value)
{
	struct insn insn = { OP_REF, keyword, value, { 0 } };
	const struct node *target = value ? resolve(compiler, sub, value) : NULL;

	if (!target)
		return;
	insn.with.sub = compile_need(compiler, target);
	compile_emit(compiler, TYPES_ALL, insn);
}

static void remember_dynamic(struct compiler *compiler, const char *name)
{
	struct dynamic_name *entry;

	for (entry = compiler->schemas->dynamics; entry; entry = entry->next)
		if (strcmp(entry->name, name) == 0)
			return;
	entry = mem_alloc(compiler->schemas->mem, sizeof(*entry));
	*entry = (struct dynamic_name){ name, compiler->schemas->dynamics };
	compiler->schemas->dynamics = entry;
}

/*
 * Dynamic only where it leads, as a plain reference, to a $dynamicAnchor of the name in its
 * fragment.
 */
static void compile_dynamic_ref(struct compiler *compiler, const struct sub *sub,
	const struct node *value)
{
	const struct node *target = value ? resolve(compiler, sub, value) : NULL;
	const struct anchor *anchor;
	struct dynamic *dynamic;
	const char *name;

	if (!target)
		return;
	name = node_text(value) + uri_without_fragment(node_text(value));
	name += *name == '#';
	anchor = resource_anchor(resource_of(compiler->schemas, target), name);
	if (!anchor || !anchor->dynamic || anchor->node != target) {
		compile_ref(compiler, sub, KEYWORD_DYNAMIC_REF, value);
		return;
	}
	dynamic = mem_alloc(compiler->schemas->mem, sizeof(*dynamic));
	*dynamic = (struct dynamic){ name, compile_need(compiler, target) };
	remember_dynamic(compiler, name);
	compile_emit(compiler, TYPES_ALL, (struct insn){ OP_DYNAMIC_REF, KEYWORD_DYNAMIC_REF, value,
		{ .dynamic = dynamic } });
}

static bool expect_schemas(
	struct compiler *compiler, const struct sub *sub, const struct node *value)
{
	bool ok = value && node_type(value) == NODE_ARRAY && value->length > 0;

	if (value && !ok)
		compile_problem(compiler, sub, value,
			"%s must be an array of schemas, and not empty", node_key(value));
	return ok;
}

static void compile_all_of(
	struct compiler *compiler, const struct sub *sub, const struct node *value)
{
	const struct node *child;

	if (!expect_schemas(compiler, sub, value))
		return;
	for (child = node_child(value); child; child = node_next(child))
		compile_emit(compiler, TYPES_ALL, (struct insn){ OP_REF, KEYWORD_ALL_OF, child,
			{ .sub = compile_need(compiler, child) } });
}

static void compile_branches(struct compiler *compiler, const struct sub *sub,
	const struct node *value, enum keyword keyword, enum op op)
{
	const struct node *child;
	struct branches *branches;

	if (!expect_schemas(compiler, sub, value))
		return;
	branches = mem_zalloc(compiler->schemas->mem, sizeof(*branches));
	branches->subs =
		mem_alloc(compiler->schemas->mem, value->length * sizeof(const struct sub *));
	for (child = node_child(value); child; child = node_next(child))
		branches->subs[branches->count++] = compile_need(compiler, child);
	compile_emit(
		compiler, TYPES_ALL, (struct insn){ op, keyword, value, { .branches = branches } });
}

static void compile_condition(struct compiler *compiler, const struct keyword_values *values)
{
	const struct node *test = values->of[KEYWORD_IF];
	const struct node *then = values->of[KEYWORD_THEN], *otherwise = values->of[KEYWORD_ELSE];
	struct condition *condition;

	if (!test)
		return;
	condition = mem_zalloc(compiler->schemas->mem, sizeof(*condition));
	condition->test = compile_need(compiler, test);
	condition->then = then ? compile_need(compiler, then) : NULL;
	condition->otherwise = otherwise ? compile_need(compiler, otherwise) : NULL;
	compile_emit(compiler, TYPES_ALL,
		(struct insn){ OP_IF, KEYWORD_IF, test, { .condition = condition } });
}

void compile_in_place(
	struct compiler *compiler, struct sub *sub, const struct keyword_values *values)
{
	const struct node *not = values->of[KEYWORD_NOT];

	compile_ref(compiler, sub, KEYWORD_REF, values->of[KEYWORD_REF]);
	compile_ref(compiler, sub, KEYWORD_RECURSIVE_REF, values->of[KEYWORD_RECURSIVE_REF]);
	compile_dynamic_ref(compiler, sub, values->of[KEYWORD_DYNAMIC_REF]);
	compile_all_of(compiler, sub, values->of[KEYWORD_ALL_OF]);
	compile_branches(compiler, sub, values->of[KEYWORD_ANY_OF], KEYWORD_ANY_OF, OP_ANY_OF);
	compile_branches(compiler, sub, values->of[KEYWORD_ONE_OF], KEYWORD_ONE_OF, OP_ONE_OF);
	if (not)
		compile_emit(compiler, TYPES_ALL,
			(struct insn){ OP_NOT, KEYWORD_NOT, not,
				{ .sub = compile_need(compiler, not ) } });
	compile_condition(compiler, values);
}
