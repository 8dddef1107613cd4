#include "query/parser.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "text/utf8.h"

int parser_peek(const struct parser *parser)
{
	return parser->at < parser->n ? (unsigned char)parser->text[parser->at] : -1;
}

void parser_skip_blanks(struct parser *parser)
{
	for (;;) {
		int c = parser_peek(parser);

		if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
			return;
		parser->at++;
	}
}

bool parser_take(struct parser *parser, char c)
{
	if (parser->at >= parser->n || parser->text[parser->at] != c)
		return false;
	parser->at++;
	return true;
}

bool parser_accept(struct parser *parser, const char *word)
{
	size_t n = strlen(word);

	if (n > parser->n - parser->at || memcmp(parser->text + parser->at, word, n) != 0)
		return false;
	parser->at += n;
	return true;
}

/* Where the character at the place ends. */
static size_t character_end(const struct parser *parser, size_t at)
{
	const char *p = parser->text + at;

	utf8_next(&p, parser->text + parser->n);
	return (size_t)(p - parser->text);
}

const char *parser_quote(struct parser *parser, size_t at, size_t end)
{
	static const char more[] = "…";
	const size_t room = sizeof(parser->quote) - sizeof(more);
	struct buf visible;
	size_t cut = at;

	while (cut < end && character_end(parser, cut) - at <= room)
		cut = character_end(parser, cut);
	buf_init(&visible);
	utf8_visible(&visible, parser->text + at, cut - at);
	if (visible.length > room || cut < end) {
		while (visible.length > room)
			visible.length--;
		while (visible.length > 0 &&
			utf8_valid(visible.data, visible.length) < visible.length)
			visible.length--;
		visible.data[visible.length] = '\0';
		buf_puts(&visible, more);
	}
	memcpy(parser->quote, visible.data, visible.length + 1);
	buf_release(&visible);
	return parser->quote;
}

bool parser_expected(struct parser *parser, const char *what)
{
	size_t at = parser->at;
	size_t end;

	if (at >= parser->n) {
		at = parser->n > 0 ? parser->n - 1 : 0;
		return err_set_at(parser->err, at, parser->n > 0, "expected %s, not the end", what);
	}
	end = character_end(parser, at);
	if (parser->text[at] == ' ')
		return err_set_at(parser->err, at, 1, "expected %s, not a blank", what);
	return err_set_at(parser->err, at, end - at, "expected %s, not %s", what,
		parser_quote(parser, at, end));
}

/* Four hexadecimal digits. */
static bool read_hex(struct parser *parser, uint32_t *code)
{
	uint32_t value = 0;

	for (int i = 0; i < 4; i++) {
		int c = parser_peek(parser);

		if (c >= '0' && c <= '9')
			value = value * 16 + (uint32_t)(c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			value = value * 16 + (uint32_t)((c | 0x20) - 'a') + 10;
		else
			return parser_expected(parser, "four hexadecimal digits after \\u");
		parser->at++;
	}
	*code = value;
	return true;
}

/* What stands behind \u; a character beyond U+FFFF is written as a pair of surrogates. */
static bool read_unicode_escape(struct parser *parser)
{
	size_t start = parser->at - 2;
	uint32_t code = 0, low = 0;
	char bytes[4];

	if (!read_hex(parser, &code))
		return false;
	if (code >= 0xD800 && code <= 0xDBFF) {
		if (parser_accept(parser, "\\u") && !read_hex(parser, &low))
			return false;
		if (low >= 0xDC00 && low <= 0xDFFF)
			code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
	}
	if (code >= 0xD800 && code <= 0xDFFF)
		return err_set_at(parser->err, start, parser->at - start,
			"%s is half of a surrogate pair", parser_quote(parser, start, parser->at));
	buf_add(&parser->string, bytes, utf8_put(code, bytes));
	return true;
}

static bool read_escape(struct parser *parser, char quote)
{
	static const char letters[] = "bfnrt/\\";
	static const char meanings[] = "\b\f\n\r\t/\\";
	int c = parser_peek(parser);
	const char *found = c > 0 ? strchr(letters, c) : NULL;

	if (c == 'u') {
		parser->at++;
		return read_unicode_escape(parser);
	}
	if (c != quote && !found)
		return parser_expected(parser, quote == '"' ?
			"one of \" \\ / b f n r t u after the \\" :
			"one of ' \\ / b f n r t u after the \\");
	buf_putc(&parser->string, found ? meanings[found - letters] : quote);
	parser->at++;
	return true;
}

/* A character that stands for itself. */
static bool read_character(struct parser *parser)
{
	const char *start = parser->text + parser->at;
	const char *p = start;
	uint32_t code = utf8_next(&p, parser->text + parser->n);

	if (code < 0x20)
		return err_set_at(parser->err, parser->at, 1,
			"a control character in a string is written as \\u%04x", (unsigned)code);
	if (code == UTF8_BAD || (code >= 0xD800 && code <= 0xDFFF))
		return err_set_at(parser->err, parser->at, (size_t)(p - start),
			"a string holds a byte that is no UTF-8");
	buf_add(&parser->string, start, (size_t)(p - start));
	parser->at += (size_t)(p - start);
	return true;
}

bool parser_string(struct parser *parser)
{
	size_t start = parser->at;
	char quote = parser->text[parser->at++];

	buf_clear(&parser->string);
	for (;;) {
		int c = parser_peek(parser);

		if (c < 0)
			return err_set_at(parser->err, start, parser->n - start,
				"the string that begins here has no end");
		if (c == quote) {
			parser->at++;
			return true;
		}
		if (c == '\\') {
			parser->at++;
			if (!read_escape(parser, quote))
				return false;
		} else if (!read_character(parser)) {
			return false;
		}
	}
}

static bool is_name_character(uint32_t code, bool first)
{
	if (code >= 0x80)
		return code != UTF8_BAD && !(code >= 0xD800 && code <= 0xDFFF);
	if (code >= '0' && code <= '9')
		return !first;
	return code == '_' || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
}

bool parser_name(struct parser *parser)
{
	const char *start = parser->text + parser->at;
	const char *end = parser->text + parser->n;
	const char *p = start, *next = start;

	while (next < end && is_name_character(utf8_next(&next, end), p == start))
		p = next;
	if (p == start)
		return parser_expected(parser, "a member name");
	buf_clear(&parser->string);
	buf_add(&parser->string, start, (size_t)(p - start));
	parser->at += (size_t)(p - start);
	return true;
}

static bool is_digit(int c)
{
	return c >= '0' && c <= '9';
}

/* Moves behind the digits; false if there are none. */
static bool skip_digits(struct parser *parser, const char *what)
{
	if (!is_digit(parser_peek(parser)))
		return parser_expected(parser, what);
	while (is_digit(parser_peek(parser)))
		parser->at++;
	return true;
}

/* -0, 0 or digits that do not begin with 0. */
static bool skip_integer(struct parser *parser)
{
	size_t start = parser->at, digits;

	parser_take(parser, '-');
	digits = parser->at;
	if (!skip_digits(parser, "a digit"))
		return false;
	if (parser->text[digits] == '0' && parser->at > digits + 1)
		return err_set_at(parser->err, start, parser->at - start,
			"%s: a number does not begin with 0",
			parser_quote(parser, start, parser->at));
	return true;
}

bool parser_integer(struct parser *parser, int64_t *value)
{
	size_t start = parser->at;
	bool negative = parser_peek(parser) == '-';
	int64_t n = 0;

	if (!skip_integer(parser))
		return false;
	for (size_t i = start + negative; i < parser->at && n <= INTEGER_MAX; i++)
		n = n * 10 + (parser->text[i] - '0');
	if (n > INTEGER_MAX)
		return err_set_at(parser->err, start, parser->at - start,
			"%s is beyond the integers that all JSON readers know, ±9007199254740991",
			parser_quote(parser, start, parser->at));
	if (negative && n == 0)
		return err_set_at(parser->err, start, parser->at - start, "-0 is no index");
	*value = negative ? -n : n;
	return true;
}

bool parser_number(struct parser *parser)
{
	if (!skip_integer(parser))
		return false;
	if (parser_take(parser, '.') && !skip_digits(parser, "a digit after the point"))
		return false;
	if (!parser_take(parser, 'e') && !parser_take(parser, 'E'))
		return true;
	if (!parser_take(parser, '+'))
		parser_take(parser, '-');
	return skip_digits(parser, "a digit of the exponent");
}
