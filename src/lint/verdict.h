/*
 * A rule that a node breaks becomes a finding: where, with what message, and
 * which other places it speaks of.
 * Knows rules and their expressions; nothing of how the node was found.
 */
#ifndef PEERLINT_VERDICT_H
#define PEERLINT_VERDICT_H

#include <stdbool.h>

#include "lint/state.h"

struct rule;

/*
 * Reports a rule that current, the node that it examined, breaks. subject tells
 * file and base of the document; relations resolve what lies in others
 * through locate (NULL: all is in the subject's document).
 */
struct verdict {
	struct rule *rule;
	const struct node *current;
	struct lint_place subject;
	struct lint_place (*locate)(void *context, const struct node *node);
	void *context;
	const struct lint_place *extra; /* a further related place, with its message; NULL: none */
	const char *extra_message;
	const char *help;  /* NULL: none */
	bool at_most_info; /* whatever the rule's severity */
};
void verdict_report(struct lint *lint, const struct verdict *report);

#endif
