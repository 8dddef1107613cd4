#include "lint/set.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lint/facts.h"
#include "pack/pack.h"
#include "pack/rule.h"

/* The numbers that the parents of another set have in this one. */
static uint32_t *join_parents(struct set *set, const struct set *from, struct lint_file *file)
{
	uint32_t *numbers = heap_alloc(from->nparents * sizeof(*numbers));

	for (size_t i = 0; i < from->nparents; i++) {
		const struct set_parent *parent = &from->parents[i];

		numbers[i] = facts_keep_parent(set, file ? file : parent->file, parent->path);
		if (file)
			file->keep = true;
	}
	return numbers;
}

/* Their kinds are prepared: so there are the rules that facts are of. */
static void join_documents(struct set *set, const struct set *from, const uint32_t *parents)
{
	struct packs *packs = set->lint->packs;
	const struct set_document *last = NULL;

	facts_reserve_documents(set, from->ndocuments);
	if (from->ndocuments > 0)
		memcpy(set->identities + set->ndocuments, from->identities,
			from->ndocuments * sizeof(*set->identities));
	for (size_t i = 0; i < from->ndocuments; i++) {
		struct set_document *document = &set->documents[set->ndocuments++];

		*document = from->documents[i];
		document->parent = parents[document->parent];
		if (!last || last->kind != document->kind)
			kind_prepare(packs, packs->kinds[document->kind]);
		last = document;
	}
}

void set_join(struct set *set, const struct set *from, struct lint_file *file)
{
	struct packs *packs = set->lint->packs;
	uint32_t documents = (uint32_t)set->ndocuments, *parents;

	if (from->ndocuments > UINT32_MAX - set->ndocuments)
		return; /* as set_add has it */
	parents = join_parents(set, from, file);
	join_documents(set, from, parents);
	free(parents);
	for (size_t i = 0; i < from->relations_cap; i++) {
		const struct relation_facts *more = from->relations[i];
		struct relation_facts *facts;

		if (!more)
			continue;
		facts = facts_of(set, packs_find_rule(packs, more->rule->id));
		facts_join(facts_list(facts), &more->list, documents);
	}
	for (size_t i = 0; i < from->nextents; i++)
		set_note_extent(set, packs->kinds[from->extents[i].kind->index],
			from->extents[i].extent);
}
