#include "lint/gather.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/node.h"
#include "lint/active.h"
#include "lint/facts.h"
#include "lint/key.h"
#include "pack/pack.h"
#include "query/query.h"

/* A part of keys, or a value: what an expression gives of the document. */
struct part {
	const struct expression *expression;
	enum key_form form;
	uint64_t hash; /* of what the document has; 0: nothing */
};

struct parts {
	struct part *items;
	size_t count, cap;
};

/* What one relation keeps of a document, or of each node in it that the rule is given. */
struct step {
	const struct rule *rule;
	struct fact_list *list;
	const struct expression *given; /* NULL: the document */
	const struct expression *when;  /* NULL: always */
	struct parts own;               /* of such a node; those of the document all steps have */
	const size_t *keys;             /* parts */
	size_t nkeys;
	size_t value;                    /* same, diverse: a part */
	const struct expression *prefix; /* disjoint; NULL: it is none */
};

struct gather {
	struct mem mem;
	const struct kind *kind;
	struct rule *const *of; /* where these two are the same, the active relations are */
	const struct settings *settings;
	struct active_relation *made_for; /* what was active */
	size_t nmade_for;
	struct parts parts;
	struct step *steps;
	size_t nsteps;
	size_t identity; /* a part, if the kind has one */
};

/* {=== making === */

static size_t part_of(struct parts *parts, const struct expression *expression, enum key_form form)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->items[i].expression == expression && parts->items[i].form == form)
			return i;
	parts->items = heap_grow(parts->items, &parts->cap, parts->count + 1,
		sizeof(*parts->items));
	parts->items[parts->count] = (struct part){ expression, form, 0 };
	return parts->count++;
}

static void set_keys(struct gather *gather, struct step *step, const struct expression *const *keys,
	size_t n, enum key_form form)
{
	struct parts *parts = step->given ? &step->own : &gather->parts;
	size_t *places = mem_alloc(&gather->mem, (n + 1) * sizeof(*places));

	for (size_t i = 0; i < n; i++)
		places[i] = part_of(parts, keys[i], form);
	step->keys = places;
	step->nkeys = n;
}

/* Of a join only its other side is kept: what it examines is read again in the end anyway. */
static void add_side(struct gather *gather, struct relation_facts *facts)
{
	const struct relation *relation = facts->rule->relation;
	struct step *step = &gather->steps[gather->nsteps];

	if (facts->twin)
		return;
	gather->nsteps++;
	*step = (struct step){ .rule = facts->rule, .list = &facts->list };
	set_keys(gather, step, relation->other_keys, relation->nkeys, KEY_VALUE);
}

static void add_examined(struct gather *gather, struct relation_facts *facts)
{
	const struct rule *rule = facts->rule;
	const struct relation *relation = rule->relation;
	struct step *step = &gather->steps[gather->nsteps++];

	*step = (struct step){
		.rule = rule,
		.list = &facts->list,
		.given = rule->given,
		.when = rule->when,
	};
	set_keys(gather, step, relation->keys, relation->nkeys,
		rule->type == RULE_UNIQUE ? relation->form : KEY_VALUE);
	if (rule->type == RULE_DISJOINT)
		step->prefix = relation->value;
	else if (rule->type != RULE_UNIQUE)
		step->value = part_of(step->given ? &step->own : &gather->parts, relation->value,
			relation->form);
}

static struct gather *make(struct set *set, const struct kind *kind, const struct active *active)
{
	struct gather *gather = heap_zalloc(sizeof(*gather));
	size_t n = active->nrelations;

	gather->kind = kind;
	gather->made_for = mem_alloc(&gather->mem, (n + 1) * sizeof(*gather->made_for));
	memcpy(gather->made_for, active->relations, n * sizeof(*gather->made_for));
	gather->nmade_for = n;
	gather->steps = mem_alloc(&gather->mem, (n + 1) * sizeof(*gather->steps));
	for (size_t i = 0; i < n; i++) {
		struct relation_facts *facts = facts_of(set, active->relations[i].rule);

		if (facts->rule->type != RULE_JOIN)
			add_examined(gather, facts);
		else if (active->relations[i].role & RULE_JOINS)
			add_side(gather, facts);
	}
	if (kind->identity)
		gather->identity = part_of(&gather->parts, kind->identity, KEY_VALUE);
	return gather;
}

static bool is_made_for(const struct gather *gather, const struct active *active)
{
	if (!gather || gather->nmade_for != active->nrelations)
		return false;
	for (size_t i = 0; i < active->nrelations; i++)
		if (gather->made_for[i].rule != active->relations[i].rule ||
		    gather->made_for[i].role != active->relations[i].role)
			return false;
	return true;
}

/* The place for that of a kind. */
static struct gather **find_place(struct set *set, const struct kind *kind)
{
	if (kind->index >= set->gathers_cap)
		set->gathers = heap_grow_zero(set->gathers, &set->gathers_cap, kind->index + 1,
			sizeof(struct gather *));
	return &set->gathers[kind->index];
}

struct gather *gather_of(struct set *set, const struct kind *kind, const struct active *active)
{
	struct gather **place = find_place(set, kind), *gather = *place;

	if (gather && gather->of == active->of && gather->settings == active->settings)
		return gather;
	if (!is_made_for(gather, active)) {
		gather_free(gather);
		*place = gather = make(set, kind, active);
	}
	gather->of = active->of;
	gather->settings = active->settings;
	return gather;
}

void gather_free(struct gather *gather)
{
	if (!gather)
		return;
	for (size_t i = 0; i < gather->nsteps; i++)
		free(gather->steps[i].own.items);
	free(gather->parts.items);
	mem_release(&gather->mem);
	free(gather);
}

/* }=== */

/* {=== a document === */

static void hash_parts(struct set *set, const struct parts *parts, const struct node *current)
{
	for (size_t i = 0; i < parts->count; i++) {
		struct part *part = &parts->items[i];

		part->hash = key_hash(expression_value(set->lint->run, part->expression, current),
			part->form);
	}
}

/* The hash of a key of such parts; 0 if one of them has none. */
static uint64_t hash_key(const struct step *step, const struct part *parts)
{
	uint64_t key = KEY_EMPTY;

	for (size_t i = 0; i < step->nkeys; i++) {
		uint64_t hash = parts[step->keys[i]].hash;

		if (hash == 0)
			return 0;
		key = key_append(key, hash);
	}
	return key;
}

/* The address or prefix of a node that is to be disjoint with others; NULL if it has none. */
static const struct prefix *find_prefix(struct set *set, const struct step *step,
	const struct node *current)
{
	const struct node *value = expression_value(set->lint->run, step->prefix, current);

	return value ? node_prefix(value) : NULL;
}

/* Keeps the fact of a node, whose parts are these, if the relation speaks of it. */
static void keep(struct set *set, const struct step *step, const struct part *parts,
	const struct node *current, struct fact fact)
{
	struct fact_list *list = step->list;
	const struct prefix *prefix = NULL;
	uint64_t key = hash_key(step, parts);
	size_t at;

	/* What has no value is of no group. */
	if (key == 0 || ((list->columns & FACTS_OF_VALUES) && parts[step->value].hash == 0))
		return;
	if (step->prefix && !(prefix = find_prefix(set, step, current)))
		return;
	if (step->when && expression_test(set->lint->run, step->when, current) != TRUTH_TRUE)
		return;
	if (!facts_reserve(list, 1))
		return;
	at = facts_put(list, key, fact);
	if (list->columns & FACTS_OF_VALUES)
		facts_set_value(list, at, parts[step->value].hash);
	if (prefix)
		facts_set_prefix(list, at, prefix);
}

/* The same for each of the nodes that the rule is given. */
static void keep_given(struct set *set, const struct step *step, const struct node *whole,
	uint32_t document)
{
	const struct node *const *nodes;
	size_t n = expression_nodes(set->lint->run, step->given, whole, &nodes);

	for (size_t i = 0; i < n && i < FACT_NODES; i++) {
		hash_parts(set, &step->own, nodes[i]);
		keep(set, step, step->own.items, nodes[i], (struct fact){ document, (uint32_t)i });
	}
}

void gather_add(struct set *set, struct gather *gather, const struct node *whole,
	uint32_t document)
{
	struct timing *timing = set->lint->options.timing;
	const struct part *parts = gather->parts.items;
	uint64_t identity;

	hash_parts(set, &gather->parts, whole);
	identity = gather->kind->identity ? parts[gather->identity].hash : 0;
	if (identity != 0)
		set->identities[document] = key_append(gather->kind->index, identity);
	for (size_t i = 0; i < gather->nsteps; i++) {
		const struct step *step = &gather->steps[i];
		size_t before = timing_enter(timing, TIMED_RULES + step->rule->index);

		if (step->given)
			keep_given(set, step, whole, document);
		else
			keep(set, step, parts, whole, (struct fact){ document, 0 });
		timing_leave(timing, before);
	}
}

/* }=== */
