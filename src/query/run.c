#include "query/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "query/function.h"
#include "query/print.h"

struct query_run *query_run_new(struct query_space *space)
{
	struct query_run *run = heap_zalloc(sizeof(*run));

	run->space = space;
	run->generation = 1;
	run->mem = &run->kept;
	run->visits_limit = VISITS_MAX;
	mem_alloc(&run->kept, 1);
	run->empty = mem_mark(&run->kept);
	return run;
}

void query_run_free(struct query_run *run)
{
	if (!run)
		return;
	for (size_t i = 0; i < run->nregexes; i++)
		regex_close(run->regexes[i]);
	free(run->regexes);
	for (size_t i = 0; i < PATTERNS_MAX; i++) {
		free(run->patterns[i].text);
		regex_close(run->patterns[i].regex);
	}
	free(run->slots);
	free(run->nodes.items);
	free(run->pending.items);
	mem_release(&run->kept);
	mem_release(&run->scratch);
	free(run);
}

/* Forgets what is in the slots. When the numbers of generations are used up, old slots must not look new. */
static void next_generation(struct query_run *run)
{
	if (++run->generation > 0)
		return;
	for (size_t i = 0; i < run->nslots; i++)
		run->slots[i].generation = 0;
	run->generation = 1;
}

void query_run_begin(struct query_run *run, const struct node *document)
{
	run->document = document;
	next_generation(run);
	run->exceeded = NULL;
	run->visits_limit = VISITS_MAX;
	if (document)
		run->visits_limit += (int64_t)(document->end - document->start) * VISITS_PER_BYTE;
	if (run->kept.next != run->empty.next)
		mem_rewind(&run->kept, run->empty);
}

const char *query_run_exceeded(const struct query_run *run)
{
	return run->exceeded;
}

/*
 * Expressions may be compiled at any time, so that there may be more of them
 * than slots. Fresh memory is not touched: most slots are never used in a
 * short run.
 */
static void grow_slots(struct query_run *run)
{
	size_t n = run->space->count;
	struct slot *slots = heap_zalloc(n * sizeof(*slots));

	if (run->nslots > 0)
		memcpy(slots, run->slots, run->nslots * sizeof(*slots));
	free(run->slots);
	run->slots = slots;
	run->nslots = n;
}

static void enter(struct query_run *run)
{
	if (run->nslots < run->space->count)
		grow_slots(run);
	run->visits = run->visits_limit;
	run->mem = &run->kept;
}

/*
 * False if the evaluation was stopped: then its result, and all that was kept on the
 * way, mean nothing.
 */
static bool leave(struct query_run *run)
{
	if (run->visits >= 0)
		return true;
	next_generation(run);
	if (!run->exceeded)
		run->exceeded = "visits too many nodes";
	return false;
}

static enum truth verdict(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	switch (expr_type(expr)) {
	case EXPRESSION_LOGICAL:
		return eval_truth(run, expr, current);
	case EXPRESSION_NODES:
		return truth_of(eval_exists(run, expr, current));
	default:
		return TRUTH_UNKNOWN;
	}
}

/* What is made for an @ that is not the document is forgotten with the verdict. */
static enum truth verdict_elsewhere(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	struct mem_mark mark = mem_mark(&run->scratch);
	enum truth truth;

	run->mem = &run->scratch;
	truth = verdict(run, expr, current);
	mem_rewind(&run->scratch, mark);
	return truth;
}

enum truth expression_test(struct query_run *run, const struct expression *expression,
	const struct node *current)
{
	const struct expr *expr = expression->expr;
	enum truth truth;

	enter(run);
	truth = current == run->document ? verdict(run, expr, current) :
					   verdict_elsewhere(run, expr, current);
	return leave(run) ? truth : TRUTH_UNKNOWN;
}

/* A copy of the list that begins at base of the stack, which loses it. */
static const struct nodelist *take_nodes(struct query_run *run, size_t base)
{
	size_t n = run->nodes.count - base;
	struct nodelist *list = mem_alloc(&run->kept, sizeof(*list) + n * sizeof(*list->items));
	const struct node **items = (const struct node **)(list + 1);

	if (n > 0)
		memcpy(items, run->nodes.items + base, n * sizeof(*items));
	*list = (struct nodelist){ n, items };
	run->nodes.count = base;
	return list;
}

/* The slot of a path if its nodes are kept. A singular path's slot is opened by its value. */
static struct slot *nodes_slot(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	bool known;

	if (!run_keeps(run, expr, current))
		return NULL;
	if (expr->path.singular)
		eval_value(run, expr, current);
	return run_open_slot(run, expr, &known);
}

static size_t path_nodes(struct query_run *run, const struct expr *expr,
	const struct node *current, const struct node *const **nodes)
{
	struct slot *slot = nodes_slot(run, expr, current);
	const struct nodelist *list;

	if (slot && slot->has_nodes) {
		list = slot->nodes;
	} else {
		list = take_nodes(run, select_nodes(run, &expr->path, current));
		if (slot) {
			slot->nodes = list;
			slot->has_nodes = true;
		}
	}
	*nodes = list->items;
	return list->count;
}

size_t expression_nodes(struct query_run *run, const struct expression *expression,
	const struct node *current, const struct node *const **nodes)
{
	size_t n;

	*nodes = NULL;
	if (expression->expr->kind != EXPR_PATH)
		return 0;
	enter(run);
	n = path_nodes(run, expression->expr, current, nodes);
	return leave(run) ? n : 0;
}

const struct node *expression_first(struct query_run *run, const struct expression *expression,
	const struct node *current)
{
	if (expression->expr->kind != EXPR_PATH)
		return NULL;
	return expression_value(run, expression, current);
}

static const struct node *first_of(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	const struct node *const *nodes;

	return path_nodes(run, expr, current, &nodes) > 0 ? nodes[0] : NULL;
}

/* A verdict as a value: unknown is Nothing. */
static const struct node *truth_value(enum truth truth)
{
	static const struct node no = { .item = { .type = cJSON_False } };
	static const struct node yes = { .item = { .type = cJSON_True } };

	if (truth == TRUTH_UNKNOWN)
		return NULL;
	return truth == TRUTH_TRUE ? &yes : &no;
}

const struct node *expression_value(struct query_run *run, const struct expression *expression,
	const struct node *current)
{
	const struct expr *expr = expression->expr;
	const struct node *value;

	enter(run);
	if (expr_type(expr) == EXPRESSION_LOGICAL)
		value = truth_value(eval_truth(run, expr, current));
	else if (expr->kind == EXPR_PATH && !expr->path.singular)
		value = first_of(run, expr, current);
	else
		value = eval_value(run, expr, current);
	return leave(run) ? value : NULL;
}

/* Whether anything that the expression reads for its operands is secret. */
static bool reads_secret(struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	size_t base = run->nodes.count;
	bool secret = false;

	if (expr->kind == EXPR_PATH) {
		select_nodes(run, &expr->path, current);
		for (size_t i = base; i < run->nodes.count && !secret; i++)
			secret = run->nodes.items[i]->flags & NODE_SECRET;
		run->nodes.count = base;
	}
	for (uint32_t i = 0; i < expr->count && !secret; i++)
		secret = reads_secret(run, expr->operands[i], current);
	return secret;
}

void expression_print(struct query_run *run, const struct expression *expression,
	const struct node *current, struct buf *out)
{
	const struct node *value = expression_value(run, expression, current);

	enter(run);
	if (reads_secret(run, expression->expr, current))
		buf_puts(out, "…");
	else if (value)
		print_value(out, value);
	else
		buf_puts(out, expression_type(expression) == EXPRESSION_LOGICAL ? "unknown" :
										  "nothing");
	leave(run);
}
