#include "net/borders.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

size_t borders_search(const struct borders *borders, struct u128 number)
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

static void insert(struct borders *borders, struct u128 number)
{
	size_t at = borders_search(borders, number);

	if (at > 0 && u128_equal(borders->items[at - 1], number))
		return;
	borders->items = heap_grow(borders->items, &borders->cap, borders->count + 1,
		sizeof(*borders->items));
	memmove(borders->items + at + 1, borders->items + at,
		(borders->count - at) * sizeof(*borders->items));
	borders->items[at] = number;
	borders->count++;
}

void borders_add(struct borders *borders, struct u128 number)
{
	struct u128 next = u128_add(number, (struct u128){ 0, 1 });

	insert(borders, number);
	if (next.high || next.low)
		insert(borders, next);
}

void borders_release(struct borders *borders)
{
	free(borders->items);
	*borders = (struct borders){ 0 };
}
