#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expressions.h"
#include "query/check.h"

#define ROWS 17

/* Some read one path, some several, some none. */
static const struct {
	const char *when, *assert;
} rows[ROWS] = {
	{ NULL, "@.n != 3" },
	{ "@.x", "match(@.x, '[a-c]+')" },
	{ "is_integer(@.n)", "@.n < 90" },
	{ NULL, "@.n != 'b'" },
	{ NULL, "@.x != @.n" },
	{ NULL, "count(@.list[?@ > 1]) < 2" },
	{ NULL, "1 == 1" },
	{ "@.x == 'c'", "@.in.y == true" },
	{ NULL, "$.x != 'ad'" },
	{ NULL, "@.in.y != null" },
	{ "@.none == 1 || @.n == 3", "@.x != 'a' && @.x != 'b'" },
	{ "!(@.none == 1 && @.n == 3)", "!(@.x == 'a' || @.none == 1)" },
	{ "@.none == 1 && @.n == 4", "@.x == 'c'" },
	{ "!(@.x == 'b' || !(@.n == 3 || @.n == 4))", "!(@.none == 1 || @.x == 'c') && @.n != 4" },
	{ NULL, "@.none == 1 || @.n == 3 || @.x == 'c'" },
	{ NULL, "@.none == 1 && (@.n == 3 || @.x == 'c')" },
	{ "@.in", "!@.none && !(@.x == 'ad' && @.n == 3)" },
};

struct checked {
	const struct expression *when[ROWS], *assert[ROWS];
	struct query_checks *checks;
	size_t tables;
};

static void make_checks(struct bench *bench, struct checked *checked)
{
	struct query_check checks[ROWS];

	for (size_t i = 0; i < ROWS; i++) {
		checked->when[i] = rows[i].when ? bench_parse(bench, rows[i].when) : NULL;
		checked->assert[i] = bench_parse(bench, rows[i].assert);
		checks[i] = (struct query_check){ checked->when[i], checked->assert[i], i };
	}
	checked->tables = 0;
	checked->checks = query_checks_new(checks, ROWS, &checked->tables);
}

/* Each check beside what testing its expressions says. */
static void compare(struct bench *bench, const struct checked *checked)
{
	const struct query_check *check;
	bool failed[ROWS] = { false };
	size_t position = 0;

	while ((check = query_checks_next(checked->checks, &position, bench->run, bench->document))) {
		assert_true(check->number < ROWS && !failed[check->number]);
		failed[check->number] = true;
	}
	assert_null(query_run_exceeded(bench->run));
	for (size_t i = 0; i < ROWS; i++) {
		bool fails = (!checked->when[i] || expression_test(bench->run, checked->when[i],
			bench->document) == TRUTH_TRUE) && expression_test(bench->run,
			checked->assert[i], bench->document) == TRUTH_FALSE;

		if (failed[i] != fails)
			fail_msg("check %zu fails: %d, tested: %d", i, failed[i], fails);
	}
}

/* Values that passed before say no more than they did, in whatever document they are. */
static void says_what_tests_say(void **state)
{
	static const char *const values[] = {
		"\"a\"", "\"b\"", "\"c\"", "\"ad\"", "3", "4", "4.0", "\"3\"", "95", "null", "[3]", "1e2",
		"\"0123456789abcdef0123456789abcdef0123456789abcdef\"",
	};
	enum { VALUES = sizeof(values) / sizeof(values[0]) };
	struct checked checked;
	struct bench bench;
	char text[400];

	(void)state;
	bench_init(&bench, NULL);
	make_checks(&bench, &checked);
	for (unsigned i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text),
			"{\"x\": %s, \"n\": %s, \"list\": [%u, 2], \"in\": {\"y\": %s}%s}",
			values[i % VALUES], values[i / VALUES % VALUES], i % 3,
			i % 7 ? "true" : "null", i % 5 ? "" : ", \"x\": \"b\", \"n\": 7");
		assert_true(bench_read(&bench, text));
		compare(&bench, &checked);
	}
	assert_true(checked.tables > 0);
	query_checks_free(checked.checks);
	assert_int_equal(checked.tables, 0);
	bench_release(&bench);
}

/* What is of no class is not looked up for long, and still checked. */
static void checks_what_is_of_no_class(void **state)
{
	struct checked checked;
	struct bench bench;
	char text[100];

	(void)state;
	bench_init(&bench, NULL);
	make_checks(&bench, &checked);
	for (unsigned i = 0; i < 6000; i++) {
		snprintf(text, sizeof(text), "{\"x\": %u.5, \"n\": %u.5, \"in\": {\"y\": %u.5}}", i, i, i);
		assert_true(bench_read(&bench, text));
		compare(&bench, &checked);
		assert_true(checked.tables > 0 || i < 16 || i > 4000);
	}
	assert_int_equal(checked.tables, 0);
	query_checks_free(checked.checks);
	bench_release(&bench);
}

/* What was stopped did not pass. */
static void stops_again(void **state)
{
	struct query_check check = { .number = 7 };
	struct query_checks *checks;
	struct bench bench;
	size_t tables = 0;

	(void)state;
	bench_init(&bench, NULL);
	check.assert = bench_parse(&bench, "!match(@.x, '(\\\\p{Ll}|a)*\\\\p{Lu}')");
	checks = query_checks_new(&check, 1, &tables);
	for (int i = 0; i < 40; i++) {
		size_t position = 0;

		assert_true(bench_read(&bench, "{\"x\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\"}"));
		assert_ptr_equal(query_checks_next(checks, &position, bench.run, bench.document)->assert,
			check.assert);
		assert_non_null(query_run_exceeded(bench.run));
		assert_null(query_checks_next(checks, &position, bench.run, bench.document));
	}
	query_checks_free(checks);
	bench_release(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_tests_say),
		cmocka_unit_test(checks_what_is_of_no_class),
		cmocka_unit_test(stops_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
