/*
 * Making a finding of what is to be said at a place: the policy's severity,
 * pointer, line and column, and an excerpt without secrets.
 * Knows nodes and files; nothing of rules.
 */
#ifndef PEERLINT_EMIT_H
#define PEERLINT_EMIT_H

#include "lint/state.h"

struct rule;

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

/* Whether the policy lets a rule report anything in a file. */
bool lint_is_on(const struct lint *lint, const struct lint_file *file, const char *rule,
	enum severity severity, bool pedantic);

/* The same for a rule of a pack, remembered. */
bool lint_rule_is_on(struct lint *lint, const struct lint_file *file, const struct rule *rule);

#endif
