#include "query/function.h"

#include <string.h>

#include "base/mem.h"
#include "json/node.h"
#include "query/run.h"
#include "text/similar.h"

/* What a comparison of two names costs in visits. */
#define SLIP_COST 10

#define FEW 8

/* A table of nodes by their hashes: of equal ones the first. */
struct set {
	const struct node **items;
	size_t mask;
};

static struct set set_new(struct call *call, size_t n)
{
	size_t cap = 4;
	struct set set;

	while (cap < n * 2)
		cap *= 2;
	set.items = mem_zalloc(call->run->mem, cap * sizeof(*set.items));
	set.mask = cap - 1;
	return set;
}

/* Where a node equal to this one is, or could be put; NULL if no more visits are allowed. */
static const struct node **set_place(struct call *call, const struct set *set,
	const struct node *node)
{
	size_t i;

	if (!run_visit_tree(call->run, node))
		return NULL;
	i = (size_t)node_hash(node) & set->mask;
	while (set->items[i] && !node_equal(set->items[i], node))
		i = (i + 1) & set->mask;
	return &set->items[i];
}

/* Of a few nodes each is held against each other: that is quicker than a table. */
static enum truth are_distinct(struct call *call, const struct argument *all)
{
	for (size_t i = 1; i < all->count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (!run_visit_both(call->run, all->nodes[i], all->nodes[k]))
				return TRUTH_UNKNOWN;
			if (node_equal(all->nodes[i], all->nodes[k]))
				return TRUTH_FALSE;
		}
	}
	return TRUTH_TRUE;
}

enum truth function_distinct(struct call *call)
{
	const struct argument *all = &call->arguments[0];
	struct set set;

	if (all->count <= FEW)
		return are_distinct(call, all);
	set = set_new(call, all->count);
	for (size_t i = 0; i < all->count; i++) {
		const struct node **place = set_place(call, &set, all->nodes[i]);

		if (!place)
			return TRUTH_UNKNOWN;
		if (*place)
			return TRUTH_FALSE;
		*place = all->nodes[i];
	}
	return TRUTH_TRUE;
}

enum truth function_subset(struct call *call)
{
	const struct argument *some = &call->arguments[0];
	const struct argument *all = &call->arguments[1];
	struct set set = set_new(call, all->count);
	const struct node **place;

	for (size_t i = 0; i < all->count; i++) {
		place = set_place(call, &set, all->nodes[i]);
		if (!place)
			return TRUTH_UNKNOWN;
		*place = all->nodes[i];
	}
	for (size_t i = 0; i < some->count; i++) {
		place = set_place(call, &set, some->nodes[i]);
		if (!place)
			return TRUTH_UNKNOWN;
		if (!*place)
			return TRUTH_FALSE;
	}
	return TRUTH_TRUE;
}

enum truth function_one_of(struct call *call)
{
	const struct node *value = call->arguments[0].value;
	const struct argument *among = &call->arguments[1];

	for (size_t i = 0; i < among->count; i++) {
		if (!run_visit_both(call->run, value, among->nodes[i]))
			return TRUTH_UNKNOWN;
		if (node_equal(value, among->nodes[i]))
			return TRUTH_TRUE;
	}
	return TRUTH_FALSE;
}

bool function_count(struct call *call, int64_t *count)
{
	*count = (int64_t)call->arguments[0].count;
	return true;
}

const struct node *function_value(struct call *call)
{
	const struct argument *nodes = &call->arguments[0];

	return nodes->count == 1 ? nodes->nodes[0] : NULL;
}

enum truth function_misspelt(struct call *call)
{
	const struct node *object = call->arguments[0].value;
	const char *name;
	bool found = false;

	if (node_type(object) != NODE_OBJECT || !argument_is_text(call, 1))
		return TRUTH_UNKNOWN;
	name = node_text(call->arguments[1].value);
	for (const struct node *member = node_child(object); member; member = node_next(member)) {
		if (!run_visit(call->run, SLIP_COST))
			return TRUTH_UNKNOWN;
		if (strcmp(node_key(member), name) == 0)
			return TRUTH_FALSE;
		found = found || similar_is_slip(name, node_key(member));
	}
	return truth_of(found);
}
