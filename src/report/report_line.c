#include "report/report_line.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "report/report_escape.h"

size_t line_count(const struct findings *findings, const struct report_options *options)
{
	size_t most = options->max_findings;

	return most && most < findings->count ? most : findings->count;
}

size_t line_run(const struct findings *findings, size_t first, size_t n)
{
	size_t i = first + 1;

	while (i < n && strcmp(findings->items[i].file, findings->items[first].file) == 0)
		i++;
	return i - first;
}

uint64_t line_number(const struct place *place)
{
	return place->line ? place->line : 1;
}

uint64_t line_column(const struct place *place, enum column_unit unit)
{
	uint64_t column = unit == COLUMN_BYTES ? place->column_bytes
			  : unit == COLUMN_UNITS ? place->column_units
						 : place->column_points;

	return column ? column : 1;
}

struct place line_end(const struct region *region)
{
	const struct place *start = &region->start, *end = &region->end;

	if (end->line < start->line ||
		(end->line == start->line && end->column_bytes < start->column_bytes))
		return *start;
	return *end;
}

const char *line_relative(const char *file)
{
	while (file[0] == '.' && file[1] == '/' && file[2] != '\0')
		for (file += 2; file[0] == '/' && file[1] != '\0'; file++)
			;
	return *file ? file : ".";
}

void line_text(struct buf *out, const char *text)
{
	escape_text(out, text, strlen(text));
}

/*
 * GitHub's runner drops blanks of every kind before it looks for "::". Emacs
 * takes a number before a colon for a time.
 */
static bool needs_dot(const char *file)
{
	unsigned char first = (unsigned char)*file;

	if (first <= ' ' || first == ':')
		return true;
	if (first >= 0x7F)
		return strstr(file, "::") != NULL;
	return file[strspn(file, "0123456789")] == '\0';
}

void line_file(struct buf *out, const char *file)
{
	if (needs_dot(file))
		buf_puts(out, "./");
	line_text(out, file);
}

void line_place(struct buf *out, const char *file, const struct place *place,
	enum column_unit unit)
{
	line_file(out, file);
	buf_printf(out, ":%" PRIu64 ":%" PRIu64, line_number(place), line_column(place, unit));
}

void line_claim(struct buf *out, const struct finding *finding)
{
	buf_putc(out, '#');
	line_text(out, finding->pointer);
	buf_puts(out, ": ");
	line_text(out, finding->message);
}

void line_finding(struct buf *out, const struct finding *finding, const char *word,
	enum column_unit unit)
{
	line_place(out, finding->file, &finding->region.start, unit);
	buf_printf(out, ": %s: ", word);
	line_claim(out, finding);
	buf_puts(out, " [");
	line_text(out, finding->rule);
	buf_putc(out, ']');
}
