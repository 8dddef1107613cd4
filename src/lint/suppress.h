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

/* What was linted. */
struct suppress_given {
	const char *const *paths; /* of the files, absolute */
	size_t n;
	bool complete; /* so many that rules that compare documents have seen all */
	/* Whether there are files that a suppression is for and that were not given. */
	bool (*has_others)(void *context, const struct config *config, const char *glob);
	void *context;
};

/*
 * Takes out the findings of a run that configurations suppress, and reports
 * suppressions that have expired, or that left out nothing although all files that they are
 * for were linted.
 */
void suppress_apply(struct configs *configs, struct lint *lint,
	const struct suppress_given *given);

/* The day of a date, "2026-11-21", or of SOURCE_DATE_EPOCH where that is set; ten characters and a NUL. */
void suppress_today(char day[11]);

#endif
