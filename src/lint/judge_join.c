#include "lint/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/names.h"
#include "json/node.h"
#include "lint/facts.h"
#include "lint/key.h"
#include "lint/lookup.h"
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

/* The facts of documents of b by their keys: of those with one key each tells the next. */
struct partners {
	const struct fact_list *list;
	struct lookup lookup;
	uint32_t *next; /* by the place of a fact, one more than the next one's; 0: there is none */
};

/* A join while it is judged. */
struct join {
	struct set *set;
	struct rule *rule;
	struct partners *b; /* which other joins may have, too */
	size_t alike; /* of the first of those that pair the same documents: how many there are */
	unsigned char *roles; /* of kinds, by their indexes: what they are to it */
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
	const struct relation *relation = join->rule->relation;
	const struct fact_list *list = join->b->list;
	size_t n = relation->nkeys == 1 ? list->count : 0;

	join->has_texts = true;
	join->texts = mem_alloc(&join->mem, (n + 1) * sizeof(*join->texts));
	for (size_t i = 0; i < n; i++) {
		const struct node *document = key_begin(set, facts_document(list, i)).node;
		const char *text = key_text(join, relation->other_keys[0], document);

		if (text)
			join->texts[join->ntexts++] = text;
		recall_forget(set);
	}
}

/* Forgets documents, and begins with left again. */
static const char *suggest(struct join *join, struct fact left)
{
	struct set *set = join->set;
	const struct relation *relation = join->rule->relation;
	size_t n = join->b->list->count;
	const char *wanted;
	struct similar similar;

	if (n > TEXTS_MAX || n > SIMILAR_MAX - set->nsimilar)
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

/* Makes the pairing of what it has what the run evaluates. */
static void begin_pairing(struct pairing *pairing)
{
	make_pairing(pairing);
	query_run_begin(pairing->set->lint->run, &pairing->root);
}

static bool is_broken(const struct join *join, const struct pairing *pairing)
{
	struct query_run *run = join->set->lint->run;
	const struct rule *rule = join->rule;

	if (rule->when && expression_test(run, rule->when, &pairing->root) != TRUTH_TRUE)
		return false;
	return expression_test(run, rule->assert, &pairing->root) == TRUTH_FALSE;
}

static void judge_pairing(struct join *join, struct fact left, struct pairing *pairing)
{
	struct set *set = join->set;
	const char *help = NULL;

	if (!is_broken(join, pairing))
		return;
	if (pairing->nright == 0) {
		help = suggest(join, left);
		pairing->left = recall_document(set, left.document);
		begin_pairing(pairing);
	}
	pairing->left.file->kind = facts_kind(set, left.document);
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

/* Whether a document of b has the key that is in set->key. */
static bool joins(struct join *join, uint32_t right)
{
	const struct relation *relation = join->rule->relation;
	struct set *set = join->set;

	key_make(set, relation->other_keys, relation->nkeys, KEY_VALUE, key_begin(set, right).node,
		&set->other_key, NULL);
	return set->key.length == set->other_key.length &&
	       memcmp(set->key.data, set->other_key.data, set->key.length) == 0;
}

/*
 * Fills pairing with left, which the run has begun with, and what joins it; the array is in the set's
 * memory. False if left has no key.
 */
static bool find_partners(struct join *join, struct fact left, const struct node *current,
	struct pairing *pairing)
{
	struct set *set = join->set;
	const struct relation *relation = join->rule->relation;
	const struct partners *b = join->b;
	uint64_t hash;
	size_t tried = 0, length = 0;

	if (!key_make(set, relation->keys, relation->nkeys, KEY_VALUE, current, &set->key, &hash))
		return false;
	pairing->left = recall_document(set, left.document);
	for (uint32_t i = *lookup_slot(&b->lookup, hash); i > 0; i = b->next[i - 1]) {
		uint32_t right = facts_document(b->list, i - 1);

		/* Some may have only the hash in common. */
		if (tried++ == 2 * PARTNERS_MAX || pairing->nright == PARTNERS_MAX ||
		    length >= RECALL_MAX)
			break;
		if (!pairing->right)
			pairing->right = mem_alloc(&set->mem, PARTNERS_MAX * sizeof(*pairing->right));
		length += set->documents[right].length;
		if (right != left.document && joins(join, right))
			pairing->right[pairing->nright++] = recall_document(set, right);
	}
	return true;
}

/* Judges a node by a join and those that are alike. */
static void judge_left(struct join *join, struct fact left, const struct node *current)
{
	struct mem_mark mark = mem_mark(&join->set->mem);
	struct pairing pairing = { .set = join->set };

	if (find_partners(join, left, current, &pairing)) {
		begin_pairing(&pairing);
		for (size_t i = 0; i < join->alike; i++)
			judge_pairing(&join[i], left, &pairing);
	}
	mem_rewind(&join->set->mem, mark);
}

/* The same for all nodes of a document that they examine. */
static void judge_document(struct join *join, uint32_t document)
{
	struct set *set = join->set;
	size_t n = 1;

	if (join->rule->given) {
		key_begin(set, document);
		n = recall_given(set, join->rule, document)->count;
	}
	for (uint32_t i = 0; i < n && i < FACT_NODES; i++) {
		struct fact left = { document, i };

		judge_left(join, left, key_current(set, join->rule, left));
		recall_forget(set);
	}
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

/* {=== all joins === */

struct joins {
	struct join *items;
	size_t count, cap;
	struct partners *partners; /* by the index of the rule that has the list; NULL: none yet */
	uint16_t *kinds;           /* of which there are documents */
	size_t nkinds, kinds_cap;
	struct mem mem; /* of the partners, and what is looked up among them */
};

/* Notes the kinds of the documents that there are. */
static void find_kinds(struct joins *joins, const struct set *set)
{
	bool *is_there = heap_zalloc(set->lint->packs->nkinds + 1);

	for (size_t i = 0; i < set->ndocuments; i++) {
		uint16_t kind = set->documents[i].kind;

		if (is_there[kind])
			continue;
		is_there[kind] = true;
		joins->kinds = heap_grow(joins->kinds, &joins->kinds_cap, joins->nkinds + 1,
			sizeof(*joins->kinds));
		joins->kinds[joins->nkinds++] = kind;
	}
	free(is_there);
}

/* The facts of the other side of a relation, looked through once for all that have them. */
static struct partners *partners_of(const struct set *set, struct joins *joins,
	const struct relation_facts *relation)
{
	const struct relation_facts *keeper = relation->twin ? relation->twin : relation;
	const struct fact_list *list = &keeper->list;
	struct partners *partners;

	if (!joins->partners)
		joins->partners = mem_zalloc(&joins->mem,
			set->relations_cap * sizeof(*joins->partners));
	partners = &joins->partners[keeper->rule->index];
	if (partners->list)
		return partners;
	partners->list = list;
	partners->next = mem_alloc(&joins->mem, list->count * sizeof(*partners->next));
	lookup_init(&partners->lookup, list->hashes, list->count, &joins->mem);
	for (size_t i = list->count; i > 0; i--) {
		uint32_t *slot = lookup_slot(&partners->lookup, list->hashes[i - 1]);

		partners->next[i - 1] = *slot;
		*slot = (uint32_t)i;
	}
	return partners;
}

/* What the documents that are there are to a rule, one or the other. */
static unsigned find_roles(const struct joins *joins, const struct packs *packs,
	const struct rule *rule)
{
	unsigned roles = 0;

	for (size_t i = 0; i < joins->nkinds; i++)
		roles |= rule_role(rule, packs->kinds[joins->kinds[i]]->id);
	return roles;
}

/* Whether two joins pair the same documents. */
static bool is_alike(const struct join *x, const struct join *y, size_t nkinds)
{
	const struct relation *a = x->rule->relation, *b = y->rule->relation;

	return x->b == y->b && x->rule->given == y->rule->given && a->nkeys == b->nkeys &&
	       memcmp(a->keys, b->keys, a->nkeys * sizeof(*a->keys)) == 0 &&
	       memcmp(x->roles, y->roles, nkinds) == 0;
}

/* Puts a join behind those that are alike. */
static void put_join(struct joins *joins, const struct join *join, size_t nkinds)
{
	size_t i = 0, end;

	joins->items = heap_grow(joins->items, &joins->cap, joins->count + 1, sizeof(*joins->items));
	while (i < joins->count && !is_alike(&joins->items[i], join, nkinds))
		i += joins->items[i].alike;
	end = i < joins->count ? i + joins->items[i].alike : i;
	memmove(&joins->items[end + 1], &joins->items[end],
		(joins->count - end) * sizeof(*joins->items));
	joins->items[end] = *join;
	joins->count++;
	joins->items[i].alike = end + 1 - i;
}

/* Adds a join that has documents on both sides: without any on the other side it does not apply. */
static void add_join(struct set *set, struct joins *joins, struct relation_facts *relation)
{
	const struct packs *packs = set->lint->packs;
	struct join join = { .set = set, .rule = relation->rule };

	if (find_roles(joins, packs, join.rule) != (RULE_EXAMINES | RULE_JOINS))
		return;
	join.roles = heap_zalloc(packs->nkinds);
	for (size_t i = 0; i < joins->nkinds; i++)
		join.roles[joins->kinds[i]] = (unsigned char)rule_role(join.rule,
			packs->kinds[joins->kinds[i]]->id);
	join.b = partners_of(set, joins, relation);
	join.partial = is_partial(set, join.rule->relation);
	put_join(joins, &join, packs->nkinds);
}

/* Each document is read once for all joins. */
static void judge_all(const struct joins *joins, const struct set *set)
{
	for (uint32_t document = 0; document < set->ndocuments && joins->count > 0; document++) {
		const struct set_document *kept = &set->documents[document];

		if (kept->flags & DOCUMENT_COPY)
			continue;
		for (size_t i = 0; i < joins->count; i += joins->items[i].alike)
			if (joins->items[i].roles[kept->kind] & RULE_EXAMINES)
				judge_document(&joins->items[i], document);
	}
}

static void release_joins(struct joins *joins)
{
	for (size_t i = 0; i < joins->count; i++) {
		mem_release(&joins->items[i].mem);
		free(joins->items[i].roles);
	}
	mem_release(&joins->mem);
	free(joins->items);
	free(joins->kinds);
}

void judge_joins(struct set *set)
{
	struct joins joins = { 0 };

	find_kinds(&joins, set);
	for (size_t i = 0; i < set->relations_cap; i++)
		if (set->relations[i] && set->relations[i]->rule->type == RULE_JOIN)
			add_join(set, &joins, set->relations[i]);
	judge_all(&joins, set);
	release_joins(&joins);
}

/* }=== */
