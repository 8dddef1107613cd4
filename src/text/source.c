#include "text/source.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf8.h"

#define MARK_STEP 2048

/* Bytes of a character behind its first, at most. */
#define TAILS 3

void source_init(struct source *source, const char *name, const char *text, size_t length)
{
	*source = (struct source){ .name = name };
	pages_init(&source->pages, text, length);
}

void source_release(struct source *source)
{
	pages_close(&source->pages);
	free(source->marks);
	source->marks = NULL;
	source->nmarks = source->marks_cap = 0;
	source->last = (struct source_mark){ 0 };
}

const char *source_text(struct source *source, size_t from, size_t to)
{
	return pages_text(&source->pages, from, to);
}

/*
 * Moves a mark on to an offset. Lines end with LF; a CR before it belongs to the line end
 * (and a lone CR ends none, as in git).
 */
static void move_on(struct source *source, struct source_mark *mark, size_t offset)
{
	const char *text = source_text(source, mark->offset, offset) - mark->offset;
	const char *p = text + mark->offset, *end = text + offset, *newline;
	struct utf8_length length;

	while (p < end && (newline = memchr(p, '\n', (size_t)(end - p)))) {
		p = newline + 1;
		mark->lines++;
		mark->line_start = (size_t)(p - text);
		mark->points = mark->units = 0;
	}
	length = utf8_measure(p, (size_t)(end - p));
	mark->points += length.points;
	mark->units += length.units;
	mark->offset = offset;
}

/* The first offset from offset on that is within no character. */
static size_t next_character(struct source *source, size_t offset)
{
	size_t left = source->pages.length - offset, n = 0;
	const char *p = source_text(source, offset, offset + (left < TAILS ? left : TAILS));

	while (n < left && n < TAILS && ((unsigned char)p[n] & 0xC0) == 0x80)
		n++;
	return offset + n;
}

static void add_mark(struct source *source, const struct source_mark *mark)
{
	source->marks = heap_grow(source->marks, &source->marks_cap, source->nmarks + 1,
		sizeof(*source->marks));
	source->marks[source->nmarks++] = *mark;
}

/* Where the text begins. */
static size_t start_of(const struct source *source)
{
	return source->nmarks > 0 ? source->marks[0].offset : 0;
}

/* Marks up to a step: each at the first character at or behind its step. */
static void make_marks(struct source *source, size_t step)
{
	if (source->nmarks == 0)
		add_mark(source, &(struct source_mark){ 0 });
	while (source->nmarks <= step) {
		struct source_mark mark = source->marks[source->nmarks - 1];

		move_on(source, &mark,
			next_character(source, start_of(source) + source->nmarks * MARK_STEP));
		add_mark(source, &mark);
	}
}

/* The last mark before an offset, or the place that was asked for last, if that is nearer. */
static struct source_mark find_nearest(const struct source *source, size_t offset)
{
	size_t step = (offset - start_of(source)) / MARK_STEP;
	struct source_mark mark = { 0 };

	if (step >= source->nmarks)
		step = source->nmarks > 0 ? source->nmarks - 1 : 0;
	/* It may be behind a character that the offset is within. */
	if (source->nmarks > 0)
		mark = source->marks[source->marks[step].offset > offset ? step - 1 : step];
	if (source->last.offset <= offset && source->last.offset > mark.offset)
		mark = source->last;
	return mark;
}

/* Counts from a mark on from now on. */
static void start_at(struct source *source, const struct source_mark *start)
{
	source->nmarks = 0;
	source->last = *start;
	add_mark(source, start);
}

/* Before the mark that is counted from, all is counted anew. */
static void go_back(struct source *source, size_t offset)
{
	if (offset < start_of(source))
		start_at(source, &(struct source_mark){ 0 });
}

/* What there is before an offset, counted from the nearest place before it that is known. */
static struct source_mark find(struct source *source, size_t offset)
{
	struct source_mark mark;
	size_t step;

	go_back(source, offset);
	step = (offset - start_of(source)) / MARK_STEP;
	if (step > 0)
		make_marks(source, step);
	mark = find_nearest(source, offset);
	move_on(source, &mark, offset);
	if (next_character(source, offset) == offset)
		source->last = mark;
	return mark;
}

void source_start(struct source *source, size_t offset)
{
	start_at(source, &(struct source_mark){ .offset = offset, .line_start = offset });
}

struct source_mark source_mark(struct source *source, size_t offset)
{
	return find(source, offset);
}

struct source_mark source_mark_on(struct source *source, size_t offset)
{
	struct source_mark mark;

	go_back(source, offset);
	mark = find_nearest(source, offset);
	while (offset - mark.offset > MARK_STEP)
		move_on(source, &mark, next_character(source, mark.offset + MARK_STEP));
	move_on(source, &mark, offset);
	source->last = mark;
	return mark;
}

struct source_shift source_shift(const struct source_mark *counted, const struct source_mark *whole)
{
	return (struct source_shift){
		.lines = whole->lines - counted->lines,
		.bytes = counted->line_start - whole->line_start,
		.points = whole->points - counted->points,
		.units = whole->units - counted->units,
	};
}

void source_move(struct place *place, const struct source_shift *shift)
{
	if (place->line == 1) {
		place->column_bytes += shift->bytes;
		place->column_points += shift->points;
		place->column_units += shift->units;
	}
	place->line += shift->lines;
}

void source_learn(struct source *source, const struct source_mark *counted,
	const struct source_shift *shift)
{
	struct source_mark mark = *counted;

	if (mark.lines == 0) {
		mark.line_start -= shift->bytes;
		mark.points += shift->points;
		mark.units += shift->units;
	}
	mark.lines += shift->lines;
	start_at(source, &mark);
}

static size_t within(const struct source *source, size_t offset)
{
	return offset < source->pages.length ? offset : source->pages.length;
}

struct place source_place(struct source *source, size_t offset)
{
	struct source_mark mark = find(source, within(source, offset));

	return (struct place){
		.byte = mark.offset,
		.line = mark.lines + 1,
		.column_bytes = mark.offset - mark.line_start + 1,
		.column_points = mark.points + 1,
		.column_units = mark.units + 1,
	};
}

void source_line(struct source *source, size_t offset, size_t most, size_t *start, size_t *end)
{
	size_t from = within(source, offset), to = source->pages.length;
	const char *text, *newline;

	*start = find(source, from).line_start;
	if (to - from > most)
		to = from + most;
	/* From the line's start on, but no more than the one byte before it matters. */
	text = source_text(source, from > *start ? from - 1 : from, to);
	text += from > *start;
	newline = memchr(text, '\n', to - from);
	*end = newline ? from + (size_t)(newline - text) : to;
	if (newline && *end > *start && newline[-1] == '\r')
		(*end)--;
	if (!newline && to == source->pages.length && to > *start && *(text + (to - from) - 1) == '\r')
		(*end)--;
}
