#include "lint/set.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "json/hash.h"
#include "json/names.h"
#include "json/node.h"
#include "lint/active.h"
#include "lint/emit.h"
#include "lint/facts.h"
#include "lint/judge.h"
#include "lint/key.h"
#include "lint/recall.h"
#include "net/prefix.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"

struct set *set_new(struct lint *lint)
{
	struct set *set = heap_zalloc(sizeof(*set));

	set->lint = lint;
	buf_init(&set->key);
	buf_init(&set->other_key);
	buf_init(&set->recall.text);
	facts_init(&set->identities, 0);
	/* The members of what a join is judged on. */
	names_add(lint->packs->names, "a", 1);
	names_add(lint->packs->names, "b", 1);
	return set;
}

void set_free(struct set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->relations_cap; i++) {
		if (!set->relations[i])
			continue;
		free(set->relations[i]->a.bytes);
		free(set->relations[i]->b.bytes);
	}
	free(set->relations);
	free(set->documents);
	free(set->parents);
	free(set->identities.bytes);
	free(set->extents);
	buf_release(&set->key);
	buf_release(&set->other_key);
	recall_release(&set->recall);
	mem_release(&set->mem);
	free(set);
}

/* Gives the fact the hash of its key; false if it has none. */
static bool add_key(struct set *set, const struct expression *const *keys, size_t n, enum key_form form,
	const struct node *current, struct fact *fact)
{
	if (!key_make(set, keys, n, form, current, &set->key))
		return false;
	fact->hash = hash_fixed(set->key.data, set->key.length);
	return true;
}

static bool add_disjoint(struct set *set, const struct rule *rule, const struct node *current,
	struct fact *fact)
{
	const struct relation *relation = &rule->relation;
	const struct node *value = expression_value(set->lint->run, relation->value, current);
	const struct prefix *prefix = value ? node_prefix(value) : NULL;
	struct prefix network;

	if (!prefix)
		return false;
	network = prefix_network(prefix);
	facts_set_prefix(fact, &network);
	return add_key(set, relation->keys, relation->nkeys, KEY_VALUE, current, fact);
}

/* For same and diverse: what has no value is of no group. */
static bool add_to_group(struct set *set, const struct rule *rule, const struct node *current,
	struct fact *fact)
{
	const struct relation *relation = &rule->relation;

	if (!key_make(set, &relation->value, 1, relation->form, current, &set->key))
		return false;
	fact->extra[0] = hash_fixed(set->key.data, set->key.length);
	return add_key(set, relation->keys, relation->nkeys, KEY_VALUE, current, fact);
}

/* Makes the fact of one examined node; false if the relation does not speak of it. */
static bool make_fact(struct set *set, const struct rule *rule, const struct node *current,
	struct fact *fact)
{
	const struct relation *relation = &rule->relation;

	if (rule->type != RULE_JOIN && rule->when &&
	    expression_test(set->lint->run, rule->when, current) != TRUTH_TRUE)
		return false;
	switch (rule->type) {
	case RULE_DISJOINT:
		return add_disjoint(set, rule, current, fact);
	case RULE_SAME:
	case RULE_DIVERSE:
		return add_to_group(set, rule, current, fact);
	default:
		return add_key(set, relation->keys, relation->nkeys, relation->form, current, fact);
	}
}

/* The next fact of a list, for the nth node that a relation examines in a document. */
static struct fact *open_fact(struct fact_list *list, uint32_t document, size_t n)
{
	struct fact *fact = facts_open(list);

	fact->document = document;
	fact->node = (uint32_t)n;
	return fact;
}

static void add_to_relation(struct set *set, struct rule *rule, const struct node *whole,
	uint32_t document, unsigned role)
{
	struct relation_facts *facts = facts_of(set, rule);
	const struct relation *relation = &rule->relation;
	const struct node *const *nodes = &whole;
	size_t n = 1;

	if (role & RULE_JOINS) {
		if (add_key(set, relation->other_keys, relation->nkeys, KEY_VALUE, whole,
			    open_fact(&facts->b, document, 0)))
			facts->b.count++;
		facts->has_b = true;
	}
	if (!(role & RULE_EXAMINES) || facts->twin)
		return;
	if (rule->given)
		n = expression_nodes(set->lint->run, rule->given, whole, &nodes);
	for (size_t i = 0; i < n && i < FACT_NODES; i++)
		if (make_fact(set, rule, nodes[i], open_fact(&facts->a, document, i)))
			facts->a.count++;
}

/* {=== copies === */

/* Writes what a document is told by into key; gives the node, or NULL if it is told by nothing. */
static const struct node *identify(struct set *set, const struct node *document,
	const struct kind *kind, struct buf *key)
{
	const struct node *identity = NULL;

	if (kind->identity)
		identity = expression_value(set->lint->run, kind->identity, document);
	buf_clear(key);
	if (!identity)
		return NULL;
	buf_puts(key, kind->id);
	buf_putc(key, '\0');
	facts_print_value(key, identity);
	return identity;
}

static void add_identity(struct set *set, const struct node *whole, const struct kind *kind,
	uint32_t document)
{
	struct fact *fact;

	if (!identify(set, whole, kind, &set->key))
		return;
	fact = open_fact(&set->identities, document, 0);
	fact->hash = hash_fixed(set->key.data, set->key.length);
	set->identities.count++;
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
static bool is_copy(struct set *set, const struct fact *first, const struct fact *later)
{
	struct lint_place original = key_begin(set, first), copy;
	const struct node *identity;

	identify(set, original.node, facts_kind(set, first), &set->key);
	copy = key_begin(set, later);
	identity = identify(set, copy.node, facts_kind(set, later), &set->other_key);
	if (!identity || set->key.length != set->other_key.length ||
	    memcmp(set->key.data, set->other_key.data, set->key.length) != 0)
		return false;
	if (!node_equal(original.node, copy.node)) {
		copy.file->kind = facts_kind(set, later);
		report_conflict(set, &copy, &original, identity);
	}
	return true;
}

/* Of the documents of one identity only the first counts. */
static void find_copies(struct set *set)
{
	struct fact_list *facts = &set->identities;
	bool any = false;

	facts_sort_by_hash(facts);
	for (size_t i = 1, first = 0; i < facts->count; i++) {
		const struct fact *fact = facts_at(facts, i), *other = facts_at(facts, first);

		if (fact->hash != other->hash) {
			first = i;
			continue;
		}
		if (is_copy(set, other, fact)) {
			set->documents[fact->document].flags |= DOCUMENT_COPY;
			any = true;
		}
		recall_forget(set);
	}
	if (any)
		facts_drop_copies(set);
}

/* }=== */

void set_add(struct set *set, const struct lint_place *place, const struct kind *kind,
	const struct active *active)
{
	struct timing *timing = set->lint->options.timing;
	uint32_t document;
	size_t before;

	if (set->ndocuments == UINT32_MAX)
		return;
	before = timing_enter(timing, TIMED_SET);
	document = facts_keep(set, place, kind);
	add_identity(set, place->node, kind, document);
	for (size_t i = 0; i < active->nrelations; i++) {
		struct rule *rule = active->relations[i].rule;

		timing_enter(timing, TIMED_RULES + rule->index);
		add_to_relation(set, rule, place->node, document, active->relations[i].role);
		timing_leave(timing, TIMED_SET);
	}
	timing_leave(timing, before);
}

/* {=== going back === */

/* How many facts a relation had. */
struct set_counts {
	size_t a, b;
	bool has_b;
};

struct set_mark set_mark(const struct set *set)
{
	struct set_mark mark = {
		.ndocuments = set->ndocuments,
		.nidentities = set->identities.count,
		.relations = heap_zalloc((set->relations_cap + 1) * sizeof(*mark.relations)),
		.nrelations = set->relations_cap,
		.extents = heap_zalloc((set->nextents + 1) * sizeof(*mark.extents)),
		.nextents = set->nextents,
	};

	for (size_t i = 0; i < set->relations_cap; i++)
		if (set->relations[i])
			mark.relations[i] = (struct set_counts){
				set->relations[i]->a.count,
				set->relations[i]->b.count,
				set->relations[i]->has_b,
			};
	if (set->nextents > 0)
		memcpy(mark.extents, set->extents, set->nextents * sizeof(*mark.extents));
	return mark;
}

void set_rewind(struct set *set, const struct set_mark *mark)
{
	set->ndocuments = mark->ndocuments;
	set->identities.count = mark->nidentities;
	for (size_t i = 0; i < set->relations_cap; i++) {
		struct set_counts counts = { 0 };

		if (i < mark->nrelations)
			counts = mark->relations[i];
		if (!set->relations[i])
			continue;
		set->relations[i]->a.count = counts.a;
		set->relations[i]->b.count = counts.b;
		set->relations[i]->has_b = counts.has_b;
	}
	set->nextents = mark->nextents;
	if (mark->nextents > 0)
		memcpy(set->extents, mark->extents, mark->nextents * sizeof(*mark->extents));
}

void set_mark_release(struct set_mark *mark)
{
	free(mark->relations);
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
	find_copies(set);
	for (size_t i = 0; i < set->relations_cap; i++) {
		const struct rule *rule = set->relations[i] ? set->relations[i]->rule : NULL;

		if (!rule || !judges[rule->type])
			continue;
		timing_enter(timing, TIMED_RULES + rule->index);
		judges[rule->type](set, set->relations[i]);
	}
	timing_enter(timing, TIMED_JOINS);
	judge_joins(set);
	timing_leave(timing, before);
}
