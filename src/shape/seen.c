/* What of a value has been evaluated: a part of run.h. */
#include "shape/run.h"

#include <string.h>

#include "base/mem.h"

void seen_init(struct seen *seen, struct run *run, const struct node *value)
{
	bool holds = node_type(value) >= NODE_ARRAY;

	*seen = (struct seen){ .count = holds ? value->length : 0 };
	if (seen->count > SEEN_BITS)
		seen->words =
			mem_zalloc(run->mem, (seen->count + SEEN_BITS - 1) / SEEN_BITS * sizeof(uint64_t));
}

static uint64_t all_of(size_t count)
{
	return count >= SEEN_BITS ? UINT64_MAX : ((uint64_t)1 << count) - 1;
}

void seen_mark_all(struct seen *seen)
{
	if (seen->words)
		memset(seen->words, 0xFF, (seen->count + SEEN_BITS - 1) / SEEN_BITS * sizeof(uint64_t));
	else
		seen->word = UINT64_MAX;
}

void seen_merge(struct seen *seen, const struct seen *more)
{
	seen->word |= more->word;
	for (size_t i = 0; seen->words && i < (seen->count + SEEN_BITS - 1) / SEEN_BITS; i++)
		seen->words[i] |= more->words[i];
}

bool seen_has(const struct seen *seen, size_t i)
{
	const uint64_t *word = seen->words ? &seen->words[i / SEEN_BITS] : &seen->word;

	return *word >> (i % SEEN_BITS) & 1;
}

bool seen_has_all(const struct seen *seen)
{
	size_t left = seen->count;

	if (!seen->words)
		return (~seen->word & all_of(left)) == 0;
	for (size_t i = 0; left > 0; i++) {
		size_t n = left < SEEN_BITS ? left : SEEN_BITS;

		if (~seen->words[i] & all_of(n))
			return false;
		left -= n;
	}
	return true;
}
