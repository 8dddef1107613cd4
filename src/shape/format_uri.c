/* URIs (RFC 3986), IRIs (RFC 3987) and URI templates (RFC 6570). */
#include "shape/format.h"

#include <string.h>

#include "net/prefix.h"
#include "text/utf8.h"

struct cursor {
	const char *p, *end;
	bool international;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_unreserved(char c)
{
	return is_letter(c) || is_digit(c) || (c && strchr("-._~", c));
}

static bool is_sub_delimiter(char c)
{
	return c && strchr("!$&'()*+,;=", c);
}

/* ucschar of RFC 3987 section 2.2. */
static bool is_ucs(uint32_t code)
{
	if (code < 0x10000)
		return (code >= 0xA0 && code <= 0xD7FF) || (code >= 0xF900 && code <= 0xFDCF) ||
			(code >= 0xFDF0 && code <= 0xFFEF);
	return code < 0xF0000 && (code & 0xFFFF) <= 0xFFFD && !(code >= 0xE0000 && code <= 0xE0FFF);
}

static bool is_private(uint32_t code)
{
	return (code >= 0xE000 && code <= 0xF8FF) || (code >= 0xF0000 && (code & 0xFFFF) <= 0xFFFD);
}

static bool at(const struct cursor *cursor, char c)
{
	return cursor->p < cursor->end && *cursor->p == c;
}

static bool take(struct cursor *cursor, char c)
{
	if (!at(cursor, c))
		return false;
	cursor->p++;
	return true;
}

static bool take_percent(struct cursor *cursor)
{
	if (!at(cursor, '%') || cursor->end - cursor->p < 3 || !is_hex(cursor->p[1]) ||
		!is_hex(cursor->p[2]))
		return false;
	cursor->p += 3;
	return true;
}

/* A character beyond ASCII, where IRIs have them. */
static bool take_beyond(struct cursor *cursor, bool private)
{
	const char *p = cursor->p;
	uint32_t code;

	if (!cursor->international || p == cursor->end || (unsigned char)*p < 0x80)
		return false;
	code = utf8_next(&p, cursor->end);
	if (code == UTF8_BAD || !(is_ucs(code) || (private && is_private(code))))
		return false;
	cursor->p = p;
	return true;
}

/* Unreserved, escaped, sub-delimiters, and what is in more. */
static bool take_character(struct cursor *cursor, const char *more, bool private)
{
	if (take_percent(cursor) || take_beyond(cursor, private))
		return true;
	if (cursor->p == cursor->end || *cursor->p == '\0')
		return false;
	if (!is_unreserved(*cursor->p) && !is_sub_delimiter(*cursor->p) &&
		!strchr(more, *cursor->p))
		return false;
	cursor->p++;
	return true;
}

static void take_characters(struct cursor *cursor, const char *more, bool private)
{
	while (take_character(cursor, more, private))
		;
}

/* v1.x, from behind the v. */
static bool is_future(const char *p, const char *end)
{
	const char *first = p;

	while (p < end && is_hex(*p))
		p++;
	if (p == first || p == end || *p++ != '.' || p == end)
		return false;
	for (; p < end; p++)
		if (!is_unreserved(*p) && !is_sub_delimiter(*p) && *p != ':')
			return false;
	return true;
}

static const char *read_literal(struct cursor *cursor)
{
	const char *close = memchr(cursor->p, ']', (size_t)(cursor->end - cursor->p));
	const char *first = cursor->p + 1;
	struct prefix prefix;

	if (!close)
		return "the ] behind the address is missing";
	cursor->p = close + 1;
	if (first < close && (*first == 'v' || *first == 'V'))
		return is_future(first + 1, close) ? NULL : "what stands in brackets is no address";
	if (prefix_parse(first, (size_t)(close - first), PREFIX_ADDRESS, &prefix) ||
		prefix.family != 6)
		return "what stands in brackets is no IPv6 address";
	return NULL;
}

/* [userinfo@]host[:port] */
static const char *read_authority(struct cursor *cursor)
{
	struct cursor user = *cursor;
	const char *why = NULL;

	take_characters(&user, ":", false);
	if (take(&user, '@'))
		*cursor = user;
	if (at(cursor, '['))
		why = read_literal(cursor);
	else
		take_characters(cursor, "", false);
	if (why)
		return why;
	if (take(cursor, ':'))
		while (cursor->p < cursor->end && is_digit(*cursor->p))
			cursor->p++;
	if (cursor->p < cursor->end && !strchr("/?#", *cursor->p))
		return "the authority (user, host, port) is not well-formed";
	return NULL;
}

/* Path, query and fragment, and nothing behind them. */
static const char *read_rest(struct cursor *cursor)
{
	take_characters(cursor, ":@/", false);
	if (take(cursor, '?'))
		take_characters(cursor, ":@/?", true);
	if (take(cursor, '#'))
		take_characters(cursor, ":@/?", false);
	if (cursor->p == cursor->end)
		return NULL;
	return *cursor->p == '%' ? "a % is not followed by two hexadecimal digits" :
				   "a character has to be escaped with %";
}

static bool take_scheme(struct cursor *cursor)
{
	const char *p = cursor->p;

	if (p == cursor->end || !is_letter(*p))
		return false;
	while (p < cursor->end && (is_letter(*p) || is_digit(*p) || (*p && strchr("+-.", *p))))
		p++;
	if (p == cursor->end || *p != ':')
		return false;
	cursor->p = p + 1;
	return true;
}

/* Whether the first segment of a path has a colon, which without a scheme it must not. */
static bool has_colon_first(const struct cursor *cursor)
{
	const char *p = cursor->p;

	while (p < cursor->end && !strchr("/?#:", *p))
		p++;
	return p < cursor->end && *p == ':';
}

static const char *check(const char *text, size_t n, bool international, bool relative)
{
	struct cursor cursor = { text, text + n, international };
	const char *why = NULL;
	bool scheme;

	if (memchr(text, '\0', n))
		return "a character has to be escaped with %";
	scheme = take_scheme(&cursor);
	if (!scheme && !relative)
		return "the scheme is missing (https:)";
	if (!scheme && has_colon_first(&cursor))
		return "what stands before the first colon is no scheme";
	if (at(&cursor, '/') && cursor.end - cursor.p > 1 && cursor.p[1] == '/') {
		cursor.p += 2;
		why = read_authority(&cursor);
	}
	return why ? why : read_rest(&cursor);
}

const char *format_uri(const char *text, size_t n)
{
	return check(text, n, false, false);
}

const char *format_uri_reference(const char *text, size_t n)
{
	return check(text, n, false, true);
}

const char *format_iri(const char *text, size_t n)
{
	return check(text, n, true, false);
}

const char *format_iri_reference(const char *text, size_t n)
{
	return check(text, n, true, true);
}

/* Letters, digits, _ and escapes, single dots between them. */
static bool take_variable_name(struct cursor *cursor)
{
	do {
		const char *first = cursor->p;

		while (take_percent(cursor) ||
			(cursor->p < cursor->end &&
				(is_letter(*cursor->p) || is_digit(*cursor->p) ||
					*cursor->p == '_') &&
				cursor->p++))
			;
		if (cursor->p == first)
			return false;
	} while (take(cursor, '.'));
	return true;
}

/* :length, 1 to 9999, or *; both may be absent. */
static bool take_modifier(struct cursor *cursor)
{
	const char *first;

	if (take(cursor, '*') || !take(cursor, ':'))
		return true;
	first = cursor->p;
	while (cursor->p < cursor->end && is_digit(*cursor->p))
		cursor->p++;
	return cursor->p > first && *first != '0' && cursor->p - first <= 4;
}

/* From behind the opening brace. */
static const char *read_expression(struct cursor *cursor)
{
	if (cursor->p < cursor->end && *cursor->p && strchr("+#./;?&=,!@|", *cursor->p))
		cursor->p++;
	do {
		if (!take_variable_name(cursor))
			return "a variable's name is missing or not well-formed";
		if (!take_modifier(cursor))
			return "the length behind a variable is not from 1 to 9999";
	} while (take(cursor, ','));
	return take(cursor, '}') ? NULL : "an expression is not closed: } is missing";
}

/* Errata 6937 lets the apostrophe in. */
static bool take_literal(struct cursor *cursor)
{
	if (take_percent(cursor) || take_beyond(cursor, true))
		return true;
	if (cursor->p == cursor->end || *cursor->p <= ' ' || *cursor->p == 0x7F ||
		strchr("\"%<>\\^`{|}", *cursor->p))
		return false;
	cursor->p++;
	return true;
}

const char *format_uri_template(const char *text, size_t n)
{
	struct cursor cursor = { text, text + n, true };

	while (cursor.p < cursor.end) {
		const char *why = NULL;

		if (take(&cursor, '{'))
			why = read_expression(&cursor);
		else if (!take_literal(&cursor))
			why = "a character must not stand outside braces";
		if (why)
			return why;
	}
	return NULL;
}
