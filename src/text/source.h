/*
 * One file's bytes, or a window of them, and where in the file an offset is:
 * line, and column in the three units that readers of reports use.
 * Knows bytes and line ends; nothing of JSON.
 */
#ifndef PEERLINT_SOURCE_H
#define PEERLINT_SOURCE_H

#include <stddef.h>
#include <stdint.h>

struct mem;

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

/* How many code points and UTF-16 code units there are before an offset. */
struct source_mark {
	size_t offset;
	size_t points, units;
};

/*
 * The bytes stay the caller's, and must stay as they are while the source is
 * used. base and base_line tell where a window begins in its file; for a whole
 * file they are 0 and 1, and a window begins at the start of a line or is told
 * the columns that went before.
 */
struct source {
	const char *name; /* as it is shown: a path, or <stdin> */
	const char *text;
	size_t length;
	struct place base;
	size_t *lines; /* starts of lines, found when first asked for */
	size_t nlines;
	struct source_mark *marks; /* made when a column in a long line is first asked for */
	size_t nmarks;
};

/* A source over a whole file's bytes. */
void source_init(struct source *source, const char *name, const char *text, size_t length);
void source_release(struct source *source);

/* The place of an offset into text; offsets beyond the end are taken for the end. */
struct place source_place(struct source *source, size_t offset);

/* Bytes [*start, *end) of the line that holds offset, without its line end. */
void source_line(struct source *source, size_t offset, size_t *start, size_t *end);

/* The same for a line's number in the file; an empty span for a line that is not in the window. */
void source_line_number(struct source *source, uint64_t line, size_t *start, size_t *end);

#endif
