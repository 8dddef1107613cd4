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
	set_free(lint->set);
	query_run_free(lint->run);
	free(lint->known);
	free(lint->paths);
	active_release(lint);
	mem_release(&lint->nodes);
	mem_release(&lint->scratch);
}

/* Bytes up to which texts are read as a whole. */
static size_t small_length(const struct lint *lint)
{
	return lint->options.small_file ? lint->options.small_file : PAGES_SMALL;
}

/* One JSON text of a file, while it is read. */
struct reading {
	struct lint *lint;
	struct lint_file *file;
	size_t base;
	struct pieces pieces;
};

/* Whether the offset is behind the bracket that opens a secret array or object. */
static bool is_within_secret(const struct node *node, size_t start)
{
	return node->flags & NODE_SECRET && start > node->start &&
	       (node_type(node) == NODE_ARRAY || node_type(node) == NODE_OBJECT);
}

/*
 * A place that the reader tells by bytes: a node made for it carries them, and leads to the
 * pointer. One within a secret is carried by a child of it.
 */
static struct lint_place place_of(const struct reading *reading, const struct node *node,
	size_t start, size_t end, struct node *carrier)
{
	if (!node)
		*carrier = (struct node){ 0 };
	else if (is_within_secret(node, start))
		*carrier = (struct node){ .parent = (struct node *)node };
	else
		*carrier = *node;
	carrier->start = (uint32_t)start;
	carrier->end = (uint32_t)end;
	return (struct lint_place){ reading->file, reading->base, carrier, false };
}

static void report_problem(void *context, const struct problem *problem)
{
	struct reading *reading = context;
	struct node carrier, related_carrier;
	struct lint_place related;
	struct lint_report report = {
		.rule = problem->rule,
		.severity = problem->severity,
		.place = place_of(reading, problem->node, problem->start, problem->end, &carrier),
		.message = problem->message,
		.help = problem->help,
		.fix = problem->fix,
		.fix_safe = true,
		.related_messages = &problem->related,
	};

	if (problem->related) {
		related = place_of(reading, problem->related_node, problem->related_start,
			problem->related_end, &related_carrier);
		report.related = &related;
		report.nrelated = 1;
	}
	lint_emit(reading->lint, &report);
}

static bool take_element(void *context, struct node *element)
{
	struct reading *reading = context;
	struct timing *timing = reading->lint->options.timing;
	size_t before = timing_enter(timing, TIMED_REST);
	bool taken = pieces_element(&reading->pieces, element);

	timing_leave(timing, before);
	return taken;
}

static size_t need_text(void *context, size_t from, size_t to)
{
	const struct reading *reading = context;
	struct timing *timing = reading->lint->options.timing;
	size_t before = timing_enter(timing, TIMED_READ);
	size_t there = pages_hold(&reading->file->source.pages, reading->base + from,
		reading->base + to);

	timing_leave(timing, before);
	return there - reading->base;
}

static struct node *read_text(struct reading *reading, size_t length, bool in_pieces, bool silent)
{
	const struct lint *lint = reading->lint;
	const struct pages *pages = &reading->file->source.pages;
	const struct reader reader = {
		.names = lint->packs->names,
		.max_depth = lint->options.max_depth,
		.report = silent ? NULL : report_problem,
		.context = reading,
		.element = in_pieces ? take_element : NULL,
		.need = pages->large ? need_text : NULL,
	};
	size_t before = timing_enter(lint->options.timing, TIMED_PARSE);
	struct node *root = reader_read(&reader, pages->data + reading->base, length,
		&reading->lint->nodes);

	timing_leave(lint->options.timing, before);
	return root;
}

/* A text that has long lists, perhaps; false if it is no JSON. */
static bool lint_in_pieces(struct reading *reading, size_t length)
{
	struct lint *lint = reading->lint;
	struct walk walk = { lint, reading->file, reading->base, NULL, NULL };
	const struct node *root;

	pieces_begin(&reading->pieces, lint, reading->file, reading->base);
	root = read_text(reading, length, true, false);
	if (pieces_end(&reading->pieces, root))
		return root != NULL;
	mem_rewind(&lint->nodes, (struct mem_mark){ 0 });
	root = read_text(reading, length, false, true);
	if (root)
		carrier_lint(&walk, root, 0, EXTENT_UNKNOWN);
	return true;
}

static bool lint_whole(struct reading *reading, size_t length)
{
	struct lint *lint = reading->lint;
	struct walk walk = { lint, reading->file, reading->base, NULL, NULL };
	const struct node *root = read_text(reading, length, false, false);

	if (!root)
		return false;
	if (!lint->options.shape) {
		carrier_lint(&walk, root, 0, EXTENT_UNKNOWN);
		return true;
	}
	document_check_shape(lint, reading->file, reading->base, root, lint->options.shape);
	reading->file->documents++;
	return true;
}

/* Reads one JSON text of a file and lints what is in it; false if it is no JSON. */
static bool lint_json(struct lint *lint, struct lint_file *file, size_t base, size_t length)
{
	struct reading reading = { .lint = lint, .file = file, .base = base };
	bool is_json;

	file->kind = NULL;
	if (length > small_length(lint) && !lint->options.shape)
		is_json = lint_in_pieces(&reading, length);
	else
		is_json = lint_whole(&reading, length);
	mem_rewind(&lint->nodes, (struct mem_mark){ 0 });
	return is_json;
}

/* The end of the line that begins at start: where its LF is, or the text ends. */
static size_t find_line_end(struct pages *pages, size_t start)
{
	while (start < pages->length) {
		size_t there = pages_hold(pages, start, start + 1);
		const char *newline = memchr(pages->data + start, '\n', there - start);

		if (newline)
			return (size_t)(newline - pages->data);
		start = there;
	}
	return start;
}

/* Whether a line has anything but blanks. */
static bool has_text(struct lint_file *file, size_t start, size_t end)
{
	const char *p = source_text(&file->source, start, end), *past = p + (end - start);

	while (p < past && (*p == ' ' || *p == '\t'))
		p++;
	return p < past;
}

/* One JSON text a line; blank lines are left out. */
static void lint_lines(struct lint *lint, struct lint_file *file)
{
	struct pages *pages = &file->source.pages;

	for (size_t start = 0; start < pages->length;) {
		size_t before = timing_enter(lint->options.timing, TIMED_READ);
		size_t newline = find_line_end(pages, start), end = newline;

		timing_leave(lint->options.timing, before);
		if (end > start && *source_text(&file->source, end - 1, end) == '\r')
			end--;
		if (has_text(file, start, end))
			lint_json(lint, file, start, end - start);
		start = newline + 1;
	}
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
		lint_lines(lint, file);
	else
		is_json = lint_json(lint, file, 0, file->source.pages.length);
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

	opened = pages_open(&file->source.pages, path, most, small_length(lint), err);
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
