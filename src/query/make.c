#include "query/parser.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/node.h"
#include "query/function.h"

/* Digits of which a double holds every integer. */
#define EXACT_DIGITS 15

static void key_add(struct parser *parser, int64_t word)
{
	buf_add(&parser->key, (const char *)&word, sizeof(word));
}

static void key_begin(struct parser *parser, enum expr_kind kind)
{
	buf_clear(&parser->key);
	key_add(parser, (int64_t)kind);
}

void parts_add(struct parts *parts, const struct expr *expr)
{
	if (parts->count == parts->cap)
		parts->items = heap_grow(parts->items, &parts->cap, parts->count + 1,
			sizeof(const struct expr *));
	parts->items[parts->count++] = expr;
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
	key_begin(parser, EXPR_LITERAL);
	key_add(parser, type);
	buf_add(&parser->key, text, n);
	return space_intern(parser->space, &parser->key, &expr);
}

static void key_add_selector(struct parser *parser, const struct selector *selector)
{
	key_add(parser, selector->kind);
	key_add(parser, selector->name);
	key_add(parser, (selector->has_start ? 1 : 0) | (selector->has_end ? 2 : 0));
	key_add(parser, selector->start);
	key_add(parser, selector->end);
	key_add(parser, selector->step);
	key_add(parser, selector->filter ? (int64_t)selector->filter->id : -1);
}

const struct expr *make_path(struct parser *parser, const struct path *path)
{
	struct expr expr = { .kind = EXPR_PATH, .rooted = path->from_root, .path = *path };

	key_begin(parser, EXPR_PATH);
	key_add(parser, path->from_root);
	for (uint32_t i = 0; i < path->count; i++) {
		const struct segment *segment = &path->segments[i];

		key_add(parser, segment->descendant);
		key_add(parser, segment->count);
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
	key_add(parser, expr->two_valued);
	return space_intern(parser->space, &parser->key, expr);
}

const struct expr *make_call(struct parser *parser, const struct function *function,
	const struct parts *arguments)
{
	struct expr expr = { .kind = EXPR_CALL, .function = function };

	key_begin(parser, EXPR_CALL);
	key_add(parser, function_index(function));
	return finish(parser, &expr, arguments->items, arguments->count);
}

const struct expr *make_compare(struct parser *parser, enum comparison comparison,
	const struct expr *left, const struct expr *right)
{
	struct expr expr = { .kind = EXPR_COMPARE, .comparison = comparison };
	const struct expr *sides[] = { left, right };

	key_begin(parser, EXPR_COMPARE);
	key_add(parser, comparison);
	return finish(parser, &expr, sides, 2);
}

const struct expr *make_chain(struct parser *parser, enum expr_kind kind,
	const struct parts *links)
{
	struct expr expr = { .kind = kind };

	key_begin(parser, kind);
	return finish(parser, &expr, links->items, links->count);
}

const struct expr *make_single(struct parser *parser, enum expr_kind kind,
	const struct expr *operand)
{
	struct expr expr = { .kind = kind };

	key_begin(parser, kind);
	return finish(parser, &expr, &operand, 1);
}
