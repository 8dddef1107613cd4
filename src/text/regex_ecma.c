#include "text/regex_dialect.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "text/utf8.h"

#define GROUPS_MAX 1000
_Static_assert(GROUPS_MAX == 1000 && PATTERN_DEPTH == 200, "messages say so");
#define COUNT_MAX 1000000 /* where counts stop being told apart */

/* PCRE2's classes for what ECMA-262 calls WhiteSpace and LineTerminator, and for all the rest. */
#define BLANKS \
	"\\t-\\r " \
	"\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{" \
	"feff}"
#define NO_BLANKS \
	"\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{" \
	"2027}" \
	"\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-" \
	"\\x{10ffff}"
#define LINE_ENDS "\\n\\r\\x{2028}\\x{2029}"

enum flag {
	FLAG_MULTILINE = 1 << 0,
	FLAG_DOT_ALL = 1 << 1,
};

struct group_name {
	const char *text;
	size_t length;
	unsigned number;
	bool hidden; /* in an alternative that cannot match together with the one being read */
};

struct parser {
	const char *start, *p, *end;
	struct translation *translation;
	struct buf *out;
	struct err *err;
	unsigned depth;
	unsigned flags;
	unsigned groups; /* that were opened up to here */
	unsigned total;  /* in the whole pattern */
	struct group_name *names; /* in the whole pattern */
	size_t nnames, cap;
	size_t seen; /* names up to here */
};

/* What an escape or a member of a class stands for. */
struct atom {
	uint32_t code;
	bool is_set; /* \d, \p{L}: it was appended, and code is nothing */
};

static bool fail(struct parser *parser, const char *from, const char *message)
{
	size_t length = (size_t)(parser->p - from);

	return err_set_at(
		parser->err, (size_t)(from - parser->start), length ? length : 1, "%s", message);
}

static bool at(const struct parser *parser, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(parser->end - parser->p) >= n && memcmp(parser->p, text, n) == 0;
}

static bool take(struct parser *parser, const char *text)
{
	if (!at(parser, text))
		return false;
	parser->p += strlen(text);
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void pattern_put(struct buf *out, uint32_t code)
{
	if (code < 0x80 && (is_letter((char)code) || is_digit((char)code)))
		buf_putc(out, (char)code);
	else if (code > ' ' && code < 0x7F)
		buf_add(out, (const char[]){ '\\', (char)code }, 2);
	else
		buf_printf(out, "\\x{%x}", (unsigned)code);
}

/* Exactly n hexadecimal digits. */
static bool take_hex(struct parser *parser, unsigned n, uint32_t *code)
{
	uint32_t value = 0;

	if ((size_t)(parser->end - parser->p) < n)
		return false;
	for (unsigned i = 0; i < n; i++) {
		int digit = hex_digit(parser->p[i]);

		if (digit < 0)
			return false;
		value = value << 4 | (uint32_t)digit;
	}
	parser->p += n;
	*code = value;
	return true;
}

/* The part of \u{…} behind the brace. */
static bool take_braced(struct parser *parser, uint32_t *code)
{
	const char *first = parser->p;
	uint32_t value = 0;

	for (; parser->p < parser->end && *parser->p != '}'; parser->p++) {
		int digit = hex_digit(*parser->p);

		if (digit < 0)
			return false;
		value = value << 4 | (uint32_t)digit;
		if (value > 0x10FFFF)
			return false;
	}
	*code = value;
	return parser->p > first && take(parser, "}");
}

/* The part of \u… behind the u: four digits, two such that are a surrogate pair, or braces. */
static bool take_unicode(struct parser *parser, uint32_t *code)
{
	const char *behind;
	uint32_t low;

	if (take(parser, "{"))
		return take_braced(parser, code);
	if (!take_hex(parser, 4, code))
		return false;
	behind = parser->p;
	if (*code < 0xD800 || *code > 0xDBFF || !take(parser, "\\u"))
		return true;
	if (take_hex(parser, 4, &low) && low >= 0xDC00 && low <= 0xDFFF)
		*code = 0x10000 + ((*code - 0xD800) << 10) + (low - 0xDC00);
	else
		parser->p = behind;
	return true;
}

/* \p{…} and \P{…}, from behind the letter. */
static bool read_property(struct parser *parser, const char *from, bool negated)
{
	const char *name, *close;

	if (!take(parser, "{") ||
		!(close = memchr(parser->p, '}', (size_t)(parser->end - parser->p))))
		return fail(parser, from,
			"\\p needs the name of a property in braces, such as \\p{Letter}");
	name = parser->p;
	parser->p = close + 1;
	if (!property_put(parser->out, name, (size_t)(close - name), negated))
		return fail(parser, from,
			"there is no such Unicode property (names count case: \\p{Letter}, "
			"\\p{Script=Greek})");
	/* PCRE2 may know an older Unicode. */
	parser->translation->check_now = true;
	return true;
}

/*
 * \d \D \w \W \s \S \p \P; false, with nothing taken, if it is none of them or is not
 * well-formed.
 */
static bool read_set(struct parser *parser, const char *from, char c, bool in_class)
{
	switch (c) {
	case 'd':
	case 'D':
	case 'w':
	case 'W':
		buf_printf(parser->out, "\\%c", c);
		return true;
	case 's':
		buf_puts(parser->out, in_class ? BLANKS : "[" BLANKS "]");
		return true;
	case 'S':
		buf_puts(parser->out, in_class ? NO_BLANKS : "[^" BLANKS "]");
		return true;
	case 'p':
	case 'P':
		return read_property(parser, from, c == 'P');
	default:
		return false;
	}
}

/* A character by itself behind the backslash: syntax characters, and in a class the hyphen. */
static bool is_identity(char c, bool in_class)
{
	return c != '\0' && (strchr("^$\\.*+?()[]{}|/", c) || (in_class && c == '-'));
}

static bool fail_escape(struct parser *parser, const char *from, char c)
{
	if ((unsigned char)c >= 0x80 || (unsigned char)c <= ' ')
		return fail(parser, from, "a backslash must not stand before this character");
	if (is_letter(c) || is_digit(c))
		return err_set_at(parser->err, (size_t)(from - parser->start), 2,
			"\\%c is no escape in ECMA-262", c);
	return err_set_at(parser->err, (size_t)(from - parser->start), 2,
		"\\%c is no escape in ECMA-262 (with the u flag): write %c", c, c);
}

/* Escapes that stand for one character, from behind the letter c. */
static bool read_character_escape(struct parser *parser, const char *from, char c, bool in_class,
	uint32_t *code)
{
	static const char letters[] = "tnvfr", controls[] = "\t\n\v\f\r";
	const char *letter = c ? strchr(letters, c) : NULL;

	if (letter) {
		*code = (uint32_t)controls[letter - letters];
		return true;
	}
	if (is_identity(c, in_class)) {
		*code = (uint32_t)c;
		return true;
	}
	switch (c) {
	case 'b':
		*code = '\b';
		return in_class || fail_escape(parser, from, c);
	case '0':
		*code = 0;
		return parser->p == parser->end || !is_digit(*parser->p) ||
			fail(parser, from, "\\0 must not be followed by a digit");
	case 'c':
		if (parser->p == parser->end || !is_letter(*parser->p))
			return fail(parser, from, "\\c needs a letter behind it");
		*code = (uint32_t)*parser->p++ & 31;
		return true;
	case 'x':
		return take_hex(parser, 2, code) ||
		       fail(parser, from, "\\x needs two hexadecimal digits");
	case 'u':
		return take_unicode(parser, code) ||
		       fail(parser, from, "\\u needs four hexadecimal digits, or {…} up to 10FFFF");
	default:
		return fail_escape(parser, from, c);
	}
}

/* One member of a class: a character, which is not appended, or a set, which is. */
static bool read_class_atom(struct parser *parser, struct atom *atom)
{
	const char *from = parser->p;
	char c;

	*atom = (struct atom){ 0 };
	if (*parser->p != '\\') {
		atom->code = utf8_next(&parser->p, parser->end);
		return true;
	}
	if (++parser->p == parser->end)
		return fail(parser, from, "nothing follows the backslash");
	c = *parser->p++;
	if (read_set(parser, from, c, true)) {
		atom->is_set = true;
		return true;
	}
	return !parser->err->set && read_character_escape(parser, from, c, true, &atom->code);
}

static bool read_class_range(struct parser *parser, const char *from, struct atom first)
{
	struct atom last;

	parser->p++;
	if (!read_class_atom(parser, &last))
		return false;
	if (first.is_set || last.is_set)
		return fail(parser, from, "a set of characters cannot be the end of a range");
	if (first.code > last.code)
		return fail(parser, from, "the range is out of order");
	pattern_put(parser->out, first.code);
	buf_putc(parser->out, '-');
	pattern_put(parser->out, last.code);
	return true;
}

static bool read_class_members(struct parser *parser, const char *open)
{
	while (!take(parser, "]")) {
		const char *from = parser->p;
		struct atom atom;

		if (parser->p == parser->end)
			return fail(parser, open, "the class is not closed: ] is missing");
		if (!read_class_atom(parser, &atom))
			return false;
		if (at(parser, "-") && parser->end - parser->p >= 2 && parser->p[1] != ']') {
			if (!read_class_range(parser, from, atom))
				return false;
		} else if (!atom.is_set) {
			pattern_put(parser->out, atom.code);
		}
	}
	return true;
}

static bool read_class(struct parser *parser)
{
	const char *open = parser->p++;

	if (take(parser, "^]")) {
		buf_puts(parser->out, "(?s:.)");
		return true;
	}
	if (take(parser, "]")) {
		buf_puts(parser->out, "(?:(?!))");
		return true;
	}
	buf_puts(parser->out, take(parser, "^") ? "[^" : "[");
	if (!read_class_members(parser, open))
		return false;
	buf_putc(parser->out, ']');
	return true;
}

static bool read_back_reference(struct parser *parser, const char *from, char first)
{
	unsigned number = (unsigned)(first - '0');

	while (parser->p < parser->end && is_digit(*parser->p)) {
		if (number <= GROUPS_MAX)
			number = number * 10 + (unsigned)(*parser->p - '0');
		parser->p++;
	}
	if (number > parser->total)
		return fail(parser, from, "there is no group of this number");
	buf_printf(parser->out, "\\g{%u}", number);
	return true;
}

/* A name up to its >, from behind <; escapes in names are taken as they are written. */
static bool take_group_name(struct parser *parser, const char **name, size_t *n)
{
	const char *p = parser->p;

	for (; p < parser->end && *p != '>'; p++)
		if (!is_letter(*p) && !is_digit(*p) && !strchr("_$\\{}", *p) &&
			(unsigned char)*p < 0x80)
			return false;
	if (p == parser->end || p == parser->p || is_digit(*parser->p))
		return false;
	*name = parser->p;
	*n = (size_t)(p - parser->p);
	parser->p = p + 1;
	return true;
}

/*
 * \k<name>: groups of one name stand in different alternatives, so that at most one of them is
 * set.
 */
static bool read_named_reference(struct parser *parser, const char *from)
{
	const char *name;
	bool found = false;
	size_t n;

	if (!take(parser, "<") || !take_group_name(parser, &name, &n))
		return fail(parser, from, "\\k needs the name of a group: \\k<name>");
	buf_puts(parser->out, "(?:");
	for (size_t i = 0; i < parser->nnames; i++) {
		const struct group_name *group = &parser->names[i];

		if (group->length != n || memcmp(group->text, name, n) != 0)
			continue;
		buf_printf(parser->out, "\\g{%u}", group->number);
		found = true;
	}
	buf_putc(parser->out, ')');
	return found || fail(parser, from, "there is no group of this name");
}

static bool read_escape(struct parser *parser)
{
	const char *from = parser->p++;
	uint32_t code = 0;
	char c;

	if (parser->p == parser->end)
		return fail(parser, from, "nothing follows the backslash");
	c = *parser->p++;
	if (c >= '1' && c <= '9')
		return read_back_reference(parser, from, c);
	if (c == 'k')
		return read_named_reference(parser, from);
	if (read_set(parser, from, c, false))
		return true;
	if (parser->err->set || !read_character_escape(parser, from, c, false, &code))
		return false;
	pattern_put(parser->out, code);
	return true;
}

static bool read_disjunction(struct parser *parser);

/* The alternatives of a group and its closing parenthesis. */
static bool read_group_body(struct parser *parser, const char *open)
{
	if (++parser->depth > PATTERN_DEPTH)
		return fail(parser, open, "groups are nested more than 200 levels deep");
	if (!read_disjunction(parser))
		return false;
	if (!take(parser, ")"))
		return fail(parser, open, "the group is not closed: ) is missing");
	parser->depth--;
	buf_putc(parser->out, ')');
	return true;
}

static bool is_name_taken(const struct parser *parser, const struct group_name *name)
{
	for (size_t i = 0; i < parser->seen; i++) {
		const struct group_name *other = &parser->names[i];

		if (!other->hidden && other->length == name->length &&
			memcmp(other->text, name->text, name->length) == 0)
			return true;
	}
	return false;
}

static bool read_capture(struct parser *parser, const char *open, bool named)
{
	const char *name;
	size_t n;

	if (named && !take_group_name(parser, &name, &n))
		return fail(parser, open, "the name of the group is not well-formed");
	if (named && is_name_taken(parser, &parser->names[parser->seen]))
		return fail(parser, open, "another group has this name");
	if (named)
		parser->seen++;
	parser->groups++;
	buf_putc(parser->out, '(');
	return read_group_body(parser, open);
}

/* Letters of (?ims-ims: up to a minus or colon; false if one is repeated or unknown. */
static bool take_flags(struct parser *parser, unsigned *flags)
{
	static const char letters[] = "msi";

	for (*flags = 0; parser->p < parser->end && is_letter(*parser->p); parser->p++) {
		const char *letter = strchr(letters, *parser->p);

		if (!letter || *flags & 1u << (letter - letters))
			return false;
		*flags |= 1u << (letter - letters);
	}
	return true;
}

/* (?i-s:…), which ECMA-262 has since 2025. Only i is PCRE2's matter: ^ $ and . are written out. */
static bool read_modifiers(struct parser *parser, const char *open)
{
	const unsigned insensitive = 1 << 2;
	unsigned before = parser->flags, on, off = 0;
	bool minus, ok;

	ok = take_flags(parser, &on);
	minus = ok && take(parser, "-");
	if (minus)
		ok = take_flags(parser, &off);
	if (!ok || !take(parser, ":") || (on & off) || (minus && !on && !off))
		return fail(parser, open,
			"what follows (? is none of : = ! <= <! <name> and flags with a colon");
	buf_puts(parser->out, on & insensitive ? "(?i:" : off & insensitive ? "(?-i:" : "(?:");
	parser->flags = (before | on) & ~off;
	ok = read_group_body(parser, open);
	parser->flags = before;
	return ok;
}

static bool read_look_behind(struct parser *parser, const char *open, const char *pcre)
{
	bool ok;

	buf_puts(parser->out, pcre);
	ok = read_group_body(parser, open);
	/* PCRE2 knows only those of fixed length. */
	parser->translation->check_now = true;
	parser->translation->at = (size_t)(open - parser->start);
	parser->translation->length = (size_t)(parser->p - open);
	return ok;
}

/* Everything that begins with a parenthesis; *assertion tells that no quantifier may follow. */
static bool read_group(struct parser *parser, bool *assertion)
{
	const char *open = parser->p;

	*assertion =
		at(parser, "(?=") || at(parser, "(?!") || at(parser, "(?<=") || at(parser, "(?<!");
	if (take(parser, "(?=")) {
		buf_puts(parser->out, "(?=");
		return read_group_body(parser, open);
	}
	if (take(parser, "(?!")) {
		buf_puts(parser->out, "(?!");
		return read_group_body(parser, open);
	}
	if (take(parser, "(?<="))
		return read_look_behind(parser, open, "(?<=");
	if (take(parser, "(?<!"))
		return read_look_behind(parser, open, "(?<!");
	if (take(parser, "(?<"))
		return read_capture(parser, open, true);
	if (take(parser, "(?:")) {
		buf_puts(parser->out, "(?:");
		return read_group_body(parser, open);
	}
	if (take(parser, "(?"))
		return read_modifiers(parser, open);
	parser->p++;
	return read_capture(parser, open, false);
}

/* Digits as a count; what is beyond COUNT_MAX becomes one more than it. */
static bool take_count(struct parser *parser, uint32_t *count)
{
	const char *first = parser->p;

	for (*count = 0; parser->p < parser->end && is_digit(*parser->p); parser->p++)
		if (*count <= COUNT_MAX)
			*count = *count * 10 + (uint32_t)(*parser->p - '0');
	if (*count > COUNT_MAX)
		*count = COUNT_MAX + 1;
	return parser->p > first;
}

struct quantifier {
	uint32_t least, most;
	bool unbounded;
};

/*
 * PCRE2 counts to 65535: a larger count is said as several copies of the atom,
 * whose text begins at atom in the output, one behind the other.
 */
static void put_large_count(struct parser *parser, size_t atom, struct quantifier counts,
	const char *lazy)
{
	size_t n = parser->out->length - atom;
	char *copy = heap_alloc(n);
	const char *separator = "";

	memcpy(copy, parser->out->data + atom, n);
	while (counts.least > 0 || counts.most > 0) {
		uint32_t least = counts.least > PATTERN_COUNT ? PATTERN_COUNT : counts.least;
		uint32_t most = counts.most > PATTERN_COUNT ? PATTERN_COUNT : counts.most;

		buf_add(parser->out, copy, *separator ? n : 0);
		if (counts.unbounded && counts.most <= PATTERN_COUNT)
			buf_printf(parser->out, "{%u,}%s", least, lazy);
		else
			buf_printf(parser->out, "{%u,%u}%s", least, most, lazy);
		counts.least -= least;
		counts.most -= most;
		separator = "x";
	}
	free(copy);
}

static void put_count(struct parser *parser, const char *from, size_t atom,
	struct quantifier counts, const char *lazy)
{
	bool large = counts.most > PATTERN_COUNT;

	parser->translation->check_now |= counts.most > 1;
	if (!large && counts.unbounded)
		buf_printf(parser->out, "{%u,}%s", counts.least, lazy);
	else if (!large)
		buf_printf(parser->out, "{%u,%u}%s", counts.least, counts.most, lazy);
	else if (counts.most <= COUNT_MAX &&
		 !memchr(parser->out->data + atom, '(', parser->out->length - atom))
		put_large_count(parser, atom, counts, lazy);
	else if (!parser->translation->refused) {
		parser->translation->refused = "counts above 65535 are not supported here";
		parser->translation->at = (size_t)(from - parser->start);
		parser->translation->length = (size_t)(parser->p - from);
	}
}

static bool read_braces(struct parser *parser, size_t atom)
{
	struct quantifier counts = { 0 };
	const char *from = parser->p++;

	if (!take_count(parser, &counts.least))
		return fail(parser, from, "{ must be followed by a count, or be written \\{");
	counts.most = counts.least;
	if (take(parser, ","))
		counts.unbounded = !take_count(parser, &counts.most);
	if (counts.unbounded)
		counts.most = counts.least;
	if (!take(parser, "}"))
		return fail(parser, from, "the count is not closed: } is missing");
	if (counts.least > counts.most)
		return fail(parser, from, "the counts are out of order");
	put_count(parser, from, atom, counts, take(parser, "?") ? "?" : "");
	return true;
}

/* The quantifier behind an atom whose translation begins at atom in the output, if there is one. */
static bool read_quantifier(struct parser *parser, size_t atom)
{
	if (parser->p == parser->end || !strchr("*+?{", *parser->p) || *parser->p == '\0')
		return true;
	if (*parser->p == '{')
		return read_braces(parser, atom);
	buf_putc(parser->out, *parser->p++);
	if (take(parser, "?"))
		buf_putc(parser->out, '?');
	return true;
}

static const char *assertion_text(const struct parser *parser, char c)
{
	bool lines = parser->flags & FLAG_MULTILINE;

	if (c == '^')
		return lines ? "(?:^|(?<=[" LINE_ENDS "]))" : "^";
	return lines ? "(?:$|(?=[" LINE_ENDS "]))" : "$";
}

/* One term: an assertion, or an atom with its quantifier. */
static bool read_term(struct parser *parser)
{
	const char *from = parser->p;
	size_t atom = parser->out->length;
	bool assertion = false;
	bool ok = true;

	switch (*parser->p) {
	case '^':
	case '$':
		buf_puts(parser->out, assertion_text(parser, *parser->p++));
		return true;
	case '(':
		ok = read_group(parser, &assertion);
		break;
	case '[':
		ok = read_class(parser);
		break;
	case '.':
		parser->p++;
		buf_puts(parser->out, parser->flags & FLAG_DOT_ALL ? "(?s:.)" : "[^" LINE_ENDS "]");
		break;
	case '\\':
		if (take(parser, "\\b") || take(parser, "\\B")) {
			buf_add(parser->out, from, 2);
			return true;
		}
		ok = read_escape(parser);
		break;
	case '*':
	case '+':
	case '?':
		parser->p++;
		return fail(parser, from, "there is nothing to repeat");
	case '{':
	case '}':
	case ']':
		parser->p++;
		return err_set_at(parser->err, (size_t)(from - parser->start), 1,
			"a lone %c must be written \\%c", *from, *from);
	default:
		pattern_put(parser->out, utf8_next(&parser->p, parser->end));
	}
	return ok && (assertion || read_quantifier(parser, atom));
}

static void hide_names(struct parser *parser, size_t from, bool hidden)
{
	for (size_t i = from; i < parser->seen; i++)
		parser->names[i].hidden = hidden;
}

/* Alternatives up to the closing parenthesis or the end. */
static bool read_disjunction(struct parser *parser)
{
	size_t first = parser->seen, alternative = first;

	while (parser->p < parser->end && *parser->p != ')') {
		if (!take(parser, "|")) {
			if (!read_term(parser))
				return false;
			continue;
		}
		buf_putc(parser->out, '|');
		hide_names(parser, alternative, true);
		alternative = parser->seen;
	}
	hide_names(parser, first, false);
	return true;
}

static bool count_group(struct parser *parser)
{
	struct group_name name = { 0 };
	bool named = at(parser, "(?<") && !at(parser, "(?<=") && !at(parser, "(?<!");

	if (at(parser, "(?") && !named) {
		parser->p++;
		return true;
	}
	name.number = ++parser->total;
	if (parser->total > GROUPS_MAX)
		return fail(parser, parser->p, "there are more than 1000 groups");
	parser->p += named ? 3 : 1;
	if (!named || !take_group_name(parser, &name.text, &name.length))
		return true;
	parser->names = heap_grow(parser->names, &parser->cap, parser->nnames + 1, sizeof(name));
	parser->names[parser->nnames++] = name;
	return true;
}

/* Groups and their names are known before the pattern is read: references may stand before them. */
static bool count_groups(struct parser *parser)
{
	bool in_class = false;

	while (parser->p < parser->end) {
		char c = *parser->p;

		if (c == '(' && !in_class) {
			if (!count_group(parser))
				return false;
			continue;
		}
		if (c == '\\' && parser->p + 1 < parser->end)
			parser->p++;
		else if (c == '[')
			in_class = true;
		else if (c == ']')
			in_class = false;
		parser->p++;
	}
	parser->p = parser->start;
	return true;
}

bool ecma_translate(const char *pattern, size_t n, struct translation *out, struct err *err)
{
	struct parser parser = {
		.start = pattern,
		.p = pattern,
		.end = pattern + n,
		.translation = out,
		.out = &out->out,
		.err = err,
	};
	bool ok = count_groups(&parser) && read_disjunction(&parser);

	if (ok && parser.p < parser.end) {
		const char *from = parser.p++;

		ok = fail(&parser, from, "a lone ) must be written \\)");
	}
	free(parser.names);
	return ok;
}
