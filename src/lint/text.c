#include "lint/text.h"

#include <string.h>

#include "base/timing.h"
#include "json/node.h"
#include "json/reader.h"
#include "lint/carrier.h"
#include "lint/document.h"
#include "lint/emit.h"
#include "lint/pieces.h"
#include "lint/shaped.h"
#include "lint/share.h"
#include "pack/pack.h"

/* One JSON text of a file, while it is read. */
struct reading {
	struct lint *lint;
	struct lint_file *file;
	size_t base;
	struct pieces *pieces; /* NULL: it is read as a whole, or */
	struct shaped *shaped; /* in these */
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
	bool taken;

	if (reading->shaped)
		taken = shaped_element(reading->shaped, element);
	else
		taken = pieces_element(reading->pieces, element);
	timing_leave(timing, before);
	return taken;
}

static size_t skip_elements(void *context, struct node *array, size_t at)
{
	struct reading *reading = context;

	return share_list(reading->lint->share, reading->pieces, array, at);
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

static struct node *read_text(struct reading *reading, size_t length, bool silent)
{
	const struct lint *lint = reading->lint;
	const struct pages *pages = &reading->file->source.pages;
	const struct reader reader = {
		.names = lint->packs->names,
		.max_depth = lint->options.max_depth,
		.report = silent ? NULL : report_problem,
		.context = reading,
		.element = reading->pieces || reading->shaped ? take_element : NULL,
		.skip = reading->pieces && lint->share ? skip_elements : NULL,
		.need = pages->large ? need_text : NULL,
	};
	size_t before = timing_enter(lint->options.timing, TIMED_PARSE);
	struct node *root = reader_read(&reader, pages->data + reading->base, length,
		&reading->lint->nodes);

	timing_leave(lint->options.timing, before);
	return root;
}

/* A text that is read as a whole; silent: for the second time. False if it is no JSON. */
static bool lint_whole(struct reading *reading, size_t length, bool silent)
{
	struct lint *lint = reading->lint;
	struct walk walk = { lint, reading->file, reading->base, NULL, NULL };
	const struct node *root;

	root = read_text(reading, length, silent);
	if (!root)
		return silent;
	if (!lint->options.shape) {
		carrier_lint(&walk, root, 0, EXTENT_UNKNOWN);
		return true;
	}
	document_check_shape(lint, reading->file, reading->base, root, lint->options.shape);
	reading->file->documents++;
	return true;
}

/* Reads it once more, all of it: what was found in its pieces was not right. */
static bool begin_anew(struct reading *reading, size_t length)
{
	reading->pieces = NULL;
	reading->shaped = NULL;
	mem_rewind(&reading->lint->nodes, (struct mem_mark){ 0 });
	return lint_whole(reading, length, true);
}

/* A text that has long lists, perhaps. */
static bool lint_in_pieces(struct reading *reading, size_t length)
{
	struct pieces pieces;
	const struct node *root;
	bool right;

	reading->pieces = &pieces;
	pieces_begin(&pieces, reading->lint, reading->file, reading->base, length);
	root = read_text(reading, length, false);
	right = pieces_end(&pieces, root);
	return right ? root != NULL : begin_anew(reading, length);
}

static bool check_in_pieces(struct reading *reading, size_t length)
{
	struct shaped shaped;
	const struct node *root;
	bool right;

	reading->shaped = &shaped;
	shaped_begin(&shaped, reading->lint, reading->file, reading->base);
	root = read_text(reading, length, false);
	right = shaped_end(&shaped, root);
	return right ? root != NULL : begin_anew(reading, length);
}

bool text_lint(struct lint *lint, struct lint_file *file, size_t base, size_t length)
{
	struct reading reading = { .lint = lint, .file = file, .base = base };
	bool is_json;

	file->kind = NULL;
	if (length <= text_small(lint))
		is_json = lint_whole(&reading, length, false);
	else if (lint->options.shape)
		is_json = check_in_pieces(&reading, length);
	else
		is_json = lint_in_pieces(&reading, length);
	mem_rewind(&lint->nodes, (struct mem_mark){ 0 });
	return is_json;
}

size_t text_small(const struct lint *lint)
{
	return lint->options.small_file ? lint->options.small_file : PAGES_SMALL;
}

/* {=== lines === */

/* Where the first LF from that offset on is; most if there is none before it. */
static size_t find_line_end(struct pages *pages, size_t from, size_t most)
{
	size_t start = from;

	while (start < most) {
		/* Where the line began is read next: it stays, unless that is far. */
		size_t there = pages_hold(pages, start - from <= PAGES_BLOCK ? from : start, start + 1);
		const char *newline = memchr(pages->data + start, '\n', (there < most ? there : most) - start);

		if (newline)
			return (size_t)(newline - pages->data);
		start = there;
	}
	return most;
}

/* Whether a line has anything but blanks. */
static bool has_text(struct lint_file *file, size_t start, size_t end)
{
	struct pages *pages = &file->source.pages;

	while (start < end) {
		size_t there = pages_hold(pages, start, start + 1);

		for (; start < there && start < end; start++)
			if (pages->data[start] != ' ' && pages->data[start] != '\t')
				return true;
	}
	return false;
}

size_t text_line_start(struct lint_file *file, size_t from, size_t to)
{
	return from > 0 ? find_line_end(&file->source.pages, from - 1, to) + 1 : 0;
}

size_t text_lint_lines(struct lint *lint, struct lint_file *file, size_t from, size_t to)
{
	struct pages *pages = &file->source.pages;

	while (from < to) {
		size_t before = timing_enter(lint->options.timing, TIMED_READ);
		size_t newline = find_line_end(pages, from, pages->length), end = newline;

		timing_leave(lint->options.timing, before);
		if (end > from && *source_text(&file->source, end - 1, end) == '\r')
			end--;
		if (has_text(file, from, end))
			text_lint(lint, file, from, end - from);
		from = newline + 1;
	}
	return from < pages->length ? from : pages->length;
}

/* }=== */

/* {=== parts of lists === */

static void reject(void *context, const struct problem *problem)
{
	struct reading *reading = context;

	(void)problem;
	reading->pieces->rejected = true;
}

bool text_lint_part(struct lint *lint, struct lint_file *file, const struct text_part *part,
	struct pieces *pieces)
{
	struct reading reading = { .lint = lint, .file = file, .base = part->base, .pieces = pieces };
	const struct reader reader = {
		.names = lint->packs->names,
		.max_depth = lint->options.max_depth,
		.report = reject,
		.context = &reading,
		.element = take_element,
		.list = part->list,
		.from = part->from,
	};
	const struct node *root;

	pieces_begin(pieces, lint, file, part->base, part->to);
	/* Where parts are shared, there was a document before them. */
	pieces->walk.list = part->list->parent ? part->list : NULL;
	root = reader_read(&reader, part->text, part->to, &lint->nodes);
	mem_rewind(&lint->nodes, (struct mem_mark){ 0 });
	pieces->documents = file->documents - pieces->documents;
	return root && !node_child(root) && !pieces->rejected;
}

/* }=== */
