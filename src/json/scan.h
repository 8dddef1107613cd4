/*
 * Runs of bytes that need no closer look.
 * Knows what JSON allows in a string and UTF-8; nothing of nodes.
 */
#ifndef PEERLINT_SCAN_H
#define PEERLINT_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Length of the UTF-8 sequence (RFC 3629) that begins at p, where a byte of 0x80 or
 * more is; 0 if it is none.
 */
size_t scan_sequence(const char *p, const char *end);

/*
 * The first byte at or behind p that a string cannot just hold: a quote, a backslash,
 * a control, bad UTF-8; or end.
 */
const char *scan_plain(const char *p, const char *end);

/*
 * Copies the bytes of p to out, of both of which `room` can be had, up to the first that a string
 * cannot just hold, or that is not ASCII; so many there are before it. What is in out behind
 * them is no matter. Gives room if there is none that ends them.
 */
size_t scan_copy(const char *p, size_t room, char *out);

static inline bool scan_is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The first byte at or behind p that is no blank; or end. */
const char *scan_many_blanks(const char *p, const char *end);

static inline const char *scan_blanks(const char *p, const char *end)
{
	if (p < end && (unsigned char)*p > ' ')
		return p;
	return scan_many_blanks(p, end);
}

#endif
