#include "lint/share.h"

#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/crew.h"
#include "base/err.h"
#include "json/excerpt.h"
#include "json/node.h"
#include "json/split.h"
#include "lint/lint.h"
#include "lint/pieces.h"
#include "lint/set.h"
#include "lint/text.h"
#include "pack/folder.h"
#include "pack/pack.h"

/* Bytes of a part: some milliseconds of work, of which each thread waits for one at the end. */
#define PART ((size_t)256 << 10)

/* Parts that one thread alone has linted before two have shared them: make bench. */
#define SHARE_LEAST 8

/* Files of a part. */
#define FILES_MOST 64

/* Parts of a text that the reader has to read for itself, before it reads all the rest. */
#define REJECTED_MAX 16

/* A thread's own lint, and its own view of the file that is shared. */
struct worker {
	struct packs packs;
	struct lint lint;
	struct findings none; /* where lint's findings would go between parts */
	struct lint_file *file; /* NULL: it has none yet */
	struct node *list;
	struct mem mem; /* of the list, and of what is around it */
	size_t round;
};

/* What is shared, from when it is divided until all parts are put together: a round. */
struct share {
	struct lint *lint;
	size_t jobs; /* 0: as many as there are cores */
	struct crew *crew; /* NULL until there is enough to do */
	struct worker *workers;
	size_t nworkers;
	bool unable; /* packs cannot be read again: all is left to one thread */
	size_t round;
	struct lint_file *file;
	size_t base;
	size_t held; /* where the oldest part of a list begins, which is read where it was found */
	struct mem mem;
	const struct node *list; /* as it was in the beginning; NULL: it is a file of lines */
	const struct share_input *inputs; /* instead of one file: many */
};

/* A file that could not be read. */
struct unread {
	size_t number;
	struct err err;
};

struct part {
	size_t from, to;
	uint32_t first; /* elements of the list before it */
	size_t lent_from, lent_to; /* bytes of the file that are there while it is linted */
	struct source_mark begin, end; /* where something was found in it: what is before its ends */
	struct set *set;
	struct pieces pieces;  /* what was found in elements of a list; or: */
	struct findings found; /* in lines, or in files: those are numbered from from to to */
	struct lint_file *files; /* that relations may speak of */
	struct unread *unread;
	size_t nunread, unread_cap;
	size_t documents;
	bool rejected; /* the text has to be read by one reader */
	bool failed;   /* a part of the file could not be read */
};

struct share *share_new(struct lint *lint, size_t jobs)
{
	struct share *share = heap_zalloc(sizeof(*share));

	share->lint = lint;
	share->jobs = jobs;
	return share;
}

/* {=== workers === */

static void close_view(struct worker *worker)
{
	if (!worker->file)
		return;
	source_release(&worker->file->source);
	free(worker->file);
	worker->file = NULL;
}

static void close_worker(struct worker *worker)
{
	close_view(worker);
	lint_release(&worker->lint);
	findings_release(&worker->none);
	packs_release(&worker->packs);
	mem_release(&worker->mem);
}

void share_free(struct share *share)
{
	if (!share)
		return;
	crew_free(share->crew);
	for (size_t i = 0; i < share->nworkers; i++)
		close_worker(&share->workers[i]);
	free(share->workers);
	mem_release(&share->mem);
	free(share);
}

static bool open_worker(struct share *share, struct worker *worker)
{
	if (!folder_packs_like(&worker->packs, share->lint->packs)) {
		packs_release(&worker->packs);
		return false;
	}
	findings_init(&worker->none);
	lint_init(&worker->lint, &worker->packs, &share->lint->options, &worker->none);
	return true;
}

/* The cores that this process may use. */
static size_t count_cores(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	return CPU_COUNT(&set) < SHARE_JOBS ? (size_t)CPU_COUNT(&set) : SHARE_JOBS;
}

/* Has the threads ready; false if there are none. */
static bool open_crew(struct share *share)
{
	if (share->crew || share->unable)
		return share->crew;
	if (share->jobs == 0)
		share->jobs = count_cores();
	share->unable = share->jobs < 2;
	share->workers = heap_zalloc(share->jobs * sizeof(*share->workers));
	while (share->nworkers < share->jobs && !share->unable) {
		share->unable = !open_worker(share, &share->workers[share->nworkers]);
		share->nworkers += !share->unable;
	}
	if (!share->unable)
		share->crew = crew_new(share->jobs);
	return share->crew;
}

static void begin_round(struct share *share, struct lint_file *file, size_t base,
	const struct node *list)
{
	share->round++;
	share->file = file;
	share->base = base;
	share->inputs = NULL;
	mem_rewind(&share->mem, (struct mem_mark){ 0 });
	share->list = node_copy_path(&share->mem, list);
}

/* Gives the worker its view of what is shared in this round. */
static bool open_view(struct worker *worker, const struct share *share)
{
	const struct lint_file *file = share->file;
	struct err err = { 0 };

	if (worker->round == share->round)
		return worker->file;
	close_view(worker);
	worker->round = share->round;
	mem_rewind(&worker->mem, (struct mem_mark){ 0 });
	worker->list = node_copy_path(&worker->mem, share->list);
	worker->file = heap_zalloc(sizeof(*worker->file));
	worker->file->name = file->name;
	worker->file->named = file->named;
	worker->file->included = file->included;
	worker->file->settings = file->settings;
	source_init(&worker->file->source, file->name, NULL, 0);
	if (!pages_share(&worker->file->source.pages, &file->source.pages, &err))
		close_view(worker);
	return worker->file;
}

/* Many files, each read by this worker alone. */
static void lint_inputs(struct lint *lint, const struct share *share, struct part *part)
{
	for (size_t i = part->from; i < part->to; i++) {
		const struct share_input *input = &share->inputs[i];
		struct err err = { 0 };

		lint_configure(lint, input->settings, input->included);
		if (lint_file(lint, input->path, input->name, input->named, &err))
			continue;
		part->unread = heap_grow(part->unread, &part->unread_cap, part->nunread + 1,
			sizeof(*part->unread));
		part->unread[part->nunread++] = (struct unread){ i, err };
	}
	part->files = lint->files;
	lint->files = NULL;
}

/* Where to count lines from: no excerpt asks more than that for where its line begins. */
static size_t find_start(const char *data, const struct part *part, size_t from)
{
	const char *lent = data + part->lent_from;
	const char *newline = memrchr(lent, '\n', from - part->lent_from);
	size_t start = part->lent_from;

	if (newline)
		return (size_t)(newline + 1 - data);
	while (start < from && ((unsigned char)data[start] & 0xC0) == 0x80)
		start++;
	return start;
}

static void lint_elements(struct worker *worker, const struct share *share, struct part *part)
{
	const char *data = share->file->source.pages.data;
	struct source *source = &worker->file->source;
	size_t from = share->base + part->from;
	const struct text_part text = {
		data + share->base, share->base, part->from, part->to, worker->list,
	};

	text.list->length = part->first;
	text.list->item.child = NULL; /* of a part that was rejected, some are left */
	pages_lend(&source->pages, data, part->lent_from, part->lent_to);
	source_start(source, find_start(data, part, from));
	part->rejected = !text_lint_part(&worker->lint, worker->file, &text, &part->pieces);
	if (!part->rejected && part->pieces.found.count > 0) {
		part->begin = source_mark_on(source, from);
		part->end = source_mark_on(source, share->base + part->to);
	}
	pages_lend(&source->pages, NULL, 0, 0);
}

static void lint_lines(struct worker *worker, struct part *part)
{
	struct lint_file *file = worker->file;
	size_t start = text_line_start(file, part->from, part->to), end;

	source_start(&file->source, start);
	file->documents = 0;
	end = text_lint_lines(&worker->lint, file, start, part->to);
	part->documents = file->documents;
	if (part->found.count > 0) {
		part->begin = source_mark_on(&file->source, start);
		part->end = source_mark_on(&file->source, end);
	}
}

static void lint_part(void *context, size_t number, void *task)
{
	const struct share *share = context;
	struct worker *worker = &share->workers[number];
	struct lint *lint = &worker->lint;
	struct set *home = lint->set;
	struct part *part = task;

	if (!share->inputs && !open_view(worker, share)) {
		part->rejected = true;
		return;
	}
	lint->mixed = share->lint->mixed;
	lint->set = part->set = set_new(lint);
	lint->findings = &part->found;
	if (share->inputs)
		lint_inputs(lint, share, part);
	else if (share->list)
		lint_elements(worker, share, part);
	else
		lint_lines(worker, part);
	part->failed = worker->file && worker->file->source.pages.failed;
	lint->findings = &worker->none;
	lint->set = home;
}

/* }=== */

/* {=== parts === */

static struct part *new_part(const struct share *share, size_t from, size_t to)
{
	struct part *part = heap_zalloc(sizeof(*part));

	part->from = from;
	part->to = to;
	findings_init(&part->found);
	part->found.most = share->lint->findings->most;
	findings_init(&part->pieces.found);
	return part;
}

static void give(struct share *share, size_t from, size_t to)
{
	crew_give(share->crew, lint_part, share, new_part(share, from, to));
}

/* Sees to it that the parts of a list can be read, up to a byte of its text and what excerpts need behind it. */
static size_t hold(const struct share *share, size_t to)
{
	size_t from = share->base + share->held;

	return pages_hold(&share->file->source.pages, from > EXCERPT_BEFORE ? from - EXCERPT_BEFORE : 0,
		share->base + to + EXCERPT_BEHIND) - share->base;
}

/* Elements of a list, behind so many others. */
static void give_elements(struct share *share, size_t from, size_t to, uint32_t first)
{
	struct part *part = new_part(share, from, to);
	size_t begin = share->base + from, length = share->file->source.pages.length;

	hold(share, to);
	part->first = first;
	part->lent_from = begin > EXCERPT_BEFORE ? begin - EXCERPT_BEFORE : 0;
	part->lent_to = share->base + to + EXCERPT_BEHIND;
	if (part->lent_to > length)
		part->lent_to = length;
	crew_give(share->crew, lint_part, share, part);
}

static void drop(struct part *part)
{
	pieces_drop(&part->pieces);
	findings_release(&part->found);
	set_free(part->set);
	free(part->unread);
	free(part);
}

/* Drops all parts that are still under way. */
static void drop_all(struct share *share)
{
	struct part *part;

	while ((part = crew_take(share->crew)))
		drop(part);
}

/* Puts findings of a part, which were counted from where it begins, to their places in the file. */
static void place_findings(const struct share *share, const struct part *part,
	struct findings *found)
{
	struct source *source = &share->file->source;
	struct source_mark whole;
	struct source_shift shift;

	if (found->count == 0)
		return;
	whole = source_mark_on(source, part->begin.offset);
	shift = source_shift(&part->begin, &whole);
	findings_move(found, &shift);
	source_learn(source, &part->end, &shift);
}

/* Puts the oldest part to what was found so far, and drops it; false if it was rejected. */
static bool join_elements(struct share *share, struct pieces *pieces, struct node *list,
	size_t *end)
{
	struct part *part = crew_take(share->crew);
	bool ok = !part->rejected && !part->failed && !share->file->source.pages.failed;

	share->held = part->to;
	if (ok) {
		place_findings(share, part, &part->pieces.found);
		pieces_join(pieces, list, &part->pieces);
		set_join(share->lint->set, part->set, share->file);
	} else {
		list->length = part->first;
		pieces->alone = part->to;
		pieces->nrejected++;
		*end = part->from;
	}
	drop(part);
	return ok;
}

/* Where small files are to be taken for large ones, parts are small, too: for tests. */
static size_t part_size(const struct lint *lint)
{
	size_t small = lint->options.small_file;

	return small > 0 && small < PART ? small : PART;
}

/* Goes on to the comma where a part ends that has as much of the text as parts have. */
static enum split_stop find_comma(const struct share *share, const struct pieces *pieces,
	struct split *split)
{
	const char *text = share->file->source.pages.data + share->base;
	size_t least = (size_t)(split->p - text) + part_size(share->lint), there = 0;
	enum split_stop stop = SPLIT_TEXT;

	while (stop == SPLIT_TEXT && there < pieces->length) {
		there = hold(share, (size_t)(split->p - text) + 1);
		if (there > pieces->length)
			there = pieces->length;
		stop = split_next(split, text + (least < there ? least : there), text + there);
	}
	return stop;
}

size_t share_list(struct share *share, struct pieces *pieces, struct node *list, size_t at)
{
	const struct walk *walk = &pieces->walk;
	uint32_t first = list->length;
	struct split split;
	bool ok = true;

	/* Of the first two, kinds of carriers are told: they stay. Strangers are told from the first document on. */
	if (at < pieces->alone || first < 2 || (list->parent && walk->list != list) ||
	    pieces->nrejected > REJECTED_MAX ||
	    pieces->length - at < SHARE_LEAST * part_size(share->lint) ||
	    !pieces_has(pieces, list) || !open_crew(share))
		return 0;
	begin_round(share, walk->file, walk->base, list);
	share->held = at;
	split_init(&split, walk->file->source.pages.data + walk->base + at);
	while (ok && find_comma(share, pieces, &split) == SPLIT_COMMA) {
		size_t end = (size_t)(split.p - walk->file->source.pages.data) - walk->base;

		if (crew_is_full(share->crew))
			ok = join_elements(share, pieces, list, &at);
		if (!ok)
			break;
		give_elements(share, at, end - 1, list->length);
		list->length = first + (uint32_t)split.elements;
		at = end;
	}
	while (ok && crew_is_busy(share->crew))
		ok = join_elements(share, pieces, list, &at);
	drop_all(share);
	return at;
}

/* A part for which a worker got no view of the file is linted here. */
static void join_lines(struct share *share)
{
	struct part *part = crew_take(share->crew);

	if (part->rejected) {
		text_lint_lines(share->lint, share->file, part->from, part->to);
	} else {
		place_findings(share, part, &part->found);
		findings_join(share->lint->findings, &part->found);
		set_join(share->lint->set, part->set, share->file);
		share->file->documents += part->documents;
		share->file->source.pages.failed = share->file->source.pages.failed || part->failed;
	}
	drop(part);
}

size_t share_lines(struct share *share, struct lint *lint, struct lint_file *file)
{
	const struct pages *pages = &file->source.pages;
	size_t part = part_size(lint);

	if (!share || lint->options.shape || pages->length < SHARE_LEAST * part || !open_crew(share))
		return 0;
	begin_round(share, file, 0, NULL);
	for (size_t from = 0, to; from < pages->length; from = to) {
		to = pages->length - from > part ? from + part : pages->length;
		if (crew_is_full(share->crew))
			join_lines(share);
		give(share, from, to);
	}
	while (crew_is_busy(share->crew))
		join_lines(share);
	return pages->length;
}

/* Files that are kept are the run's own from now on, the last first. */
static void keep_files(struct lint *lint, struct lint_file *files)
{
	struct lint_file **link = &files;

	while (*link)
		link = &(*link)->next;
	*link = lint->files;
	lint->files = files;
}

static void join_files(struct share *share, share_told *told, void *context)
{
	struct part *part = crew_take(share->crew);

	findings_join(share->lint->findings, &part->found);
	set_join(share->lint->set, part->set, NULL);
	keep_files(share->lint, part->files);
	for (size_t i = 0; i < part->nunread; i++)
		told(context, part->unread[i].number + 1, &part->unread[i].err);
	told(context, part->to, NULL);
	drop(part);
}

bool share_files(struct share *share, const struct share_input *inputs, size_t count,
	share_told *told, void *context)
{
	size_t most;

	if (share->lint->options.shape || !open_crew(share))
		return false;
	most = count / (share->jobs * CREW_TASKS) + 1;
	begin_round(share, NULL, 0, NULL);
	share->inputs = inputs;
	for (size_t from = 0, to; from < count; from = to) {
		to = from + (most < FILES_MOST ? most : FILES_MOST);
		if (to > count)
			to = count;
		if (crew_is_full(share->crew))
			join_files(share, told, context);
		give(share, from, to);
	}
	while (crew_is_busy(share->crew))
		join_files(share, told, context);
	return true;
}

/* }=== */
