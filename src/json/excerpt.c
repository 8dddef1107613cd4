#include "json/excerpt.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/names.h"
#include "json/secret.h"

/* Text before the finding that is read to know what is secret. */
#define SCAN_MAX (1 << 20)
#define LEAD_MAX 60 /* bytes shown before the finding when a line is cut */
#define KEY_MAX 64
#define NEAR_MAX 1024 /* half of what is read of a long line before the finding */
#define BEFORE_MAX 4096 /* text of earlier lines that may belong to a value of this one */

/* A walk over the text that stops at values to hide. */
struct scan {
	const char *p, *end;
	const char *last; /* no name that begins here or behind it matters */
	const struct names *names;
	bool is_value; /* a colon stands before p: what comes is no name */
	bool loose;    /* quotes tell nothing: the text has one too few or too many */
};

/* A stretch of text to hide; empty where there is none before the end. */
struct span {
	const char *start, *end;
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == '+' || c == '$';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
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

/* Behind a quoted string, or at the end of its line where it is not closed. */
static const char *skip_string(const char *p, const char *end, bool *closed)
{
	char quote = *p++;

	while (p < end && *p != quote && *p != '\n' && *p != '\r') {
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
 * Where a secret value ends that begins at p. Where it is not written as values are, what
 * belongs to it cannot be told: then all of its line does.
 */
static const char *secret_end(const char *p, const char *end)
{
	const char *after = NULL;
	bool closed = true;

	p = skip_filler(p, end);
	if (p == end)
		return end;
	if (*p == '"' || *p == '\'')
		after = skip_string(p, end, &closed);
	else if (*p == '{' || *p == '[')
		after = skip_container(p, end);
	else
		after = skip_plain(p, end);
	if (after && closed && is_value_end(after, end))
		return after;
	return line_end_of(after ? after : p, end);
}

/*
 * Copies a name without its quotes, with \uXXXX of ASCII undone, up to what parts it from a
 * value that someone forgot to part from it; false if it is too long to be one of ours.
 */
static bool read_key(const char *text, size_t n, char key[KEY_MAX + 1])
{
	size_t length = 0;

	if (n >= 1 && (text[0] == '"' || text[0] == '\'')) {
		n -= n >= 2 && text[n - 1] == text[0] ? 2 : 1;
		text++;
	}
	for (size_t i = 0; i < n && text[i] != ':' && text[i] != '='; i++) {
		char c = text[i];

		if (length == KEY_MAX)
			return false;
		if (c == '\\' && i + 5 < n && text[i + 1] == 'u') {
			char hex[5] = { text[i + 2], text[i + 3], text[i + 4], text[i + 5], 0 };
			unsigned code = 0;

			for (const char *h = hex; *h; h++)
				code = code * 16 + (unsigned)(isdigit((unsigned char)*h) ?
					*h - '0' : (tolower((unsigned char)*h) - 'a' + 10) & 15);
			c = code < 0x80 ? (char)code : '?';
			i += 5;
		}
		key[length++] = c;
	}
	key[length] = '\0';
	return true;
}

static bool is_secret_key(const struct names *names, const char *text, size_t n)
{
	char key[KEY_MAX + 1];
	uint32_t id;

	if (!names || !read_key(text, n, key))
		return false;
	id = names_find(names, key, strlen(key));
	if (id != NAME_NONE)
		return names_is_secret(names, id);
	return secret_looks_like(key, strlen(key));
}

/* Moves behind the token at p, or one byte on where there is none. */
static bool skip_token(struct scan *scan)
{
	bool closed;

	if (!scan->loose && (*scan->p == '"' || *scan->p == '\'')) {
		scan->p = skip_string(scan->p, scan->end, &closed);
		return true;
	}
	if (is_word(*scan->p)) {
		while (scan->p < scan->end && is_word(*scan->p))
			scan->p++;
		return true;
	}
	if (!is_blank(*scan->p))
		scan->is_value = *scan->p == ':';
	scan->p++;
	return false;
}

/* A name without regard to where strings begin: a word, then perhaps a quote, and a colon. */
static struct span next_loose_secret(struct scan *scan)
{
	while (scan->p < scan->last) {
		const char *word = scan->p, *end, *p;

		if (!skip_token(scan))
			continue;
		p = end = scan->p;
		while (p < scan->end && (*p == '\\' || *p == '"' || *p == '\''))
			p++;
		p = skip_filler(p, scan->end);
		if (p == scan->end || *p != ':' ||
		    !is_secret_key(scan->names, word, (size_t)(end - word)))
			continue;
		for (p++; p < scan->end && is_blank(*p);)
			p++;
		end = secret_end(p, scan->end);
		if (!is_empty_word(p, end))
			return (struct span){ p, end };
	}
	return (struct span){ scan->end, scan->end };
}

/*
 * The next secret value, from the scan's place on: what stands behind the colon of a secret
 * name, and behind such a name that has no colon where it should.
 */
static struct span next_secret(struct scan *scan)
{
	if (scan->loose)
		return next_loose_secret(scan);
	while (scan->p < scan->last) {
		const char *key = scan->p, *after;
		bool was_value = scan->is_value, has_colon;
		struct span span;

		if (!skip_token(scan))
			continue;
		scan->is_value = false;
		after = skip_filler(scan->p, scan->end);
		has_colon = after < scan->end && *after == ':';
		if ((was_value && !has_colon) ||
		    !is_secret_key(scan->names, key, (size_t)(scan->p - key)))
			continue;
		span.start = has_colon ? after + 1 : scan->p;
		while (span.start < scan->end && is_blank(*span.start))
			span.start++;
		span.end = has_colon ? secret_end(span.start, scan->end)
				     : line_end_of(span.start, scan->end);
		if (has_colon && is_empty_word(span.start, span.end))
			continue;
		if (memchr(key, ':', (size_t)(scan->p - key)) || memchr(key, '=', (size_t)(scan->p - key)))
			span.start = key;
		scan->p = span.end;
		return span;
	}
	return (struct span){ scan->end, scan->end };
}

/*
 * Where a scan that has to know the state at line_start begins: some lines before, and where
 * a colon stands before those, at its name.
 */
static size_t scan_start(const char *text, size_t line_start)
{
	size_t least = line_start > BEFORE_MAX ? line_start - BEFORE_MAX : 0, i = least;

	while (i > 0 && i < line_start && text[i - 1] != '\n')
		i++;
	line_start = i;
	while (i > 0 && is_blank(text[i - 1]))
		i--;
	if (i == 0 || text[i - 1] != ':')
		return line_start;
	for (bool seen_quote = false; i > 0 && (text[i - 1] != '\n' || !seen_quote); i--)
		seen_quote = seen_quote || text[i - 1] == '"' || text[i - 1] == '\'';
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
 * In a line that is long, a member not far before start to begin a scan at; else, from.
 * A finding would cost as much as its line is long, and such lines have many.
 */
static size_t near_start(const char *text, size_t from, size_t start)
{
	const char *end = text + start;

	if (start - from <= 2 * NEAR_MAX)
		return from;
	for (const char *p = end - 2 * NEAR_MAX; p < end - NEAR_MAX; p++)
		if ((*p == ',' || *p == '{') && is_member_start(p, end))
			return (size_t)(p - text);
	return from;
}

/* The bytes [from, to) of a line that are shown: all of it, or a window that begins a little before start. */
static void choose_window(const struct source *source, size_t start, size_t *from, size_t *to)
{
	const char *text = source->text;

	if (*to - *from <= EXCERPT_MAX)
		return;
	if (start - *from > LEAD_MAX)
		*from = start - LEAD_MAX;
	if (*to - *from > EXCERPT_MAX)
		*to = *from + EXCERPT_MAX;
	else
		*from = *to - EXCERPT_MAX;
	while (*from < start && ((unsigned char)text[*from] & 0xC0) == 0x80)
		(*from)++;
	while (*to > start && *to < source->length && ((unsigned char)text[*to] & 0xC0) == 0x80)
		(*to)--;
}

/* Whether the byte at p is secret; p only moves on. */
static bool is_hidden(struct scan *scan, struct span *secret, const char *p)
{
	while (secret->end <= p && secret->start < scan->end)
		*secret = next_secret(scan);
	return p >= secret->start && p < secret->end;
}

/*
 * Appends the window with its secrets hidden, and finds where the marks have come to. A secret
 * is what is one by the text's quotes, or without regard to them: they may be what is wrong.
 */
static void print_window(struct buf *out, struct region *region, struct scan *scan,
	const char *from, const char *to, struct span mark)
{
	struct scan loose = *scan;
	struct span secret, loose_secret;
	bool started = false, ended = false, was_hidden = out->length > 0; /* it begins with … */

	loose.loose = true;
	secret = next_secret(scan);
	loose_secret = next_secret(&loose);
	for (const char *p = from; p <= to; p++) {
		bool hidden;

		if (!started && p >= mark.start) {
			region->mark_start = out->length;
			started = true;
		}
		if (!ended && p >= mark.end) {
			region->mark_end = out->length;
			ended = true;
		}
		if (p == to)
			break;
		hidden = is_hidden(scan, &secret, p);
		hidden = is_hidden(&loose, &loose_secret, p) || hidden;
		if (hidden && !was_hidden)
			buf_puts(out, "…");
		was_hidden = hidden;
		if (hidden)
			continue;
		if (*p)
			buf_putc(out, *p);
		else /* which would end the excerpt */
			buf_puts(out, "\\u0000");
	}
	if (!ended)
		region->mark_end = out->length;
}

struct region excerpt_region(struct source *source, size_t start, size_t end,
	const struct names *names, struct mem *mem)
{
	struct region region = {
		.start = source_place(source, start),
		.end = source_place(source, end),
	};
	size_t line_start, line_end, from, to, scan_from;
	struct scan scan;
	struct buf out;

	source_line(source, start, &line_start, &line_end);
	if (start > line_end) /* at the line end itself */
		start = line_end;
	scan_from = near_start(source->text, scan_start(source->text, line_start), start);
	if (start - scan_from > SCAN_MAX)
		return region;
	from = line_start;
	to = line_end;
	choose_window(source, start, &from, &to);
	scan = (struct scan){
		.p = source->text + scan_from,
		.end = source->text + source->length,
		.last = source->text + to,
		.names = names,
	};
	/* A value that begins in the window may end anywhere. */
	if (source->length - scan_from > SCAN_MAX + EXCERPT_MAX)
		scan.end = scan.p + SCAN_MAX + EXCERPT_MAX;
	buf_init(&out);
	if (from > line_start)
		buf_puts(&out, "…");
	print_window(&out, &region, &scan, source->text + from, source->text + to,
		(struct span){ source->text + start, source->text + (end > start ? end : start) });
	if (to < line_end)
		buf_puts(&out, "…");
	region.excerpt = mem_text(mem, out.data, out.length);
	buf_release(&out);
	return region;
}
