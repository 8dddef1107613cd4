#include "query/function.h"

#include <stddef.h>

#include "json/node.h"
#include "json/number.h"

/* A number in arithmetic: exact if it is an integer. */
struct operand {
	bool exact;
	int64_t integer;
	double value;
};

enum operation {
	ADD,
	SUBTRACT,
	MULTIPLY,
};

static bool is_number(const struct node *node)
{
	return node_type(node) == NODE_NUMBER;
}

static struct number number_of(const struct node *node)
{
	return number_read(node_text(node), node->length);
}

/* False for what is no number, and for an integer that arithmetic cannot hold. */
static bool read_operand(const struct node *node, struct operand *operand)
{
	struct number number;

	if (!is_number(node))
		return false;
	operand->value = node->item.valuedouble;
	operand->integer = 0;
	operand->exact = true;
	if (node->flags & NODE_INTEGER) {
		operand->integer = (int64_t)node->item.valuedouble;
		return true;
	}
	number = number_of(node);
	if (number_is_integer(number))
		return number_to_int64(number, &operand->integer);
	operand->exact = false;
	return true;
}

/* a becomes a operation b; false if the exact result is too large. */
static bool apply(enum operation operation, struct operand *a, const struct operand *b)
{
	a->exact = a->exact && b->exact;
	switch (operation) {
	case ADD:
		a->value += b->value;
		return !a->exact || !__builtin_add_overflow(a->integer, b->integer, &a->integer);
	case SUBTRACT:
		a->value -= b->value;
		return !a->exact || !__builtin_sub_overflow(a->integer, b->integer, &a->integer);
	default:
		a->value *= b->value;
		return !a->exact || !__builtin_mul_overflow(a->integer, b->integer, &a->integer);
	}
}

static const struct node *give_operand(struct call *call, const struct operand *operand)
{
	return operand->exact ? give_integer(call, operand->integer) :
				give_double(call, operand->value);
}

static const struct node *calculate(struct call *call, enum operation operation)
{
	struct operand a, b;

	if (!read_operand(call->arguments[0].value, &a) ||
		!read_operand(call->arguments[1].value, &b) || !apply(operation, &a, &b))
		return NULL;
	return give_operand(call, &a);
}

const struct node *function_add(struct call *call)
{
	return calculate(call, ADD);
}

const struct node *function_sub(struct call *call)
{
	return calculate(call, SUBTRACT);
}

const struct node *function_mul(struct call *call)
{
	return calculate(call, MULTIPLY);
}

const struct node *function_sum(struct call *call)
{
	const struct argument *all = &call->arguments[0];
	struct operand sum = { .exact = true };

	for (size_t i = 0; i < all->count; i++) {
		struct operand next;

		if (!read_operand(all->nodes[i], &next) || !apply(ADD, &sum, &next))
			return NULL;
	}
	return give_operand(call, &sum);
}

/* The node of the least number, or, if sign is -1, of the greatest. */
static const struct node *find_extreme(struct call *call, int sign)
{
	const struct argument *all = &call->arguments[0];
	const struct node *best = NULL;

	for (size_t i = 0; i < all->count; i++) {
		const struct node *node = all->nodes[i];

		if (!is_number(node))
			return NULL;
		if (!best || sign * number_compare(number_of(node), number_of(best)) < 0)
			best = node;
	}
	return best;
}

const struct node *function_min(struct call *call)
{
	return find_extreme(call, 1);
}

const struct node *function_max(struct call *call)
{
	return find_extreme(call, -1);
}

enum truth function_is_integer(struct call *call)
{
	const struct node *value = call->arguments[0].value;

	return truth_of(is_number(value) &&
			((value->flags & NODE_INTEGER) || number_is_integer(number_of(value))));
}
