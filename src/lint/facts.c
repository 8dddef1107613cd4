#include "lint/facts.h"

#include <stdlib.h>
#include <string.h>

#include "json/names.h"
#include "json/node.h"
#include "json/number.h"
#include "lint/recall.h"
#include "lint/set.h"
#include "net/u128.h"
#include "pack/pack.h"
#include "pack/rule.h"

/* What is kept of a prefix beside its address: lengths of IPv6, and behind them those of IPv4. */
#define BITS_SHIFT 24
#define BITS_IPV4 129

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

/* {=== lists === */

/* What facts of a relation have beside their keys. */
static size_t extras_of(const struct rule *rule)
{
	switch (rule->type) {
	case RULE_DISJOINT:
		return 2;
	case RULE_SAME:
	case RULE_DIVERSE:
		return 1;
	default:
		return 0;
	}
}

void facts_init(struct fact_list *list, size_t extras)
{
	*list = (struct fact_list){ .size = sizeof(struct fact) + extras * sizeof(uint64_t) };
}

struct relation_facts *facts_of(struct set *set, struct rule *rule)
{
	size_t old = set->relations_cap;
	struct relation_facts *facts;

	if (rule->index >= old) {
		set->relations = heap_grow(set->relations, &set->relations_cap, rule->index + 1,
			sizeof(struct relation_facts *));
		memset(set->relations + old, 0,
			(set->relations_cap - old) * sizeof(struct relation_facts *));
	}
	facts = set->relations[rule->index];
	if (!facts) {
		facts = mem_zalloc(&set->mem, sizeof(*facts));
		facts->rule = rule;
		facts_init(&facts->a, extras_of(rule));
		facts_init(&facts->b, 0);
		set->relations[rule->index] = facts;
	}
	return facts;
}

struct fact *facts_open(struct fact_list *list)
{
	list->bytes = heap_grow(list->bytes, &list->cap, list->count + 1, list->size);
	return facts_at(list, list->count);
}

void facts_set_prefix(struct fact *fact, const struct prefix *prefix)
{
	struct u128 address = u128_load(prefix->address);
	uint32_t bits = prefix->length + (prefix->family == 4 ? BITS_IPV4 : 0u);

	fact->extra[0] = address.high;
	fact->extra[1] = address.low;
	fact->node |= bits << BITS_SHIFT;
}

struct prefix facts_prefix(const struct fact *fact)
{
	uint32_t bits = fact->node >> BITS_SHIFT;
	struct prefix prefix = {
		.family = bits >= BITS_IPV4 ? 4 : 6,
		.length = (uint8_t)(bits >= BITS_IPV4 ? bits - BITS_IPV4 : bits),
		.has_length = true,
	};

	u128_store((struct u128){ fact->extra[0], fact->extra[1] }, prefix.address);
	return prefix;
}

static int compare_numbers(uint64_t x, uint64_t y)
{
	return x < y ? -1 : x > y;
}

static int compare_order(const struct fact *x, const struct fact *y)
{
	int order = compare_numbers(x->document, y->document);

	return order ? order : compare_numbers(x->node & (FACT_NODES - 1), y->node & (FACT_NODES - 1));
}

static int by_hash(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;
	int order = compare_numbers(a->hash, b->hash);

	return order ? order : compare_order(a, b);
}

static int by_prefix(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;
	struct prefix prefix, other;
	int order = compare_numbers(a->hash, b->hash);

	if (order)
		return order;
	prefix = facts_prefix(a);
	other = facts_prefix(b);
	order = prefix_compare(&prefix, &other);
	return order ? order : compare_order(a, b);
}

static int by_value(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;
	int order = compare_numbers(a->hash, b->hash);

	if (order == 0)
		order = compare_numbers(a->extra[0], b->extra[0]);
	return order ? order : compare_order(a, b);
}

static void sort(struct fact_list *list, int (*compare)(const void *, const void *))
{
	if (list->count > 1)
		qsort(list->bytes, list->count, list->size, compare);
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

		if (facts_at(list, middle)->hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < list->count && facts_at(list, low)->hash == hash ? low : list->count;
}

/* Takes the facts of documents that are copies out of a list. */
static void sift(const struct set *set, struct fact_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct fact *fact = facts_at(list, i);

		if (!(set->documents[fact->document].flags & DOCUMENT_COPY))
			memmove(facts_at(list, kept++), fact, list->size);
	}
	list->count = kept;
}

void facts_drop_copies(struct set *set)
{
	for (size_t i = 0; i < set->relations_cap; i++) {
		if (!set->relations[i])
			continue;
		sift(set, &set->relations[i]->a);
		sift(set, &set->relations[i]->b);
	}
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

/* What pointers need of a node and of those around it. */
static struct node *copy_path(struct set *set, const struct node *node)
{
	struct node *first = NULL, **link = &first;

	for (; node; node = node->parent) {
		struct node *copy = mem_zalloc(&set->mem, sizeof(*copy));

		copy->item.type = node->item.type;
		copy->name = node->name;
		copy->key_length = node->key_length;
		copy->flags = (node->flags & NODE_SECRET) | NODE_OUTSIDE;
		if (node->item.string)
			copy->item.string = mem_text(&set->mem, node->item.string, node->key_length);
		*link = copy;
		link = &copy->parent;
	}
	return first;
}

/* Where a document is, but for its place among its siblings if it is an element. */
static uint32_t find_parent(struct set *set, const struct lint_place *place)
{
	const struct node *node = place->node->item.string ? place->node : place->node->parent;
	const struct set_parent *last = set->nparents ? &set->parents[set->nparents - 1] : NULL;

	if (last && last->file == place->file && is_same_path(last->path, node))
		return (uint32_t)(set->nparents - 1);
	set->parents = heap_grow(set->parents, &set->parents_cap, set->nparents + 1,
		sizeof(*set->parents));
	set->parents[set->nparents] = (struct set_parent){ place->file, copy_path(set, node) };
	return (uint32_t)set->nparents++;
}

uint32_t facts_keep(struct set *set, const struct lint_place *place, const struct kind *kind)
{
	const struct node *node = place->node;

	set->documents = heap_grow(set->documents, &set->documents_cap, set->ndocuments + 1,
		sizeof(*set->documents));
	set->documents[set->ndocuments] = (struct set_document){
		.start = place->base + node->start,
		.length = node->end - node->start,
		.parent = find_parent(set, place),
		.index = node->key_length,
		.kind = (uint16_t)kind->index,
		.flags = node->item.string ? DOCUMENT_MEMBER : node->parent ? DOCUMENT_ELEMENT : 0,
	};
	place->file->keep = true;
	return (uint32_t)set->ndocuments++;
}

const struct kind *facts_kind(const struct set *set, const struct fact *fact)
{
	return set->lint->packs->kinds[set->documents[fact->document].kind];
}

/* }=== */

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
