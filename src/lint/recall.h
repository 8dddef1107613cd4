/*
 * Documents of the set, read again: what a relation reports of a document is
 * found in its file, and the set itself holds no document.
 * Knows files, the reader and places; nothing of relations.
 */
#ifndef PEERLINT_RECALL_H
#define PEERLINT_RECALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

struct lint_file;
struct lint_place;
struct node;
struct recalled;
struct rule;
struct set;

/*
 * Text of documents, in bytes: so much of what was recalled before is kept, and from so much on
 * nothing further should be recalled to be held against one document.
 */
#define RECALL_MAX ((size_t)1 << 20)

/* Files that are awake at a time: there may be more than can be open, and a join goes to and fro. */
#define RECALL_AWAKE 4

/* The nodes of a document that a rule is given: of the same two documents they are asked for again and again. */
#define RECALL_GIVEN 4
struct recalled_nodes {
	const struct rule *rule; /* NULL: free */
	uint32_t document;
	const struct node **nodes;
	size_t count;
};

/* What was read again last. */
struct recall {
	struct mem mem;
	struct recalled *table; /* open-addressed, by the numbers of documents */
	size_t count, cap;
	struct recalled_nodes given[RECALL_GIVEN]; /* the last ones first */
	size_t length;   /* bytes of what is there */
	size_t longest;  /* bytes of the longest document of them */
	struct buf text; /* of the last that was read alone */
	struct lint_file *awake[RECALL_AWAKE]; /* whose pages do not rest, the last one first; NULL: none */
};

/*
 * The place of a document of the set. Its nodes live until the next recall_forget. Where
 * the file is not what it was, its pages have failed, and the document is null.
 */
struct lint_place recall_document(struct set *set, uint32_t document);

/* The nodes that a rule is given in a document, which is recalled and with which the run has begun. */
const struct recalled_nodes *recall_given(struct set *set, const struct rule *rule,
	uint32_t document);

/*
 * Forgets documents if many are there: to be called when none is in use. Two that are longer than
 * RECALL_MAX stay beside others: each further one may be held against them.
 */
void recall_forget(struct set *set);

void recall_release(struct recall *recall);

#endif
