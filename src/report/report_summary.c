#include "report/report.h"

#include "base/buf.h"
#include "report/report_line.h"

static void add_count(struct buf *out, size_t n, const char *one, const char *many)
{
	buf_number(out, n);
	buf_putc(out, ' ');
	buf_puts(out, n == 1 ? one : many);
}

/* "3 errors, 1 warning", without what there is none of; false if that is all of it. */
static bool add_severities(struct buf *out, const struct summary *summary)
{
	static const struct {
		enum severity severity;
		const char *one, *many;
	} words[] = {
		{ SEVERITY_ERROR, "error", "errors" },
		{ SEVERITY_WARNING, "warning", "warnings" },
		{ SEVERITY_INFO, "info", "infos" },
	};
	const char *comma = "";

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = summary->by_severity[words[i].severity];

		if (n == 0)
			continue;
		buf_puts(out, comma);
		add_count(out, n, words[i].one, words[i].many);
		comma = ", ";
	}
	return *comma;
}

/* What was found in how many files. Where none was read, nothing is said to be without findings. */
static void add_files(struct buf *out, const struct summary *summary)
{
	bool any = add_severities(out, summary);

	if (summary->files == 0) {
		buf_puts(out, any ? "; no file was linted" : "no file was linted");
		return;
	}
	buf_puts(out, any ? " in " : "no findings in ");
	add_count(out, summary->files, "file", "files");
	buf_puts(out, " (");
	add_count(out, summary->documents, "document", "documents");
	buf_putc(out, ')');
}

/* The rule that the one hint of a run is about: that of the first of the worst findings. */
static const char *rule_to_explain(const struct findings *findings, size_t n)
{
	const struct finding *worst = &findings->items[0];

	for (size_t i = 1; i < n; i++)
		if (findings->items[i].severity > worst->severity)
			worst = &findings->items[i];
	return worst->rule;
}

void report_summary(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	const struct summary *summary = &findings->summary;
	size_t shown = line_count(findings, options), all = findings->count + summary->unkept;

	if (options->quiet)
		return;
	add_files(out, summary);
	if (shown < all)
		buf_printf(out, ", %zu of them not shown", all - shown);
	if (summary->suppressed)
		buf_printf(out, ", %zu suppressed", summary->suppressed);
	if (summary->unknown) {
		buf_puts(out, ", ");
		add_count(out, summary->unknown, "file", "files");
		buf_puts(out, " of unknown kind");
	}
	if (summary->unread)
		buf_printf(out, ", %zu could not be read", summary->unread);
	buf_putc(out, '\n');
	if (shown == 0)
		return;
	buf_puts(out, "peerlint explain ");
	line_text(out, rule_to_explain(findings, shown));
	buf_puts(out, " tells more\n");
}
