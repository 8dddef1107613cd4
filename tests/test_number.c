/* Exact arithmetic on decimal text. */
#include "json/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define NINES        "999999999999999999999999999999"

static struct number read_text(const char *text)
{
	return number_read(text, strlen(text));
}

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void test_compare(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {
		{ "0", "0", 0 },
		{ "0", "-0", 0 },
		{ "-0.0e5", "0", 0 },
		{ "1", "1.0", 0 },
		{ "1", "10e-1", 0 },
		{ "1", "0.1e1", 0 },
		{ "1", "0.01E+2", 0 },
		{ "100", "1e2", 0 },
		{ "100.00", "1E2", 0 },
		{ "1.50", "15e-1", 0 },
		{ "-1.5", "-15e-1", 0 },
		{ "1e400", "10e399", 0 },
		{ "123456789012345678901234567890", "123456789012345678901234567890.0", 0 },
		{ "1e999999999999999999999", "1e9999999999999999999999", 0 },
		{ "0e999999999999999999999", "0", 0 },
		{ "0", "1", -1 },
		{ "-1", "0", -1 },
		{ "-2", "-1", -1 },
		{ "-1e400", "1", -1 },
		{ "1", "2", -1 },
		{ "9", "10", -1 },
		{ "0.9", "1", -1 },
		{ "0.1", "0.11", -1 },
		{ "0.09", "0.1", -1 },
		{ "1e-400", "1e-399", -1 },
		{ "0", "1e-400", -1 },
		{ "-1e-400", "0", -1 },
		{ "9007199254740992", "9007199254740993", -1 },
		{ "9007199254740992.9", "9007199254740993", -1 },
		{ "0.1", "0.1000000000000000055511151231257827", -1 },
		{ "1e308", "1e309", -1 },
		{ "1.7976931348623157e308", "1.7976931348623158e308", -1 },
		{ "-9223372036854775809", "-9223372036854775808", -1 },
		{ "1" NINES, "2" NINES, -1 },
		{ NINES "8", NINES "9", -1 },
		{ "1.0000000000000000000000000000001", "1.00000000000000000000000000000011", -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct number a = read_text(rows[i].a), b = read_text(rows[i].b);

		if (sign(number_compare(a, b)) != rows[i].order ||
		    sign(number_compare(b, a)) != -rows[i].order || number_compare(a, a) != 0)
			fail_msg("compare %s and %s", rows[i].a, rows[i].b);
		if (rows[i].order == 0 && number_hash(a) != number_hash(b))
			fail_msg("hashes of %s and %s", rows[i].a, rows[i].b);
		if (rows[i].order != 0 && number_hash(a) == number_hash(b))
			fail_msg("one hash of %s and %s", rows[i].a, rows[i].b);
	}
}

static void test_integer(void **state)
{
	static const struct {
		const char *text;
		bool integer, fits;
		int64_t value;
	} rows[] = {
		{ "0", true, true, 0 },
		{ "-0", true, true, 0 },
		{ "0.0", true, true, 0 },
		{ "0e-5", true, true, 0 },
		{ "1", true, true, 1 },
		{ "1.0", true, true, 1 },
		{ "10e-1", true, true, 1 },
		{ "1.5", false, false, 0 },
		{ "15e-1", false, false, 0 },
		{ "1.5e1", true, true, 15 },
		{ "150e-1", true, true, 15 },
		{ "-12.50e1", true, true, -125 },
		{ "1e-1", false, false, 0 },
		{ "1e18", true, true, 1000000000000000000 },
		{ "1e19", true, false, 0 },
		{ "1e400", true, false, 0 },
		{ "1e-400", false, false, 0 },
		{ "9223372036854775807", true, true, INT64_MAX },
		{ "9223372036854775808", true, false, 0 },
		{ "-9223372036854775808", true, true, INT64_MIN },
		{ "-9223372036854775809", true, false, 0 },
		{ "18446744073709551616", true, false, 0 },
		{ "99999999999999999999", true, false, 0 },
		{ "9007199254740993", true, true, 9007199254740993 },
		{ "0.00000000000000000001e20", true, true, 1 },
		{ "4294967295", true, true, 4294967295 },
		{ "1e99999999999999999999", true, false, 0 },
		{ "1e-99999999999999999999", false, false, 0 },
		{ "0.1", false, false, 0 },
		{ "100.001", false, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t value = 77;

		if (number_is_integer(read_text(rows[i].text)) != rows[i].integer)
			fail_msg("is %s an integer", rows[i].text);
		if (number_to_int64(read_text(rows[i].text), &value) != rows[i].fits)
			fail_msg("does %s fit", rows[i].text);
		if (value != (rows[i].fits ? rows[i].value : 77))
			fail_msg("value of %s", rows[i].text);
	}
}

static void test_multiple(void **state)
{
	static const struct {
		const char *a, *b;
		bool multiple;
	} rows[] = {
		{ "0", "3", true },
		{ "0", "0.001", true },
		{ "6", "3", true },
		{ "7", "3", false },
		{ "-6", "3", true },
		{ "6", "-3", true },
		{ "3", "6", false },
		{ "4.5", "1.5", true },
		{ "4.5", "1.4", false },
		{ "0.0075", "0.0001", true },
		{ "0.00751", "0.0001", false },
		{ "35", "0.1", true },
		{ "19.99", "0.01", true },
		{ "1.1", "0.1", true },
		{ "0.3", "0.1", true },
		{ "1e308", "0.123456789", false },
		{ "1e308", "0.5", true },
		{ "1e308", "1e-308", true },
		{ "1e-308", "1e308", false },
		{ "1e1000000000000", "7", false },
		{ "7e1000000000000", "7", true },
		{ "1e1000000000000", "1024", true },
		{ "1e1000000000000", "1e-1000000000000", true },
		{ "12391239123", "1e-8", true },
		{ "100", "1e2", true },
		{ "1000", "1e2", true },
		{ "150", "1e2", false },
		{ "9007199254740993", "3", true },
		{ "9007199254740993", "2", false },
		{ "9007199254740992", "2", true },
		{ "121932631137021795226185032733622923332237463801111263526900",
		  "123456789012345678901234567890", true },
		{ "121932631137021795226185032733622923332237463801111263526901",
		  "123456789012345678901234567890", false },
		{ "123456789012345678901234567890", "123456789012345678901234567890", true },
		{ NINES NINES, NINES, true },
		{ NINES "0" NINES, NINES, true },
		{ NINES "1", NINES, false },
		{ "1e60", "1000000000000000000000000000001", false },
		{ "1e60", "1152921504606846976", true },
		{ "1e300", "1267650600228229401496703205376", true },
		{ "1e50", "1267650600228229401496703205376", false },
		{ "0.1", "0.1", true },
		{ "1", "18446744073709551615", false },
		{ "18446744073709551615", "5", true },
		{ "340282366920938463463374607431768211455",
		  "340282366920938463463374607431768211455", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (number_is_multiple(read_text(rows[i].a), read_text(rows[i].b)) !=
		    rows[i].multiple)
			fail_msg("is %s a multiple of %s", rows[i].a, rows[i].b);
}

/* A number of n digits, all of them 7, and a tail. */
static char *long_number(size_t n, const char *tail)
{
	char *text = malloc(n + strlen(tail) + 1);

	memset(text, '7', n);
	strcpy(text + n, tail);
	return text;
}

static void test_long(void **state)
{
	char *a = long_number(1000000, ""), *b = long_number(255, ""), *c = long_number(1000, "e5");
	char *d = long_number(1000, ""), *e = long_number(999, "8"), *f = long_number(510, "");

	(void)state;
	assert_true(number_is_multiple(read_text(a), read_text("7")));
	assert_false(number_is_multiple(read_text(a), read_text("9")));
	assert_false(number_is_multiple(read_text(a), read_text(b)));
	assert_true(number_is_multiple(read_text(f), read_text(b)));
	/*
	 * Beyond MULTIPLE_DIGITS_MAX: itself and its tenfolds are all that is taken for
	 * multiples.
	 */
	assert_true(number_is_multiple(read_text(c), read_text(d)));
	assert_true(number_is_multiple(read_text(d), read_text(d)));
	assert_false(number_is_multiple(read_text(e), read_text(d)));
	assert_true(number_compare(read_text(d), read_text(e)) < 0);
	assert_true(number_is_integer(read_text(a)));
	free(a);
	free(b);
	free(c);
	free(d);
	free(e);
	free(f);
}

/* All pairs of small decimals, against integers: a/8 and b/8 as decimals. */
static void test_pairs(void **state)
{
	(void)state;
	for (int a = -40; a <= 40; a++) {
		for (int b = -40; b <= 40; b++) {
			char left[32], right[32];
			struct number x, y;

			snprintf(left, sizeof(left), "%.3f", a / 8.0);
			snprintf(right, sizeof(right), "%de-3", b * 125);
			x = read_text(left);
			y = read_text(right);
			assert_int_equal(sign(number_compare(x, y)), sign(a - b));
			assert_int_equal(number_is_integer(x), a % 8 == 0);
			if (b != 0)
				assert_int_equal(number_is_multiple(x, y), a % b == 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),  cmocka_unit_test(test_integer),
		cmocka_unit_test(test_multiple), cmocka_unit_test(test_long),
		cmocka_unit_test(test_pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
