#include "cli/missing.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/elsewhere.h"
#include "text/similar.h"

/* Names of one folder that are looked at: an answer is owed soon, not in any case. */
#define NAMES_MOST 20000

static bool exists(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0;
}

static bool is_url(const char *operand)
{
	size_t scheme = strspn(operand, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return scheme > 1 && strncmp(operand + scheme, "://", 3) == 0;
}

/* What has one or two letters before the dot is near to any other of the kind: no help. */
static bool is_too_short(const char *name, const char *best)
{
	size_t stem = strcspn(name, ".");

	return stem < 3 && strncmp(name, best, stem) != 0;
}

static bool lacks_only_json(const char *name, const char *entry)
{
	size_t n = strlen(name);

	return strncmp(name, entry, n) == 0 && strcmp(entry + n, ".json") == 0;
}

/* The name in the folder that is nearest to name, or NULL. */
static const char *nearest_name(struct mem *mem, const char *folder, const char *name)
{
	DIR *stream = opendir(folder);
	const char *best = NULL;
	const struct dirent *entry;
	struct similar similar;

	if (!stream)
		return NULL;
	similar_init(&similar, name);
	for (int i = 0; i < NAMES_MOST && (entry = readdir(stream)); i++) {
		if (lacks_only_json(name, entry->d_name)) {
			similar.best = entry->d_name;
			similar.distance = 0;
		}
		similar_try(&similar, entry->d_name);
		/* The entry is overwritten by the next one. */
		if (similar.best == entry->d_name)
			similar.best = best = mem_string(mem, entry->d_name);
	}
	closedir(stream);
	return best && !is_too_short(name, best) ? best : NULL;
}

/* The length of the folder's part of path[0..n), without the slash behind it but for "/". */
static size_t folder_length(const char *path, size_t n)
{
	while (n > 0 && path[n - 1] != '/')
		n--;
	while (n > 1 && path[n - 1] == '/')
		n--;
	return n;
}

/*
 * operand with its first part that does not exist put right, or NULL. Only what is there
 * is proposed.
 */
static const char *nearest_path(struct mem *mem, const char *operand)
{
	size_t end = strlen(operand), folder, start;
	const char *parent, *name, *path;

	while (end > 1 && operand[end - 1] == '/')
		end--;
	for (;;) {
		folder = folder_length(operand, end);
		parent = folder > 0 ? mem_text(mem, operand, folder) : ".";
		if (folder == 0 || exists(parent))
			break;
		end = folder;
	}
	start = folder + strspn(operand + folder, "/");
	name = nearest_name(mem, parent, mem_text(mem, operand + start, end - start));
	if (!name)
		return NULL;
	path = mem_printf(mem, "%s%s%s", mem_text(mem, operand, start), name, operand + end);
	return exists(path) ? path : NULL;
}

bool missing_explain(const char *operand, int why, struct err *err)
{
	struct mem mem = { 0 };
	const char *meant;

	if (why != ENOENT)
		err_set(err, "%s: %s", operand, strerror(why));
	else if (!*operand)
		err_set(err, "the name of a file is empty");
	else if (is_url(operand))
		err_set(err, "%s: nothing is ever fetched: pipe it in, curl -s URL | peerlint -", operand);
	else if (strpbrk(operand, "*?["))
		err_set(err, "%s: no file matches", operand);
	else if ((meant = nearest_path(&mem, operand)))
		err_set(err, "%s: %s: did you mean %s?", operand, strerror(why), meant);
	else if (command_find(operand))
		err_set(err, "%s: no such file; a command is the first word", operand);
	else if ((meant = elsewhere_command(operand)))
		err_set(err, "%s: no such command or file: %s", operand, meant);
	else if ((meant = command_similar(operand)))
		err_set(err, "%s: no such command or file: did you mean %s?", operand, meant);
	else
		err_set(err, "%s: %s", operand, strerror(why));
	mem_release(&mem);
	return false;
}
