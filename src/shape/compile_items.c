/* What is said of arrays, and both unevaluated… keywords. */
#include "shape/compile.h"

#include <stdint.h>

#define ARRAY (1 << NODE_ARRAY)

static void set_prefix(struct compiler *compiler, struct items *items, const struct node *array)
{
	const struct node *child;

	items->prefix = mem_alloc(compiler->schemas->mem,
		(array->length + 1) * sizeof(const struct sub *));
	for (child = node_child(array); child; child = node_next(child))
		items->prefix[items->count++] = compile_need(compiler, child);
}

static void compile_elements(struct compiler *compiler, struct sub *sub,
	const struct keyword_values *values)
{
	const struct node *prefix = values->of[KEYWORD_PREFIX_ITEMS],
			  *rest = values->of[KEYWORD_ITEMS];
	struct items *items;

	if (sub->resource->dialect != DIALECT_2020) {
		bool tuple = rest && node_type(rest) == NODE_ARRAY;

		prefix = tuple ? rest : NULL;
		rest = tuple ? values->of[KEYWORD_ADDITIONAL_ITEMS] : rest;
	}
	if (prefix && node_type(prefix) != NODE_ARRAY) {
		compile_problem(compiler, sub, prefix, "prefixItems must be an array of schemas");
		return;
	}
	if (!prefix && !rest)
		return;
	items = mem_zalloc(compiler->schemas->mem, sizeof(*items));
	if (prefix)
		set_prefix(compiler, items, prefix);
	if (rest)
		items->rest = compile_need(compiler, rest);
	compile_emit(compiler, ARRAY,
		(struct insn){ OP_ITEMS, KEYWORD_ITEMS, rest ? rest : prefix, { .items = items } });
}

static void compile_contains(struct compiler *compiler, struct sub *sub,
	const struct keyword_values *values)
{
	const struct node *least = values->of[KEYWORD_MIN_CONTAINS];
	const struct node *most = values->of[KEYWORD_MAX_CONTAINS];
	struct contains *contains;

	if (!values->of[KEYWORD_CONTAINS])
		return;
	contains = mem_zalloc(compiler->schemas->mem, sizeof(*contains));
	*contains = (struct contains){ compile_need(compiler, values->of[KEYWORD_CONTAINS]), 1,
		SIZE_MAX };
	if (least)
		compile_count(compiler, sub, least, &contains->least);
	if (most)
		compile_count(compiler, sub, most, &contains->most);
	compile_emit(compiler, ARRAY, (struct insn){ OP_CONTAINS, KEYWORD_CONTAINS,
		values->of[KEYWORD_CONTAINS], { .contains = contains } });
}

void compile_items(struct compiler *compiler, struct sub *sub, const struct keyword_values *values)
{
	const struct node *least = values->of[KEYWORD_MIN_ITEMS],
			  *most = values->of[KEYWORD_MAX_ITEMS];
	const struct node *unique = values->of[KEYWORD_UNIQUE_ITEMS];
	struct insn insn = { OP_MIN_COUNT, KEYWORD_MIN_ITEMS, least, { 0 } };

	if (least && compile_count(compiler, sub, least, &insn.with.count))
		compile_emit(compiler, ARRAY, insn);
	insn = (struct insn){ OP_MAX_COUNT, KEYWORD_MAX_ITEMS, most, { 0 } };
	if (most && compile_count(compiler, sub, most, &insn.with.count))
		compile_emit(compiler, ARRAY, insn);
	compile_elements(compiler, sub, values);
	compile_contains(compiler, sub, values);
	if (unique && node_type(unique) == NODE_TRUE)
		compile_emit(compiler, ARRAY,
			(struct insn){ OP_UNIQUE, KEYWORD_UNIQUE_ITEMS, unique, { 0 } });
	else if (unique && node_type(unique) != NODE_FALSE)
		compile_problem(compiler, sub, unique, "uniqueItems must be true or false");
}

void compile_unevaluated(struct compiler *compiler, struct sub *sub,
	const struct keyword_values *values)
{
	const struct node *items = values->of[KEYWORD_UNEVALUATED_ITEMS];
	const struct node *members = values->of[KEYWORD_UNEVALUATED_PROPERTIES];
	struct insn insn = { OP_UNEVALUATED_ITEMS, KEYWORD_UNEVALUATED_ITEMS, items, { 0 } };

	if (items) {
		insn.with.sub = compile_need(compiler, items);
		compile_emit(compiler, ARRAY, insn);
	}
	insn = (struct insn){ OP_UNEVALUATED_MEMBERS, KEYWORD_UNEVALUATED_PROPERTIES, members,
		{ 0 } };
	if (members) {
		insn.with.sub = compile_need(compiler, members);
		compile_emit(compiler, 1 << NODE_OBJECT, insn);
	}
	sub->tracks = items || members;
}
