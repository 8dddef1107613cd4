/*
 * Patterns as the constants that text/regex_image.h declares.
 * Knows patterns; nothing of the rules and shapes that have them.
 */
#ifndef PEERLINT_PATTERN_MAKER_H
#define PEERLINT_PATTERN_MAKER_H

#include <stddef.h>

#include "text/regex.h"

struct buf;
struct pattern_maker;

struct pattern_maker *pattern_maker_new(void);
void pattern_maker_free(struct pattern_maker *maker);

/* Adds a pattern, if it is a simple one and not there yet. */
void pattern_add(struct pattern_maker *maker, const char *pattern, size_t n,
	enum regex_dialect dialect);

/* Appends the C text of all as builtin_patterns. */
void pattern_print(const struct pattern_maker *maker, struct buf *out);

#endif
