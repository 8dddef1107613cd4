#include "json/excerpt.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

#define LEAD_MAX 60 /* bytes shown before the finding when a line is cut */

/* The bytes [from, to) of a line that are shown: all of it, or a window that begins a little before start. */
static void choose_window(const char *text, size_t length, size_t start, size_t *from, size_t *to)
{
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
	while (*to > start && *to < length && ((unsigned char)text[*to] & 0xC0) == 0x80)
		(*to)--;
}

/* Makes secret the first one that ends behind p, and returns whether p is in it; p only moves on. */
static bool is_hidden(struct hide *hide, struct hide_span *secret, const char *p)
{
	while (secret->end <= p && secret->start < hide->end)
		*secret = hide_next(hide);
	return p >= secret->start && p < secret->end;
}

/* Where the next of the edges of marks and secrets is behind p; to, where none is before it. */
static const char *next_edge(const char *p, const char *to, struct hide_span mark, struct hide_span secret,
	struct hide_span loose_secret)
{
	const char *const edges[] = { mark.start, mark.end, secret.start, secret.end,
		loose_secret.start, loose_secret.end };

	for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++)
		if (edges[i] > p && edges[i] < to)
			to = edges[i];
	return to;
}

/* A NUL would end the excerpt. */
static void add_text(struct buf *out, const char *p, const char *end)
{
	while (p < end) {
		const char *nul = memchr(p, '\0', (size_t)(end - p));

		buf_add(out, p, (size_t)((nul ? nul : end) - p));
		if (!nul)
			return;
		buf_puts(out, "\\u0000");
		p = nul + 1;
	}
}

/*
 * Appends the window with its secrets hidden, and finds where the marks have come to. A secret
 * is what is one by the text's quotes, or without regard to them: they may be what is wrong.
 */
static void print_window(struct buf *out, struct region *region, struct hide *hide,
	const char *from, const char *to, struct hide_span mark)
{
	struct hide loose = *hide;
	struct hide_span secret = { from, from }, loose_secret = { from, from };
	bool started = false, ended = false, was_hidden = out->length > 0; /* it begins with … */

	loose.loose = true;
	for (const char *p = from, *edge;; p = edge) {
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
		hidden = is_hidden(hide, &secret, p);
		hidden = is_hidden(&loose, &loose_secret, p) || hidden;
		edge = next_edge(p, to, mark, secret, loose_secret);
		if (!hidden)
			add_text(out, p, edge);
		else if (!was_hidden)
			buf_puts(out, "…");
		was_hidden = hidden;
	}
	if (!ended)
		region->mark_end = out->length;
}

/* The text that an excerpt at start is made of: what is before it and behind it, as far as it is read. */
static const char *text_around(struct source *source, size_t start)
{
	size_t length = source->pages.length, to = length;
	size_t from = start > EXCERPT_BEFORE ? start - EXCERPT_BEFORE : 0;

	if (length - start > EXCERPT_BEHIND)
		to = start + EXCERPT_BEHIND;
	return source_text(source, from, to) - from;
}

struct region excerpt_region(struct source *source, size_t start, size_t end,
	const struct names *names, struct mem *mem)
{
	struct region region = {
		.start = source_place(source, start),
		.end = source_place(source, end),
	};
	size_t line_start, line_end, from, to, scan_from, length = source->pages.length;
	struct hide hide;
	struct buf out;
	const char *text;

	source_line(source, start, 2 * EXCERPT_MAX, &line_start, &line_end);
	if (start > line_end) /* at the line end itself */
		start = line_end;
	text = text_around(source, start);
	if (!hide_start(text, length, line_start, start, &scan_from))
		return region;
	from = line_start;
	to = line_end;
	choose_window(text, length, start, &from, &to);
	from = hide_certain(text, scan_from, from, start);
	hide = (struct hide){
		.p = text + scan_from,
		.end = text + length,
		.first = text + from,
		.last = text + to,
		.names = names,
	};
	/* A value that begins in the window may end anywhere. */
	if (length - scan_from > HIDE_MAX + EXCERPT_MAX)
		hide.end = hide.p + HIDE_MAX + EXCERPT_MAX;
	buf_init(&out);
	if (from > line_start)
		buf_puts(&out, "…");
	print_window(&out, &region, &hide, text + from, text + to,
		(struct hide_span){ text + start, text + (end > start ? end : start) });
	if (to < line_end)
		buf_puts(&out, "…");
	region.excerpt = mem_text(mem, out.data, out.length);
	buf_release(&out);
	return region;
}
