#include "report/report.h"

#include "base/buf.h"
#include "report/report_diagnostic.h"
#include "report/report_line.h"

void report_rdjson(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options);

	buf_puts(out, "{\"source\":{\"name\":\"peerlint\"},\"diagnostics\":[");
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i ? ",\n" : "\n");
		diagnostic_print(out, &findings->items[i], false);
	}
	buf_puts(out, n ? "\n]}\n" : "]}\n");
}
