/*
 * Problems in words: what a person is told about text that is wrong.
 * Knows the rules of the reader; nothing of how it came to the place.
 */
#ifndef PEERLINT_COMPLAIN_H
#define PEERLINT_COMPLAIN_H

#include <stdbool.h>
#include <stdint.h>

struct node;
struct reading;

/* What the reader could have gone on with. */
enum wanted {
	WANTED_VALUE,     /* a value; or ], if the container is an array without elements */
	WANTED_KEY,       /* a name in quotes; or }, if the object has no members */
	WANTED_COLON,     /* the : behind a name */
	WANTED_SEPARATOR, /* a comma or the container's closing bracket */
	WANTED_END,       /* nothing more */
};

/* Each of these reports the one problem that ends the reading, and returns false. */

/* reading->p is not what was wanted. */
bool complain_token(struct reading *reading, enum wanted wanted);

/* What was wanted, in words: "a comma or ] after an element"; in the arena. */
const char *complain_wanted(struct reading *reading, enum wanted wanted);

/* The string that opened at open cannot go on with what is at p, or ends there for want of text. */
bool complain_string(struct reading *reading, const char *open, const char *p);

/*
 * The number that begins at reading->p has no digit where one must be, at p, or a
 * digit too much before p.
 */
bool complain_number(struct reading *reading, const char *p);

/* The bracket at reading->p opens one level more than the limit. */
bool complain_depth(struct reading *reading);

/* The text is longer than the reader can take. */
bool complain_length(struct reading *reading);

/* The byte at p begins no UTF-8 sequence. */
bool complain_utf8(struct reading *reading, const char *p);

/*
 * Looks at how the text begins. False, and reported, if it is in no encoding
 * that JSON may have; a byte order mark in UTF-8 is reported and stepped over.
 */
bool complain_encoding(struct reading *reading);

/*
 * These report problems that are read on from, the first COMPLAIN_MAX of each
 * kind in a text; complain_rest reports how many more there were.
 */
#define COMPLAIN_MAX 1000
void complain_duplicate(struct reading *reading, const struct node *node, const struct node *first,
			uint32_t first_start, uint32_t first_end);
void complain_inexact(struct reading *reading, const struct node *node);
void complain_surrogate(struct reading *reading, const char *escape);
void complain_rest(struct reading *reading);

#endif
