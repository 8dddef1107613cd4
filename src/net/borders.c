#include "net/borders.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void insert(struct borders *borders, struct u128 number)
{
	size_t at = borders_find(borders, number);

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
