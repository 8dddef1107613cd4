#include "text/utf8.h"

#include <string.h>

#include "base/buf.h"

/* A byte in each of eight. */
#define EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Length of the sequence that begins with the byte c of 0x80 or more, 0 where none does (RFC 3629 section 4). */
static size_t sequence_length(unsigned char c)
{
	if (c >= 0xC2 && c <= 0xDF)
		return 2;
	if (c >= 0xE0 && c <= 0xEF)
		return 3;
	if (c >= 0xF0 && c <= 0xF4)
		return 4;
	return 0;
}

/* The code point of the n bytes at s; UTF8_BAD for stray bytes, overlong forms and what lies beyond U+10FFFF. */
static uint32_t decode(const unsigned char *s, size_t n)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t code = s[0] & (0xFFu >> (n + 1));

	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return UTF8_BAD;
		code = code << 6 | (s[i] & 0x3F);
	}
	return code < least[n] || code > 0x10FFFF ? UTF8_BAD : code;
}

static bool is_surrogate(uint32_t code)
{
	return code >= 0xD800 && code <= 0xDFFF;
}

uint32_t utf8_next(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *)*p;
	uint32_t code = UTF8_BAD;
	size_t n;

	if (s[0] < 0x80) {
		(*p)++;
		return s[0];
	}
	n = sequence_length(s[0]);
	if (n > 0 && n <= (size_t)(end - *p))
		code = decode(s, n);
	*p += code == UTF8_BAD ? 1 : n;
	return code;
}

size_t utf8_valid(const char *text, size_t n)
{
	const char *p = text, *end = text + n;

	while (p < end) {
		const char *start = p;
		uint32_t code;

		if ((unsigned char)*p < 0x80) {
			p++;
			continue;
		}
		code = utf8_next(&p, end);
		if (code == UTF8_BAD || is_surrogate(code))
			return (size_t)(start - text);
	}
	return n;
}

size_t utf8_put(uint32_t code, char out[4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

/* The first byte of 0x80 or more, or end: nearly all text has none, so many are looked at in one go. */
static const char *skip_ascii(const char *p, const char *end)
{
	for (uint64_t words[4]; end - p >= (ptrdiff_t)sizeof(words); p += sizeof(words)) {
		memcpy(words, p, sizeof(words));
		if ((words[0] | words[1] | words[2] | words[3]) & EIGHT(0x80))
			break;
	}
	for (uint64_t word; end - p >= (ptrdiff_t)sizeof(word); p += sizeof(word)) {
		memcpy(&word, p, sizeof(word));
		if (word & EIGHT(0x80))
			break;
	}
	while (p < end && (unsigned char)*p < 0x80)
		p++;
	return p;
}

struct utf8_length utf8_measure(const char *text, size_t n)
{
	const char *p = text, *end = text + n;
	struct utf8_length length = { 0, 0 };

	for (;;) {
		const char *start = p;
		uint32_t code;

		p = skip_ascii(p, end);
		length.points += (size_t)(p - start);
		length.units += (size_t)(p - start);
		if (p == end)
			return length;
		code = utf8_next(&p, end);
		length.points++;
		length.units += code != UTF8_BAD && code > 0xFFFF ? 2 : 1;
	}
}

size_t utf8_points(const char *text, size_t n)
{
	return utf8_measure(text, n).points;
}

/* Marks that reorder or break text: a terminal, or a reader, would be shown something else than is there. */
static bool is_treacherous(uint32_t code)
{
	return (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069) || code == 0x061C || code == 0xFEFF;
}

static bool is_plain(char c)
{
	return c >= 0x20 && c < 0x7F;
}

/* The first byte that is not plain, or end; eight at a time: a blank plus 0x60 has the high bit, 0x7E plus 1 has not. */
static const char *skip_plain(const char *p, const char *end)
{
	for (uint64_t word; end - p >= (ptrdiff_t)sizeof(word); p += sizeof(word)) {
		memcpy(&word, p, sizeof(word));
		if ((word | (word + EIGHT(1)) | ~(word + EIGHT(0x60))) & EIGHT(0x80))
			break;
	}
	while (p < end && is_plain(*p))
		p++;
	return p;
}

void utf8_visible(struct buf *out, const char *text, size_t n)
{
	const char *p = text, *end = text + n;

	while (p < end) {
		const char *start = p;
		uint32_t code;

		p = skip_plain(p, end);
		buf_add(out, start, (size_t)(p - start));
		if (p == end)
			return;
		start = p;
		code = utf8_next(&p, end);
		if (code == UTF8_BAD)
			buf_printf(out, "\\x%02X", (unsigned)(unsigned char)*start);
		else if (code < 0x20 || (code >= 0x7F && code < 0xA0) || is_treacherous(code) ||
			 is_surrogate(code))
			buf_printf(out, "\\u%04X", (unsigned)code);
		else
			buf_add(out, start, (size_t)(p - start));
	}
}
