#include "text/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf8.h"

#define MARK_STEP 1024

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
	free(source->marks);
	source->lines = NULL;
	source->nlines = 0;
	source->marks = NULL;
	source->nmarks = 0;
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

/* The mark that is n bytes on. */
static struct source_mark move_on(const struct source *source, struct source_mark mark, size_t n)
{
	struct utf8_length length = utf8_measure(source->text + mark.offset, n);

	return (struct source_mark){
		mark.offset + n, mark.points + length.points, mark.units + length.units,
	};
}

/* The first offset from offset on that is within no character; those have three further bytes at most. */
static size_t next_character(const struct source *source, size_t offset)
{
	size_t last = offset + 3;

	while (offset < last && offset < source->length &&
		((unsigned char)source->text[offset] & 0xC0) == 0x80)
		offset++;
	return offset;
}

/* A mark at the first character at or behind every multiple of MARK_STEP. */
static void make_marks(struct source *source)
{
	struct source_mark mark = { 0, 0, 0 };

	source->marks = heap_alloc((source->length / MARK_STEP + 1) * sizeof(*source->marks));
	for (;;) {
		source->marks[source->nmarks++] = mark;
		if (source->length / MARK_STEP < source->nmarks)
			return;
		mark = move_on(source, mark,
			next_character(source, source->nmarks * MARK_STEP) - mark.offset);
	}
}

/* What there is before an offset, counted from the mark before it. */
static struct source_mark count_to(const struct source *source, size_t offset)
{
	size_t i = offset / MARK_STEP;

	if (source->marks[i].offset > offset) /* within the character that the mark is behind */
		i--;
	return move_on(source, source->marks[i], offset - source->marks[i].offset);
}

/* Lengths of a line up to an offset; many places in one long line must not cost its length each. */
static struct utf8_length measure(struct source *source, size_t start, size_t offset)
{
	struct source_mark before, at;

	if (offset - start <= MARK_STEP)
		return utf8_measure(source->text + start, offset - start);
	if (!source->marks)
		make_marks(source);
	before = count_to(source, start);
	at = count_to(source, offset);
	return (struct utf8_length){ at.points - before.points, at.units - before.units };
}

struct place source_place(struct source *source, size_t offset)
{
	struct utf8_length length;
	struct place place;
	size_t line;

	if (offset > source->length)
		offset = source->length;
	line = line_index(source, offset);
	length = measure(source, source->lines[line], offset);
	place = (struct place){
		.byte = source->base.byte + offset,
		.line = source->base.line + line,
		.column_bytes = offset - source->lines[line] + 1,
		.column_points = length.points + 1,
		.column_units = length.units + 1,
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
