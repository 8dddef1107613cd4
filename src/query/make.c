#include "query/parser.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/node.h"
#include "query/function.h"

/* Digits of which a double holds every integer. */
#define EXACT_DIGITS 15

/* Keys are words of 64 bits, which is what space_intern hashes fast. */
static void key_add(struct parser *parser, int64_t word)
{
	buf_add(&parser->key, (const char *)&word, sizeof(word));
}

static void key_begin(struct parser *parser, enum expr_kind kind, int64_t detail)
{
	buf_clear(&parser->key);
	key_add(parser, (int64_t)kind | detail << 8);
}

void make_operand(struct parser *parser, const struct expr *operand)
{
	if (parser->noperands == parser->operands_cap)
		parser->operands = heap_grow(parser->operands, &parser->operands_cap,
			parser->noperands + 1, sizeof(const struct expr *));
	parser->operands[parser->noperands++] = operand;
}

static bool is_plain_integer(const char *text, size_t n)
{
	size_t sign = n > 0 && text[0] == '-';

	for (size_t i = sign; i < n; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return n - sign <= EXACT_DIGITS;
}

const struct expr *make_literal(struct parser *parser, int type, const char *text, size_t n)
{
	struct node *node = mem_zalloc(parser->space->mem, sizeof(*node));
	struct expr expr = { .kind = EXPR_LITERAL, .rooted = true, .literal = node };

	node->item.type = type;
	if (type == cJSON_String || type == cJSON_Number) {
		node->item.valuestring = mem_text(parser->space->mem, text, n);
		node->length = (uint32_t)n;
	}
	if (type == cJSON_Number) {
		node->item.valuedouble = strtod(node->item.valuestring, NULL);
		node->flags = is_plain_integer(text, n) ? NODE_INTEGER : 0;
	}
	key_begin(parser, EXPR_LITERAL, type);
	buf_add(&parser->key, text, n);
	return space_intern(parser->space, &parser->key, &expr);
}

static void key_add_selector(struct parser *parser, const struct selector *selector)
{
	key_add(parser, (int64_t)selector->kind | (selector->has_start ? 8 : 0) |
				(selector->has_end ? 16 : 0) | (int64_t)selector->name << 8);
	if (selector->filter)
		key_add(parser, selector->filter->id);
	if (selector->kind == SELECT_INDEX || selector->kind == SELECT_SLICE)
		key_add(parser, selector->start);
	if (selector->kind == SELECT_SLICE) {
		key_add(parser, selector->end);
		key_add(parser, selector->step);
	}
}

/* The names of a path that has nothing but names, one a segment; NULL for all others. */
static const uint32_t *only_names(struct mem *mem, const struct path *path)
{
	uint32_t *names = mem_alloc(mem, (path->count + 1) * sizeof(*names));

	for (uint32_t i = 0; i < path->count; i++) {
		const struct segment *segment = &path->segments[i];

		if (segment->descendant || segment->count != 1 ||
		    segment->selectors[0].kind != SELECT_NAME)
			return NULL;
		names[i] = segment->selectors[0].name;
	}
	return names;
}

const struct expr *make_path(struct parser *parser, const struct path *path)
{
	struct expr expr = { .kind = EXPR_PATH, .rooted = path->from_root, .path = *path };

	expr.path.names = only_names(parser->space->mem, path);
	key_begin(parser, EXPR_PATH, path->from_root);
	for (uint32_t i = 0; i < path->count; i++) {
		const struct segment *segment = &path->segments[i];

		if (segment->descendant || segment->count != 1)
			key_add(parser,
				(segment->descendant ? -1 : -2) - 2 * (int64_t)segment->count);
		for (uint32_t k = 0; k < segment->count; k++)
			key_add_selector(parser, &segment->selectors[k]);
	}
	return space_intern(parser->space, &parser->key, &expr);
}

/* Adds operands to an expression whose own fields are already in the key. */
static const struct expr *finish(struct parser *parser, struct expr *expr,
	const struct expr *const *operands, size_t n)
{
	const struct expr **copy = mem_alloc(parser->space->mem, (n + 1) * sizeof(*copy));

	expr->rooted = true;
	for (size_t i = 0; i < n; i++) {
		copy[i] = operands[i];
		expr->rooted = expr->rooted && operands[i]->rooted;
		key_add(parser, operands[i]->id);
	}
	expr->operands = copy;
	expr->count = (uint32_t)n;
	expr->two_valued = parser->filters > 0;
	key_add(parser, expr->two_valued ? -1 : -2);
	return space_intern(parser->space, &parser->key, expr);
}

/* Takes the operands from the stack. */
static const struct expr *finish_operands(struct parser *parser, struct expr *expr, size_t first)
{
	size_t n = parser->noperands - first;

	parser->noperands = first;
	return finish(parser, expr, parser->operands + first, n);
}

const struct expr *make_call(struct parser *parser, const struct function *function, size_t first)
{
	struct expr expr = { .kind = EXPR_CALL, .function = function };

	key_begin(parser, EXPR_CALL, function_index(function));
	return finish_operands(parser, &expr, first);
}

const struct expr *make_compare(struct parser *parser, enum comparison comparison,
	const struct expr *left, const struct expr *right)
{
	struct expr expr = { .kind = EXPR_COMPARE, .comparison = comparison };
	const struct expr *sides[] = { left, right };

	key_begin(parser, EXPR_COMPARE, comparison);
	return finish(parser, &expr, sides, 2);
}

const struct expr *make_chain(struct parser *parser, enum expr_kind kind, size_t first)
{
	struct expr expr = { .kind = kind };

	key_begin(parser, kind, 0);
	return finish_operands(parser, &expr, first);
}

const struct expr *make_single(struct parser *parser, enum expr_kind kind,
	const struct expr *operand)
{
	struct expr expr = { .kind = kind };

	key_begin(parser, kind, 0);
	return finish(parser, &expr, &operand, 1);
}
