#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expressions.h"

static const char document[] =
	"{\"s\": \"abc\", \"t\": \"abd\", \"e\": \"\", \"n\": 10, \"m\": 10.0, \"f\": 1.5, \"neg\": -3,"
	" \"zero\": 0, \"null\": null, \"yes\": true, \"no\": false, \"a\": [1, 2, 3], \"b\": [1, 2, 3.0],"
	" \"o\": {\"x\": 1, \"y\": [\"k\"]}, \"p\": {\"y\": [\"k\"], \"x\": 1}, \"none\": {}, \"nil\": [],"
	" \"big\": 9007199254740993, \"bigger\": 9007199254740994, \"huge\": 1e400, \"huger\": 1e401,"
	" \"umlaut\": \"\\u00e4\", \"emoji\": \"\\ud83d\\ude00\", \"ffff\": \"\\uffff\","
	" \"peers\": [{\"asn\": 64512, \"up\": true}, {\"asn\": 65000, \"up\": false}, {\"name\": \"z\"}],"
	" \"it's\": 1, \"a b\": {\"\": 5}}";

struct truth_row {
	const char *text;
	enum truth truth;
};

#define T TRUTH_TRUE
#define F TRUTH_FALSE
#define U TRUTH_UNKNOWN

static void check_truths(const struct truth_row *rows, size_t n)
{
	static const char *const words[] = { "false", "true", "unknown" };
	struct bench bench;
	size_t wrong = 0;

	bench_init(&bench, NULL);
	assert_true(bench_read(&bench, document));
	for (size_t i = 0; i < n; i++) {
		struct expression *expression = bench_parse(&bench, rows[i].text);
		enum truth truth;

		if (!expression) {
			wrong++;
			continue;
		}
		query_run_begin(bench.run, bench.document);
		truth = expression_test(bench.run, expression, bench.document);
		/* What was kept must say the same. */
		if (truth != rows[i].truth ||
			expression_test(bench.run, expression, bench.document) != truth) {
			printf("%s: %s\n", rows[i].text, words[truth]);
			wrong++;
		}
	}
	bench_release(&bench);
	assert_int_equal(wrong, 0);
}

#define CHECK_TRUTHS(rows) check_truths(rows, sizeof(rows) / sizeof((rows)[0]))

static void compares_in_three_values(void **state)
{
	static const struct truth_row rows[] = {
		{ "@.s == 'abc'", T },
		{ "$.s == \"abc\"", T },
		{ "@.s=='abc'", T },
		{ " @.s\t==\n'abc'\r ", T },
		{ "'abc' == @.s", T },
		{ "@.s == 'ab'", F },
		{ "@.s == 'abcd'", F },
		{ "@.s != 'abc'", F },
		{ "@.s != 'x'", T },
		{ "@.s == @.t", F },
		{ "@.s < @.t", T },
		{ "@.s <= @.t", T },
		{ "@.s > @.t", F },
		{ "@.s >= @.t", F },
		{ "@.s >= @.s", T },
		{ "@.s <= @.s", T },
		{ "@.s < @.s", F },
		{ "@.s > 'ab'", T },
		{ "@.e < 'a'", T },
		{ "@.e == ''", T },
		{ "@.n == 10", T },
		{ "@.n == 10.0", T },
		{ "@.n == 1e1", T },
		{ "@.n == 1E+1", T },
		{ "@.n == 100e-1", T },
		{ "@.n == @.m", T },
		{ "@.n != @.m", F },
		{ "@.n < 10.5", T },
		{ "@.n > 9.999", T },
		{ "@.neg < 0", T },
		{ "@.neg == -3", T },
		{ "@.neg < -2.5", T },
		{ "@.zero == -0", T },
		{ "@.zero == 0.0", T },
		{ "@.zero == -0.0e5", T },
		{ "@.f == 1.5", T },
		{ "@.f == 15e-1", T },
		{ "@.big == 9007199254740993", T },
		{ "@.big == 9007199254740992", F },
		{ "@.big < @.bigger", T },
		{ "@.big == @.bigger", F },
		{ "@.huge < @.huger", T },
		{ "@.huge == 10e399", T },
		{ "@.huge != @.huger", T },
		{ "@.yes == true", T },
		{ "@.yes == false", F },
		{ "@.no == false", T },
		{ "@.no != true", T },
		{ "@.null == null", T },
		{ "@.null != null", F },
		{ "@.null == false", F },
		{ "@.null == 0", F },
		{ "@.e == false", F },
		{ "@.n == '10'", F },
		{ "@.n != '10'", T },
		{ "@.yes == 1", F },
		{ "@.a == @.b", T },
		{ "@.a == @.nil", F },
		{ "@.o == @.p", T },
		{ "@.o != @.p", F },
		{ "@.o == @.none", F },
		{ "@.o == @.a", F },
		{ "@.nil == @.none", F },
		{ "@.a[0] == 1", T },
		{ "@.a[-1] == 3", T },
		{ "@.a[-3] == 1", T },
		{ "@.o.y[0] == 'k'", T },
		{ "@['s'] == 'abc'", T },
		{ "@[\"s\"] == 'abc'", T },
		{ "@['it\\'s'] == 1", T },
		{ "@[\"it's\"] == 1", T },
		{ "@['a b'][''] == 5", T },
		{ "@.umlaut == '\\u00e4'", T },
		{ "@.umlaut == '\\u00E4'", T },
		{ "@.umlaut == '\xC3\xA4'", T },
		{ "@.emoji == '\\ud83d\\ude00'", T },
		{ "@.emoji == '\\uD83D\\uDE00'", T },
		{ "@.emoji > @.ffff", T }, /* by code points, not UTF-16 units */
		{ "1 == 1", T },
		{ "1 < 2", T },
		{ "'a' < 'b'", T },
		{ "true == true", T },
		{ "null == null", T },
		{ "'\\b\\f\\n\\r\\t\\/\\\\' == \"\\u0008\\u000c\\u000A\\u000d\\u0009/\\u005c\"", T },
	};

	(void)state;
	CHECK_TRUTHS(rows);
}

static void knows_what_is_unknown(void **state)
{
	static const struct truth_row rows[] = {
		{ "@.absent == 1", U },
		{ "@.absent != 1", U },
		{ "1 == @.absent", U },
		{ "@.absent == null", U },
		{ "@.absent == @.absent", U },
		{ "@.absent != @.absent", U },
		{ "@.absent == @.gone", U },
		{ "@.absent < 1", U },
		{ "@.absent <= @.absent", U },
		{ "@.a[3] == 1", U },
		{ "@.a[-4] == 1", U },
		{ "@.a.x == 1", U },
		{ "@.s[0] == 'a'", U },
		{ "@.s.x == 'a'", U },
		{ "@.o[0] == 1", U },
		{ "@.null.x == null", U },
		{ "$.absent.x.y.z[0] == 1", U },
		{ "@.n < '10'", U },
		{ "@.n <= '10'", U },
		{ "@.s > 1", U },
		{ "@.s >= 1", U },
		{ "@.yes < true", U },
		{ "@.yes <= true", U },
		{ "@.yes >= @.yes", U },
		{ "@.null < 1", U },
		{ "@.null <= null", U },
		{ "@.a < @.b", U },
		{ "@.a <= @.b", U },
		{ "@.o >= @.p", U },
		{ "length(@.n) == 1", U },
		{ "length(@.absent) == 0", U },
		{ "length(@.null) > 0", U },
		{ "value(@.a[*]) == 1", U },
		{ "match(@.absent, 'a')", U },
		{ "match(@.n, '1.*')", U },
		{ "match(@.s, @.n)", U },
		{ "match(@.s, @.absent)", U },
		{ "search(@.absent, 'a')", U },
		{ "!match(@.absent, 'a')", U },
		{ "!(@.absent == 1)", U },
		{ "!(!(@.absent == 1))", U },
		{ "is_ip(@.absent)", U },
		{ "same_subnet(@.s, @.s)", U },
		/* A value is no verdict. */
		{ "1", U },
		{ "true", U },
		{ "'a'", U },
		{ "length(@.s)", U },
	};

	(void)state;
	CHECK_TRUTHS(rows);
}

static void combines_in_three_values(void **state)
{
	static const struct truth_row rows[] = {
		{ "1 == 1 && 1 == 1", T },
		{ "1 == 1 && 1 == 2", F },
		{ "1 == 2 && 1 == 1", F },
		{ "1 == 1 && @.absent == 1", U },
		{ "@.absent == 1 && 1 == 1", U },
		{ "@.absent == 1 && 1 == 2", F },
		{ "1 == 2 && @.absent == 1", F },
		{ "@.absent == 1 && @.absent == 1", U },
		{ "@.absent == 1 && @.absent == 2 && 1 == 2", F },
		{ "1 == 1 || @.absent == 1", T },
		{ "@.absent == 1 || 1 == 1", T },
		{ "@.absent == 1 || 1 == 2", U },
		{ "1 == 2 || @.absent == 1", U },
		{ "@.absent == 1 || @.absent == 1", U },
		{ "1 == 2 || 1 == 3", F },
		{ "1 == 2 || 1 == 3 || 1 == 1", T },
		{ "1 == 1 || 1 == 2 && 1 == 3", T },
		{ "1 == 2 && 1 == 3 || 1 == 1", T },
		{ "(1 == 1 || 1 == 2) && 1 == 3", F },
		{ "1 == 3 && (1 == 1 || 1 == 2)", F },
		{ "!(1 == 1)", F },
		{ "!(1 == 2)", T },
		{ "! (1 == 2)", T },
		{ "!(!(1 == 1))", T },
		{ "((((1 == 1))))", T },
		{ "( 1 == 1 )", T },
		{ "!(1 == 1 && @.absent == 1)", U },
		{ "!(1 == 1 || @.absent == 1)", F },
		{ "1==1&&1==1||1==2", T },
		{ "(@.absent == 1 || @.s) && !@.absent", T },
		{ "!@.absent || @.absent == 1", T },
		{ "!@.bgp || @.bgp.asn == 1", T },
		{ "!@.n || @.n == 10", T },
		{ "!@.n || @.n == 11", F },
	};

	(void)state;
	CHECK_TRUTHS(rows);
}

static void tests_existence(void **state)
{
	static const struct truth_row rows[] = {
		{ "@", T },
		{ "$", T },
		{ "@.s", T },
		{ "@.null", T },
		{ "@.no", T },
		{ "@.zero", T },
		{ "@.nil", T },
		{ "@.absent", F },
		{ "!@.absent", T },
		{ "! @.absent", T },
		{ "!@.s", F },
		{ "(@.s)", T },
		{ "(@.absent)", F },
		{ "@.absent || @.s", T },
		{ "@.absent && @.s", F },
		{ "@.a[2]", T },
		{ "@.a[3]", F },
		{ "@.a[-3]", T },
		{ "@.a[-4]", F },
		{ "@.a[*]", T },
		{ "@.nil[*]", F },
		{ "@.none.*", F },
		{ "@.o.*", T },
		{ "@.a[1:]", T },
		{ "@.a[3:]", F },
		{ "@.a[::0]", F },
		{ "@..asn", T },
		{ "@..k", F },
		{ "$..y[0]", T },
		{ "@['absent','s']", T },
		{ "@['absent','gone']", F },
		{ "@.peers[?@.asn == 64512]", T },
		{ "@.peers[?@.asn == 1]", F },
		{ "!@.peers[?@.asn == 1]", T },
		{ "@.peers[?@.up]", T },
		{ "@.peers[?@.up == true].asn", T },
		{ "@ .s", T },
		{ "@ .s == 'abc'", T },
		{ "@ ['s']\n == 'abc'", T },
		{ "length(@ .s) == 3", T },
		{ "count(@.a[ 0 ]) == 1", T },
		{ "@.o[ 'x' ] || @.o[ 'x' ].y", T },
		{ "@ ['s']", T },
		{ "@.a [0]", T },
		{ "@.a[ 0 ]", T },
	};

	(void)state;
	CHECK_TRUTHS(rows);
}

/*
 * Inside a filter there are two values, as RFC 9535 says, also where the rule around
 * it has three.
 */
static void filters_in_two_values(void **state)
{
	static const struct truth_row rows[] = {
		{ "count(@.peers[?@.asn == 64512]) == 1", T },
		{ "count(@.peers[?@.asn != 64512]) == 2", T }, /* Nothing differs from a number */
		{ "count(@.peers[?@.asn]) == 2", T },
		{ "count(@.peers[?!@.asn]) == 1", T },
		{ "count(@.peers[?@.gone == @.absent]) == 3", T }, /* Nothing equals Nothing */
		{ "count(@.peers[?@.gone != @.absent]) == 0", T },
		{ "count(@.peers[?@.gone <= @.absent]) == 3", T },
		{ "count(@.peers[?@.gone >= @.absent]) == 3", T },
		{ "count(@.peers[?@.gone < @.absent]) == 0", T },
		{ "count(@.peers[?@.gone == null]) == 0", T },
		{ "count(@.peers[?@.up <= @.up]) == 3", T },
		{ "count(@.peers[?@.up < true]) == 0", T },
		{ "count(@.peers[?@.asn > 64600]) == 1", T },
		{ "count(@.peers[?!(@.asn > 64600)]) == 2", T },
		{ "count(@.peers[?@.asn > '1']) == 0", T },
		{ "count(@.peers[?match(@.name, 'z')]) == 1", T },
		{ "count(@.peers[?!match(@.name, 'z')]) == 2", T },
		{ "count(@.peers[?!match(@.asn, 'z')]) == 3", T },
		{ "count(@.peers[?!match(@.name, $.peers)]) == 3", T },
		{ "count(@.peers[?length(@.name) == 1]) == 1", T },
		{ "count(@.peers[?length(@.name) != 1]) == 2", T },
		{ "count(@.peers[?length(@.asn) == length(@.up)]) == 3", T },
		{ "count(@.peers[?is_ip(@.name)]) == 0", T },
		{ "count(@.peers[?!is_ip(@.asn)]) == 3", T },
		{ "count(@.peers[?@.asn == $.peers[0].asn]) == 1", T },
		{ "count(@.peers[?@.asn == 64512 || @.name == 'z']) == 2", T },
		{ "count(@.peers[?@.asn && @.up == true]) == 1", T },
		{ "count(@.peers[?@['asn','name']]) == 3", T },
		{ "count(@.peers[?count(@.*) == 2]) == 2", T },
		{ "count(@.peers[?@.*]) == 3", T },
		{ "count($.peers[?$.absent == 1]) == 0", T },
		{ "count($.peers[?!($.absent == 1)]) == 3", T },
		{ "!($.absent == 1)", U },
		{ "count(@.peers[0,0,0]) == 3", T },
		{ "count(@.a[?@ > 1]) == 2", T },
		{ "count(@.o[?@ == 1]) == 1", T },
		{ "count(@.peers[?@.asn == 64512, ?@.asn == 64512]) == 2", T },
		{ "count(@[?@[?@.asn == 65000]]) == 1", T },
		{ "value(@.peers[?@.asn == 65000].up) == false", T },
		{ "value(@.peers[?@.asn == 64512].up) == false", F },
		{ "value(@.peers[?@.asn == 1].up) == false", U },
	};

	(void)state;
	CHECK_TRUTHS(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_in_three_values),
		cmocka_unit_test(knows_what_is_unknown),
		cmocka_unit_test(combines_in_three_values),
		cmocka_unit_test(tests_existence),
		cmocka_unit_test(filters_in_two_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
