#include "text/regex_simple.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf8.h"

#define COUNT_MAX 1000

/* A part of the pattern: where it may begin and end. */
struct part {
	uint64_t first, last;
	bool empty; /* it may be passed over */
};

struct parser {
	struct simple *simple;
	const char *p, *end;
	bool ecma;
	bool failed; /* it is not simple */
	unsigned depth;
};

static struct part give_up(struct parser *parser)
{
	parser->failed = true;
	return (struct part){ 0 };
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

/* {=== characters === */

/* Of a range what is ASCII. */
static void charset_add(struct charset *set, uint32_t first, uint32_t last)
{
	if (last > 0x7F)
		last = 0x7F;
	for (uint32_t half = first >> 6; first <= last && half <= last >> 6; half++) {
		uint32_t low = half == first >> 6 ? first & 63 : 0;
		uint32_t high = half == last >> 6 ? last & 63 : 63;

		set->bits[half] |= UINT64_MAX << low & UINT64_MAX >> (63 - high);
	}
}

static bool charset_has(const struct charset *set, unsigned c)
{
	return c < 0x80 && set->bits[c >> 6] >> (c & 63) & 1;
}

static void charset_turn(struct charset *set)
{
	set->bits[0] = ~set->bits[0];
	set->bits[1] = ~set->bits[1];
}

/* A new position for the characters of a set. */
static struct part add_position(struct parser *parser, const struct charset *set)
{
	struct simple *simple = parser->simple;
	uint64_t bit;

	if (simple->count == SIMPLE_POSITIONS)
		return give_up(parser);
	bit = UINT64_C(1) << simple->count;
	simple->positions[simple->count++] = (struct position){ *set, 0 };
	return (struct part){ bit, bit, false };
}

/* A character of its own, or one that both dialects let follow a backslash. */
static bool read_character(struct parser *parser, const char *special, uint32_t *code)
{
	if (parser->p == parser->end)
		return false;
	if (take(parser, '\\')) {
		if (parser->p == parser->end)
			return false;
		*code = (unsigned char)*parser->p++;
		return *code && strchr("()*+.?[\\]^{|}", (int)*code);
	}
	*code = utf8_next(&parser->p, parser->end);
	if (*code >= 0x80)
		parser->simple->beyond_ascii = true;
	return *code && (*code < 0xD800 || *code > 0xDFFF) && *code != UTF8_BAD &&
	       (*code >= 0x80 || !strchr(special, (int)*code));
}

/* \p{C}, what is not to be seen, or \p{Z}, blanks. */
static bool take_category(struct parser *parser, struct charset *set)
{
	if (parser->end - parser->p < 5 || memcmp(parser->p, "\\p{", 3) != 0 || parser->p[4] != '}')
		return false;
	if (parser->p[3] == 'C') {
		charset_add(set, 0, ' ' - 1);
		charset_add(set, 0x7F, 0x7F);
	} else if (parser->p[3] == 'Z') {
		charset_add(set, ' ', ' ');
	} else {
		return false;
	}
	parser->simple->beyond_ascii = true;
	parser->p += 5;
	return true;
}

static bool read_class_member(struct parser *parser, struct charset *set)
{
	uint32_t first, last;

	if (take_category(parser, set))
		return !is_at(parser, '-') || (parser->end - parser->p > 1 && parser->p[1] == ']');
	if (!read_character(parser, "-[]", &first))
		return false;
	last = first;
	if (is_at(parser, '-') && parser->end - parser->p > 1 && parser->p[1] != ']') {
		parser->p++;
		if (!read_character(parser, "-[]", &last) || last < first)
			return false;
	}
	charset_add(set, first, last);
	return true;
}

/* From behind the bracket. */
static struct part read_class(struct parser *parser)
{
	struct charset set = { { 0, 0 } };
	bool not = take(parser, '^');

	if (is_at(parser, ']'))
		return give_up(parser);
	if (take(parser, '-'))
		charset_add(&set, '-', '-');
	while (!take(parser, ']')) {
		if (is_at(parser, '-') && parser->end - parser->p > 1 && parser->p[1] == ']') {
			parser->p++;
			charset_add(&set, '-', '-');
		} else if (!read_class_member(parser, &set)) {
			return give_up(parser);
		}
	}
	if (not) {
		parser->simple->beyond_ascii = true;
		charset_turn(&set);
	}
	return add_position(parser, &set);
}

static struct part read_any(struct parser *parser)
{
	struct charset set = { { 0, 0 } };

	charset_add(&set, '\n', '\n');
	charset_add(&set, '\r', '\r');
	charset_turn(&set);
	parser->simple->beyond_ascii = true;
	return add_position(parser, &set);
}

/* }=== */

static struct part join(struct simple *simple, struct part a, struct part b)
{
	for (uint64_t bits = a.last; bits; bits &= bits - 1)
		simple->positions[__builtin_ctzll(bits)].follow |= b.first;
	return (struct part){
		.first = a.empty ? a.first | b.first : a.first,
		.last = b.empty ? a.last | b.last : b.last,
		.empty = a.empty && b.empty,
	};
}

static struct part read_branches(struct parser *parser);

/* From behind the parenthesis. */
static struct part read_group(struct parser *parser)
{
	struct part part;

	if (is_at(parser, '?')) {
		if (!parser->ecma || parser->end - parser->p < 2 || parser->p[1] != ':')
			return give_up(parser);
		parser->p += 2;
	}
	if (parser->depth == SIMPLE_POSITIONS)
		return give_up(parser);
	parser->depth++;
	part = read_branches(parser);
	parser->depth--;
	return take(parser, ')') ? part : give_up(parser);
}

static struct part read_atom(struct parser *parser)
{
	struct charset set = { { 0, 0 } };
	uint32_t code;

	if (take(parser, '('))
		return read_group(parser);
	if (take(parser, '['))
		return read_class(parser);
	if (take(parser, '.'))
		return read_any(parser);
	if (!read_character(parser, "()*+.?[\\]{|}^$", &code))
		return give_up(parser);
	charset_add(&set, code, code);
	return add_position(parser, &set);
}

static bool take_count(struct parser *parser, unsigned *count)
{
	const char *from = parser->p;

	for (*count = 0; parser->p < parser->end && *parser->p >= '0' && *parser->p <= '9';
		parser->p++) {
		*count = *count * 10 + (unsigned)(*parser->p - '0');
		if (*count > COUNT_MAX)
			return false;
	}
	return parser->p > from;
}

/* How often the atom before may come; *most 0: without end. */
static bool read_counts(struct parser *parser, unsigned *least, unsigned *most)
{
	*least = *most = 1;
	if (take(parser, '*')) {
		*least = *most = 0;
	} else if (take(parser, '+')) {
		*most = 0;
	} else if (take(parser, '?')) {
		*least = 0;
	} else if (take(parser, '{')) {
		if (!take_count(parser, least))
			return false;
		*most = *least;
		if (take(parser, ',')) {
			*most = 0;
			if (!is_at(parser, '}') && (!take_count(parser, most) || *most == 0))
				return false;
		} else if (*least == 0) {
			return false;
		}
		if (!take(parser, '}') || (*most && *most < *least))
			return false;
	}
	/* A second one would make it lazy, or wrong. */
	return parser->p == parser->end || !strchr("*+?{", *parser->p);
}

/*
 * One more of an atom: a single position is copied, anything else read again from where it
 * begins.
 */
static struct part read_again(struct parser *parser, const char *from, const struct part *single)
{
	const char *behind = parser->p;
	unsigned count = parser->simple->count;
	struct part part;

	if (single)
		return add_position(parser, &parser->simple->positions[__builtin_ctzll(single->first)].takes);
	parser->p = from;
	part = read_atom(parser);
	parser->p = behind;
	return parser->simple->count > count ? part : give_up(parser);
}

static struct part read_piece(struct parser *parser)
{
	const char *from = parser->p;
	unsigned count = parser->simple->count, least, most;
	struct part atom = read_atom(parser), last = atom, whole = atom;
	bool single = parser->simple->count == count + 1 && !atom.empty;

	if (parser->failed || !read_counts(parser, &least, &most))
		return give_up(parser);
	whole.empty = whole.empty || least == 0;
	for (unsigned i = 1; i < (most ? most : least) && !parser->failed; i++) {
		last = read_again(parser, from, single ? &atom : NULL);
		if (i >= least)
			last.empty = true;
		whole = join(parser->simple, whole, last);
	}
	if (most == 0)
		join(parser->simple, last, last);
	return whole;
}

/* ^ and $ only where they stand for the whole pattern. */
static bool is_at_end_mark(const struct parser *parser)
{
	return parser->depth == 0 && parser->end - parser->p == 1 && *parser->p == '$';
}

static struct part read_branch(struct parser *parser)
{
	struct part whole = { 0, 0, true };

	while (!parser->failed && parser->p < parser->end && *parser->p != '|' &&
		*parser->p != ')' && !is_at_end_mark(parser))
		whole = join(parser->simple, whole, read_piece(parser));
	return whole;
}

static struct part read_branches(struct parser *parser)
{
	struct part whole = read_branch(parser);

	while (!parser->failed && take(parser, '|')) {
		struct part more = read_branch(parser);

		whole.first |= more.first;
		whole.last |= more.last;
		whole.empty = whole.empty || more.empty;
		if (parser->depth == 0 && (parser->simple->at_start || is_at_end_mark(parser)))
			return give_up(parser);
	}
	return whole;
}

bool simple_read(struct simple *simple, const char *pattern, size_t n, enum regex_dialect dialect)
{
	struct parser parser = {
		.simple = simple,
		.p = pattern,
		.end = pattern + n,
		.ecma = dialect == REGEX_ECMA,
	};
	struct part whole;

	simple->count = 0;
	simple->beyond_ascii = false;
	simple->at_start = take(&parser, '^');
	whole = read_branches(&parser);
	simple->at_end = !parser.failed && is_at_end_mark(&parser);
	simple->first = whole.first;
	simple->last = whole.last;
	simple->empty = whole.empty;
	return !parser.failed && parser.p + simple->at_end == parser.end;
}

struct simple *simple_keep(const struct simple *simple)
{
	return memcpy(heap_alloc(simple_size(simple)), simple, simple_size(simple));
}

/*
 * Of the positions that may come next those that take c, and in *next those that may follow
 * them.
 */
static uint64_t step(const struct simple *simple, unsigned char c, uint64_t *next)
{
	uint64_t state = 0, follow = 0;

	for (uint64_t bits = *next; bits; bits &= bits - 1) {
		const struct position *position = &simple->positions[__builtin_ctzll(bits)];

		if (!charset_has(&position->takes, c))
			continue;
		state |= bits & -bits;
		follow |= position->follow;
	}
	*next = follow;
	return state;
}

bool simple_match(const struct simple *simple, const char *text, size_t n, bool whole)
{
	bool from_start = whole || simple->at_start, to_end = whole || simple->at_end;
	uint64_t again = from_start ? 0 : simple->first;
	uint64_t next = simple->first, state = 0;

	if (simple->empty && (n == 0 || !from_start || !to_end))
		return true;
	for (size_t i = 0; i < n; i++) {
		state = step(simple, (unsigned char)text[i], &next);
		if (!to_end && state & simple->last)
			return true;
		if (!state && !again)
			return false;
		next |= again;
	}
	return state & simple->last;
}
