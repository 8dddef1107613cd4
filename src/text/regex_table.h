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

#endif
