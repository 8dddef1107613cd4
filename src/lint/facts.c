#include "lint/facts.h"

#include <stdlib.h>
#include <string.h>

#include "json/node.h"
#include "json/number.h"
#include "net/u128.h"
#include "pack/pack.h"
#include "pack/rule.h"

/* Places among which that of the next document is looked for. */
#define LATELY 8

/* Appends a letter, a number of 8 bytes and n bytes of text. */
static void add(struct buf *out, char letter, uint64_t number, const char *text, size_t n)
{
	char *p;

	buf_reserve(out, 1 + sizeof(number) + n);
	p = out->data + out->length;
	*p++ = letter;
	memcpy(p, &number, sizeof(number));
	if (n > 0)
		memcpy(p + sizeof(number), text, n);
	buf_grown(out, 1 + sizeof(number) + n);
}

/* Strings with their length in front, so that no two differ only in where one ends; numbers by value. */
void facts_print_value(struct buf *out, const struct node *value)
{
	switch (node_type(value)) {
	case NODE_STRING:
		add(out, 's', value->length, node_text(value), value->length);
		break;
	case NODE_NUMBER:
		add(out, 'n', number_hash(number_read(node_text(value), value->length)), NULL, 0);
		break;
	case NODE_ARRAY:
	case NODE_OBJECT:
		add(out, 'c', node_hash(value), NULL, 0);
		break;
	default:
		add(out, 'l', node_type(value), NULL, 0);
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

/* Whether two joins examine the same nodes by the same keys: then their facts are the same. */
static bool is_twin(const struct rule *x, const struct rule *y)
{
	if (x->type != RULE_JOIN || y->type != RULE_JOIN || x->given != y->given ||
	    x->nkinds != y->nkinds || x->relation.nkeys != y->relation.nkeys ||
	    x->relation.form != y->relation.form)
		return false;
	for (size_t i = 0; i < x->nkinds; i++)
		if (strcmp(x->kinds[i], y->kinds[i]) != 0)
			return false;
	for (size_t i = 0; i < x->relation.nkeys; i++)
		if (x->relation.keys[i] != y->relation.keys[i])
			return false;
	return true;
}

static struct relation_facts *find_twin(const struct set *set, const struct rule *rule)
{
	for (size_t i = 0; i < set->relations_cap; i++)
		if (set->relations[i] && !set->relations[i]->twin &&
		    is_twin(set->relations[i]->rule, rule))
			return set->relations[i];
	return NULL;
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
		facts->twin = find_twin(set, rule);
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
	uint32_t bits = prefix->length + (prefix->family == 4 ? FACT_IPV4 : 0u);

	fact->extra[0] = address.high;
	fact->extra[1] = address.low;
	fact->node |= bits * FACT_NODES;
}

struct prefix facts_prefix(const struct fact *fact)
{
	uint32_t bits = fact->node / FACT_NODES;
	struct prefix prefix = {
		.family = bits >= FACT_IPV4 ? 4 : 6,
		.length = (uint8_t)(bits >= FACT_IPV4 ? bits - FACT_IPV4 : bits),
		.has_length = true,
	};

	u128_store((struct u128){ fact->extra[0], fact->extra[1] }, prefix.address);
	return prefix;
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
