#include "query/freeze.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"
#include "query/expr.h"
#include "query/function.h"

/* {=== numbers and strings === */

void freeze_number(struct buf *out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		buf_putc(out, (char)(0x80 | (number & 0x7F)));
	buf_putc(out, (char)number);
}

uint64_t thaw_number(const char **p)
{
	uint64_t number = 0;
	unsigned shift = 0;

	for (; **p & 0x80; (*p)++, shift += 7)
		number |= (uint64_t)(**p & 0x7F) << shift;
	number |= (uint64_t)(unsigned char)**p << shift;
	(*p)++;
	return number;
}

/* Numbers with a sign: the sign becomes the lowest bit. */
static void freeze_signed(struct buf *out, int64_t number)
{
	freeze_number(out, number < 0 ? (uint64_t)-(number + 1) << 1 | 1 : (uint64_t)number << 1);
}

static int64_t thaw_signed(const char **p)
{
	uint64_t number = thaw_number(p);

	return number & 1 ? -(int64_t)(number >> 1) - 1 : (int64_t)(number >> 1);
}

void freeze_string(struct buf *out, const char *text, size_t n)
{
	freeze_number(out, n);
	buf_add(out, text, n);
	buf_putc(out, '\0');
}

const char *thaw_string(const char **p, size_t *n)
{
	size_t length = (size_t)thaw_number(p);
	const char *text = *p;

	*p += length + 1;
	if (n)
		*n = length;
	return text;
}

/* }=== */

/* {=== freezing === */

struct freezer {
	struct buf entries; /* those that an entry refers to come before it */
	uint32_t nentries;
	uint32_t *numbers; /* by id of the expression; 0: not in this section yet */
	size_t cap;
};

struct freezer *freezer_new(void)
{
	struct freezer *freezer = heap_zalloc(sizeof(*freezer));

	buf_init(&freezer->entries);
	return freezer;
}

void freezer_free(struct freezer *freezer)
{
	buf_release(&freezer->entries);
	free(freezer->numbers);
	free(freezer);
}

/* Makes room for index in an array of numbers, new ones 0. */
static uint32_t *grow(uint32_t *numbers, size_t *cap, size_t index)
{
	size_t old = *cap;

	if (index < old)
		return numbers;
	numbers = heap_grow(numbers, cap, index + 1, sizeof(*numbers));
	memset(numbers + old, 0, (*cap - old) * sizeof(*numbers));
	return numbers;
}

static uint32_t add(struct freezer *freezer, const struct expr *expr);

static void freeze_selector(struct freezer *freezer, struct buf *out,
	const struct selector *selector)
{
	freeze_number(out, selector->kind);
	switch (selector->kind) {
	case SELECT_NAME:
		freeze_number(out, selector->name);
		break;
	case SELECT_WILDCARD:
		break;
	case SELECT_INDEX:
		freeze_signed(out, selector->start);
		break;
	case SELECT_SLICE:
		freeze_number(out, (selector->has_start ? 1u : 0u) | (selector->has_end ? 2u : 0u));
		freeze_signed(out, selector->start);
		freeze_signed(out, selector->end);
		freeze_signed(out, selector->step);
		break;
	case SELECT_FILTER:
		freeze_number(out, add(freezer, selector->filter));
		break;
	}
}

static void freeze_path(struct freezer *freezer, struct buf *out, const struct path *path)
{
	freeze_number(out, (path->from_root ? 1u : 0u) | (path->singular ? 2u : 0u) |
				   (path->names ? 4u : 0u));
	freeze_number(out, path->count);
	if (path->names) {
		for (uint32_t i = 0; i < path->count; i++)
			freeze_number(out, path->names[i]);
		return;
	}
	for (uint32_t i = 0; i < path->count; i++) {
		const struct segment *segment = &path->segments[i];

		freeze_number(out, (segment->descendant ? 1u : 0u) | segment->count << 1);
		for (uint32_t k = 0; k < segment->count; k++)
			freeze_selector(freezer, out, &segment->selectors[k]);
	}
}

void freeze_literal(struct buf *out, const struct node *literal)
{
	freeze_number(out, (uint64_t)literal->item.type);
	freeze_number(out, literal->flags);
	if (literal->item.valuestring)
		freeze_string(out, literal->item.valuestring, literal->length);
}

/* The number of an expression, written now if it is new: what it refers to first. */
static uint32_t add(struct freezer *freezer, const struct expr *expr)
{
	struct buf entry;

	freezer->numbers = grow(freezer->numbers, &freezer->cap, expr->id);
	if (freezer->numbers[expr->id])
		return freezer->numbers[expr->id];
	buf_init(&entry);
	freeze_number(&entry, (uint64_t)expr->kind | (expr->rooted ? 16u : 0u) |
				      (expr->two_valued ? 32u : 0u));
	if (expr->kind == EXPR_LITERAL)
		freeze_literal(&entry, expr->literal);
	else if (expr->kind == EXPR_PATH)
		freeze_path(freezer, &entry, &expr->path);
	else if (expr->kind == EXPR_CALL)
		freeze_number(&entry, function_index(expr->function));
	else
		freeze_number(&entry, expr->comparison);
	freeze_number(&entry, expr->count);
	for (uint32_t i = 0; i < expr->count; i++)
		freeze_number(&entry, add(freezer, expr->operands[i]));
	buf_add(&freezer->entries, entry.data, entry.length);
	buf_release(&entry);
	freezer->numbers = grow(freezer->numbers, &freezer->cap, expr->id);
	return freezer->numbers[expr->id] = ++freezer->nentries;
}

uint32_t freezer_add(struct freezer *freezer, const struct expression *expression)
{
	return expression ? add(freezer, expression->expr) : 0;
}

void freezer_write_section(struct freezer *freezer, struct buf *out)
{
	freeze_number(out, freezer->nentries);
	buf_add(out, freezer->entries.data, freezer->entries.length);
	buf_clear(&freezer->entries);
	freezer->nentries = 0;
	if (freezer->cap > 0)
		memset(freezer->numbers, 0, freezer->cap * sizeof(*freezer->numbers));
}

/* }=== */

/* {=== thawing === */

struct thaw {
	struct query_space *space;
	const char *p;
	struct expr *exprs;
};

static void thaw_selector(struct thaw *thaw, struct selector *selector)
{
	uint64_t flags;

	*selector = (struct selector){ .kind = (enum selector_kind)thaw_number(&thaw->p), .step = 1 };
	switch (selector->kind) {
	case SELECT_NAME:
		selector->name = (uint32_t)thaw_number(&thaw->p);
		break;
	case SELECT_WILDCARD:
		break;
	case SELECT_INDEX:
		selector->start = thaw_signed(&thaw->p);
		break;
	case SELECT_SLICE:
		flags = thaw_number(&thaw->p);
		selector->has_start = flags & 1;
		selector->has_end = flags & 2;
		selector->start = thaw_signed(&thaw->p);
		selector->end = thaw_signed(&thaw->p);
		selector->step = thaw_signed(&thaw->p);
		break;
	case SELECT_FILTER:
		selector->filter = &thaw->exprs[thaw_number(&thaw->p) - 1];
		break;
	}
}

static const uint32_t *thaw_names(struct thaw *thaw, uint32_t n)
{
	uint32_t *names = mem_alloc(thaw->space->mem, (n + 1) * sizeof(*names));

	for (uint32_t i = 0; i < n; i++)
		names[i] = (uint32_t)thaw_number(&thaw->p);
	return names;
}

static void thaw_path(struct thaw *thaw, struct path *path)
{
	uint64_t flags = thaw_number(&thaw->p);
	struct segment *segments;

	path->from_root = flags & 1;
	path->singular = flags & 2;
	path->count = (uint32_t)thaw_number(&thaw->p);
	if (flags & 4) {
		path->names = thaw_names(thaw, path->count);
		return;
	}
	path->segments = segments = mem_alloc(thaw->space->mem, path->count * sizeof(*segments));
	for (uint32_t i = 0; i < path->count; i++) {
		uint64_t head = thaw_number(&thaw->p);
		struct selector *selectors;

		segments[i].descendant = head & 1;
		segments[i].count = (uint32_t)(head >> 1);
		selectors = mem_alloc(thaw->space->mem, segments[i].count * sizeof(*selectors));
		segments[i].selectors = selectors;
		for (uint32_t k = 0; k < segments[i].count; k++)
			thaw_selector(thaw, &selectors[k]);
	}
}

/* Most numbers are small integers, for which strtod is slow to start. */
static double number_value(const struct node *number)
{
	const char *p = number->item.valuestring;
	bool negative = *p == '-';
	int64_t value = 0;

	if (!(number->flags & NODE_INTEGER))
		return strtod(p, NULL);
	for (p += negative; *p; p++)
		value = value * 10 + (*p - '0');
	return (double)(negative ? -value : value);
}

const struct node *thaw_literal(struct mem *mem, const char **p)
{
	struct node *literal = mem_zalloc(mem, sizeof(*literal));

	literal->item.type = (int)thaw_number(p);
	literal->flags = (uint32_t)thaw_number(p);
	if (literal->item.type == cJSON_String || literal->item.type == cJSON_Number) {
		size_t n;

		/* Nobody writes to it: cJSON's own member is not const. */
		literal->item.valuestring = (char *)(uintptr_t)thaw_string(p, &n);
		literal->length = (uint32_t)n;
	}
	if (literal->item.type == cJSON_Number)
		literal->item.valuedouble = number_value(literal);
	return literal;
}

static void thaw_expr(struct thaw *thaw, struct expr *expr)
{
	uint64_t head = thaw_number(&thaw->p);
	const struct expr **operands;

	*expr = (struct expr){
		.kind = (enum expr_kind)(head & 15),
		.rooted = head & 16,
		.two_valued = head & 32,
		.id = thaw->space->count++,
	};
	if (expr->kind == EXPR_LITERAL)
		expr->literal = thaw_literal(thaw->space->mem, &thaw->p);
	else if (expr->kind == EXPR_PATH)
		thaw_path(thaw, &expr->path);
	else if (expr->kind == EXPR_CALL)
		expr->function = function_at((uint32_t)thaw_number(&thaw->p));
	else
		expr->comparison = (enum comparison)thaw_number(&thaw->p);
	expr->count = (uint32_t)thaw_number(&thaw->p);
	operands = mem_alloc(thaw->space->mem, expr->count * sizeof(*operands));
	for (uint32_t i = 0; i < expr->count; i++)
		operands[i] = &thaw->exprs[thaw_number(&thaw->p) - 1];
	expr->operands = operands;
}

struct expression *const *freeze_read_section(struct query_space *space, const char **p)
{
	struct thaw thaw = { .space = space, .p = *p };
	struct expression **result, *expressions;
	size_t count;

	count = (size_t)thaw_number(&thaw.p);
	thaw.exprs = mem_alloc(space->mem, (count + 1) * sizeof(*thaw.exprs));
	expressions = mem_zalloc(space->mem, (count + 1) * sizeof(*expressions));
	result = mem_alloc(space->mem, (count + 1) * sizeof(*result));
	result[0] = NULL;
	for (size_t i = 0; i < count; i++) {
		thaw_expr(&thaw, &thaw.exprs[i]);
		expressions[i].expr = &thaw.exprs[i];
		result[i + 1] = &expressions[i];
	}
	*p = thaw.p;
	return result;
}

/* }=== */
