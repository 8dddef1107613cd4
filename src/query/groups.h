/*
 * Checks that read the same few values, which make one question: whether all of them pass.
 * Knows expressions; nothing of how they are evaluated.
 */
#ifndef PEERLINT_GROUPS_H
#define PEERLINT_GROUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "query/check.h"

struct op;

/* What can be told of a check by the values that it reads by paths of names. */
enum told {
	TOLD_NOT, /* nothing */
	TOLD,     /* its verdict */
	TOLD_WHEN, /* whether it asks anything, unless more has to be evaluated for that */
};

/* Checks first to end (not with it) of a list. */
struct check_group {
	enum told told; /* the same of all */
	size_t first, end;
};

/*
 * Puts checks into an order in which those of a group are neighbours, and what cannot be told
 * comes last. Gives the groups, at most `most`, and how many there are; freed by free.
 */
struct check_group *groups_make(struct query_check *checks, size_t count, size_t most,
	size_t *ngroups);

/*
 * For TOLD_WHEN: the links of when that are evaluated before anything that cannot be told. Where
 * one of them is not true, nothing is asked. Calls visit for each until it returns true; returns
 * whether it did.
 */
bool groups_guards(const struct op *when, bool (*visit)(void *context, const struct op *link),
	void *context);

#endif
