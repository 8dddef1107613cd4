#include "lint/judge.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/names.h"
#include "json/node.h"
#include "lint/facts.h"
#include "lint/key.h"
#include "lint/verdict.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"
#include "text/similar.h"

/* Keys that are looked through for did-you-means in a run: many that dangle among many would be quadratic. */
#define SIMILAR_MAX 1000000

/* Documents of b that one of a is held against: without a bound, one key that all share would be quadratic. */
#define PARTNERS_MAX 1000

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
static const char *key_text(struct set *set, const struct expression *const *keys, size_t n,
	const struct fact *fact)
{
	const struct node *value;

	if (n != 1)
		return NULL;
	key_begin(set, fact);
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
	key_begin(set, right);
	key_make(set, relation->other_keys, relation->nkeys, KEY_VALUE, right->current,
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
	key_begin(set, left);
	key_make(set, rule->relation.keys, rule->relation.nkeys, KEY_VALUE, left->current, &set->key);
	for (; i < known->count && known->items[i].hash == left->hash; i++) {
		if (pairing->nright == PARTNERS_MAX)
			break;
		if (joins(set, rule, left, &known->items[i]))
			right[pairing->nright++] = &known->items[i];
	}
}

void judge_join(struct set *set, struct relation_facts *facts)
{
	struct rule *rule = facts->rule;
	bool partial = false;

	if (!facts->has_b)
		return;
	for (size_t i = 0; i < rule->relation.nwith; i++) {
		const struct kind *kind = packs_find_kind(set->lint->packs, rule->relation.with[i]);

		partial = partial || (kind && facts_extent(set, kind) == EXTENT_PART);
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
