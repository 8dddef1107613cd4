#include "cli/session.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/missing.h"
#include "cli/options.h"
#include "cli/output.h"
#include "json/node.h"
#include "lint/config.h"
#include "lint/known.h"
#include "lint/settings.h"
#include "pack/folder.h"
#include "report/report.h"
#include "text/path.h"
#include "text/utf8.h"

int session_fail(const char *format, ...)
{
	struct buf text, visible;
	va_list args;
	char line[2048];
	const char *rest;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	buf_init(&text);
	buf_init(&visible);
	/* A message may have lines of its own; everything else that moves a cursor is shown as it is written. */
	for (rest = line; rest; rest = strchr(rest, '\n') ? strchr(rest, '\n') + 1 : NULL) {
		size_t n = strcspn(rest, "\n");

		if (rest != line)
			buf_putc(&visible, '\n');
		utf8_visible(&visible, rest, n);
	}
	buf_printf(&text, "peerlint: %s\n", visible.data);
	output_send(STDERR_FILENO, &text);
	buf_release(&text);
	buf_release(&visible);
	return STATUS_UNUSABLE;
}

bool session_print(const struct buf *text)
{
	if (output_send(STDOUT_FILENO, text))
		return true;
	session_fail("cannot write to standard output: %s", strerror(errno));
	return false;
}

bool session_color(const struct options *options, int fd)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (options->color != COLOR_AUTO)
		return options->color == COLOR_ALWAYS;
	return isatty(fd) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

static void print_findings(struct findings *findings, const struct options *options)
{
	const struct report_options report = {
		.color = session_color(options, STDERR_FILENO),
		.version = PEERLINT_VERSION,
	};
	struct buf out;

	findings_sort(findings);
	buf_init(&out);
	report_text(findings, &report, &out);
	output_send(STDERR_FILENO, &out);
	buf_release(&out);
}

void session_print_problems(const struct packs *packs, const struct options *options,
	bool warnings)
{
	struct findings shown;

	findings_init(&shown);
	for (size_t i = 0; i < packs->problems.count; i++)
		if (warnings || packs->problems.items[i].severity == SEVERITY_ERROR ||
		    strncmp(packs->problems.items[i].rule, "config/", 7) == 0)
			findings_add(&shown, &packs->problems.items[i]);
	if (shown.count > 0)
		print_findings(&shown, options);
	findings_release(&shown);
}

/* {=== packs === */

/* Packs that configurations name, each once, whoever names it. */
static bool was_added(struct configs *configs, const struct options *options,
	const struct config *config, const struct node *text)
{
	const char *path = path_absolute(&configs->mem, config->folder, node_text(text));

	for (size_t i = 0; i < options->npacks; i++)
		if (strcmp(configs_path(configs, options->packs[i]), path) == 0)
			return true;
	for (const struct config *other = configs->list; other; other = other->next) {
		for (const struct node *pack = config_first(other, "packs"); pack;
		     pack = config_next(pack)) {
			if (pack == text)
				return false;
			if (strcmp(path_absolute(&configs->mem, other->folder, node_text(pack)), path) == 0)
				return true;
		}
	}
	return false;
}

static void add_packs(struct packs *packs, const struct options *options, struct configs *configs,
	const struct config *config)
{
	for (const struct node *pack = config_first(config, "packs"); pack; pack = config_next(pack)) {
		const char *path = path_absolute(&configs->mem, config->folder, node_text(pack));
		struct err err = { 0 };

		if (was_added(configs, options, config, pack) ||
		    folder_add(packs, path_relative(&configs->mem, configs->folder, path), &err))
			continue;
		config_blame(configs, config, pack, err.text, NULL);
	}
}

/* An id that is none is a mistake; a glob may be for another version, and is only told. */
static bool check_rules(const struct packs *packs, const struct options *options)
{
	for (size_t i = 0; i < options->policy.count; i++) {
		const char *id = options->policy.entries[i].glob, *best;
		char similar[256];

		if (known_matches(packs, id))
			continue;
		if (known_is_glob(id)) {
			session_fail("--rule %s matches no rule: peerlint rules lists them", id);
			continue;
		}
		best = known_similar(packs, id, similar, sizeof(similar));
		if (best)
			session_fail("--rule: there is no rule %s: did you mean %s?", id, best);
		else
			session_fail("--rule: there is no rule %s: peerlint rules lists them", id);
		return false;
	}
	return true;
}

bool session_add_pack(struct packs *packs, const char *option, const char *path)
{
	struct err err = { 0 };
	bool ok = access(path, F_OK) == 0 ? folder_add(packs, path, &err) :
					    missing_explain(path, errno, &err);

	/* One that cannot be used is among the problems. */
	if (ok && packs->folders->nfiles == 0 && !packs_failed(packs))
		ok = err_set(&err, "%s has no *.json: it is no pack", path);
	if (!ok)
		session_fail("%s%s", option, err.text);
	return ok;
}

bool session_load(struct packs *packs, const struct options *options, struct configs *configs)
{
	for (size_t i = 0; i < options->npacks; i++)
		if (!session_add_pack(packs, "--pack ", options->packs[i]))
			return false;
	for (const struct config *config = configs->list; config; config = config->next)
		add_packs(packs, options, configs, config);
	packs_add_builtin(packs);
	if (packs->folders)
		folders_check(packs);
	settings_check(configs);
	/* Warnings of a user's pack are for peerlint test; those of a configuration are said. */
	session_print_problems(packs, options, false);
	return !packs_failed(packs) && check_rules(packs, options);
}

bool session_open(struct packs *packs, const struct options *options)
{
	struct configs configs;
	struct err err = { 0 };
	bool ok;

	packs_init(packs);
	ok = configs_init(&configs, packs, options->config, options->no_config, &err);
	if (!ok)
		session_fail("%s", err.text);
	if (ok) {
		configs_find(&configs, configs_path(&configs, CONFIG_NAME));
		ok = session_load(packs, options, &configs);
	}
	configs_release(&configs);
	return ok;
}

/* }=== */

struct kind *session_find_kind(struct packs *packs, const char *id)
{
	struct kind *kind = packs_find_kind(packs, id);
	const char *similar;

	if (kind)
		return kind;
	similar = packs_similar_kind(packs, id);
	if (similar)
		session_fail("there is no kind %s: did you mean %s?", id, similar);
	else
		session_fail("there is no kind %s: peerlint kinds lists them", id);
	return NULL;
}
