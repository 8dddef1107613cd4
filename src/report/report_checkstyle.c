#include "report/report.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "report/report_escape.h"
#include "report/report_line.h"

static void add_error(struct buf *out, const struct finding *finding)
{
	const struct place *start = &finding->region.start;
	struct buf claim;

	buf_init(&claim);
	line_claim(&claim, finding);
	buf_printf(out, "    <error line=\"%" PRIu64 "\" column=\"%" PRIu64 "\"",
		line_number(start), line_column(start, COLUMN_POINTS));
	buf_printf(out, " severity=\"%s\" message=\"", severity_name(finding->severity));
	escape_xml(out, claim.data);
	buf_puts(out, "\" source=\"peerlint.");
	escape_xml(out, finding->rule);
	buf_puts(out, "\"/>\n");
	buf_release(&claim);
}

void report_checkstyle(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options);

	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
	for (size_t i = 0; i < n;) {
		size_t end = i + line_run(findings, i, n);

		buf_puts(out, "  <file name=\"");
		escape_xml(out, findings->items[i].file);
		buf_puts(out, "\">\n");
		for (; i < end; i++)
			add_error(out, &findings->items[i]);
		buf_puts(out, "  </file>\n");
	}
	buf_puts(out, "</checkstyle>\n");
}
