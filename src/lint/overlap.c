#include "lint/overlap.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "json/hash.h"
#include "lint/facts.h"
#include "lint/lookup.h"

/* Lengths in which what is around a prefix is looked for: with more, all prefixes are sorted. */
#define AROUND_MAX 8

static bool is_ipv4(unsigned length)
{
	return length >= FACT_IPV4;
}

/* {=== suspects === */

/* Prefixes that may overlap with others, and perhaps some that do not. */
struct suspects {
	const struct fact_list *list;
	struct lookup lookup;
	uint64_t *hashes;  /* of each fact's key and prefix */
	bool *is_suspect;
	size_t counts[2 * FACT_IPV4]; /* of prefixes of a length */
};

static uint64_t hash_prefix(const struct fact_list *list, size_t i, unsigned length)
{
	struct u128 address = facts_network(facts_address(list, i), length);

	return hash_mix(hash_mix(list->hashes[i] + length, address.high), address.low);
}

/* Prefixes that are there twice. */
static void suspect_equal(struct suspects *suspects)
{
	const struct fact_list *list = suspects->list;

	for (size_t i = 0; i < list->count; i++) {
		suspects->hashes[i] = hash_prefix(list, i, list->lengths[i]);
		suspects->counts[list->lengths[i]]++;
	}
	for (size_t i = 0; i < list->count; i++) {
		size_t first = lookup_add(&suspects->lookup, i);

		if (first != i)
			suspects->is_suspect[i] = suspects->is_suspect[first] = true;
	}
}

/* The next shorter length of the family that the list has; the same if there is none. */
static unsigned next_shorter(const struct suspects *suspects, unsigned length)
{
	for (unsigned shorter = length; shorter > 0 && shorter != FACT_IPV4; shorter--)
		if (suspects->counts[shorter - 1] > 0)
			return shorter - 1;
	return length;
}

/* How many lookups it takes to look for all that is around each. */
static size_t count_around(const struct suspects *suspects)
{
	size_t around[2 * FACT_IPV4] = { 0 }, all = 0;

	for (unsigned length = 0; length < 2 * FACT_IPV4; length++) {
		unsigned shorter;

		if (suspects->counts[length] == 0)
			continue;
		shorter = next_shorter(suspects, length);
		around[length] = shorter < length ? around[shorter] + 1 : 0;
		all += around[length] * suspects->counts[length];
	}
	return all;
}

/* Prefixes within others. */
static void suspect_within(struct suspects *suspects)
{
	const struct fact_list *list = suspects->list;

	for (size_t i = 0; i < list->count; i++) {
		unsigned length = list->lengths[i], shorter;

		while ((shorter = next_shorter(suspects, length)) < length) {
			uint64_t hash = hash_prefix(list, i, shorter);
			uint32_t slot = *lookup_slot(&suspects->lookup, hash);

			if (slot)
				suspects->is_suspect[i] = suspects->is_suspect[slot - 1] = true;
			length = shorter;
		}
	}
}

/* The places of suspects in the list. */
static uint32_t *find_suspects(const struct fact_list *list, struct mem *mem, size_t *n)
{
	struct suspects suspects = {
		.list = list,
		.hashes = mem_alloc(mem, list->count * sizeof(uint64_t)),
		.is_suspect = mem_zalloc(mem, list->count),
	};
	uint32_t *places = mem_alloc(mem, list->count * sizeof(*places));
	size_t around;

	lookup_init(&suspects.lookup, suspects.hashes, list->count, mem);
	suspect_equal(&suspects);
	around = count_around(&suspects);
	if (around > 0 && around <= AROUND_MAX * list->count)
		suspect_within(&suspects);
	*n = 0;
	for (size_t i = 0; i < list->count; i++)
		if (suspects.is_suspect[i] || around > AROUND_MAX * list->count)
			places[(*n)++] = (uint32_t)i;
	return places;
}

/* }=== */

/* {=== order === */

/* Whether the first of two things, told by number, comes before the second. */
typedef bool is_before(const void *context, uint32_t x, uint32_t y);

/* Puts two runs of numbers, each in order, together in out. */
static void merge(const uint32_t *x, size_t nx, const uint32_t *y, size_t ny, uint32_t *out,
	is_before *before, const void *context)
{
	while (nx > 0 && ny > 0) {
		if (before(context, *y, *x)) {
			*out++ = *y++;
			ny--;
		} else {
			*out++ = *x++;
			nx--;
		}
	}
	while (nx-- > 0)
		*out++ = *x++;
	while (ny-- > 0)
		*out++ = *y++;
}

/* Those of which none is before the other stay in their order. */
static void sort(uint32_t *numbers, size_t n, is_before *before, const void *context,
	struct mem *mem)
{
	uint32_t *from = numbers, *to = mem_alloc(mem, n * sizeof(*to));

	for (size_t width = 1; width < n; width *= 2) {
		uint32_t *other = from;

		for (size_t i = 0; i < n; i += 2 * width) {
			size_t x = n - i < width ? n - i : width;
			size_t y = n - i - x < width ? n - i - x : width;

			merge(from + i, x, from + i + x, y, to + i, before, context);
		}
		from = to;
		to = other;
	}
	for (size_t i = 0; i < n && from != numbers; i++)
		numbers[i] = from[i];
}

/* A prefix is before all that it contains. */
static bool is_prefix_before(const void *context, uint32_t x, uint32_t y)
{
	const struct fact_list *list = context;
	struct u128 a, b;

	if (list->hashes[x] != list->hashes[y])
		return list->hashes[x] < list->hashes[y];
	if (is_ipv4(list->lengths[x]) != is_ipv4(list->lengths[y]))
		return is_ipv4(list->lengths[x]);
	a = facts_address(list, x);
	b = facts_address(list, y);
	return u128_equal(a, b) ? list->lengths[x] < list->lengths[y] : u128_less(a, b);
}

static bool is_overlap_before(const void *context, uint32_t x, uint32_t y)
{
	const struct overlap *overlaps = context;

	return overlaps[x].fact < overlaps[y].fact;
}

/* In the order in which the later facts came. */
static struct overlap *sort_overlaps(const struct overlap *overlaps, size_t n, struct mem *mem)
{
	uint32_t *order = mem_alloc(mem, n * sizeof(*order));
	struct overlap *sorted = mem_alloc(mem, n * sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	sort(order, n, is_overlap_before, overlaps, mem);
	for (size_t i = 0; i < n; i++)
		sorted[i] = overlaps[order[i]];
	return sorted;
}

/* }=== */

static bool contains(const struct fact_list *list, uint32_t outer, uint32_t inner)
{
	unsigned length = list->lengths[outer];
	struct u128 address = facts_address(list, inner);

	return list->hashes[outer] == list->hashes[inner] &&
	       is_ipv4(length) == is_ipv4(list->lengths[inner]) && length <= list->lengths[inner] &&
	       u128_equal(facts_address(list, outer), facts_network(address, length));
}

/*
 * Sorted, a prefix comes after all that contain it: a stack of those that are still open finds the
 * overlaps in one pass.
 */
static size_t find_sorted(const struct fact_list *list, const uint32_t *places, size_t n,
	struct mem *mem, struct overlap *overlaps)
{
	uint32_t *open = mem_alloc(mem, n * sizeof(*open));
	size_t depth = 0, count = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t fact = places[i], other;

		while (depth > 0 && !contains(list, open[depth - 1], fact))
			depth--;
		other = depth > 0 ? open[depth - 1] : fact;
		open[depth++] = fact;
		if (facts_document(list, other) == facts_document(list, fact))
			continue;
		overlaps[count++] = other < fact ? (struct overlap){ fact, other } :
						   (struct overlap){ other, fact };
	}
	return count;
}

size_t overlaps_find(const struct fact_list *list, struct mem *mem, struct overlap **overlaps)
{
	size_t n, count;
	uint32_t *places = find_suspects(list, mem, &n);
	struct overlap *found = mem_alloc(mem, n * sizeof(*found));

	sort(places, n, is_prefix_before, list, mem);
	count = find_sorted(list, places, n, mem, found);
	*overlaps = sort_overlaps(found, count, mem);
	return count;
}
