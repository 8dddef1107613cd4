/*
 * A table from addresses to addresses.
 * Knows pointers; nothing of what they lead to.
 */
#ifndef PEERLINT_MAP_H
#define PEERLINT_MAP_H

#include <stddef.h>

struct map_slot {
	const void *key; /* NULL: free */
	void *value;
};

/* Zero-initialised it is empty and ready. */
struct map {
	struct map_slot *slots;
	size_t count, mask; /* number of slots - 1; 0 while there are none */
};

/* NULL if the key is not there. */
void *map_get(const struct map *map, const void *key);

/* The place of the key's value, which is NULL if the key is new; valid until the next call. */
void **map_put(struct map *map, const void *key);

/* Forgets all, and keeps the room. */
void map_clear(struct map *map);

void map_release(struct map *map);

#endif
