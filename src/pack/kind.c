/* Which kind a value is of: a part of pack.h. */
#include "pack/pack.h"

#include "json/node.h"
#include "query/query.h"

/* The place of an object of these names, and whether it is they that were there last. */
static struct told *find_told(struct packs *packs, const struct node *object, bool *same)
{
	uint32_t hash = object->length, i = 0;
	struct told *told;

	for (const struct node *child = node_child(object); child; child = node_next(child))
		hash = (hash ^ child->name) * 0x9E3779B1u;
	told = &packs->told[hash >> 16 & (TOLD_MAX - 1)];
	*same = told->count == object->length;
	for (const struct node *child = node_child(object); child && *same; child = node_next(child))
		*same = told->names[i++] == child->name;
	return told;
}

/* Finds out what the names of an object tell. A name that is in no table is in no match either. */
static void tell(struct packs *packs, struct query_run *run, const struct node *object,
	struct told *told)
{
	enum truth truth = TRUTH_FALSE;
	size_t i = 0;

	told->count = 0;
	for (const struct node *child = node_child(object); child; child = node_next(child))
		told->names[told->count++] = child->name;
	for (; i < packs->nkinds; i++) {
		const struct kind *kind = packs->kinds[i];

		if (kind->match)
			truth = expression_test_by_names(run, kind->match, object);
		if (truth != TRUTH_FALSE)
			break;
	}
	told->certain = truth == TRUTH_TRUE;
	told->first = i;
}

/* What its names tell of a value, where they are few enough; NULL else. */
static const struct told *ask_names(struct packs *packs, struct query_run *run,
	const struct node *value)
{
	struct told *told;
	bool same;

	if (node_type(value) != NODE_OBJECT || value->length == 0 || value->length > TOLD_MEMBERS)
		return NULL;
	told = find_told(packs, value, &same);
	if (same)
		return told;
	query_run_begin(run, value);
	tell(packs, run, value, told);
	return told;
}

struct kind *packs_classify(struct packs *packs, struct query_run *run, const struct node *value)
{
	const struct told *told = ask_names(packs, run, value);

	if (told && told->certain)
		return packs->kinds[told->first];
	if (node_type(value) != NODE_OBJECT && node_type(value) != NODE_ARRAY)
		return NULL;
	query_run_begin(run, value);
	for (size_t i = told ? told->first : 0; i < packs->nkinds; i++) {
		struct kind *kind = packs->kinds[i];

		if (kind->match && expression_test(run, kind->match, value) == TRUTH_TRUE)
			return kind;
	}
	return NULL;
}
