#include "cli/run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "cli/general.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "lint/settings.h"
#include "lint/share.h"
#include "lint/suppress.h"

/* Reads what applies to the files, and loads the packs that it names. */
static bool load(struct run *run, const char *const *operands, size_t noperands)
{
	const struct options *options = run->options;
	struct configs *configs = &run->configs;
	struct err err = { 0 };

	if (!configs_init(configs, &run->packs, options->config, options->no_config, &err)) {
		session_fail("%s", err.text);
		return false;
	}
	run->findings.summary.unread = files_find(&run->files, configs, options, operands, noperands);
	if (run->files.walk.full)
		return false;
	files_include(&run->files, configs);
	return session_load(&run->packs, options, configs);
}

/* What applies to each file; whether files differ decides what the relations have to keep. */
static void settle(struct run *run)
{
	struct files *files = &run->files;
	const struct settings_over over = {
		.policy = &run->options->policy,
		.profile = run->options->profile,
		.kind = run->lint.options.kind,
	};

	for (size_t i = 0; i < files->count; i++) {
		struct file *file = &files->items[i];

		file->settings = settings_make(&run->configs,
			configs_find(&run->configs, file->absolute), file->absolute, &over);
		if (file->settings != files->items[0].settings)
			run->lint.mixed = true;
	}
}

static bool read_options(struct run *run, struct lint_options *lint)
{
	const struct options *options = run->options;

	*lint = (struct lint_options){
		.policy = options->policy,
		.max_depth = options->max_depth,
		.max_file = options->max_file_size,
		.timing = run->timed,
	};
	if (options->kind && !(lint->kind = session_find_kind(&run->packs, options->kind)))
		return false;
	if (options->shape && !(lint->shape = general_shape(&run->packs, options)))
		return false;
	return true;
}

bool run_open(struct run *run, const struct options *options, const char *const *operands,
	size_t noperands)
{
	struct lint_options lint;

	*run = (struct run){ .options = options };
	if (options->timings) {
		run->timed = &run->timing;
		timing_open(&run->timing);
	}
	timing_enter(run->timed, TIMED_START);
	packs_init(&run->packs);
	findings_init(&run->findings);
	run->findings.most = options->max_findings > FINDINGS_MAX ? options->max_findings : FINDINGS_MAX;
	if (!load(run, operands, noperands) || !read_options(run, &lint))
		return false;
	lint_init(&run->lint, &run->packs, &lint, &run->findings);
	run->linting = true;
	/* What one step takes can be told where there is one at a time. */
	if (!options->timings && options->jobs != 1)
		run->lint.share = share_new(&run->lint, options->jobs);
	settle(run);
	timing_leave(run->timed, TIMED_REST);
	return true;
}

void run_close(struct run *run)
{
	if (run->linting)
		lint_release(&run->lint);
	if (run->timed)
		timing_close(&run->timing);
	findings_release(&run->findings);
	files_release(&run->files);
	settings_release(&run->configs);
	configs_release(&run->configs);
	packs_release(&run->packs);
}

/* Files between two looks at the clock, and milliseconds of work from which on the rest is shared. */
#define SHARE_EVERY 16
#define SHARE_AFTER 3

static long milliseconds_since(const struct timespec *begin)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - begin->tv_sec) * 1000 + (now.tv_nsec - begin->tv_nsec) / 1000000;
}

/* What goes on while files are linted. */
struct linting {
	struct run *run;
	struct progress progress;
	size_t before; /* files that were done before these */
};

static void tell(void *context, size_t done, const struct err *err)
{
	struct linting *linting = context;

	if (!err) {
		progress_step(&linting->progress, linting->before + done);
		return;
	}
	progress_clear(&linting->progress);
	session_fail("%s", err->text);
	linting->run->findings.summary.unread++;
}

static void lint_one(struct linting *linting, const struct file *file)
{
	struct lint *lint = &linting->run->lint;
	struct err err = { 0 };

	lint_configure(lint, file->settings, file->included);
	if (!lint_file(lint, file->path, file->name, file->named, &err))
		tell(linting, 0, &err);
}

static bool share_rest(struct linting *linting, const struct file *files, size_t count)
{
	struct share_input *inputs = heap_alloc(count * sizeof(*inputs));
	bool shared;

	for (size_t i = 0; i < count; i++)
		inputs[i] = (struct share_input){
			.path = files[i].path,
			.name = files[i].name,
			.named = files[i].named,
			.included = files[i].included,
			.settings = files[i].settings,
		};
	shared = share_files(linting->run->lint.share, inputs, count, tell, linting);
	free(inputs);
	return shared;
}

/* Files are shared when there are many of them and some have shown to be work: threads cost, too. */
static void lint_files(struct linting *linting)
{
	const struct files *files = &linting->run->files;
	bool sharing = linting->run->lint.share && files->count >= SHARE_EVERY;
	struct timespec begin;

	if (sharing)
		clock_gettime(CLOCK_MONOTONIC, &begin);
	for (size_t i = 0; i < files->count; i++) {
		if (sharing && i % SHARE_EVERY == SHARE_EVERY - 1 && milliseconds_since(&begin) >= SHARE_AFTER) {
			linting->before = i;
			if (share_rest(linting, files->items + i, files->count - i))
				return;
			sharing = false;
		}
		lint_one(linting, &files->items[i]);
		progress_step(&linting->progress, i + 1);
	}
}

static bool has_others(void *context, const struct config *config, const char *glob)
{
	struct run *run = context;

	return files_has_others(&run->files, &run->configs, config, glob);
}

/* What is not kept cannot be told apart any more: no suppression and no baseline is asked for it. */
static void say_unkept(const struct run *run)
{
	if (run->findings.summary.unkept > 0)
		session_fail("there are more than %zu findings: the other %zu are counted, and not "
			     "reported; --max-findings N reports more",
			run->findings.most, run->findings.summary.unkept);
}

void run_lint(struct run *run)
{
	const struct files *files = &run->files;
	const struct suppress_given given = {
		.paths = files->given,
		.n = files->ngiven,
		.complete = files->complete,
		.has_others = has_others,
		.context = run,
	};
	struct linting linting = { .run = run };
	struct err err = { 0 };
	bool ok;

	progress_start(&linting.progress, run->options, files->count);
	lint_files(&linting);
	ok = lint_finish(&run->lint, &err);
	progress_clear(&linting.progress);
	if (!ok) {
		session_fail("%s", err.text);
		run->findings.summary.unread++;
	}
	suppress_apply(&run->configs, &run->lint, &given);
	findings_sort(&run->findings);
	say_unkept(run);
}
