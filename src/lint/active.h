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

struct expression;
struct kind;
struct query_checks;
struct rule;

/* Rules that examine the same nodes of a document. */
struct active_group {
	const struct expression *given; /* NULL: the document */
	struct rule **rules;
	size_t count;
	struct query_checks *checks; /* what they ask; their numbers are those of the rules */
};

/* A relation, and what a kind is to it: RULE_EXAMINES, RULE_JOINS. */
struct active_relation {
	struct rule *rule;
	unsigned role;
};

struct active {
	struct rule *const *of; /* the list that this was made of; NULL: not made yet */
	const struct settings *settings;
	bool included;
	struct rule **asserts; /* that can report here, group by group */
	struct active_group *groups;
	size_t ngroups;
	struct active_relation *relations; /* that can, or need what documents here say */
	size_t nrelations;
};

/* What is active for a kind in this file. It stays until the next call. */
const struct active *active_rules(struct lint *lint, const struct lint_file *file,
	const struct kind *kind);

void active_release(struct lint *lint);

#endif
