#include "cli/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "cli/missing.h"

static bool add_file(struct walk *walk, const char *path, bool named, struct err *err)
{
	size_t most = walk->most > 0 ? walk->most : WALK_FILES;

	walk->full = walk->count >= most;
	if (walk->full)
		return err_set(err, "there are more than %zu files, which is the limit: --max-files N lints more",
			most);
	walk->files = heap_grow(walk->files, &walk->cap, walk->count + 1, sizeof(*walk->files));
	walk->files[walk->count++] = (struct walk_file){ mem_string(&walk->mem, path), named };
	return true;
}

static bool has_json_name(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcmp(dot, ".json") == 0 || strcmp(dot, ".jsonl") == 0 ||
			      strcmp(dot, ".ndjson") == 0);
}

static int keep_entry(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && strcmp(entry->d_name, "node_modules") != 0;
}

static bool add_folder(struct walk *walk, const char *path, unsigned depth, struct err *err);

/* What goes away during the search, and a link to nothing, is no file; other failures are told. */
static bool cannot_see(const char *path, struct err *err)
{
	if (errno == ENOENT || errno == ELOOP)
		return true;
	return err_set(err, "%s: %s", path, strerror(errno));
}

static bool add_entry(struct walk *walk, const char *path, unsigned depth, struct err *err)
{
	struct stat status;

	if (lstat(path, &status) != 0)
		return cannot_see(path, err);
	if (S_ISDIR(status.st_mode))
		return add_folder(walk, path, depth, err);
	if (!has_json_name(path))
		return true;
	if (stat(path, &status) != 0)
		return cannot_see(path, err);
	return !S_ISREG(status.st_mode) || add_file(walk, path, false, err);
}

static bool add_folder(struct walk *walk, const char *path, unsigned depth, struct err *err)
{
	struct dirent **entries;
	size_t length = strlen(path);
	const char *slash = length > 0 && path[length - 1] == '/' ? "" : "/";
	int n = depth < WALK_DEPTH ? scandir(path, &entries, keep_entry, alphasort) : 0;
	bool ok = n >= 0;

	if (depth >= WALK_DEPTH)
		return err_set(err, "%s: folders are searched %d deep", path, WALK_DEPTH);
	if (n < 0)
		err_set(err, "%s: %s", path, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (!walk->full) {
			const char *below = mem_printf(&walk->mem, "%s%s%s", path, slash, entries[i]->d_name);

			ok = add_entry(walk, below, depth + 1, err) && ok;
		}
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return ok;
}

bool walk_add(struct walk *walk, const char *operand, struct err *err)
{
	struct stat status;

	walk->was_folder = false;
	if (strcmp(operand, "-") != 0) {
		if (stat(operand, &status) != 0)
			return missing_explain(operand, errno, err);
		walk->was_folder = S_ISDIR(status.st_mode);
		if (walk->was_folder)
			return add_folder(walk, operand, 0, err);
	}
	return add_file(walk, operand, true, err);
}

void walk_release(struct walk *walk)
{
	free(walk->files);
	mem_release(&walk->mem);
	*walk = (struct walk){ 0 };
}
