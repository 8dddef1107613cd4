#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expressions.h"
#include "net/prefix.h"
#include "net/registry.h"
#include "query/template.h"

struct error_row {
	const char *text;
	size_t at, length;
	const char *message;
};

typedef bool parse_text(struct bench *bench, const char *text, size_t n, struct err *err);

static bool parse_rfc(struct bench *bench, const char *text, size_t n, struct err *err)
{
	return query_parse(bench->space, text, n, err);
}

static bool parse_rule(struct bench *bench, const char *text, size_t n, struct err *err)
{
	return expression_parse(bench->space, text, n, err);
}

static bool parse_message(struct bench *bench, const char *text, size_t n, struct err *err)
{
	return template_parse(bench->space, text, n, err);
}

/* Two sets are all that is_in knows here. */
static void add_sets(struct registry *registry)
{
	struct prefix block;

	assert_null(prefix_parse("10.0.0.0/8", 10, PREFIX_LENGTH, &block));
	registry_add_block(registry, "private-use", &block);
	registry_add_block(registry, "documentation", &block);
}

static bool is_refused_so(struct bench *bench, parse_text *parse, const struct error_row *row)
{
	struct err err = { 0 };
	bool ok = parse(bench, row->text, strlen(row->text), &err);

	if (!ok && err.at == row->at && err.length == row->length &&
		strcmp(err.text, row->message) == 0)
		return true;
	printf("%s: at %zu, %zu: %s\n", row->text, err.at, err.length, ok ? "taken" : err.text);
	return false;
}

static void check_errors(parse_text *parse, const struct error_row *rows, size_t n)
{
	struct mem mem = { 0 };
	struct registry *registry = registry_new(&mem);
	struct bench bench;
	size_t wrong = 0;

	add_sets(registry);
	bench_init(&bench, registry);
	for (size_t i = 0; i < n; i++)
		wrong += !is_refused_so(&bench, parse, &rows[i]);
	bench_release(&bench);
	mem_release(&mem);
	assert_int_equal(wrong, 0);
}

#define CHECK_ERRORS(parse, rows) check_errors(parse, rows, sizeof(rows) / sizeof((rows)[0]))

static void refuses_queries(void **state)
{
	static const struct error_row rows[] = {
		{ "", 0, 0, "expected $, the root, not the end" },
		{ " $", 0, 1, "expected $, the root, not a blank" },
		{ "$ ", 1, 1,
			"expected a segment (.name, [selector] or ..name) or the end, not a blank" },
		{ "@", 0, 1, "expected $, the root, not @" },
		{ "@.a", 0, 1, "expected $, the root, not @" },
		{ "a", 0, 1, "expected $, the root, not a" },
		{ "$.", 1, 1, "expected a member name, not the end" },
		{ "$..", 2, 1, "expected a member name, not the end" },
		{ "$...a", 3, 1, "expected a member name, not ." },
		{ "$. a", 2, 1, "expected a member name, not a blank" },
		{ "$.. a", 3, 1, "expected a member name, not a blank" },
		{ "$.1a", 2, 1, "expected a member name, not 1" },
		{ "$.a-b", 3, 1,
			"expected a segment (.name, [selector] or ..name) or the end, not -" },
		{ "$.a b", 3, 1,
			"expected a segment (.name, [selector] or ..name) or the end, not a blank" },
		{ "$[", 1, 1,
			"expected a selector (a name in quotes, an index, a slice, * or ?), not the end" },
		{ "$[]", 2, 1,
			"expected a selector (a name in quotes, an index, a slice, * or ?), not ]" },
		{ "$[a]", 2, 1,
			"expected a selector (a name in quotes, an index, a slice, * or ?), not a" },
		{ "$['a'", 4, 1, "expected , or ], not the end" },
		{ "$['a]", 2, 3, "the string that begins here has no end" },
		{ "$['a',]", 6, 1,
			"expected a selector (a name in quotes, an index, a slice, * or ?), not ]" },
		{ "$[,'a']", 2, 1,
			"expected a selector (a name in quotes, an index, a slice, * or ?), not ," },
		{ "$['a' 'b']", 6, 1, "expected , or ], not '" },
		{ "$[01]", 2, 2, "01: a number does not begin with 0" },
		{ "$[-0]", 2, 2, "-0 is no index" },
		{ "$[-]", 3, 1, "expected a digit, not ]" },
		{ "$[1.0]", 3, 1, "expected , or ], not ." },
		{ "$[9007199254740992]", 2, 16,
			"9007199254740992 is beyond the integers that all JSON readers know, \302\2619007199254740991" },
		{ "$[-9007199254740992]", 2, 17,
			"-9007199254740992 is beyond the integers that all JSON readers know, \302\2619007199254740991" },
		{ "$[99999999999999999999999999]", 2, 26,
			"99999999999999999999999999 is beyond the integers that all JSON readers know, \302\2619007199254740991" },
		{ "$[1:01]", 4, 2, "01: a number does not begin with 0" },
		{ "$[1:2:3:4]", 7, 1, "expected , or ], not :" },
		{ "$[::-0]", 4, 2, "-0 is no index" },
		{ "$[\"\\x\"]", 4, 1, "expected one of \" \\ / b f n r t u after the \\, not x" },
		{ "$['\\\"']", 4, 1, "expected one of ' \\ / b f n r t u after the \\, not \"" },
		{ "$[\"\\'\"]", 4, 1, "expected one of \" \\ / b f n r t u after the \\, not '" },
		{ "$[\"\\u12g4\"]", 7, 1, "expected four hexadecimal digits after \\u, not g" },
		{ "$[\"\\ud800\"]", 3, 6, "\\ud800 is half of a surrogate pair" },
		{ "$[\"\\ud800\\u0041\"]", 3, 12, "\\ud800\\u0041 is half of a surrogate pair" },
		{ "$[\"\\udc00\"]", 3, 6, "\\udc00 is half of a surrogate pair" },
		{ "$[\"\t\"]", 3, 1, "a control character in a string is written as \\u0009" },
		{ "$[?]", 3, 1, "expected a query, a literal, a function, ! or (, not ]" },
		{ "$[?1]", 3, 1, "1 is a value: compare it with something" },
		{ "$[?'a']", 3, 3, "'a' is a value: compare it with something" },
		{ "$[?true]", 3, 4, "true is a value: compare it with something" },
		{ "$[?@.a == ]", 10, 1, "expected a query, a literal, a function, ! or (, not ]" },
		{ "$[?== 1]", 3, 1, "expected a query, a literal, a function, ! or (, not =" },
		{ "$[?@.a = 1]", 7, 1, "= is no operator: write ==" },
		{ "$[?@.a === 1]", 7, 3, "=== is no operator: write ==" },
		{ "$[?@.a == @..b]", 10, 4,
			"@..b: a comparison needs a singular query, this can select several nodes" },
		{ "$[?@.* == 1]", 3, 3,
			"@.*: a comparison needs a singular query, this can select several nodes" },
		{ "$[?@[0,1] == 1]", 3, 6,
			"@[0,1]: a comparison needs a singular query, this can select several nodes" },
		{ "$[?@[0:1] == 1]", 3, 6,
			"@[0:1]: a comparison needs a singular query, this can select several nodes" },
		{ "$[?@[ 'a' ] == 1]", 3, 8,
			"@[ 'a' ]: a singular query has no blanks inside its brackets" },
		{ "$[?1 == @.b[0 ]]", 8, 7,
			"@.b[0 ]: a singular query has no blanks inside its brackets" },
		{ "$[?length(@[ 0]) == 1]", 10, 5,
			"@[ 0]: a singular query has no blanks inside its brackets" },
		{ "$[?1 == $[?@.a]]", 8, 7,
			"$[?@.a]: a comparison needs a singular query, this can select several nodes" },
		{ "$[?@.a && ]", 10, 1, "expected a query, a literal, a function, ! or (, not ]" },
		{ "$[?@.a || 1]", 10, 1, "1 is a value: compare it with something" },
		{ "$[?1 && @.a]", 3, 1, "1 is a value: compare it with something" },
		{ "$[?@.a & @.b]", 7, 1, "& is no operator: write &&" },
		{ "$[?!1]", 4, 1, "1 is a value: compare it with something" },
		{ "$[?!@.a == 1]", 3, 4,
			"! negates a test, not a comparison: put it in parentheses, !(\342\200\246)" },
		{ "$[?!!@.a]", 4, 1, "expected a query, a literal, a function, ! or (, not !" },
		{ "$[?(@.a]", 7, 1, "expected &&, || or ), not ]" },
		{ "$[?(@.a) == 1]", 3, 5, "(@.a) is true or false: it is not compared" },
		{ "$[?@.a)]", 6, 1, "expected , or ], not )" },
		{ "$[?length(@.a)]", 3, 11, "length() gives a value: compare it" },
		{ "$[?!length(@.a)]", 4, 11, "length() gives a value: compare it" },
		{ "$[?count(@..a) && @.b]", 3, 11, "count() gives a value: compare it" },
		{ "$[?length(@.*) == 1]", 10, 3,
			"argument 1 of length is one value, and @.* can select several nodes" },
		{ "$[?length() == 1]", 3, 8, "length takes 1 argument, not 0" },
		{ "$[?length(@.a, @.b) == 1]", 3, 16, "length takes 1 argument, not 2" },
		{ "$[?length(@.a == 1) == 1]", 10, 8,
			"argument 1 of length has to be a value, and @.a == 1 is true or false" },
		{ "$[?length((@.a)) == 1]", 10, 5,
			"argument 1 of length has to be a value, and (@.a) is true or false" },
		{ "$[?length(match(@.a, 'a')) == 1]", 10, 15,
			"argument 1 of length has to be a value, and match(@.a, 'a') is true or false" },
		{ "$[?count(1) == 1]", 9, 1, "argument 1 of count has to be a query, not 1" },
		{ "$[?count('a') == 1]", 9, 3, "argument 1 of count has to be a query, not 'a'" },
		{ "$[?count(length(@.a)) == 1]", 9, 11,
			"argument 1 of count has to be a query, not length(@.a)" },
		{ "$[?match(@.a)]", 3, 10, "match takes 2 arguments, not 1" },
		{ "$[?match(@.a, 'a') == true]", 3, 15,
			"match() is true or false: it is not compared" },
		{ "$[?true == match(@.a, 'a')]", 11, 15,
			"match() is true or false: it is not compared" },
		{ "$[?value(1) == 1]", 9, 1, "argument 1 of value has to be a query, not 1" },
		{ "$[?foo(@.a)]", 3, 3, "there is no function foo" },
		{ "$[?lenght(@.a) == 1]", 3, 6, "there is no function lenght; did you mean length?" },
		{ "$[?length (@.a) == 1]", 3, 6,
			"length is a function: its arguments follow at once, length(\342\200\246)" },
		{ "$[?Length(@.a) == 1]", 3, 1,
			"expected a query, a literal, a function, ! or (, not L" },
		{ "$[?length(@.a == 1]", 10, 8,
			"argument 1 of length has to be a value, and @.a == 1 is true or false" },
		{ "$[?length(@.a 1) == 1]", 14, 1, "expected , or ), not 1" },
		{ "$[?is_ip(@.a)]", 3, 5, "is_ip is a function of rules, not one of RFC 9535" },
		{ "$[?@.a == True]", 10, 1,
			"expected a query, a literal, a function, ! or (, not T" },
		{ "$[?@.a == nul]", 10, 3, "nul is neither true, false, null nor a function; a member is written @.nul" },
		{ "$[?@.a == .5]", 10, 1, "expected a query, a literal, a function, ! or (, not ." },
		{ "$[?@.a == 5.]", 12, 1, "expected a digit after the point, not ]" },
		{ "$[?@.a == 05]", 10, 2, "05: a number does not begin with 0" },
		{ "$[?@.a == +5]", 10, 1, "expected a query, a literal, a function, ! or (, not +" },
		{ "$[?@.a == 1e]", 12, 1, "expected a digit of the exponent, not ]" },
		{ "$[?@.a == 1e+]", 13, 1, "expected a digit of the exponent, not ]" },
		{ "$[?@.a == --1]", 11, 1, "expected a digit, not -" },
		{ "$[?@.a == 1_000]", 11, 1, "expected , or ], not _" },
		{ "$[?@.a == \"a]", 10, 3, "the string that begins here has no end" },
	};

	(void)state;
	CHECK_ERRORS(parse_rfc, rows);
}

static void refuses_expressions(void **state)
{
	static const struct error_row rows[] = {
		{ "", 0, 0, "expected a query, a literal, a function, ! or (, not the end" },
		{ " ", 0, 1, "expected a query, a literal, a function, ! or (, not the end" },
		{ "@.bgp == $..x", 9, 4,
			"$..x: a comparison needs a singular query, this can select several nodes" },
		{ "$..x == @.bgp", 0, 4,
			"$..x: a comparison needs a singular query, this can select several nodes" },
		{ "same_subnet(@.a, @.b, @.c)", 0, 26, "same_subnet takes 2 arguments, not 3" },
		{ "same_subnet(@.a)", 0, 16, "same_subnet takes 2 arguments, not 1" },
		{ "same_subnett(@.a, @.b)", 0, 12,
			"there is no function same_subnett; did you mean same_subnet?" },
		{ "same_sub(@.a, @.b)", 0, 8, "there is no function same_sub" },
		{ "zzz(@.a)", 0, 3, "there is no function zzz" },
		{ "length(@.a) && @.b", 0, 11, "length() gives a value: compare it" },
		{ "length(@.a) == 1 && true", 20, 4, "true is a value: compare it with something" },
		{ "!is_ip", 1, 5,
			"is_ip is a function: its arguments follow at once, is_ip(\342\200\246)" },
		{ "is_ip", 0, 5,
			"is_ip is a function: its arguments follow at once, is_ip(\342\200\246)" },
		{ "is_ip(@.a) == true", 0, 10, "is_ip() is true or false: it is not compared" },
		{ "is_ip(@.a) == is_ip(@.b)", 0, 10, "is_ip() is true or false: it is not compared" },
		{ "is_ip(@.*)", 6, 3,
			"argument 1 of is_ip is one value, and @.* can select several nodes" },
		{ "is_ip(@.a[?@.b])", 6, 9,
			"argument 1 of is_ip is one value, and @.a[?@.b] can select several nodes" },
		{ "one_of(@.a, 'b')", 12, 3, "argument 2 of one_of has to be a query, not 'b'" },
		{ "one_of(@.a, length(@.b))", 12, 11,
			"argument 2 of one_of has to be a query, not length(@.b)" },
		{ "sum(1)", 4, 1, "argument 1 of sum has to be a query, not 1" },
		{ "distinct(@.a == 1)", 9, 8,
			"argument 1 of distinct has to be a query, not @.a == 1" },
		{ "is_in(@.a, \"private-uze\")", 11, 13,
			"there is no set \"private-uze\"; did you mean \"private-use\"?" },
		{ "is_in(@.a, \"nothing-like-it\")", 11, 17,
			"there is no set \"nothing-like-it\"; there are private-use, documentation" },
		{ "match(@.a, \"a(\")", 11, 4,
			"no pattern of RFC 9485: the group is not closed: ) is missing" },
		{ "search(@.a, \"\\\\d\")", 12, 5,
			"no pattern of RFC 9485: this is no escape in I-Regexp" },
		{ "@.a == 1 @.b", 9, 1, "expected an operator or the end, not @" },
		{ "@.a == 1 == 2", 9, 1, "expected an operator or the end, not =" },
		{ "(@.a == 1", 8, 1, "expected &&, || or ), not the end" },
		{ "@.a == 1)", 8, 1, "expected an operator or the end, not )" },
		{ "@.a and @.b", 4, 3, "and is no operator: write &&" },
		{ "@.a == 'b' or @.c", 11, 2, "or is no operator: write ||" },
		{ "'a", 0, 2, "the string that begins here has no end" },
		{ "1 +", 2, 1, "expected an operator or the end, not +" },
		{ "@.a <> 1", 4, 2, "<> is no operator: write !=" },
		{ "@.a =< 1", 4, 2, "=< is no operator: write <=" },
		{ "@.a =~ \"x\"", 4, 2, "=~ is no operator: write match() or search()" },
		{ "@.a in $.b", 4, 2, "in is no operator: write one_of()" },
		{ "@.a !== 1", 4, 3, "!== is no operator: write !=" },
		{ "!(@.a) == 1", 7, 1, "expected an operator or the end, not =" },
		{ "@@", 1, 1, "expected a segment (.name, [selector] or ..name) or the end, not @" },
		{ "$$", 1, 1, "expected a segment (.name, [selector] or ..name) or the end, not $" },
		{ "@.a[?@.b == @.c..d]", 12, 6,
			"@.c..d: a comparison needs a singular query, this can select several nodes" },
		{ "@.a[?is_ip(@.b, @.c)]", 5, 15, "is_ip takes 1 argument, not 2" },
		{ "@.\303\251 == \"\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254\350\252\236\346\227\245\346\234\254\350\252\236\" && 1", 104, 1,
			"1 is a value: compare it with something" },
		{ "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((@.a))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))", 64, 1,
			"this is nested more than 64 levels deep" },
	};

	(void)state;
	CHECK_ERRORS(parse_rule, rows);
}

static void refuses_messages(void **state)
{
	static const struct error_row rows[] = {
		{ "{", 0, 1, "the placeholder that begins here has no }; a brace is written {{" },
		{ "a {@.b", 2, 4,
			"the placeholder that begins here has no }; a brace is written {{" },
		{ "a {@.b == } c", 9, 1,
			"expected a query, a literal, a function, ! or (, not the end" },
		{ "{}", 0, 2, "expected a query, a literal, a function, ! or (, not the end" },
		{ "{foo(@.a)}", 1, 3, "there is no function foo" },
	};

	(void)state;
	CHECK_ERRORS(parse_message, rows);
}

/* What no table can hold: NUL and bad bytes, and what is long or deep. */
static void refuses_hostile_text(void **state)
{
	static const struct {
		const char *text;
		size_t n;
	} rows[] = {
		{ "$\0", 2 },
		{ "$.a\0b", 5 },
		{ "\0", 1 },
		{ "$['\0']", 6 },
		{ "$['\xFF']", 6 },
		{ "$['\xC0\x80']", 7 },
		{ "$['\xED\xA0\x80']", 8 },
		{ "$.\xED\xA0\x80", 5 },
		{ "$.\xC3", 3 },
		{ "$['\xF0\x9F", 5 },
		{ "\xEF\xBB\xBF$", 4 },
	};
	struct bench bench;

	(void)state;
	bench_init(&bench, NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };

		assert_null(query_parse(bench.space, rows[i].text, rows[i].n, &err));
		assert_true(err.set && err.at + err.length <= rows[i].n);
		err.set = false;
		assert_null(expression_parse(bench.space, rows[i].text, rows[i].n, &err));
		assert_true(err.set && err.at + err.length <= rows[i].n);
	}
	bench_release(&bench);
}

static void bounds_nesting_and_length(void **state)
{
	static const char *const units[] = {
		"(", "!(", "$[?@[?", "length(", "$[?$[?", "value($[?", "[", "$..[", "1==1&&(",
	};
	struct bench bench;
	struct buf text;

	(void)state;
	bench_init(&bench, NULL);
	buf_init(&text);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		struct err err = { 0 };

		buf_clear(&text);
		for (size_t k = 0; k < 100000; k++)
			buf_puts(&text, units[i]);
		assert_null(expression_parse(bench.space, text.data, text.length, &err));
		assert_true(err.set);
	}
	while (text.length <= 1024 * 1024)
		buf_puts(&text, "@.a.b.c");
	assert_null(expression_parse(bench.space, text.data, text.length, &(struct err){ 0 }));
	buf_release(&text);
	bench_release(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_queries),
		cmocka_unit_test(refuses_expressions),
		cmocka_unit_test(refuses_messages),
		cmocka_unit_test(refuses_hostile_text),
		cmocka_unit_test(bounds_nesting_and_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
