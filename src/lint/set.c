#include "lint/set.h"

#include "base/buf.h"
#include "json/node.h"
#include "lint/emit.h"
#include "lint/facts.h"
#include "lint/judge.h"
#include "lint/key.h"
#include "net/prefix.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"

/* Gives the fact the hash of its key; false if it has none. */
static bool add_key(struct set *set, const struct expression *const *keys, size_t n, enum key_form form,
	const struct node *current, struct fact *fact)
{
	if (!key_make(set, keys, n, form, current, &set->key))
		return false;
	fact->hash = facts_hash(set->key.data, set->key.length);
	return true;
}

static bool add_disjoint(struct set *set, const struct rule *rule, const struct node *current,
	struct fact *fact)
{
	const struct relation *relation = &rule->relation;
	const struct node *value = expression_value(set->lint->run, relation->value, current);

	if (!value || node_type(value) != NODE_STRING ||
	    prefix_parse(node_text(value), value->length, PREFIX_ANY, &fact->prefix))
		return false;
	fact->prefix = prefix_network(&fact->prefix);
	return add_key(set, relation->keys, relation->nkeys, KEY_VALUE, current, fact);
}

/* For same and diverse: what has no value is of no group. */
static bool add_to_group(struct set *set, const struct rule *rule, const struct node *current,
	struct fact *fact)
{
	const struct relation *relation = &rule->relation;

	if (!key_make(set, &relation->value, 1, relation->form, current, &set->key))
		return false;
	fact->value = facts_hash(set->key.data, set->key.length);
	return add_key(set, relation->keys, relation->nkeys, KEY_VALUE, current, fact);
}

/* The fact of one examined node; false if the relation does not speak of it. */
static bool make_fact(struct set *set, const struct rule *rule, const struct node *current,
	struct fact *fact)
{
	const struct relation *relation = &rule->relation;

	fact->current = current;
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

static void add_to_relation(struct set *set, struct rule *rule, const struct set_document *document,
	unsigned role)
{
	struct relation_facts *facts = facts_of(set, rule);
	const struct relation *relation = &rule->relation;
	const struct node *whole = document->place.node;
	const struct node *const *nodes = &whole;
	size_t n = 1;

	if (role & RULE_JOINS) {
		struct fact fact = { .document = document, .current = whole };

		if (add_key(set, relation->other_keys, relation->nkeys, KEY_VALUE, whole, &fact))
			facts_append(&facts->b, &fact);
		facts->has_b = true;
	}
	if (!(role & RULE_EXAMINES))
		return;
	if (rule->given)
		n = expression_nodes(set->lint->run, rule->given, whole, &nodes);
	for (size_t i = 0; i < n; i++) {
		struct fact fact = { .document = document };

		if (make_fact(set, rule, nodes[i], &fact))
			facts_append(&facts->a, &fact);
	}
}

static void report_conflict(struct set *set, const struct lint_place *document,
	const struct lint_place *first, const struct node *identity)
{
	static const char *const message = "the other copy";
	struct lint_place place = *document;

	if (identity && identity->parent)
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

/* Whether the set has a document of this identity already; then it is judged, and not added. */
static bool is_known(struct set *set, const struct lint_place *document, struct kind *kind)
{
	const struct node *identity;
	const struct set_document *first;

	if (!kind->identity)
		return false;
	identity = expression_value(set->lint->run, kind->identity, document->node);
	if (!identity)
		return false;
	buf_clear(&set->key);
	buf_puts(&set->key, kind->id);
	buf_putc(&set->key, '\0');
	facts_print_value(&set->key, identity);
	first = facts_identify(set, &set->key);
	if (!first)
		return false;
	if (!node_equal(first->place.node, document->node))
		report_conflict(set, document, &first->place, identity);
	return true;
}

void set_add(struct set *set, const struct lint_place *document, struct kind *kind)
{
	const struct set_document *kept;

	if (is_known(set, document, kind))
		return;
	kept = facts_keep(set, document, kind);
	for (size_t i = 0; i < kind->nrules; i++) {
		struct rule *rule = kind->rules[i];

		if (rule->type != RULE_ASSERT &&
		    (set->lint->mixed || lint_rule_is_on(set->lint, document->file, rule)))
			add_to_relation(set, rule, kept, kind->roles[i]);
	}
	document->file->keep = true;
}

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
		[RULE_JOIN] = judge_join,
	};

	for (size_t i = 0; i < set->relations_cap; i++)
		if (set->relations[i])
			judges[set->relations[i]->rule->type](set, set->relations[i]);
}
