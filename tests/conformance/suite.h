/*
 * What the runners of the suites share: files of a folder, counts, the last line.
 * Knows files and verdicts; nothing of what a suite is about.
 */
#ifndef PEERLINT_SUITE_H
#define PEERLINT_SUITE_H

#include <dirent.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"

struct suite {
	const char *name; /* of its folder too */
	char path[4096];
	size_t passed, failed, skipped;
};

/* False, and says so, if the suite is not there. */
static inline bool suite_open(struct suite *suite, int argc, char **argv, const char *name)
{
	struct stat st;

	*suite = (struct suite){ .name = name };
	snprintf(suite->path, sizeof(suite->path), "%s/%s", argc > 1 ? argv[1] : ".", name);
	if (stat(suite->path, &st) == 0)
		return true;
	printf("%s: the suite is not here: %s does not exist\n", name, suite->path);
	return false;
}

static inline void suite_count(struct suite *suite, bool ok, const char *what, const char *why)
{
	suite->passed += ok;
	suite->failed += !ok;
	if (!ok)
		printf("%s: %s: %s\n", suite->name, what, why);
}

/* Prints the last line; the exit status of the program. */
static inline int suite_close(const struct suite *suite)
{
	printf("%s: %zu passed, %zu failed, %zu skipped\n", suite->name, suite->passed,
	       suite->failed, suite->skipped);
	return suite->failed > 0;
}

/* Reads a file of the suite; false if it cannot be read. The buffer is initialised in any case. */
static inline bool suite_read(const struct suite *suite, const char *file, struct buf *buf)
{
	char path[8192], block[65536];
	size_t n;
	FILE *in;

	buf_init(buf);
	snprintf(path, sizeof(path), "%s/%s", suite->path, file);
	in = fopen(path, "rb");
	if (!in)
		return false;
	while ((n = fread(block, 1, sizeof(block), in)) > 0)
		buf_add(buf, block, n);
	fclose(in);
	return true;
}

typedef void suite_visit(struct suite *suite, const char *folder, const char *entry);

/* Calls visit for each entry of a folder of the suite, in one order everywhere. */
static inline void suite_each(struct suite *suite, const char *folder, suite_visit *visit)
{
	struct dirent **entries;
	char path[8192];
	int n;

	snprintf(path, sizeof(path), "%s/%s", suite->path, folder);
	n = scandir(path, &entries, NULL, alphasort);
	if (n < 0) {
		suite_count(suite, false, folder, "the folder cannot be read");
		return;
	}
	for (int i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.')
			visit(suite, folder, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
}

#endif
