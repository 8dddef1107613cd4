#include "text/regex_dialect.h"

#include <string.h>

#include "base/err.h"
#include "text/utf8.h"

/* The grammar of RFC 9485 section 3; ^ and $ are characters like any other there. */

_Static_assert(PATTERN_DEPTH == 200, "a message says so");

struct parser {
	const char *start, *p, *end;
	struct translation *translation;
	struct buf *out;
	struct err *err;
	unsigned depth;
};

static bool fail(struct parser *parser, const char *from, const char *message)
{
	size_t length = (size_t)(parser->p - from);

	return err_set_at(
		parser->err, (size_t)(from - parser->start), length ? length : 1, "%s", message);
}

static bool is_at(const struct parser *parser, char c)
{
	return parser->p < parser->end && *parser->p == c;
}

static bool take(struct parser *parser, char c)
{
	if (!is_at(parser, c))
		return false;
	parser->p++;
	return true;
}

/* IsCategory: a letter, and one of those that may follow it. */
static bool is_category(const char *text, size_t n)
{
	static const char *const categories[] = { "Llmotu", "Mcen", "Ndlo", "Pcdefios", "Zlps",
		"Sckmo", "Ccfno" };

	for (size_t i = 0; i < sizeof(categories) / sizeof(categories[0]); i++) {
		if (n == 0 || text[0] != categories[i][0])
			continue;
		return n == 1 || (n == 2 && text[1] && strchr(categories[i] + 1, text[1]));
	}
	return false;
}

/* \p{…} or \P{…}, from behind the letter. */
static bool read_category(struct parser *parser, const char *from, char letter)
{
	const char *name = parser->p + 1, *close = NULL;

	if (take(parser, '{'))
		close = memchr(name, '}', (size_t)(parser->end - name));
	if (!close)
		return fail(
			parser, from, "\\p needs a general category in braces, such as \\p{Lu}");
	parser->p = close + 1;
	if (!is_category(name, (size_t)(close - name)))
		return fail(parser, from, "there is no such general category in I-Regexp");
	buf_printf(parser->out, "\\%c{%.*s}", letter, (int)(close - name), name);
	return true;
}

/* SingleCharEsc, from behind the backslash. */
static bool read_escape(struct parser *parser, const char *from, uint32_t *code)
{
	static const char letters[] = "nrt", controls[] = "\n\r\t";
	char c = parser->p < parser->end ? *parser->p++ : '\0';
	const char *letter;

	if (c == '\0')
		return fail(parser, from, "nothing follows the backslash");
	letter = strchr(letters, c);
	*code = letter ? (uint32_t)controls[letter - letters] : (uint32_t)c;
	return letter || strchr("()*+-.?[\\]^{|}", c) ||
	       err_set_at(parser->err, (size_t)(from - parser->start), 2,
		       "this is no escape in I-Regexp");
}

static bool is_surrogate(uint32_t code)
{
	return code >= 0xD800 && code <= 0xDFFF;
}

/* A character or an escape; false for what needs an escape here. */
static bool read_character(struct parser *parser, const char *special, uint32_t *code)
{
	const char *from = parser->p;

	if (take(parser, '\\'))
		return read_escape(parser, from, code);
	*code = utf8_next(&parser->p, parser->end);
	if (is_surrogate(*code))
		return fail(parser, from, "a surrogate cannot stand in an I-Regexp");
	if (*code && *code < 0x80 && strchr(special, (int)*code))
		return err_set_at(parser->err, (size_t)(from - parser->start), 1,
			"%c must be written \\%c here", (int)*code, (int)*code);
	return true;
}

static bool is_category_escape(const struct parser *parser)
{
	return is_at(parser, '\\') && parser->end - parser->p > 1 &&
		(parser->p[1] == 'p' || parser->p[1] == 'P');
}

static bool read_category_escape(struct parser *parser)
{
	const char *from = parser->p;

	parser->p += 2;
	return read_category(parser, from, from[1]);
}

/* CCE1: a category, a character, or a range of them. */
static bool read_class_member(struct parser *parser)
{
	const char *from = parser->p;
	uint32_t first, last;

	if (is_category_escape(parser))
		return read_category_escape(parser);
	if (!read_character(parser, "-[]", &first))
		return false;
	pattern_put(parser->out, first);
	if (!is_at(parser, '-') || (parser->end - parser->p > 1 && parser->p[1] == ']'))
		return true;
	parser->p++;
	if (parser->p == parser->end)
		return fail(parser, from, "the range has no end");
	if (!read_character(parser, "-[]", &last))
		return false;
	if (first > last)
		return fail(parser, from, "the range is out of order");
	buf_putc(parser->out, '-');
	pattern_put(parser->out, last);
	return true;
}

static bool read_class(struct parser *parser)
{
	const char *open = parser->p++;
	bool empty = true;

	buf_puts(parser->out, take(parser, '^') ? "[^" : "[");
	if (take(parser, '-')) {
		buf_puts(parser->out, "\\-");
		empty = false;
	}
	while (parser->p < parser->end && *parser->p != ']') {
		if (*parser->p == '-' && parser->end - parser->p > 1 && parser->p[1] == ']') {
			buf_puts(parser->out, "\\-");
			parser->p++;
		} else if (!read_class_member(parser)) {
			return false;
		}
		empty = false;
	}
	if (!take(parser, ']'))
		return fail(parser, open, "the class is not closed: ] is missing");
	buf_putc(parser->out, ']');
	return !empty || fail(parser, open, "the class is empty");
}

static bool read_branches(struct parser *parser);

static bool read_group(struct parser *parser)
{
	const char *open = parser->p++;

	if (++parser->depth > PATTERN_DEPTH)
		return fail(parser, open, "groups are nested more than 200 levels deep");
	buf_puts(parser->out, "(?:");
	if (!read_branches(parser))
		return false;
	if (!take(parser, ')'))
		return fail(parser, open, "the group is not closed: ) is missing");
	buf_putc(parser->out, ')');
	parser->depth--;
	return true;
}

static bool take_count(struct parser *parser, uint32_t *count)
{
	const char *first = parser->p;

	for (*count = 0; parser->p < parser->end && *parser->p >= '0' && *parser->p <= '9';
		parser->p++)
		if (*count <= PATTERN_COUNT)
			*count = *count * 10 + (uint32_t)(*parser->p - '0');
	return parser->p > first;
}

static bool read_counts(struct parser *parser)
{
	const char *from = parser->p++;
	uint32_t least, most;
	bool unbounded = false;

	if (!take_count(parser, &least))
		return fail(parser, from, "{ must be followed by a count, or be written \\{");
	most = least;
	if (take(parser, ','))
		unbounded = !take_count(parser, &most);
	if (!take(parser, '}'))
		return fail(parser, from, "the count is not closed: } is missing");
	if (!unbounded && least > most)
		return fail(parser, from, "the counts are out of order");
	if (least > PATTERN_COUNT || (!unbounded && most > PATTERN_COUNT)) {
		parser->translation->refused = "counts above 65535 are not supported";
		parser->translation->at = (size_t)(from - parser->start);
		parser->translation->length = (size_t)(parser->p - from);
	}
	parser->translation->check_now = true;
	if (unbounded)
		buf_printf(parser->out, "{%u,}", least);
	else
		buf_printf(parser->out, "{%u,%u}", least, most);
	return true;
}

static bool read_quantifier(struct parser *parser)
{
	if (is_at(parser, '{'))
		return read_counts(parser);
	if (is_at(parser, '*') || is_at(parser, '+') || is_at(parser, '?'))
		buf_putc(parser->out, *parser->p++);
	return true;
}

/*
 * The grammar of RFC 9485 has ^ and $ among the plain characters, its section 5
 * hands them on to engines where they are anchors; JSONPath's compliance test
 * suite settles it: anchors.
 */
static void read_anchor(struct parser *parser)
{
	buf_puts(parser->out, *parser->p == '^' ? "(?:\\A)" : "(?:\\z)");
	parser->p++;
}

static bool read_atom(struct parser *parser)
{
	uint32_t code;

	if (is_at(parser, '('))
		return read_group(parser);
	if (is_at(parser, '['))
		return read_class(parser);
	if (take(parser, '.')) {
		buf_puts(parser->out, "[^\\n\\r]");
		return true;
	}
	if (is_at(parser, '^') || is_at(parser, '$')) {
		read_anchor(parser);
		return true;
	}
	if (is_category_escape(parser))
		return read_category_escape(parser);
	if (!read_character(parser, "()*+.?[\\]{|}", &code))
		return false;
	pattern_put(parser->out, code);
	return true;
}

/* Branches up to the closing parenthesis or the end. */
static bool read_branches(struct parser *parser)
{
	while (parser->p < parser->end && !(*parser->p == ')' && parser->depth > 0)) {
		if (take(parser, '|'))
			buf_putc(parser->out, '|');
		else if (!read_atom(parser) || !read_quantifier(parser))
			return false;
	}
	return true;
}

bool iregexp_translate(const char *pattern, size_t n, struct translation *out, struct err *err)
{
	struct parser parser = {
		.start = pattern,
		.p = pattern,
		.end = pattern + n,
		.translation = out,
		.out = &out->out,
		.err = err,
	};

	return read_branches(&parser);
}
