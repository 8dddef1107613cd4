/* Runs of bytes end where they end byte by byte, with the machine's wide steps and without. */
#include "json/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The same once more, as it is where there are no wide steps. */
#undef PEERLINT_SCAN_H
#undef __SSE2__
#define scan_sequence    narrow_sequence
#define scan_plain       narrow_plain
#define scan_is_plain    narrow_is_plain
#define scan_copy        narrow_copy
#define scan_is_blank    narrow_is_blank
#define scan_blanks      narrow_blanks
#define scan_many_blanks narrow_many_blanks
#include "json/scan.c"
#undef scan_plain
#undef scan_copy
#undef scan_many_blanks

#define MOST 70

static uint32_t seed = 1;

static uint32_t next_number(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

/* Mostly what goes on, and here and there any byte. */
static void make_bytes(unsigned char *bytes, size_t n, const char *usual)
{
	for (size_t i = 0; i < n; i++)
		bytes[i] = next_number(20) ? (unsigned char)usual[next_number((uint32_t)strlen(usual))]
					   : (unsigned char)next_number(256);
}

static size_t count_ascii(const unsigned char *bytes, size_t n)
{
	size_t i = 0;

	while (i < n && bytes[i] >= 0x20 && bytes[i] < 0x80 && bytes[i] != '"' && bytes[i] != '\\')
		i++;
	return i;
}

static size_t count_blanks(const unsigned char *bytes, size_t n)
{
	size_t i = 0;

	while (i < n && memchr(" \t\r\n", bytes[i], 4))
		i++;
	return i;
}

static void check_plain(const char *p, size_t n)
{
	const char *wide = scan_plain(p, p + n);
	char copy[MOST], other[MOST];
	size_t length = count_ascii((const unsigned char *)p, n);

	assert_ptr_equal(wide, narrow_plain(p, p + n));
	if (wide == p + n)
		assert_true(length <= n);
	else if (!((unsigned char)p[length] & 0x80))
		assert_ptr_equal(wide, p + length);
	assert_int_equal(scan_copy(p, n, copy), length);
	assert_int_equal(narrow_copy(p, n, other), length);
	assert_memory_equal(copy, p, length);
	assert_memory_equal(other, p, length);
}

/* In memory that ends with the bytes, so that a byte too far is seen. */
static void test_runs(void **state)
{
	(void)state;
	for (int i = 0; i < 30000; i++) {
		size_t n = next_number(MOST);
		char *bytes = malloc(n ? n : 1);

		make_bytes((unsigned char *)bytes, n, "az09 ./:-_");
		check_plain(bytes, n);
		make_bytes((unsigned char *)bytes, n, "  \t\n\r");
		assert_ptr_equal(scan_many_blanks(bytes, bytes + n),
			bytes + count_blanks((unsigned char *)bytes, n));
		assert_ptr_equal(narrow_many_blanks(bytes, bytes + n),
			bytes + count_blanks((unsigned char *)bytes, n));
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
