/*
 * Configuration: the .peerlint.json files of a run, and which of them apply to
 * a file: the nearest one upwards, over what it extends, over those of the folders above
 * it, up to one that says "root": true.
 * Knows configuration files; nothing of documents or findings.
 */
#ifndef PEERLINT_CONFIG_H
#define PEERLINT_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

struct err;
struct node;
struct packs;
struct pack_file;
struct settings;
struct suppression;

#define CONFIG_NAME ".peerlint.json"

/* A configuration file. */
struct config {
	const char *path;   /* absolute */
	const char *folder; /* absolute: what its paths are relative to */
	const struct pack_file *file; /* as it is shown, with its text */
	const struct node *root; /* checked against its shape; NULL: it is unusable, and packs->problems says why */
	const struct config **extends;
	size_t nextends;
	bool is_root;
	bool reading; /* it is being read: who extends it now makes a cycle */
	struct suppression *suppressions; /* see suppress.h */
	size_t nsuppressions;
	struct config *next;
};

/* The configurations that apply to the files of a folder. */
struct layers {
	const struct config **items; /* each once; later ones go over earlier ones */
	size_t count;
	const struct settings *latest; /* that were made for a file of the folder */
};

/* All configurations of a run. */
struct configs {
	struct mem mem;
	struct packs *packs;
	const char *folder; /* in which the program runs */
	struct config *list;
	struct layers *given; /* what applies to every file; NULL: what is found upwards of each */
	struct settings *settings; /* all that were made of them */
	struct config_folder *folders; /* found so far, a hash table */
	size_t nfolders, folders_cap;
};

/*
 * Begins. only: --config, for all files (NULL: the nearest); none: --no-config. False, and
 * *err says why, if only cannot be read, or the working folder is needed and not known. What is
 * wrong inside any configuration goes to packs->problems, which may be read as soon as
 * configs_find has been asked for all files.
 */
bool configs_init(struct configs *configs, struct packs *packs, const char *only, bool none,
	struct err *err);
void configs_release(struct configs *configs);

/* What applies to a file, whose path is absolute; never NULL. */
struct layers *configs_find(struct configs *configs, const char *path);

/* The absolute path of a name as it is given on the command line. */
const char *configs_path(struct configs *configs, const char *name);

/*
 * Reads a JSON file that has a shape of the program's own (peerlint/shapes/NAME.json) and checks
 * it. NULL if it cannot be used: *err says why it cannot be read, packs->problems what is wrong in it. *file is set
 * in any case.
 */
const struct node *config_read_file(struct packs *packs, const char *path, const char *shown,
	const char *shape, const struct pack_file **file, struct err *err);

/* Records something that is wrong at a node of a configuration. */
void config_blame(struct configs *configs, const struct config *config, const struct node *node,
	const char *message, const char *help);

/* The first of the texts that a member has: a string, or an array of strings; NULL if it has none. */
const struct node *config_first(const struct config *config, const char *member);

/* The text behind this one in an array, or NULL. */
const struct node *config_next(const struct node *text);

#endif
