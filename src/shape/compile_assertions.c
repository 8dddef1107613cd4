/* type, enum, const, and the assertions on numbers and strings. */
#include "shape/compile.h"

#include <string.h>

#include "base/err.h"
#include "shape/format.h"
#include "text/regex.h"

/* Values beyond this many are found by hash. */
#define VALUES_LINEAR 16

static const struct {
	const char *name;
	unsigned types;
} types[] = {
	{ "null", 1 << NODE_NULL },
	{ "boolean", 1 << NODE_FALSE | 1 << NODE_TRUE },
	{ "number", 1 << NODE_NUMBER },
	{ "integer", 1 << NODE_NUMBER },
	{ "string", 1 << NODE_STRING },
	{ "array", 1 << NODE_ARRAY },
	{ "object", 1 << NODE_OBJECT },
};

/* Adds one name of a type to what sub allows; false if it is none. */
static bool allow_type(struct sub *sub, const struct node *name, bool *number)
{
	if (node_type(name) != NODE_STRING)
		return false;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(types[i].name, node_text(name)) != 0)
			continue;
		sub->types |= (uint8_t)types[i].types;
		*number |= strcmp(types[i].name, "number") == 0;
		sub->integer |= strcmp(types[i].name, "integer") == 0;
		return true;
	}
	return false;
}

static void compile_type(struct compiler *compiler, struct sub *sub, const struct node *value)
{
	const struct node *name = value;
	bool number = false, ok = true;

	if (!value)
		return;
	sub->type = value;
	sub->types = 0;
	if (node_type(value) == NODE_ARRAY)
		for (name = node_child(value); name; name = node_next(name))
			ok &= allow_type(sub, name, &number);
	else
		ok = allow_type(sub, value, &number);
	if (number)
		sub->integer = false;
	if (sub->integer)
		compile_emit(compiler, 1 << NODE_NUMBER,
			(struct insn){ OP_INTEGER, KEYWORD_TYPE, value, { 0 } });
	if (!ok)
		compile_problem(compiler, sub, value,
			"type must be null, boolean, integer, number, string, array or object");
}

static void add_slots(struct compiler *compiler, struct values *values)
{
	size_t n = 4;

	while (n < values->count * 2)
		n *= 2;
	values->slots = mem_zalloc(compiler->schemas->mem, n * sizeof(const struct node *));
	values->mask = n - 1;
	for (size_t i = 0; i < values->count; i++) {
		size_t slot = node_hash(values->items[i]) & values->mask;

		while (values->slots[slot])
			slot = (slot + 1) & values->mask;
		values->slots[slot] = values->items[i];
	}
}

static void emit_values(struct compiler *compiler, enum keyword keyword, const struct node *node,
	const struct node *first, size_t count)
{
	struct values *values = mem_zalloc(compiler->schemas->mem, sizeof(*values));

	values->items =
		mem_alloc(compiler->schemas->mem, (count + 1) * sizeof(const struct node *));
	for (; values->count < count; first = node_next(first))
		values->items[values->count++] = first;
	if (count > VALUES_LINEAR)
		add_slots(compiler, values);
	compile_emit(compiler, TYPES_ALL,
		(struct insn){ OP_VALUES, keyword, node, { .values = values } });
}

static void compile_values(struct compiler *compiler, struct sub *sub,
	const struct keyword_values *values)
{
	const struct node *list = values->of[KEYWORD_ENUM], *one = values->of[KEYWORD_CONST];

	if (one)
		emit_values(compiler, KEYWORD_CONST, one, one, 1);
	if (list && node_type(list) != NODE_ARRAY)
		compile_problem(compiler, sub, list, "enum must be an array of values");
	else if (list)
		emit_values(compiler, KEYWORD_ENUM, list, node_child(list), list->length);
}

const struct limit *compile_read_limit(struct mem *mem, const struct node *value)
{
	struct limit *limit = mem_alloc(mem, sizeof(*limit));

	limit->number = number_read(node_text(value), value->length);
	limit->value = value->item.valuedouble;
	limit->exact = value->flags & NODE_INTEGER;
	return limit;
}

static void compile_limit(struct compiler *compiler, struct sub *sub,
	const struct keyword_values *values, enum keyword keyword, enum op op)
{
	const struct node *value = values->of[keyword];
	const struct limit *limit;

	if (!value)
		return;
	if (node_type(value) != NODE_NUMBER) {
		compile_problem(
			compiler, sub, value, "%s must be a number", keywords[keyword].name);
		return;
	}
	limit = compile_read_limit(compiler->schemas->mem, value);
	if (op == OP_MULTIPLE && (limit->number.negative || limit->number.length == 0))
		compile_problem(compiler, sub, value, "multipleOf must be greater than 0");
	compile_emit(compiler, 1 << NODE_NUMBER,
		(struct insn){ op, keyword, value, { .limit = limit } });
}

bool compile_count(struct compiler *compiler, const struct sub *sub, const struct node *node,
	size_t *count)
{
	struct number number = { 0 };
	int64_t value;

	if (node_type(node) == NODE_NUMBER)
		number = number_read(node_text(node), node->length);
	if (node_type(node) != NODE_NUMBER || !number_is_integer(number) || number.negative) {
		compile_problem(
			compiler, sub, node, "%s must be an integer, 0 or more", node_key(node));
		return false;
	}
	*count = number_to_int64(number, &value) ? (size_t)value : SIZE_MAX;
	return true;
}

static void compile_length(struct compiler *compiler, struct sub *sub,
	const struct keyword_values *values, enum keyword keyword, enum op op)
{
	const struct node *value = values->of[keyword];
	struct insn insn = { op, keyword, value, { 0 } };

	if (value && compile_count(compiler, sub, value, &insn.with.count))
		compile_emit(compiler, 1 << NODE_STRING, insn);
}

struct regex *compile_keep_regex(struct schemas *schemas, struct regex *regex)
{
	struct regex_list *entry = mem_alloc(schemas->mem, sizeof(*entry));

	*entry = (struct regex_list){ regex, schemas->regexes };
	schemas->regexes = entry;
	return regex;
}

struct regex *compile_pattern(struct compiler *compiler, const struct sub *sub,
	const struct node *node, const char *text, size_t n)
{
	struct err why = { 0 };
	struct regex *regex = regex_open(text, n, REGEX_ECMA, &why);

	if (!regex) {
		err_prefix(&why, "bad pattern");
		compile_problem_at(compiler, sub, node, why.at, why.length, why.text);
		return NULL;
	}
	return compile_keep_regex(compiler->schemas, regex);
}

static void compile_one_pattern(
	struct compiler *compiler, struct sub *sub, const struct node *value)
{
	struct insn insn = { OP_PATTERN, KEYWORD_PATTERN, value, { 0 } };

	if (!value)
		return;
	if (node_type(value) != NODE_STRING) {
		compile_problem(compiler, sub, value, "pattern must be a string");
		return;
	}
	insn.with.regex = compile_pattern(compiler, sub, value, node_text(value), value->length);
	if (insn.with.regex)
		compile_emit(compiler, 1 << NODE_STRING, insn);
}

static void compile_format(struct compiler *compiler, struct sub *sub, const struct node *value)
{
	struct insn insn = { OP_FORMAT, KEYWORD_FORMAT, value, { 0 } };
	bool asserted = compiler->schemas->assert_format ||
		sub->resource->vocabularies & VOCABULARY_FORMAT_ASSERTION;
	struct err why = { 0 };

	if (!value || !asserted || node_type(value) != NODE_STRING)
		return;
	insn.with.format = format_find(node_text(value));
	if (!insn.with.format)
		return;
	if (format_prepare(insn.with.format, &why))
		compile_emit(compiler, 1 << NODE_STRING, insn);
	else
		compile_problem(compiler, sub, value, "%s", why.text);
}

void compile_assertions(
	struct compiler *compiler, struct sub *sub, const struct keyword_values *values)
{
	compile_type(compiler, sub, values->of[KEYWORD_TYPE]);
	compile_values(compiler, sub, values);
	compile_limit(compiler, sub, values, KEYWORD_MINIMUM, OP_MINIMUM);
	compile_limit(compiler, sub, values, KEYWORD_EXCLUSIVE_MINIMUM, OP_EXCLUSIVE_MINIMUM);
	compile_limit(compiler, sub, values, KEYWORD_MAXIMUM, OP_MAXIMUM);
	compile_limit(compiler, sub, values, KEYWORD_EXCLUSIVE_MAXIMUM, OP_EXCLUSIVE_MAXIMUM);
	compile_limit(compiler, sub, values, KEYWORD_MULTIPLE_OF, OP_MULTIPLE);
	compile_format(compiler, sub, values->of[KEYWORD_FORMAT]);
	compile_one_pattern(compiler, sub, values->of[KEYWORD_PATTERN]);
	compile_length(compiler, sub, values, KEYWORD_MIN_LENGTH, OP_MIN_LENGTH);
	compile_length(compiler, sub, values, KEYWORD_MAX_LENGTH, OP_MAX_LENGTH);
}
