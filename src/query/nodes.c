#include "query/run.h"

#include <string.h>

/* An element, from the end if the index is negative. */
static const struct node *element_at(struct query_run *run, const struct node *node, int64_t index)
{
	const struct node *child;

	if (node_type(node) != NODE_ARRAY)
		return NULL;
	if (index < 0)
		index += node->length;
	if (index < 0 || index >= (int64_t)node->length)
		return NULL;
	run_visit(run, (size_t)index);
	child = node_child(node);
	while (child && index-- > 0)
		child = node_next(child);
	return child;
}

void run_index_members(struct query_run *run)
{
	if (!run->members)
		run->members = heap_zalloc(MEMBERS_MAX * sizeof(*run->members));
}

/* Only members have names, and each its own. */
void run_find_members(struct query_run *run)
{
	uint32_t generation = run->generations[SCOPE_DOCUMENT];
	const struct node *child = node_child(run->document);

	for (; child; child = node_next(child))
		if (child->name < MEMBERS_MAX)
			run->members[child->name] = (struct member_place){ child, generation };
	run->members_generation = generation;
}

static const struct node *select_by(struct query_run *run, const struct op_selector *selector,
	const struct node *node)
{
	return selector->kind == SELECT_NAME ? run_child(run, node, selector->name) :
					       element_at(run, node, selector->start);
}

/* Where the names of a path lead to. */
static inline const struct node *follow_names(struct query_run *run, const struct op *path)
{
	const struct node *node = path->flags & OP_FROM_ROOT ? run->document : run->current;
	const uint32_t *name = op_words(path), *end = name + path->count;
	const struct member_place *members;

	if (name < end && *name < MEMBERS_MAX && node == run->document &&
	    (members = run_members(run)))
		node = run_member(run, members, *name++);
	for (; node && name < end; name++)
		node = run_child(run, node, *name);
	return node;
}

const struct node *select_named(struct query_run *run, const struct op *path)
{
	return follow_names(run, path);
}

const struct node *select_one(struct query_run *run, const struct op *path)
{
	const struct node *node = path->flags & OP_FROM_ROOT ? run->document : run->current;
	const uint32_t *words = op_words(path);
	struct op_selector selector;

	if (path->flags & OP_NAMES)
		return follow_names(run, path);
	for (uint32_t i = 0; node && i < path->count; i++) {
		words = op_read_selector(words + 1, &selector);
		node = select_by(run, &selector, node);
	}
	return node;
}

static void push_one(struct query_run *run, const struct node *node)
{
	if (node && run_visit(run, 1))
		list_push(&run->nodes, node);
}

static void select_children(struct query_run *run, const struct node *node)
{
	const struct node *child = node_child(node);

	for (; child && run_visit(run, 1); child = node_next(child))
		list_push(&run->nodes, child);
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
	return value < least ? least : value > most ? most : value;
}

/* The elements first, first + step, … that are below end; step is positive. */
static void select_steps(struct query_run *run, const struct node *array, int64_t first,
	int64_t end, int64_t step)
{
	const struct node *child = node_child(array);
	int64_t next = first;

	for (int64_t i = 0; child && i < end && run_visit(run, 1); i++) {
		if (i == next) {
			list_push(&run->nodes, child);
			next += step;
		}
		child = node_next(child);
	}
}

static void reverse(const struct node **items, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		const struct node *item = items[i];

		items[i] = items[n - 1 - i];
		items[n - 1 - i] = item;
	}
}

/* RFC 9535 section 2.3.4.2.2. A slice from the end is read from the front and turned. */
static void select_slice(struct query_run *run, const struct op_selector *slice,
	const struct node *array)
{
	int64_t length = array->length;
	int64_t step = slice->step;
	int64_t start = slice->has_start ? slice->start : step > 0 ? 0 : length - 1;
	int64_t end = slice->has_end ? slice->end : step > 0 ? length : -length - 1;
	size_t from = run->nodes.count;

	if (node_type(array) != NODE_ARRAY || step == 0)
		return;
	start = start < 0 ? start + length : start;
	end = end < 0 ? end + length : end;
	if (step > 0) {
		select_steps(run, array, clamp(start, 0, length), clamp(end, 0, length), step);
		return;
	}
	start = clamp(start, -1, length - 1);
	end = clamp(end, -1, length - 1);
	if (start <= end)
		return;
	select_steps(run, array, start - (start - end - 1) / -step * -step, start + 1, -step);
	reverse(run->nodes.items + from, run->nodes.count - from);
}

/* Each child is compared itself, for which it need not be @. */
static void select_compared(struct query_run *run, const struct op *filter,
	const struct node *node)
{
	const struct node *child = node_child(node);

	for (; child && run_visit(run, 1); child = node_next(child))
		if (eval_compares(run, filter, child))
			list_push(&run->nodes, child);
}

/* Each child is @ in turn; values made for it are forgotten with it. */
static void select_filtered(struct query_run *run, const struct op *filter,
	const struct node *node)
{
	const struct node *child = node_child(node), *outer = run->current;
	uint32_t generation = run->generations[SCOPE_CURRENT];
	struct mem_mark mark = mem_mark(&run->scratch);
	struct mem *mem = run->mem;

	run->mem = &run->scratch;
	for (; child && run_visit(run, 1); child = node_next(child)) {
		run->current = child;
		run_renew(run, SCOPE_CURRENT);
		if (eval_truth(run, filter) == TRUTH_TRUE)
			list_push(&run->nodes, child);
		mem_rewind(&run->scratch, mark);
	}
	run->mem = mem;
	run->current = outer;
	run->generations[SCOPE_CURRENT] = generation;
}

static void apply_selector(struct query_run *run, const struct op_selector *selector,
	const struct node *node)
{
	switch (selector->kind) {
	case SELECT_NAME:
	case SELECT_INDEX:
		push_one(run, select_by(run, selector, node));
		return;
	case SELECT_WILDCARD:
		select_children(run, node);
		return;
	case SELECT_SLICE:
		select_slice(run, selector, node);
		return;
	case SELECT_FILTER:
		if (op_compares_current(selector->filter))
			select_compared(run, selector->filter, node);
		else
			select_filtered(run, selector->filter, node);
		return;
	}
}

/* The selectors of a segment, which are behind its first word. */
static void apply_selectors(struct query_run *run, const uint32_t *segment,
	const struct node *node)
{
	const uint32_t *words = segment + 1;
	struct op_selector selector;

	for (uint32_t i = *segment >> SEGMENT_COUNT_SHIFT; i > 0; i--) {
		words = op_read_selector(words, &selector);
		apply_selector(run, &selector, node);
	}
}

/* The node and all below it, parents first; a stack of its own, as documents may be deep. */
static void apply_below(struct query_run *run, const uint32_t *segment, const struct node *start)
{
	struct list *pending = &run->pending;
	size_t base = pending->count;

	list_push(pending, start);
	while (pending->count > base) {
		const struct node *node = pending->items[--pending->count];

		if (!run_visit(run, 1)) {
			pending->count = base;
			return;
		}
		apply_selectors(run, segment, node);
		if (node != start && node_next(node))
			list_push(pending, node_next(node));
		if (node_child(node))
			list_push(pending, node_child(node));
	}
}

static const uint32_t *skip_segment(const uint32_t *segment)
{
	const uint32_t *words = segment + 1;
	struct op_selector selector;

	for (uint32_t i = *segment >> SEGMENT_COUNT_SHIFT; i > 0; i--)
		words = op_read_selector(words, &selector);
	return words;
}

/* The nodes from base of the stack on give way to what the segment selects from them. */
static void apply_segment(struct query_run *run, const uint32_t *segment, size_t base)
{
	struct list *nodes = &run->nodes;
	size_t end = nodes->count;

	for (size_t k = base; k < end && run->visits >= 0; k++) {
		if (*segment & SEGMENT_DESCENDANT)
			apply_below(run, segment, nodes->items[k]);
		else
			apply_selectors(run, segment, nodes->items[k]);
	}
	memmove(nodes->items + base, nodes->items + end,
		(nodes->count - end) * sizeof(*nodes->items));
	nodes->count -= end - base;
}

static void select_members(struct query_run *run, const struct op *path, const struct node *start)
{
	const uint32_t *names = op_words(path);
	const struct member_place *members = start == run->document ? run_members(run) : NULL;

	for (uint32_t i = 0; start && i < path->count; i++)
		push_one(run, members && names[i] < MEMBERS_MAX ?
			run_member(run, members, names[i]) : run_child(run, start, names[i]));
}

/* Whether a segment selects one member. */
static bool is_name(const uint32_t *segment)
{
	return *segment == 1u << SEGMENT_COUNT_SHIFT && segment[1] == SELECT_NAME;
}

/* Apart, as what it needs is much for simple paths to pay. */
static __attribute__((noinline)) void select_by_segments(struct query_run *run, const struct op *path,
	const struct node *start)
{
	const uint32_t *segment = op_words(path);
	size_t base = run->nodes.count;
	uint32_t i = 0;

	/* Up to where there may be more than one node no list of them is needed. */
	for (; start && i < path->count && is_name(segment) && run_visit(run, 1); i++) {
		start = run_child(run, start, segment[2]);
		segment = skip_segment(segment);
	}
	if (start)
		list_push(&run->nodes, start);
	for (; i < path->count && run->nodes.count > base; i++) {
		apply_segment(run, segment, base);
		segment = skip_segment(segment);
	}
}

size_t select_nodes(struct query_run *run, const struct op *path)
{
	const struct node *start = path->flags & OP_FROM_ROOT ? run->document : run->current;
	size_t base = run->nodes.count;

	if (path->flags & OP_NAMES) {
		push_one(run, follow_names(run, path));
	} else if (path->flags & OP_MEMBERS) {
		select_members(run, path, start);
	} else if (path->flags & OP_CHILDREN) {
		start = follow_names(run, path);
		if (start)
			select_children(run, start);
	} else {
		select_by_segments(run, path, start);
	}
	return base;
}
