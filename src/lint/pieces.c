#include "lint/pieces.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "json/node.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"

/* Elements of an array that stay in the tree because they are odd; with more, the text is read as a whole. */
#define ODD_MAX 1000

/* {=== where lists are === */

static void add_path(struct lint *lint, const struct expression *query)
{
	struct piece_path path;

	if (!query_selects_all(query, PIECES_NAMES, path.names, &path.count) || path.count == 0)
		return;
	lint->paths = heap_grow(lint->paths, &lint->paths_cap, lint->npaths + 1, sizeof(*lint->paths));
	lint->paths[lint->npaths++] = path;
}

/* Whether what a carrier contains is all elements of a list, or a member, and no choice among elements. */
static bool is_whole(const struct expression *query)
{
	uint32_t names[PIECES_NAMES];
	size_t n;

	return query_selects_all(query, PIECES_NAMES, names, &n) || query_selects_member(query);
}

/*
 * Whether all that a user's kind says of a carrier can be told of what is left of it: how it is told
 * and, if it is a carrier itself, what it contains. A shape may be about any element.
 */
static bool is_spare_kind(const struct kind *kind, const struct piece_path *path)
{
	bool spare = !kind->match || !query_looks_beyond(kind->match, path->names, path->count);

	if (kind->ncontains == 0)
		return spare;
	if (kind->partial)
		spare = spare && !query_looks_beyond(kind->partial, path->names, path->count);
	for (size_t i = 0; i < kind->ncontains; i++)
		spare = spare && is_whole(kind->contains[i]);
	return spare && !kind->shape_uri && !kind->identity;
}

static bool has_carrier(const struct packs *packs, const char *const *kinds, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct kind *kind = packs_find_kind(packs, kinds[i]);

		if (kind && kind->ncontains > 0)
			return true;
	}
	return false;
}

/* Whether a rule is a user's, and about a carrier. */
static bool is_of_carrier(const struct packs *packs, const struct rule *rule)
{
	const struct relation *relation = rule->relation;

	return rule->file && (has_carrier(packs, rule->kinds, rule->nkinds) ||
		(relation && has_carrier(packs, relation->with, relation->nwith)));
}

/*
 * What the program's own packs say of a carrier is about its first two elements, and that each is an
 * object that is not empty. A user's packs may say more: then lists are read as a whole.
 */
static bool are_paths_right(const struct lint *lint)
{
	const struct packs *packs = lint->packs;

	for (size_t i = 0; i < packs->nkinds; i++)
		for (size_t k = 0; !packs->kinds[i]->builtin && k < lint->npaths; k++)
			if (!is_spare_kind(packs->kinds[i], &lint->paths[k]))
				return false;
	for (size_t i = 0; i < packs->nrules; i++)
		if (is_of_carrier(packs, packs->rules[i]))
			return false;
	return true;
}

static void find_paths(struct lint *lint)
{
	const struct packs *packs = lint->packs;

	if (lint->has_paths)
		return;
	lint->has_paths = true;
	for (size_t i = 0; i < packs->nkinds; i++)
		for (size_t k = 0; k < packs->kinds[i]->ncontains; k++)
			add_path(lint, packs->kinds[i]->contains[k]);
	if (!are_paths_right(lint))
		lint->npaths = 0;
}

/* Whether the names of a path lead to this array. */
static bool leads_to(const struct piece_path *path, const struct node *array)
{
	for (size_t i = path->count; i > 0; i--) {
		if (array->name != path->names[i - 1] || !array->parent)
			return false;
		array = array->parent;
		if (node_type(array) != NODE_OBJECT)
			return false;
	}
	return !array->parent;
}

/* How many arrays are around the elements of this one, if nothing else is around them; else 0. */
static unsigned bare_depth(const struct node *array)
{
	unsigned depth = 0;

	for (; array && node_type(array) == NODE_ARRAY; array = array->parent)
		depth++;
	return array ? 0 : depth;
}

static struct piece_array *find_array(struct pieces *pieces, const struct node *node)
{
	for (size_t i = 0; i < pieces->narrays; i++)
		if (pieces->arrays[i].node == node)
			return &pieces->arrays[i];
	return NULL;
}

/* The entry of an array that a carrier may contain; NULL if it is none. */
static struct piece_array *enter_array(struct pieces *pieces, const struct node *node)
{
	const struct lint *lint = pieces->walk.lint;
	struct piece_array *array = find_array(pieces, node);

	for (size_t i = 0; !array && i < lint->npaths; i++)
		if (leads_to(&lint->paths[i], node) && pieces->narrays < PIECES_ARRAYS) {
			array = &pieces->arrays[pieces->narrays++];
			*array = (struct piece_array){ .node = node };
		}
	return array;
}

/* }=== */

void pieces_begin(struct pieces *pieces, struct lint *lint, struct lint_file *file, size_t base,
	size_t length)
{
	*pieces = (struct pieces){
		.walk = { lint, file, base, pieces, NULL },
		.others = lint->findings,
		.mark = set_mark(lint->set),
		.documents = file->documents,
		.length = length,
	};
	findings_init(&pieces->found);
	pieces->found.most = lint->findings->most;
	find_paths(lint);
}

static void lint_element(struct pieces *pieces, const struct node *element, unsigned depth,
	enum extent extent)
{
	struct lint *lint = pieces->walk.lint;

	lint->findings = &pieces->found;
	carrier_lint(&pieces->walk, element, depth, extent);
	lint->findings = pieces->others;
	pieces->walk.file->kind = NULL;
}

bool pieces_element(void *context, struct node *element)
{
	struct pieces *pieces = context;
	unsigned depth = bare_depth(element->parent);

	if (depth > 0) {
		lint_element(pieces, element, depth, EXTENT_UNKNOWN);
		if (pieces->walk.list == element) /* another one may come to lie in its place */
			pieces->walk.list = NULL;
		return true;
	}
	pieces->array = enter_array(pieces, element->parent);
	if (!pieces->array)
		return false;
	lint_element(pieces, element, 1, EXTENT_LATER);
	if (node_type(element) == NODE_OBJECT && element->length > 0)
		return element->key_length > 1; /* of the first two, kinds of carriers are told */
	return ++pieces->array->odd > ODD_MAX;
}

void pieces_note_kind(struct pieces *pieces, const struct kind *kind)
{
	struct piece_array *array = pieces->array;

	assert(array); /* who is told EXTENT_LATER is in one */
	for (size_t i = 0; i < array->nkinds; i++)
		if (array->kinds[i] == kind)
			return;
	array->kinds = heap_grow(array->kinds, &array->kinds_cap, array->nkinds + 1,
		sizeof(*array->kinds));
	array->kinds[array->nkinds++] = kind;
}

void pieces_reach(struct pieces *pieces, const struct node *node, enum extent extent)
{
	struct piece_array *array = pieces ? find_array(pieces, node) : NULL;

	if (!array || array->reached)
		return;
	array->reached = true;
	for (size_t i = 0; i < array->nkinds; i++)
		set_note_extent(pieces->walk.lint->set, array->kinds[i], extent);
}

/* Whether all that was forgotten is what the text has to be linted for. */
static bool is_right(const struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->narrays; i++)
		if (!pieces->arrays[i].reached || pieces->arrays[i].odd > ODD_MAX)
			return false;
	return true;
}

bool pieces_end(struct pieces *pieces, const struct node *root)
{
	struct lint *lint = pieces->walk.lint;
	size_t documents = pieces->walk.file->documents;
	bool right, unknown = true;

	if (root) {
		lint_element(pieces, root, 0, EXTENT_UNKNOWN);
		unknown = pieces->walk.file->documents == documents;
	}
	right = root && is_right(pieces);
	if (right) {
		findings_join(lint->findings, &pieces->found);
	} else {
		set_rewind(lint->set, &pieces->mark);
		pieces->walk.file->documents = pieces->documents;
	}
	pieces_drop(pieces);
	/* Where what is left is no document that we know, all of the text is none. */
	return right || unknown;
}

bool pieces_has(struct pieces *pieces, const struct node *array)
{
	return bare_depth(array) > 0 || find_array(pieces, array);
}

void pieces_join(struct pieces *pieces, const struct node *array, struct pieces *part)
{
	struct kind *const *kinds = pieces->walk.lint->packs->kinds;

	pieces->array = find_array(pieces, array);
	for (size_t i = 0; i < part->narrays; i++)
		for (size_t k = 0; k < part->arrays[i].nkinds; k++)
			pieces_note_kind(pieces, kinds[part->arrays[i].kinds[k]->index]);
	findings_join(&pieces->found, &part->found);
	pieces->walk.file->documents += part->documents;
}

void pieces_drop(struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->narrays; i++)
		free(pieces->arrays[i].kinds);
	findings_release(&pieces->found);
	set_mark_release(&pieces->mark);
}
