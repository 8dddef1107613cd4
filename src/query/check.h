/*
 * The checks of many rules on one node after another: what each asks, and which
 * values passed all checks that read nothing else.
 * Knows expressions; nothing of rules.
 */
#ifndef PEERLINT_CHECK_H
#define PEERLINT_CHECK_H

#include <stddef.h>

struct expression;
struct node;
struct query_run;

/*
 * What a rule asks of a node: that assert is not false where when, if there is one, is true.
 * Neither is an EXPRESSION_VALUE.
 */
struct query_check {
	const struct expression *when; /* NULL: true */
	const struct expression *assert;
	size_t number; /* for whoever asks */
};

/*
 * Checks in an order of their own; for one run. *tables, at first 0, is shared by all that are
 * made for it, and bounds what they remember.
 */
struct query_checks;
struct query_checks *query_checks_new(const struct query_check *checks, size_t count,
	size_t *tables);

/* Takes NULL. */
void query_checks_free(struct query_checks *checks);

/*
 * The next check, from *position (at first 0) on, that fails for current, or that had to be
 * stopped (query_run_exceeded); NULL if there is none. *position moves behind it. This says
 * what testing one after the other would say.
 */
const struct query_check *query_checks_next(struct query_checks *checks, size_t *position,
	struct query_run *run, const struct node *current);

#endif
