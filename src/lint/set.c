#include "lint/set.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "json/node.h"
#include "lint/emit.h"
#include "lint/facts.h"
#include "lint/verdict.h"
#include "net/prefix.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"
#include "text/similar.h"

/* Keys that are looked through for did-you-means in a run: many that dangle among many would be quadratic. */
#define SIMILAR_MAX 1000000

/* Documents of b that one of a is held against: without a bound, one key that all share would be quadratic. */
#define PARTNERS_MAX 1000

/* Appends an address or prefix in one spelling; false if the value is none. */
static bool print_prefix(struct buf *out, const struct node *value, enum key_form form)
{
	struct prefix prefix;
	char text[PREFIX_TEXT];

	if (node_type(value) != NODE_STRING ||
	    prefix_parse(node_text(value), value->length, PREFIX_ANY, &prefix))
		return false;
	if (form == KEY_PREFIX)
		prefix = prefix_network(&prefix);
	buf_add(out, text,
		form == KEY_IP ? prefix_print_address(&prefix, text) : prefix_print(&prefix, text));
	return true;
}

/*
 * Appends a key's value such that equal keys give equal bytes, and no two run
 * together. What is no address in a key of addresses (the network that they
 * are in, say) counts as it is.
 */
static bool print_key(struct buf *out, const struct node *value, enum key_form form)
{
	if (!value)
		return false;
	if (form == KEY_VALUE || !print_prefix(out, value, form))
		facts_print_value(out, value);
	buf_putc(out, '\0');
	return true;
}

/* The key of a node by some expressions, in out; false where one of them has no value. */
static bool make_key(struct set *set, struct expression *const *keys, size_t n, enum key_form form,
	const struct node *current, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < n; i++)
		if (!print_key(out, expression_value(set->lint->run, keys[i], current), form))
			return false;
	return true;
}

/* {=== gathering === */

static bool add_unique(struct set *set, const struct rule *rule, const struct node *current,
	struct fact *fact)
{
	const struct relation *relation = &rule->relation;

	if (!make_key(set, relation->keys, relation->nkeys, relation->form, current, &set->key))
		return false;
	fact->hash = facts_hash(set->key.data, set->key.length);
	return true;
}

static bool add_disjoint(struct set *set, const struct rule *rule, const struct node *current,
	struct fact *fact)
{
	const struct relation *relation = &rule->relation;
	const struct node *value = expression_value(set->lint->run, relation->prefix, current);

	if (!value || node_type(value) != NODE_STRING ||
	    prefix_parse(node_text(value), value->length, PREFIX_ANY, &fact->prefix))
		return false;
	fact->prefix = prefix_network(&fact->prefix);
	if (!make_key(set, relation->keys, relation->nkeys, KEY_VALUE, current, &set->key))
		return false;
	fact->hash = facts_hash(set->key.data, set->key.length);
	return true;
}

static bool add_side(struct set *set, struct expression *const *keys, size_t n,
	const struct node *current, struct fact *fact)
{
	if (!make_key(set, keys, n, KEY_VALUE, current, &set->key))
		return false;
	fact->hash = facts_hash(set->key.data, set->key.length);
	return true;
}

/* The fact of one examined node; false if the relation does not speak of it. */
static bool make_fact(struct set *set, const struct rule *rule, const struct node *current,
	struct fact *fact)
{
	struct query_run *run = set->lint->run;

	fact->current = current;
	if (rule->type != RULE_JOIN && rule->when &&
	    expression_test(run, rule->when, current) != TRUTH_TRUE)
		return false;
	switch (rule->type) {
	case RULE_UNIQUE:
		return add_unique(set, rule, current, fact);
	case RULE_DISJOINT:
		return add_disjoint(set, rule, current, fact);
	default:
		return add_side(set, rule->relation.keys, rule->relation.nkeys, current, fact);
	}
}

static void add_to_relation(struct set *set, struct rule *rule, const struct set_document *document,
	unsigned role)
{
	struct relation_facts *facts = facts_of(set, rule);
	const struct node *whole = document->place.node;
	const struct node *const *nodes = &whole;
	size_t n = 1;

	if (role & RULE_JOINS) {
		struct fact fact = { .document = document, .current = whole };

		if (add_side(set, rule->relation.other_keys, rule->relation.nkeys, whole, &fact))
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

void set_mark_partial(struct set *set, const struct kind *kind)
{
	facts_mark_partial(set, kind);
}

/* }=== */

/* {=== unique and disjoint === */

static void begin(struct set *set, const struct fact *fact)
{
	query_run_begin(set->lint->run, fact->document->place.node);
}

/* The place of a fact as the rule's at has it. */
static struct lint_place place_of_fact(struct set *set, const struct rule *rule,
	const struct fact *fact)
{
	struct lint_place place = fact->document->place;
	const struct node *node = NULL;

	begin(set, fact);
	if (rule->at)
		node = expression_first(set->lint->run, rule->at, fact->current);
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
	begin(set, later);
	later->document->place.file->kind = later->document->kind;
	verdict_report(set->lint, &(struct verdict){
		.rule = rule,
		.current = later->current,
		.subject = later->document->place,
		.extra = &other,
		.extra_message = what,
	});
}

/* The key of a fact again, in out: hashes that are equal are looked at closely. */
static void key_again(struct set *set, const struct rule *rule, const struct fact *fact,
	struct buf *out)
{
	enum key_form form = rule->type == RULE_UNIQUE ? rule->relation.form : KEY_VALUE;

	begin(set, fact);
	make_key(set, rule->relation.keys, rule->relation.nkeys, form, fact->current, out);
}

static bool same_key(struct set *set, const struct rule *rule, const struct fact *x,
	const struct fact *y)
{
	bool same;

	key_again(set, rule, x, &set->key);
	key_again(set, rule, y, &set->other_key);
	same = set->key.length == set->other_key.length &&
	       memcmp(set->key.data, set->other_key.data, set->key.length) == 0;
	return same;
}

static void judge_unique(struct set *set, struct rule *rule, struct fact_list *facts)
{
	facts_sort_by_hash(facts);
	for (size_t i = 0, first = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->items[i];

		if (fact->hash != facts->items[first].hash) {
			first = i;
			continue;
		}
		if (i > first && fact->document != facts->items[first].document &&
		    same_key(set, rule, &facts->items[first], fact))
			report_pair(set, rule, &facts->items[first], fact, "first used here");
	}
}

/*
 * Sorted by network, a prefix comes after all that contain it: a stack of those that are still open
 * finds the overlaps in one pass. Of a pair the document that came later is blamed.
 */
static void judge_disjoint(struct set *set, struct rule *rule, struct fact_list *facts)
{
	size_t depth = 0;
	const struct fact **open = heap_alloc((facts->count + 1) * sizeof(*open));

	facts_sort_by_prefix(facts);
	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->items[i];

		while (depth > 0 && (open[depth - 1]->hash != fact->hash ||
				     !prefix_contains(&open[depth - 1]->prefix, &fact->prefix)))
			depth--;
		if (depth > 0 && open[depth - 1]->document != fact->document &&
		    same_key(set, rule, open[depth - 1], fact)) {
			const struct fact *other = open[depth - 1];
			bool later = facts_is_before(other, fact);

			report_pair(set, rule, later ? other : fact, later ? fact : other,
				"overlaps with this");
		}
		open[depth++] = fact;
	}
	free(open);
}

/* }=== */

/* {=== join === */

/* A virtual node {"a": …, "b": […]} of copies that keep their places. */
struct pairing {
	struct set *set;
	struct node root, a, b;
	struct node *copies; /* of the documents of b */
	const struct fact *left;
	const struct fact *const *right;
	size_t nright;
};

static void link_member(struct node *node, const struct names *names, const char *name)
{
	node->item.string = (char *)(uintptr_t)name;
	node->key_length = (uint32_t)strlen(name);
	node->name = names_find(names, name, strlen(name));
}

static void make_pairing(struct pairing *pairing)
{
	const struct names *names = pairing->set->lint->packs->names;

	pairing->root = (struct node){ .item.type = cJSON_Object, .length = 2 };
	pairing->a = *pairing->left->document->place.node;
	pairing->b = (struct node){ .item.type = cJSON_Array, .length = (uint32_t)pairing->nright };
	pairing->root.item.child = &pairing->a.item;
	pairing->a.item.next = &pairing->b.item;
	pairing->a.item.prev = &pairing->b.item;
	pairing->b.item.prev = &pairing->a.item;
	link_member(&pairing->a, names, "a");
	link_member(&pairing->b, names, "b");
	pairing->copies = mem_alloc(&pairing->set->mem,
		(pairing->nright + 1) * sizeof(*pairing->copies));
	for (size_t i = 0; i < pairing->nright; i++) {
		struct node *copy = &pairing->copies[i];

		*copy = *pairing->right[i]->document->place.node;
		copy->item.next = i + 1 < pairing->nright ? &pairing->copies[i + 1].item : NULL;
		copy->item.string = NULL;
		copy->name = NAME_NONE;
	}
	pairing->b.item.child = pairing->nright ? &pairing->copies[0].item : NULL;
}

static const struct node *root_of(const struct node *node)
{
	while (node->parent)
		node = node->parent;
	return node;
}

/* Where a node of the virtual tree really is: a copy stands for its original. */
static struct lint_place locate_paired(void *context, const struct node *node)
{
	const struct pairing *pairing = context;
	struct lint_place place = pairing->left->document->place;
	const struct node *root;

	if (node == &pairing->root || node == &pairing->a || node == &pairing->b)
		return place;
	for (size_t i = 0; i < pairing->nright; i++)
		if (node == &pairing->copies[i])
			return pairing->right[i]->document->place;
	root = root_of(node);
	for (size_t i = 0; i < pairing->nright; i++)
		if (root_of(pairing->right[i]->document->place.node) == root)
			place = pairing->right[i]->document->place;
	if (root_of(pairing->left->document->place.node) == root)
		place = pairing->left->document->place;
	place.node = node;
	return place;
}

/* A key's own text, for a did-you-mean; NULL if the key is not one string. */
static const char *key_text(struct set *set, struct expression *const *keys, size_t n,
	const struct fact *fact)
{
	const struct node *value;

	if (n != 1)
		return NULL;
	begin(set, fact);
	value = expression_value(set->lint->run, keys[0], fact->current);
	if (!value || node_type(value) != NODE_STRING || (value->flags & NODE_SECRET))
		return NULL;
	return mem_text(&set->mem, node_text(value), value->length);
}

static const char *suggest(struct set *set, const struct rule *rule, const struct fact *left,
	const struct fact_list *known)
{
	const struct relation *relation = &rule->relation;
	const char *wanted = key_text(set, relation->keys, relation->nkeys, left);
	struct similar similar;

	if (!wanted || known->count > SIMILAR_MAX - set->nsimilar)
		return NULL;
	set->nsimilar += known->count;
	similar_init(&similar, wanted);
	for (size_t i = 0; i < known->count; i++) {
		const char *text = key_text(set, relation->other_keys, relation->nkeys, &known->items[i]);

		if (text)
			similar_try(&similar, text);
	}
	return similar.best ? mem_printf(&set->mem, "did you mean %s?", similar.best) : NULL;
}

static void judge_pairing(struct set *set, struct rule *rule, struct pairing *pairing,
	const struct fact_list *known, bool partial)
{
	struct query_run *run = set->lint->run;
	const char *help = NULL;

	make_pairing(pairing);
	query_run_begin(run, &pairing->root);
	if (rule->when && expression_test(run, rule->when, &pairing->root) != TRUTH_TRUE)
		return;
	if (expression_test(run, rule->assert, &pairing->root) != TRUTH_FALSE)
		return;
	if (pairing->nright == 0) {
		help = suggest(set, rule, pairing->left, known);
		query_run_begin(run, &pairing->root);
	}
	pairing->left->document->place.file->kind = pairing->left->document->kind;
	verdict_report(set->lint, &(struct verdict){
		.rule = rule,
		.current = &pairing->root,
		.subject = pairing->left->document->place,
		.locate = locate_paired,
		.context = pairing,
		.help = help,
		.at_most_info = partial && pairing->nright == 0,
	});
}

/* Whether a fact of b has the key that is in set->key, and is not the document left itself. */
static bool joins(struct set *set, const struct rule *rule, const struct fact *left,
	const struct fact *right)
{
	const struct relation *relation = &rule->relation;

	if (left->document == right->document)
		return false;
	begin(set, right);
	make_key(set, relation->other_keys, relation->nkeys, KEY_VALUE, right->current,
		&set->other_key);
	return set->key.length == set->other_key.length &&
	       memcmp(set->key.data, set->other_key.data, set->key.length) == 0;
}

/* Fills pairing with what joins left, PARTNERS_MAX at most; the array is in the set's memory. */
static void find_partners(struct set *set, const struct rule *rule,
	const struct fact_list *known, struct pairing *pairing)
{
	const struct fact *left = pairing->left;
	size_t i = facts_find(known, left->hash);
	const struct fact **right = mem_alloc(&set->mem, PARTNERS_MAX * sizeof(*right));

	pairing->right = right;
	begin(set, left);
	make_key(set, rule->relation.keys, rule->relation.nkeys, KEY_VALUE, left->current, &set->key);
	for (; i < known->count && known->items[i].hash == left->hash; i++) {
		if (pairing->nright == PARTNERS_MAX)
			break;
		if (joins(set, rule, left, &known->items[i]))
			right[pairing->nright++] = &known->items[i];
	}
}

static void judge_join(struct set *set, struct rule *rule, struct relation_facts *facts)
{
	bool partial = false;

	if (!facts->has_b)
		return;
	for (size_t i = 0; i < rule->relation.nwith; i++) {
		const struct kind *kind = packs_find_kind(set->lint->packs, rule->relation.with[i]);

		partial = partial || (kind && facts_is_partial(set, kind));
	}
	facts_sort_by_hash(&facts->b);
	for (size_t i = 0; i < facts->a.count; i++) {
		struct mem_mark mark = mem_mark(&set->mem);
		struct pairing pairing = { .set = set, .left = &facts->a.items[i] };

		find_partners(set, rule, &facts->b, &pairing);
		judge_pairing(set, rule, &pairing, &facts->b, partial);
		mem_rewind(&set->mem, mark);
	}
}

/* }=== */

void set_finish(struct set *set)
{
	for (size_t i = 0; i < set->relations_cap; i++) {
		struct relation_facts *facts = set->relations[i];

		if (!facts)
			continue;
		if (facts->rule->type == RULE_UNIQUE)
			judge_unique(set, facts->rule, &facts->a);
		else if (facts->rule->type == RULE_DISJOINT)
			judge_disjoint(set, facts->rule, &facts->a);
		else
			judge_join(set, facts->rule, facts);
	}
}
