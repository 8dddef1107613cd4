#include "json/scan.h"

static bool is_tail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Three bytes, neither overlong nor a surrogate. */
static bool is_three(const unsigned char *s)
{
	if (s[0] == 0xE0 && s[1] < 0xA0)
		return false;
	return s[0] != 0xED || s[1] < 0xA0;
}

/* Four bytes, neither overlong nor beyond U+10FFFF. */
static bool is_four(const unsigned char *s)
{
	if (s[0] == 0xF0 && s[1] < 0x90)
		return false;
	return s[0] != 0xF4 || s[1] < 0x90;
}

size_t scan_sequence(const char *p, const char *end)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t left = (size_t)(end - p);

	if (s[0] < 0xC2 || s[0] > 0xF4 || left < 2 || !is_tail(p[1]))
		return 0;
	if (s[0] < 0xE0)
		return 2;
	if (left < 3 || !is_tail(p[2]))
		return 0;
	if (s[0] < 0xF0)
		return is_three(s) ? 3 : 0;
	return left >= 4 && is_tail(p[3]) && is_four(s) ? 4 : 0;
}

/* The same as scan_plain, but a byte of 0x80 or more ends it too. */
static const char *scan_ascii(const char *p, const char *end)
{
#ifdef __SSE2__
	for (; end - p >= 16; p += 16) {
		unsigned odd = scan_odd(_mm_loadu_si128((const __m128i *)(const void *)p));

		if (odd)
			return p + __builtin_ctz(odd);
	}
#endif
	while (p < end && scan_is_plain(*p))
		p++;
	return p;
}

const char *scan_many_blanks(const char *p, const char *end)
{
	if (end - p >= 2 && *p == ' ' && (unsigned char)p[1] > ' ')
		return p + 1;
#ifdef __SSE2__
	for (; end - p >= 16; p += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i line = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
					    _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
		__m128i blank = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')),
					     _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')));
		unsigned mask = (unsigned)_mm_movemask_epi8(_mm_or_si128(line, blank)) ^ 0xFFFF;

		if (mask)
			return p + __builtin_ctz(mask);
	}
#endif
	while (p < end && scan_is_blank(*p))
		p++;
	return p;
}

const char *scan_plain(const char *p, const char *end)
{
	for (;;) {
		size_t n;

		p = scan_ascii(p, end);
		if (p == end || (unsigned char)*p < 0x80)
			return p;
		n = scan_sequence(p, end);
		if (n == 0)
			return p;
		p += n;
	}
}
