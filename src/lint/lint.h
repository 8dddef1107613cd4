/*
 * Linting: files to findings. A run has one lint; each file goes through
 * reader, kind, shape and rules, and what relations need of it stays until
 * lint_finish.
 * Knows packs, nodes and findings; nothing of output formats.
 */
#ifndef PEERLINT_LINT_H
#define PEERLINT_LINT_H

#include "lint/state.h"

struct err;

void lint_init(struct lint *lint, struct packs *packs, const struct lint_options *options,
	struct findings *findings);
void lint_release(struct lint *lint);

/* What applies to the files that are linted from now on (NULL: the options); included: only for the relations. */
void lint_configure(struct lint *lint, const struct settings *settings, bool included);

/*
 * Lints a file; path "-" is standard input, shown as name. False, and *err says why, if it
 * cannot be read; what is wrong inside are findings.
 */
bool lint_file(struct lint *lint, const char *path, const char *name, bool named,
	struct err *err);

/* Lints text, which stays until lint_finish, as if it were a file of this name. */
void lint_text(struct lint *lint, const char *name, const char *text, size_t length);

/*
 * What the documents of all files say together: to be called once, after the last file. Reads
 * some of them again; false, and *err says so, if a file is not what it was.
 */
bool lint_finish(struct lint *lint, struct err *err);

/* The rules that lint itself has; the table ends with an entry whose id is NULL. */
struct lint_rule {
	const char *id;
	enum severity severity;
	const char *summary;
	const char *why;
};
extern const struct lint_rule lint_rules[];

#endif
