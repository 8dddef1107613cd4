#include "json/excerpt.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/names.h"
#include "text/similar.h"

/* Text before the finding that is read to know what is secret. */
#define SCAN_MAX (1 << 20)
#define LEAD_MAX 60 /* bytes shown before the finding when a line is cut */
#define KEY_MAX 64

/* A walk over the text that stops at values to hide. */
struct scan {
	const char *p, *end;
	const struct names *names;
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == '+' || c == '$';
}

static void skip_blanks(struct scan *scan)
{
	while (scan->p < scan->end && strchr(" \t\r\n", *scan->p) && *scan->p)
		scan->p++;
}

/* Moves behind a quoted string, or to the end of its line where it is not closed. */
static void skip_string(struct scan *scan)
{
	char quote = *scan->p++;

	while (scan->p < scan->end && *scan->p != quote && *scan->p != '\n') {
		if (*scan->p == '\\' && scan->p + 1 < scan->end)
			scan->p++;
		scan->p++;
	}
	if (scan->p < scan->end && *scan->p == quote)
		scan->p++;
}

/* Moves behind a value: a string, a bracketed whole, or what stands before the next comma or bracket. */
static void skip_value(struct scan *scan)
{
	size_t depth = 0;

	while (scan->p < scan->end) {
		char c = *scan->p;

		if (c == '"' || c == '\'') {
			skip_string(scan);
		} else if (c == '{' || c == '[') {
			depth++;
			scan->p++;
		} else if (depth > 0 && (c == '}' || c == ']')) {
			depth--;
			scan->p++;
		} else if (depth == 0 && strchr(",}]\n\r", c)) {
			return;
		} else {
			scan->p++;
			continue;
		}
		if (depth == 0)
			return;
	}
}

/* Copies a key without its quotes and with \uXXXX of ASCII undone; false if it is too long to be one of ours. */
static bool read_key(const char *text, size_t n, char key[KEY_MAX + 1])
{
	size_t length = 0;

	if (n >= 2 && (text[0] == '"' || text[0] == '\'')) {
		text++;
		n -= 2;
	}
	for (size_t i = 0; i < n; i++) {
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
	for (id = 1; id <= names_count(names); id++)
		if (names_is_secret(names, id) &&
		    similar_distance(key, names_text(names, id, NULL), 4) != SIZE_MAX)
			return true;
	return false;
}

/* A stretch of text to hide; empty where there is none before the end. */
struct span {
	const char *start, *end;
};

/* The next secret value, from the scan's place on. */
static struct span next_secret(struct scan *scan)
{
	while (scan->p < scan->end) {
		const char *key = scan->p;
		size_t n;

		if (*key == '"' || *key == '\'') {
			skip_string(scan);
		} else if (is_word(*key)) {
			while (scan->p < scan->end && is_word(*scan->p))
				scan->p++;
		} else {
			scan->p++;
			continue;
		}
		n = (size_t)(scan->p - key);
		skip_blanks(scan);
		if (scan->p == scan->end || *scan->p != ':')
			continue;
		scan->p++;
		skip_blanks(scan);
		if (is_secret_key(scan->names, key, n)) {
			struct span span = { scan->p, NULL };

			skip_value(scan);
			span.end = scan->p;
			return span;
		}
	}
	return (struct span){ scan->end, scan->end };
}

/*
 * Where a scan that has to know the state at line_start begins: there, or, if a
 * colon stands before it on an earlier line, at that line's key.
 */
static size_t scan_start(const char *text, size_t line_start)
{
	size_t i = line_start;

	while (i > 0 && strchr(" \t\r\n", text[i - 1]) && text[i - 1])
		i--;
	if (i == 0 || text[i - 1] != ':')
		return line_start;
	for (bool seen_quote = false; i > 0 && (text[i - 1] != '\n' || !seen_quote); i--)
		seen_quote = seen_quote || text[i - 1] == '"' || text[i - 1] == '\'';
	return i;
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

/* Appends the window with its secrets hidden, and finds where the marks have come to. */
static void print_window(struct buf *out, struct region *region, struct scan *scan,
	const char *from, const char *to, struct span mark)
{
	struct span secret = next_secret(scan);
	bool started = false, ended = false;

	for (const char *p = from; p <= to; p++) {
		while (secret.end <= p && secret.start < scan->end)
			secret = next_secret(scan);
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
		if (p >= secret.start && p < secret.end) {
			if (p == secret.start || (p == from && out->length == 0))
				buf_puts(out, "…");
			continue;
		}
		buf_putc(out, *p);
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
	scan_from = scan_start(source->text, line_start);
	if (start - scan_from > SCAN_MAX)
		return region;
	from = line_start;
	to = line_end;
	choose_window(source, start, &from, &to);
	scan = (struct scan){ source->text + scan_from, source->text + source->length, names };
	/* No value that matters begins behind the window; one that begins in it may end anywhere. */
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
