#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expressions.h"

/* The normalized paths of what a query selects, a blank between them. */
static void print_paths(struct bench *bench, const struct expression *query, struct buf *out)
{
	const struct node *const *nodes;
	size_t n = expression_nodes(bench->run, query, bench->document, &nodes);

	buf_clear(out);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(out, ' ');
		query_print_path(out, nodes[i]);
	}
}

static void selects_in_order(void **state)
{
	static const char document[] =
		"{\"a\": [0, 1, 2, 3, 4, 5], \"o\": {\"j\": [{\"k\": 1}, 2], \"l\": {\"k\": 3}}, \"s\": \"x\"}";
	static const struct {
		const char *query, *paths;
	} rows[] = {
		{ "$", "$" },
		{ "$.a[0]", "$['a'][0]" },
		{ "$.a[-1]", "$['a'][5]" },
		{ "$.a[6]", "" },
		{ "$.a[-7]", "" },
		{ "$.a[9007199254740991]", "" },
		{ "$.a[-9007199254740991]", "" },
		{ "$.a[1:3]", "$['a'][1] $['a'][2]" },
		{ "$.a[:2]", "$['a'][0] $['a'][1]" },
		{ "$.a[4:]", "$['a'][4] $['a'][5]" },
		{ "$.a[-2:]", "$['a'][4] $['a'][5]" },
		{ "$.a[::2]", "$['a'][0] $['a'][2] $['a'][4]" },
		{ "$.a[1::2]", "$['a'][1] $['a'][3] $['a'][5]" },
		{ "$.a[1:5:3]", "$['a'][1] $['a'][4]" },
		{ "$.a[::-2]", "$['a'][5] $['a'][3] $['a'][1]" },
		{ "$.a[4:1:-1]", "$['a'][4] $['a'][3] $['a'][2]" },
		{ "$.a[4:1:-2]", "$['a'][4] $['a'][2]" },
		{ "$.a[4:1:-3]", "$['a'][4]" },
		{ "$.a[1:4:-1]", "" },
		{ "$.a[-1:-3:-1]", "$['a'][5] $['a'][4]" },
		{ "$.a[:3:-1]", "$['a'][5] $['a'][4]" },
		{ "$.a[1::-1]", "$['a'][1] $['a'][0]" },
		{ "$.a[100:-100:-4]", "$['a'][5] $['a'][1]" },
		{ "$.a[-100:100:4]", "$['a'][0] $['a'][4]" },
		{ "$.a[-6::-1]", "$['a'][0]" },
		{ "$.a[-7::-1]", "" },
		{ "$.a[-7:-100:-1]", "" },
		{ "$.a[-100:2]", "$['a'][0] $['a'][1]" },
		{ "$.a[100::-3]", "$['a'][5] $['a'][2]" },
		{ "$.a[::9007199254740991]", "$['a'][0]" },
		{ "$.a[::-9007199254740991]", "$['a'][5]" },
		{ "$.a[9007199254740991:-9007199254740991:-9007199254740991]", "$['a'][5]" },
		{ "$.a[::0]", "" },
		{ "$.a[0:0]", "" },
		{ "$.s[0:1]", "" },
		{ "$.o[0:1]", "" },
		{ "$.a[ 1 : 3 : 1 ]", "$['a'][1] $['a'][2]" },
		{ "$['s','a'][0]", "$['a'][0]" },
		{ "$.a[2,0,-1,0]", "$['a'][2] $['a'][0] $['a'][5] $['a'][0]" },
		{ "$.o.*", "$['o']['j'] $['o']['l']" },
		{ "$.o[*]", "$['o']['j'] $['o']['l']" },
		{ "$..k", "$['o']['j'][0]['k'] $['o']['l']['k']" },
		{ "$.o..*",
			"$['o']['j'] $['o']['l'] $['o']['j'][0] $['o']['j'][1] $['o']['j'][0]['k'] "
			"$['o']['l']['k']" },
		{ "$.o..[0]", "$['o']['j'][0]" },
		{ "$..j..k", "$['o']['j'][0]['k']" },
		{ "$.a[?@ > 3]", "$['a'][4] $['a'][5]" },
		{ "$.a[?@ > 3, 0]", "$['a'][4] $['a'][5] $['a'][0]" },
		{ "$.o[?@.k]", "$['o']['l']" },
		{ "$..[?@.k]", "$['o']['l'] $['o']['j'][0]" },
		{ "$.o[?@[?@.k]]", "$['o']['j']" },
		{ "$[?length(@) == 6]", "$['a']" },
		{ "@.s", "$['s']" },
		{ "@['s']", "$['s']" },
	};
	struct bench bench;
	struct buf paths;

	(void)state;
	bench_init(&bench, NULL);
	buf_init(&paths);
	assert_true(bench_read(&bench, document));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct expression *query = bench_parse(&bench, rows[i].query);

		assert_non_null(query);
		assert_int_equal(expression_type(query), EXPRESSION_NODES);
		print_paths(&bench, query, &paths);
		if (strcmp(paths.data, rows[i].paths) != 0)
			fail_msg("%s: %s", rows[i].query, paths.data);
	}
	buf_release(&paths);
	bench_release(&bench);
}

static void prints_normalized_paths(void **state)
{
	static const struct {
		const char *document, *path;
	} rows[] = {
		{ "{\"a\": 1}", "$['a']" },
		{ "[1]", "$[0]" },
		{ "{\"\": 1}", "$['']" },
		{ "{\"it's\": 1}", "$['it\\'s']" },
		{ "{\"\\\"\": 1}", "$['\"']" },
		{ "{\"\\\\\": 1}", "$['\\\\']" },
		{ "{\"/\": 1}", "$['/']" },
		{ "{\"\\b\\f\\n\\r\\t\": 1}", "$['\\b\\f\\n\\r\\t']" },
		{ "{\"\\u0000\\u000b\\u001f\\u007f\": 1}", "$['\\u0000\\u000b\\u001f\x7f']" },
		{ "{\"\\u00e4\\ud83d\\ude00\": 1}", "$['\xC3\xA4\xF0\x9F\x98\x80']" },
		{ "{\"\\ud800\": 1}", "$['\\ud800']" },
	};
	struct bench bench;
	struct buf paths;

	(void)state;
	bench_init(&bench, NULL);
	buf_init(&paths);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(bench_read(&bench, rows[i].document));
		print_paths(&bench, bench_parse(&bench, "$[*]"), &paths);
		assert_string_equal(paths.data, rows[i].path);
	}
	buf_release(&paths);
	bench_release(&bench);
}

/* Results are forgotten with the document, and kept results of one @ are not those of another. */
static void forgets_the_document(void **state)
{
	struct bench bench;
	struct expression *sum, *both, *lower;
	const struct node *first;

	(void)state;
	bench_init(&bench, NULL);
	sum = bench_parse(&bench, "sum(@.n[*]) == 3");
	both = bench_parse(&bench, "@.x == 'a' && lower(@.x) == lower($.x)");
	lower = bench_parse(&bench, "lower(@.x)");
	assert_true(bench_read(&bench, "{\"n\": [1, 2], \"x\": \"a\", \"in\": {\"x\": \"B\"}}"));
	first = node_member(bench.document, "in");
	assert_int_equal(expression_test(bench.run, sum, bench.document), TRUTH_TRUE);
	assert_int_equal(expression_test(bench.run, sum, first), TRUTH_FALSE);
	assert_int_equal(expression_test(bench.run, sum, bench.document), TRUTH_TRUE);
	assert_int_equal(expression_test(bench.run, both, bench.document), TRUTH_TRUE);
	assert_int_equal(expression_test(bench.run, both, first), TRUTH_FALSE);
	assert_string_equal(node_text(expression_value(bench.run, lower, first)), "b");
	assert_string_equal(node_text(expression_value(bench.run, lower, bench.document)), "a");
	assert_true(bench_read(&bench, "{\"n\": [1, 1], \"x\": \"c\"}"));
	assert_int_equal(expression_test(bench.run, sum, bench.document), TRUTH_FALSE);
	assert_int_equal(expression_test(bench.run, both, bench.document), TRUTH_FALSE);
	assert_string_equal(node_text(expression_value(bench.run, lower, bench.document)), "c");
	assert_int_equal(expression_test(bench.run, sum, NULL), TRUTH_FALSE);
	assert_int_equal(expression_test(bench.run, both, NULL), TRUTH_UNKNOWN);
	assert_null(expression_value(bench.run, lower, NULL));
	query_run_begin(bench.run, NULL);
	assert_null(expression_value(bench.run, bench_parse(&bench, "$.x"), NULL));
	bench_release(&bench);
}

/* Addresses too are read anew for each document, patterns only where they differ. */
static void reads_again(void **state)
{
	struct bench bench;
	struct expression *is_ip, *match;

	(void)state;
	bench_init(&bench, NULL);
	is_ip = bench_parse(&bench, "is_ipv4(@.x)");
	match = bench_parse(&bench, "match('a', @.p)");
	assert_true(bench_read(&bench, "{\"x\": \"10.0.0.1\", \"p\": \"ab\"}"));
	assert_int_equal(expression_test(bench.run, is_ip, bench.document), TRUTH_TRUE);
	assert_int_equal(expression_test(bench.run, match, bench.document), TRUTH_FALSE);
	assert_true(bench_read(&bench, "{\"x\": \"::1\", \"p\": \"a\"}"));
	assert_int_equal(expression_test(bench.run, is_ip, bench.document), TRUTH_FALSE);
	assert_int_equal(expression_test(bench.run, match, bench.document), TRUTH_TRUE);
	for (int i = 0; i < 100; i++) {
		char text[64];

		snprintf(text, sizeof(text), "{\"p\": \"%c{1,%d}\"}", "ab"[i % 2], i / 2 + 1);
		assert_true(bench_read(&bench, text));
		assert_int_equal(expression_test(bench.run, match, bench.document),
			i % 2 ? TRUTH_FALSE : TRUTH_TRUE);
	}
	bench_release(&bench);
}

/* What a filter makes of $ stays while what it makes of each element comes and goes. */
static void keeps_what_filters_share(void **state)
{
	struct bench bench;
	struct expression *count;

	(void)state;
	bench_init(&bench, NULL);
	count = bench_parse(&bench, "count($.list[?lower($.name) == lower(@)]) == 2");
	assert_true(bench_read(&bench,
		"{\"name\": \"NAME-1\", \"list\": [\"OTHER-2\", \"Name-1\", \"OTHER-3\", \"name-1\"]}"));
	assert_int_equal(expression_test(bench.run, count, bench.document), TRUTH_TRUE);
	assert_int_equal(expression_test(bench.run, count, node_child(bench.document)), TRUTH_TRUE);
	bench_release(&bench);
}

/* What was selected stays while more expressions are compiled and evaluated. */
static void keeps_what_it_gave(void **state)
{
	struct bench bench;
	struct expression *query, *one;
	const struct node *const *nodes, *const *again;
	char text[64];

	(void)state;
	bench_init(&bench, NULL);
	query = bench_parse(&bench, "@.n[?@ > 1]");
	one = bench_parse(&bench, "$.n");
	assert_true(bench_read(&bench, "{\"n\": [1, 2, 3]}"));
	assert_int_equal(expression_nodes(bench.run, query, bench.document, &nodes), 2);
	for (int i = 0; i < 200; i++) {
		snprintf(text, sizeof(text), "add(@.n[0], %d) == %d", i, i + 1);
		assert_int_equal(expression_test(bench.run, bench_parse(&bench, text), bench.document),
			TRUTH_TRUE);
	}
	assert_int_equal(nodes[1]->item.valuedouble, 3);
	assert_int_equal(expression_nodes(bench.run, query, bench.document, &again), 2);
	assert_ptr_equal(again[1], nodes[1]);
	assert_int_equal(expression_nodes(bench.run, one, bench.document, &nodes), 1);
	assert_ptr_equal(nodes[0], expression_first(bench.run, one, bench.document));
	assert_ptr_equal(nodes[0], expression_value(bench.run, one, bench.document));
	bench_release(&bench);
}

/* A relation's node is made of copies of documents, whose parents are elsewhere. */
static void reads_virtual_nodes(void **state)
{
	struct bench bench;
	struct node pair = { 0 }, a, b;
	struct expression *test;

	(void)state;
	bench_init(&bench, NULL);
	test = bench_parse(&bench, "@.a.x == @.b.x && count(@..x) == 2 && $.y == 7");
	assert_true(bench_read(&bench, "{\"y\": 7, \"in\": [{\"x\": 1}, {\"x\": 1.0}]}"));
	a = *node_element(node_member(bench.document, "in"), 0);
	b = *node_element(node_member(bench.document, "in"), 1);
	a.name = names_find(bench.names, "a", 1);
	b.name = names_find(bench.names, "b", 1);
	a.item.next = &b.item;
	b.item.next = NULL;
	pair.item.type = bench.document->item.type;
	pair.item.child = &a.item;
	pair.length = 2;
	assert_int_equal(expression_test(bench.run, test, &pair), TRUTH_TRUE);
	bench_release(&bench);
}

static void fill(struct buf *text, const char *unit, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_puts(text, unit);
}

/* Work that explodes is stopped and said to be; what is only much is done. */
static void bounds_work(void **state)
{
	static const struct {
		const char *text;
		bool exceeds;
	} rows[] = {
		{ "$..*..*..*..*", true },
		{ "count($..*..*..*..*) > 1", true },
		{ "$[?count($..*..*..*..*) > 1]", true },
		{ "$..[?count(@..*..*..*) > 1]", true },
		{ "$..[?count(@..[?@ == $[0]]) > 1]", true },
		{ "$..[?distinct(@..*)]", true },
		{ "$..[?one_of(@, @..*)]", true },
		{ "$..*", false },
		{ "$..[?@.a]", false },
	};
	struct reader reader = { .max_depth = 3000 };
	struct bench bench;
	struct buf text;

	(void)state;
	bench_init(&bench, NULL);
	buf_init(&text);
	fill(&text, "[", 2000);
	fill(&text, "]", 2000);
	bench.document = reader_read(&reader, text.data, text.length, &bench.mem);
	assert_non_null(bench.document);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct expression *expression = bench_parse(&bench, rows[i].text);
		const struct node *const *nodes;

		query_run_begin(bench.run, bench.document);
		assert_null(query_run_exceeded(bench.run));
		assert_true(expression_test(bench.run, expression, bench.document) ==
			TRUTH_UNKNOWN || !rows[i].exceeds);
		assert_int_equal(query_run_exceeded(bench.run) != NULL, rows[i].exceeds);
		if (rows[i].exceeds) {
			assert_int_equal(
				expression_nodes(bench.run, expression, bench.document, &nodes), 0);
			assert_null(expression_value(bench.run, expression, bench.document));
		}
	}
	query_run_begin(bench.run, bench.document);
	assert_null(query_run_exceeded(bench.run));
	buf_release(&text);
	bench_release(&bench);
}

/* A pattern that is stopped decides nothing, not even in a filter. */
static void bounds_patterns(void **state)
{
	struct bench bench;
	struct expression *in_filter, *in_rule;
	struct buf text;

	(void)state;
	bench_init(&bench, NULL);
	buf_init(&text);
	in_filter = bench_parse(&bench, "count($.l[?!match(@, $.p)]) == 0");
	in_rule = bench_parse(&bench, "!match($.l[0], $.p)");
	buf_puts(&text, "{\"p\": \"(\\\\p{Ll}|a)*\\\\p{Lu}\", \"l\": [\"");
	fill(&text, "a", 2000);
	buf_puts(&text, "c\"]}");
	assert_true(bench_read(&bench, text.data));
	assert_int_equal(expression_test(bench.run, in_filter, bench.document), TRUTH_UNKNOWN);
	assert_non_null(strstr(query_run_exceeded(bench.run), "pattern"));
	query_run_begin(bench.run, bench.document);
	assert_int_equal(expression_test(bench.run, in_rule, bench.document), TRUTH_UNKNOWN);
	assert_non_null(query_run_exceeded(bench.run));
	buf_release(&text);
	bench_release(&bench);
}

/*
 * Filters over a long list, a deep document, a long name: in linear time, or this
 * test takes for ever.
 */
static void stays_linear(void **state)
{
	static const char *const queries[] = {
		"count($[?@.a == $[99999].a]) >= 0",
		"count($[?lower(@.b) == 'x' && match(@.b, 'x.*')]) >= 0",
		"count($..[?@.a > 5]) >= 0",
		"distinct($[*].a)",
		"subset($[*].a, $[*].a)",
		"count($[?search(@.b, $[0].b)]) > 1",
		"count($[::-1]) == 100000",
		"sum($[*].a) > 1",
	};
	struct bench bench;
	struct buf text;

	(void)state;
	bench_init(&bench, NULL);
	buf_init(&text);
	buf_putc(&text, '[');
	for (int i = 0; i < 100000; i++)
		buf_printf(&text, "%s{\"a\": %d, \"b\": \"x%d\"}", i ? "," : "", i, i);
	buf_putc(&text, ']');
	assert_true(bench_read(&bench, text.data));
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct expression *expression = bench_parse(&bench, queries[i]);

		assert_non_null(expression);
		expression_test(bench.run, expression, bench.document);
		if (query_run_exceeded(bench.run))
			fail_msg("%s: %s", queries[i], query_run_exceeded(bench.run));
	}
	buf_release(&text);
	bench_release(&bench);
}

static void note_path(void *context, const struct expression_path *path)
{
	struct buf *out = context;

	if (out->length > 0)
		buf_putc(out, ' ');
	buf_putc(out, path->from_root ? '$' : '@');
	for (size_t i = 0; i < path->count; i++)
		buf_printf(out, "/%s", path->names[i] ? path->names[i] : "-");
	buf_printf(out, "%s:%zu+%zu", path->tests ? "?" : "", path->at, path->length);
}

static void tells_its_paths(void **state)
{
	static const struct {
		const char *text, *paths;
	} rows[] = {
		{ "1 == 1", "" },
		{ "@", "@:0+1" },
		{ "@.a", "@/a:0+3" },
		{ " @.a ", "@/a:1+3" },
		{ "$.a.b['c']", "$/a/b/c:0+10" },
		{ "@.a[0].b", "@/a/-/b:0+8" },
		{ "@.a[*].b", "@/a/-/b:0+8" },
		{ "@.a[1:2]", "@/a/-:0+8" },
		{ "@['a','b'].c", "@/-/c:0+12" },
		{ "@.a..b.c", "@/a:0+8" },
		{ "@.a == $.b", "@/a:0+3 $/b:7+3" },
		{ "@.a && !@.b", "@/a?:0+3 @/b?:8+3" },
		{ "!(@.a || @.b == 1)", "@/a?:2+3 @/b:9+3" },
		{ "is_ip(@.a)", "@/a:6+3" },
		{ "count(@.a) == 1", "@/a:6+3" },
		{ "@.a[?@.b == 1]", "@/a/-/b:5+3 @/a/-:0+14" },
		{ "@.a[?@.b]", "@/a/-/b?:5+3 @/a/-:0+9" },
		{ "@.a[?@.b[?@.c == $.d]].e",
			"@/a/-/b/-/c:10+3 $/d:17+3 @/a/-/b/-?:5+16 @/a/-/e:0+24" },
		{ "@..[?@.b]", "@:0+9" },
		{ "$..a[?$.b == @.c]", "$/b:6+3 $:0+17" },
	};
	struct bench bench;
	struct buf paths;

	(void)state;
	bench_init(&bench, NULL);
	buf_init(&paths);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&paths);
		expression_paths(bench_parse(&bench, rows[i].text), note_path, &paths);
		if (strcmp(paths.data, rows[i].paths) != 0)
			fail_msg("%s: %s", rows[i].text, paths.data);
	}
	buf_release(&paths);
	bench_release(&bench);
}

static void tells_its_type(void **state)
{
	static const struct {
		const char *text;
		enum expression_type type;
	} rows[] = {
		{ "1", EXPRESSION_VALUE },
		{ "'a'", EXPRESSION_VALUE },
		{ "length(@.a)", EXPRESSION_VALUE },
		{ "value(@..a)", EXPRESSION_VALUE },
		{ "@.a", EXPRESSION_NODES },
		{ "$", EXPRESSION_NODES },
		{ "$..a", EXPRESSION_NODES },
		{ "(@.a)", EXPRESSION_LOGICAL },
		{ "!@.a", EXPRESSION_LOGICAL },
		{ "@.a == 1", EXPRESSION_LOGICAL },
		{ "is_ip(@.a)", EXPRESSION_LOGICAL },
		{ "@.a && @.b", EXPRESSION_LOGICAL },
	};
	struct bench bench;

	(void)state;
	bench_init(&bench, NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(expression_type(bench_parse(&bench, rows[i].text)), rows[i].type);
	bench_release(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(selects_in_order),
		cmocka_unit_test(prints_normalized_paths),
		cmocka_unit_test(forgets_the_document),
		cmocka_unit_test(reads_again),
		cmocka_unit_test(keeps_what_filters_share),
		cmocka_unit_test(keeps_what_it_gave),
		cmocka_unit_test(reads_virtual_nodes),
		cmocka_unit_test(bounds_work),
		cmocka_unit_test(bounds_patterns),
		cmocka_unit_test(stays_linear),
		cmocka_unit_test(tells_its_paths),
		cmocka_unit_test(tells_its_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
