#include "report/report.h"

#include <string.h>

#include "base/buf.h"
#include "report/report_escape.h"
#include "report/report_line.h"

/*
 * What both schemas in use want to know of a run. A report that is to be the
 * same byte for byte on every run cannot tell the time, and says 1970 always.
 */
#define SUITE_CONSTANTS \
	" errors=\"0\" time=\"0\" timestamp=\"1970-01-01T00:00:00\" hostname=\"localhost\"" \
	" package=\"peerlint\""

/* An info is no failure: it is shown as a test that was left out. */
static bool is_failure(const struct finding *finding)
{
	return finding->severity > SEVERITY_INFO;
}

/* tests and failures are counts, id the suite's number. */
static void open_suite(struct buf *out, const char *name, size_t id, size_t tests,
	size_t failures)
{
	struct buf shown;

	buf_init(&shown);
	line_file(&shown, name);
	buf_puts(out, "  <testsuite name=\"");
	escape_xml(out, shown.data);
	buf_printf(out, "\" id=\"%zu\" tests=\"%zu\" failures=\"%zu\" skipped=\"%zu\"", id,
		tests, failures, tests - failures);
	buf_puts(out, SUITE_CONSTANTS ">\n    <properties/>\n");
	buf_release(&shown);
}

static void close_suite(struct buf *out)
{
	buf_puts(out, "    <system-out/>\n    <system-err/>\n  </testsuite>\n");
}

static void open_case(struct buf *out, const char *name, const char *class)
{
	buf_puts(out, "    <testcase name=\"");
	escape_xml(out, name);
	buf_puts(out, "\" classname=\"");
	escape_xml(out, class);
	buf_puts(out, "\" time=\"0\"");
}

/* The text between the tags, which most viewers show below the message. */
static void add_body(struct buf *out, const struct finding *finding)
{
	struct buf text;

	buf_init(&text);
	line_finding(&text, finding, severity_name(finding->severity), COLUMN_POINTS);
	escape_xml(out, text.data);
	buf_release(&text);
	if (!finding->help || !*finding->help)
		return;
	buf_puts(out, "\nhelp: ");
	escape_xml(out, finding->help);
}

static void add_case(struct buf *out, const struct finding *finding)
{
	const char *tag = is_failure(finding) ? "failure" : "skipped";
	struct buf text;

	buf_init(&text);
	line_place(&text, finding->file, &finding->region.start, COLUMN_POINTS);
	buf_puts(&text, ": ");
	line_text(&text, finding->rule);
	open_case(out, text.data, finding->rule);
	buf_clear(&text);
	line_claim(&text, finding);
	buf_printf(out, ">\n      <%s message=\"", tag);
	escape_xml(out, text.data);
	if (is_failure(finding))
		buf_printf(out, "\" type=\"%s", severity_name(finding->severity));
	buf_puts(out, "\">");
	add_body(out, finding);
	buf_printf(out, "</%s>\n    </testcase>\n", tag);
	buf_release(&text);
}

/* A passing case: CI takes a report without any for a run that went wrong. */
static void add_clean(struct buf *out)
{
	open_suite(out, "peerlint", 0, 1, 0);
	open_case(out, "no findings", "peerlint");
	buf_puts(out, "/>\n");
	close_suite(out);
}

void report_junit(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options), id = 0;

	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
	if (n == 0)
		add_clean(out);
	for (size_t i = 0; i < n;) {
		size_t end = i + line_run(findings, i, n), failures = 0;

		for (size_t j = i; j < end; j++)
			failures += is_failure(&findings->items[j]);
		open_suite(out, findings->items[i].file, id++, end - i, failures);
		for (; i < end; i++)
			add_case(out, &findings->items[i]);
		close_suite(out);
	}
	buf_puts(out, "</testsuites>\n");
}
