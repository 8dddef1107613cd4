/*
 * Where the elements of an array are, found without reading them: brackets,
 * quotes and commas are counted, so that parts of a long list can be read at
 * the same time.
 * Knows what ends a string; nothing of whether the text is JSON: if it is not,
 * the reader will say so of the part where it is wrong, or of what follows.
 */
#ifndef PEERLINT_SPLIT_H
#define PEERLINT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

/* A place between or in the elements of an array. */
struct split {
	const char *p;
	size_t depth;    /* brackets that are open, beside the array's own */
	size_t elements; /* that a comma ended so far */
	bool in_string;
	bool escaped; /* a backslash is before p */
};

enum split_stop {
	SPLIT_TEXT,  /* the text ends here; with more of it the same split goes on */
	SPLIT_COMMA, /* p is behind a comma of the array */
	SPLIT_CLOSE, /* p is at the bracket that closes the array */
};

/* Begins behind the bracket that opens an array. */
void split_init(struct split *split, const char *p);

/* Goes on to the first comma of the array at or behind least, which is in the text, or to the end. */
enum split_stop split_next(struct split *split, const char *least, const char *end);

#endif
