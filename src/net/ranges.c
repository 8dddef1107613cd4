#include "net/ranges.h"

#include <string.h>

#include "base/mem.h"

/* Arenas give nothing back, so that the table leaves its smaller self behind when it doubles. */
static void make_room(struct ranges *ranges, struct mem *mem)
{
	struct range *items;

	if (ranges->count < ranges->cap)
		return;
	ranges->cap = ranges->count ? ranges->count * 2 : 4;
	items = mem_alloc(mem, ranges->cap * sizeof(*items));
	if (ranges->count > 0)
		memcpy(items, ranges->items, ranges->count * sizeof(*items));
	ranges->items = items;
}

/* How many ranges begin at or before first. */
static size_t count_up_to(const struct ranges *ranges, struct u128 first)
{
	size_t low = 0, high = ranges->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (u128_less(first, ranges->items[middle].first))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* Renews the reach of the ranges from i on. */
static void renew_reach(struct ranges *ranges, size_t i)
{
	for (; i < ranges->count; i++) {
		struct range *range = &ranges->items[i];

		range->reach = range->last;
		if (i > 0 && u128_less(range->reach, range[-1].reach))
			range->reach = range[-1].reach;
	}
}

struct range *ranges_add(struct ranges *ranges, struct mem *mem, struct u128 first,
	struct u128 last, unsigned value)
{
	size_t at;
	struct range *range;

	make_room(ranges, mem);
	at = count_up_to(ranges, first);
	for (; at > 0; at--) {
		range = &ranges->items[at - 1];
		if (!u128_equal(range->first, first) || u128_less(last, range->last))
			break;
		if (u128_equal(range->last, last))
			return range;
	}
	range = &ranges->items[at];
	memmove(range + 1, range, (ranges->count - at) * sizeof(*range));
	*range = (struct range){ .first = first, .last = last, .value = value };
	ranges->count++;
	renew_reach(ranges, at);
	return range;
}

const struct range *ranges_find(const struct ranges *ranges, struct u128 first, struct u128 last)
{
	size_t i = count_up_to(ranges, first);

	for (; i > 0; i--) {
		const struct range *range = &ranges->items[i - 1];

		if (!u128_less(range->last, last))
			return range;
		if (u128_less(range->reach, last))
			return NULL;
	}
	return NULL;
}

const struct range *ranges_from(const struct ranges *ranges, struct u128 first)
{
	size_t i = count_up_to(ranges, first);

	while (i > 0 && u128_equal(ranges->items[i - 1].first, first))
		i--;
	return ranges->items + i;
}

const struct range *ranges_end(const struct ranges *ranges)
{
	return ranges->items + ranges->count;
}
