/*
 * The documents in a JSON text: the text itself, the elements of arrays, and
 * what carriers such as envelopes and lists carry.
 * Knows kinds and nodes; nothing of what is linted of a document.
 */
#ifndef PEERLINT_CARRIER_H
#define PEERLINT_CARRIER_H

#include "lint/set.h"
#include "lint/state.h"

struct node;
struct pieces;

/* A JSON text whose documents are looked for. */
struct walk {
	struct lint *lint;
	struct lint_file *file;
	size_t base;
	struct pieces *pieces; /* NULL: all of the text is in the tree */
	const struct node *list; /* whose elements are documents; NULL: none yet */
};

/*
 * Finds the documents in a value and lints each. depth is how many carriers and arrays are around
 * it; extent what the nearest carrier says of its documents.
 */
void carrier_lint(struct walk *walk, const struct node *value, unsigned depth,
	enum extent extent);

#endif
