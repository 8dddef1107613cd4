/*
 * From operands to files: a folder stands for the JSON files below it.
 * Knows folders and names; nothing of what is in a file.
 */
#ifndef PEERLINT_WALK_H
#define PEERLINT_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

struct err;

/* Folders inside folders that are searched; deeper is no repository of documents. */
#define WALK_DEPTH 64

/* Files that are found unless told otherwise: more is the wrong folder, such as /. */
#define WALK_FILES 1000000

struct walk_file {
	const char *path;
	bool named; /* it was an operand itself */
};

struct walk {
	struct mem mem;
	struct walk_file *files;
	size_t count, cap;
	size_t most;     /* files; 0: WALK_FILES */
	bool full;       /* there were more: nothing is searched any more */
	bool was_folder; /* the operand that was added last */
};

/*
 * Adds an operand: a file, "-", or a folder, which is searched for *.json,
 * *.jsonl and *.ndjson in the order of their names, but for hidden folders
 * and node_modules; links to folders are not followed. False, and *err says why, if it cannot
 * be read, or has more files than may be; those before are found then.
 */
bool walk_add(struct walk *walk, const char *operand, struct err *err);

void walk_release(struct walk *walk);

#endif
