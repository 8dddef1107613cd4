#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/catalog.h"
#include "cli/check_baseline.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/run.h"
#include "cli/session.h"
#include "cli/show_config.h"
#include "cli/statistics.h"
#include "cli/timings.h"
#include "report/report.h"

/* One run of check. */
struct check {
	const struct options *options;
	struct run run;
	struct catalog catalog; /* opened when a format first asks for a rule */
	bool catalog_open;
	struct report_rule rule; /* what the format asked for last */
	bool failed;             /* a report could not be written */
};

/* {=== reports === */

static const struct report_rule *find_rule(void *context, const char *id)
{
	struct check *check = context;
	const struct catalog_rule *rule;
	const char *similar;

	if (!check->catalog_open) {
		catalog_open(&check->catalog, &check->run.packs);
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
	output->write(&check->run.findings, &report, &out);
	if (!output->path) {
		check->failed = !session_print(&out) || check->failed;
	} else if (!output_write(output->path, &out, &err)) {
		session_fail("--format %s=%s", output->name, err.text);
		check->failed = true;
	}
	buf_release(&out);
}

static void write_summary(const struct check *check)
{
	const struct report_options report = {
		.max_findings = check->options->max_findings,
		.quiet = check->options->quiet,
	};
	struct buf out;

	buf_init(&out);
	if (check->run.timed)
		timings_print(check->run.timed, &check->run.packs, &out);
	if (check->options->statistics)
		statistics_print(&check->run.findings, &out);
	report_summary(&check->run.findings, &report, &out);
	if (write(STDERR_FILENO, out.data, out.length) < 0)
		buf_clear(&out); /* there is nobody left to tell */
	buf_release(&out);
}

static void write_reports(struct check *check)
{
	static const struct output text = { "text", report_text, NULL };

	size_t before = timing_enter(check->run.timed, TIMED_REPORT);

	if (check->options->noutputs == 0)
		write_report(check, &text);
	for (size_t i = 0; i < check->options->noutputs; i++)
		write_report(check, &check->options->outputs[i]);
	timing_leave(check->run.timed, before);
	write_summary(check);
}

/* }=== */

static int status_of(const struct check *check)
{
	if (check->failed || check->run.findings.summary.unread > 0)
		return STATUS_UNUSABLE;
	for (size_t i = check->options->fail_on; i < SEVERITY_COUNT; i++)
		if (check->run.findings.summary.by_severity[i] > 0)
			return STATUS_FINDINGS;
	return STATUS_CLEAN;
}

static bool has_baseline(struct check *check)
{
	return !check->options->baseline || check_baseline(&check->run, check->options);
}

static int run(const struct options *options)
{
	struct check check = { .options = options };
	int status = STATUS_UNUSABLE;

	if (options->show_config)
		return show_config(options);
	if (options->noperands == 0)
		return session_fail("name files or folders to lint, or - for standard input "
				    "(peerlint --help tells more)");
	if (options->prune && !options->baseline)
		return session_fail("--prune is for --baseline FILE");
	if (run_open(&check.run, options, options->operands, options->noperands)) {
		run_lint(&check.run);
		if (has_baseline(&check)) {
			write_reports(&check);
			status = status_of(&check);
		}
		if (check.catalog_open)
			catalog_close(&check.catalog);
	}
	run_close(&check.run);
	return status;
}

const struct command command_check = {
	.name = "check",
	.usage = "FILE|DIRECTORY|-…",
	.help = "lint; the word may be left out",
	.run = run,
};
