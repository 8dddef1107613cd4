/*
 * UTF-8 by RFC 3629: what is valid, how long it is in other units, and how
 * text that nobody trusts is made fit for a terminal.
 * Knows bytes; nothing of JSON.
 */
#ifndef PEERLINT_UTF8_H
#define PEERLINT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

#define UTF8_BAD UINT32_MAX

/* Bytes at the start of text that are valid UTF-8; n if all are. */
size_t utf8_valid(const char *text, size_t n);

/*
 * The code point at *p, which it moves behind it. A byte that begins no valid
 * sequence gives UTF8_BAD and moves *p by one. Surrogates encoded as three
 * bytes (as the reader keeps \ud800) are given as they are. Needs *p < end.
 */
uint32_t utf8_next(const char **p, const char *end);

/* Writes a code point (surrogates too) and returns how many bytes, 1 to 4. */
size_t utf8_put(uint32_t code, char out[4]);

/* How long text is in code points and in UTF-16 code units. */
struct utf8_length {
	size_t points, units;
};

/* Both lengths of text; a bad byte counts as one of each. */
struct utf8_length utf8_measure(const char *text, size_t n);

/* The length in code points alone. */
size_t utf8_points(const char *text, size_t n);

/*
 * Appends text such that a terminal shows it and does nothing else: control
 * characters (C0, DEL, C1), bidirectional controls, line and paragraph
 * separators, lone surrogates and bad bytes as \uXXXX or \xXX; the rest as it is.
 */
void utf8_visible(struct buf *out, const char *text, size_t n);

#endif
