/* Elements that are checked apart from their list: a part of shape.h. */
#include "shape/shape.h"

#include <stddef.h>

#include "shape/run.h"

/* A list, and the objects around it: as deep as the reader hands on elements. */
#define LEVELS 3

/* What is checked on the way to a list, the root first, and what its elements are checked against. */
struct way {
	struct scope scopes[LEVELS];
	size_t n;
	const struct sub *element;
};

/* Whether a schema asks of an array, beside its length, nothing but one thing of each element. */
static const struct sub *find_rest(const struct sub *sub, const struct node *array)
{
	const struct insn *insn = sub->by_kind[kind_of(array)];
	const struct sub *rest = NULL;

	for (; insn->op != OP_END; insn++) {
		if (insn->op == OP_MIN_COUNT || insn->op == OP_MAX_COUNT)
			continue;
		if (insn->op != OP_ITEMS || insn->with.items->count > 0)
			return NULL;
		rest = insn->with.items->rest;
	}
	return rest && !rest->never ? rest : NULL;
}

/* What a schema that looks into an object only by properties says of this member; NULL if that is not all. */
static const struct sub *find_member(const struct run *run, const struct sub *sub,
	const struct node *object, const struct node *member)
{
	const struct insn *insn = sub->by_kind[kind_of(object)];
	const struct member *found = NULL;

	for (; insn->op != OP_END; insn++) {
		if (insn->op == OP_MIN_COUNT || insn->op == OP_MAX_COUNT ||
		    insn->op == OP_MEMBER_NAMES || insn->op == OP_DEPENDENT_REQUIRED)
			continue;
		if (insn->op != OP_MEMBERS || insn->with.members->npatterns > 0)
			return NULL;
		found = run_member(run, insn->with.members, member);
	}
	return found ? found->sub : NULL;
}

/* Enters a value on the way; false if it is not what the schema allows there, or is looked at otherwise. */
static bool enter(struct way *way, const struct sub *sub, const struct node *value)
{
	const struct scope *outer = way->n > 0 ? &way->scopes[way->n - 1] : NULL;

	if (!(sub->kinds & value->item.type) || sub->tracks || way->n == LEVELS)
		return false;
	way->scopes[way->n++] = (struct scope){ sub->resource, outer };
	return true;
}

static bool find_way(struct way *way, const struct shape *shape, const struct node *array)
{
	const struct node *nodes[LEVELS];
	const struct sub *sub = shape->root;
	struct run run;
	size_t n = 0;

	*way = (struct way){ .n = 0 };
	if (shape->frozen)
		return false;
	for (const struct node *node = array; node; node = node->parent) {
		if (n == LEVELS || node_type(node) != (n == 0 ? NODE_ARRAY : NODE_OBJECT))
			return false;
		nodes[n++] = node;
	}
	run_init(&run, shape, array);
	for (; n > 1 && sub && enter(way, sub->run, nodes[n - 1]); n--)
		sub = find_member(&run, sub->run, nodes[n - 1], nodes[n - 2]);
	if (n > 1 || !sub || !enter(way, sub->run, array))
		return false;
	way->element = find_rest(sub->run, array);
	return way->element;
}

bool shape_has_elements(const struct shape *shape, const struct node *array)
{
	struct way way;

	return find_way(&way, shape, array);
}

bool shape_check_element(struct shape *shape, const struct node *element,
	const struct shape_run *run)
{
	struct way way;

	if (!find_way(&way, shape, element->parent))
		return true;
	return run_value(shape, way.element, &way.scopes[way.n - 1], element, run);
}
