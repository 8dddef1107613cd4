/*
 * Numbers that decide something, in order: two numbers that lie alike among them compare
 * alike with each.
 * Knows numbers; nothing of what they stand for.
 */
#ifndef PEERLINT_BORDERS_H
#define PEERLINT_BORDERS_H

#include <stddef.h>

#include "net/u128.h"

/* Zero-initialised it is empty and ready. */
struct borders {
	struct u128 *items; /* each number, and the one behind it */
	size_t count, cap;
	size_t last; /* where the number lay that was looked for last */
};

void borders_add(struct borders *borders, struct u128 number);

void borders_release(struct borders *borders);

/* Where a number lies, 0 to count, wherever others did. */
size_t borders_search(const struct borders *borders, struct u128 number);

/* The same. In a list of documents most numbers lie where the one before did. */
static inline size_t borders_find(struct borders *borders, struct u128 number)
{
	size_t last = borders->last;

	if ((last > 0 && u128_less(number, borders->items[last - 1])) ||
	    (last < borders->count && !u128_less(number, borders->items[last])))
		borders->last = borders_search(borders, number);
	return borders->last;
}

#endif
