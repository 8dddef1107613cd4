/* How much of a list an expression looks at: a part of query.h. */
#include "query/query.h"

#include "query/function.h"
#include "query/op.h"

/* The way to the array. In a filter, @ is taken for $: then more may seem to be looked at. */
struct way {
	const uint32_t *names;
	size_t n;
	bool beyond;
};

static void scan(struct way *way, const struct op *op, bool shallow);

/* Whether what is selected behind so many names of the way may be on it again. */
static bool is_on(struct way *way, const struct op_selector *selector, size_t at)
{
	bool is_list = at == way->n;

	switch (selector->kind) {
	case SELECT_NAME:
		return !is_list && selector->name == way->names[at];
	case SELECT_INDEX:
		way->beyond = way->beyond || (is_list && (selector->start < 0 || selector->start > 1));
		return false;
	case SELECT_SLICE:
		way->beyond = way->beyond || is_list;
		return false;
	case SELECT_WILDCARD:
		way->beyond = way->beyond || is_list;
		return !is_list;
	default: /* a filter may ask anything of what is on the way */
		way->beyond = true;
		return false;
	}
}

/* Reads a segment behind so many names of the way; on: whether the path is on it. */
static const uint32_t *follow_segment(struct way *way, const uint32_t *words, size_t at, bool *on)
{
	uint32_t head = *words++;
	bool was_on = *on;

	*on = false;
	if (was_on && head & SEGMENT_DESCENDANT)
		way->beyond = true;
	for (uint32_t i = 0; i < head >> SEGMENT_COUNT_SHIFT; i++) {
		struct op_selector selector;

		words = op_read_selector(words, &selector);
		if (was_on)
			*on = is_on(way, &selector, at) || *on;
		if (selector.kind == SELECT_FILTER)
			scan(way, selector.filter, true);
	}
	return words;
}

/* Whether names, from the first on, are those of the way, or of a part of it. */
static bool follow_names(const struct way *way, const uint32_t *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (i == way->n || words[i] != way->names[i])
			return false;
	return true;
}

/* Whether a path may select what is on the way. */
static bool follow(struct way *way, const struct op *path)
{
	const uint32_t *words = op_words(path);
	bool on = true;

	if (path->flags & OP_MEMBERS) {
		for (uint32_t i = 0; i < path->count; i++)
			if (words[i] == way->names[0])
				return true;
		return false;
	}
	if (path->flags & (OP_NAMES | OP_CHILDREN)) {
		on = follow_names(way, words, path->count);
		if (on && path->flags & OP_CHILDREN && path->count == way->n)
			way->beyond = true;
		return on;
	}
	for (size_t at = 0; at < path->count; at++)
		words = follow_segment(way, words, at, &on);
	return on;
}

/* Functions that look at no more of an array or object than what it is, or what names it has. */
static bool is_shallow(const struct op *call)
{
	const struct function *function = function_at(call->detail);

	return function->integer == function_count || function->value == function_type_of ||
		function->logical == function_misspelt;
}

/* shallow: what the operation selects is only asked whether it is there. */
static void scan(struct way *way, const struct op *op, bool shallow)
{
	const struct op *part = op_first(op);

	switch ((enum expr_kind)op->kind) {
	case EXPR_LITERAL:
		return;
	case EXPR_PATH:
		if (follow(way, op) && !shallow)
			way->beyond = true;
		return;
	case EXPR_COMPARE: /* with a literal no more than the type of an array matters */
		shallow = part->kind == EXPR_LITERAL || op_next(part)->kind == EXPR_LITERAL;
		break;
	case EXPR_CALL:
		shallow = is_shallow(op);
		break;
	default:
		shallow = true;
	}
	for (uint32_t i = 0; i < op->count; i++, part = op_next(part))
		scan(way, part, shallow);
}

bool query_looks_beyond(const struct expression *expression, const uint32_t *names, size_t n)
{
	struct way way = { names, n, false };

	scan(&way, op_of(expression), true);
	return way.beyond;
}
