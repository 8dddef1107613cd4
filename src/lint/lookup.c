#include "lint/lookup.h"

#include "base/mem.h"

void lookup_init(struct lookup *lookup, const uint64_t *hashes, size_t count, struct mem *mem)
{
	size_t n = 16;

	while (n < count + count / 2)
		n *= 2;
	*lookup = (struct lookup){ hashes, count, mem_zalloc(mem, n * sizeof(uint32_t)), n - 1 };
}
