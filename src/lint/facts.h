/*
 * What the set keeps of documents: one fact a document and relation, sorted
 * when all are there.
 * Knows hashes, prefixes and places; nothing of what a relation means.
 */
#ifndef PEERLINT_FACTS_H
#define PEERLINT_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "lint/set.h"
#include "lint/state.h"
#include "net/prefix.h"

struct rule;

/* A document of the set. */
struct set_document {
	struct lint_place place;
	const struct kind *kind;
	size_t order; /* of arrival */
};

/* What one examined node of a document says to one relation. */
struct fact {
	const struct set_document *document;
	const struct node *current;
	uint64_t hash; /* of its key */
	union {
		struct prefix prefix; /* disjoint */
		uint64_t value;       /* same, diverse: the hash of the value */
	};
};

struct fact_list {
	struct fact *items;
	size_t count, cap;
};

struct relation_facts {
	struct rule *rule;
	struct fact_list a; /* for a join: the documents that the rule is for */
	struct fact_list b; /* join: those of the other side */
	bool has_b;         /* join: a document of the other side was given, with or without a key */
};

/* What the lists that were given say of a kind: never EXTENT_UNKNOWN. */
struct known_extent {
	const struct kind *kind;
	enum extent extent;
};

/* A document's identity; the table is open-addressed. */
struct identity {
	uint64_t hash;
	const struct set_document *document; /* NULL: free */
};

struct set {
	struct lint *lint;
	struct mem mem;
	struct relation_facts **relations; /* by the index of the rule; NULL: none yet */
	size_t relations_cap;
	struct identity *identities;
	size_t nidentities, identities_cap;
	uint64_t pending; /* identity of the document that is being added; 0: it has none */
	struct known_extent *extents;
	size_t nextents, extents_cap;
	size_t ndocuments;
	struct buf key, other_key; /* for making keys */
	size_t nsimilar; /* keys that were looked through for a did-you-mean */
};

/* Appends a value such that equal values, and only they, give equal bytes. */
void facts_print_value(struct buf *out, const struct node *value);

uint64_t facts_hash(const char *bytes, size_t n);

/* The facts of a rule; empty at first. */
struct relation_facts *facts_of(struct set *set, struct rule *rule);

void facts_append(struct fact_list *list, const struct fact *fact);

/* By hash, then in order of arrival; or, between these two, by prefix, or value. */
void facts_sort_by_hash(struct fact_list *list);
void facts_sort_by_prefix(struct fact_list *list);
void facts_sort_by_value(struct fact_list *list);

/* Whether x arrived before y. */
bool facts_is_before(const struct fact *x, const struct fact *y);

/* Index of the first fact of a hash in a list that is sorted by it; count if there is none. */
size_t facts_find(const struct fact_list *list, uint64_t hash);

/* The document that has this identity already, or NULL; then the next one that is kept gets it. */
const struct set_document *facts_identify(struct set *set, const struct buf *identity);

/* Keeps a document for the run. */
const struct set_document *facts_keep(struct set *set, const struct lint_place *place,
	const struct kind *kind);

/* Notes what a list says of a kind, and gives what all lists say. */
void facts_note_extent(struct set *set, const struct kind *kind, enum extent extent);
enum extent facts_extent(const struct set *set, const struct kind *kind);

#endif
