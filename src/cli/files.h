/*
 * The files of a run: what the operands give, without what is excluded, and
 * what configurations include for the relations.
 * Knows folders and configurations; nothing of what is in a file.
 */
#ifndef PEERLINT_FILES_H
#define PEERLINT_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/walk.h"

struct config;
struct configs;
struct options;
struct settings;

struct file {
	const char *path;     /* to be opened; "-" is standard input */
	const char *name;     /* as it is shown */
	const char *absolute; /* as configurations know it */
	bool named;           /* it was an operand itself */
	bool included;        /* only for the relations */
	const struct settings *settings; /* NULL: there is no configuration */
};

struct files {
	struct walk walk; /* has the strings */
	struct file *items;
	size_t count, cap;
	const char **given; /* absolute paths of those that are not included only, sorted */
	size_t ngiven;
	bool complete; /* folders were given, or the others are included: relations see all */
};

/*
 * Finds the files of operands; returns how many of these cannot be read, which was said.
 * Where the walk is full then, there are too many: they are not to be linted.
 */
size_t files_find(struct files *files, struct configs *configs, const struct options *options,
	const char *const *operands, size_t noperands);

/* Adds what the configurations of the files include. What is wrong with it is among the packs' problems. */
void files_include(struct files *files, struct configs *configs);

/* Whether a glob of a configuration, in whose folder the files are looked for, matches files that were not given. */
bool files_has_others(const struct files *files, struct configs *configs,
	const struct config *config, const char *glob);

void files_release(struct files *files);

#endif
