/*
 * A file of the user's own that is held against a shape of the program: a rule,
 * a pack.json, a configuration, a baseline. What is wrong goes to packs->problems.
 * Knows the reader and shapes; nothing of what the file is for.
 */
#ifndef PEERLINT_HELD_H
#define PEERLINT_HELD_H

#include <stdbool.h>
#include <stddef.h>

struct node;
struct pack_file;
struct packs;

struct held {
	struct packs *packs;
	const struct pack_file *file;
	bool quotes; /* its texts quote documents: half of a surrogate pair, and numbers that readers change, are right */
	bool bounded; /* once packs_are_hopeless no violation is added */
	bool failed; /* something was wrong */
};

/* Reads the file's text; NULL if it is no JSON. */
struct node *held_read(struct held *held);

/* Holds what was read against the shape of a URI. */
void held_check(struct held *held, struct node *root, const char *uri);

#endif
