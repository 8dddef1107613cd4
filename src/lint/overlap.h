/*
 * Which prefixes of a list overlap: told without sorting them all, as of most lists
 * none do.
 * Knows facts and prefixes; nothing of documents.
 */
#ifndef PEERLINT_OVERLAP_H
#define PEERLINT_OVERLAP_H

#include <stddef.h>
#include <stdint.h>

struct fact_list;
struct mem;

/* Two facts of different documents, by their places in the list. */
struct overlap {
	uint32_t fact;  /* the one that came later */
	uint32_t other;
};

/*
 * Finds the facts of one hash whose prefixes overlap, in the order in which the later ones came: each
 * with the smallest prefix that holds it, or the one before it where these are equal. Gives how
 * many there are; the array is in mem, as is what it took to find them.
 */
size_t overlaps_find(const struct fact_list *list, struct mem *mem, struct overlap **overlaps);

#endif
