/*
 * A table of numbers by hash: where something of a hash was before.
 * Knows hashes, which hostile text cannot choose; nothing of what they are of.
 */
#ifndef PEERLINT_LOOKUP_H
#define PEERLINT_LOOKUP_H

#include <stddef.h>
#include <stdint.h>

struct mem;

/* A slot holds one more than the index of a hash among the caller's; 0: it is free. */
struct lookup {
	const uint64_t *hashes;
	size_t count;
	uint32_t *slots;
	size_t mask;
};

/* With room in mem for count of the hashes, which stay where they are. */
void lookup_init(struct lookup *lookup, const uint64_t *hashes, size_t count, struct mem *mem);

/* The slot of a hash, for the caller to fill if it is free. */
static inline uint32_t *lookup_slot(const struct lookup *lookup, uint64_t hash)
{
	size_t i = hash & lookup->mask;

	while (lookup->slots[i] && lookup->hashes[lookup->slots[i] - 1] != hash)
		i = (i + 1) & lookup->mask;
	return &lookup->slots[i];
}

/* Hashes behind one for which there is time to have their slots at hand. */
#define LOOKUP_AHEAD 12

/* The first index of the hash that the ith is, for who adds one after the other: i itself if it is new. */
static inline size_t lookup_add(const struct lookup *lookup, size_t i)
{
	uint32_t *slot;

	if (i + LOOKUP_AHEAD < lookup->count) {
		size_t ahead = lookup->hashes[i + LOOKUP_AHEAD] & lookup->mask;

		__builtin_prefetch(&lookup->slots[ahead], 1);
	}
	slot = lookup_slot(lookup, lookup->hashes[i]);
	if (*slot == 0)
		*slot = (uint32_t)i + 1;
	return *slot - 1;
}

#endif
