/*
 * What the set keeps of documents: where each is, and one small fact a document and
 * relation, sorted when all are there.
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

/*
 * Examined nodes of one document that one relation sees. What node is beyond, in facts of disjoint,
 * is the length of an IPv6 prefix, or FACT_IPV4 more than that of an IPv4 one.
 */
#define FACT_NODES (1u << 24)
#define FACT_IPV4 129u

/* What one examined node of a document says to one relation. */
struct fact {
	uint64_t hash;     /* of its key */
	uint32_t document; /* its number, which is the order of arrival */
	uint32_t node;     /* its place among what the rule examines, below FACT_NODES */
	uint64_t extra[];  /* same, diverse: the hash of the value; disjoint: the prefix */
};

/* The facts lie side by side, each as large as its relation needs. */
struct fact_list {
	void *bytes;
	size_t size; /* of one */
	size_t count, cap;
};

struct relation_facts {
	struct rule *rule;
	struct relation_facts *twin; /* a join that has the same a, and keeps it; NULL: none */
	struct fact_list a; /* for a join: the documents that the rule is for */
	struct fact_list b; /* join: those of the other side */
	bool has_b;         /* join: a document of the other side was given, with or without a key */
};

/* The facts of what a relation examines. */
static inline struct fact_list *facts_examined(struct relation_facts *facts)
{
	return facts->twin ? &facts->twin->a : &facts->a;
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
	struct set_document *documents;
	size_t ndocuments, documents_cap;
	struct set_parent *parents;
	size_t nparents, parents_cap;
	struct fact_list identities;
	struct known_extent *extents;
	size_t nextents, extents_cap;
	struct recall recall;
	struct buf key, other_key; /* for making keys */
	size_t nsimilar; /* keys that were looked through for a did-you-mean */
};

/* Appends a value such that equal values, and only they, give equal bytes. */
void facts_print_value(struct buf *out, const struct node *value);

/* The facts of a rule; empty at first. */
struct relation_facts *facts_of(struct set *set, struct rule *rule);

/* An empty list of facts with so many extras. */
void facts_init(struct fact_list *list, size_t extras);

static inline struct fact *facts_at(const struct fact_list *list, size_t i)
{
	return (struct fact *)((char *)list->bytes + i * list->size);
}

/* Room for the next fact, not cleared; it is there when count was raised. */
struct fact *facts_open(struct fact_list *list);

/* The prefix of a fact of disjoint; set after node. */
void facts_set_prefix(struct fact *fact, const struct prefix *prefix);
struct prefix facts_prefix(const struct fact *fact);

/* By hash, then in order of arrival; or, between these two, by prefix, or value. */
void facts_sort_by_hash(struct fact_list *list);
void facts_sort_by_prefix(struct fact_list *list);
void facts_sort_by_value(struct fact_list *list);

/* Whether x arrived before y. */
bool facts_is_before(const struct fact *x, const struct fact *y);

/* Index of the first fact of a hash in a list that is sorted by it; count if there is none. */
size_t facts_find(const struct fact_list *list, uint64_t hash);

/* The number of what the pointers of documents in this file begin with: the way to a node. */
uint32_t facts_keep_parent(struct set *set, struct lint_file *file, const struct node *node);

/* Keeps the place of a document; gives its number. */
uint32_t facts_keep(struct set *set, const struct lint_place *place, const struct kind *kind);

/* The kind of the document of a fact. */
const struct kind *facts_kind(const struct set *set, const struct fact *fact);

/* Takes out the facts of documents that are marked as copies. */
void facts_drop_copies(struct set *set);

/* Notes what a list says of a kind, and gives what all lists say. */
void facts_note_extent(struct set *set, const struct kind *kind, enum extent extent);
enum extent facts_extent(const struct set *set, const struct kind *kind);

#endif
