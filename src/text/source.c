#include "text/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf8.h"

void source_init(struct source *source, const char *name, const char *text, size_t length)
{
	*source = (struct source){
		.name = name,
		.text = text,
		.length = length,
		.base = { 0, 1, 1, 1, 1 },
	};
}

void source_release(struct source *source)
{
	free(source->lines);
	source->lines = NULL;
	source->nlines = 0;
}

/* Lines end with LF; a CR before it belongs to the line end (and a lone CR ends none, as in git). */
static void find_lines(struct source *source)
{
	const char *p = source->text, *end = p + source->length;
	size_t cap = 0;

	source->lines = heap_grow(NULL, &cap, 64, sizeof(*source->lines));
	source->lines[source->nlines++] = 0;
	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		p++;
		source->lines = heap_grow(source->lines, &cap, source->nlines + 1, sizeof(*source->lines));
		source->lines[source->nlines++] = (size_t)(p - source->text);
	}
}

/* Index of the line that holds offset. */
static size_t line_index(struct source *source, size_t offset)
{
	size_t low = 0, high;

	if (!source->lines)
		find_lines(source);
	high = source->nlines;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct place source_place(struct source *source, size_t offset)
{
	struct place place;
	const char *text;
	size_t line, n;

	if (offset > source->length)
		offset = source->length;
	line = line_index(source, offset);
	text = source->text + source->lines[line];
	n = offset - source->lines[line];
	place = (struct place){
		.byte = source->base.byte + offset,
		.line = source->base.line + line,
		.column_bytes = n + 1,
		.column_points = utf8_points(text, n) + 1,
		.column_units = utf8_units(text, n) + 1,
	};
	if (line == 0) {
		place.column_bytes += source->base.column_bytes - 1;
		place.column_points += source->base.column_points - 1;
		place.column_units += source->base.column_units - 1;
	}
	return place;
}

static void line_span(const struct source *source, size_t line, size_t *start, size_t *end)
{
	*start = source->lines[line];
	*end = line + 1 < source->nlines ? source->lines[line + 1] - 1 : source->length;
	if (*end > *start && source->text[*end - 1] == '\r')
		(*end)--;
}

void source_line(struct source *source, size_t offset, size_t *start, size_t *end)
{
	line_span(source, line_index(source, offset), start, end);
}

void source_line_number(struct source *source, uint64_t line, size_t *start, size_t *end)
{
	*start = *end = 0;
	line_index(source, 0);
	if (line < source->base.line || line - source->base.line >= source->nlines)
		return;
	line_span(source, (size_t)(line - source->base.line), start, end);
}
