#include "cli/check_baseline.h"

#include "base/buf.h"
#include "base/err.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/run.h"
#include "cli/session.h"
#include "lint/baseline.h"

/* Writes the baseline without what is stale, if anything is. */
static bool prune(const struct baseline *baseline, const struct options *options, size_t stale)
{
	struct err err = { 0 };
	struct buf text;
	bool ok;

	if (stale == 0)
		return true;
	buf_init(&text);
	baseline_print(baseline, &text);
	ok = output_write(options->baseline, &text, &err);
	buf_release(&text);
	if (!ok)
		session_fail("--baseline %s", err.text);
	else if (!options->quiet)
		session_fail("%s: %zu %s taken out", options->baseline, stale,
			stale == 1 ? "finding" : "findings");
	return ok;
}

bool check_baseline(struct run *run, const struct options *options)
{
	const struct files *files = &run->files;
	struct err err = { 0 };
	struct baseline *baseline = baseline_read(&run->configs, options->baseline, &err);
	size_t stale;

	if (!baseline) {
		if (err.set)
			session_fail("--baseline %s", err.text);
		else
			session_print_problems(&run->packs, options, false);
		return false;
	}
	baseline_apply(baseline, &run->findings);
	/* What could not be read, or was not kept, may still have what the baseline says. */
	if (run->findings.summary.unread > 0 || run->findings.summary.unkept > 0)
		return true;
	stale = baseline_mark_stale(baseline, &run->lint, files->given, files->ngiven,
		files->complete);
	if (options->prune)
		return prune(baseline, options, stale);
	baseline_report(baseline, &run->lint);
	findings_sort(&run->findings);
	return true;
}
