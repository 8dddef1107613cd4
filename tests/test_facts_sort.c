/* Facts sorted in place are in the order that qsort gives, however alike their hashes are. */
#include "lint/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint64_t seed = 1;

static uint64_t next_number(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* Facts whose hashes have bits only where mask has. */
static void fill(struct fact_list *list, size_t extras, size_t n, uint64_t mask)
{
	facts_init(list, extras);
	for (size_t i = 0; i < n; i++) {
		struct fact *fact = facts_open(list);

		fact->hash = next_number() & mask;
		fact->document = (uint32_t)next_number() % 1000;
		fact->node = (uint32_t)i;
		if (extras == 2)
			facts_set_prefix(fact, &(struct prefix){
				.address = { [10] = 0xFF, 0xFF, 10, 0, 0, (uint8_t)next_number() },
				.length = 32, .family = i % 2 ? 4 : 6 });
		else if (extras == 1)
			fact->extra[0] = next_number() % 3;
		list->count++;
	}
}

static int compare_numbers(uint64_t x, uint64_t y)
{
	return x < y ? -1 : x > y;
}

/* What each list is sorted by, written down once more. */
static int compare(const struct fact *x, const struct fact *y, size_t extras)
{
	int order = compare_numbers(x->hash, y->hash);

	if (order == 0 && extras == 1)
		order = compare_numbers(x->extra[0], y->extra[0]);
	if (order == 0 && extras == 2)
		order = facts_prefix(x).family - facts_prefix(y).family;
	if (order == 0 && extras == 2)
		order = compare_numbers(facts_prefix(x).address[15], facts_prefix(y).address[15]);
	if (order == 0)
		order = compare_numbers(x->document, y->document);
	return order ? order : compare_numbers(x->node % FACT_NODES, y->node % FACT_NODES);
}

static void facts_are_in_order(void **state)
{
	static void (*const sorts[])(struct fact_list *) = {
		facts_sort_by_hash, facts_sort_by_value, facts_sort_by_prefix,
	};
	static const uint64_t masks[] = {
		UINT64_MAX, 0, 1, 0xFF, UINT64_C(0xFF) << 56, UINT64_C(0xF0F0) << 20, UINT64_C(7) << 61,
	};
	static const size_t counts[] = { 0, 1, 2, 3, 24, 25, 300, 5000 };

	(void)state;
	for (size_t i = 0; i < 3 * 7 * 8; i++) {
		size_t extras = i % 3, n = counts[i / 21];
		struct fact_list list;
		uint64_t before = 0, after = 0;

		fill(&list, extras, n, masks[i / 3 % 7]);
		for (size_t k = 0; k < n; k++)
			before += facts_at(&list, k)->hash * 31 + facts_at(&list, k)->node;
		sorts[extras](&list);
		for (size_t k = 0; k < n; k++)
			after += facts_at(&list, k)->hash * 31 + facts_at(&list, k)->node;
		assert_true(before == after);
		for (size_t k = 1; k < n; k++)
			assert_true(compare(facts_at(&list, k - 1), facts_at(&list, k), extras) < 0);
		for (size_t k = 0; k < n; k += 100)
			assert_true(facts_at(&list, facts_find(&list, facts_at(&list, k)->hash))->hash ==
				    facts_at(&list, k)->hash);
		free(list.bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_are_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
