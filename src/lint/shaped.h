/*
 * A text that is validated against a shape of the user's own, in place of the
 * packs: the elements of its long lists are checked as they are read, and
 * forgotten, where the shape lets each be checked by itself.
 * Knows shapes and the reader's elements; nothing of kinds and rules.
 */
#ifndef PEERLINT_SHAPED_H
#define PEERLINT_SHAPED_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct lint;
struct lint_file;
struct node;

/* Lists of one text whose elements are forgotten; those of others stay in the tree. */
#define SHAPED_LISTS 8

struct shaped {
	struct lint *lint;
	struct lint_file *file;
	size_t base;
	struct findings found; /* in elements */
	const struct node *lists[SHAPED_LISTS];
	size_t nlists;
};

/* Before the text that is at base is read. */
void shaped_begin(struct shaped *shaped, struct lint *lint, struct lint_file *file, size_t base);

/* The reader's element. */
bool shaped_element(struct shaped *shaped, const struct node *element);

/*
 * When it was read: checks what is left in the tree (root; NULL: it is no JSON, and nothing is found in
 * it). False if elements were forgotten that count no more, for a later member has the name of
 * their list: then nothing is found, and the text is to be read as a whole.
 */
bool shaped_end(struct shaped *shaped, const struct node *root);

#endif
