/*
 * Regular expressions: ECMA-262 (JSON Schema's dialect) and I-Regexp (RFC 9485,
 * JSONPath's), both run by PCRE2 with limits, so that no pattern can hang a
 * run. The only includer of PCRE2.
 * Knows bytes and UTF-8; nothing of JSON, shapes or rules.
 */
#ifndef PEERLINT_REGEX_H
#define PEERLINT_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct regex;
struct simple;

enum regex_dialect {
	REGEX_ECMA,    /* ECMA-262 with the u flag, unanchored */
	REGEX_IREGEXP, /* RFC 9485; what is outside it is refused */
};

enum regex_result {
	REGEX_NO,
	REGEX_YES,
	REGEX_LIMIT, /* a limit was reached: the pattern's author has to know */
};

/* Steps after which a match in a text of n bytes is given up. Memory has a limit, too. */
uint32_t regex_steps(size_t n);

/*
 * Reads a pattern. It is checked at once and compiled for matching when it is
 * first used (and to machine code after some fifty matches: compiling that
 * costs more than a short run has). On failure NULL, and *err has the reason
 * and the bytes of the pattern to blame. Freed by regex_close.
 */
struct regex *regex_open(
	const char *pattern, size_t n, enum regex_dialect dialect, struct err *err);

/*
 * Whether a pattern is of the dialect, be it one that PCRE2 cannot run (look-behind of any
 * length).
 */
bool regex_is_valid(const char *pattern, size_t n, enum regex_dialect dialect, struct err *err);

/* What runs it on ASCII, alive as long as it; NULL if only PCRE2 can run it. */
const struct simple *regex_simple(const struct regex *regex);

/* Takes NULL. */
void regex_close(struct regex *regex);

/*
 * Whether the pattern matches anywhere in text, or, if whole, the whole of it.
 * Text that is not UTF-8 (lone surrogates as three bytes may be in it) matches
 * nothing. A regex is used by one thread at a time.
 */
enum regex_result regex_match(struct regex *regex, const char *text, size_t n, bool whole);

#endif
