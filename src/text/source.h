/*
 * One file's bytes, and where in the file an offset is: line, and column in the
 * three units that readers of reports use.
 * Knows bytes and line ends; nothing of JSON.
 */
#ifndef PEERLINT_SOURCE_H
#define PEERLINT_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "text/pages.h"

/* A place in a file. Lines and columns count from 1, bytes from 0. */
struct place {
	uint64_t byte;
	uint64_t line;
	uint64_t column_bytes;
	uint64_t column_points; /* Unicode code points */
	uint64_t column_units;  /* UTF-16 code units */
};

/*
 * A stretch of a file, its end exclusive, with the line that it begins on cut
 * to what a person can read. mark_start and mark_end are byte offsets into the
 * excerpt; a stretch that goes on beyond the line is marked to the line's end.
 */
struct region {
	struct place start, end;
	const char *excerpt; /* NULL where there is none to show */
	size_t mark_start, mark_end;
};

/* What there is before an offset: lines, and on its line code points and UTF-16 code units. */
struct source_mark {
	size_t offset;
	size_t line_start;
	uint64_t lines, points, units;
};

/* pages may be opened by the caller; their bytes must stay as they are while the source is used. */
struct source {
	const char *name; /* as it is shown: a path, or <stdin> */
	struct pages pages;
	struct source_mark *marks; /* in steps, as far as a place was asked for */
	size_t nmarks, marks_cap;
	struct source_mark last; /* the place that was asked for last: the next is rarely far */
};

/* A source over bytes that stay the caller's. */
void source_init(struct source *source, const char *name, const char *text, size_t length);

/* Closes the pages, too. */
void source_release(struct source *source);

/* The same bytes as pages_text gives. */
const char *source_text(struct source *source, size_t from, size_t to);

/* The place of an offset into text; offsets beyond the end are taken for the end. */
struct place source_place(struct source *source, size_t offset);

/*
 * Counts from now on as if the text began at this offset, where a character begins: nothing before it
 * is read for a place behind it.
 */
void source_start(struct source *source, size_t offset);

/* What there is before an offset. */
struct source_mark source_mark(struct source *source, size_t offset);

/* The same for who goes through a text once: it is counted from the place that was asked for last. */
struct source_mark source_mark_on(struct source *source, size_t offset);

/* What places that were counted from elsewhere lack of those in the whole text. */
struct source_shift {
	uint64_t lines;
	uint64_t bytes, points, units; /* on the line that is the first there */
};

/* Between what there is before one offset, counted from elsewhere, and in the whole text. */
struct source_shift source_shift(const struct source_mark *counted, const struct source_mark *whole);

void source_move(struct place *place, const struct source_shift *shift);

/* Counts from that place on, as long as nothing is asked of what is before it, which was counted elsewhere. */
void source_learn(struct source *source, const struct source_mark *counted,
	const struct source_shift *shift);

/*
 * Bytes [*start, *end) of the line that holds offset, without its line end. A line that goes on
 * for more than most bytes behind offset is cut there.
 */
void source_line(struct source *source, size_t offset, size_t most, size_t *start, size_t *end);

#endif
