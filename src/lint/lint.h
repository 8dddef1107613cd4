/*
 * Linting: files to findings. A run has one lint; each file goes through
 * reader, kind, shape and rules, and what relations need of it stays until
 * lint_finish.
 * Knows packs, nodes and findings; nothing of output formats.
 */
#ifndef PEERLINT_LINT_H
#define PEERLINT_LINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "finding/finding.h"
#include "lint/policy.h"

struct err;
struct kind;
struct node;
struct packs;
struct query_run;
struct set;
struct shape;

struct lint_options {
	struct policy policy;
	const struct kind *kind; /* every named document is of it; NULL: told by content */
	struct shape *shape;     /* instead of the packs: validate against this; NULL: the packs */
	size_t max_depth;        /* 0: the reader's own limit */
	size_t max_file;         /* bytes; 0: FILE_LENGTH_MAX */
};

/* A file that is being linted, or that relations still speak of. */
struct lint_file {
	const char *name; /* as it is shown */
	struct buf text;
	struct source source;
	struct mem mem; /* the nodes */
	bool named;     /* on the command line, not found in a folder */
	bool lines;     /* one JSON text a line */
	bool keep;      /* the set has documents of it */
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
	struct mem scratch; /* of the finding that is being made */
	struct lint_file *files; /* that are kept */
};

void lint_init(struct lint *lint, struct packs *packs, const struct lint_options *options,
	struct findings *findings);
void lint_release(struct lint *lint);

/*
 * Lints a file; path "-" is standard input, shown as name. False, and *err says why, if it
 * cannot be read; what is wrong inside are findings.
 */
bool lint_file(struct lint *lint, const char *path, const char *name, bool named,
	struct err *err);

/* Lints text as if it were a file of this name. */
void lint_text(struct lint *lint, const char *name, const char *text, size_t length);

/* What the documents of all files say together: to be called once, after the last file. */
void lint_finish(struct lint *lint);

/* What is to be said at a place. Strings are copied; NULL where there is nothing to say. */
struct lint_report {
	const char *rule;
	enum severity severity; /* the rule's own; the policy is applied to it */
	bool pedantic;
	struct lint_place place;
	const char *message, *help, *fix;
	bool fix_safe;
	const struct lint_place *related;
	const char *const *related_messages; /* NULL: the members' names */
	size_t nrelated;
	const char *url;
};

void lint_emit(struct lint *lint, const struct lint_report *report);

/* Whether the policy lets a rule report. */
bool lint_is_on(const struct lint *lint, const char *rule, enum severity severity, bool pedantic);

/* The rules that lint itself has; the table ends with an entry whose id is NULL. */
struct lint_rule {
	const char *id;
	enum severity severity;
	const char *summary;
	const char *why;
};
extern const struct lint_rule lint_rules[];

#endif
