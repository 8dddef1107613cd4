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
	struct lint_place place = fact->document->place;
	const struct node *node = NULL;

	key_begin(set, fact);
	if (rule->report->at)
		node = expression_first(set->lint->run, rule->report->at, fact->current);
	place.node = node ? node : fact->current;
	return place;
}

/* Reports later, the other being the first of its kind. */
static void report_pair(struct set *set, struct rule *rule, const struct fact *first,
	const struct fact *later, const char *what)
{
	struct lint_place other;

	rule_prepare_report(set->lint->packs, rule);
	other = place_of_fact(set, rule, first);
	key_begin(set, later);
	later->document->place.file->kind = later->document->kind;
	verdict_report(set->lint, &(struct verdict){
		.rule = rule,
		.current = later->current,
		.subject = later->document->place,
		.extra = &other,
		.extra_message = what,
	});
}

void judge_unique(struct set *set, struct relation_facts *relation)
{
	struct rule *rule = relation->rule;
	struct fact_list *facts = &relation->a;

	facts_sort_by_hash(facts);
	for (size_t i = 0, first = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->items[i];

		if (fact->hash != facts->items[first].hash) {
			first = i;
			continue;
		}
		if (i > first && fact->document != facts->items[first].document &&
		    key_is_same(set, rule, &facts->items[first], fact))
			report_pair(set, rule, &facts->items[first], fact, "first used here");
	}
}

/*
 * Sorted by network, a prefix comes after all that contain it: a stack of those that are still open
 * finds the overlaps in one pass. Of a pair the document that came later is blamed.
 */
void judge_disjoint(struct set *set, struct relation_facts *relation)
{
	struct rule *rule = relation->rule;
	struct fact_list *facts = &relation->a;
	size_t depth = 0;
	const struct fact **open = heap_alloc((facts->count + 1) * sizeof(*open));

	facts_sort_by_prefix(facts);
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->items[i];

		while (depth > 0 && (open[depth - 1]->hash != fact->hash ||
				     !prefix_contains(&open[depth - 1]->prefix, &fact->prefix)))
			depth--;
		if (depth > 0 && open[depth - 1]->document != fact->document &&
		    key_is_same(set, rule, open[depth - 1], fact)) {
			const struct fact *other = open[depth - 1];
			bool later = facts_is_before(other, fact);

			report_pair(set, rule, later ? other : fact, later ? fact : other,
				"overlaps with this");
		}
		open[depth++] = fact;
	}
	free(open);
}

/*
 * The facts of a group whose value most of them have; where as many have another, the value
 * that came first.
 */
static struct fact find_prevailing(const struct fact *group, size_t n)
{
	size_t best = 0, most = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && group[end].value == group[i].value; end++)
			;
		if (end - i < most || (end - i == most && facts_is_before(&group[best], &group[i])))
			continue;
		best = i;
		most = end - i;
	}
	return group[best];
}

/* Of ten that ought to agree, one that does not is blamed, and not the nine that came after it. */
static void judge_same_group(struct set *set, struct rule *rule, struct fact *group, size_t n)
{
	struct fact prevailing = find_prevailing(group, n);

	facts_sort_by_hash(&(struct fact_list){ group, n, n });
	for (size_t i = 0; i < n; i++)
		if (group[i].value != prevailing.value && key_is_same(set, rule, &prevailing, &group[i]))
			report_pair(set, rule, &prevailing, &group[i], "differs from this");
}

static void judge_diverse_group(struct set *set, struct rule *rule, struct fact *group, size_t n)
{
	const struct lint_place *place = &group->document->place;

	/* They are sorted by value: where the first and the last are equal, all are. */
	if (n < rule->relation.least || group[0].value != group[n - 1].value)
		return;
	key_begin(set, group);
	place->file->kind = group->document->kind;
	verdict_report(set->lint, &(struct verdict){
		.rule = rule,
		.current = group->current,
		.subject = *place,
	});
}

typedef void judge_group(struct set *set, struct rule *rule, struct fact *group, size_t n);

/* Calls judge with the facts of each key, sorted by value. */
static void judge_groups(struct set *set, struct relation_facts *relation, judge_group *judge)
{
	struct fact_list *facts = &relation->a;

	facts_sort_by_value(facts);
	for (size_t i = 0, end; i < facts->count; i = end) {
		for (end = i + 1; end < facts->count && facts->items[end].hash == facts->items[i].hash;
			end++)
			;
		judge(set, relation->rule, &facts->items[i], end - i);
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
