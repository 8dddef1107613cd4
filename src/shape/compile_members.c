/*
 * What is said of objects: properties, required, patternProperties, additionalProperties, and
 * the rest.
 */
#include "shape/compile.h"

#include <string.h>

#include "base/mem.h"
#include "json/names.h"

#define OBJECT (1 << NODE_OBJECT)

static uint32_t name_id(struct compiler *compiler, const char *text, size_t n)
{
	return names_add(compiler->schemas->names, text, n);
}

static bool is_array_of_names(const struct node *value)
{
	const struct node *child;

	if (node_type(value) != NODE_ARRAY)
		return false;
	for (child = node_child(value); child; child = node_next(child))
		if (node_type(child) != NODE_STRING)
			return false;
	return true;
}

static bool expect_object(
	struct compiler *compiler, const struct sub *sub, const struct node *value)
{
	if (value && node_type(value) != NODE_OBJECT)
		compile_problem(compiler, sub, value, "%s must be an object", node_key(value));
	return value && node_type(value) == NODE_OBJECT;
}

/* The place of a name in the table; a new one is entered. */
struct member *compile_member_slot(struct members *members, uint32_t name)
{
	uint32_t i = name_slot(members, name);

	while (members->slots[i].name != NAME_NONE && members->slots[i].name != name)
		i = (i + 1) & members->mask;
	if (members->slots[i].name == NAME_NONE)
		members->count++;
	members->slots[i].name = name;
	return &members->slots[i];
}

void compile_make_slots(struct mem *mem, struct members *members, size_t most)
{
	unsigned bits = 2;

	while (((size_t)1 << bits) < most * 2)
		bits++;
	members->shift = 32 - bits;
	members->mask = (uint32_t)(((uint64_t)1 << bits) - 1);
	members->slots = mem_zalloc(mem, ((size_t)members->mask + 1) * sizeof(*members->slots));
}

static void enter_properties(struct compiler *compiler, struct members *members,
	const struct node *properties)
{
	const struct node *child;

	for (child = node_child(properties); child; child = node_next(child)) {
		uint32_t name = name_id(compiler, node_key(child), child->key_length);
		size_t before = members->count;

		compile_member_slot(members, name)->sub = compile_need(compiler, child);
		if (members->count > before)
			members->list[before].name = name;
	}
}

static void enter_required(struct compiler *compiler, struct members *members,
	const struct node *required)
{
	const struct node *child;

	for (child = node_child(required); child; child = node_next(child)) {
		uint32_t name = name_id(compiler, node_text(child), child->length);
		size_t before = members->count;
		struct member *member = compile_member_slot(members, name);

		members->required += !member->required;
		member->required = true;
		if (members->count > before)
			members->list[before].name = name;
	}
}

static void enter_patterns(struct compiler *compiler, const struct sub *sub,
	struct members *members, const struct node *patterns)
{
	const struct node *child;

	members->patterns = mem_alloc(compiler->schemas->mem,
		(patterns->length + 1) * sizeof(*members->patterns));
	for (child = node_child(patterns); child; child = node_next(child)) {
		struct member_pattern *pattern = &members->patterns[members->npatterns];

		pattern->regex =
			compile_pattern(compiler, sub, child, node_key(child), child->key_length);
		pattern->sub = compile_need(compiler, child);
		members->npatterns += pattern->regex != NULL;
	}
}

static void compile_table(struct compiler *compiler, struct sub *sub,
	const struct keyword_values *values)
{
	const struct node *properties = values->of[KEYWORD_PROPERTIES];
	const struct node *required = values->of[KEYWORD_REQUIRED];
	const struct node *patterns = values->of[KEYWORD_PATTERN_PROPERTIES];
	const struct node *rest = values->of[KEYWORD_ADDITIONAL_PROPERTIES];
	struct members *members = mem_zalloc(compiler->schemas->mem, sizeof(*members));
	size_t most = 0;

	if (required && !is_array_of_names(required)) {
		compile_problem(compiler, sub, required, "required must be an array of names");
		required = NULL;
	}
	properties = expect_object(compiler, sub, properties) ? properties : NULL;
	patterns = expect_object(compiler, sub, patterns) ? patterns : NULL;
	most = (properties ? properties->length : 0) + (required ? required->length : 0);
	compile_make_slots(compiler->schemas->mem, members, most);
	members->list = mem_zalloc(compiler->schemas->mem, (most + 1) * sizeof(*members->list));
	if (properties)
		enter_properties(compiler, members, properties);
	if (required)
		enter_required(compiler, members, required);
	for (size_t i = 0; i < members->count; i++)
		members->list[i] = *compile_member_slot(members, members->list[i].name);
	if (patterns)
		enter_patterns(compiler, sub, members, patterns);
	if (rest)
		members->rest = compile_need(compiler, rest);
	sub->members = members;
	compile_emit(compiler, OBJECT,
		(struct insn){ OP_MEMBERS, KEYWORD_PROPERTIES, sub->node, { .members = members } });
}

static void compile_limits(struct compiler *compiler, const struct sub *sub,
	const struct keyword_values *values)
{
	const struct node *least = values->of[KEYWORD_MIN_PROPERTIES];
	const struct node *most = values->of[KEYWORD_MAX_PROPERTIES];
	struct insn insn = { OP_MIN_COUNT, KEYWORD_MIN_PROPERTIES, least, { 0 } };

	if (least && compile_count(compiler, sub, least, &insn.with.count))
		compile_emit(compiler, OBJECT, insn);
	insn = (struct insn){ OP_MAX_COUNT, KEYWORD_MAX_PROPERTIES, most, { 0 } };
	if (most && compile_count(compiler, sub, most, &insn.with.count))
		compile_emit(compiler, OBJECT, insn);
}

static void emit_needed(struct compiler *compiler, const struct sub *sub, enum keyword keyword,
	const struct node *names)
{
	struct dependent *dependent = mem_zalloc(compiler->schemas->mem, sizeof(*dependent));
	const struct node *child;
	uint32_t *needed;

	if (!is_array_of_names(names)) {
		compile_problem(
			compiler, sub, names, "what a member depends on must be an array of names");
		return;
	}
	needed = mem_alloc(compiler->schemas->mem, (names->length + 1) * sizeof(*needed));
	for (child = node_child(names); child; child = node_next(child))
		needed[dependent->count++] = name_id(compiler, node_text(child), child->length);
	dependent->needed = needed;
	dependent->name = name_id(compiler, node_key(names), names->key_length);
	compile_emit(compiler, OBJECT,
		(struct insn){ OP_DEPENDENT_REQUIRED, keyword, names, { .dependent = dependent } });
}

static void emit_dependent(
	struct compiler *compiler, enum keyword keyword, const struct node *schema)
{
	struct dependent *dependent = mem_zalloc(compiler->schemas->mem, sizeof(*dependent));

	dependent->name = name_id(compiler, node_key(schema), schema->key_length);
	dependent->sub = compile_need(compiler, schema);
	compile_emit(compiler, OBJECT,
		(struct insn){ OP_DEPENDENT_SCHEMA, keyword, schema, { .dependent = dependent } });
}

/* dependencies, of older drafts, is either of the two. */
static void compile_dependents(struct compiler *compiler, const struct sub *sub,
	const struct node *map, enum keyword keyword)
{
	const struct node *child;

	if (!expect_object(compiler, sub, map))
		return;
	for (child = node_child(map); child; child = node_next(child)) {
		bool names = keyword == KEYWORD_DEPENDENT_REQUIRED ||
			(keyword == KEYWORD_DEPENDENCIES && node_type(child) == NODE_ARRAY);

		if (names)
			emit_needed(compiler, sub, keyword, child);
		else
			emit_dependent(compiler, keyword, child);
	}
}

void compile_members(
	struct compiler *compiler, struct sub *sub, const struct keyword_values *values)
{
	const struct node *names = values->of[KEYWORD_PROPERTY_NAMES];
	struct insn insn = { OP_MEMBER_NAMES, KEYWORD_PROPERTY_NAMES, names, { 0 } };

	compile_limits(compiler, sub, values);
	if (values->of[KEYWORD_PROPERTIES] || values->of[KEYWORD_REQUIRED] ||
		values->of[KEYWORD_PATTERN_PROPERTIES] || values->of[KEYWORD_ADDITIONAL_PROPERTIES])
		compile_table(compiler, sub, values);
	if (names) {
		insn.with.sub = compile_need(compiler, names);
		compile_emit(compiler, OBJECT, insn);
	}
	compile_dependents(compiler, sub, values->of[KEYWORD_DEPENDENT_REQUIRED],
		KEYWORD_DEPENDENT_REQUIRED);
	compile_dependents(compiler, sub, values->of[KEYWORD_DEPENDENCIES], KEYWORD_DEPENDENCIES);
	compile_dependents(compiler, sub, values->of[KEYWORD_DEPENDENT_SCHEMAS],
		KEYWORD_DEPENDENT_SCHEMAS);
}
