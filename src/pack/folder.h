/*
 * Packs that are read file by file: a user's own from a folder, and the
 * program's when they are tested. Everything is checked before the first
 * document is read.
 * Knows the layout of a pack; nothing of the files that are linted.
 */
#ifndef PEERLINT_FOLDER_H
#define PEERLINT_FOLDER_H

#include <stdbool.h>

#include "pack/pack.h"

struct err;

/* A rule of a folder, with what it was read from. */
struct folder_rule {
	struct pack_file file;
	const struct node *source;
	const char *id;
	struct rule *rule; /* NULL: it is wrong */
};

struct folder {
	const char *name;
	const char *path; /* NULL: a pack of the program */
	struct folder_rule *rules;
	size_t nrules, cap;
	size_t nfiles; /* of the folder itself, on the disk */
	struct folder *next;
};

/*
 * Reads a pack's pack.json (if there is one), shapes and rules; the rules wait
 * for folders_check, as they may speak of kinds that are added later. Its name
 * is the folder's, and it takes the place of a built-in pack of that name.
 * False, and *err says why, if there is no such folder; what is wrong in its
 * files goes to packs->problems.
 */
bool folder_add(struct packs *packs, const char *path, struct err *err);

/*
 * Packs like those of a run: the same folders, read again, and the program's. To be
 * released in any case. False if that is not possible any more.
 */
bool folder_packs_like(struct packs *packs, const struct packs *of);

/* The same as folder_add for every pack of the program. */
void folder_add_builtin(struct packs *packs);

/* Compiles and checks the rules of all folders. Call it when all kinds are known. */
void folders_check(struct packs *packs);

/* Whether the pack that a rule's id names came from a folder. */
bool folder_has_pack_of(const struct packs *packs, const char *rule_id);

#endif
