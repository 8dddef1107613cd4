/*
 * What the set keeps of documents: where each is, and what one examined node of it
 * says to one relation, as hashes side by side in columns.
 * Knows hashes, prefixes and places; nothing of what a relation means.
 */
#ifndef PEERLINT_FACTS_H
#define PEERLINT_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "lint/recall.h"
#include "lint/set.h"
#include "lint/state.h"
#include "net/prefix.h"
#include "net/u128.h"

struct gather;
struct rule;

enum document_flags {
	DOCUMENT_MEMBER = 1 << 0,  /* of an object; its parent's path leads to it */
	DOCUMENT_ELEMENT = 1 << 1, /* of the array to which its parent's path leads */
	DOCUMENT_COPY = 1 << 2,    /* the set has another one of its identity */
};

/* A document of the set, by its place: it is read again when something is to be said of it. */
struct set_document {
	uint64_t start;  /* bytes of its file */
	uint32_t length;
	uint32_t parent; /* its number among the set's */
	uint32_t index;  /* of an element */
	uint16_t kind;   /* its index */
	uint16_t flags;
};

/* Where documents are: what their pointers begin with. */
struct set_parent {
	struct lint_file *file;
	struct node *path; /* only names and indexes are there; NULL at the root */
};

/* One examined node of one document. */
struct fact {
	uint32_t document; /* its number, which is the order of arrival */
	uint32_t node;     /* its place among what the rule examines */
};

/* Examined nodes of one document that one relation sees. */
#define FACT_NODES (1u << 24)

/* The columns that not all lists have. */
enum fact_columns {
	FACTS_OF_NODES = 1 << 0,    /* nodes: a document may have several facts */
	FACTS_OF_VALUES = 1 << 1,   /* values, once two differ */
	FACTS_OF_PREFIXES = 1 << 2, /* lows, lengths, and highs once one is not 0 */
};

/* Facts in the order of arrival. Columns that are NULL hold what follows from less. */
struct fact_list {
	unsigned columns;    /* enum fact_columns */
	uint32_t first;      /* the document of the first fact */
	uint64_t value;      /* the hash of its value */
	size_t count, cap;   /* below UINT32_MAX */
	uint64_t *hashes;    /* of keys */
	uint32_t *documents; /* their numbers, ascending; NULL: each is the next one */
	uint32_t *nodes;     /* their places among what the rule examines; NULL: all 0 */
	uint64_t *values;    /* hashes; NULL: all as the first */
	uint64_t *lows;      /* the last 8 bytes of addresses, those of IPv4 mapped */
	uint64_t *highs;     /* the first 8; NULL: all 0, as those of IPv4 are */
	uint8_t *lengths;    /* of prefixes; those of IPv4 are FACT_IPV4 more */
};
#define FACT_IPV4 129u

/* The first bits of an address, as many as a length of the list says. */
static inline struct u128 facts_network(struct u128 address, unsigned length)
{
	return u128_and(address, u128_mask(length < FACT_IPV4 ? length : 96 + length - FACT_IPV4));
}

/* The facts of a relation, or of one side of a join, of which others may have the same. */
struct relation_facts {
	struct rule *rule;
	struct relation_facts *twin; /* a join with the same other side, which has the list, or NULL */
	struct fact_list list;       /* of a join: the documents of the other side */
};

/* The list of a relation, be it its own or not. */
static inline struct fact_list *facts_list(struct relation_facts *facts)
{
	return facts->twin ? &facts->twin->list : &facts->list;
}

/* What the lists that were given say of a kind: never EXTENT_UNKNOWN. */
struct known_extent {
	const struct kind *kind;
	enum extent extent;
};

struct set {
	struct lint *lint;
	struct mem mem;
	struct relation_facts **relations; /* by the index of the rule; NULL: none yet */
	size_t relations_cap;
	struct gather **gathers; /* by the index of a kind: see gather.h; NULL: none yet */
	size_t gathers_cap;
	struct set_document *documents;
	uint64_t *identities; /* of the documents: hashes; 0: it is told by nothing */
	size_t ndocuments, documents_cap;
	struct set_parent *parents;
	size_t nparents, parents_cap;
	struct known_extent *extents;
	size_t nextents, extents_cap;
	struct recall recall;
	struct buf key, other_key; /* for making keys */
	size_t nsimilar; /* keys that were looked through for a did-you-mean */
};

/* The facts of a rule; empty at first. */
struct relation_facts *facts_of(struct set *set, struct rule *rule);

void facts_init(struct fact_list *list, unsigned columns);
void facts_release(struct fact_list *list);

/* Room for so many more; false if there are too many. */
bool facts_grow(struct fact_list *list, size_t more);
static inline bool facts_reserve(struct fact_list *list, size_t more)
{
	return more <= list->cap - list->count || facts_grow(list, more);
}

/* For facts_put and facts_set_value: begin the column, and put into it. */
void facts_put_document(struct fact_list *list, size_t i, uint32_t document);
void facts_put_value(struct fact_list *list, size_t i, uint64_t value);

/* A further fact, for which there is room: what else its columns want is to be set. */
static inline size_t facts_put(struct fact_list *list, uint64_t hash, struct fact fact)
{
	size_t i = list->count++;

	list->hashes[i] = hash;
	if (i == 0)
		list->first = fact.document;
	if (list->documents || fact.document != list->first + i)
		facts_put_document(list, i, fact.document);
	if (list->nodes)
		list->nodes[i] = fact.node;
	return i;
}

static inline void facts_set_value(struct fact_list *list, size_t i, uint64_t value)
{
	if (i == 0)
		list->value = value;
	if (list->values || value != list->value)
		facts_put_value(list, i, value);
}

static inline uint64_t facts_value(const struct fact_list *list, size_t i)
{
	return list->values ? list->values[i] : list->value;
}

static inline uint32_t facts_document(const struct fact_list *list, size_t i)
{
	return list->documents ? list->documents[i] : list->first + (uint32_t)i;
}

static inline struct fact facts_at(const struct fact_list *list, size_t i)
{
	return (struct fact){ facts_document(list, i), list->nodes ? list->nodes[i] : 0 };
}

/* The prefix of a fact, without its host bits. */
void facts_set_prefix(struct fact_list *list, size_t i, const struct prefix *prefix);

static inline struct u128 facts_address(const struct fact_list *list, size_t i)
{
	return (struct u128){ list->highs ? list->highs[i] : 0, list->lows[i] };
}

/* Appends the facts of a list with the same columns, whose documents are so many further on here. */
void facts_join(struct fact_list *list, const struct fact_list *from, uint32_t documents);

/* The number of what the pointers of documents in this file begin with: the way to a node. */
uint32_t facts_keep_parent(struct set *set, struct lint_file *file, const struct node *node);

/* Room for so many more documents. */
void facts_reserve_documents(struct set *set, size_t more);

/* Keeps the place of a document, whose identity is 0 at first; gives its number. */
uint32_t facts_keep(struct set *set, const struct lint_place *place, const struct kind *kind);

/* The kind of a document. */
const struct kind *facts_kind(const struct set *set, uint32_t document);

/* Takes out the facts of documents that are marked as copies. */
void facts_drop_copies(struct set *set);

/* Notes what a list says of a kind, and gives what all lists say. */
void facts_note_extent(struct set *set, const struct kind *kind, enum extent extent);
enum extent facts_extent(const struct set *set, const struct kind *kind);

#endif
