#include "lint/judge.h"

#include <stdlib.h>

#include "base/mem.h"
#include "json/hash.h"
#include "lint/facts.h"
#include "lint/key.h"
#include "lint/lookup.h"
#include "lint/overlap.h"
#include "lint/verdict.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"

/* The place of a fact as the rule's at has it. */
static struct lint_place place_of_fact(struct set *set, const struct rule *rule, struct fact fact)
{
	const struct node *current = key_current(set, rule, fact), *node = NULL;
	struct lint_place place = recall_document(set, fact.document);

	if (rule->report->at)
		node = expression_first(set->lint->run, rule->report->at, current);
	place.node = node ? node : current;
	return place;
}

/* Reports a fact, with the place of another one that it speaks of, if that is not NULL. */
static void report(struct set *set, struct rule *rule, struct fact fact,
	const struct lint_place *other, const char *what)
{
	const struct node *current = key_current(set, rule, fact);
	struct lint_place place = recall_document(set, fact.document);

	place.file->kind = facts_kind(set, fact.document);
	verdict_report(set->lint, &(struct verdict){
		.rule = rule,
		.current = current,
		.subject = place,
		.extra = other,
		.extra_message = what,
	});
}

/* Reports a fact beside another one, if it is true that their keys are the same. */
static void report_pair(struct set *set, struct rule *rule, struct fact fact, struct fact beside,
	const char *what)
{
	struct lint_place other;

	if (key_is_same(set, rule, beside, fact)) {
		rule_prepare_report(set->lint->packs, rule);
		other = place_of_fact(set, rule, beside);
		report(set, rule, fact, &other, what);
	}
	recall_forget(set);
}

void judge_unique(struct set *set, struct relation_facts *relation)
{
	const struct fact_list *facts = &relation->list;
	struct mem_mark mark = mem_mark(&set->mem);
	struct lookup lookup;

	lookup_init(&lookup, facts->hashes, facts->count, &set->mem);
	for (size_t i = 0; i < facts->count; i++) {
		size_t first = lookup_add(&lookup, i);

		if (facts_document(facts, i) != facts_document(facts, first))
			report_pair(set, relation->rule, facts_at(facts, i),
				facts_at(facts, first), "first used here");
	}
	mem_rewind(&set->mem, mark);
}

void judge_disjoint(struct set *set, struct relation_facts *relation)
{
	const struct fact_list *facts = &relation->list;
	struct mem_mark mark = mem_mark(&set->mem);
	struct overlap *overlaps;
	size_t n = overlaps_find(facts, &set->mem, &overlaps);

	for (size_t i = 0; i < n; i++)
		report_pair(set, relation->rule, facts_at(facts, overlaps[i].fact),
			facts_at(facts, overlaps[i].other), "overlaps with this");
	mem_rewind(&set->mem, mark);
}

/* {=== groups === */

/* The facts of equal keys. A group is told by its first fact. */
struct groups {
	const struct fact_list *facts;
	struct lookup lookup;
	uint32_t *counts; /* of the facts in the group */
	bool *differ;     /* whether they have more than one value */
	bool any_differ;
};

static size_t group_of(const struct groups *groups, size_t i)
{
	return *lookup_slot(&groups->lookup, groups->facts->hashes[i]) - 1;
}

static void find_groups(struct groups *groups, const struct fact_list *facts, struct mem *mem)
{
	*groups = (struct groups){
		.facts = facts,
		.counts = mem_zalloc(mem, facts->count * sizeof(*groups->counts)),
		.differ = mem_zalloc(mem, facts->count),
	};
	lookup_init(&groups->lookup, facts->hashes, facts->count, mem);
	for (size_t i = 0; i < facts->count; i++) {
		size_t first = lookup_add(&groups->lookup, i);

		groups->counts[first]++;
		if (facts_value(facts, i) != facts_value(facts, first))
			groups->differ[first] = groups->any_differ = true;
	}
}

/* The values that the facts of groups have in which there is more than one. */
struct votes {
	uint32_t *facts;
	size_t count;
	uint64_t *hashes; /* of the fact's group and value */
	uint32_t *counts; /* of the facts with both, by the first of them */
	uint32_t *best;   /* of a group: one more than the vote that prevails */
};

static void gather_votes(struct votes *votes, const struct groups *groups, struct mem *mem)
{
	const struct fact_list *facts = groups->facts;

	*votes = (struct votes){ .facts = mem_alloc(mem, facts->count * sizeof(*votes->facts)) };
	for (size_t i = 0; i < facts->count; i++)
		if (groups->differ[group_of(groups, i)])
			votes->facts[votes->count++] = (uint32_t)i;
	votes->hashes = mem_alloc(mem, votes->count * sizeof(*votes->hashes));
	for (size_t i = 0; i < votes->count; i++)
		votes->hashes[i] = hash_mix(facts->hashes[votes->facts[i]],
			facts_value(facts, votes->facts[i]));
}

/*
 * The value of a group that most of its facts have prevails; where as many have another, the one that
 * came first.
 */
static void count_votes(struct votes *votes, const struct groups *groups, struct mem *mem)
{
	struct lookup lookup;

	votes->counts = mem_zalloc(mem, votes->count * sizeof(*votes->counts));
	votes->best = mem_zalloc(mem, groups->facts->count * sizeof(*votes->best));
	lookup_init(&lookup, votes->hashes, votes->count, mem);
	for (size_t i = 0; i < votes->count; i++)
		votes->counts[lookup_add(&lookup, i)]++;
	for (size_t i = 0; i < votes->count; i++) {
		uint32_t *best = &votes->best[group_of(groups, votes->facts[i])];

		if (*best == 0 || votes->counts[i] > votes->counts[*best - 1])
			*best = (uint32_t)i + 1;
	}
}

/* Of ten that ought to agree, one that does not is blamed, and not the nine that came after it. */
static void judge_votes(struct set *set, struct rule *rule, const struct groups *groups)
{
	const struct fact_list *facts = groups->facts;
	struct votes votes;

	gather_votes(&votes, groups, &set->mem);
	count_votes(&votes, groups, &set->mem);
	for (size_t i = 0; i < votes.count; i++) {
		size_t fact = votes.facts[i];
		size_t prevailing = votes.facts[votes.best[group_of(groups, fact)] - 1];

		if (facts_value(facts, fact) != facts_value(facts, prevailing))
			report_pair(set, rule, facts_at(facts, fact), facts_at(facts, prevailing),
				"differs from this");
	}
}

void judge_same(struct set *set, struct relation_facts *relation)
{
	struct mem_mark mark = mem_mark(&set->mem);
	struct groups groups;

	if (!relation->list.values) /* all have the same */
		return;
	find_groups(&groups, &relation->list, &set->mem);
	if (groups.any_differ)
		judge_votes(set, relation->rule, &groups);
	mem_rewind(&set->mem, mark);
}

/* Whether all documents that a rule is for were given: what is alike in some may be diverse in all. */
static bool are_whole(const struct set *set, const struct rule *rule)
{
	for (size_t i = 0; i < rule->nkinds; i++) {
		const struct kind *kind = packs_find_kind(set->lint->packs, rule->kinds[i]);

		if (!kind || facts_extent(set, kind) != EXTENT_WHOLE)
			return false;
	}
	return true;
}

void judge_diverse(struct set *set, struct relation_facts *relation)
{
	const struct fact_list *facts = &relation->list;
	struct mem_mark mark = mem_mark(&set->mem);
	struct groups groups;

	if (!are_whole(set, relation->rule))
		return;
	find_groups(&groups, facts, &set->mem);
	for (size_t i = 0; i < facts->count; i++) {
		if (groups.counts[i] == 0 || groups.counts[i] < relation->rule->relation->least ||
		    groups.differ[i])
			continue;
		report(set, relation->rule, facts_at(facts, i), NULL, NULL);
		recall_forget(set);
	}
	mem_rewind(&set->mem, mark);
}

/* }=== */
