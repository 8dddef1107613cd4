/*
 * Suppressions: findings that a configuration leaves out, each with a reason,
 * as JSON has no comments to say it in the document.
 * Knows configurations and findings; nothing of rules.
 */
#ifndef PEERLINT_SUPPRESS_H
#define PEERLINT_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>

struct config;
struct configs;
struct lint;
struct node;

/* One entry of "suppress". */
struct suppression {
	const struct config *config;
	const struct node *node;
	const char *file;    /* a glob */
	const char *pointer; /* a glob; NULL: any place */
	const char *rule;    /* an id or a glob */
	bool expired;
	bool used;     /* it left out a finding */
	bool relevant; /* a file that it is for was linted */
};

/*
 * Takes out the findings of a run that configurations suppress, and reports
 * suppressions that have expired, or that are for the files that were linted and leave out nothing. paths are the
 * absolute paths of those files. complete: so many files were given that rules
 * that compare documents have seen all.
 */
void suppress_apply(struct configs *configs, struct lint *lint, const char *const *paths, size_t n,
	bool complete);

/* The day of a date, "2026-11-21", or of SOURCE_DATE_EPOCH where that is set; ten characters and a NUL. */
void suppress_today(char day[11]);

#endif
