/* Globs, and which of several settings wins. */
#include "lint/policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void globs(void **state)
{
	static const struct {
		const char *glob, *text;
		bool matches;
	} rows[] = {
		{ "", "", true }, { "", "a", false }, { "a", "", false }, { "*", "", true },
		{ "*", "anything/at-all", true }, { "**", "a", true }, { "shape/*", "shape/enum", true },
		{ "shape/*", "shape/", true }, { "shape/*", "shape", false }, { "*/mtu-*", "cloudflare/mtu-zero", true },
		{ "*/mtu-*", "cloudflare/mt-zero", false }, { "?", "a", true }, { "?", "", false }, { "?", "ab", false },
		{ "a?c", "abc", true }, { "a*c", "abcbc", true }, { "a*c", "abcb", false }, { "*a*b", "xaxaxb", true },
		{ "*ab", "aab", true }, { "a*", "ba", false }, { "shape/enum", "shape/enums", false },
		{ "[a]", "a", false }, { "[a]", "[a]", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(policy_glob(rows[i].glob, rows[i].text), rows[i].matches);
}

static void many_stars_are_no_trouble(void **state)
{
	char glob[201], text[5001];

	(void)state;
	for (size_t i = 0; i < 200; i += 2)
		memcpy(glob + i, "*a", 2);
	glob[199] = 'b';
	glob[200] = '\0';
	memset(text, 'a', 5000);
	text[5000] = '\0';
	assert_false(policy_glob(glob, text));
}

static void later_entries_win(void **state)
{
	struct policy policy = { 0 };

	(void)state;
	assert_int_equal(policy_severity(&policy, "a/b", SEVERITY_ERROR, false), SEVERITY_ERROR);
	assert_int_equal(policy_severity(&policy, "a/b", SEVERITY_INFO, true), SEVERITY_OFF);
	policy_add(&policy, "*", SEVERITY_OFF);
	policy_add(&policy, "a/*", SEVERITY_WARNING);
	policy_add(&policy, "a/b", SEVERITY_INFO);
	assert_int_equal(policy_severity(&policy, "c/d", SEVERITY_ERROR, false), SEVERITY_OFF);
	assert_int_equal(policy_severity(&policy, "a/c", SEVERITY_ERROR, false), SEVERITY_WARNING);
	assert_int_equal(policy_severity(&policy, "a/b", SEVERITY_ERROR, false), SEVERITY_INFO);
	assert_int_equal(policy_severity(&policy, "a/c", SEVERITY_ERROR, true), SEVERITY_WARNING);
	policy_add(&policy, "a/*", SEVERITY_OFF);
	assert_int_equal(policy_severity(&policy, "a/b", SEVERITY_ERROR, false), SEVERITY_OFF);
	policy_release(&policy);
}

static void a_profile_turns_rules_on(void **state)
{
	struct policy policy = { .pedantic = true };

	(void)state;
	assert_int_equal(policy_severity(&policy, "a/b", SEVERITY_INFO, true), SEVERITY_INFO);
	policy_release(&policy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(globs),
		cmocka_unit_test(many_stars_are_no_trouble),
		cmocka_unit_test(later_entries_win),
		cmocka_unit_test(a_profile_turns_rules_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
