#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "net/asn.h"

/* What *asn holds before: a number that no row has. */
#define UNTOUCHED 424242

static const struct {
	const char *text;
	bool ok;
	uint32_t asn;
} rows[] = {
	{ "0", true, 0 },
	{ "1", true, 1 },
	{ "13335", true, 13335 },
	{ "64512", true, 64512 },
	{ "65535", true, 65535 },
	{ "65536", true, 65536 },
	{ "2147483648", true, 2147483648 },
	{ "4294967295", true, 4294967295 },
	{ "4294967296", false, 0 },
	{ "9999999999", false, 0 },
	{ "18446744073709551616", false, 0 },
	{ "99999999999999999999999999999999", false, 0 },
	{ "AS64512", true, 64512 },
	{ "as64512", true, 64512 },
	{ "As64512", true, 64512 },
	{ "aS0", true, 0 },
	{ "AS4294967295", true, 4294967295 },
	{ "AS4294967296", false, 0 },
	{ "1.10", true, 65546 },
	{ "1.0", true, 65536 },
	{ "1.65535", true, 131071 },
	{ "0.1", true, 1 },
	{ "0.0", true, 0 },
	{ "0.65535", true, 65535 },
	{ "65535.65535", true, 4294967295 },
	{ "AS1.10", true, 65546 },
	{ "0.65536", false, 0 },
	{ "1.65536", false, 0 },
	{ "65536.0", false, 0 },
	{ "65536.1", false, 0 },
	{ "1.2.3", false, 0 },
	{ "1.", false, 0 },
	{ ".1", false, 0 },
	{ ".", false, 0 },
	{ "1..1", false, 0 },
	{ "", false, 0 },
	{ "A", false, 0 },
	{ "S1", false, 0 },
	{ "A1", false, 0 },
	{ "AS", false, 0 },
	{ "ASAS1", false, 0 },
	{ "ASN1", false, 0 },
	{ "AS 1", false, 0 },
	{ "AS-1", false, 0 },
	{ "AS+1", false, 0 },
	{ "-1", false, 0 },
	{ "+1", false, 0 },
	{ " 1", false, 0 },
	{ "1 ", false, 0 },
	{ "1\n", false, 0 },
	{ "007", false, 0 },
	{ "00", false, 0 },
	{ "01.1", false, 0 },
	{ "1.01", false, 0 },
	{ "1.00", false, 0 },
	{ "AS064512", false, 0 },
	{ "0x1", false, 0 },
	{ "1e3", false, 0 },
	{ "1.5e1", false, 0 },
	{ "64512.0.", false, 0 },
	{ "1,0", false, 0 },
	{ "1_000", false, 0 },
	{ "64512x", false, 0 },
	{ "\xD9\xA1", false, 0 },
};

static void reads_as_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = strlen(rows[i].text);
		/* Exactly as long, so that a sanitizer sees whatever is read beyond. */
		char *text = malloc(n ? n : 1);
		uint32_t asn = UNTOUCHED;

		assert_non_null(text);
		memcpy(text, rows[i].text, n);
		if (asn_parse(text, n, &asn) != rows[i].ok)
			fail_msg("%s: %s", rows[i].text, rows[i].ok ? "refused" : "read");
		assert_int_equal(asn, rows[i].ok ? rows[i].asn : UNTOUCHED);
		free(text);
	}
}

static void stops_at_the_length(void **state)
{
	uint32_t asn = UNTOUCHED;

	(void)state;
	assert_true(asn_parse("64512", 3, &asn));
	assert_int_equal(asn, 645);
	assert_false(asn_parse("64512\0", 6, &asn));
	assert_false(asn_parse("1\0.1", 4, &asn));
	assert_int_equal(asn, 645);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_as_numbers),
		cmocka_unit_test(stops_at_the_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
