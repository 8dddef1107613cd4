/*
 * What the formats for people say in one line: file, place, pointer, message.
 * Knows findings and escapes; nothing of colours, excerpts or markup.
 */
#ifndef PEERLINT_REPORT_LINE_H
#define PEERLINT_REPORT_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "report/report.h"

/* How many of the findings a report shows. */
size_t line_count(const struct findings *findings, const struct report_options *options);

/* How many of the findings from index first on, below n, are of the same file. */
size_t line_run(const struct findings *findings, size_t first, size_t n);

/* Line and column of a place, at least 1: no reader takes 0 for a place. */
uint64_t line_number(const struct place *place);
uint64_t line_column(const struct place *place, enum column_unit unit);

/* Where a region ends: never before it begins, so that every reader takes it. */
struct place line_end(const struct region *region);

/* A path without the "./" that it may begin with, for readers that compare paths; never empty. */
const char *line_relative(const char *file);

/*
 * A file's name, fit to stand at the beginning of a line: with "./" in front
 * where it would be read as a CI runner's command or as a number.
 */
void line_file(struct buf *out, const char *file);

/* "file:line:column" */
void line_place(struct buf *out, const char *file, const struct place *place,
	enum column_unit unit);

/* "#/pointer: message" */
void line_claim(struct buf *out, const struct finding *finding);

/* "file:line:column: word: #/pointer: message [rule]", word being the severity's name. */
void line_finding(struct buf *out, const struct finding *finding, const char *word,
	enum column_unit unit);

/* text, escaped as escape_text does. */
void line_text(struct buf *out, const char *text);

#endif
