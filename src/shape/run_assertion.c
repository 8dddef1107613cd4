/* What looks at the value alone: a part of run.h. */
#include "shape/run.h"

#include <string.h>

#include "base/mem.h"
#include "shape/format.h"
#include "text/regex.h"
#include "text/utf8.h"

/* Up to this many elements are compared each with each. */
#define UNIQUE_LINEAR 8

/* What few values need is apart, so that the others do not save registers for it. */
#define SELDOM __attribute__((noinline))

static SELDOM bool is_long_integer(const struct node *value)
{
	return number_is_integer(number_read(node_text(value), value->length));
}

static inline bool is_integer(const struct node *value)
{
	return value->flags & NODE_INTEGER || is_long_integer(value);
}

bool run_type(const struct sub *sub, const struct node *value)
{
	enum node_type type = node_type(value);

	if (!(sub->types >> type & 1))
		return false;
	return !sub->integer || type != NODE_NUMBER || is_integer(value);
}

static bool same_value(const struct node *a, const struct node *b)
{
	if (node_type(a) == NODE_STRING && node_type(b) == NODE_STRING)
		return a->length == b->length && memcmp(node_text(a), node_text(b), a->length) == 0;
	return node_equal(a, b);
}

static SELDOM bool is_among(const struct values *values, const struct node *value)
{
	size_t slot;

	if (!values->slots) {
		for (size_t i = 0; i < values->count; i++)
			if (same_value(values->items[i], value))
				return true;
		return false;
	}
	slot = node_hash(value) & values->mask;
	for (; values->slots[slot]; slot = (slot + 1) & values->mask)
		if (same_value(values->slots[slot], value))
			return true;
	return false;
}

static SELDOM int compare_long(const struct node *value, const struct limit *limit)
{
	return number_compare(number_read(node_text(value), value->length), limit->number);
}

/* <0, 0, >0 as the value is less than, equal to, greater than the limit. */
static inline int compare(const struct node *value, const struct limit *limit)
{
	if (value->flags & NODE_INTEGER && limit->exact)
		return (value->item.valuedouble > limit->value) -
		       (value->item.valuedouble < limit->value);
	return compare_long(value, limit);
}

static SELDOM bool is_multiple(const struct node *value, const struct limit *limit)
{
	if (limit->number.length == 0)
		return true;
	if (value->flags & NODE_INTEGER && limit->exact)
		return (int64_t)value->item.valuedouble % (int64_t)limit->value == 0;
	return number_is_multiple(number_read(node_text(value), value->length), limit->number);
}

static SELDOM bool has_points(const struct node *value, size_t least, size_t most)
{
	size_t points = utf8_points(node_text(value), value->length);

	return least <= points && points <= most;
}

/* Code points are counted only where the bytes alone do not tell. */
static inline bool has_length(const struct node *value, size_t least, size_t most)
{
	if (value->length < least)
		return false;
	if (value->length <= most && value->length / 4 >= least)
		return true;
	return has_points(value, least, most);
}

static const struct node *duplicate_pairwise(const struct node *array, const struct node **first)
{
	const struct node *a, *b;

	for (a = node_child(array); a; a = node_next(a)) {
		for (b = node_child(array); b != a; b = node_next(b)) {
			if (!same_value(a, b))
				continue;
			*first = b;
			return a;
		}
	}
	return NULL;
}

struct hashed {
	const struct node *node;
	uint64_t hash;
};

static const struct node *duplicate_hashed(struct mem *mem, const struct node *array,
	const struct node **first)
{
	const struct node *child;
	struct hashed *slots;
	size_t n = 16;

	while (n < (size_t)array->length * 2)
		n *= 2;
	slots = mem_zalloc(mem, n * sizeof(*slots));
	for (child = node_child(array); child; child = node_next(child)) {
		uint64_t hash = node_hash(child);
		size_t i = hash & (n - 1);

		for (; slots[i].node; i = (i + 1) & (n - 1)) {
			if (slots[i].hash != hash || !same_value(slots[i].node, child))
				continue;
			*first = slots[i].node;
			return child;
		}
		slots[i] = (struct hashed){ child, hash };
	}
	return NULL;
}

const struct node *run_duplicate(
	struct run *run, const struct node *array, const struct node **first)
{
	struct mem_mark mark = mem_mark(run->mem);
	const struct node *found;

	if (array->length <= UNIQUE_LINEAR)
		return duplicate_pairwise(array, first);
	found = duplicate_hashed(run->mem, array, first);
	mem_rewind(run->mem, mark);
	return found;
}

static SELDOM bool is_unique(struct run *run, const struct node *array)
{
	const struct node *first;

	return !run_duplicate(run, array, &first);
}

static bool has_format(const struct format *format, const struct node *string)
{
	return format->fits ? format->fits(string) :
			      !format->check(node_text(string), string->length);
}

bool run_assertion(struct run *run, const struct insn *insn, const struct node *value)
{
	switch (insn->op) {
	case OP_INTEGER:
		return is_integer(value);
	case OP_VALUES:
		return is_among(insn->with.values, value);
	case OP_MINIMUM:
		return compare(value, insn->with.limit) >= 0;
	case OP_EXCLUSIVE_MINIMUM:
		return compare(value, insn->with.limit) > 0;
	case OP_MAXIMUM:
		return compare(value, insn->with.limit) <= 0;
	case OP_EXCLUSIVE_MAXIMUM:
		return compare(value, insn->with.limit) < 0;
	case OP_MULTIPLE:
		return is_multiple(value, insn->with.limit);
	case OP_MIN_LENGTH:
		return has_length(value, insn->with.count, SIZE_MAX);
	case OP_MAX_LENGTH:
		return has_length(value, 0, insn->with.count);
	case OP_FORMAT:
		return has_format(insn->with.format, value);
	case OP_PATTERN:
		return regex_match(insn->with.regex, node_text(value), value->length, false) ==
		       REGEX_YES;
	case OP_MIN_COUNT:
		return value->length >= insn->with.count;
	case OP_MAX_COUNT:
		return value->length <= insn->with.count;
	case OP_UNIQUE:
		return is_unique(run, value);
	default:
		return true;
	}
}
