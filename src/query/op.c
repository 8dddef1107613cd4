#include "query/op.h"

#include "base/buf.h"
#include "base/mem.h"
#include "query/function.h"

static void add_word(struct buf *out, uint32_t word)
{
	buf_add(out, (const char *)&word, sizeof(word));
}

static void add_integer(struct buf *out, int64_t integer)
{
	buf_add(out, (const char *)&integer, sizeof(integer));
}

static void add_op(struct buf *out, const struct expr *expr);

static void add_selector(struct buf *out, const struct selector *selector)
{
	add_word(out, selector->kind);
	switch (selector->kind) {
	case SELECT_NAME:
		add_word(out, selector->name);
		return;
	case SELECT_WILDCARD:
		return;
	case SELECT_INDEX:
		add_integer(out, selector->start);
		return;
	case SELECT_SLICE:
		add_word(out, (selector->has_start ? 1u : 0u) | (selector->has_end ? 2u : 0u));
		add_integer(out, selector->start);
		add_integer(out, selector->end);
		add_integer(out, selector->step);
		return;
	case SELECT_FILTER:
		add_op(out, selector->filter);
		return;
	}
}

const uint32_t *op_read_selector(const uint32_t *words, struct op_selector *selector)
{
	selector->kind = (enum selector_kind)*words++;
	switch (selector->kind) {
	case SELECT_NAME:
		selector->name = *words++;
		return words;
	case SELECT_WILDCARD:
		return words;
	case SELECT_INDEX:
		selector->start = words_integer(words);
		return words + 2;
	case SELECT_SLICE:
		selector->has_start = *words & 1;
		selector->has_end = *words & 2;
		selector->start = words_integer(words + 1);
		selector->end = words_integer(words + 3);
		selector->step = words_integer(words + 5);
		return words + 7;
	default:
		selector->filter = (const struct op *)words;
		return words + selector->filter->size;
	}
}

/* Whether the path is one segment of several names: @["a", "b"]. */
static bool selects_members(const struct path *path)
{
	const struct segment *only = path->segments;

	if (path->count != 1 || only->descendant || only->count < 2)
		return false;
	for (uint32_t i = 0; i < only->count; i++)
		if (only->selectors[i].kind != SELECT_NAME)
			return false;
	return true;
}

static void add_path(struct buf *out, const struct path *path)
{
	if (selects_members(path)) {
		for (uint32_t i = 0; i < path->segments->count; i++)
			add_word(out, path->segments->selectors[i].name);
		return;
	}
	for (uint32_t i = 0; i < path->count; i++) {
		const struct segment *segment = &path->segments[i];

		if (path->names) {
			add_word(out, path->names[i]);
			continue;
		}
		add_word(out, (segment->descendant ? SEGMENT_DESCENDANT : 0u) |
			segment->count << SEGMENT_COUNT_SHIFT);
		for (uint32_t k = 0; k < segment->count; k++)
			add_selector(out, &segment->selectors[k]);
	}
}

static void add_literal(struct buf *out, const struct node *literal)
{
	static const char zeros[sizeof(uint32_t)];
	double number = literal->item.valuedouble;

	if (literal->item.type == cJSON_Number)
		buf_add(out, (const char *)&number, sizeof(number));
	if (literal->length > 0)
		buf_add(out, node_text(literal), literal->length);
	/* At least one NUL. */
	buf_add(out, zeros, sizeof(zeros) - literal->length % sizeof(zeros));
}

static struct op head_of(const struct expr *expr)
{
	struct op op = {
		.kind = (uint8_t)expr->kind,
		.flags = (uint16_t)((expr->rooted ? OP_ROOTED : 0u) |
				    (expr->two_valued ? OP_TWO_VALUED : 0u)),
		.slot = expr->id,
		.count = expr->count,
	};

	switch (expr->kind) {
	case EXPR_LITERAL:
		op.detail = (uint8_t)expr->literal->item.type;
		op.flags |= expr->literal->flags & NODE_INTEGER ? OP_INTEGER : 0u;
		op.count = expr->literal->length;
		break;
	case EXPR_PATH:
		op.flags |= (expr->path.singular ? OP_SINGULAR : 0u) |
			    (expr->path.from_root ? OP_FROM_ROOT : 0u) |
			    (expr->path.names ? OP_NAMES : 0u);
		op.count = expr->path.count;
		if (selects_members(&expr->path)) {
			op.flags |= OP_MEMBERS;
			op.count = expr->path.segments->count;
		}
		break;
	case EXPR_CALL:
		op.detail = (uint8_t)function_index(expr->function);
		for (uint32_t i = 0; i < expr->count; i++)
			if (function_takes_nodes(expr->function, i))
				op.flags |= OP_LISTS;
		break;
	default:
		op.detail = (uint8_t)expr->comparison;
		break;
	}
	return op;
}

/* Operands lie in an expression as deep as the parser lets parentheses and filters be. */
static void add_op(struct buf *out, const struct expr *expr)
{
	size_t at = out->length;
	struct op op = head_of(expr);

	buf_add(out, (const char *)&op, sizeof(op));
	if (expr->kind == EXPR_LITERAL)
		add_literal(out, expr->literal);
	else if (expr->kind == EXPR_PATH)
		add_path(out, &expr->path);
	for (uint32_t i = 0; i < expr->count; i++)
		add_op(out, expr->operands[i]);
	op.size = (uint32_t)((out->length - at) / sizeof(uint32_t));
	memcpy(out->data + at, &op, sizeof(op));
}

struct expression *op_lay_out(struct query_space *space, const struct expr *expr,
	const struct expression_path *paths, size_t npaths)
{
	struct parsed *parsed;
	struct buf out;

	buf_init(&out);
	add_op(&out, expr);
	parsed = mem_alloc(space->mem, offsetof(struct parsed, whole) + out.length);
	parsed->paths = paths;
	parsed->npaths = npaths;
	memcpy(&parsed->whole, out.data, out.length);
	parsed->whole.flags |= OP_PATHS;
	buf_release(&out);
	return (struct expression *)&parsed->whole;
}

enum expression_type op_type(const struct op *op)
{
	switch ((enum expr_kind)op->kind) {
	case EXPR_LITERAL:
		return EXPRESSION_VALUE;
	case EXPR_PATH:
		return EXPRESSION_NODES;
	case EXPR_CALL:
		return function_at(op->detail)->logical ? EXPRESSION_LOGICAL : EXPRESSION_VALUE;
	default:
		return EXPRESSION_LOGICAL;
	}
}
