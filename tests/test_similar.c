/* Did you mean. */
#include "text/similar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void distances(void **state)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} rows[] = {
		{ "", "", 0 },
		{ "", "a", 2 },
		{ "abc", "abc", 0 },
		{ "abc", "ab", 2 },
		{ "abc", "abcd", 2 },
		{ "abc", "abd", 2 },
		{ "abc", "acb", 2 },
		{ "abc", "Abc", 1 },
		{ "ABC", "abc", 3 },
		{ "cust-ip", "cust_ip", 1 },
		{ "cust ip", "cust_ip", 1 },
		{ "customer_ans", "customer_asn", 2 },
		{ "ca", "abc", 6 },
		{ "abcdef", "fedcba", SIZE_MAX },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(similar_distance(rows[i].a, rows[i].b, 6), rows[i].distance);
		assert_int_equal(similar_distance(rows[i].b, rows[i].a, 6), rows[i].distance);
	}
	assert_int_equal(similar_distance("abc", "abd", 1), SIZE_MAX);
}

static void slips(void **state)
{
	static const struct {
		const char *a, *b;
		bool slip;
	} rows[] = {
		{ "name", "name", true },
		{ "name", "nam", true },
		{ "name", "names", true },
		{ "name", "nmae", true },
		{ "name", "lane", false },
		{ "name", "NAME", true },
		{ "cust_ip", "custIp", true },
		{ "cust_ip", "CUST-IPS", false },
		{ "bgp", "bgb", true },
		{ "bgp", "gb", false },
		{ "id", "ID", true },
		{ "id", "i", false },
		{ "", "", true },
		{ "", "_", true },
		{ "", "a", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(similar_is_slip(rows[i].a, rows[i].b), rows[i].slip);
}

static void long_words_are_never_similar(void **state)
{
	char word[67];

	(void)state;
	memset(word, 'a', sizeof(word));
	word[64] = '\0';
	assert_int_equal(similar_distance(word, word, 2), 0);
	word[64] = 'a';
	word[65] = '\0';
	assert_int_equal(similar_distance(word, word, 2), SIZE_MAX);
	assert_int_equal(similar_distance("a", word, 200), SIZE_MAX);
}

static void the_nearest_is_found(void **state)
{
	static const char *const names[] = { "cust_ip", "p2p_ip", "customer_asn", "mtu", "direct" };
	static const struct {
		const char *word, *found;
	} rows[] = {
		{ "customer_ans", "customer_asn" }, { "custip", "cust_ip" }, { "CUST-IP", "cust_ip" },
		{ "p2pip", "p2p_ip" }, { "mut", "mtu" }, { "mtus", "mtu" }, { "dierct", "direct" },
		{ "x", NULL }, { "", NULL }, { "bandwidth", NULL }, { "mtuabc", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *found = similar_find(rows[i].word, names, sizeof(names) / sizeof(names[0]));

		if (rows[i].found)
			assert_string_equal(found, rows[i].found);
		else
			assert_null(found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(slips),
		cmocka_unit_test(long_words_are_never_similar),
		cmocka_unit_test(the_nearest_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
