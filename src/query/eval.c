#include "query/run.h"

#include <string.h>

#include "json/number.h"
#include "query/function.h"

static bool is_secret(const struct node *node)
{
	return node && (node->flags & NODE_SECRET);
}

static bool has_secret(const struct call *call, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct argument *argument = &call->arguments[i];

		if (is_secret(argument->value))
			return true;
		for (size_t k = 0; k < argument->count; k++)
			if (is_secret(argument->nodes[k]))
				return true;
	}
	return false;
}

static void read_value(struct query_run *run, const struct expr *operand,
	const struct node *current, struct argument *argument)
{
	bool known;

	argument->value = eval_value(run, operand, current);
	argument->nodes = NULL;
	argument->count = 0;
	argument->literal = operand->kind == EXPR_LITERAL;
	argument->slot = NULL;
	if (argument->literal)
		argument->slot = run_open_slot(run, operand, &known);
	else if (run_keeps(run, operand, current))
		argument->slot = run_slot(run, operand);
}

/*
 * The arguments; false if a value among them is Nothing, which no function is
 * defined on. Nodelists lie on run->nodes, whose memory stays put only when all
 * of them are there.
 */
static bool read_arguments(struct query_run *run, const struct expr *expr,
	const struct node *current, struct call *call)
{
	size_t starts[ARGUMENTS_MAX] = { 0 };

	call->run = run;
	for (uint32_t i = 0; i < expr->count; i++) {
		const struct expr *operand = expr->operands[i];
		struct argument *argument = &call->arguments[i];

		if (function_takes_nodes(expr->function, i)) {
			*argument = (struct argument){ 0 };
			starts[i] = select_nodes(run, &operand->path, current);
			argument->count = run->nodes.count - starts[i];
			continue;
		}
		read_value(run, operand, current, argument);
		if (!argument->value)
			return false;
	}
	for (uint32_t i = 0; i < expr->count; i++)
		if (function_takes_nodes(expr->function, i))
			call->arguments[i].nodes = run->nodes.items + starts[i];
	return true;
}

static const struct node *compute_value(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	size_t base = run->nodes.count;
	const struct node *value = NULL;
	struct call call;

	if (read_arguments(run, expr, current, &call))
		value = expr->function->value(&call);
	if (value && value->end == 0 && has_secret(&call, expr->count))
		value = give_secret(&call, value);
	run->nodes.count = base;
	return value;
}

static enum truth compute_truth(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	size_t base = run->nodes.count;
	enum truth truth = TRUTH_UNKNOWN;
	struct call call;

	if (read_arguments(run, expr, current, &call))
		truth = expr->function->logical(&call);
	run->nodes.count = base;
	return truth;
}

/* What is kept for the document is made in the memory of the document, even inside a filter. */
static const struct node *call_value(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	struct mem *outside = run->mem;
	struct slot *slot;
	bool known;

	if (!run_keeps(run, expr, current))
		return compute_value(run, expr, current);
	slot = run_open_slot(run, expr, &known);
	if (!known) {
		run->mem = &run->kept;
		slot->value = compute_value(run, expr, current);
		run->mem = outside;
	}
	return slot->value;
}

static enum truth call_truth(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	struct mem *outside = run->mem;
	struct slot *slot;
	bool known;

	if (!run_keeps(run, expr, current))
		return compute_truth(run, expr, current);
	slot = run_open_slot(run, expr, &known);
	if (!known) {
		run->mem = &run->kept;
		slot->truth = (uint8_t)compute_truth(run, expr, current);
		run->mem = outside;
	}
	return slot->truth;
}

static const struct node *singular_value(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	struct slot *slot;
	bool known;

	if (!run_keeps(run, expr, current))
		return select_one(run, &expr->path, current);
	slot = run_open_slot(run, expr, &known);
	if (!known)
		slot->value = select_one(run, &expr->path, current);
	return slot->value;
}

const struct node *eval_value(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	switch (expr->kind) {
	case EXPR_PATH:
		return singular_value(run, expr, current);
	case EXPR_CALL:
		return call_value(run, expr, current);
	default:
		return expr->literal;
	}
}

bool eval_exists(struct query_run *run, const struct expr *path, const struct node *current)
{
	size_t base = run->nodes.count;
	bool any;

	if (path->path.singular)
		return singular_value(run, path, current);
	select_nodes(run, &path->path, current);
	any = run->nodes.count > base;
	run->nodes.count = base;
	return any;
}

static enum truth test(struct query_run *run, const struct expr *expr, const struct node *current)
{
	struct slot *slot;
	bool known;

	if (!run_keeps(run, expr, current))
		return truth_of(eval_exists(run, expr->operands[0], current));
	slot = run_open_slot(run, expr, &known);
	if (!known)
		slot->truth = (uint8_t)truth_of(eval_exists(run, expr->operands[0], current));
	return slot->truth;
}

/*
 * Two numbers or two strings; the order of strings is that of their code points, and
 * so of their bytes.
 */
static bool has_order(const struct node *a, const struct node *b, int *order)
{
	enum node_type type = node_type(a);

	if (node_type(b) != type)
		return false;
	if (type == NODE_NUMBER) {
		if (a->flags & b->flags & NODE_INTEGER)
			*order = (a->item.valuedouble > b->item.valuedouble) -
				 (a->item.valuedouble < b->item.valuedouble);
		else
			*order = number_compare(number_read(node_text(a), a->length),
				number_read(node_text(b), b->length));
		return true;
	}
	if (type == NODE_STRING) {
		size_t shorter = a->length < b->length ? a->length : b->length;

		*order = memcmp(node_text(a), node_text(b), shorter);
		if (*order == 0)
			*order = (a->length > b->length) - (a->length < b->length);
		return true;
	}
	return false;
}

static bool is_ordered_as(enum comparison comparison, int order)
{
	switch (comparison) {
	case COMPARE_LT:
		return order < 0;
	case COMPARE_LE:
		return order <= 0;
	case COMPARE_GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

/*
 * RFC 9535 section 2.3.5.2.2: Nothing equals Nothing, and what has no order is not
 * less, but may be equal.
 */
static bool compare_in_filter(enum comparison comparison, const struct node *a,
	const struct node *b)
{
	int order;

	if (comparison == COMPARE_LT || comparison == COMPARE_GT)
		return a && b && has_order(a, b, &order) && is_ordered_as(comparison, order);
	if (comparison != COMPARE_EQ && comparison != COMPARE_NE && a && b &&
		has_order(a, b, &order))
		return is_ordered_as(comparison, order);
	return (a && b ? node_equal(a, b) : a == b) != (comparison == COMPARE_NE);
}

static enum truth compare_in_rule(enum comparison comparison, const struct node *a,
	const struct node *b)
{
	int order;

	if (comparison == COMPARE_EQ || comparison == COMPARE_NE)
		return truth_of(node_equal(a, b) == (comparison == COMPARE_EQ));
	return has_order(a, b, &order) ? truth_of(is_ordered_as(comparison, order)) :
					 TRUTH_UNKNOWN;
}

static enum truth compare(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	const struct node *a = eval_value(run, expr->operands[0], current);
	const struct node *b;

	if (!a && !expr->two_valued)
		return TRUTH_UNKNOWN;
	b = eval_value(run, expr->operands[1], current);
	if (a && b && !run_visit_both(run, a, b))
		return TRUTH_UNKNOWN;
	if (expr->two_valued)
		return truth_of(compare_in_filter(expr->comparison, a, b));
	return b ? compare_in_rule(expr->comparison, a, b) : TRUTH_UNKNOWN;
}

static enum truth negate(enum truth truth)
{
	if (truth == TRUTH_UNKNOWN)
		return truth;
	return truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
}

/* Kleene: one link can decide the chain; else it is unknown if any link is. */
static enum truth chain(struct query_run *run, const struct expr *expr, const struct node *current,
	enum truth deciding)
{
	enum truth truth = negate(deciding);

	for (uint32_t i = 0; i < expr->count; i++) {
		enum truth link = eval_truth(run, expr->operands[i], current);

		if (link == deciding)
			return deciding;
		if (link == TRUTH_UNKNOWN)
			truth = TRUTH_UNKNOWN;
	}
	return truth;
}

enum truth eval_truth(struct query_run *run, const struct expr *expr, const struct node *current)
{
	enum truth truth;

	switch (expr->kind) {
	case EXPR_TEST:
		return test(run, expr, current);
	case EXPR_COMPARE:
		return compare(run, expr, current);
	case EXPR_NOT:
		return negate(eval_truth(run, expr->operands[0], current));
	case EXPR_AND:
		return chain(run, expr, current, TRUTH_FALSE);
	case EXPR_OR:
		return chain(run, expr, current, TRUTH_TRUE);
	case EXPR_CALL:
		truth = call_truth(run, expr, current);
		return expr->two_valued && truth == TRUTH_UNKNOWN ? TRUTH_FALSE : truth;
	default:
		return TRUTH_UNKNOWN;
	}
}

/* Values made for one node are forgotten with it. */
bool eval_filter(struct query_run *run, const struct expr *filter, const struct node *current)
{
	struct mem *outside = run->mem;
	struct mem_mark mark = mem_mark(&run->scratch);
	bool takes;

	run->mem = &run->scratch;
	takes = eval_truth(run, filter, current) == TRUTH_TRUE;
	run->mem = outside;
	mem_rewind(&run->scratch, mark);
	return takes;
}
