#include "report/report.h"

#include <inttypes.h>

#include "base/buf.h"
#include "report/report_escape.h"
#include "report/report_line.h"

static const char *const commands[] = {
	[SEVERITY_OFF] = "notice",
	[SEVERITY_INFO] = "notice",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

/*
 * GitHub takes columns only where line and endLine are one, and shows endColumn
 * as the last column that belongs to the annotation.
 */
static void add_columns(struct buf *out, const struct place *start, const struct place *end)
{
	uint64_t first = line_column(start, COLUMN_POINTS);
	uint64_t behind = line_column(end, COLUMN_POINTS);

	if (line_number(start) != line_number(end))
		return;
	buf_printf(out, ",col=%" PRIu64 ",endColumn=%" PRIu64, first,
		behind > first ? behind - 1 : first);
}

/* The log shows the data only, and so the place is there once more. */
static void add_data(struct buf *out, const struct finding *finding)
{
	struct buf data;

	buf_init(&data);
	line_place(&data, finding->file, &finding->region.start, COLUMN_POINTS);
	buf_puts(&data, ": ");
	line_claim(&data, finding);
	buf_puts(&data, " [");
	line_text(&data, finding->rule);
	buf_putc(&data, ']');
	if (finding->help && *finding->help) {
		buf_puts(&data, "\nhelp: ");
		line_text(&data, finding->help);
	}
	escape_github_data(out, data.data);
	buf_release(&data);
}

static void add_finding(struct buf *out, const struct finding *finding)
{
	const struct place *start = &finding->region.start;
	struct place end = line_end(&finding->region);

	buf_printf(out, "::%s file=", commands[finding->severity]);
	escape_github_property(out, line_relative(finding->file));
	buf_printf(out, ",line=%" PRIu64 ",endLine=%" PRIu64, line_number(start),
		line_number(&end));
	add_columns(out, start, &end);
	buf_puts(out, ",title=");
	escape_github_property(out, finding->rule);
	buf_puts(out, "::");
	add_data(out, finding);
	buf_putc(out, '\n');
}

void report_github(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options);

	for (size_t i = 0; i < n; i++)
		add_finding(out, &findings->items[i]);
}
