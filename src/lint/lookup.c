#include "lint/lookup.h"

#include <stdlib.h>

#include "base/mem.h"

void lookup_init(struct lookup *lookup, const uint64_t *hashes, size_t count)
{
	size_t n = 16;

	while (n < count + count / 2)
		n *= 2;
	*lookup = (struct lookup){ hashes, count, heap_zalloc(n * sizeof(uint32_t)), n - 1 };
}

void lookup_release(struct lookup *lookup)
{
	free(lookup->slots);
}
