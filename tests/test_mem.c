/* Arenas and the heap that grows. */
#include "base/mem.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void what_is_given_is_never_null(void **state)
{
	struct mem mem = { 0 };

	(void)state;
	assert_non_null(mem_bytes(&mem, 0));
	mem_release(&mem);
	assert_non_null(mem_alloc(&mem, 0));
	assert_string_equal(mem_text(&mem, "", 0), "");
	mem_release(&mem);
	assert_null(mem.first);
}

static void sizes_are_aligned_and_apart(void **state)
{
	static const size_t sizes[] = { 1, 3, 15, 16, 17, 4095, 16 * 1024, 16 * 1024 + 1, 70000, 1 << 20,
		(1 << 20) + 1, 3 << 20, 1, 7 };
	struct mem mem = { 0 };
	unsigned char *given[sizeof(sizes) / sizeof(sizes[0])];

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		mem_bytes(&mem, 1);
		given[i] = mem_alloc(&mem, sizes[i]);
		assert_int_equal((uintptr_t)given[i] % alignof(max_align_t), 0);
		memset(given[i], (int)i + 1, sizes[i]);
	}
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (size_t k = 0; k < sizes[i]; k += 97)
			assert_int_equal(given[i][k], i + 1);
	mem_release(&mem);
}

static void zeroed_memory_is_zero_after_a_rewind(void **state)
{
	struct mem mem = { 0 };
	struct mem_mark start = mem_mark(&mem);
	char *p = mem_alloc(&mem, 100);

	(void)state;
	memset(p, 0xAA, 100);
	mem_rewind(&mem, start);
	p = mem_zalloc(&mem, 100);
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(p[i], 0);
	mem_release(&mem);
}

static void a_rewind_keeps_what_was_before(void **state)
{
	struct mem mem = { 0 };
	char *kept = mem_string(&mem, "kept");
	struct mem_mark mark = mem_mark(&mem);
	char *first = mem_bytes(&mem, 10);

	(void)state;
	for (int round = 0; round < 1000; round++) {
		mem_rewind(&mem, mark);
		memset(mem_bytes(&mem, 10), 'x', 10);
		memset(mem_alloc(&mem, 40000), 'y', 40000);
		memset(mem_alloc(&mem, 2 << 20), 'z', 2 << 20);
	}
	mem_rewind(&mem, mark);
	assert_ptr_equal(mem_bytes(&mem, 10), first);
	assert_string_equal(kept, "kept");
	mem_release(&mem);
}

/* With an arena that is empty, one that was rewound, and one that goes on being filled. */
static void what_is_reserved_is_one_piece(void **state)
{
	struct mem mem = { 0 };
	char *first;

	(void)state;
	mem_reserve(&mem, 5000);
	first = mem_bytes(&mem, 2400);
	assert_ptr_equal(mem_bytes(&mem, 2500), first + 2400);
	mem_release(&mem);
}

static void what_is_taken_lives_on(void **state)
{
	(void)state;
	for (int way = 0; way < 4; way++) {
		struct mem mem = { 0 }, from = { 0 };
		struct mem_mark start = mem_mark(&mem);
		char *mine = NULL, *taken;

		if (way > 0)
			mine = mem_string(&mem, "mine");
		if (way == 1)
			mem_rewind(&mem, start);
		taken = mem_string(&from, "taken");
		if (way == 3)
			memset(mem_bytes(&from, 100000), 'x', 100000);
		mem_take(&mem, &from);
		assert_null(from.first);
		memset(mem_bytes(&mem, 300), 'y', 300);
		memset(mem_bytes(&mem, 70000), 'z', 70000);
		assert_string_equal(taken, "taken");
		if (way > 1)
			assert_string_equal(mine, "mine");
		mem_take(&mem, &from);
		assert_string_equal(taken, "taken");
		mem_release(&mem);
		mem_release(&from);
	}
}

static void text_is_copied_with_a_nul(void **state)
{
	struct mem mem = { 0 };
	char text[] = { 'a', '\0', 'b', 'c' };
	char *copy = mem_text(&mem, text, 3);

	(void)state;
	assert_memory_equal(copy, "a\0b", 4);
	assert_string_equal(mem_printf(&mem, "%s/%d%%", "x", 42), "x/42%");
	assert_int_equal(strlen(mem_printf(&mem, "%100000d", 1)), 100000);
	for (int n = 0; n < 3000; n++) {
		char *first = mem_printf(&mem, "%.*d", n, 0), *second = mem_printf(&mem, "%s", "x");

		assert_int_equal(strspn(first, "0"), n);
		assert_int_equal(strlen(first), n);
		assert_string_equal(second, "x");
	}
	mem_release(&mem);
}

static void growing_doubles(void **state)
{
	static const struct {
		size_t cap, needed, expected;
	} rows[] = {
		{ 0, 1, 32 }, { 0, 32, 32 }, { 0, 33, 64 }, { 16, 16, 16 }, { 16, 17, 32 },
		{ 32, 1, 32 }, { 10, 11, 20 }, { 1, 100, 128 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t cap = rows[i].cap;
		int *items = cap ? heap_alloc(cap * sizeof(*items)) : NULL;

		if (items)
			items[0] = 77;
		items = heap_grow(items, &cap, rows[i].needed, sizeof(*items));
		assert_int_equal(cap, rows[i].expected);
		if (rows[i].cap)
			assert_int_equal(items[0], 77);
		items[cap - 1] = 1;
		free(items);
	}
}

static void tables_grow_by_zeros(void **state)
{
	unsigned char *table = NULL;
	size_t cap = 0;

	(void)state;
	for (size_t needed = 1; needed < 1000; needed += 97) {
		size_t before = cap;

		table = heap_grow_zero(table, &cap, needed, 1);
		assert_true(cap >= needed);
		for (size_t i = 0; i < cap; i++)
			assert_int_equal(table[i], i < before ? 0xAA : 0);
		memset(table, 0xAA, cap);
	}
	free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_given_is_never_null),
		cmocka_unit_test(sizes_are_aligned_and_apart),
		cmocka_unit_test(zeroed_memory_is_zero_after_a_rewind),
		cmocka_unit_test(a_rewind_keeps_what_was_before),
		cmocka_unit_test(what_is_reserved_is_one_piece),
		cmocka_unit_test(what_is_taken_lives_on),
		cmocka_unit_test(text_is_copied_with_a_nul),
		cmocka_unit_test(growing_doubles),
		cmocka_unit_test(tables_grow_by_zeros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
