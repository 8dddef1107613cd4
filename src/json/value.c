#include "json/value.h"

#include <math.h>
#include <stdlib.h>

#include "json/complain.h"
#include "json/reading.h"
#include "json/scan.h"
#include "text/utf8.h"

/* Digits of which every number fits an int32_t, a double, and a uint64_t. */
#define SHORT_DIGITS 9
#define EXACT_DIGITS 15
#define WORD_DIGITS  19
#define SAFE_MAX     9007199254740991u /* 2^53 - 1 (RFC 8259 section 6) */

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The four digits of a \u escape; -1 if they are not there. */
static int32_t read_hex4(const char *p, const char *end)
{
	int32_t code = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_value(p[i]);

		if (digit < 0)
			return -1;
		code = code << 4 | digit;
	}
	return code;
}

/*
 * The character that a letter behind a backslash stands for; NUL for u and for letters
 * that stand for nothing.
 */
static char unescape(char c)
{
	switch (c) {
	case '"':
	case '\\':
	case '/':
		return c;
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	default:
		return '\0';
	}
}

static bool is_high(int32_t code)
{
	return code >= 0xD800 && code <= 0xDBFF;
}

static bool is_low(int32_t code)
{
	return code >= 0xDC00 && code <= 0xDFFF;
}

/*
 * The code point of the \u escape at p, and of its partner where it has one; *p moves
 * behind them.
 */
static int32_t take_unicode(const char **p, const char *end)
{
	int32_t code = read_hex4(*p + 2, end), low;

	*p += 6;
	if (!is_high(code) || end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u')
		return code;
	low = read_hex4(*p + 2, end);
	if (!is_low(low))
		return code;
	*p += 6;
	return 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00));
}

/* Steps over the escape at p; NULL if it is none. */
static const char *check_escape(struct reading *reading, const char *p)
{
	const char *start = p;
	int32_t code;

	if (reading->end - p < 2)
		return NULL;
	if (p[1] != 'u')
		return unescape(p[1]) ? p + 2 : NULL;
	if (read_hex4(p + 2, reading->end) < 0)
		return NULL;
	code = take_unicode(&p, reading->end);
	if (is_high(code) || is_low(code))
		complain_surrogate(reading, start);
	return p;
}

/* Writes the text between two quotes, where every escape is a good one. */
static size_t unescape_all(char *out, const char *p, const char *end)
{
	char *start = out;

	while (p < end) {
		const char *slash = memchr(p, '\\', (size_t)(end - p));
		size_t n = (size_t)((slash ? slash : end) - p);

		memcpy(out, p, n);
		out += n;
		p += n;
		if (!slash)
			break;
		if (p[1] == 'u') {
			out += utf8_put((uint32_t)take_unicode(&p, end), out);
		} else {
			*out++ = unescape(p[1]);
			p += 2;
		}
	}
	*out = '\0';
	return (size_t)(out - start);
}

/* The same as scan_plain, on into text that is to come; behind an escape there may be another. */
static const char *scan_on(struct reading *reading, const char *p)
{
	p = scan_plain(p, reading->end);
	while (reading->end - p < READ_AHEAD && reading_more(reading))
		p = scan_plain(p, reading->end);
	return p;
}

/* A string that goes on with an escape at p, or cannot go on. */
static bool decode_escaped(struct reading *reading, const char *p, struct decoded *decoded)
{
	const char *open = reading->p, *bad;
	char *copy;

	while (p < reading->end && *p == '\\') {
		bad = p;
		p = check_escape(reading, p);
		if (!p)
			return complain_string(reading, open, bad);
		p = scan_on(reading, p);
	}
	if (p == reading->end || *p != '"')
		return complain_string(reading, open, p);
	copy = mem_bytes(reading->mem, (size_t)(p - open));
	decoded->length = unescape_all(copy, open + 1, p);
	decoded->text = copy;
	decoded->escaped = true;
	reading->p = p + 1;
	return true;
}

bool value_decode(struct reading *reading, struct decoded *decoded)
{
	const char *start = reading->p + 1;
	const char *p = scan_on(reading, start);

	if (p == reading->end || *p != '"')
		return decode_escaped(reading, p, decoded);
	decoded->text = start;
	decoded->length = (size_t)(p - start);
	decoded->escaped = false;
	reading->p = p + 1;
	return true;
}

/* What few values need, so that the others do not make room for it. */
#define APART __attribute__((noinline))

/* A string of ASCII without escapes, copied on the way to its end; false, and nothing is done, if it may be none. */
static inline bool copy_string(struct reading *reading, struct node *node)
{
	const char *text = reading->p + 1;
	char *copy = reading->mem->next;
	size_t room = (size_t)(reading->mem->end - copy), left = (size_t)(reading->end - text);
	size_t n;

	room = room < left ? room : left;
	n = scan_copy(text, room, copy);
	if (n == room || text[n] != '"')
		return false;
	copy[n] = '\0';
	reading->mem->next = copy + n + 1;
	reading->p = text + n + 1;
	node->item.valuestring = copy;
	node->length = (uint32_t)n;
	return true;
}

static APART bool any_string(struct reading *reading, struct node *node)
{
	struct decoded decoded;

	if (!value_decode(reading, &decoded))
		return false;
	node->length = (uint32_t)decoded.length;
	if (decoded.escaped) {
		node->item.valuestring = (char *)decoded.text;
		node->flags |= NODE_ESCAPED;
	} else {
		node->item.valuestring = value_copy(reading->mem, decoded.text, decoded.length);
	}
	return true;
}

bool value_string(struct reading *reading, struct node *node)
{
	node->item.type = cJSON_String;
	return copy_string(reading, node) || any_string(reading, node);
}

static inline bool is_there(struct reading *reading, const char *p)
{
	return p < reading->end || reading_more(reading);
}

static inline bool is_digit(struct reading *reading, const char *p)
{
	return is_there(reading, p) && *p >= '0' && *p <= '9';
}

static const char *skip_digits(struct reading *reading, const char *p)
{
	while (is_digit(reading, p))
		p++;
	return p;
}

/* cJSON keeps an int beside the double, cut to its range. */
static int cut_to_int(double value)
{
	if (value >= INT32_MAX)
		return INT32_MAX;
	return value <= INT32_MIN ? INT32_MIN : (int)value;
}

/*
 * Behind the digits of a whole number: its fraction and exponent. NULL, and reported,
 * if digits lack.
 */
static const char *skip_rest(struct reading *reading, const char *p)
{
	if (is_there(reading, p) && *p == '.') {
		if (!is_digit(reading, ++p)) {
			complain_number(reading, p);
			return NULL;
		}
		p = skip_digits(reading, p);
	}
	if (is_there(reading, p) && (*p | 0x20) == 'e') {
		p++;
		if (is_there(reading, p) && (*p == '-' || *p == '+'))
			p++;
		if (!is_digit(reading, p)) {
			complain_number(reading, p);
			return NULL;
		}
		p = skip_digits(reading, p);
	}
	return p;
}

/* A number that is no short integer: its double is the nearest one. */
static void take_long(struct reading *reading, struct node *node, uint64_t magnitude,
		      size_t ndigits, bool whole)
{
	node->item.valuedouble = strtod(node->item.valuestring, NULL);
	node->item.valueint = cut_to_int(node->item.valuedouble);
	if (isinf(node->item.valuedouble) ||
	    (whole && (ndigits > WORD_DIGITS || magnitude > SAFE_MAX)))
		complain_inexact(reading, node);
}

/* An integer with few digits; false, and nothing is done, if it may be none. */
static inline bool short_integer(struct reading *reading, struct node *node)
{
	const char *start = reading->p;
	const char *digits = start + (*start == '-'), *p = digits;
	struct mem *mem = reading->mem;
	int32_t magnitude = 0;
	unsigned digit;

	if (reading->end - start < READ_AHEAD || mem->end - mem->next < READ_AHEAD)
		return false;
	for (; (digit = (unsigned)*p - '0') <= 9 && p - digits < SHORT_DIGITS; p++)
		magnitude = magnitude * 10 + (int32_t)digit;
	if (p == digits || (*digits == '0' && p - digits > 1) || digit <= 9 || *p == '.' ||
	    (*p | 0x20) == 'e')
		return false;
	node->item.type = cJSON_Number;
	node->item.valueint = *start == '-' ? -magnitude : magnitude;
	node->item.valuedouble = *start == '-' ? -(double)magnitude : (double)magnitude;
	node->length = (uint32_t)(p - start);
	node->flags |= NODE_INTEGER;
	node->item.valuestring = memcpy(mem->next, start, READ_AHEAD);
	node->item.valuestring[node->length] = '\0';
	mem->next += node->length + 1;
	reading->p = p;
	return true;
}

static APART bool any_number(struct reading *reading, struct node *node)
{
	const char *start = reading->p;
	const char *digits = start + (*start == '-'), *p = digits, *rest;
	uint64_t magnitude = 0;

	for (; is_digit(reading, p); p++)
		magnitude = magnitude * 10 + (uint64_t)(*p - '0');
	if (p == digits || (*digits == '0' && p - digits > 1))
		return complain_number(reading, p);
	rest = skip_rest(reading, p);
	if (!rest)
		return false;
	node->item.type = cJSON_Number;
	node->length = (uint32_t)(rest - start);
	node->item.valuestring = value_copy(reading->mem, start, node->length);
	reading->p = rest;
	if (rest == p && p - digits <= EXACT_DIGITS) {
		node->flags |= NODE_INTEGER;
		node->item.valuedouble = *start == '-' ? -(double)magnitude : (double)magnitude;
		node->item.valueint = cut_to_int(node->item.valuedouble);
		return true;
	}
	node->end = (uint32_t)(rest - reading->text);
	take_long(reading, node, magnitude, (size_t)(p - digits), rest == p);
	return true;
}

bool value_number(struct reading *reading, struct node *node)
{
	return short_integer(reading, node) || any_number(reading, node);
}

bool value_literal(struct reading *reading, struct node *node)
{
	static const struct {
		const char *word;
		size_t length;
		int type;
	} literals[] = {
		{ "true", 4, cJSON_True },
		{ "false", 5, cJSON_False },
		{ "null", 4, cJSON_NULL },
	};
	size_t left = (size_t)(reading->end - reading->p);

	for (size_t i = 0; i < sizeof(literals) / sizeof(literals[0]); i++) {
		if (left < literals[i].length ||
		    memcmp(reading->p, literals[i].word, literals[i].length) != 0)
			continue;
		node->item.type = literals[i].type;
		node->item.valueint = literals[i].type == cJSON_True;
		reading->p += literals[i].length;
		return true;
	}
	return complain_token(reading, WANTED_VALUE);
}
