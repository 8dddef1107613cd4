#include "lint/suppress.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "finding/finding.h"
#include "json/node.h"
#include "lint/config.h"
#include "lint/emit.h"
#include "lint/known.h"
#include "lint/settings.h"
#include "lint/sift.h"
#include "pack/pack.h"
#include "text/file.h"
#include "text/glob.h"
#include "text/path.h"

struct suppressing {
	struct configs *configs;
	struct lint *lint;
	const struct suppress_given *given;
	struct lint_file *file; /* the configuration that is reported on */
	const char *name; /* of the file that a finding was in last, and what applies to it */
	const char *path;
	const struct layers *layers;
};

/* The year 9999 and no later: more digits are no date. */
#define LAST_SECOND 253402300799

/* The clock is not asked where a build, or a test, says what time it is. */
static time_t now(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct timespec clock;
	char *end;
	long long seconds;

	if (epoch && *epoch >= '0' && *epoch <= '9') {
		seconds = strtoll(epoch, &end, 10);
		if (!*end && seconds <= LAST_SECOND)
			return (time_t)seconds;
	}
	/* Not time(): the loader would have to choose one of its forms at every start. */
	clock_gettime(CLOCK_REALTIME, &clock);
	return clock.tv_sec;
}

void suppress_today(char day[11])
{
	time_t seconds = now();
	struct tm tm;

	if (!gmtime_r(&seconds, &tm) || strftime(day, 11, "%Y-%m-%d", &tm) != 10)
		memcpy(day, "9999-12-31", 11);
}

/* {=== reading === */

static void read_entries(struct configs *configs, struct config *config)
{
	const struct node *list = config->root ? node_member(config->root, "suppress") : NULL;
	char today[11];

	if (!list || config->suppressions)
		return;
	suppress_today(today);
	config->suppressions = mem_zalloc(&configs->mem,
		(list->length + 1) * sizeof(*config->suppressions));
	for (const struct node *entry = node_child(list); entry; entry = node_next(entry)) {
		const char *until = node_member_string(entry, "until");

		config->suppressions[config->nsuppressions++] = (struct suppression){
			.config = config,
			.node = entry,
			.file = node_member_string(entry, "file"),
			.pointer = node_member_string(entry, "pointer"),
			.rule = node_member_string(entry, "rule"),
			.expired = until && strcmp(until, today) < 0,
		};
	}
}

static bool is_for(struct configs *configs, const struct suppression *suppression,
	const char *path)
{
	return settings_matches(configs, suppression->config, suppression->file,
		strlen(suppression->file), path);
}

static void mark_relevant(struct configs *configs, const char *path)
{
	const struct layers *layers = configs_find(configs, path);

	for (size_t i = 0; i < layers->count; i++) {
		const struct config *config = layers->items[i];

		for (size_t k = 0; k < config->nsuppressions; k++) {
			struct suppression *suppression = &config->suppressions[k];

			if (!suppression->relevant && is_for(configs, suppression, path))
				suppression->relevant = true;
		}
	}
}

/* }=== */

/* {=== leaving out === */

static bool covers(struct suppressing *run, const struct suppression *suppression,
	const struct finding *finding)
{
	if (suppression->expired || !policy_glob(suppression->rule, finding->rule))
		return false;
	if (suppression->pointer &&
	    !glob_matches_pointer(suppression->pointer, finding->pointer, false))
		return false;
	return is_for(run->configs, suppression, run->path);
}

static bool is_suppressed(void *context, const struct finding *finding)
{
	struct suppressing *run = context;
	bool found = false;

	if (!run->name || strcmp(run->name, finding->file) != 0) {
		run->name = finding->file;
		run->path = configs_path(run->configs, finding->file);
		run->layers = configs_find(run->configs, run->path);
	}
	for (size_t i = 0; i < run->layers->count; i++) {
		const struct config *config = run->layers->items[i];

		for (size_t k = 0; k < config->nsuppressions; k++) {
			if (!covers(run, &config->suppressions[k], finding))
				continue;
			config->suppressions[k].used = true;
			found = true;
		}
	}
	return found;
}

/* }=== */

/* {=== reporting === */

static void report(struct suppressing *run, const struct suppression *suppression,
	const char *rule, const char *message, const char *help)
{
	lint_emit(run->lint, &(struct lint_report){
		.rule = rule,
		.severity = SEVERITY_WARNING,
		.place = { run->file, 0, suppression->node, false },
		.message = message,
		.help = help,
	});
}

/* Whether a path that is no glob leads nowhere; a glob may be for files that come later. */
static bool is_lost(struct configs *configs, const struct suppression *suppression)
{
	const char *path = path_absolute(&configs->mem, suppression->config->folder,
		suppression->file);

	return strchr(suppression->file, '/') && !glob_is_pattern(suppression->file) &&
	       file_is_absent(path);
}

/* What is for many files is not unused because one of them does not need it. */
static bool has_others(const struct suppressing *run, const struct suppression *suppression)
{
	const struct suppress_given *given = run->given;

	return given->has_others &&
	       given->has_others(given->context, suppression->config, suppression->file);
}

static void report_unused(struct suppressing *run, const struct suppression *suppression)
{
	struct mem *mem = &run->configs->mem;
	bool relation = known_is_relation(run->lint->packs, suppression->rule);

	if (is_lost(run->configs, suppression))
		report(run, suppression, "config/unused-suppression",
			mem_printf(mem, "there is no file %s", suppression->file),
			"take the suppression out, or correct its path");
	else if (suppression->relevant && (run->given->complete || !relation) &&
		 !has_others(run, suppression))
		report(run, suppression, "config/unused-suppression",
			mem_printf(mem, "nothing of %s is left out by this", suppression->rule),
			suppression->pointer ? "take it out; a pointer means that value alone, and /** "
					       "behind it all that is inside" :
					       "take it out");
}

static void report_entry(struct suppressing *run, const struct suppression *suppression)
{
	struct mem *mem = &run->configs->mem;

	if (suppression->expired)
		report(run, suppression, "config/expired-suppression",
			mem_printf(mem, "this suppression of %s ended on %s", suppression->rule,
				node_member_string(suppression->node, "until")),
			"repair what it was for, or say until when it is still to hold");
	else if (!suppression->used && run->lint->findings->summary.unkept == 0)
		report_unused(run, suppression);
}

/* What there is to say of a configuration's suppressions, at their places in it. */
static void report_config(struct suppressing *run, const struct config *config)
{
	struct configs *configs = run->configs;
	const struct settings_over over = { .policy = &run->lint->options.policy };
	struct lint_file file = {
		.name = config->file->path,
		.settings = settings_make(configs, configs_find(configs, config->path), config->path,
			&over),
	};

	source_init(&file.source, file.name, config->file->text, config->file->length);
	run->file = &file;
	for (size_t i = 0; i < config->nsuppressions; i++)
		report_entry(run, &config->suppressions[i]);
	source_release(&file.source);
}

/* }=== */

void suppress_apply(struct configs *configs, struct lint *lint,
	const struct suppress_given *given)
{
	struct suppressing run = { .configs = configs, .lint = lint, .given = given };
	size_t entries = 0;

	for (struct config *config = configs->list; config; config = config->next) {
		read_entries(configs, config);
		entries += config->nsuppressions;
	}
	if (entries == 0)
		return;
	for (size_t i = 0; i < given->n; i++)
		mark_relevant(configs, given->paths[i]);
	sift(lint->findings, is_suppressed, &run);
	for (const struct config *config = configs->list; config; config = config->next)
		if (config->nsuppressions > 0)
			report_config(&run, config);
}
