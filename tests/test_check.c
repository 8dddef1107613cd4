#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expressions.h"
#include "query/check.h"
#include "registries.h"

#define ROWS 30

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
	{ NULL, "@.n != 7 && @.n < 100" },
	{ "is_integer(@.n)", "asn_class(@.n) != 'private'" },
	{ "type_of(@.n) == 'number'", "is_integer(@.n)" },
	{ NULL, "!same_address(@.p, '10.0.0.5')" },
	{ NULL, "!contains('10.0.0.0/30', @.p)" },
	{ NULL, "!contains(@.p, '10.0.0.8/31')" },
	{ NULL, "!is_in(@.p, 'private-use') || prefix_length(@.p) >= 29" },
	{ "family(@.p) == 4", "is_in(@.p, 'globally-reachable')" },
	{ "!overlaps(@.p, '10.0.0.4/30')", "!has_host_bits(@.p)" },
	{ "is_prefix(@.p)", "is_usable_host(@.p) || same_subnet(@.p, '10.0.0.4/30')" },
	{ "length(@.x) == 2", "bytes(@.x) == 2 && length(@.list) != bytes(@.x)" },
	{ NULL, "length(@.n) != 2" },
	{ "prefix_length(@.p) == prefix_length(@.q)", "same_subnet(@.p, @.q)" },
};

struct checked {
	const struct expression *when[ROWS], *assert[ROWS];
	struct query_checks *together;
	struct query_checks *apart[ROWS]; /* what one remembers does not hang on the others */
	size_t tables;
};

static void make_checks(struct bench *bench, struct checked *checked)
{
	struct query_check checks[ROWS];

	checked->tables = 0;
	for (size_t i = 0; i < ROWS; i++) {
		checked->when[i] = rows[i].when ? bench_parse(bench, rows[i].when) : NULL;
		checked->assert[i] = bench_parse(bench, rows[i].assert);
		checks[i] = (struct query_check){ checked->when[i], checked->assert[i], i };
		checked->apart[i] = query_checks_new(&checks[i], 1, &checked->tables);
	}
	checked->together = query_checks_new(checks, ROWS, &checked->tables);
}

static void free_checks(struct checked *checked)
{
	query_checks_free(checked->together);
	for (size_t i = 0; i < ROWS; i++)
		query_checks_free(checked->apart[i]);
	assert_int_equal(checked->tables, 0);
}

static void mark_failing(struct bench *bench, struct query_checks *checks, bool failed[ROWS])
{
	const struct query_check *check;
	size_t position = 0;

	while ((check = query_checks_next(checks, &position, bench->run, bench->document))) {
		assert_true(check->number < ROWS && !failed[check->number]);
		failed[check->number] = true;
	}
	assert_null(query_run_exceeded(bench->run));
}

/* Each check beside what testing its expressions says. */
static void compare(struct bench *bench, const struct checked *checked)
{
	bool failed[ROWS] = { false }, apart[ROWS] = { false };

	mark_failing(bench, checked->together, failed);
	for (size_t i = 0; i < ROWS; i++)
		mark_failing(bench, checked->apart[i], apart);
	for (size_t i = 0; i < ROWS; i++) {
		bool fails = (!checked->when[i] || expression_test(bench->run, checked->when[i],
			bench->document) == TRUTH_TRUE) && expression_test(bench->run,
			checked->assert[i], bench->document) == TRUTH_FALSE;

		if (failed[i] != fails || apart[i] != fails)
			fail_msg("check %zu fails: %d, alone: %d, tested: %d", i, failed[i],
				apart[i], fails);
	}
}

/* Values that passed before say no more than they did, in whatever document they are. */
static void says_what_tests_say(void **state)
{
	static const char *const values[] = {
		"\"a\"", "\"b\"", "\"c\"", "\"ad\"", "3", "4", "4.0", "\"3\"", "95", "null", "[3]", "1e2",
		"99.5", "3.5", "6.5", "-1", "8.9e95", "-1e400", "\"\\u00e9\"", "\"\\u00e9b\"", "64511", "64512",
		"4294967296", "[1, 2]",
		"\"0123456789abcdef0123456789abcdef0123456789abcdef\"",
	};
	static const char *const addresses[] = {
		"10.0.0.5/30", "10.0.0.6/30", "10.0.0.5", "10.0.0.4/29", "10.0.0.3/31", "10.0.0.4/31", "10.0.0.8/31",
		"10.0.0.9/29", "10.0.0.5/29", "10.0.0.0/8", "9.255.255.255", "8.0.0.0/6", "10.0.0.6/29", "",
		"10.0.0.7/29", "::ffff:10.0.0.5", "2001:db8::1/64", "fe80::/10", "fe80::1/64", "ff00::/7",
		"0.0.0.0/0", "10.0.0.2/29", "11.0.0.0/30", "10.0.0.3/30", "10.0.0.4/30",
		"9.255.255.240/28", "10.0.0.0/28",
	};
	enum {
		VALUES = sizeof(values) / sizeof(values[0]),
		ADDRESSES = sizeof(addresses) / sizeof(addresses[0]),
	};
	struct mem mem = { 0 };
	struct checked checked;
	struct bench bench;
	char text[400];

	(void)state;
	bench_init(&bench, registries_load(&mem));
	make_checks(&bench, &checked);
	for (unsigned i = 0; i < 20000; i++) {
		snprintf(text, sizeof(text),
			"{\"x\": %s, \"n\": %s, \"list\": [%u, 2], \"in\": {\"y\": %s}, "
			"\"p\": \"%s\", \"q\": \"%s\"%s}",
			values[i % VALUES], values[i / VALUES % VALUES], i % 3,
			i % 7 ? "true" : "null", addresses[i % ADDRESSES],
			addresses[i / 3 % ADDRESSES], i % 5 ? "" : ", \"x\": \"b\", \"n\": 7");
		assert_true(bench_read(&bench, text));
		compare(&bench, &checked);
	}
	assert_true(checked.tables > 0);
	free_checks(&checked);
	bench_release(&bench);
	mem_release(&mem);
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
		snprintf(text, sizeof(text), "{\"x\": %u.5, \"n\": 1.5, \"in\": {\"y\": 2.5}, "
			"\"p\": 3.5, \"q\": 4.5}", i);
		assert_true(bench_read(&bench, text));
		compare(&bench, &checked);
		assert_true(checked.tables > 0 || i < 16 || i > 4000);
	}
	/* Two checks have only parts that are evaluated. */
	assert_int_equal(checked.tables, 2);
	free_checks(&checked);
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
