#include "lint/judge.h"

#include <stdlib.h>
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

/* Keys that are kept for did-you-means: among more of them there is none. */
#define TEXTS_MAX 100000

/* Documents of b that one of a is held against: without a bound, one key that all share would be quadratic. */
#define PARTNERS_MAX 1000

/* A join while it is judged. */
struct join {
	struct set *set;
	struct rule *rule;
	const struct fact_list *a, *b;
	size_t done;  /* facts of a */
	bool partial; /* there may be others like those of b */
	bool has_texts;
	const char **texts; /* of the keys of b */
	size_t ntexts;
	struct mem mem; /* of the texts */
};

/* A virtual node {"a": …, "b": […]} of copies that keep their places. */
struct pairing {
	struct set *set;
	struct node root, a, b;
	struct node *copies; /* of the documents of b */
	struct lint_place left;
	struct lint_place *right;
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
	pairing->a = *pairing->left.node;
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

		*copy = *pairing->right[i].node;
		copy->item.next = i + 1 < pairing->nright ? &pairing->copies[i + 1].item : NULL;
		copy->item.string = NULL;
		copy->name = NAME_NONE;
	}
	pairing->b.item.child = pairing->nright ? &pairing->copies[0].item : NULL;
}

/* The document that a node is in. */
static const struct node *document_of(const struct node *node)
{
	while (node->parent && !(node->parent->flags & NODE_OUTSIDE))
		node = node->parent;
	return node;
}

/* Where a node of the virtual tree really is: a copy stands for its original. */
static struct lint_place locate_paired(void *context, const struct node *node)
{
	const struct pairing *pairing = context;
	struct lint_place place = pairing->left;
	const struct node *document;

	if (node == &pairing->root || node == &pairing->a || node == &pairing->b)
		return place;
	for (size_t i = 0; i < pairing->nright; i++)
		if (node == &pairing->copies[i])
			return pairing->right[i];
	document = document_of(node);
	for (size_t i = 0; i < pairing->nright && document != pairing->left.node; i++)
		if (pairing->right[i].node == document)
			place = pairing->right[i];
	place.node = node;
	return place;
}

/* A key's own text, for a did-you-mean; NULL if it is no string. */
static const char *key_text(struct join *join, const struct expression *key, const struct node *current)
{
	const struct node *value = expression_value(join->set->lint->run, key, current);

	if (!value || node_type(value) != NODE_STRING || (value->flags & NODE_SECRET))
		return NULL;
	return mem_text(&join->mem, node_text(value), value->length);
}

/* The texts of all keys of b, for the did-you-means: read when the first is wanted. */
static void read_texts(struct join *join)
{
	struct set *set = join->set;
	const struct relation *relation = &join->rule->relation;
	size_t n = relation->nkeys == 1 ? join->b->count : 0;

	join->has_texts = true;
	join->texts = mem_alloc(&join->mem, (n + 1) * sizeof(*join->texts));
	for (size_t i = 0; i < n; i++) {
		const struct node *document = key_begin(set, facts_at(join->b, i)).node;
		const char *text = key_text(join, relation->other_keys[0], document);

		if (text)
			join->texts[join->ntexts++] = text;
		recall_forget(set);
	}
}

/* Forgets documents, and begins with left again. */
static const char *suggest(struct join *join, const struct fact *left)
{
	struct set *set = join->set;
	const struct relation *relation = &join->rule->relation;
	const char *wanted;
	struct similar similar;

	if (join->b->count > TEXTS_MAX || join->b->count > SIMILAR_MAX - set->nsimilar)
		return NULL;
	if (!join->has_texts)
		read_texts(join);
	set->nsimilar += join->ntexts;
	wanted = relation->nkeys == 1 ?
		key_text(join, relation->keys[0], key_current(set, join->rule, left)) : NULL;
	if (!wanted)
		return NULL;
	similar_init(&similar, wanted);
	for (size_t i = 0; i < join->ntexts; i++)
		similar_try(&similar, join->texts[i]);
	return similar.best ? mem_printf(&set->mem, "did you mean %s?", similar.best) : NULL;
}

static bool is_broken(const struct join *join, struct pairing *pairing)
{
	struct query_run *run = join->set->lint->run;
	const struct rule *rule = join->rule;

	make_pairing(pairing);
	query_run_begin(run, &pairing->root);
	if (rule->when && expression_test(run, rule->when, &pairing->root) != TRUTH_TRUE)
		return false;
	return expression_test(run, rule->assert, &pairing->root) == TRUTH_FALSE;
}

static void judge_pairing(struct join *join, const struct fact *left, struct pairing *pairing)
{
	struct set *set = join->set;
	const char *help = NULL;

	if (!is_broken(join, pairing))
		return;
	if (pairing->nright == 0) {
		help = suggest(join, left);
		pairing->left = recall_document(set, left->document);
		make_pairing(pairing);
		query_run_begin(set->lint->run, &pairing->root);
	}
	pairing->left.file->kind = facts_kind(set, left);
	verdict_report(set->lint, &(struct verdict){
		.rule = join->rule,
		.current = &pairing->root,
		.subject = pairing->left,
		.locate = locate_paired,
		.context = pairing,
		.help = help,
		.at_most_info = join->partial && pairing->nright == 0,
	});
}

/* Whether a fact of b has the key that is in set->key. */
static bool joins(struct join *join, const struct fact *right)
{
	const struct relation *relation = &join->rule->relation;
	struct set *set = join->set;

	key_make(set, relation->other_keys, relation->nkeys, KEY_VALUE, key_begin(set, right).node,
		&set->other_key);
	return set->key.length == set->other_key.length &&
	       memcmp(set->key.data, set->other_key.data, set->key.length) == 0;
}

/* Fills pairing with what joins left; the array is in the set's memory. */
static void find_partners(struct join *join, const struct fact *left, struct pairing *pairing)
{
	struct set *set = join->set;
	const struct relation *relation = &join->rule->relation;
	size_t i = facts_find(join->b, left->hash), end = join->b->count;

	key_make(set, relation->keys, relation->nkeys, KEY_VALUE, key_current(set, join->rule, left),
		&set->key);
	pairing->left = recall_document(set, left->document);
	pairing->right = mem_alloc(&set->mem, PARTNERS_MAX * sizeof(*pairing->right));
	if (end - i > 2 * PARTNERS_MAX) /* some may have only the hash in common */
		end = i + 2 * PARTNERS_MAX;
	for (; i < end; i++) {
		const struct fact *right = facts_at(join->b, i);

		if (right->hash != left->hash || pairing->nright == PARTNERS_MAX ||
		    (pairing->nright > 0 && recall_is_full(set)))
			break;
		if (right->document != left->document && joins(join, right))
			pairing->right[pairing->nright++] = recall_document(set, right->document);
	}
}

static void judge_left(struct join *join, const struct fact *left)
{
	struct mem_mark mark = mem_mark(&join->set->mem);
	struct pairing pairing = { .set = join->set };

	recall_forget(join->set);
	find_partners(join, left, &pairing);
	judge_pairing(join, left, &pairing);
	mem_rewind(&join->set->mem, mark);
}

/* Whether there may be documents of b that were not given. */
static bool is_partial(const struct set *set, const struct relation *relation)
{
	for (size_t i = 0; i < relation->nwith; i++) {
		const struct kind *kind = packs_find_kind(set->lint->packs, relation->with[i]);

		if (kind && facts_extent(set, kind) == EXTENT_PART)
			return true;
	}
	return false;
}

/* The first document that a join has still to look at; UINT32_MAX if there is none. */
static uint32_t next_document(const struct join *joins, size_t n)
{
	uint32_t next = UINT32_MAX;

	for (size_t i = 0; i < n; i++)
		if (joins[i].done < joins[i].a->count &&
		    facts_at(joins[i].a, joins[i].done)->document < next)
			next = facts_at(joins[i].a, joins[i].done)->document;
	return next;
}

/* The facts of a are in the order of the documents, so that each is read once for all joins. */
static void judge_all(struct join *joins, size_t n)
{
	uint32_t document;

	while ((document = next_document(joins, n)) != UINT32_MAX) {
		for (size_t i = 0; i < n; i++) {
			struct join *join = &joins[i];

			while (join->done < join->a->count &&
			       facts_at(join->a, join->done)->document == document)
				judge_left(join, facts_at(join->a, join->done++));
		}
	}
}

void judge_joins(struct set *set)
{
	struct join *joins = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < set->relations_cap; i++) {
		struct relation_facts *facts = set->relations[i];

		if (!facts || facts->rule->type != RULE_JOIN || !facts->has_b)
			continue;
		facts_sort_by_hash(&facts->b);
		joins = heap_grow(joins, &cap, n + 1, sizeof(*joins));
		joins[n++] = (struct join){
			.set = set,
			.rule = facts->rule,
			.a = facts_examined(facts),
			.b = &facts->b,
			.partial = is_partial(set, &facts->rule->relation),
		};
	}
	judge_all(joins, n);
	for (size_t i = 0; i < n; i++)
		mem_release(&joins[i].mem);
	free(joins);
}
