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
	run->mem = &run->kept;
	run->visits_limit = VISITS_MAX;
	mem_alloc(&run->kept, 1);
	run->empty = mem_mark(&run->kept);
	query_run_begin(run, NULL);
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
	free(run->members);
	free(run->nodes.items);
	free(run->pending.items);
	mem_release(&run->kept);
	mem_release(&run->scratch);
	mem_release(&run->literals);
	free(run);
}

void run_renew(struct query_run *run, enum scope scope)
{
	/* When the numbers are used up, old slots must not look new. */
	if (++run->last_generation == 0) {
		for (size_t i = 0; i < run->nslots; i++)
			run->slots[i].generation = 0;
		for (size_t i = 0; run->members && i < MEMBERS_MAX; i++)
			run->members[i].generation = 0;
		run->members_generation = 0;
		run->last_generation = 1;
		run->rounds++;
	}
	run->generations[scope] = run->last_generation;
}

/* @ is the document, of which nothing is known. */
static void begin_document(struct query_run *run)
{
	run_renew(run, SCOPE_DOCUMENT);
	run->generations[SCOPE_CURRENT] = run->generations[SCOPE_DOCUMENT];
	run->current = run->document;
	run->mem = &run->kept;
}

void query_run_begin(struct query_run *run, const struct node *document)
{
	run->document = document;
	begin_document(run);
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
	size_t n = run->space->next_id;
	struct slot *slots = heap_zalloc(n * sizeof(*slots));

	if (run->nslots > 0)
		memcpy(slots, run->slots, run->nslots * sizeof(*slots));
	free(run->slots);
	run->slots = slots;
	run->nslots = n;
}

/* Makes this node @. What is made for it stays as long as mem says. */
static void move_to(struct query_run *run, const struct node *current, struct mem *mem)
{
	run->current = current;
	run->mem = mem;
	if (current == run->document) {
		run->mem = &run->kept;
		run->generations[SCOPE_CURRENT] = run->generations[SCOPE_DOCUMENT];
		return;
	}
	mem_rewind(&run->scratch, (struct mem_mark){ 0 });
	run_renew(run, SCOPE_CURRENT);
}

/* Whether an evaluation for current can go on where the one before it was. */
static inline bool is_there(const struct query_run *run, const struct node *current,
	const struct mem *mem)
{
	/* What was made in kept may be used where scratch would do, but not the other way round. */
	return current == run->current && (run->mem == mem || run->mem == &run->kept) &&
	       run->nslots >= run->space->next_id;
}

/* Apart, as most evaluations go on where one before them was. */
static __attribute__((noinline)) void enter_anew(struct query_run *run,
	const struct node *current, struct mem *mem)
{
	if (run->nslots < run->space->next_id)
		grow_slots(run);
	move_to(run, current, mem);
}

static inline void enter(struct query_run *run, const struct node *current, struct mem *mem)
{
	run->visits = run->visits_limit;
	if (!is_there(run, current, mem))
		enter_anew(run, current, mem);
}

void run_enter(struct query_run *run, const struct node *current, struct mem *mem)
{
	enter(run, current, mem);
}

static void stop(struct query_run *run)
{
	begin_document(run);
	if (!run->exceeded)
		run->exceeded = "visits too many nodes";
}

static inline bool leave(struct query_run *run)
{
	if (run->visits < 0)
		stop(run);
	return run->visits >= 0;
}

bool run_leave(struct query_run *run)
{
	return leave(run);
}

enum truth expression_test(struct query_run *run, const struct expression *expression,
	const struct node *current)
{
	enum truth truth;

	if (expression_type(expression) == EXPRESSION_VALUE)
		return TRUTH_UNKNOWN;
	enter(run, current, &run->scratch);
	truth = eval_truth(run, op_of(expression));
	return leave(run) ? truth : TRUTH_UNKNOWN;
}

/* A copy of the list that begins at base of the stack, which loses it. */
static const struct node *const *take_nodes(struct query_run *run, size_t base)
{
	size_t n = run->nodes.count - base;
	const struct node **items = mem_alloc(&run->kept, (n + 1) * sizeof(*items));

	if (n > 0)
		memcpy(items, run->nodes.items + base, n * sizeof(*items));
	run->nodes.count = base;
	return items;
}

size_t expression_nodes(struct query_run *run, const struct expression *expression,
	const struct node *current, const struct node *const **nodes)
{
	const struct op *op = op_of(expression);
	size_t base = run->nodes.count, n;

	*nodes = NULL;
	if (op->kind != EXPR_PATH)
		return 0;
	enter(run, current, &run->kept);
	select_nodes(run, op);
	n = run->nodes.count - base;
	*nodes = take_nodes(run, base);
	return leave(run) ? n : 0;
}

const struct node *expression_first(struct query_run *run, const struct expression *expression,
	const struct node *current)
{
	if (op_of(expression)->kind != EXPR_PATH)
		return NULL;
	return expression_value(run, expression, current);
}

static const struct node *first_of(struct query_run *run, const struct op *path)
{
	size_t base = select_nodes(run, path);
	const struct node *first = run->nodes.count > base ? run->nodes.items[base] : NULL;

	run->nodes.count = base;
	return first;
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
	const struct op *op = op_of(expression);
	const struct node *value;

	enter(run, current, &run->kept);
	if (op->kind == EXPR_PATH)
		value = op->flags & OP_SINGULAR ? eval_node(run, op) : first_of(run, op);
	else if (op_type(op) == EXPRESSION_LOGICAL)
		value = truth_value(eval_truth(run, op));
	else
		value = eval_node(run, op);
	return leave(run) ? value : NULL;
}

/* Whether anything that the expression reads for its operands is secret. */
static bool reads_secret(struct query_run *run, const struct op *op)
{
	size_t base = run->nodes.count;
	bool secret = false;

	if (op->kind == EXPR_PATH) {
		select_nodes(run, op);
		for (size_t i = base; i < run->nodes.count && !secret; i++)
			secret = run->nodes.items[i]->flags & NODE_SECRET;
		run->nodes.count = base;
	} else if (op->kind != EXPR_LITERAL) {
		const struct op *operand = op_first(op);

		for (uint32_t i = 0; i < op->count && !secret; i++, operand = op_next(operand))
			secret = reads_secret(run, operand);
	}
	return secret;
}

void expression_print(struct query_run *run, const struct expression *expression,
	const struct node *current, struct buf *out)
{
	const struct node *value = expression_value(run, expression, current);

	enter(run, current, &run->kept);
	if (reads_secret(run, op_of(expression)))
		buf_puts(out, "…");
	else if (value)
		print_value(out, value);
	else
		buf_puts(out, expression_type(expression) == EXPRESSION_LOGICAL ? "unknown" :
										  "nothing");
	leave(run);
}
