/* Overlaps are found as if each prefix were held against each. */
#include "lint/overlap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lint/facts.h"
#include "net/prefix.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void put(struct fact_list *list, const char *text, uint64_t hash, uint32_t document)
{
	struct prefix prefix;

	assert_null(prefix_parse(text, strlen(text), PREFIX_ANY, &prefix));
	prefix = prefix_network(&prefix);
	assert_true(facts_reserve(list, 1));
	facts_set_prefix(list, facts_put(list, hash, (struct fact){ document, 0 }), &prefix);
}

/* {=== a few === */

/* Facts of one document each, if a row does not say otherwise, and what overlaps: pairs of places. */
static const struct {
	const char *prefixes[6];
	size_t noverlaps;
	struct overlap overlaps[6];
	unsigned hashes; /* the last so many have another one */
	bool one_document;
} rows[] = {
	{ { NULL }, 0, { { 0, 0 } }, 0, false },
	{ { "10.0.0.0/31" }, 0, { { 0, 0 } }, 0, false },
	{ { "10.0.0.0/31", "10.0.0.2/31", "10.0.0.4/31" }, 0, { { 0, 0 } }, 0, false },
	{ { "10.0.0.0/31", "10.0.0.1/31" }, 1, { { 1, 0 } }, 0, false },
	{ { "10.0.0.0/31", "10.0.0.0/31", "10.0.0.0/31" }, 2, { { 1, 0 }, { 2, 1 } }, 0, false },
	{ { "10.0.0.4/31", "10.0.0.0/29", "10.0.0.0/31" }, 2, { { 1, 0 }, { 2, 1 } }, 0, false },
	/* the innermost that holds it */
	{ { "10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/24" }, 2, { { 1, 0 }, { 2, 1 } }, 0, false },
	{ { "10.0.0.0/24", "10.0.0.0/16", "10.0.0.0/8" }, 2, { { 1, 0 }, { 2, 1 } }, 0, false },
	{ { "0.0.0.0/0", "::/0" }, 0, { { 0, 0 } }, 0, false },
	{ { "::ffff:10.0.0.0/127", "10.0.0.0/31" }, 0, { { 0, 0 } }, 0, false },
	{ { "fd00::/127", "fd00::1", "fd00::2" }, 1, { { 1, 0 } }, 0, false },
	{ { "10.0.0.1", "fd00::1", "10.0.0.0/31" }, 1, { { 2, 0 } }, 0, false },
	{ { "10.0.0.0/31", "10.0.0.0/31" }, 0, { { 0, 0 } }, 1, false },
	{ { "10.0.0.0/31", "10.0.0.0/31" }, 0, { { 0, 0 } }, 0, true },
	/* one of another key in between */
	{ { "10.0.0.0/16", "10.0.0.0/31", "10.0.0.0/24" }, 1, { { 1, 0 } }, 1, false },
};

static void few_overlap(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct overlap *overlaps;
		struct fact_list list;
		struct mem mem = { 0 };
		size_t n = 0;

		facts_init(&list, FACTS_OF_PREFIXES);
		while (n < COUNT(rows[i].prefixes) && rows[i].prefixes[n])
			n++;
		for (size_t k = 0; k < n; k++)
			put(&list, rows[i].prefixes[k], k + rows[i].hashes < n ? 7 : 9,
				rows[i].one_document ? 0 : (uint32_t)k);
		assert_int_equal(overlaps_find(&list, &mem, &overlaps), rows[i].noverlaps);
		for (size_t k = 0; k < rows[i].noverlaps; k++) {
			assert_int_equal(overlaps[k].fact, rows[i].overlaps[k].fact);
			assert_int_equal(overlaps[k].other, rows[i].overlaps[k].other);
		}
		mem_release(&mem);
		facts_release(&list);
	}
}

/* }=== */

/* {=== many === */

static uint64_t seed = 1;

static unsigned random_below(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 20) % n;
}

static bool holds(const struct fact_list *list, size_t outer, size_t inner)
{
	bool outer4 = list->lengths[outer] >= FACT_IPV4, inner4 = list->lengths[inner] >= FACT_IPV4;
	unsigned bits = outer4 ? 96u + list->lengths[outer] - FACT_IPV4 : list->lengths[outer];

	return list->hashes[outer] == list->hashes[inner] && outer4 == inner4 &&
	       list->lengths[outer] <= list->lengths[inner] &&
	       u128_equal(u128_and(facts_address(list, inner), u128_mask(bits)),
		       facts_address(list, outer));
}

/* What a fact overlaps with: the smallest that holds it, of equal ones the one before it; else itself. */
static size_t find_other(const struct fact_list *list, size_t fact)
{
	size_t best = fact;

	for (size_t i = 0; i < list->count; i++) {
		bool equal = holds(list, i, fact) && holds(list, fact, i);

		if (!holds(list, i, fact) || i == fact || (equal && i > fact))
			continue;
		if (best == fact || list->lengths[i] >= list->lengths[best])
			best = i;
	}
	return best;
}

static int compare_overlaps(const void *x, const void *y)
{
	const struct overlap *a = x, *b = y;
	uint32_t p = a->fact != b->fact ? a->fact : a->other, q = a->fact != b->fact ? b->fact : b->other;

	return p < q ? -1 : p > q;
}

static void check_all(const struct fact_list *list)
{
	struct overlap *overlaps, *expected = calloc(list->count + 1, sizeof(*expected));
	struct mem mem = { 0 };
	size_t n = overlaps_find(list, &mem, &overlaps), count = 0;

	for (size_t i = 0; i < list->count; i++) {
		size_t other = find_other(list, i);

		if (list->documents[i] != list->documents[other])
			expected[count++] = (struct overlap){
				(uint32_t)(i > other ? i : other), (uint32_t)(i > other ? other : i),
			};
	}
	assert_int_equal(n, count);
	for (size_t i = 1; i < n; i++)
		assert_true(overlaps[i - 1].fact <= overlaps[i].fact);
	if (n > 0) {
		qsort(overlaps, n, sizeof(*overlaps), compare_overlaps);
		qsort(expected, n, sizeof(*expected), compare_overlaps);
		assert_memory_equal(overlaps, expected, n * sizeof(*overlaps));
	}
	mem_release(&mem);
	free(expected);
}

/* Lists of some lengths, from few that overlap to all; with many lengths all are sorted. */
static void many_overlap(void **state)
{
	static const struct {
		unsigned least, lengths; /* of prefixes, in IPv4 bits */
		unsigned addresses, hashes, of_six;
	} worlds[] = {
		{ 31, 1, 20000, 1, 0 }, { 31, 1, 100, 3, 0 }, { 30, 2, 400, 2, 0 },
		{ 27, 5, 60000, 1, 0 }, { 20, 12, 65000, 2, 0 }, { 8, 25, 65000, 1, 3 },
		{ 0, 33, 65000, 2, 5 }, { 31, 1, 600, 1, 10 }, { 28, 4, 300, 1, 5 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(worlds) * 4; i++) {
		size_t world = i % COUNT(worlds), n = i < COUNT(worlds) ? 20 : 700;
		struct fact_list list;

		facts_init(&list, FACTS_OF_PREFIXES);
		for (size_t k = 0; k < n; k++) {
			bool six = random_below(10) < worlds[world].of_six;
			unsigned length = worlds[world].least + random_below(worlds[world].lengths);
			unsigned address = random_below(worlds[world].addresses);
			char text[PREFIX_TEXT];

			if (six)
				snprintf(text, sizeof(text), "fd00::%x/%u", address, length + 96);
			else
				snprintf(text, sizeof(text), "10.0.%u.%u/%u", address >> 8, address & 255, length);
			put(&list, text, random_below(worlds[world].hashes), (uint32_t)k / 2);
		}
		check_all(&list);
		facts_release(&list);
	}
}

/* }=== */

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_overlap),
		cmocka_unit_test(many_overlap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
