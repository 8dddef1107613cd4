#include "report/report.h"

#include "base/buf.h"
#include "report/report_line.h"

/* The words that editors know: Emacs and Vim take "note", and not "info". */
static const char *const words[] = {
	[SEVERITY_OFF] = "note",
	[SEVERITY_INFO] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

void report_gcc(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options);

	for (size_t i = 0; i < n; i++) {
		const struct finding *finding = &findings->items[i];

		line_finding(out, finding, words[finding->severity], options->unit);
		buf_putc(out, '\n');
	}
}
