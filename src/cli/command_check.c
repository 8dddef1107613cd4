#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/catalog.h"
#include "cli/commands.h"
#include "cli/general.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "cli/statistics.h"
#include "cli/walk.h"
#include "lint/lint.h"
#include "report/report.h"

/* One run of check. */
struct check {
	const struct options *options;
	struct packs packs;
	struct lint lint;
	struct findings findings;
	struct catalog catalog; /* opened when a format first asks for a rule */
	bool catalog_open;
	struct report_rule rule; /* what the format asked for last */
	bool failed;             /* something could not be read or written */
};

/* {=== reports === */

static const struct report_rule *find_rule(void *context, const char *id)
{
	struct check *check = context;
	const struct catalog_rule *rule;
	const char *similar;

	if (!check->catalog_open) {
		catalog_open(&check->catalog, &check->packs);
		check->catalog_open = true;
	}
	rule = catalog_find(&check->catalog, id, &similar);
	if (!rule)
		return NULL;
	check->rule = (struct report_rule){
		.id = rule->id,
		.summary = rule->summary ? rule->summary : rule->id,
		.why = rule->why,
		.url = rule->source,
		.severity = rule->severity,
	};
	return &check->rule;
}

static void write_report(struct check *check, const struct output *output)
{
	const struct options *options = check->options;
	const struct report_options report = {
		.color = !output->path && session_color(options, STDOUT_FILENO),
		.unit = options->unit,
		.max_findings = options->max_findings,
		.quiet = options->quiet,
		.version = PEERLINT_VERSION,
		.rule = find_rule,
		.context = check,
	};
	struct err err = { 0 };
	struct buf out;

	buf_init(&out);
	output->write(&check->findings, &report, &out);
	if (!output->path) {
		check->failed = !session_print(&out) || check->failed;
	} else if (!output_write(output->path, &out, &err)) {
		session_fail("%s", err.text);
		check->failed = true;
	}
	buf_release(&out);
}

static void write_summary(const struct check *check)
{
	const struct report_options report = {
		.color = session_color(check->options, STDERR_FILENO),
		.max_findings = check->options->max_findings,
		.quiet = check->options->quiet,
	};
	struct buf out;

	buf_init(&out);
	if (check->options->statistics)
		statistics_print(&check->findings, &out);
	report_summary(&check->findings, &report, &out);
	if (write(STDERR_FILENO, out.data, out.length) < 0)
		buf_clear(&out); /* there is nobody left to tell */
	buf_release(&out);
}

static void write_reports(struct check *check)
{
	static const struct output text = { "text", report_text, NULL };

	findings_sort(&check->findings);
	if (check->options->noutputs == 0)
		write_report(check, &text);
	for (size_t i = 0; i < check->options->noutputs; i++)
		write_report(check, &check->options->outputs[i]);
	write_summary(check);
}

/* }=== */

static void find_files(struct check *check, struct walk *walk)
{
	const struct options *options = check->options;

	for (size_t i = 0; i < options->noperands; i++) {
		const char *operand = options->operands[i];
		size_t before = walk->count;
		struct err err = { 0 };

		if (!walk_add(walk, operand, &err)) {
			session_fail("%s", err.text);
			check->failed = true;
		} else if (walk->count == before && !options->quiet) {
			session_fail("%s: there is no *.json, *.jsonl or *.ndjson below it", operand);
		}
	}
}

static void lint_operands(struct check *check)
{
	const struct options *options = check->options;
	struct walk walk = { 0 };
	struct progress progress;

	find_files(check, &walk);
	progress_start(&progress, options, walk.count);
	for (size_t i = 0; i < walk.count; i++) {
		const struct walk_file *file = &walk.files[i];
		const char *name = file->path;
		struct err err = { 0 };

		if (strcmp(name, "-") == 0)
			name = options->stdin_name ? options->stdin_name : "<stdin>";
		if (!lint_file(&check->lint, file->path, name, file->named, &err)) {
			progress_clear(&progress);
			session_fail("%s", err.text);
			check->failed = true;
		}
		progress_step(&progress, i + 1);
	}
	lint_finish(&check->lint);
	progress_clear(&progress);
	write_reports(check);
	walk_release(&walk);
}

static int status_of(const struct check *check)
{
	if (check->failed)
		return STATUS_UNUSABLE;
	for (size_t i = check->options->fail_on; i < SEVERITY_COUNT; i++)
		if (check->findings.summary.by_severity[i] > 0)
			return STATUS_FINDINGS;
	return STATUS_CLEAN;
}

static bool read_options(struct check *check, struct lint_options *lint)
{
	const struct options *options = check->options;

	*lint = (struct lint_options){
		.policy = options->policy,
		.max_depth = options->max_depth,
	};
	if (options->kind && !(lint->kind = session_find_kind(&check->packs, options->kind)))
		return false;
	if (options->shape && !(lint->shape = general_shape(&check->packs, options)))
		return false;
	return true;
}

static int run(const struct options *options)
{
	struct check check = { .options = options };
	struct lint_options lint;
	int status = STATUS_UNUSABLE;

	if (options->noperands == 0)
		return session_fail("name files or folders to lint, or - for standard input "
				    "(peerlint --help tells more)");
	if (session_open(&check.packs, options) && read_options(&check, &lint)) {
		findings_init(&check.findings);
		lint_init(&check.lint, &check.packs, &lint, &check.findings);
		lint_operands(&check);
		status = status_of(&check);
		lint_release(&check.lint);
		findings_release(&check.findings);
		if (check.catalog_open)
			catalog_close(&check.catalog);
	}
	packs_release(&check.packs);
	return status;
}

const struct command command_check = {
	.name = "check",
	.usage = "FILE|DIRECTORY|-…",
	.help = "lint; the word may be left out",
	.run = run,
};
