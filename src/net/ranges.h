/*
 * Ranges of numbers, one inside another or not, in a sorted table: which of
 * them is the innermost that holds a span.
 * Knows numbers; nothing of what they stand for.
 */
#ifndef PEERLINT_RANGES_H
#define PEERLINT_RANGES_H

#include <stddef.h>

#include "net/u128.h"

struct mem;

struct range {
	struct u128 first, last;
	struct u128 reach; /* the greatest last up to here: a search for more may stop */
	unsigned value;
};

/*
 * In order of first, the wider before the narrower. Zero-initialised it is
 * empty and ready. Where no room is left (count is not below cap), items are
 * only read until they have been copied.
 */
struct ranges {
	struct range *items;
	size_t count, cap;
};

/* Adds first..last in mem, or gives the one that is there, whose value stays what it is. */
struct range *ranges_add(struct ranges *ranges, struct mem *mem, struct u128 first,
	struct u128 last, unsigned value);

/* Of the ranges that hold first..last the one that begins last, or NULL. */
const struct range *ranges_find(const struct ranges *ranges, struct u128 first, struct u128 last);

/* The first range that does not begin before first, to go on from to ranges_end. */
const struct range *ranges_from(const struct ranges *ranges, struct u128 first);
const struct range *ranges_end(const struct ranges *ranges);

#endif
