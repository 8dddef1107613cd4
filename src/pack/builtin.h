/*
 * The packs inside the program: rules/ as build/embed wrote it into a C file.
 * Knows what the constants look like; nothing of what they mean.
 */
#ifndef PEERLINT_BUILTIN_H
#define PEERLINT_BUILTIN_H

#include <stdint.h>

#include "json/names_image.h"
#include "net/registry_image.h"
#include "query/image.h"

/* Paths and names are inside, and the rest told by its place: pointers would be work for the loader. */
#define BUILTIN_PATH 80
#define BUILTIN_NAME 40

/* A file as it is in rules/; its path is from there: "cloudflare/pack.json". */
struct builtin_file {
	char path[BUILTIN_PATH];
	uint32_t start; /* see builtin_text */
	uint32_t length;
};

/* A pack, and where its kinds are in builtin_kinds. */
struct builtin_pack {
	char name[BUILTIN_NAME];
	uint32_t first, count;
};

/*
 * What a run needs of kinds and rules. Texts are places in builtin_words, expressions numbers in
 * builtin_expressions, both 0 where there is none; lists are places in builtin_lists.
 */
struct builtin_kind {
	uint32_t id, title, shape_uri;
	uint32_t match, identity, partial;
	uint32_t contains, ncontains; /* a list of expressions */
	uint32_t rules, nrules;       /* a list of places in builtin_rules */
	uint32_t shape; /* a place in builtin_shapes (shape/freeze_shape.h); 0: it could not be frozen */
};

struct builtin_rule {
	uint32_t id;
	uint32_t kinds, nkinds; /* a list of places in builtin_kinds */
	uint32_t given, when, assert;
	uint32_t report, report_length; /* in builtin_reports: the JSON of what a report needs */
	uint32_t relation;              /* a place in builtin_relations; of RULE_ASSERT it has none */
	uint8_t type, severity, pedantic;
};

struct builtin_relation {
	uint32_t keys, nkeys; /* lists of expressions, as the next */
	uint32_t other_keys;
	uint32_t value;
	uint32_t with, nwith; /* a list of places in builtin_kinds */
	uint32_t least;
	uint32_t form;
};

/* Each table ends with an entry whose path or name is empty; files are sorted by path. */
extern const struct builtin_file builtin_files[];
extern const struct builtin_pack builtin_packs[];

/* The kinds of all packs, ending with one whose id is 0; and what they refer to. */
extern const struct builtin_kind builtin_kinds[];
extern const struct builtin_rule builtin_rules[];
extern const struct builtin_relation builtin_relations[];
extern const uint32_t builtin_lists[];
extern const char builtin_words[];
extern const char builtin_shapes[];
extern const char builtin_reports[];

/* All names that kinds, rules and shapes use, and those of members whose values are secret in some shape. */
extern const struct names_image builtin_names;

/* The expressions of kinds and rules. */
extern const struct query_image builtin_expressions;

/* rules/registries/ (registries.h). */
extern const struct registry_image builtin_registries;

/* All texts, a NUL behind each. */
extern const char builtin_texts[];

/* NULL if there is no such file. */
const struct builtin_file *builtin_find(const char *path);

/* The text of a file, a NUL behind it. */
const char *builtin_text(const struct builtin_file *file);

/* NULL if there is no kind of this id. */
const struct builtin_kind *builtin_find_kind(const char *id);

#endif
