/*
 * Runs of bytes that need no closer look.
 * Knows what JSON allows in a string and UTF-8; nothing of nodes.
 */
#ifndef PEERLINT_SCAN_H
#define PEERLINT_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/* Whether a string can just hold the byte, and it is ASCII. */
static inline bool scan_is_plain(char c)
{
	return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

#ifdef __SSE2__
/* A bit for each of 16 bytes that is not plain. */
static inline unsigned scan_odd(__m128i bytes)
{
	__m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
	__m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
	/* Signed: what is below a blank are the controls and all from 0x80. */
	__m128i below = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));

	return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), below));
}
#endif

/*
 * Copies the plain bytes at p to out, of both of which `room` can be had, and returns how many
 * there are before the first other one; room if there is none. What is in out behind them is no matter.
 */
static inline size_t scan_copy(const char *p, size_t room, char *out)
{
	size_t n = 0;

#ifdef __SSE2__
	for (; room - n >= 16; n += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + n));
		unsigned odd = scan_odd(bytes);

		_mm_storeu_si128((__m128i *)(void *)(out + n), bytes);
		if (odd)
			return n + (unsigned)__builtin_ctz(odd);
	}
#endif
	for (; n < room && scan_is_plain(p[n]); n++)
		out[n] = p[n];
	return n;
}

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
