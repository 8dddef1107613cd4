#include "report/report.h"

#include "base/buf.h"
#include "report/report_diagnostic.h"
#include "report/report_line.h"

void report_rdjsonl(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options);

	for (size_t i = 0; i < n; i++) {
		diagnostic_print(out, &findings->items[i], true);
		buf_putc(out, '\n');
	}
}
