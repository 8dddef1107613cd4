/*
 * The key by which relations hold nodes against each other: what some expressions give, as
 * bytes.
 * Knows expressions and facts; nothing of what a relation means.
 */
#ifndef PEERLINT_KEY_H
#define PEERLINT_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/state.h"
#include "pack/rule.h"

struct buf;
struct expression;
struct fact;
struct node;
struct set;

/*
 * Writes the key of current by n expressions into out: equal keys give equal bytes, and only
 * they do. False where one of them has no value.
 */
bool key_make(struct set *set, const struct expression *const *keys, size_t n, enum key_form form,
	const struct node *current, struct buf *out);

/* Begins to evaluate for the document of a fact, which is recalled, and gives its place. */
struct lint_place key_begin(struct set *set, const struct fact *fact);

/* The same for the node of the document that the rule examines. */
const struct node *key_current(struct set *set, const struct rule *rule, const struct fact *fact);

/* Whether the keys of two facts are equal, and not their hashes alone: begins with the document of y. */
bool key_is_same(struct set *set, const struct rule *rule, const struct fact *x,
	const struct fact *y);

#endif
