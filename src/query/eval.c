#include "query/run.h"

#include <string.h>

#include "json/number.h"
#include "query/function.h"

/* What has a frame of its own, for which others that call it last need not pay. */
#define APART __attribute__((noinline))

/*
 * A value. What a function counts stays a number as long as nobody wants a node of
 * it: then node is this one.
 */
struct value {
	const struct node *node; /* NULL: Nothing */
	int64_t integer;
};

static const struct node an_integer;

static struct value value_of_node(const struct node *node)
{
	return (struct value){ node, 0 };
}

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

/* A literal is made into a node once, in memory that stays. */
struct literal *eval_literal(struct query_run *run, const struct op *op)
{
	struct slot *slot = &run->slots[op->slot];
	struct literal *literal = slot->literal;

	if (literal)
		return literal;
	slot->literal = literal = mem_zalloc(&run->literals, sizeof(*literal));
	literal->node.item.type = op->detail;
	if (op->detail == cJSON_String || op->detail == cJSON_Number) {
		/* Nobody writes to it: cJSON's own member is not const. */
		literal->node.item.valuestring = (char *)(uintptr_t)op_text(op);
		literal->node.length = op->count;
	}
	if (op->detail == cJSON_Number)
		literal->node.item.valuedouble = op_number(op);
	literal->node.flags = op->flags & OP_INTEGER ? NODE_INTEGER : 0;
	return literal;
}

static inline const struct node *path_node(struct query_run *run, const struct op *op)
{
	struct slot *slot = run_slot(run, op);

	if (!slot)
		return select_one(run, op);
	if (!run_knows(run, op, slot)) {
		slot->node = select_one(run, op);
		slot->generation = run->generations[op_scope(op)];
	}
	return slot->node;
}

static const struct node *call_node(struct query_run *run, const struct op *op);

static inline void read_value(struct query_run *run, const struct op *operand,
	struct argument *argument)
{
	argument->count = 0;
	argument->literal = NULL;
	if (operand->kind == EXPR_LITERAL) {
		argument->literal = eval_literal(run, operand);
		argument->value = &argument->literal->node;
	} else if (operand->kind == EXPR_PATH) {
		argument->value = path_node(run, operand);
	} else {
		argument->value = call_node(run, operand);
	}
}

/*
 * Nodelists lie on run->nodes, whose memory stays put only when all of them are
 * there.
 */
static bool read_lists(struct query_run *run, const struct op *op, struct call *call)
{
	const struct function *function = function_at(op->detail);
	const struct op *operand = op_first(op);
	size_t starts[ARGUMENTS_MAX] = { 0 };

	for (uint32_t i = 0; i < op->count; i++, operand = op_next(operand)) {
		struct argument *argument = &call->arguments[i];

		if (function_takes_nodes(function, i)) {
			starts[i] = select_nodes(run, operand);
			*argument = (struct argument){ .count = run->nodes.count - starts[i] };
			continue;
		}
		read_value(run, operand, argument);
		if (!argument->value)
			return false;
	}
	/* Without any there may be no stack yet to point into. */
	for (uint32_t i = 0; i < op->count; i++)
		if (call->arguments[i].count > 0)
			call->arguments[i].nodes = run->nodes.items + starts[i];
	return true;
}

/* The arguments; false if a value among them is Nothing, which no function is defined on. */
static inline bool read_arguments(struct query_run *run, const struct op *op, struct call *call)
{
	const struct op *operand = op_first(op);

	call->run = run;
	if (op->flags & OP_LISTS)
		return read_lists(run, op, call);
	for (uint32_t i = 0; i < op->count; i++, operand = op_next(operand)) {
		read_value(run, operand, &call->arguments[i]);
		if (!call->arguments[i].value)
			return false;
	}
	return true;
}

static APART const struct node *compute_node(struct query_run *run, const struct op *op)
{
	const struct function *function = function_at(op->detail);
	size_t base = run->nodes.count;
	const struct node *value = NULL;
	struct call call;
	int64_t integer;

	if (!read_arguments(run, op, &call))
		;
	else if (function->value)
		value = function->value(&call);
	else if (function->integer(&call, &integer))
		value = give_integer(&call, integer);
	if (value && value->end == 0 && has_secret(&call, op->count))
		value = give_secret(&call, value);
	run->nodes.count = base;
	return value;
}

static APART struct value compute_integer(struct query_run *run, const struct op *op,
	const struct function *function)
{
	size_t base = run->nodes.count;
	struct value value = { 0 };
	struct call call;

	if (read_arguments(run, op, &call) && function->integer(&call, &value.integer))
		value.node = &an_integer;
	run->nodes.count = base;
	return value;
}

/* In a filter what is unknown is false. */
static APART enum truth call_truth(struct query_run *run, const struct op *op)
{
	size_t base = run->nodes.count;
	enum truth truth = TRUTH_UNKNOWN;
	struct call call;

	if (read_arguments(run, op, &call))
		truth = function_at(op->detail)->logical(&call);
	run->nodes.count = base;
	return truth == TRUTH_UNKNOWN && (op->flags & OP_TWO_VALUED) ? TRUTH_FALSE : truth;
}

/*
 * What depends on the document alone is made in the memory of the document, even
 * inside a filter.
 */
static const struct node *call_node(struct query_run *run, const struct op *op)
{
	struct slot *slot = run_slot(run, op);
	struct mem *outside = run->mem;

	if (!slot)
		return compute_node(run, op);
	if (!run_knows(run, op, slot) || slot->is_integer) {
		if (op->flags & OP_ROOTED)
			run->mem = &run->kept;
		slot->node = compute_node(run, op);
		slot->is_integer = false;
		slot->generation = run->generations[op_scope(op)];
		run->mem = outside;
	}
	return slot->node;
}

const struct node *eval_node(struct query_run *run, const struct op *op)
{
	switch (op->kind) {
	case EXPR_PATH:
		return path_node(run, op);
	case EXPR_CALL:
		return call_node(run, op);
	default:
		return &eval_literal(run, op)->node;
	}
}

static void keep_value(struct query_run *run, const struct op *op, struct slot *slot,
	struct value value)
{
	slot->generation = run->generations[op_scope(op)];
	slot->is_integer = value.node != NULL;
	if (value.node)
		slot->integer = value.integer;
	else
		slot->node = NULL;
}

static APART struct value call_value(struct query_run *run, const struct op *op)
{
	const struct function *function = function_at(op->detail);
	struct slot *slot = run_slot(run, op);
	struct value value;

	if (!function->integer)
		return value_of_node(call_node(run, op));
	if (run_knows(run, op, slot))
		return slot->is_integer ? (struct value){ &an_integer, slot->integer } :
					  value_of_node(slot->node);
	value = compute_integer(run, op, function);
	if (slot)
		keep_value(run, op, slot, value);
	return value;
}

static inline struct value eval_value(struct query_run *run, const struct op *op)
{
	return op->kind == EXPR_CALL ? call_value(run, op) : value_of_node(eval_node(run, op));
}

bool eval_exists(struct query_run *run, const struct op *path)
{
	size_t base = run->nodes.count;
	bool any;

	if (path->flags & OP_SINGULAR)
		return path_node(run, path);
	select_nodes(run, path);
	any = run->nodes.count > base;
	run->nodes.count = base;
	return any;
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

static enum truth compare_nodes(struct query_run *run, const struct op *op, const struct node *a,
	const struct node *b)
{
	if (a && b && !run_visit_both(run, a, b))
		return TRUTH_UNKNOWN;
	if (op->flags & OP_TWO_VALUED)
		return truth_of(compare_in_filter(op->detail, a, b));
	return a && b ? compare_in_rule(op->detail, a, b) : TRUTH_UNKNOWN;
}

/* In the order of enum comparison: what holds for less, equal and greater, a bit each. */
static const uint8_t holds_for[] = { 2, 5, 1, 3, 4, 6 };

/* Two integers are compared alike in rules and filters. */
static enum truth compare_integers(enum comparison comparison, int64_t a, int64_t b)
{
	return truth_of(holds_for[comparison] >> ((a > b) - (a < b) + 1) & 1);
}

/* The integer that a value is, where that costs nothing to tell. */
static bool is_integer(struct value value, int64_t *integer)
{
	*integer = value.integer;
	if (value.node == &an_integer)
		return true;
	if (!value.node || !(value.node->flags & NODE_INTEGER))
		return false;
	*integer = (int64_t)value.node->item.valuedouble;
	return true;
}

/* The value of an operand as a node. */
static const struct node *node_of(struct query_run *run, const struct op *operand,
	struct value value)
{
	return value.node == &an_integer ? eval_node(run, operand) : value.node;
}

/* Whether a node is this literal, which is no number. */
static bool is_literal(const struct node *node, const struct op *literal)
{
	if (literal->detail != cJSON_String)
		return (node->item.type & 0xFF) == literal->detail;
	return node_type(node) == NODE_STRING && node->length == literal->count &&
	       memcmp(node_text(node), op_text(literal), literal->count) == 0;
}

/*
 * A value beside a literal, as most comparisons are; the few that have to be looked at
 * closely are made with a node of it.
 */
static enum truth compare_literal(struct query_run *run, const struct op *op,
	const struct op *operand, const struct op *literal)
{
	struct value value = eval_value(run, operand);
	bool equality = op->detail == COMPARE_EQ || op->detail == COMPARE_NE;
	int64_t integer;

	if (!value.node && !(op->flags & OP_TWO_VALUED))
		return TRUTH_UNKNOWN;
	if ((literal->flags & OP_INTEGER) && is_integer(value, &integer))
		return compare_integers(op->detail, integer, (int64_t)op_number(literal));
	if (value.node && equality && literal->detail != cJSON_Number)
		return truth_of(is_literal(value.node, literal) == (op->detail == COMPARE_EQ));
	return compare_nodes(run, op, node_of(run, operand, value), eval_node(run, literal));
}

static enum truth compare_values(struct query_run *run, const struct op *op,
	const struct op *left, const struct op *right)
{
	struct value a = eval_value(run, left), b;
	int64_t x, y;

	if (!a.node && !(op->flags & OP_TWO_VALUED))
		return TRUTH_UNKNOWN;
	b = eval_value(run, right);
	if (is_integer(a, &x) && is_integer(b, &y))
		return compare_integers(op->detail, x, y);
	return compare_nodes(run, op, node_of(run, left, a), node_of(run, right, b));
}

static APART enum truth compare(struct query_run *run, const struct op *op)
{
	const struct op *left = op_first(op), *right = op_next(left);

	return right->kind == EXPR_LITERAL ? compare_literal(run, op, left, right) :
					     compare_values(run, op, left, right);
}

/*
 * A path beside an integer or a text (OP_PLAIN), as most comparisons are; the few that
 * have to be looked at closely are left to compare.
 */
static APART enum truth compare_plain(struct query_run *run, const struct op *op)
{
	const struct op *left = op_first(op), *literal = op_next(left);
	const struct node *node = path_node(run, left);

	if (!node)
		return op->flags & OP_TWO_VALUED ? compare(run, op) : TRUTH_UNKNOWN;
	if (literal->detail == cJSON_String)
		return truth_of(is_literal(node, literal) == (op->detail == COMPARE_EQ));
	if (node->flags & NODE_INTEGER)
		return compare_integers(op->detail, (int64_t)node->item.valuedouble,
			(int64_t)op_number(literal));
	return compare(run, op);
}

bool eval_compares(struct query_run *run, const struct op *op, const struct node *node)
{
	const struct op *literal = op_next(op_first(op));

	if (literal->detail == cJSON_String)
		return is_literal(node, literal) == (op->detail == COMPARE_EQ);
	if (node->flags & NODE_INTEGER)
		return compare_integers(op->detail, (int64_t)node->item.valuedouble,
			(int64_t)op_number(literal)) == TRUTH_TRUE;
	return compare_nodes(run, op, node, eval_node(run, literal)) == TRUTH_TRUE;
}

static enum truth negate(enum truth truth)
{
	if (truth == TRUTH_UNKNOWN)
		return truth;
	return truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
}

/* Kleene: one link can decide the chain; else it is unknown if any link is. */
static APART enum truth chain(struct query_run *run, const struct op *op, enum truth deciding)
{
	const struct op *link = op_first(op);
	enum truth truth = negate(deciding);

	for (uint32_t i = 0; i < op->count; i++, link = op_next(link)) {
		enum truth here = eval_truth(run, link);

		if (here == deciding)
			return deciding;
		if (here == TRUTH_UNKNOWN)
			truth = TRUTH_UNKNOWN;
	}
	return truth;
}

static enum truth negation(struct query_run *run, const struct op *op)
{
	return negate(eval_truth(run, op_first(op)));
}

static enum truth exists(struct query_run *run, const struct op *path)
{
	return truth_of(eval_exists(run, path));
}

/* Nothing but jumps to what each needs: this is what is done most. */
static enum truth compute_truth(struct query_run *run, const struct op *op)
{
	switch ((enum expr_kind)op->kind) {
	case EXPR_PATH:
		return exists(run, op);
	case EXPR_TEST:
		return exists(run, op_first(op));
	case EXPR_COMPARE:
		return op->flags & OP_PLAIN ? compare_plain(run, op) : compare(run, op);
	case EXPR_NOT:
		return negation(run, op);
	case EXPR_AND:
		return chain(run, op, TRUTH_FALSE);
	case EXPR_OR:
		return chain(run, op, TRUTH_TRUE);
	case EXPR_CALL:
		return call_truth(run, op);
	default:
		return TRUTH_UNKNOWN;
	}
}

/* The verdict of an operation that has a slot. */
static APART enum truth kept_truth(struct query_run *run, const struct op *op)
{
	struct slot *slot = &run->slots[op->slot];

	if (slot->generation != run->generations[op_scope(op)]) {
		slot->truth = (uint8_t)compute_truth(run, op);
		slot->generation = run->generations[op_scope(op)];
	}
	return slot->truth;
}

/* A path keeps its node in its slot, and what is plain is told quicker than looked up. */
enum truth eval_truth(struct query_run *run, const struct op *op)
{
	if (op->slot && op->kind != EXPR_PATH && !(op->flags & OP_PLAIN))
		return kept_truth(run, op);
	return compute_truth(run, op);
}

/* Of a chain one link decides, and what comes behind it does not matter. */
static APART bool chain_is(struct query_run *run, const struct op *op, enum truth wanted)
{
	bool all = (op->kind == EXPR_AND) == (wanted == TRUTH_TRUE);
	const struct op *link = op_first(op);

	for (uint32_t i = 0; i < op->count; i++, link = op_next(link))
		if (eval_is(run, link, wanted) != all)
			return !all;
	return all;
}

/* What has a slot is evaluated as a whole, for those that ask again. */
bool eval_is(struct query_run *run, const struct op *op, enum truth wanted)
{
	if (op->kind < EXPR_NOT || op->slot != 0)
		return eval_truth(run, op) == wanted;
	if (op->kind == EXPR_NOT)
		return eval_is(run, op_first(op), negate(wanted));
	return chain_is(run, op, wanted);
}
