#include "lint/set.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "json/names.h"
#include "lint/active.h"
#include "lint/facts.h"
#include "lint/gather.h"
#include "lint/judge.h"
#include "pack/pack.h"
#include "pack/rule.h"

struct set *set_new(struct lint *lint)
{
	struct set *set = heap_zalloc(sizeof(*set));

	set->lint = lint;
	buf_init(&set->key);
	buf_init(&set->other_key);
	buf_init(&set->recall.text);
	/* The members of what a join is judged on. */
	names_add(lint->packs->names, "a", 1);
	names_add(lint->packs->names, "b", 1);
	return set;
}

void set_free(struct set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->relations_cap; i++)
		if (set->relations[i])
			facts_release(&set->relations[i]->list);
	for (size_t i = 0; i < set->gathers_cap; i++)
		gather_free(set->gathers[i]);
	free(set->relations);
	free(set->documents);
	free(set->parents);
	free(set->identities);
	free(set->gathers);
	free(set->extents);
	buf_release(&set->key);
	buf_release(&set->other_key);
	recall_release(&set->recall);
	mem_release(&set->mem);
	free(set);
}

void set_add(struct set *set, const struct lint_place *place, const struct kind *kind,
	const struct active *active)
{
	struct timing *timing = set->lint->options.timing;
	struct gather *gather;
	size_t before;

	if (set->ndocuments == UINT32_MAX)
		return;
	before = timing_enter(timing, TIMED_SET);
	gather = gather_of(set, kind, active);
	gather_add(set, gather, place->node, facts_keep(set, place, kind));
	timing_leave(timing, before);
}

/* {=== going back === */

struct set_mark set_mark(const struct set *set)
{
	struct set_mark mark = {
		.ndocuments = set->ndocuments,
		.counts = heap_zalloc((set->relations_cap + 1) * sizeof(*mark.counts)),
		.ncounts = set->relations_cap,
		.extents = heap_zalloc((set->nextents + 1) * sizeof(*mark.extents)),
		.nextents = set->nextents,
	};

	for (size_t i = 0; i < set->relations_cap; i++)
		if (set->relations[i])
			mark.counts[i] = set->relations[i]->list.count;
	if (set->nextents > 0)
		memcpy(mark.extents, set->extents, set->nextents * sizeof(*mark.extents));
	return mark;
}

void set_rewind(struct set *set, const struct set_mark *mark)
{
	set->ndocuments = mark->ndocuments;
	for (size_t i = 0; i < set->relations_cap; i++)
		if (set->relations[i])
			set->relations[i]->list.count = i < mark->ncounts ? mark->counts[i] : 0;
	set->nextents = mark->nextents;
	if (mark->nextents > 0)
		memcpy(set->extents, mark->extents, mark->nextents * sizeof(*mark->extents));
}

void set_mark_release(struct set_mark *mark)
{
	free(mark->counts);
	free(mark->extents);
}

/* }=== */

void set_note_extent(struct set *set, const struct kind *kind, enum extent extent)
{
	facts_note_extent(set, kind, extent);
}

void set_finish(struct set *set)
{
	static void (*const judges[])(struct set *set, struct relation_facts *facts) = {
		[RULE_UNIQUE] = judge_unique,
		[RULE_DISJOINT] = judge_disjoint,
		[RULE_SAME] = judge_same,
		[RULE_DIVERSE] = judge_diverse,
		[RULE_JOIN] = NULL, /* all at once */
	};
	struct timing *timing = set->lint->options.timing;
	size_t before;

	before = timing_enter(timing, TIMED_SET);
	judge_copies(set);
	for (size_t i = 0; i < set->relations_cap; i++) {
		const struct rule *rule = set->relations[i] ? set->relations[i]->rule : NULL;

		/* A fact alone can be no more than all alike. */
		if (!rule || !judges[rule->type] ||
		    (set->relations[i]->list.count < 2 && rule->type != RULE_DIVERSE))
			continue;
		timing_enter(timing, TIMED_RULES + rule->index);
		judges[rule->type](set, set->relations[i]);
	}
	timing_enter(timing, TIMED_JOINS);
	judge_joins(set);
	timing_leave(timing, before);
}
