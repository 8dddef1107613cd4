/*
 * The rules of a kind that can report in a file, so that what the policy says of
 * each is not looked up for each document.
 * Knows rules and settings; nothing of documents.
 */
#ifndef PEERLINT_ACTIVE_H
#define PEERLINT_ACTIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/state.h"

struct kind;
struct query_check;
struct rule;

struct active {
	struct rule *const *of; /* the list that this was made of; NULL: not made yet */
	const struct settings *settings;
	bool included;
	struct rule **asserts; /* that can report here, in the order of the kind */
	struct query_check *checks; /* what each of them asks */
	size_t nasserts;
	bool related; /* a relation can, or needs what documents here say */
};

/* What is active for a kind in this file. It stays until the next call. */
const struct active *active_rules(struct lint *lint, const struct lint_file *file,
	const struct kind *kind);

void active_release(struct lint *lint);

#endif
