#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "net/decimal.h"

/* read: how many bytes, 0 for what is refused. */
static const struct {
	const char *text;
	uint64_t most;
	size_t read;
	uint64_t value;
} rows[] = {
	{ "0", 0, 1, 0 },
	{ "0", 5, 1, 0 },
	{ "5", 5, 1, 5 },
	{ "6", 5, 0, 0 },
	{ "9", 0, 0, 0 },
	{ "10", 9, 0, 0 },
	{ "10", 10, 2, 10 },
	{ "11", 10, 0, 0 },
	{ "19", 20, 2, 19 },
	{ "29", 20, 0, 0 },
	{ "255", 255, 3, 255 },
	{ "256", 255, 0, 0 },
	{ "18446744073709551615", UINT64_MAX, 20, UINT64_MAX },
	{ "18446744073709551616", UINT64_MAX, 0, 0 },
	{ "28446744073709551615", UINT64_MAX, 0, 0 },
	{ "184467440737095516150", UINT64_MAX, 0, 0 },
	{ "12x", 99, 2, 12 },
	{ "1.2", 99, 1, 1 },
	{ "0x", 99, 1, 0 },
	{ "00", 99, 0, 0 },
	{ "01", 99, 0, 0 },
	{ "", 99, 0, 0 },
	{ "x", 99, 0, 0 },
	{ "-1", 99, 0, 0 },
	{ "+1", 99, 0, 0 },
	{ " 1", 99, 0, 0 },
	{ "\xFF", 99, 0, 0 },
};

static void reads_digits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *text = rows[i].text;
		uint64_t value = 424242;
		const char *behind = decimal_read(text, text + strlen(text), rows[i].most, &value);

		if (behind != (rows[i].read ? text + rows[i].read : NULL))
			fail_msg("%s: %s", text, behind ? "read" : "refused");
		assert_true(value == (behind ? rows[i].value : 424242));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
