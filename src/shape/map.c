#include "shape/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define SLOTS_FIRST 64 /* a power of two, as every later number of slots */

/* Fibonacci hashing of the bits that tell addresses apart. */
static size_t slot_of(const struct map *map, const void *key)
{
	uint64_t hash = ((uint64_t)(uintptr_t)key >> 3) * 0x9E3779B97F4A7C15u;
	size_t i = (size_t)(hash >> 32) & map->mask;

	while (map->slots[i].key && map->slots[i].key != key)
		i = (i + 1) & map->mask;
	return i;
}

void *map_get(const struct map *map, const void *key)
{
	return map->slots ? map->slots[slot_of(map, key)].value : NULL;
}

static void grow(struct map *map)
{
	struct map bigger = { 0 };
	size_t n = map->slots ? (map->mask + 1) * 2 : SLOTS_FIRST;

	bigger.slots = heap_zalloc(n * sizeof(*bigger.slots));
	bigger.mask = n - 1;
	bigger.count = map->count;
	for (size_t i = 0; map->slots && i <= map->mask; i++)
		if (map->slots[i].key)
			bigger.slots[slot_of(&bigger, map->slots[i].key)] = map->slots[i];
	free(map->slots);
	*map = bigger;
}

void **map_put(struct map *map, const void *key)
{
	size_t i;

	if (!map->slots || map->count > map->mask / 2)
		grow(map);
	i = slot_of(map, key);
	if (!map->slots[i].key) {
		map->slots[i].key = key;
		map->count++;
	}
	return &map->slots[i].value;
}

void map_clear(struct map *map)
{
	if (map->count > 0)
		memset(map->slots, 0, (map->mask + 1) * sizeof(*map->slots));
	map->count = 0;
}

void map_release(struct map *map)
{
	free(map->slots);
	*map = (struct map){ 0 };
}
