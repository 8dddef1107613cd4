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

static bool is_single(const struct segment *segment, enum selector_kind kind)
{
	return !segment->descendant && segment->count == 1 && segment->selectors[0].kind == kind;
}

/* Whether the path is names, and behind them [*]: @.a.b[*]. */
static bool selects_children(const struct path *path)
{
	for (uint32_t i = 0; i + 1 < path->count; i++)
		if (!is_single(&path->segments[i], SELECT_NAME))
			return false;
	return path->count > 0 && is_single(&path->segments[path->count - 1], SELECT_WILDCARD);
}

static unsigned path_flags(const struct path *path)
{
	unsigned flags = (path->singular ? OP_SINGULAR : 0u) | (path->from_root ? OP_FROM_ROOT : 0u);

	if (path->names)
		return flags | OP_NAMES;
	if (selects_members(path))
		return flags | OP_MEMBERS;
	return selects_children(path) ? flags | OP_CHILDREN : flags;
}

/* How many names there are, or segments. */
static uint32_t path_count(const struct path *path, unsigned flags)
{
	if (flags & OP_MEMBERS)
		return path->segments->count;
	return flags & OP_CHILDREN ? path->count - 1 : path->count;
}

static void add_segment(struct buf *out, const struct segment *segment)
{
	add_word(out, (segment->descendant ? SEGMENT_DESCENDANT : 0u) |
		segment->count << SEGMENT_COUNT_SHIFT);
	for (uint32_t i = 0; i < segment->count; i++)
		add_selector(out, &segment->selectors[i]);
}

static void add_path(struct buf *out, const struct path *path)
{
	unsigned flags = path_flags(path);
	uint32_t count = path_count(path, flags);

	for (uint32_t i = 0; i < count; i++) {
		if (flags & OP_MEMBERS)
			add_word(out, path->segments->selectors[i].name);
		else if (flags & (OP_NAMES | OP_CHILDREN))
			add_word(out, path->segments[i].selectors[0].name);
		else
			add_segment(out, &path->segments[i]);
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

/* Whether it is a comparison that needs no more than a look at one node. */
static bool is_plain(const struct expr *expr)
{
	const struct expr *left, *right;

	if (expr->kind != EXPR_COMPARE)
		return false;
	left = expr->operands[0];
	right = expr->operands[1];
	if (left->kind != EXPR_PATH || right->kind != EXPR_LITERAL)
		return false;
	if (right->literal->item.type == cJSON_String)
		return expr->comparison == COMPARE_EQ || expr->comparison == COMPARE_NE;
	return right->literal->flags & NODE_INTEGER;
}

static unsigned flags_of(const struct expr *expr)
{
	unsigned flags = (expr->rooted ? OP_ROOTED : 0u) | (expr->two_valued ? OP_TWO_VALUED : 0u);

	if (expr->kind == EXPR_PATH)
		flags |= path_flags(&expr->path);
	if (expr->kind == EXPR_LITERAL && expr->literal->flags & NODE_INTEGER)
		flags |= OP_INTEGER;
	for (uint32_t i = 0; expr->kind == EXPR_CALL && i < expr->count; i++)
		if (function_takes_nodes(expr->function, i))
			flags |= OP_LISTS;
	return is_plain(expr) ? flags | OP_PLAIN : flags;
}

static struct op head_of(const struct expr *expr)
{
	struct op op = {
		.kind = (uint8_t)expr->kind,
		.detail = (uint8_t)expr->comparison,
		.flags = (uint16_t)flags_of(expr),
		.slot = expr->id,
		.count = expr->count,
	};

	if (expr->kind == EXPR_LITERAL) {
		op.detail = (uint8_t)expr->literal->item.type;
		op.count = expr->literal->length;
	} else if (expr->kind == EXPR_PATH) {
		op.count = path_count(&expr->path, op.flags);
	} else if (expr->kind == EXPR_CALL) {
		op.detail = (uint8_t)function_index(expr->function);
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

bool op_leads_by_names(const struct op *path, const struct op *call)
{
	bool children = call && call->kind == EXPR_CALL &&
		function_at(call->detail)->by == BY_CHILDREN;

	return path->flags & (children ? OP_CHILDREN : OP_NAMES);
}

bool op_equal(const struct op *a, const struct op *b)
{
	unsigned differing = (a->flags ^ b->flags) & ~(unsigned)OP_PATHS;

	return a->kind == b->kind && a->detail == b->detail && a->size == b->size &&
	       a->count == b->count && !differing &&
	       memcmp(op_words(a), op_words(b), (a->size - OP_WORDS) * sizeof(uint32_t)) == 0;
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
