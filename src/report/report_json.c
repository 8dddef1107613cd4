#include "report/report.h"

#include "base/buf.h"
#include "report/report_line.h"
#include "report/report_tree.h"

static void add_tool(struct buf *out, const struct report_options *options)
{
	struct cJSON *tool = tree_object();

	tree_add_string(tool, "name", "peerlint");
	tree_add_string(tool, "version", options->version);
	tree_print(out, tool);
}

static void add_summary(struct buf *out, const struct summary *summary)
{
	struct cJSON *object = tree_object();

	tree_add_number(object, "files", summary->files);
	tree_add_number(object, "documents", summary->documents);
	tree_add_number(object, "errors", summary->by_severity[SEVERITY_ERROR]);
	tree_add_number(object, "warnings", summary->by_severity[SEVERITY_WARNING]);
	tree_add_number(object, "infos", summary->by_severity[SEVERITY_INFO]);
	tree_add_number(object, "suppressed", summary->suppressed);
	tree_add_number(object, "unknown", summary->unknown);
	/* Only where the report is not all that there is to say. */
	if (summary->unread > 0)
		tree_add_number(object, "unread", summary->unread);
	if (summary->unkept > 0)
		tree_add_number(object, "unkept", summary->unkept);
	tree_print(out, object);
}

/* One finding a line: good for grep and diff, and never more than one of them is a tree. */
void report_json(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options);

	buf_puts(out, "{\"version\":1,\"tool\":");
	add_tool(out, options);
	buf_puts(out, ",\"findings\":[");
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i ? ",\n" : "\n");
		tree_print(out, tree_finding(&findings->items[i]));
	}
	buf_puts(out, n ? "\n],\"summary\":" : "],\"summary\":");
	add_summary(out, &findings->summary);
	buf_puts(out, "}\n");
}
