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

/* A part of keys: what an expression gives of the document. */
struct part {
	const struct expression *expression;
	enum key_form form;
	uint64_t round; /* in which the hash was made */
	uint64_t hash;
};

/* What one relation keeps of a document. */
struct step {
	struct rule *rule;
	struct fact_list *list;
	const struct expression *given, *when; /* NULL: the document; always */
	const size_t *keys; /* parts */
	size_t nkeys;
	size_t value; /* same, diverse: a part */
	const struct expression *prefix; /* disjoint; NULL: it is none */
};

struct gather {
	struct mem mem;
	const struct kind *kind;
	struct rule *const *of; /* as the active relations have these two, that they are the same shows at once */
	const struct settings *settings;
	struct active_relation *made_for; /* what was active */
	size_t nmade_for;
	struct part *parts;
	size_t nparts, parts_cap;
	struct step *steps;
	size_t nsteps;
	size_t identity; /* a part, if the kind has one */
	uint64_t round;  /* a document each */
	const struct node *whole; /* the document */
};

/* {=== making === */

static size_t part_of(struct gather *gather, const struct expression *expression,
	enum key_form form)
{
	for (size_t i = 0; i < gather->nparts; i++)
		if (gather->parts[i].expression == expression && gather->parts[i].form == form)
			return i;
	gather->parts = heap_grow(gather->parts, &gather->parts_cap, gather->nparts + 1,
		sizeof(*gather->parts));
	gather->parts[gather->nparts] = (struct part){ .expression = expression, .form = form };
	return gather->nparts++;
}

static void set_keys(struct gather *gather, struct step *step, const struct expression *const *keys,
	size_t n, enum key_form form)
{
	size_t *parts = mem_alloc(&gather->mem, (n + 1) * sizeof(*parts));

	for (size_t i = 0; i < n; i++)
		parts[i] = part_of(gather, keys[i], form);
	step->keys = parts;
	step->nkeys = n;
}

/* Of a join only its other side is kept: the documents that it examines are read again in the end anyway. */
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
	struct rule *rule = facts->rule;
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
		step->value = part_of(gather, relation->value, relation->form);
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
		gather->identity = part_of(gather, kind->identity, KEY_VALUE);
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
	size_t old = set->gathers_cap;

	if (kind->index >= old) {
		set->gathers = heap_grow(set->gathers, &set->gathers_cap, kind->index + 1,
			sizeof(*set->gathers));
		memset(set->gathers + old, 0, (set->gathers_cap - old) * sizeof(*set->gathers));
	}
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
	free(gather->parts);
	mem_release(&gather->mem);
	free(gather);
}

/* }=== */

/* {=== a document === */

static uint64_t make_hash(struct set *set, const struct part *part, const struct node *current)
{
	return key_hash(expression_value(set->lint->run, part->expression, current), part->form);
}

/* The hash of a part for a node, or 0: of the document itself it is made once. */
static inline uint64_t hash_of(struct set *set, struct gather *gather, size_t i,
	const struct node *current)
{
	struct part *part = &gather->parts[i];

	if (current != gather->whole)
		return make_hash(set, part, current);
	if (part->round != gather->round) {
		part->round = gather->round;
		part->hash = make_hash(set, part, current);
	}
	return part->hash;
}

/* That of the key, or 0. */
static uint64_t hash_key(struct set *set, struct gather *gather, const struct step *step,
	const struct node *current)
{
	uint64_t key = KEY_EMPTY;

	for (size_t i = 0; i < step->nkeys; i++) {
		uint64_t hash = hash_of(set, gather, step->keys[i], current);

		if (hash == 0)
			return 0;
		key = key_append(key, hash);
	}
	return key;
}

static const struct prefix *find_prefix(struct set *set, const struct expression *expression,
	const struct node *current)
{
	const struct node *value = expression_value(set->lint->run, expression, current);

	return value ? node_prefix(value) : NULL;
}

/* Keeps the fact of one examined node, if the relation speaks of it. */
static void add_fact(struct set *set, struct gather *gather, const struct step *step,
	const struct node *current, struct fact fact)
{
	struct fact_list *list = step->list;
	const struct prefix *prefix = NULL;
	uint64_t key, value = 0;
	size_t i;

	if (step->when && expression_test(set->lint->run, step->when, current) != TRUTH_TRUE)
		return;
	if (step->prefix && !(prefix = find_prefix(set, step->prefix, current)))
		return;
	/* What has no value is of no group. */
	if (list->values && (value = hash_of(set, gather, step->value, current)) == 0)
		return;
	key = hash_key(set, gather, step, current);
	if (key == 0)
		return;
	i = facts_put(list, key, fact);
	if (list->values)
		list->values[i] = value;
	if (prefix)
		facts_set_prefix(list, i, prefix);
}

static void take_step(struct set *set, struct gather *gather, const struct step *step,
	uint32_t document)
{
	const struct node *const *nodes = &gather->whole;
	size_t n = 1;

	if (step->given)
		n = expression_nodes(set->lint->run, step->given, gather->whole, &nodes);
	if (n > FACT_NODES)
		n = FACT_NODES;
	if (!facts_reserve(step->list, n))
		return;
	for (size_t i = 0; i < n; i++)
		add_fact(set, gather, step, nodes[i], (struct fact){ document, (uint32_t)i });
}

void gather_add(struct set *set, struct gather *gather, const struct node *whole, uint32_t document)
{
	struct timing *timing = set->lint->options.timing;
	uint64_t hash;

	gather->round++;
	gather->whole = whole;
	if (gather->kind->identity && (hash = hash_of(set, gather, gather->identity, whole)) != 0)
		set->identities[document] = key_append(gather->kind->index, hash);
	for (size_t i = 0; i < gather->nsteps; i++) {
		size_t before = timing_enter(timing, TIMED_RULES + gather->steps[i].rule->index);

		take_step(set, gather, &gather->steps[i], document);
		timing_leave(timing, before);
	}
}

/* }=== */
