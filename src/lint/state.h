/*
 * The state of a run: what is linted, and what was found so far.
 * Knows packs, nodes and findings by name; the rooms of lint/ work on it.
 */
#ifndef PEERLINT_STATE_H
#define PEERLINT_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/timing.h"
#include "finding/finding.h"
#include "lint/policy.h"

struct active;
struct kind;
struct node;
struct packs;
struct piece_path;
struct query_run;
struct set;
struct settings;
struct shape;
struct share;

/* What timing tells apart; the slot of a rule is TIMED_RULES and its index. */
enum timed {
	TIMED_REST,
	TIMED_START,
	TIMED_READ,
	TIMED_PARSE,
	TIMED_KIND,
	TIMED_SHAPE,
	TIMED_FINDING,
	TIMED_SET,
	TIMED_JOINS,
	TIMED_REPORT,
	TIMED_RULES,
};

struct lint_options {
	struct policy policy;
	const struct kind *kind; /* every named document is of it; NULL: told by content */
	struct shape *shape;     /* instead of the packs: validate against this; NULL: the packs */
	size_t max_depth;        /* 0: the reader's own limit */
	struct timing *timing;   /* where to tell what takes how long; NULL: nowhere */
	size_t max_file;         /* bytes; 0: FILE_LENGTH_MAX */
	size_t small_file;       /* up to so many bytes a file is read as a whole; 0: PAGES_SMALL */
};

/* A file that is being linted, or that relations still speak of. */
struct lint_file {
	const char *name; /* as it is shown */
	struct source source; /* and the text */
	bool named;     /* on the command line, not found in a folder */
	bool lines;     /* one JSON text a line */
	bool keep;      /* the set has documents of it, and reads them again */
	bool included;  /* only for the relations */
	const struct settings *settings; /* NULL: the options' policy and kind hold */
	const struct kind *kind; /* of the document that is being linted, for findings; NULL: unknown */
	size_t documents;
	struct lint_file *next;
};

/* A value in a file: base is where its JSON text begins there. */
struct lint_place {
	struct lint_file *file;
	size_t base;
	const struct node *node;
	bool at_key; /* the key instead of the value */
};

struct lint {
	struct packs *packs;
	struct lint_options options;
	struct findings *findings;
	struct query_run *run;
	struct set *set;
	struct mem nodes;   /* of the JSON text that is being linted */
	struct mem scratch; /* of the finding that is being made */
	struct lint_file *files; /* that are kept */
	const struct settings *settings; /* of the files that come next: see lint_configure */
	bool included;
	bool mixed; /* not all files have the same settings */
	const struct settings *known_for; /* the settings that known is about */
	unsigned char *known; /* by the index of a rule: 0 not asked yet, 1 off, 2 on */
	size_t known_cap;
	struct piece_path *paths; /* to the lists that carriers contain: see pieces.c */
	size_t npaths, paths_cap;
	bool has_paths;
	struct active *active; /* by the index of a kind: see active.h */
	size_t active_cap;
	size_t tables; /* of classes of values that passed: see query/check.h */
	struct share *share; /* threads that take parts of the work; NULL: there are none */
};

#endif
