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
};

void borders_add(struct borders *borders, struct u128 number);

void borders_release(struct borders *borders);

/* Where a number lies: 0 to count. */
static inline size_t borders_find(const struct borders *borders, struct u128 number)
{
	const struct u128 *low = borders->items;
	size_t n = borders->count;

	while (n > 0) {
		size_t half = n / 2;

		if (u128_less(number, low[half])) {
			n = half;
		} else {
			low += half + 1;
			n -= half + 1;
		}
	}
	return (size_t)(low - borders->items);
}

#endif
