/*
 * Several simple patterns of which texts are asked together: all of them in one pass over a text.
 * Knows patterns and their tables; nothing of how patterns are written.
 */
#ifndef PEERLINT_REGEX_MANY_H
#define PEERLINT_REGEX_MANY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Patterns at most. */
#define REGEX_MANY_MAX 8

struct regex;
struct regex_many;

/* NULL if one of them is not simple. The patterns must stay. */
struct regex_many *regex_many_new(struct regex *const *regexes, const bool *whole, size_t n);

/* Takes NULL. */
void regex_many_free(struct regex_many *many);

/*
 * Sets a bit of *matches for each pattern for which regex_match says REGEX_YES, and clears that
 * of the others. False if each is to be asked alone: the text is empty or not all ASCII, or too
 * many texts differ.
 */
bool regex_many_match(struct regex_many *many, const char *text, size_t n, uint32_t *matches);

#endif
