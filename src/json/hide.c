#include "json/hide.h"

#include <ctype.h>
#include <string.h>

#include "json/names.h"
#include "json/scan.h"
#include "json/secret.h"

#define KEY_MAX 64
#define NEAR_MAX 256 /* what is read of a long text before the finding, at least */
#define BEFORE_MAX 4096 /* text of earlier lines that may belong to a value of this one */

#define TWO(c) [c] = true, [c + 1] = true
#define TEN(c) TWO(c), TWO(c + 2), TWO(c + 4), TWO(c + 6), TWO(c + 8)

/* What names and numbers consist of where no quotes are around them. */
static const bool word_bytes[256] = {
	TEN('0'),
	TEN('a'), TEN('k'), TWO('u'), TWO('w'), TWO('y'),
	TEN('A'), TEN('K'), TWO('U'), TWO('W'), TWO('Y'),
	['_'] = true, ['-'] = true, ['.'] = true, ['+'] = true, ['$'] = true,
};

static bool is_word(char c)
{
	return word_bytes[(unsigned char)c];
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_quote(char c)
{
	return c == '"' || c == '\'';
}

static const char *line_end_of(const char *p, const char *end)
{
	while (p < end && *p != '\n')
		p++;
	return p;
}

/* Behind blanks and comments. */
static const char *skip_filler(const char *p, const char *end)
{
	if (p < end && (unsigned char)*p > ' ' && *p != '/')
		return p;
	while (p < end) {
		if (is_blank(*p)) {
			p++;
		} else if (end - p > 1 && p[0] == '/' && p[1] == '/') {
			p = line_end_of(p, end);
		} else if (end - p > 1 && p[0] == '/' && p[1] == '*') {
			for (p += 2; p < end && !(p[-1] == '*' && p[0] == '/');)
				p++;
			p += p < end;
		} else {
			break;
		}
	}
	return p;
}

/* The first byte of a quoted string at or behind p that needs a look. */
static const char *skip_quoted(const char *p, const char *end, char quote)
{
	if (quote == '"')
		return scan_plain(p, end);
	while (p < end && *p != quote && *p != '\\' && *p != '\n' && *p != '\r')
		p++;
	return p;
}

/* Behind a quoted string, or at the end of its line where it is not closed. */
static const char *skip_string(const char *p, const char *end, bool *closed)
{
	char quote = *p++;

	for (p = skip_quoted(p, end, quote); p < end; p = skip_quoted(p, end, quote)) {
		if (*p == quote || *p == '\n' || *p == '\r')
			break;
		if (*p == '\\' && end - p > 1 && p[1] != '\n' && p[1] != '\r')
			p++;
		p++;
	}
	*closed = p < end && *p == quote;
	return p + *closed;
}

/* Behind the bracket that closes the one at p; the end, where none does. */
static const char *skip_container(const char *p, const char *end)
{
	size_t depth = 0;
	bool closed;

	while (p < end) {
		if (*p == '"') {
			p = skip_string(p, end, &closed);
			p += !closed && p < end;
			continue;
		}
		if (*p == '{' || *p == '[')
			depth++;
		if (*p == '}' || *p == ']')
			depth--;
		p++;
		if (depth == 0)
			break;
	}
	return p;
}

/* Behind a number, true, false or null; NULL where p is at something else. */
static const char *skip_plain(const char *p, const char *end)
{
	static const char *const words[] = { "null", "true", "false" };
	const char *start = p;
	size_t n;

	while (p < end && is_word(*p))
		p++;
	n = (size_t)(p - start);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (n == strlen(words[i]) && memcmp(start, words[i], n) == 0)
			return p;
	for (const char *c = start; c < p; c++)
		if (isalpha((unsigned char)*c) || *c == '_' || *c == '$')
			return NULL;
	return n > 0 ? p : NULL;
}

/* Whether the text between is null, true or false, which tell nothing. */
static bool is_empty_word(const char *p, const char *end)
{
	return p < end && (*p == 'n' || *p == 't' || *p == 'f') && skip_plain(p, end) == end;
}

/* Whether a value that ends at p is followed by what follows values. */
static bool is_value_end(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p == end || strchr(",}]\n\r", *p) != NULL;
}

/*
 * Where a value ends that begins at p. Where it is not whole, which is not written as values
 * are, what belongs to it cannot be told: then all of its line does.
 */
static const char *value_end(const char *p, const char *end, bool *whole)
{
	const char *after = NULL;
	bool closed = true;

	*whole = false;
	p = skip_filler(p, end);
	if (p == end)
		return end;
	if (is_quote(*p))
		after = skip_string(p, end, &closed);
	else if (*p == '{' || *p == '[')
		after = skip_container(p, end);
	else
		after = skip_plain(p, end);
	*whole = after && closed && is_value_end(after, end);
	return *whole ? after : line_end_of(after ? after : p, end);
}

/*
 * Copies a name with \uXXXX of ASCII undone, up to what parts it from a value that someone
 * forgot to part from it; false if it is too long to be one of ours.
 */
static bool read_key(struct hide_span text, char key[KEY_MAX + 1])
{
	size_t length = 0;

	for (const char *p = text.start; p < text.end && *p != ':' && *p != '='; p++) {
		char c = *p;

		if (length == KEY_MAX)
			return false;
		if (c == '\\' && text.end - p > 5 && p[1] == 'u') {
			unsigned code = 0;

			for (const char *h = p + 2; h < p + 6; h++)
				code = code * 16 + (unsigned)(isdigit((unsigned char)*h) ?
					*h - '0' : (tolower((unsigned char)*h) - 'a' + 10) & 15);
			c = code < 0x80 ? (char)code : '?';
			p += 5;
		}
		key[length++] = c;
	}
	key[length] = '\0';
	return true;
}

static bool is_secret_name(const struct names *names, const char *name, size_t n)
{
	uint32_t id = names_find(names, name, n);

	if (id != NAME_NONE)
		return names_is_secret(names, id);
	return secret_looks_like(name, n);
}

/* A name without the quotes around it. */
static struct hide_span strip_quotes(struct hide_span text)
{
	char quote = *text.start;

	if (is_quote(quote)) {
		text.end -= text.end - text.start > 1 && text.end[-1] == quote;
		text.start++;
	}
	return text;
}

/* Whether a name is one word, which stands for itself. */
static bool is_one_word(struct hide_span name)
{
	const char *p = name.start;

	while (p < name.end && is_word(*p))
		p++;
	return p == name.end && name.end - name.start <= KEY_MAX;
}

/* Whether a name, which may have quotes around it, is secret. */
static bool is_secret_key(const struct names *names, struct hide_span text)
{
	char key[KEY_MAX + 1];

	if (!names || text.start == text.end)
		return false;
	text = strip_quotes(text);
	if (is_one_word(text))
		return is_secret_name(names, text.start, (size_t)(text.end - text.start));
	return read_key(text, key) && is_secret_name(names, key, strlen(key));
}

/* Whether it is, as most are, one that is known not to be secret: that is told sooner. */
static bool is_harmless_key(const struct names *names, struct hide_span text)
{
	uint32_t id;

	if (!names || text.start == text.end)
		return true;
	text = strip_quotes(text);
	id = is_one_word(text) ? names_find(names, text.start, (size_t)(text.end - text.start)) :
				 NAME_NONE;
	return id != NAME_NONE && !names_is_secret(names, id);
}

/* The next word, or quoted string, that begins before last; the walk's place moves behind it. */
static bool next_token(struct hide *hide, struct hide_span *token)
{
	const char *p = hide->p;
	bool closed;

	for (; p < hide->last && !is_word(*p) && (hide->loose || !is_quote(*p)); p++)
		if ((unsigned char)*p > ' ' || !is_blank(*p))
			hide->is_value = *p == ':';
	token->start = p;
	if (p < hide->last && !is_word(*p))
		p = skip_string(p, hide->end, &closed);
	else
		while (p < hide->end && is_word(*p))
			p++;
	token->end = hide->p = p;
	return token->start < hide->last;
}

/* Whether a name holds what parts it from a value: then its value is, or may be, in the quotes with it. */
static bool holds_value(struct hide_span key)
{
	for (const char *p = key.start; p < key.end; p++)
		if (*p == ':' || *p == '=')
			return true;
	return false;
}

/*
 * Whether key is secret and something to hide stands behind it and the colon at p. Most values
 * end before what is shown, and need no look at their names then.
 */
static bool is_secret_member(const struct hide *hide, struct hide_span key, const char *p,
	struct hide_span *value)
{
	bool whole;

	if (is_harmless_key(hide->names, key))
		return false;
	for (p++; p < hide->end && is_blank(*p);)
		p++;
	if (p < hide->end && (*p == '{' || *p == '[') && !is_secret_key(hide->names, key))
		return false;
	*value = (struct hide_span){ p, value_end(p, hide->end, &whole) };
	if (whole && value->end <= hide->first)
		return false;
	return is_secret_key(hide->names, key) &&
	       (!is_empty_word(p, value->end) || holds_value(key));
}

/* What may stand between a word and its colon, but for comments. */
static bool is_between(char c)
{
	return c == '\\' || is_quote(c) || is_blank(c);
}

/* Finds out how far a loose walk has to look for colons, and whether comments may be before them. */
static void look_for_colons(struct hide *hide)
{
	const char *p = hide->last, *slash = hide->p;

	while (p < hide->end && (is_word(*p) || is_between(*p)))
		p++;
	hide->colons = p + (p < hide->end);
	p = hide->colons + (hide->colons < hide->end);
	while (slash < p && (slash = memchr(slash, '/', (size_t)(p - slash))) && !hide->has_comments) {
		slash++;
		hide->has_comments = slash < p && (*slash == '/' || *slash == '*');
	}
}

/* The word behind from that stands before a colon, perhaps with a quote between them; it may be empty. */
static struct hide_span word_before(const char *from, const char *colon)
{
	struct hide_span word = { colon, colon };

	while (word.end > from && is_blank(word.end[-1]))
		word.end--;
	while (word.end > from && (word.end[-1] == '\\' || is_quote(word.end[-1])))
		word.end--;
	for (word.start = word.end; word.start > from && is_word(word.start[-1]);)
		word.start--;
	return word;
}

/* The next word that a colon stands behind, in a text without comments: colons are fewer than words. */
static bool next_word_before_colon(struct hide *hide, struct hide_span *key, const char **colon)
{
	while (hide->p < hide->colons) {
		*colon = memchr(hide->p, ':', (size_t)(hide->colons - hide->p));
		if (!*colon)
			break;
		*key = word_before(hide->p, *colon);
		hide->p = *colon + 1;
		if (key->start < key->end)
			return key->start < hide->last;
	}
	return false;
}

/* The same where there are comments. */
static bool next_word_before_comment(struct hide *hide, struct hide_span *key, const char **colon)
{
	while (next_token(hide, key)) {
		const char *p = key->end;

		while (p < hide->end && (*p == '\\' || is_quote(*p)))
			p++;
		*colon = skip_filler(p, hide->end);
		if (*colon < hide->end && **colon == ':')
			return true;
	}
	return false;
}

/* A name without regard to where strings begin: a word, then perhaps a quote, and a colon. */
static struct hide_span next_loose_secret(struct hide *hide)
{
	struct hide_span key, value;
	const char *colon;

	if (!hide->colons)
		look_for_colons(hide);
	while (hide->has_comments ? next_word_before_comment(hide, &key, &colon) :
				    next_word_before_colon(hide, &key, &colon))
		if (is_secret_member(hide, key, colon, &value))
			return value;
	return (struct hide_span){ hide->end, hide->end };
}

/* What stands behind a secret name that has no colon where it should: all of the line. */
static struct hide_span line_behind(const struct hide *hide)
{
	const char *p = hide->p;

	while (p < hide->end && is_blank(*p))
		p++;
	return (struct hide_span){ p, line_end_of(p, hide->end) };
}

struct hide_span hide_next(struct hide *hide)
{
	struct hide_span key, value;

	if (hide->loose)
		return next_loose_secret(hide);
	while (next_token(hide, &key)) {
		const char *after = skip_filler(key.end, hide->end);
		bool was_value = hide->is_value;

		hide->is_value = false;
		if (after < hide->end && *after == ':') {
			if (!is_secret_member(hide, key, after, &value))
				continue;
		} else {
			if (was_value || !is_secret_key(hide->names, key))
				continue;
			value = line_behind(hide);
		}
		if (holds_value(key))
			value.start = key.start;
		hide->p = value.end;
		return value;
	}
	return (struct hide_span){ hide->end, hide->end };
}

/*
 * Some lines before the one at line_start, and where a colon stands before those, at its name,
 * if that is not before first.
 */
static size_t earlier_start(const char *text, size_t line_start, size_t first)
{
	size_t least = line_start > BEFORE_MAX ? line_start - BEFORE_MAX : 0, i = least;

	while (i > 0 && i < line_start && text[i - 1] != '\n')
		i++;
	line_start = i;
	while (i > first && is_blank(text[i - 1]))
		i--;
	if (i == 0 || (i > first && text[i - 1] != ':'))
		return line_start;
	for (bool seen_quote = false; i > first && (text[i - 1] != '\n' || !seen_quote); i--)
		seen_quote = seen_quote || is_quote(text[i - 1]);
	return i;
}

/* Whether the text at p is a name with its colon, as no part of a string can be. */
static bool is_member_start(const char *p, const char *end)
{
	const char *name;

	for (p++; p < end && is_blank(*p);)
		p++;
	if (p == end || *p++ != '"')
		return false;
	for (name = p; p < end && is_word(*p);)
		p++;
	if (p == name || p == end || *p++ != '"')
		return false;
	while (p < end && is_blank(*p))
		p++;
	return p < end && *p == ':';
}

/*
 * Whether a string begins behind the comma at p: a quote that closes one is followed by no
 * letter or digit.
 */
static bool is_string_start(const char *p, const char *end)
{
	for (p++; p < end && is_blank(*p);)
		p++;
	return end - p > 1 && *p == '"' && is_word(p[1]);
}

/*
 * In a text that is long, a member not far before start to begin at, or an element; else,
 * from. A finding would cost as much as its line is long, and such lines have many.
 */
static size_t near_start(const char *text, size_t length, size_t from, size_t start)
{
	const char *near = text + start - NEAR_MAX, *end = text + length, *string = NULL;

	if (start - from <= 2 * NEAR_MAX)
		return from;
	for (const char *p = near; p > near - NEAR_MAX; p--) {
		if ((*p == ',' || *p == '{') && is_member_start(p, end))
			return (size_t)(p - text);
		if (!string && *p == ',' && is_string_start(p, end))
			string = p;
	}
	for (const char *p = near + 1; p < text + start && !string; p++)
		if ((*p == ',' || *p == '{') && (is_member_start(p, end) || is_string_start(p, end)))
			string = p;
	return string ? (size_t)(string - text) : from;
}

bool hide_start(const char *text, size_t length, size_t line_start, size_t start, size_t *from)
{
	size_t first = start > HIDE_MAX ? start - HIDE_MAX - 1 : 0, found = first;

	if (line_start >= first)
		found = earlier_start(text, line_start, first);
	found = near_start(text, start + NEAR_MAX < length ? start + NEAR_MAX : length, found, start);
	if (start - found > HIDE_MAX)
		return false;
	*from = found;
	return true;
}

size_t hide_certain(const char *text, size_t walk_from, size_t from, size_t start)
{
	const char *p = text + walk_from, *end = text + start;
	size_t depth = 0;
	bool closed;

	if (from < walk_from)
		from = walk_from;
	while (p < end && walk_from > 0) {
		if (*p == '"') {
			p = skip_string(p, end, &closed);
			continue;
		}
		if (*p == '{' || *p == '[')
			depth++;
		if ((*p == '}' || *p == ']') && depth-- == 0) {
			depth = 0;
			from = (size_t)(p - text) >= from ? (size_t)(p - text) + 1 : from;
		}
		p++;
	}
	return from;
}
