/*
 * The packs inside the program: rules/ as build/embed wrote it into a C file.
 * Knows the files' texts; nothing of what they mean.
 */
#ifndef PEERLINT_BUILTIN_H
#define PEERLINT_BUILTIN_H

#include "json/names_image.h"
#include "net/registry_image.h"
#include "query/image.h"

/* Paths and names are inside, and texts told by their place: pointers would be work for the loader. */
#define BUILTIN_PATH 80
#define BUILTIN_NAME 40

/* A file as it is in rules/; its path is from there: "cloudflare/pack.json". */
struct builtin_file {
	char path[BUILTIN_PATH];
	unsigned start; /* see builtin_text */
	unsigned length;
};

/* What a run reads of them (frozen.h): of a pack ("cloudflare") its kinds, of a kind ("cloudflare/cni") its rules. */
struct builtin_digest {
	char name[BUILTIN_NAME];
	unsigned start; /* see builtin_bytes */
};

/* Each table ends with an entry whose path or name is empty; files are sorted by path. */
extern const struct builtin_file builtin_files[];
extern const struct builtin_digest builtin_packs[];
extern const struct builtin_digest builtin_kinds[];
extern const struct builtin_digest builtin_shapes[]; /* of the kinds, where they can be frozen (shape/freeze_shape.h) */

/* All names that kinds, rules and shapes use, and those of members whose values are secret in some shape. */
extern const struct names_image builtin_names;

/* The expressions of kinds and rules. */
extern const struct query_image builtin_expressions;

/* rules/registries/ (registries.h). */
extern const struct registry_image builtin_registries;

/* All texts, a NUL behind each; and all digests. */
extern const char builtin_texts[];
extern const char builtin_digests[];

/* NULL if there is no such file. */
const struct builtin_file *builtin_find(const char *path);

/* The text of a file, a NUL behind it; and what a digest holds. */
const char *builtin_text(const struct builtin_file *file);
const char *builtin_bytes(const struct builtin_digest *digest);

/* The digest of a name in one of the two tables, or NULL. */
const struct builtin_digest *builtin_find_digest(const struct builtin_digest *table,
	const char *name);

#endif
