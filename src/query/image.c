#include "query/image.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "query/function.h"
#include "query/op.h"

const struct expression *image_expression(const struct query_image *image, uint32_t number)
{
	return number > 0 ? (const struct expression *)(image->words + number) : NULL;
}

void query_space_open(struct query_space *space, const struct query_image *image)
{
	space->next_id = image->nslots + 1;
}

struct image_maker {
	const struct query_space *space;
	uint32_t *words;
	size_t count, cap;
	uint32_t *again; /* the numbers of expressions that were added more than once, for each time */
	size_t nagain, again_cap;
};

struct image_maker *image_maker_new(const struct query_space *space)
{
	struct image_maker *maker = heap_zalloc(sizeof(*maker));

	maker->space = space;
	maker->count = 1;
	maker->words = heap_grow(NULL, &maker->cap, 1, sizeof(*maker->words));
	maker->words[0] = 0;
	return maker;
}

void image_maker_free(struct image_maker *maker)
{
	free(maker->words);
	free(maker->again);
	free(maker);
}

static struct op *op_at(const struct image_maker *maker, size_t at)
{
	return (struct op *)(maker->words + at);
}

static uint32_t add_again(struct image_maker *maker, uint32_t number)
{
	maker->again = heap_grow(maker->again, &maker->again_cap, maker->nagain + 1,
		sizeof(*maker->again));
	maker->again[maker->nagain++] = number;
	return number;
}

uint32_t image_add(struct image_maker *maker, const struct expression *expression)
{
	struct op whole;
	size_t at = 1;

	if (!expression)
		return 0;
	whole = *op_of(expression);
	whole.flags &= (uint16_t)~OP_PATHS;
	for (; at < maker->count; at += op_at(maker, at)->size)
		if (memcmp(op_at(maker, at), &whole, sizeof(whole)) == 0 &&
		    memcmp(op_at(maker, at) + 1, op_words(op_of(expression)),
			    (whole.size - OP_WORDS) * sizeof(uint32_t)) == 0)
			return add_again(maker, (uint32_t)at);
	if (maker->count + whole.size > maker->cap)
		maker->words = heap_grow(maker->words, &maker->cap, maker->count + whole.size,
			sizeof(*maker->words));
	memcpy(maker->words + at, op_of(expression), whole.size * sizeof(uint32_t));
	*op_at(maker, at) = whole;
	maker->count += whole.size;
	return (uint32_t)at;
}

/* {=== visiting === */

static bool has_operands(const struct op *op)
{
	return op->kind != EXPR_LITERAL && op->kind != EXPR_PATH;
}

typedef void visit_function(void *context, struct op *op);

static void visit_op(struct op *op, visit_function *visit, void *context);

static void visit_filters(struct op *path, visit_function *visit, void *context)
{
	const uint32_t *words = op_words(path);
	struct op_selector selector;

	for (uint32_t i = 0; i < path->count; i++) {
		uint32_t n = *words++ >> SEGMENT_COUNT_SHIFT;

		for (; n > 0; n--) {
			words = op_read_selector(words, &selector);
			if (selector.kind == SELECT_FILTER)
				visit_op((struct op *)(uintptr_t)selector.filter, visit, context);
		}
	}
}

/* An operation, then what is in it. */
static void visit_op(struct op *op, visit_function *visit, void *context)
{
	struct op *operand = op + 1;

	visit(context, op);
	if (op->kind == EXPR_PATH && !(op->flags & (OP_NAMES | OP_MEMBERS | OP_CHILDREN)))
		visit_filters(op, visit, context);
	for (uint32_t i = 0; has_operands(op) && i < op->count; i++) {
		visit_op(operand, visit, context);
		operand = (struct op *)((uint32_t *)operand + operand->size);
	}
}

static void visit_all(struct image_maker *maker, visit_function *visit, void *context)
{
	for (size_t at = 1; at < maker->count; at += op_at(maker, at)->size)
		visit_op(op_at(maker, at), visit, context);
}

struct pattern_visit {
	void (*visit)(void *context, const char *pattern, size_t n);
	void *context;
};

static void visit_pattern(void *context, struct op *op)
{
	const struct pattern_visit *to = context;
	const struct op *pattern;
	const char *name;

	if (op->kind != EXPR_CALL || op->count != 2)
		return;
	name = function_at(op->detail)->name;
	pattern = op_next(op_first(op));
	if ((strcmp(name, "match") == 0 || strcmp(name, "search") == 0) &&
	    pattern->kind == EXPR_LITERAL && pattern->detail == cJSON_String)
		to->visit(to->context, op_text(pattern), pattern->count);
}

void image_each_pattern(struct image_maker *maker,
	void (*visit)(void *context, const char *pattern, size_t n), void *context)
{
	struct pattern_visit to = { visit, context };

	visit_all(maker, visit_pattern, &to);
}

/* }=== */

/* {=== slots === */

struct slots {
	uint32_t *uses;    /* of each slot of the space */
	uint32_t *numbers; /* of each slot of the space its slot in the image; 0: none yet */
	uint32_t count;
};

/* What depends on $ alone, in something that does not, is asked for again for the next @. */
static void count_use(void *context, struct op *op)
{
	struct slots *slots = context;
	const struct op *operand = op_first(op);

	slots->uses[op->slot]++;
	if (!has_operands(op) || (op->flags & OP_ROOTED))
		return;
	for (uint32_t i = 0; i < op->count; i++, operand = op_next(operand))
		slots->uses[operand->slot] += operand->flags & OP_ROOTED;
}

/* Literals keep what is derived of them. Of the others what is used once keeps nothing. */
static void renumber(void *context, struct op *op)
{
	struct slots *slots = context;
	uint32_t *number = &slots->numbers[op->slot];

	if (op->kind != EXPR_LITERAL && slots->uses[op->slot] < 2) {
		op->slot = 0;
		return;
	}
	if (*number == 0)
		*number = ++slots->count;
	op->slot = *number;
}

/* Slots in the order of their use, so that what is evaluated together lies together. */
static uint32_t make_slots(struct image_maker *maker)
{
	size_t size = maker->space->next_id * sizeof(uint32_t);
	struct slots slots = { .uses = heap_zalloc(size), .numbers = heap_zalloc(size) };

	visit_all(maker, count_use, &slots);
	for (size_t at = 1; at < maker->count; at += op_at(maker, at)->size)
		slots.uses[op_at(maker, at)->slot] += op_at(maker, at)->flags & OP_ROOTED;
	for (size_t i = 0; i < maker->nagain; i++)
		slots.uses[op_at(maker, maker->again[i])->slot]++;
	visit_all(maker, renumber, &slots);
	free(slots.uses);
	free(slots.numbers);
	return slots.count;
}

/* }=== */

struct query_image image_make(struct image_maker *maker)
{
	return (struct query_image){
		.words = maker->words,
		.nwords = (uint32_t)maker->count,
		.nslots = make_slots(maker),
	};
}

void image_print(const struct query_image *image, const char *name, struct buf *out)
{
	buf_puts(out, "static const unsigned image_words[] = {");
	for (uint32_t i = 0; i < image->nwords; i++)
		buf_printf(out, "%s0x%x,", i % 8 ? " " : "\n\t", image->words[i]);
	buf_printf(out, "\n};\nconst struct query_image %s = { image_words, %u, %u };\n\n", name,
		image->nwords, image->nslots);
}
