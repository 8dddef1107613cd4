/*
 * A table of numbers by hash: where something of a hash was before.
 * Knows hashes, which hostile text cannot choose; nothing of what they are of.
 */
#ifndef PEERLINT_LOOKUP_H
#define PEERLINT_LOOKUP_H

#include <stddef.h>
#include <stdint.h>

/* A slot holds one more than the index of a hash among the caller's; 0: it is free. */
struct lookup {
	const uint64_t *hashes;
	uint32_t *slots;
	size_t mask;
};

/* Room for count of the hashes, which stay where they are. Only what is used of it takes memory. */
void lookup_init(struct lookup *lookup, const uint64_t *hashes, size_t count);
void lookup_release(struct lookup *lookup);

/* The slot of a hash, for the caller to fill if it is free. */
static inline uint32_t *lookup_slot(const struct lookup *lookup, uint64_t hash)
{
	size_t i = hash & lookup->mask;

	while (lookup->slots[i] && lookup->hashes[lookup->slots[i] - 1] != hash)
		i = (i + 1) & lookup->mask;
	return &lookup->slots[i];
}

#endif
