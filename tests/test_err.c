/* Reasons: the first wins, and what is too long is cut. */
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define LONGEST (sizeof(((struct err *)0)->text) - 1)

static void the_first_reason_wins(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_false(err_set_at(&err, 3, 2, "bad %s", "digit"));
	assert_false(err_set(&err, "later"));
	assert_true(err.set);
	assert_string_equal(err.text, "bad digit");
	assert_int_equal(err.at, 3);
	assert_int_equal(err.length, 2);
}

static void prefixes_come_in_front(void **state)
{
	struct err err = { 0 };

	(void)state;
	err_set_at(&err, 7, 1, "no such file");
	assert_false(err_prefix(&err, "%s.json", "a"));
	assert_false(err_prefix(&err, "--pack"));
	assert_string_equal(err.text, "--pack: a.json: no such file");
	assert_int_equal(err.at, 7);
}

static void long_text_is_cut(void **state)
{
	static const int lengths[] = { 990, 996, 997, 998, 999, 1000, 1001, 5000 };

	(void)state;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct err err = { 0 }, prefixed = { 0 };

		err_set(&err, "%*d", lengths[i], 1);
		assert_int_equal(strlen(err.text), lengths[i] < (int)LONGEST ? lengths[i] : (int)LONGEST);
		err_prefix(&err, "p");
		assert_memory_equal(err.text, "p: ", 3);
		assert_in_range(strlen(err.text), 900, LONGEST);
		err_set(&prefixed, "reason");
		err_prefix(&prefixed, "%*d", lengths[i], 1);
		assert_in_range(strlen(prefixed.text), 990, LONGEST);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_reason_wins),
		cmocka_unit_test(prefixes_come_in_front),
		cmocka_unit_test(long_text_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
