#include "lint/facts.h"

#include <stdlib.h>
#include <string.h>

#include "json/names.h"
#include "json/node.h"
#include "json/number.h"
#include "lint/set.h"
#include "pack/pack.h"
#include "pack/rule.h"

struct set *set_new(struct lint *lint)
{
	struct set *set = heap_zalloc(sizeof(*set));

	set->lint = lint;
	buf_init(&set->key);
	buf_init(&set->other_key);
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
		free(set->relations[i]->a.items);
		free(set->relations[i]->b.items);
	}
	free(set->relations);
	free(set->identities);
	free(set->extents);
	buf_release(&set->key);
	buf_release(&set->other_key);
	mem_release(&set->mem);
	free(set);
}

/* A letter, and a number of 8 bytes. */
static void add_number(struct buf *out, char letter, uint64_t number)
{
	char bytes[1 + sizeof(number)] = { letter };

	memcpy(bytes + 1, &number, sizeof(number));
	buf_add(out, bytes, sizeof(bytes));
}

/* Strings with their length in front, so that no two differ only in where one ends; numbers by value. */
void facts_print_value(struct buf *out, const struct node *value)
{
	switch (node_type(value)) {
	case NODE_STRING:
		add_number(out, 's', value->length);
		buf_add(out, node_text(value), value->length);
		break;
	case NODE_NUMBER:
		add_number(out, 'n', number_hash(number_read(node_text(value), value->length)));
		break;
	case NODE_ARRAY:
	case NODE_OBJECT:
		add_number(out, 'c', node_hash(value));
		break;
	default:
		add_number(out, 'l', node_type(value));
		break;
	}
}

/* FNV-1a with a last mixing, as the low bits are what the table is addressed by. */
uint64_t facts_hash(const char *bytes, size_t n)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	hash ^= hash >> 32;
	hash *= 0x9e3779b97f4a7c15u;
	hash ^= hash >> 29;
	return hash ? hash : 1;
}

struct relation_facts *facts_of(struct set *set, struct rule *rule)
{
	size_t old = set->relations_cap;

	if (rule->index >= old) {
		set->relations = heap_grow(set->relations, &set->relations_cap, rule->index + 1,
			sizeof(struct relation_facts *));
		memset(set->relations + old, 0,
			(set->relations_cap - old) * sizeof(struct relation_facts *));
	}
	if (!set->relations[rule->index]) {
		set->relations[rule->index] = mem_zalloc(&set->mem, sizeof(struct relation_facts));
		set->relations[rule->index]->rule = rule;
	}
	return set->relations[rule->index];
}

void facts_append(struct fact_list *list, const struct fact *fact)
{
	list->items = heap_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = *fact;
}

static int compare_hashes(const struct fact *x, const struct fact *y)
{
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int compare_order(const struct fact *x, const struct fact *y)
{
	if (x->document->order != y->document->order)
		return x->document->order < y->document->order ? -1 : 1;
	return x->current->start < y->current->start ? -1 : x->current->start > y->current->start;
}

static int by_hash(const void *x, const void *y)
{
	int order = compare_hashes(x, y);

	return order ? order : compare_order(x, y);
}

static int by_prefix(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;
	int order = compare_hashes(a, b);

	if (order == 0)
		order = prefix_compare(&a->prefix, &b->prefix);
	return order ? order : compare_order(a, b);
}

static int by_value(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;
	int order = compare_hashes(a, b);

	if (order == 0)
		order = a->value < b->value ? -1 : a->value > b->value;
	return order ? order : compare_order(a, b);
}

static void sort(struct fact_list *list, int (*compare)(const void *, const void *))
{
	if (list->count > 1)
		qsort(list->items, list->count, sizeof(*list->items), compare);
}

void facts_sort_by_hash(struct fact_list *list)
{
	sort(list, by_hash);
}

void facts_sort_by_prefix(struct fact_list *list)
{
	sort(list, by_prefix);
}

void facts_sort_by_value(struct fact_list *list)
{
	sort(list, by_value);
}

bool facts_is_before(const struct fact *x, const struct fact *y)
{
	return compare_order(x, y) < 0;
}

size_t facts_find(const struct fact_list *list, uint64_t hash)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->items[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < list->count && list->items[low].hash == hash ? low : list->count;
}

/* {=== identities === */

/* The entry of a hash, or the free one where it belongs. */
static struct identity *find_identity(struct identity *table, size_t cap, uint64_t hash)
{
	size_t i = (size_t)hash & (cap - 1);

	while (table[i].document && table[i].hash != hash)
		i = (i + 1) & (cap - 1);
	return &table[i];
}

static void grow_identities(struct set *set)
{
	size_t cap = set->identities_cap ? set->identities_cap * 2 : 8;
	struct identity *table;

	if (set->nidentities * 2 < set->identities_cap)
		return;
	table = heap_zalloc(cap * sizeof(*table));
	for (size_t i = 0; i < set->identities_cap; i++)
		if (set->identities[i].document)
			*find_identity(table, cap, set->identities[i].hash) = set->identities[i];
	free(set->identities);
	set->identities = table;
	set->identities_cap = cap;
}

const struct set_document *facts_identify(struct set *set, const struct buf *identity)
{
	uint64_t hash = facts_hash(identity->data, identity->length);
	const struct identity *entry;

	grow_identities(set);
	entry = find_identity(set->identities, set->identities_cap, hash);
	if (!entry->document)
		set->pending = hash;
	return entry->document;
}

const struct set_document *facts_keep(struct set *set, const struct lint_place *place,
	const struct kind *kind)
{
	struct set_document *document = mem_alloc(&set->mem, sizeof(*document));

	*document = (struct set_document){ *place, kind, set->ndocuments++ };
	if (set->pending) {
		*find_identity(set->identities, set->identities_cap, set->pending) =
			(struct identity){ set->pending, document };
		set->nidentities++;
		set->pending = 0;
	}
	return document;
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
