/*
 * What a pattern of each dialect is in PCRE2's: read strictly, and written so
 * that PCRE2 means what the dialect means.
 * Knows text; nothing of PCRE2 itself.
 */
#ifndef PEERLINT_REGEX_DIALECT_H
#define PEERLINT_REGEX_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct err;

/* Bytes of a pattern, and groups inside groups. */
#define PATTERN_MAX 65536
#define PATTERN_DEPTH 200

/* The largest count that PCRE2 takes in {n}. */
#define PATTERN_COUNT 65535

struct translation {
	struct buf out;        /* for PCRE2 */
	bool check_now;        /* PCRE2 may have a limit of its own that this pattern breaks */
	const char *refused;   /* why it is well-formed and still cannot be run; NULL if it can */
	size_t at, length;     /* what refused, or PCRE2's own refusal, is about; length 0: all */
};

/* Translate a pattern. False, and *err says why and where, if it is not of the dialect. */
bool ecma_translate(const char *pattern, size_t n, struct translation *out, struct err *err);
bool iregexp_translate(const char *pattern, size_t n, struct translation *out, struct err *err);

/* Appends a character such that it means only itself, in a class too. */
void pattern_put(struct buf *out, uint32_t code);

/*
 * Appends PCRE2's \p{…} or \P{…} for what stands between the braces in ECMA-262;
 * false, and nothing is appended, if there is no such property.
 */
bool property_put(struct buf *out, const char *text, size_t n, bool negated);

#endif
