/*
 * Packs: the kinds, shapes and rules of a vendor, from the program itself or
 * from a user's folder, compiled when a document of a kind first appears.
 * Knows rule files; nothing of the files that are linted.
 */
#ifndef PEERLINT_PACK_H
#define PEERLINT_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "finding/finding.h"

struct builtin_kind;
struct expression;
struct folder;
struct names;
struct node;
struct query_run;
struct query_space;
struct registry;
struct rule;
struct schemas;
struct shape;

/* Where the URIs of shapes begin: …/cloudflare/cni.json is rules/cloudflare/shapes/cni.json. */
#define PACK_SHAPES "https://peerlint.dev/shapes/"

/* A file of a pack, for messages about what is wrong in it. */
struct pack_file {
	const char *path; /* as it is shown */
	const char *text;
	size_t length;
	const struct pack_file *next; /* among those that are kept */
};

struct pack {
	const char *name;
	const struct pack_file *file; /* pack.json; NULL: built in, or there is none */
	struct pack *next;
};

/* What a document can be. Compiled by kind_prepare. */
struct kind {
	size_t index;   /* its place in packs->kinds */
	const char *id; /* "cloudflare/cni" */
	const char *name;
	const char *title; /* "a CNI"; NULL if it has none */
	const struct pack *pack;
	const char *shape_uri; /* NULL: any shape */
	const struct node *shape_node; /* where pack.json names it; NULL: built in */
	const struct builtin_kind *builtin; /* NULL: read from pack.json */
	const struct expression *match; /* NULL: never told by its content */
	const struct expression *identity; /* NULL if it has none */
	const struct expression *partial; /* true: the documents inside are not all; NULL: they are */
	const struct expression **contains; /* queries for the documents inside */
	size_t ncontains;

	bool prepared;
	struct shape *shape;
	struct rule **rules; /* those that speak of this kind; also relations whose other side it is */
	unsigned char *roles; /* what the kind is to each of them: RULE_EXAMINES, RULE_JOINS */
	size_t nrules;
};

/* Kinds of which objects were last, and members up to which an object is among them. */
#define TOLD_MAX 8
#define TOLD_MEMBERS 24

/* What the names of an object's members tell of its kind; objects of a list mostly have the same. */
struct told {
	uint32_t names[TOLD_MEMBERS];
	uint32_t count;  /* 0: nothing yet; no object without members is here */
	bool certain;    /* the kind is this one: its match asks for names alone */
	size_t first;    /* the first kind that it may be, by its place in packs->kinds */
};

/* All packs of a run. */
struct packs {
	struct mem mem;
	struct names *names;
	struct registry *registry;
	struct query_space *space;
	struct schemas *schemas;
	struct pack *list;
	struct kind **kinds; /* in the order in which they are tried */
	size_t nkinds, kinds_cap;
	struct told told[TOLD_MAX];
	struct rule **rules; /* that are loaded so far */
	size_t nrules, rules_cap;
	struct folder *folders;
	const struct pack_file *files; /* that were kept */
	struct findings problems; /* what is wrong in the packs; errors make a pack unusable */
};

/* With nothing in it; packs_release gives back all that belongs to it. */
void packs_init(struct packs *packs);
void packs_release(struct packs *packs);

/* Adds the packs of the program, without those whose names are taken: folders (folder.h) are added before. */
void packs_add_builtin(struct packs *packs);

/* Adds a pack and its kinds; root is its pack.json (NULL: it has none), file where that is from (NULL: built in). */
const struct pack *packs_add_pack(struct packs *packs, const char *name, const struct node *root,
	const struct pack_file *file);

void packs_add_kind(struct packs *packs, struct kind *kind);

bool packs_has(const struct packs *packs, const char *name);

void packs_add_rule(struct packs *packs, struct rule *rule);

/* Whether something that is wrong makes the packs unusable. */
bool packs_failed(const struct packs *packs);

/* Whether so much is wrong that no more need be recorded. */
bool packs_are_hopeless(const struct packs *packs);

/* The kind of an id; a name without a pack is looked for in all. NULL if there is none. */
struct kind *packs_find_kind(const struct packs *packs, const char *id);

/* The id of the kind whose id or name is nearest to this one; NULL if none is near. */
const char *packs_similar_kind(const struct packs *packs, const char *name);

/* Loads shape and rules of a kind, once. Errors (a built-in pack has none) are in packs->problems. */
void kind_prepare(struct packs *packs, struct kind *kind);

/* Gives the kinds that are prepared the rules that were added since. */
void packs_attach_rules(struct packs *packs);

/* The path below rules/ of the shape with this URI, in mem; NULL for the URI of anything else. */
const char *pack_shape_path(struct mem *mem, const char *uri);

/* Keeps a file for as long as the packs; finds one by its path, or NULL. */
const struct pack_file *packs_keep_file(struct packs *packs, const struct pack_file *file);
const struct pack_file *packs_find_file(const struct packs *packs, const char *path);

/* Loads everything, for commands that list it. */
void packs_prepare_all(struct packs *packs);

/* The rule of an id among those that are loaded, or NULL. */
struct rule *packs_find_rule(const struct packs *packs, const char *id);

/* The kind of a value, told by its content; NULL if no kind matches. */
struct kind *packs_classify(struct packs *packs, struct query_run *run, const struct node *value);

/*
 * Records something that is wrong in a pack's file, at a node of it or, if length is
 * not 0, at these bytes of the node's text. file may be NULL (built in); strings are copied.
 */
void packs_report(struct packs *packs, enum severity severity, const char *rule,
	const struct pack_file *file, const struct node *node, size_t at, size_t length,
	const char *message, const char *help);

#endif
