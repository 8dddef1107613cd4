#include "lint/judge.h"

#include <string.h>

#include "base/buf.h"
#include "json/node.h"
#include "lint/emit.h"
#include "lint/facts.h"
#include "lint/key.h"
#include "lint/lookup.h"
#include "pack/pack.h"
#include "query/query.h"

/* Begins with a document; gives what it is told by, whose bytes are in key; NULL: by nothing. */
static const struct node *identify(struct set *set, uint32_t document, struct lint_place *place,
	struct buf *key)
{
	const struct kind *kind = facts_kind(set, document);

	*place = key_begin(set, document);
	if (!key_make(set, &kind->identity, 1, KEY_VALUE, place->node, key, NULL))
		return NULL;
	return expression_value(set->lint->run, kind->identity, place->node);
}

static void report_conflict(struct set *set, const struct lint_place *document,
	const struct lint_place *first, const struct node *identity)
{
	static const char *const message = "the other copy";
	struct lint_place place = *document;

	if (identity->parent)
		place.node = identity;
	lint_emit(set->lint, &(struct lint_report){
		.rule = "set/conflicting-copies",
		.severity = SEVERITY_WARNING,
		.place = place,
		.message = "another document has this identity and other content",
		.help = "keep the one that is true, or give each its own id",
		.related = first,
		.related_messages = &message,
		.nrelated = 1,
	});
}

/* Whether two documents of equal hashes have one identity; then they are compared. */
static bool is_copy(struct set *set, uint32_t first, uint32_t later)
{
	struct lint_place original, copy;
	const struct node *identity;

	if (set->documents[first].kind != set->documents[later].kind ||
	    !identify(set, first, &original, &set->key))
		return false;
	identity = identify(set, later, &copy, &set->other_key);
	if (!identity || set->key.length != set->other_key.length ||
	    memcmp(set->key.data, set->other_key.data, set->key.length) != 0)
		return false;
	if (!node_equal(original.node, copy.node)) {
		copy.file->kind = facts_kind(set, later);
		report_conflict(set, &copy, &original, identity);
	}
	return true;
}

void judge_copies(struct set *set)
{
	struct mem_mark mark = mem_mark(&set->mem);
	struct lookup lookup;
	bool any = false;

	if (set->ndocuments < 2)
		return;
	lookup_init(&lookup, set->identities, set->ndocuments, &set->mem);
	for (uint32_t i = 0; i < set->ndocuments; i++) {
		uint32_t first = i;

		if (set->identities[i] != 0)
			first = (uint32_t)lookup_add(&lookup, i);
		if (first == i)
			continue;
		if (is_copy(set, first, i)) {
			set->documents[i].flags |= DOCUMENT_COPY;
			any = true;
		}
		recall_forget(set);
	}
	mem_rewind(&set->mem, mark);
	if (any)
		facts_drop_copies(set);
}
