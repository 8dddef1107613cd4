/*
 * A simple pattern as a table of what follows what, filled as texts need it: a
 * look into it for each byte, where the pattern's positions are gone through
 * otherwise. For patterns that are used often.
 * Knows simple patterns; nothing of how they are written.
 */
#ifndef PEERLINT_REGEX_TABLE_H
#define PEERLINT_REGEX_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct simple;
struct table;

/* For matches anywhere in a text, or of the whole of it. The pattern must stay. */
struct table *table_new(const struct simple *simple, bool whole);

/* Takes NULL. */
void table_free(struct table *table);

/*
 * What simple_match says of a text, in *matches; false if the table would become too
 * large for it.
 */
bool table_match(struct table *table, const char *text, size_t n, bool *matches);

/* Where a byte leads: to a state, if it is above these. */
enum move {
	MOVE_UNKNOWN, /* the table would become too large */
	MOVE_NO,      /* the text does not match, whatever follows */
	MOVE_YES,     /* it matches, whatever follows */
	MOVE_START,   /* the first state */
};

/*
 * The same byte by byte, for texts that are not empty: where they begin, where a byte leads from
 * there (but for MOVE_UNKNOWN), and whether a text that ends there matches.
 */
unsigned table_start(const struct table *table);
unsigned table_move(struct table *table, unsigned from, unsigned char byte);
bool table_accepts(const struct table *table, unsigned at);

#endif
