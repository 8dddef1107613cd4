/*
 * What documents of a kind give to the relations: worked out once, and each part of
 * their keys hashed once a document, however many relations have it.
 * Knows rules and facts; nothing of what a relation means in the end.
 */
#ifndef PEERLINT_GATHER_H
#define PEERLINT_GATHER_H

#include <stdint.h>

struct active;
struct gather;
struct kind;
struct node;
struct set;

/* What there is for the kind and what is active of it. The set's own, until the next call. */
struct gather *gather_of(struct set *set, const struct kind *kind, const struct active *active);

/* Adds the facts of a document that the set has. */
void gather_add(struct set *set, struct gather *gather, const struct node *whole,
	uint32_t document);

/* Takes NULL. */
void gather_free(struct gather *gather);

#endif
