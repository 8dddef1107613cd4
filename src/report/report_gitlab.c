#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "report/report_fingerprint.h"
#include "report/report_line.h"
#include "report/report_tree.h"

/* GitLab's five words; what cannot be read at all is worse than what is wrong. */
static const char *severity_word(const struct finding *finding)
{
	switch (finding->severity) {
	case SEVERITY_ERROR:
		return strcmp(finding->rule, "json/syntax") == 0 ? "critical" : "major";
	case SEVERITY_WARNING:
		return "minor";
	default:
		return "info";
	}
}

/* GitLab does not show check_name, and does not take a path that begins with "./". */
static struct cJSON *tree_of(const struct finding *finding, struct fingerprint fingerprint)
{
	struct place end = line_end(&finding->region);
	struct cJSON *object = tree_object();
	struct cJSON *location, *lines;
	char print[FINGERPRINT_SIZE];

	fingerprint_print(fingerprint, print);
	tree_add_claim(object, "description", finding->rule, finding);
	tree_add_string(object, "check_name", finding->rule);
	tree_add_string(object, "fingerprint", print);
	tree_add_string(object, "severity", severity_word(finding));
	location = tree_add_object(object, "location");
	tree_add_string(location, "path", line_relative(finding->file));
	lines = tree_add_object(location, "lines");
	tree_add_number(lines, "begin", line_number(&finding->region.start));
	tree_add_number(lines, "end", line_number(&end));
	return object;
}

void report_gitlab(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options);
	struct fingerprint *fingerprints = fingerprint_all(findings, n);

	buf_putc(out, '[');
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i ? ",\n" : "\n");
		tree_print(out, tree_of(&findings->items[i], fingerprints[i]));
	}
	buf_puts(out, n ? "\n]\n" : "]\n");
	free(fingerprints);
}
