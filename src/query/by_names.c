/* What the names of an object's members tell of an expression: a part of query.h. */
#include "query/query.h"

#include "query/function.h"
#include "query/run.h"

/* Whether a path selects members of @ itself, whatever is in them. */
static bool selects_members(const struct op *path)
{
	if (path->flags & OP_FROM_ROOT)
		return false;
	return path->flags & OP_MEMBERS || (path->flags & OP_NAMES && path->count == 1) ||
	       (path->flags & OP_CHILDREN && path->count == 0);
}

static bool counts_members(const struct op *op)
{
	return op->kind == EXPR_CALL && function_at(op->detail)->integer == function_count &&
	       op_first(op)->kind == EXPR_PATH && selects_members(op_first(op));
}

/* Whether nothing but names decides a verdict that is no chain of others. */
static bool is_of_names(const struct op *op)
{
	const struct op *first = op_first(op);

	switch (op->kind) {
	case EXPR_PATH:
		return selects_members(op);
	case EXPR_TEST:
	case EXPR_NOT:
		return is_of_names(first);
	case EXPR_COMPARE:
		return counts_members(first) && op_next(first)->kind == EXPR_LITERAL;
	default:
		return false;
	}
}

static enum truth test(struct query_run *run, const struct op *op)
{
	const struct op *part = op_first(op);
	enum truth deciding = op->kind == EXPR_AND ? TRUTH_FALSE : TRUTH_TRUE;
	enum truth all = op->kind == EXPR_AND ? TRUTH_TRUE : TRUTH_FALSE;

	if (op->kind != EXPR_AND && op->kind != EXPR_OR)
		return is_of_names(op) ? eval_truth(run, op) : TRUTH_UNKNOWN;
	for (uint32_t i = 0; i < op->count; i++, part = op_next(part)) {
		enum truth truth = test(run, part);

		if (truth == deciding)
			return deciding;
		if (truth == TRUTH_UNKNOWN)
			all = TRUTH_UNKNOWN;
	}
	return all;
}

enum truth expression_test_by_names(struct query_run *run, const struct expression *expression,
	const struct node *current)
{
	enum truth truth;

	run_enter(run, current, &run->scratch);
	truth = test(run, op_of(expression));
	return run_leave(run) ? truth : TRUTH_UNKNOWN;
}
