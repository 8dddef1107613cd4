/*
 * Simple patterns, run without PCRE2: what compiling costs there is more than a
 * whole lint, and most patterns of rules are a few classes of ASCII characters.
 * Knows the part that both dialects have in common; nothing of PCRE2.
 */
#ifndef PEERLINT_REGEX_SIMPLE_H
#define PEERLINT_REGEX_SIMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/regex.h"

/* Characters that a pattern may ask for, counts written out: a bit of a word each. */
#define SIMPLE_POSITIONS 64

/* ASCII characters, a bit each. */
struct charset {
	uint64_t bits[2];
};

/*
 * An automaton without moves on nothing (Glushkov's): a position is one character of the
 * pattern.
 */
struct simple {
	uint64_t first, last; /* where a match may begin and end */
	bool empty;           /* the empty text matches */
	bool at_start, at_end; /* the pattern begins with ^, ends with $ */
	bool beyond_ascii;     /* there are characters beyond ASCII that it takes: such text is for
				  PCRE2 */
	unsigned count;
	struct position {
		struct charset takes;
		uint64_t follow;
	} positions[SIMPLE_POSITIONS]; /* as many as there are, in what simple_keep gives */
};

/* Reads a pattern; false if it is not simple, be it right or wrong. */
bool simple_read(struct simple *simple, const char *pattern, size_t n, enum regex_dialect dialect);

/* Bytes of a pattern, with the positions that it has. */
static inline size_t simple_size(const struct simple *simple)
{
	return offsetof(struct simple, positions) + simple->count * sizeof(struct position);
}

/* A copy in the heap, no longer than it has to be. */
struct simple *simple_keep(const struct simple *simple);

/* Whether it matches anywhere in a text, or the whole of it, in time proportional to the text. */
bool simple_match(const struct simple *simple, const char *text, size_t n, bool whole);

#endif
