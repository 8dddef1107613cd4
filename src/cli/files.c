#include "cli/files.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "cli/options.h"
#include "cli/session.h"
#include "json/node.h"
#include "lint/config.h"
#include "lint/settings.h"
#include "text/file.h"
#include "text/glob.h"
#include "text/path.h"

static void add(struct files *files, const struct file *file)
{
	files->items = heap_grow(files->items, &files->cap, files->count + 1, sizeof(*files->items));
	files->items[files->count++] = *file;
}

/* {=== given === */

static bool walk_operand(struct files *files, const struct options *options, const char *operand)
{
	size_t before = files->walk.count;
	struct err err = { 0 };

	if (!walk_add(&files->walk, operand, &err)) {
		session_fail("%s", err.text);
		return false;
	}
	if (files->walk.count == before && !options->quiet)
		session_fail("%s: there is no *.json, *.jsonl or *.ndjson below it", operand);
	files->complete = files->complete || files->walk.was_folder;
	return true;
}

static void add_given(struct files *files, struct configs *configs, const struct options *options,
	const struct walk_file *found)
{
	struct file file = { .path = found->path, .name = found->path, .named = found->named };

	if (strcmp(file.path, "-") == 0)
		file.name = options->stdin_name ? options->stdin_name : "<stdin>";
	file.absolute = configs_path(configs, file.name);
	if (!settings_exclude(configs, configs_find(configs, file.absolute), file.absolute))
		add(files, &file);
	else if (options->verbose)
		session_fail("%s is excluded", file.name);
}

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool is_given(const struct files *files, const char *absolute)
{
	return bsearch(&absolute, files->given, files->ngiven, sizeof(*files->given), by_text);
}

/* Who names a file and its folder, or a file twice, wants it once. */
static void remove_doubles(struct files *files)
{
	bool *seen = heap_zalloc(files->ngiven + 1);
	size_t unique = 0, kept = 0;

	for (size_t i = 0; i < files->ngiven; i++)
		if (unique == 0 || strcmp(files->given[unique - 1], files->given[i]) != 0)
			files->given[unique++] = files->given[i];
	files->ngiven = unique;
	for (size_t i = 0; i < files->count; i++) {
		const char **found = bsearch(&files->items[i].absolute, files->given, unique,
			sizeof(*files->given), by_text);

		if (seen[found - files->given])
			continue;
		seen[found - files->given] = true;
		files->items[kept++] = files->items[i];
	}
	files->count = kept;
	free(seen);
}

size_t files_find(struct files *files, struct configs *configs, const struct options *options,
	const char *const *operands, size_t noperands)
{
	size_t unread = 0;

	files->walk.most = options->max_files;
	for (size_t i = 0; i < noperands && !files->walk.full; i++)
		if (!walk_operand(files, options, operands[i]))
			unread++;
	if (files->walk.full)
		return unread;
	for (size_t i = 0; i < files->walk.count; i++)
		add_given(files, configs, options, &files->walk.files[i]);
	files->given = heap_alloc((files->count + 1) * sizeof(*files->given));
	for (size_t i = 0; i < files->count; i++)
		files->given[i] = files->items[i].absolute;
	files->ngiven = files->count;
	if (files->count > 1) {
		qsort(files->given, files->ngiven, sizeof(*files->given), by_text);
		remove_doubles(files);
	}
	return unread;
}

/* }=== */

/* {=== included === */

/* The part of a glob before the first step that is a pattern: "links" of "links/ams-*.json". */
static const char *literal_part(struct mem *mem, const char *glob)
{
	size_t n = strcspn(glob, "*?[");

	if (!glob[n])
		return mem_string(mem, glob);
	while (n > 0 && glob[n - 1] != '/')
		n--;
	return n > 0 ? mem_text(mem, glob, n) : ".";
}

/* What is below a path of the disk and matches the glob. */
static void include_below(struct files *files, struct configs *configs,
	const struct config *config, const struct node *glob, const char *start)
{
	const char *name = path_relative(&configs->mem, configs->folder, start);
	size_t first = files->walk.count;
	struct err err = { 0 };

	if (!walk_add(&files->walk, name, &err)) {
		config_blame(configs, config, glob, err.text, NULL);
		return;
	}
	for (size_t i = first; i < files->walk.count; i++) {
		struct file file = {
			.path = files->walk.files[i].path,
			.included = true,
		};

		if (strncmp(file.path, "./", 2) == 0)
			file.path += 2;
		file.name = file.path;
		file.absolute = configs_path(configs, file.name);
		if (settings_matches(configs, config, node_text(glob), glob->length, file.absolute) &&
		    !settings_exclude(configs, configs_find(configs, file.absolute), file.absolute))
			add(files, &file);
	}
}

static void include(struct files *files, struct configs *configs, const struct config *config,
	const struct node *glob)
{
	const char *start = path_absolute(&configs->mem, config->folder,
		literal_part(&configs->mem, node_text(glob)));

	/* A pattern may find nothing, a path may not. */
	if (!glob_is_pattern(node_text(glob)) || !file_is_absent(start))
		include_below(files, configs, config, glob, start);
}

/* Folder by folder, as a walk over all of them goes: what ends first comes first, then a slash. */
static int compare_paths(const char *x, const char *y)
{
	int a, b;

	while (*x && *x == *y) {
		x++;
		y++;
	}
	a = *x == '/' ? 1 : *x ? (unsigned char)*x + 1 : 0;
	b = *y == '/' ? 1 : *y ? (unsigned char)*y + 1 : 0;
	return a - b;
}

static int by_path(const void *x, const void *y)
{
	const struct file *a = x, *b = y;
	int order = compare_paths(a->absolute, b->absolute);

	return order ? order : (int)a->included - (int)b->included;
}

/*
 * All in one order, so that what is found does not depend on which of the files were given;
 * each included one once, and only if it was not given.
 */
static void merge(struct files *files)
{
	size_t kept = 0;

	qsort(files->items, files->count, sizeof(*files->items), by_path);
	for (size_t i = 0; i < files->count; i++)
		if (kept == 0 || !files->items[i].included ||
		    strcmp(files->items[kept - 1].absolute, files->items[i].absolute) != 0)
			files->items[kept++] = files->items[i];
	files->count = kept;
}

/* Whether a given file has this configuration. */
static bool is_used(const struct files *files, struct configs *configs,
	const struct config *config)
{
	for (size_t i = 0; i < files->ngiven; i++) {
		const struct layers *layers = configs_find(configs, files->given[i]);

		for (size_t k = 0; k < layers->count; k++)
			if (layers->items[k] == config)
				return true;
	}
	return false;
}

void files_include(struct files *files, struct configs *configs)
{
	size_t before = files->count;

	for (const struct config *config = configs->list; config; config = config->next) {
		const struct node *glob = config_first(config, "include");

		if (!glob || !is_used(files, configs, config))
			continue;
		files->complete = true;
		for (; glob; glob = config_next(glob))
			include(files, configs, config, glob);
	}
	if (files->count > before)
		merge(files);
}

/* }=== */

bool files_has_others(const struct files *files, struct configs *configs,
	const struct config *config, const char *glob)
{
	const char *start = path_absolute(&configs->mem, config->folder,
		strchr(glob, '/') ? literal_part(&configs->mem, glob) : ".");
	struct walk walk = { 0 };
	struct err err = { 0 };
	bool others = false;

	walk_add(&walk, path_relative(&configs->mem, configs->folder, start), &err);
	for (size_t i = 0; i < walk.count && !others; i++) {
		const char *path = configs_path(configs, walk.files[i].path);

		others = !is_given(files, path) &&
			 settings_matches(configs, config, glob, strlen(glob), path) &&
			 !settings_exclude(configs, configs_find(configs, path), path);
	}
	walk_release(&walk);
	return others;
}

void files_release(struct files *files)
{
	free(files->items);
	free(files->given);
	walk_release(&files->walk);
	*files = (struct files){ 0 };
}
