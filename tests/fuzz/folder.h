/*
 * A folder for fuzzers of what reads files: in memory where there is /dev/shm,
 * and removed when the fuzzer ends.
 * Knows names and bytes; nothing of what is in the files.
 */
#ifndef PEERLINT_FUZZ_FOLDER_H
#define PEERLINT_FUZZ_FOLDER_H

#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

static char folder[64];

/* What is ever put into it, folders behind what is in them; NULL at the end. */
static const char *const *folder_files;

static inline void folder_remove(void)
{
	char path[128];

	for (size_t i = 0; folder_files[i]; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, folder_files[i]);
		remove(path);
	}
	remove(folder);
}

static inline void folder_make(const char *name, const char *const *files)
{
	folder_files = files;
	snprintf(folder, sizeof(folder), "%s/peerlint-fuzz-%s-%d",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", name, (int)getpid());
	mkdir(folder, 0700);
	atexit(folder_remove);
}

/* An empty part is a file that is not there. */
static inline void folder_put(const char *name, struct part part)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
	if (part.length == 0)
		return;
	file = fopen(path, "w");
	if (!file)
		abort();
	fwrite(part.text, 1, part.length, file);
	fclose(file);
}

#endif
