#include "report/report.h"

#include "base/buf.h"
#include "report/report_line.h"
#include "report/report_tree.h"

void report_jsonl(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options);

	for (size_t i = 0; i < n; i++) {
		tree_print(out, tree_finding(&findings->items[i]));
		buf_putc(out, '\n');
	}
}
