#include "lint/judge.h"

#include <stdlib.h>

#include "base/mem.h"
#include "json/node.h"
#include "lint/facts.h"
#include "lint/key.h"
#include "lint/verdict.h"
#include "net/prefix.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"

/* The place of a fact as the rule's at has it. */
static struct lint_place place_of_fact(struct set *set, const struct rule *rule,
	const struct fact *fact)
{
	const struct node *current = key_current(set, rule, fact), *node = NULL;
	struct lint_place place = recall_document(set, fact->document);

	if (rule->report->at)
		node = expression_first(set->lint->run, rule->report->at, current);
	place.node = node ? node : current;
	return place;
}

/* Reports a fact, with the place of another one that it speaks of, if that is not NULL. */
static void report(struct set *set, struct rule *rule, const struct fact *fact,
	const struct lint_place *other, const char *what)
{
	const struct node *current = key_current(set, rule, fact);
	struct lint_place place = recall_document(set, fact->document);

	place.file->kind = facts_kind(set, fact);
	verdict_report(set->lint, &(struct verdict){
		.rule = rule,
		.current = current,
		.subject = place,
		.extra = other,
		.extra_message = what,
	});
}

/* Reports later, the other being the first of its kind. */
static void report_pair(struct set *set, struct rule *rule, const struct fact *first,
	const struct fact *later, const char *what)
{
	struct lint_place other;

	rule_prepare_report(set->lint->packs, rule);
	other = place_of_fact(set, rule, first);
	report(set, rule, later, &other, what);
	recall_forget(set);
}

void judge_unique(struct set *set, struct relation_facts *relation)
{
	struct rule *rule = relation->rule;
	struct fact_list *facts = &relation->a;

	facts_sort_by_hash(facts);
	for (size_t i = 0, first = 0; i < facts->count; i++) {
		const struct fact *fact = facts_at(facts, i), *other = facts_at(facts, first);

		if (fact->hash != other->hash) {
			first = i;
			continue;
		}
		if (i > first && fact->document != other->document &&
		    key_is_same(set, rule, other, fact))
			report_pair(set, rule, other, fact, "first used here");
	}
}

static bool contains(const struct fact *outer, const struct fact *inner)
{
	struct prefix around = facts_prefix(outer), prefix = facts_prefix(inner);

	return outer->hash == inner->hash && prefix_contains(&around, &prefix);
}

/*
 * Sorted by network, a prefix comes after all that contain it: a stack of those that are still open
 * finds the overlaps in one pass. Of a pair the document that came later is blamed.
 */
void judge_disjoint(struct set *set, struct relation_facts *relation)
{
	struct rule *rule = relation->rule;
	struct fact_list *facts = &relation->a;
	size_t depth = 0, cap = 0;
	const struct fact **open = NULL;

	facts_sort_by_prefix(facts);
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = facts_at(facts, i);

		while (depth > 0 && !contains(open[depth - 1], fact))
			depth--;
		if (depth > 0 && open[depth - 1]->document != fact->document &&
		    key_is_same(set, rule, open[depth - 1], fact)) {
			const struct fact *other = open[depth - 1];
			bool later = facts_is_before(other, fact);

			report_pair(set, rule, later ? other : fact, later ? fact : other,
				"overlaps with this");
		}
		open = heap_grow(open, &cap, depth + 1, sizeof(*open));
		open[depth++] = fact;
	}
	free(open);
}

/*
 * The fact of a group whose value most of them have; where as many have another, the value
 * that came first.
 */
static const struct fact *find_prevailing(const struct fact_list *group)
{
	const struct fact *best = facts_at(group, 0);
	size_t most = 0;

	for (size_t i = 0, end; i < group->count; i = end) {
		const struct fact *fact = facts_at(group, i);

		for (end = i + 1; end < group->count && facts_at(group, end)->extra[0] == fact->extra[0];
			end++)
			;
		if (end - i < most || (end - i == most && facts_is_before(best, fact)))
			continue;
		best = fact;
		most = end - i;
	}
	return best;
}

/* Of ten that ought to agree, one that does not is blamed, and not the nine that came after it. */
static void judge_same_group(struct set *set, struct rule *rule, const struct fact_list *group)
{
	const struct fact *prevailing = find_prevailing(group);

	for (size_t i = 0; i < group->count; i++) {
		const struct fact *fact = facts_at(group, i);

		if (fact->extra[0] != prevailing->extra[0] && key_is_same(set, rule, prevailing, fact))
			report_pair(set, rule, prevailing, fact, "differs from this");
	}
}

static void judge_diverse_group(struct set *set, struct rule *rule, const struct fact_list *group)
{
	/* They are sorted by value: where the first and the last are equal, all are. */
	if (group->count < rule->relation.least ||
	    facts_at(group, 0)->extra[0] != facts_at(group, group->count - 1)->extra[0])
		return;
	report(set, rule, facts_at(group, 0), NULL, NULL);
	recall_forget(set);
}

typedef void judge_group(struct set *set, struct rule *rule, const struct fact_list *group);

/* Calls judge with the facts of each key, sorted by value. */
static void judge_groups(struct set *set, struct relation_facts *relation, judge_group *judge)
{
	struct fact_list *facts = &relation->a;

	facts_sort_by_value(facts);
	for (size_t i = 0, end; i < facts->count; i = end) {
		const struct fact *fact = facts_at(facts, i);

		for (end = i + 1; end < facts->count && facts_at(facts, end)->hash == fact->hash; end++)
			;
		judge(set, relation->rule,
			&(struct fact_list){ facts_at(facts, i), facts->size, end - i, 0 });
	}
}

void judge_same(struct set *set, struct relation_facts *relation)
{
	judge_groups(set, relation, judge_same_group);
}

/* What is all alike in the documents that were given may be diverse in all that there are. */
void judge_diverse(struct set *set, struct relation_facts *relation)
{
	const struct rule *rule = relation->rule;

	for (size_t i = 0; i < rule->nkinds; i++) {
		const struct kind *kind = packs_find_kind(set->lint->packs, rule->kinds[i]);

		if (!kind || facts_extent(set, kind) != EXTENT_WHOLE)
			return;
	}
	judge_groups(set, relation, judge_diverse_group);
}
