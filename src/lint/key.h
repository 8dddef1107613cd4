/*
 * The key by which relations hold nodes against each other: what some expressions
 * give, as a hash, or as bytes where hashes that are equal are looked at closely.
 * Knows expressions and facts; nothing of what a relation means.
 */
#ifndef PEERLINT_KEY_H
#define PEERLINT_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json/hash.h"
#include "lint/facts.h"
#include "pack/rule.h"

struct buf;
struct expression;
struct node;

/*
 * A hash of a value, never 0: equal values give equal hashes, which differ from run to run, as what
 * documents say must not choose them. 0 for NULL.
 */
uint64_t key_hash(const struct node *value, enum key_form form);

/* The hash of a key of several values: from KEY_EMPTY on, that of each is put behind the others. */
#define KEY_EMPTY 1u
static inline uint64_t key_append(uint64_t key, uint64_t hash)
{
	return hash_mix(key, hash) | 1;
}

/*
 * Writes the key of current by n expressions into out: equal keys give equal bytes, and only
 * they do. False where one of them has no value. In hash (NULL: not wanted) is that of the key.
 */
bool key_make(struct set *set, const struct expression *const *keys, size_t n, enum key_form form,
	const struct node *current, struct buf *out, uint64_t *hash);

/* Begins to evaluate for a document of the set, which is recalled, and gives its place. */
struct lint_place key_begin(struct set *set, uint32_t document);

/* The same for the node of a document that the rule examines. */
const struct node *key_current(struct set *set, const struct rule *rule, struct fact fact);

/* Whether the keys of two facts are equal, not their hashes alone: begins with y's document. */
bool key_is_same(struct set *set, const struct rule *rule, struct fact x, struct fact y);

#endif
