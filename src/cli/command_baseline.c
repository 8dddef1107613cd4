#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/run.h"
#include "cli/session.h"
#include "lint/baseline.h"
#include "text/file.h"

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n > m && strcmp(text + n - m, end) == 0;
}

/*
 * The first operand is the baseline if it is one already, or a name for one:
 * what ends in .json and is not there. A document can never be overwritten.
 */
static bool is_target(const char *operand, struct err *err)
{
	if (access(operand, F_OK) != 0)
		return errno == ENOENT ? ends_with(operand, ".json") :
			err_set(err, "%s: %s", operand, strerror(errno));
	return baseline_is(operand, err);
}

static bool is_writable(const char *path)
{
	struct err err = { 0 };

	if (file_is_absent(path) || baseline_is(path, &err))
		return true;
	if (err.set)
		session_fail("%s", err.text);
	else
		session_fail("%s is there already, and is no baseline: it is left as it is", path);
	return false;
}

/* Fewer than before may be what a run over fewer files has found: that is to be seen. */
static void say_written(const struct run *run, const char *path, const struct baseline *before)
{
	size_t n = run->findings.count;
	char old[64] = "";

	if (before && baseline_count(before) > n)
		snprintf(old, sizeof(old), ", in place of %zu", baseline_count(before));
	session_fail("%s: %zu %s recorded%s; use it with --baseline %s", path, n,
		n == 1 ? "finding" : "findings", old, path);
}

static bool write_baseline(struct run *run, const char *path)
{
	struct err err = { 0 };
	const struct baseline *before = NULL;
	struct buf text;
	bool ok;

	if (access(path, F_OK) == 0)
		before = baseline_read(&run->configs, path, &err);
	err = (struct err){ 0 };
	buf_init(&text);
	baseline_print_findings(&run->configs, path, &run->findings, &text);
	ok = output_write(path, &text, &err);
	buf_release(&text);
	if (!ok)
		session_fail("%s", err.text);
	else if (!run->options->quiet)
		say_written(run, path, before);
	return ok;
}

static int run(const struct options *options)
{
	static const char *const here[] = { "." };
	const char *path = options->baseline, *const *operands = options->operands;
	size_t n = options->noperands;
	int status = STATUS_UNUSABLE;
	struct err err = { 0 };
	struct run run;

	if (!path && n > 0 && is_target(operands[0], &err)) {
		path = *operands++;
		n--;
	}
	if (err.set)
		return session_fail("%s", err.text);
	if (!path)
		path = BASELINE_NAME;
	if (!is_writable(path))
		return STATUS_UNUSABLE;
	if (run_open(&run, options, n > 0 ? operands : here, n > 0 ? n : 1)) {
		run_lint(&run);
		/* Without the findings of a file that cannot be read it would not be today's. */
		if (run.findings.summary.unread == 0 && run.findings.summary.unkept == 0 &&
		    write_baseline(&run, path))
			status = STATUS_CLEAN;
	}
	run_close(&run);
	return status;
}

const struct command command_baseline = {
	.name = "baseline",
	.usage = "[FILE] [FILE|DIRECTORY]…",
	.help = "write what is found today into FILE",
	.run = run,
};
