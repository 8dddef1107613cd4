#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "net/rate.h"

/* What *mbps holds before: a rate that no row has. */
#define UNTOUCHED 424242

static const struct {
	const char *text;
	bool ok;
	uint64_t mbps;
} rows[] = {
	{ "50M", true, 50 },
	{ "500M", true, 500 },
	{ "1G", true, 1000 },
	{ "10G", true, 10000 },
	{ "100G", true, 100000 },
	{ "1T", true, 1000000 },
	{ "0M", true, 0 },
	{ "0G", true, 0 },
	{ "1M", true, 1 },
	{ "18446744073709551615M", true, UINT64_MAX },
	{ "18446744073709551616M", false, 0 },
	{ "18446744073709551G", true, 18446744073709551000u },
	{ "18446744073709552G", false, 0 },
	{ "18446744073709T", true, 18446744073709000000u },
	{ "18446744073710T", false, 0 },
	{ "99999999999999999999999999999999M", false, 0 },
	{ "", false, 0 },
	{ "M", false, 0 },
	{ "G", false, 0 },
	{ "50", false, 0 },
	{ "1g", false, 0 },
	{ "50m", false, 0 },
	{ "50K", false, 0 },
	{ "50P", false, 0 },
	{ "1Gbps", false, 0 },
	{ "1Gb", false, 0 },
	{ "1GB", false, 0 },
	{ "1GM", false, 0 },
	{ "1MG", false, 0 },
	{ "1 G", false, 0 },
	{ " 1G", false, 0 },
	{ "1G ", false, 0 },
	{ "1G\n", false, 0 },
	{ "1.5G", false, 0 },
	{ "1,000M", false, 0 },
	{ "-1G", false, 0 },
	{ "+1G", false, 0 },
	{ "01G", false, 0 },
	{ "00M", false, 0 },
	{ "0x10M", false, 0 },
	{ "1e3M", false, 0 },
	{ "unlimited", false, 0 },
};

static void reads_rates(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = strlen(rows[i].text);
		/* Exactly as long, so that a sanitizer sees whatever is read beyond. */
		char *text = malloc(n ? n : 1);
		uint64_t mbps = UNTOUCHED;

		assert_non_null(text);
		memcpy(text, rows[i].text, n);
		if (rate_parse(text, n, &mbps) != rows[i].ok)
			fail_msg("%s: %s", rows[i].text, rows[i].ok ? "refused" : "read");
		assert_true(mbps == (rows[i].ok ? rows[i].mbps : UNTOUCHED));
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_rates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
