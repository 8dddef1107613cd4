#include "lint/facts.h"

#include <stdlib.h>
#include <string.h>

#include "json/node.h"
#include "pack/pack.h"
#include "pack/rule.h"

/* Places among which that of the next document is looked for. */
#define LATELY 8

/* {=== relations === */

static bool is_same_list(const char *const *x, const char *const *y, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(x[i], y[i]) != 0)
			return false;
	return true;
}

/* Whether the other sides of two joins are the same documents, by the same keys. */
static bool is_twin(const struct rule *x, const struct rule *y)
{
	const struct relation *a = x->relation, *b = y->relation;

	return x->type == RULE_JOIN && a->nwith == b->nwith && a->nkeys == b->nkeys &&
	       is_same_list(a->with, b->with, a->nwith) &&
	       memcmp(a->other_keys, b->other_keys, a->nkeys * sizeof(*a->other_keys)) == 0;
}

static struct relation_facts *find_twin(const struct set *set, const struct rule *rule)
{
	for (size_t i = 0; rule->type == RULE_JOIN && i < set->relations_cap; i++)
		if (set->relations[i] && !set->relations[i]->twin &&
		    is_twin(set->relations[i]->rule, rule))
			return set->relations[i];
	return NULL;
}

static unsigned columns_of(const struct rule *rule)
{
	unsigned columns = 0;

	if (rule->type == RULE_JOIN)
		return 0;
	if (rule->given)
		columns |= FACTS_OF_NODES;
	if (rule->type == RULE_DISJOINT)
		columns |= FACTS_OF_PREFIXES;
	if (rule->type == RULE_SAME || rule->type == RULE_DIVERSE)
		columns |= FACTS_OF_VALUES;
	return columns;
}

struct relation_facts *facts_of(struct set *set, struct rule *rule)
{
	struct relation_facts *facts;

	if (rule->index >= set->relations_cap)
		set->relations = heap_grow_zero(set->relations, &set->relations_cap,
			rule->index + 1, sizeof(struct relation_facts *));
	facts = set->relations[rule->index];
	if (!facts) {
		facts = mem_zalloc(&set->mem, sizeof(*facts));
		facts->rule = rule;
		facts->twin = find_twin(set, rule);
		facts_init(&facts->list, columns_of(rule));
		set->relations[rule->index] = facts;
	}
	return facts;
}

/* }=== */

/* {=== lists === */

#define LIST_LEAST 16

void facts_init(struct fact_list *list, unsigned columns)
{
	*list = (struct fact_list){ .columns = columns };
}

void facts_release(struct fact_list *list)
{
	free(list->hashes);
	free(list->documents);
	free(list->nodes);
	free(list->values);
	free(list->lows);
	free(list->highs);
	free(list->lengths);
}

bool facts_grow(struct fact_list *list, size_t more)
{
	size_t cap = list->cap ? list->cap : LIST_LEAST;

	if (more >= UINT32_MAX - list->count)
		return false;
	while (cap - list->count < more)
		cap *= 2;
	list->cap = cap < UINT32_MAX ? cap : UINT32_MAX - 1;
	list->hashes = heap_realloc(list->hashes, cap * sizeof(*list->hashes));
	if (list->documents)
		list->documents = heap_realloc(list->documents, cap * sizeof(*list->documents));
	if (list->columns & FACTS_OF_NODES)
		list->nodes = heap_realloc(list->nodes, cap * sizeof(*list->nodes));
	if (list->values)
		list->values = heap_realloc(list->values, cap * sizeof(*list->values));
	if (list->columns & FACTS_OF_PREFIXES) {
		list->lows = heap_realloc(list->lows, cap * sizeof(*list->lows));
		list->lengths = heap_realloc(list->lengths, cap);
	}
	if (list->highs)
		list->highs = heap_realloc(list->highs, cap * sizeof(*list->highs));
	return true;
}

/* The columns of what followed from less so far, for the facts before the nth. */
static void begin_documents(struct fact_list *list, size_t n)
{
	if (list->documents)
		return;
	list->documents = heap_alloc(list->cap * sizeof(*list->documents));
	for (size_t i = 0; i < n; i++)
		list->documents[i] = list->first + (uint32_t)i;
}

static void begin_values(struct fact_list *list, size_t n)
{
	if (list->values)
		return;
	list->values = heap_alloc(list->cap * sizeof(*list->values));
	for (size_t i = 0; i < n; i++)
		list->values[i] = list->value;
}

void facts_put_document(struct fact_list *list, size_t i, uint32_t document)
{
	begin_documents(list, i);
	list->documents[i] = document;
}

void facts_put_value(struct fact_list *list, size_t i, uint64_t value)
{
	begin_values(list, i);
	list->values[i] = value;
}

static void begin_highs(struct fact_list *list)
{
	if (!list->highs)
		list->highs = heap_zalloc(list->cap * sizeof(*list->highs));
}

void facts_set_prefix(struct fact_list *list, size_t i, const struct prefix *prefix)
{
	unsigned length = prefix->length + (prefix->family == 4 ? FACT_IPV4 : 0);
	struct u128 address = facts_network(u128_load(prefix->address), length);

	list->lows[i] = address.low;
	list->lengths[i] = (uint8_t)length;
	if (address.high != 0)
		begin_highs(list);
	if (list->highs)
		list->highs[i] = address.high;
}

/* The documents that facts of another list have here, behind those of the first n facts. */
static void join_documents(struct fact_list *list, const struct fact_list *from, size_t n,
	uint32_t documents)
{
	if (n == 0)
		list->first = facts_document(from, 0) + documents;
	if (!list->documents && !from->documents && list->first + n == from->first + documents)
		return;
	begin_documents(list, n);
	for (size_t i = 0; i < from->count; i++)
		list->documents[n + i] = facts_document(from, i) + documents;
}

static void join_values(struct fact_list *list, const struct fact_list *from, size_t n)
{
	if (n == 0)
		list->value = facts_value(from, 0);
	if (!list->values && !from->values && list->value == from->value)
		return;
	begin_values(list, n);
	for (size_t i = 0; i < from->count; i++)
		list->values[n + i] = facts_value(from, i);
}

/* Puts n cells behind those of a column that there are. */
static void join_column(void *column, const void *from, size_t at, size_t n, size_t size)
{
	if (column && from)
		memcpy((char *)column + at * size, from, n * size);
}

void facts_join(struct fact_list *list, const struct fact_list *from, uint32_t documents)
{
	size_t at = list->count, n = from->count;

	if (n == 0 || !facts_reserve(list, n))
		return;
	if (from->highs)
		begin_highs(list);
	join_documents(list, from, at, documents);
	if (list->columns & FACTS_OF_VALUES)
		join_values(list, from, at);
	join_column(list->hashes, from->hashes, at, n, sizeof(*list->hashes));
	join_column(list->nodes, from->nodes, at, n, sizeof(*list->nodes));
	join_column(list->lows, from->lows, at, n, sizeof(*list->lows));
	join_column(list->highs, from->highs, at, n, sizeof(*list->highs));
	join_column(list->lengths, from->lengths, at, n, sizeof(*list->lengths));
	if (list->highs && !from->highs)
		memset(list->highs + at, 0, n * sizeof(*list->highs));
	list->count += n;
}

/* Puts a fact in the place of another one. */
static void move(struct fact_list *list, size_t to, size_t from)
{
	list->hashes[to] = list->hashes[from];
	list->documents[to] = list->documents[from];
	if (list->nodes)
		list->nodes[to] = list->nodes[from];
	if (list->values)
		list->values[to] = list->values[from];
	if (list->highs)
		list->highs[to] = list->highs[from];
	if (!list->lengths)
		return;
	list->lows[to] = list->lows[from];
	list->lengths[to] = list->lengths[from];
}

/* Takes the facts of documents that are copies out of a list. */
static void sift(const struct set *set, struct fact_list *list)
{
	size_t kept = 0;

	if (list->count == 0)
		return;
	begin_documents(list, list->count);
	for (size_t i = 0; i < list->count; i++)
		if (!(set->documents[list->documents[i]].flags & DOCUMENT_COPY))
			move(list, kept++, i);
	list->count = kept;
}

void facts_drop_copies(struct set *set)
{
	for (size_t i = 0; i < set->relations_cap; i++)
		if (set->relations[i])
			sift(set, &set->relations[i]->list);
}

/* }=== */

/* {=== documents === */

/* Whether the ways from two nodes up are the same. */
static bool is_same_path(const struct node *x, const struct node *y)
{
	for (; x && y; x = x->parent, y = y->parent)
		if (!x->item.string != !y->item.string || x->key_length != y->key_length ||
		    (x->item.string && memcmp(x->item.string, y->item.string, x->key_length) != 0))
			return false;
	return x == y;
}

uint32_t facts_keep_parent(struct set *set, struct lint_file *file, const struct node *node)
{
	for (size_t i = set->nparents; i > 0 && set->nparents - i < LATELY; i--)
		if (set->parents[i - 1].file == file && is_same_path(set->parents[i - 1].path, node))
			return (uint32_t)(i - 1);
	set->parents = heap_grow(set->parents, &set->parents_cap, set->nparents + 1,
		sizeof(*set->parents));
	set->parents[set->nparents] = (struct set_parent){ file, node_copy_path(&set->mem, node) };
	return (uint32_t)set->nparents++;
}

/* Where a document is, but for its place among its siblings if it is an element. */
static uint32_t find_parent(struct set *set, const struct lint_place *place)
{
	const struct node *node = place->node->item.string ? place->node : place->node->parent;

	return facts_keep_parent(set, place->file, node);
}

void facts_reserve_documents(struct set *set, size_t more)
{
	size_t old = set->documents_cap;

	set->documents = heap_grow(set->documents, &set->documents_cap, set->ndocuments + more,
		sizeof(*set->documents));
	if (set->documents_cap != old)
		set->identities = heap_realloc(set->identities,
			set->documents_cap * sizeof(*set->identities));
}

uint32_t facts_keep(struct set *set, const struct lint_place *place, const struct kind *kind)
{
	const struct node *node = place->node;

	if (set->ndocuments == set->documents_cap)
		facts_reserve_documents(set, 1);
	set->documents[set->ndocuments] = (struct set_document){
		.start = place->base + node->start,
		.length = node->end - node->start,
		.parent = find_parent(set, place),
		.index = node->key_length,
		.kind = (uint16_t)kind->index,
		.flags = node->item.string ? DOCUMENT_MEMBER : node->parent ? DOCUMENT_ELEMENT : 0,
	};
	set->identities[set->ndocuments] = 0;
	place->file->keep = true;
	return (uint32_t)set->ndocuments++;
}

const struct kind *facts_kind(const struct set *set, uint32_t document)
{
	return set->lint->packs->kinds[set->documents[document].kind];
}

/* }=== */

static struct known_extent *find_extent(const struct set *set, const struct kind *kind)
{
	for (size_t i = 0; i < set->nextents; i++)
		if (set->extents[i].kind == kind)
			return &set->extents[i];
	return NULL;
}

void facts_note_extent(struct set *set, const struct kind *kind, enum extent extent)
{
	struct known_extent *known = find_extent(set, kind);

	if (extent == EXTENT_UNKNOWN)
		return;
	if (known) {
		known->extent = extent == EXTENT_PART ? EXTENT_PART : known->extent;
		return;
	}
	set->extents = heap_grow(set->extents, &set->extents_cap, set->nextents + 1,
		sizeof(*set->extents));
	set->extents[set->nextents++] = (struct known_extent){ kind, extent };
}

enum extent facts_extent(const struct set *set, const struct kind *kind)
{
	const struct known_extent *known = find_extent(set, kind);

	return known ? known->extent : EXTENT_UNKNOWN;
}
