/*
 * Linting in pieces: the elements of a long list are linted as they are read,
 * and forgotten. What carries them is known only when all is read; where it
 * turns out to be no carrier of them, what was found in them is withdrawn.
 * Knows carriers and the reader's elements; nothing of documents.
 */
#ifndef PEERLINT_PIECES_H
#define PEERLINT_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "finding/finding.h"
#include "lint/carrier.h"
#include "lint/set.h"

struct kind;
struct node;

/* Arrays of one text that can be linted in pieces, and names that lead to one. */
#define PIECES_ARRAYS 8
#define PIECES_NAMES 2

/* Names that lead from the root to an array whose elements a kind contains. */
struct piece_path {
	uint32_t names[PIECES_NAMES];
	size_t count;
};

/* An array that a carrier may contain, while it is read. */
struct piece_array {
	const struct node *node;
	bool reached; /* it is what a carrier contains */
	size_t odd;   /* elements that a carrier's shape may have something to say of */
	const struct kind **kinds; /* of its elements */
	size_t nkinds, kinds_cap;
};

struct pieces {
	struct walk walk;
	struct findings found; /* in elements */
	struct findings *others;
	struct set_mark mark;
	size_t documents;      /* of the file, before this text; of a part, in it */
	struct piece_array arrays[PIECES_ARRAYS];
	size_t narrays;
	struct piece_array *array; /* that is being linted; NULL: its elements are nobody's, or not in a carrier */
	size_t length;    /* of the text */
	size_t alone;     /* up to this byte parts are not shared with other threads */
	size_t nrejected; /* parts that could not be linted alone */
	bool rejected;    /* of a part: the reader had something to say */
};

/* Before the text is read. */
void pieces_begin(struct pieces *pieces, struct lint *lint, struct lint_file *file, size_t base,
	size_t length);

/* The reader's element: context is the pieces. */
bool pieces_element(void *context, struct node *element);

/*
 * When it was read: lints what is left in the tree (root; NULL: it is no JSON). False if what was
 * linted is no content of a carrier: then nothing is found and noted of this text, and it is to
 * be linted as a whole.
 */
bool pieces_end(struct pieces *pieces, const struct node *root);

/* Whether the elements of this array are linted as they are read. */
bool pieces_has(struct pieces *pieces, const struct node *array);

/*
 * Adds what was found of some elements of an array that pieces_has, by another lint over like
 * packs.
 */
void pieces_join(struct pieces *pieces, const struct node *array, struct pieces *part);

/* Gives back pieces that are neither ended nor joined. */
void pieces_drop(struct pieces *pieces);

/* A carrier contains this array, and says so of its documents. pieces may be NULL, the array any value. */
void pieces_reach(struct pieces *pieces, const struct node *array, enum extent extent);

/* An element of the array that is being linted is of this kind. */
void pieces_note_kind(struct pieces *pieces, const struct kind *kind);

#endif
