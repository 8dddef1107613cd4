#include "lint/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "json/node.h"
#include "json/reader.h"
#include "lint/active.h"
#include "lint/carrier.h"
#include "lint/document.h"
#include "lint/emit.h"
#include "lint/pieces.h"
#include "lint/set.h"
#include "lint/share.h"
#include "lint/text.h"
#include "pack/pack.h"
#include "query/query.h"
#include "shape/shape.h"
#include "text/file.h"

const struct lint_rule lint_rules[] = {
	{
		"json/unknown-kind", SEVERITY_INFO,
		"a file, or an element of a list, is none of the documents that the packs know",
		"A document is told by its members. Where none of the kinds fits, nothing was checked "
		"but that it is JSON: say with --kind what it is meant to be, and the shape will tell "
		"what is missing.",
	},
	{
		"set/conflicting-copies", SEVERITY_WARNING,
		"two documents with one identity differ",
		"The same object is there twice, as when a list dump lies beside the single file, but not "
		"with the same content: one of the two is out of date, and the rules that compare "
		"documents can take only the first.",
	},
	{
		"pack/limit", SEVERITY_ERROR,
		"a rule was stopped because it took too long",
		"Expressions and patterns of a pack run with limits, so that no pack can hang a run. A rule "
		"that reaches one has not been judged, and that must not pass for a document that is right.",
	},
	{
		"config/unused-suppression", SEVERITY_WARNING,
		"a suppression leaves nothing out",
		"What it was for has been repaired, or it never matched: a misspelt pointer, a rule that is "
		"off. One that is forgotten leaves out the next finding at its place without a word.",
	},
	{
		"config/expired-suppression", SEVERITY_WARNING,
		"a suppression has ended",
		"The day in until is over, so that the finding is reported again: it was promised to be gone "
		"by now. Repair what it says, or decide anew until when it may stay.",
	},
	{
		"config/stale-baseline", SEVERITY_INFO,
		"a finding of the baseline is not found any more",
		"It was repaired; as long as the baseline has it, the same mistake can come back and nobody "
		"is told. With --prune, such entries are taken out.",
	},
	{ NULL, SEVERITY_OFF, NULL, NULL },
};

void lint_init(struct lint *lint, struct packs *packs, const struct lint_options *options,
	struct findings *findings)
{
	*lint = (struct lint){
		.packs = packs,
		.options = *options,
		.findings = findings,
	};
	lint->run = query_run_new(packs->space);
	lint->set = set_new(lint);
}

void lint_configure(struct lint *lint, const struct settings *settings, bool included)
{
	lint->settings = settings;
	lint->included = included;
}

static void close_file(struct lint_file *file)
{
	source_release(&file->source);
	free(file);
}

void lint_release(struct lint *lint)
{
	while (lint->files) {
		struct lint_file *next = lint->files->next;

		close_file(lint->files);
		lint->files = next;
	}
	share_free(lint->share);
	set_free(lint->set);
	query_run_free(lint->run);
	free(lint->known);
	free(lint->paths);
	active_release(lint);
	mem_release(&lint->nodes);
	mem_release(&lint->scratch);
}

static bool has_ending(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n > m && strcmp(name + n - m, ending) == 0;
}

static struct lint_file *new_file(const struct lint *lint, const char *name, bool named)
{
	struct lint_file *file = heap_zalloc(sizeof(*file));

	file->name = name;
	file->named = named;
	file->settings = lint->settings;
	file->included = lint->included;
	file->lines = has_ending(name, ".jsonl") || has_ending(name, ".ndjson");
	source_init(&file->source, name, NULL, 0);
	return file;
}

static void report_unknown(struct lint *lint, struct lint_file *file)
{
	struct lint_report report = {
		.rule = "json/unknown-kind",
		.severity = SEVERITY_INFO,
		.place = { file, 0, NULL, false },
		.message = "this is none of the documents that peerlint knows: only its JSON was checked",
		.help = "say what it is with --kind; peerlint kinds lists what there is",
	};

	if (file->named)
		lint_emit(lint, &report);
}

static void count_file(struct lint *lint, struct lint_file *file, bool is_json)
{
	lint->findings->summary.files++;
	lint->findings->summary.documents += file->documents;
	if (is_json && file->documents == 0) {
		lint->findings->summary.unknown++;
		report_unknown(lint, file);
	}
}

/* Lints what is in a file that was opened; false if it could not be read to its end. */
static bool lint_open_file(struct lint *lint, struct lint_file *file)
{
	bool is_json = true, ok;

	if (file->lines)
		text_lint_lines(lint, file, share_lines(lint->share, lint, file), file->source.pages.length);
	else
		is_json = text_lint(lint, file, 0, file->source.pages.length);
	ok = !file->source.pages.failed;
	file->kind = NULL;
	if (!file->included)
		count_file(lint, file, is_json);
	if (file->keep) {
		pages_rest(&file->source.pages);
		file->next = lint->files;
		lint->files = file;
	} else {
		close_file(file);
	}
	return ok;
}

bool lint_file(struct lint *lint, const char *path, const char *name, bool named, struct err *err)
{
	struct lint_file *file = new_file(lint, name, named);
	size_t most = lint->options.max_file ? lint->options.max_file : FILE_LENGTH_MAX;
	size_t before = timing_enter(lint->options.timing, TIMED_READ);
	bool opened;

	opened = pages_open(&file->source.pages, path, most, text_small(lint), err);
	timing_leave(lint->options.timing, before);
	if (!opened) {
		close_file(file);
		return err_prefix(err, "%s", name);
	}
	if (!lint_open_file(lint, file))
		return err_set(err, "%s became shorter while it was read", name);
	return true;
}

void lint_text(struct lint *lint, const char *name, const char *text, size_t length)
{
	struct lint_file *file = new_file(lint, name, true);

	pages_init(&file->source.pages, text, length);
	lint_open_file(lint, file);
}

bool lint_finish(struct lint *lint, struct err *err)
{
	set_finish(lint->set);
	for (const struct lint_file *file = lint->files; file; file = file->next)
		if (file->source.pages.failed)
			err_set(err, "%s could not be read again, or has changed since: lint it anew",
				file->name);
	return !err->set;
}
