#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expressions.h"
#include "net/registry.h"
#include "registries.h"

/* Values of every type; names say what they are. */
static const char document[] =
	"{\"a4\": \"192.0.2.5\", \"p4\": \"192.0.2.5/31\", \"n4\": \"192.0.2.4/31\", \"q4\": \"192.0.2.6/31\","
	" \"a6\": \"2001:db8::5\", \"A6\": \"2001:DB8:0:0::5\", \"p6\": \"2001:db8::5/127\","
	" \"n6\": \"2001:db8::4/127\", \"q6\": \"2001:db8::6/127\", \"s\": \"abc\", \"e\": \"\","
	" \"umlaut\": \"\\u00e4\\u00f6x\", \"emoji\": \"\\ud83d\\ude00\", \"n\": 10, \"f\": 1.5,"
	" \"null\": null, \"yes\": true, \"arr\": [1, 2, 3], \"obj\": {\"x\": 1, \"y\": 2}, \"nil\": [],"
	" \"none\": {}, \"nums\": [3, 1.5, -2, 10], \"ints\": [3, 1, -2], \"mixed\": [1, \"2\"],"
	" \"apart\": [\"100.96.0.0/12\", \"2001:db8::/32\", \"100.64.0.0/12\", \"10.0.0.1\"],"
	" \"nested\": [\"10.0.0.0/8\", \"10.7.0.1/16\", \"9.0.0.0/8\", \"::/0\"],"
	" \"words\": [\"primary\", \"secondary\", 5], \"same\": [1, 2, 1.0], \"max\": 9223372036854775807,"
	" \"min\": -9223372036854775808, \"over\": 9223372036854775808, \"big\": [9007199254740993,"
	" 9007199254740992], \"objs\": [{\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1}], \"one\": [7],"
	" \"asn\": 64512, \"asnf\": 64512.0, \"asns\": \"AS64512\", \"asdot\": \"1.10\","
	" \"slips\": {\"nmae\": 1, \"CloudIP\": 1, \"cust-ips\": 1, \"here\": 1, \"heer\": 1, \"tel_ip\": 1,"
	" \"it\": 1, \"NO\": 1},"
	" \"pattern\": \"a.c\", \"bad\": \"a(\"}";

struct value_row {
	const char *text;
	const char *value; /* as JSON; NULL for Nothing */
};

struct truth_row {
	const char *text;
	enum truth truth;
};

#define T TRUTH_TRUE
#define F TRUTH_FALSE
#define U TRUTH_UNKNOWN

static struct mem registry_mem;
static struct registry *registry;

static bool is_value(struct bench *bench, const struct value_row *row)
{
	struct expression *expression = bench_parse(bench, row->text);
	const struct node *value;
	struct buf text;
	bool same;

	if (!expression)
		return false;
	buf_init(&text);
	value = expression_value(bench->run, expression, bench->document);
	if (value)
		node_print(&text, value);
	same = row->value ? value && strcmp(text.data, row->value) == 0 : !value;
	/* What was kept, and what is made anew for another @, are the same. */
	same = same && expression_value(bench->run, expression, bench->document) == value;
	if (!same)
		printf("%s: %s\n", row->text, value ? text.data : "nothing");
	buf_release(&text);
	return same;
}

static void check_values(const struct value_row *rows, size_t n)
{
	struct bench bench;
	size_t wrong = 0;

	bench_init(&bench, registry);
	assert_true(bench_read(&bench, document));
	for (size_t i = 0; i < n; i++)
		wrong += !is_value(&bench, &rows[i]);
	bench_release(&bench);
	assert_int_equal(wrong, 0);
}

static bool is_truth(struct bench *bench, const struct truth_row *row)
{
	static const char *const words[] = { "false", "true", "unknown" };
	struct expression *expression = bench_parse(bench, row->text);
	enum truth truth;

	if (!expression)
		return false;
	truth = expression_test(bench->run, expression, bench->document);
	if (truth != row->truth)
		printf("%s: %s\n", row->text, words[truth]);
	return truth == row->truth;
}

static void check_truths(const struct truth_row *rows, size_t n)
{
	struct bench bench;
	size_t wrong = 0;

	bench_init(&bench, registry);
	assert_true(bench_read(&bench, document));
	for (size_t i = 0; i < n; i++)
		wrong += !is_truth(&bench, &rows[i]);
	bench_release(&bench);
	assert_int_equal(wrong, 0);
}

#define CHECK_VALUES(rows) check_values(rows, sizeof(rows) / sizeof((rows)[0]))
#define CHECK_TRUTHS(rows) check_truths(rows, sizeof(rows) / sizeof((rows)[0]))

static void knows_addresses(void **state)
{
	static const struct truth_row rows[] = {
		{ "is_ip(@.a4)", T },
		{ "is_ip(@.a6)", T },
		{ "is_ip(@.p4)", F },
		{ "is_ip(@.p6)", F },
		{ "is_ip(@.s)", F },
		{ "is_ip(@.e)", F },
		{ "is_ip('192.0.2.256')", F },
		{ "is_ip('192.0.2.05')", F },
		{ "is_ip(' 192.0.2.5')", F },
		{ "is_ip('fe80::1%eth0')", F },
		{ "is_ip('::ffff:192.0.2.1')", T },
		{ "is_ip('::')", T },
		{ "is_ip('192.0.2.5\\u0000')", F },
		{ "is_ip(@.n)", U },
		{ "is_ip(@.null)", U },
		{ "is_ip(@.arr)", U },
		{ "is_ip(@.absent)", U },
		{ "is_ipv4(@.a4)", T },
		{ "is_ipv4(@.a6)", F },
		{ "is_ipv4(@.p4)", F },
		{ "is_ipv4(@.s)", F },
		{ "is_ipv4(@.n)", U },
		{ "is_ipv4(@.absent)", U },
		{ "is_ipv6(@.a6)", T },
		{ "is_ipv6(@.A6)", T },
		{ "is_ipv6(@.a4)", F },
		{ "is_ipv6(@.p6)", F },
		{ "is_ipv6(@.yes)", U },
		{ "is_prefix(@.p4)", T },
		{ "is_prefix(@.p6)", T },
		{ "is_prefix(@.a4)", F },
		{ "is_prefix(@.a6)", F },
		{ "is_prefix('10.0.0.0/33')", F },
		{ "is_prefix('10.0.0.0/08')", F },
		{ "is_prefix('10.0.0.0/')", F },
		{ "is_prefix('::/129')", F },
		{ "is_prefix('::/0')", T },
		{ "is_prefix(@.obj)", U },
		{ "is_prefix(@.absent)", U },
		{ "same_address(@.a4, @.p4)", T },
		{ "same_address(@.a4, '192.0.2.5')", T },
		{ "same_address(@.a4, @.n4)", F },
		{ "same_address(@.a6, @.A6)", T },
		{ "same_address(@.a6, @.p6)", T },
		{ "same_address(@.a4, @.a6)", F },
		{ "same_address('::ffff:192.0.2.5', @.a4)", F },
		{ "same_address(@.a4, @.s)", U },
		{ "same_address(@.absent, @.a4)", U },
		{ "same_address(@.a4, @.n)", U },
		{ "same_subnet(@.p4, @.n4)", T },
		{ "same_subnet(@.p4, @.q4)", F },
		{ "same_subnet(@.p4, '192.0.2.4/30')", F },
		{ "same_subnet(@.p6, @.n6)", T },
		{ "same_subnet(@.p6, @.q6)", F },
		{ "same_subnet(@.p4, @.p6)", F },
		{ "same_subnet(@.p4, @.a4)", U },
		{ "same_subnet(@.a4, @.p4)", U },
		{ "same_subnet(@.a4, @.a4)", U },
		{ "same_subnet(@.p4, @.absent)", U },
		{ "same_subnet(@.p4, @.null)", U },
		{ "same_subnet(@.p4, @.s)", U },
		{ "!same_subnet(@.p4, @.q4)", T },
		{ "!same_subnet(@.p4, @.s)", U },
	};

	(void)state;
	CHECK_TRUTHS(rows);
}

static void relates_prefixes(void **state)
{
	static const struct truth_row rows[] = {
		{ "contains(@.n4, @.a4)", T },
		{ "contains(@.n4, @.p4)", T },
		{ "contains(@.n4, @.q4)", F },
		{ "contains('192.0.2.0/24', @.n4)", T },
		{ "contains(@.n4, '192.0.2.0/24')", F },
		{ "contains(@.a4, @.a4)", T },
		{ "contains(@.a4, @.p4)", F },
		{ "contains('0.0.0.0/0', @.a4)", T },
		{ "contains('::/0', @.a4)", F },
		{ "contains('::/0', @.a6)", T },
		{ "contains('2001:db8::/32', @.p6)", T },
		{ "contains('2001:db9::/32', @.p6)", F },
		{ "contains(@.s, @.a4)", U },
		{ "contains(@.n4, @.absent)", U },
		{ "overlaps(@.n4, @.p4)", T },
		{ "overlaps(@.n4, @.q4)", F },
		{ "overlaps('192.0.2.0/24', @.a4)", T },
		{ "overlaps(@.a4, '192.0.2.0/24')", T },
		{ "overlaps(@.p6, '2001:db8::/64')", T },
		{ "overlaps(@.p6, @.p4)", F },
		{ "overlaps(@.p6, @.n)", U },
		{ "shares_link('10.0.0.0', '10.0.0.1', 31)", T },
		{ "shares_link('10.0.0.1', '10.0.0.2', 31)", F },
		{ "shares_link('10.0.0.1', '10.0.0.2', 30)", T },
		{ "shares_link('10.0.0.0', '10.0.0.1', 30)", F },
		{ "shares_link('10.0.0.2', '10.0.0.3', 30)", F },
		{ "shares_link('10.0.0.1', '10.0.0.6', 29)", T },
		{ "shares_link('10.0.0.1', '10.0.0.7', 29)", F },
		{ "shares_link('2001:db8::', '2001:db8::1', 127)", T },
		{ "shares_link('2001:db8::1', '2001:db8::2', 127)", F },
		{ "shares_link('2001:db8::1', '2001:db8::2', 126)", T },
		{ "shares_link('2001:db8::1', '10.0.0.1', 31)", F },
		{ "shares_link('10.0.0.0', '10.0.0.1', 33)", U },
		{ "shares_link('10.0.0.0', '10.0.0.1', -1)", U },
		{ "shares_link('10.0.0.0', '10.0.0.1', 30.5)", U },
		{ "shares_link('10.0.0.0', '10.0.0.1', '31')", U },
		{ "shares_link('10.0.0.0', '10.0.0.1', 31.0)", T },
		{ "shares_link('10.0.0.0', @.absent, 31)", U },
		{ "shares_link('10.0.0.0', 'x', 31)", U },
		{ "is_usable_host('192.0.2.1/30')", T },
		{ "is_usable_host('192.0.2.0/30')", F },
		{ "is_usable_host('192.0.2.3/30')", F },
		{ "is_usable_host('192.0.2.0/31')", T },
		{ "is_usable_host('192.0.2.0/32')", T },
		{ "is_usable_host('2001:db8::/64')", F },
		{ "is_usable_host('2001:db8::1/64')", T },
		{ "is_usable_host('2001:db8::/127')", T },
		{ "is_usable_host('2001:db8::/128')", T },
		{ "is_usable_host(@.a4)", U },
		{ "is_usable_host(@.n)", U },
		{ "has_host_bits(@.p4)", T },
		{ "has_host_bits(@.n4)", F },
		{ "has_host_bits(@.p6)", T },
		{ "has_host_bits(@.n6)", F },
		{ "has_host_bits(@.a4)", U },
		{ "has_host_bits(@.s)", U },
		{ "is_in('10.1.2.3', 'private-use')", T },
		{ "is_in('10.1.2.0/24', 'private-use')", T },
		{ "is_in('11.1.2.3', 'private-use')", F },
		{ "is_in('0.0.0.0/0', 'private-use')", F },
		{ "is_in(@.a4, 'documentation')", T },
		{ "is_in(@.a6, 'documentation')", T },
		{ "is_in('169.254.0.1', 'link-local')", T },
		{ "is_in('fe80::1', 'link-local')", T },
		{ "is_in('8.8.8.8', 'documentation')", F },
		{ "is_in(@.s, 'documentation')", U },
		{ "is_in(@.n, 'documentation')", U },
		{ "is_in(@.a4, @.s)", U },
		{ "is_in(@.a4, @.n)", U },
		{ "is_in(@.absent, 'documentation')", U },
	};

	(void)state;
	CHECK_TRUTHS(rows);
}

static void computes_addresses(void **state)
{
	static const struct value_row rows[] = {
		{ "family(@.a4)", "4" },
		{ "family(@.p4)", "4" },
		{ "family(@.a6)", "6" },
		{ "family(@.p6)", "6" },
		{ "family('::ffff:192.0.2.1')", "6" },
		{ "family(@.s)", NULL },
		{ "family(@.n)", NULL },
		{ "family(@.absent)", NULL },
		{ "address(@.p4)", "\"192.0.2.5\"" },
		{ "address(@.a4)", "\"192.0.2.5\"" },
		{ "address(@.p6)", "\"2001:db8::5\"" },
		{ "address(@.A6)", "\"2001:db8::5\"" },
		{ "address(@.s)", NULL },
		{ "address(@.absent)", NULL },
		{ "network(@.p4)", "\"192.0.2.4/31\"" },
		{ "network('10.1.2.3/8')", "\"10.0.0.0/8\"" },
		{ "network('10.1.2.3/0')", "\"0.0.0.0/0\"" },
		{ "network(@.p6)", "\"2001:db8::4/127\"" },
		{ "network(@.a4)", NULL },
		{ "network(@.a6)", NULL },
		{ "network('abc')", NULL },
		{ "network(@.arr)", NULL },
		{ "prefix_length(@.p4)", "31" },
		{ "prefix_length(@.p6)", "127" },
		{ "prefix_length('0.0.0.0/0')", "0" },
		{ "prefix_length(@.a4)", NULL },
		{ "prefix_length(@.n)", NULL },
		{ "address_offset(@.a4, 1)", "\"192.0.2.6\"" },
		{ "address_offset(@.p4, 1)", "\"192.0.2.6/31\"" },
		{ "address_offset(@.a4, 0)", "\"192.0.2.5\"" },
		{ "address_offset(@.a4, -5)", "\"192.0.2.0\"" },
		{ "address_offset(@.a4, -6)", "\"192.0.1.255\"" },
		{ "address_offset('10.0.0.255', 1)", "\"10.0.1.0\"" },
		{ "address_offset('10.255.255.255', 257)", "\"11.0.1.0\"" },
		{ "address_offset('255.255.255.255', 1)", NULL },
		{ "address_offset('0.0.0.0', -1)", NULL },
		{ "address_offset('0.0.0.0', 4294967295)", "\"255.255.255.255\"" },
		{ "address_offset('0.0.0.0', 4294967296)", NULL },
		{ "address_offset(@.a4, @.max)", NULL },
		{ "address_offset(@.a4, @.min)", NULL },
		{ "address_offset(@.a6, 11)", "\"2001:db8::10\"" },
		{ "address_offset(@.a6, -6)", "\"2001:db7:ffff:ffff:ffff:ffff:ffff:ffff\"" },
		{ "address_offset('::', -1)", NULL },
		{ "address_offset('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 1)", NULL },
		{ "address_offset('::', @.max)", "\"::7fff:ffff:ffff:ffff\"" },
		{ "address_offset('::8000:0:0:0', @.min)", "\"::\"" },
		{ "address_offset(@.a4, 1.5)", NULL },
		{ "address_offset(@.a4, '1')", NULL },
		{ "address_offset(@.s, 1)", NULL },
		{ "host_index('169.254.0.2', 30)", "2" },
		{ "host_index('169.254.0.4', 30)", "0" },
		{ "host_index('169.254.0.2/24', 30)", "2" },
		{ "host_index('10.1.2.3', 8)", "66051" },
		{ "host_index('255.255.255.255', 0)", "4294967295" },
		{ "host_index('10.0.0.1', 32)", "0" },
		{ "host_index('10.0.0.1', 33)", NULL },
		{ "host_index('2001:db8::7', 126)", "3" },
		{ "host_index('2001:db8::7', 64)", "7" },
		{ "host_index('2001:db8::8000:0:0:0', 64)", NULL },
		{ "host_index('2001:db8::7fff:ffff:ffff:ffff', 64)", "9223372036854775807" },
		{ "host_index('2001:db8::7', 0)", NULL },
		{ "host_index(@.s, 30)", NULL },
		{ "host_index(@.a4, @.absent)", NULL },
	};

	(void)state;
	CHECK_VALUES(rows);
}

static void reads_numbers_and_rates(void **state)
{
	static const struct value_row rows[] = {
		{ "asn(@.asn)", "64512" },
		{ "asn(@.asnf)", "64512" },
		{ "asn(@.asns)", "64512" },
		{ "asn(@.asdot)", "65546" },
		{ "asn('64512')", "64512" },
		{ "asn('as1')", "1" },
		{ "asn(0)", "0" },
		{ "asn(4294967295)", "4294967295" },
		{ "asn(4294967296)", NULL },
		{ "asn(-1)", NULL },
		{ "asn(@.f)", NULL },
		{ "asn('-1')", NULL },
		{ "asn('')", NULL },
		{ "asn(@.null)", NULL },
		{ "asn(@.absent)", NULL },
		{ "asn_class(@.asn)", "\"private\"" },
		{ "asn_class('AS64512')", "\"private\"" },
		{ "asn_class(13335)", "\"public\"" },
		{ "asn_class(64496)", "\"documentation\"" },
		{ "asn_class(23456)", "\"as-trans\"" },
		{ "asn_class(0)", "\"zero\"" },
		{ "asn_class(4294967295)", "\"last\"" },
		{ "asn_class('x')", NULL },
		{ "asn_class(@.absent)", NULL },
		{ "mbps('50M')", "50" },
		{ "mbps('10G')", "10000" },
		{ "mbps('10g')", NULL },
		{ "mbps('')", NULL },
		{ "mbps(@.n)", NULL },
		{ "mbps(@.absent)", NULL },
		{ "bytes(@.umlaut)", "5" },
		{ "bytes(@.emoji)", "4" },
		{ "bytes(@.e)", "0" },
		{ "bytes(@.n)", NULL },
		{ "bytes(@.arr)", NULL },
		{ "length(@.umlaut)", "3" },
		{ "length(@.emoji)", "1" },
		{ "length(@.e)", "0" },
		{ "length(@.arr)", "3" },
		{ "length(@.obj)", "2" },
		{ "length(@.nil)", "0" },
		{ "length(@.n)", NULL },
		{ "length(@.null)", NULL },
		{ "length(@.absent)", NULL },
		{ "length('abc')", "3" },
		{ "count(@.arr[*])", "3" },
		{ "count(@.absent[*])", "0" },
		{ "count(@.s)", "1" },
		{ "count(@.nums[0,0])", "2" },
		{ "value(@.arr[*])", NULL },
		{ "value(@.one[*])", "7" },
		{ "value(@.absent)", NULL },
		{ "value(@..x)", "1" },
		{ "type_of(@.null)", "\"null\"" },
		{ "type_of(@.yes)", "\"boolean\"" },
		{ "type_of(@.n)", "\"number\"" },
		{ "type_of(@.s)", "\"string\"" },
		{ "type_of(@.arr)", "\"array\"" },
		{ "type_of(@.obj)", "\"object\"" },
		{ "type_of(@.absent)", NULL },
	};

	(void)state;
	CHECK_VALUES(rows);
}

static void calculates(void **state)
{
	static const struct value_row rows[] = {
		{ "add(1, 2)", "3" },
		{ "add(@.n, -10)", "0" },
		{ "add(1, 0.5)", "1.5" },
		{ "add(1.0, 1)", "2" },
		{ "add(0.1, 0.2)", "0.30000000000000004" },
		{ "add(@.max, 1)", NULL },
		{ "add(@.max, 0)", "9223372036854775807" },
		{ "add(@.min, -1)", NULL },
		{ "add(@.over, 1)", NULL },
		{ "add(9007199254740993, 1)", "9007199254740994" },
		{ "add(1e400, 0.5)", NULL },
		{ "add(@.s, 1)", NULL },
		{ "add(1, @.absent)", NULL },
		{ "add('1', 2)", NULL },
		{ "sub(1, 2)", "-1" },
		{ "sub(@.min, 1)", NULL },
		{ "sub(0, @.min)", NULL },
		{ "sub(1.5, 1)", "0.5" },
		{ "sub(@.n, @.null)", NULL },
		{ "mul(3, 4)", "12" },
		{ "mul(-3, 4)", "-12" },
		{ "mul(@.max, 2)", NULL },
		{ "mul(@.min, -1)", NULL },
		{ "mul(@.max, 0)", "0" },
		{ "mul(3037000500, 3037000500)", NULL },
		{ "mul(0.5, 4)", "2" },
		{ "mul(1e300, 0.1)", NULL },
		{ "mul(1.5e300, 1.5e-300)", NULL },
		{ "mul(@.yes, 1)", NULL },
		{ "sum(@.nums[*])", "12.5" },
		{ "sum(@.ints[*])", "2" },
		{ "sum(@.nil[*])", "0" },
		{ "sum(@.absent)", "0" },
		{ "sum(@.mixed[*])", NULL },
		{ "sum(@.n)", "10" },
		{ "sum(@.big[*])", "18014398509481985" },
		{ "sum(@['max','max'])", NULL },
		{ "min(@.nums[*])", "-2" },
		{ "max(@.nums[*])", "10" },
		{ "min(@.big[*])", "9007199254740992" },
		{ "max(@.big[*])", "9007199254740993" },
		{ "max(@['max','over'])", "9223372036854775808" },
		{ "min(@.nil[*])", NULL },
		{ "max(@.mixed[*])", NULL },
		{ "min(@.words[*])", NULL },
	};

	(void)state;
	CHECK_VALUES(rows);
}

static void takes_strings_apart(void **state)
{
	static const struct value_row rows[] = {
		{ "lower('AbC')", "\"abc\"" },
		{ "lower(@.s)", "\"abc\"" },
		{ "lower('\\u00c4X')", "\"\xC3\x84x\"" },
		{ "lower('')", "\"\"" },
		{ "lower(@.n)", NULL },
		{ "lower(@.absent)", NULL },
		{ "part('a/b/c', '/', 0)", "\"a\"" },
		{ "part('a/b/c', '/', 1)", "\"b\"" },
		{ "part('a/b/c', '/', 2)", "\"c\"" },
		{ "part('a/b/c', '/', 3)", NULL },
		{ "part('a/b/c', '/', -1)", NULL },
		{ "part('a/b/c', '/', 1.0)", "\"b\"" },
		{ "part('a/b/c', '/', 0.5)", NULL },
		{ "part('abc', '/', 0)", "\"abc\"" },
		{ "part('abc', '/', 1)", NULL },
		{ "part('', '/', 0)", "\"\"" },
		{ "part('/', '/', 1)", "\"\"" },
		{ "part('a::b', '::', 1)", "\"b\"" },
		{ "part('a:::b', '::', 1)", "\":b\"" },
		{ "part('abc', '', 0)", NULL },
		{ "part(@.n, '/', 0)", NULL },
		{ "part(@.s, @.n, 0)", NULL },
		{ "part(@.s, 'b', '0')", NULL },
		{ "part(@.absent, '/', 0)", NULL },
		{ "parts('a/b/c', '/')", "3" },
		{ "parts('', '/')", "1" },
		{ "parts('//', '/')", "3" },
		{ "parts('abc', '')", NULL },
		{ "parts(@.n, '/')", NULL },
		{ "parts(@.absent, '/')", NULL },
		{ "similar('primry', @.words[*])", "\"primary\"" },
		{ "similar('secondray', @.words[*])", "\"secondary\"" },
		{ "similar('primary', @.words[*])", "\"primary\"" },
		{ "similar('zzz', @.words[*])", NULL },
		{ "similar(@.n, @.words[*])", NULL },
		{ "similar('x', @.absent[*])", NULL },
		{ "similar(@.absent, @.words[*])", NULL },
		{ "add(length(part(@.p4, '/', 0)), parts(@.p4, '.'))", "13" },
	};

	(void)state;
	CHECK_VALUES(rows);
}

static void decides(void **state)
{
	static const struct truth_row rows[] = {
		{ "starts_with(@.s, 'ab')", T },
		{ "starts_with(@.s, '')", T },
		{ "starts_with(@.s, 'bc')", F },
		{ "starts_with(@.s, 'abcd')", F },
		{ "starts_with(@.n, '1')", U },
		{ "starts_with(@.s, @.n)", U },
		{ "starts_with(@.absent, '')", U },
		{ "ends_with(@.s, 'bc')", T },
		{ "ends_with(@.s, 'abc')", T },
		{ "ends_with(@.s, '')", T },
		{ "ends_with(@.s, 'ab')", F },
		{ "ends_with(@.s, 'xabc')", F },
		{ "ends_with(@.arr, 'x')", U },
		{ "is_integer(@.n)", T },
		{ "is_integer(@.asnf)", T },
		{ "is_integer(@.f)", F },
		{ "is_integer(1e400)", T },
		{ "is_integer(15e-1)", F },
		{ "is_integer(@.s)", F },
		{ "is_integer('1')", F },
		{ "is_integer(@.null)", F },
		{ "is_integer(@.absent)", U },
		{ "misspelt(@.slips, 'name')", T },
		{ "misspelt(@.slips, 'cloud_ip')", T },
		{ "misspelt(@.slips, 'cust_ip')", F },
		{ "misspelt(@.slips, 'here')", F },
		{ "misspelt(@.slips, 'telnyx_ip')", F },
		{ "misspelt(@.slips, 'id')", F },
		{ "misspelt(@.slips, 'no')", T },
		{ "misspelt(@.none, 'name')", F },
		{ "misspelt(@.arr, 'name')", U },
		{ "misspelt(@.slips, 1)", U },
		{ "misspelt(@.absent, 'name')", U },
		{ "one_of(2, @.arr[*])", T },
		{ "one_of(2.0, @.arr[*])", T },
		{ "one_of(4, @.arr[*])", F },
		{ "one_of('2', @.arr[*])", F },
		{ "one_of(@.obj, @.objs[*])", F },
		{ "one_of(@.objs[1], @.objs[0])", T },
		{ "one_of(@.null, @.nil[*])", F },
		{ "one_of(@.absent, @.arr[*])", U },
		{ "one_of(@.absent, @.absent)", U },
		{ "distinct(@.arr[*])", T },
		{ "distinct(@.same[*])", F },
		{ "distinct(@.nil[*])", T },
		{ "distinct(@.absent)", T },
		{ "distinct(@.objs[*])", F },
		{ "distinct(@.mixed[*])", T },
		{ "distinct(@['s','s'])", F },
		{ "pairwise_disjoint(@.apart[*])", T },
		{ "pairwise_disjoint(@.nested[*])", F },
		{ "pairwise_disjoint(@.nested[0,2,3])", T },
		{ "pairwise_disjoint(@.nested[3,1,0])", F },
		{ "pairwise_disjoint(@.apart['x', 0, 0])", F },
		{ "pairwise_disjoint(@.nil[*])", T },
		{ "pairwise_disjoint(@.absent)", T },
		{ "pairwise_disjoint(@.arr[*])", U },
		{ "pairwise_disjoint(@['s'])", U },
		{ "subset(@.arr[0,1], @.arr[*])", T },
		{ "subset(@.arr[*], @.arr[0,1])", F },
		{ "subset(@.nil[*], @.nil[*])", T },
		{ "subset(@.same[*], @.arr[*])", T },
		{ "subset(@.mixed[*], @.arr[*])", F },
		{ "subset(@.objs[0], @.objs[1])", T },
		{ "match(@.s, 'abc')", T },
		{ "match(@.s, 'a.c')", T },
		{ "match(@.s, 'ab')", F },
		{ "match(@.s, '')", F },
		{ "match(@.e, '')", T },
		{ "match(@.umlaut, '..x')", T },
		{ "match(@.emoji, '.')", T },
		{ "match(@.s, '[a-c]{3}')", T },
		{ "match(@.s, @.pattern)", T },
		{ "match(@.s, @.bad)", U },
		{ "match(lower('ABC'), 'abc')", T },
		{ "search(@.s, 'b')", T },
		{ "search(@.s, '')", T },
		{ "search(@.s, 'd')", F },
		{ "search(@.s, @.pattern)", T },
		{ "search(@.s, @.bad)", U },
		{ "search(@.n, '1')", U },
	};

	(void)state;
	CHECK_TRUTHS(rows);
}

/* Without a registry nothing is known of what it would say. */
static void needs_a_registry(void **state)
{
	struct bench bench;

	(void)state;
	bench_init(&bench, NULL);
	assert_true(bench_read(&bench, document));
	assert_true(is_truth(&bench, &(struct truth_row){ "is_in(@.a4, 'documentation')", U }));
	assert_true(is_truth(&bench, &(struct truth_row){ "is_in(@.a4, 'no-such-set')", U }));
	assert_true(is_value(&bench, &(struct value_row){ "asn_class(1)", NULL }));
	bench_release(&bench);
}

/* Every function has what help and did-you-mean need, and none comes twice. */
static void lists_functions(void **state)
{
	const struct query_function_info *all = query_functions();

	(void)state;
	for (size_t i = 0; *all[i].name; i++) {
		size_t n = strlen(all[i].name);

		assert_memory_equal(all[i].signature, all[i].name, n);
		assert_int_equal(all[i].signature[n], '(');
		assert_non_null(strstr(all[i].signature, ") → "));
		assert_true(strlen(all[i].summary) > 0);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(all[i].name, all[k].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_addresses),
		cmocka_unit_test(relates_prefixes),
		cmocka_unit_test(computes_addresses),
		cmocka_unit_test(reads_numbers_and_rates),
		cmocka_unit_test(calculates),
		cmocka_unit_test(takes_strings_apart),
		cmocka_unit_test(decides),
		cmocka_unit_test(needs_a_registry),
		cmocka_unit_test(lists_functions),
	};
	int failed;

	registry = registries_load(&registry_mem);
	if (!registry) {
		puts("rules/registries cannot be read; run this from the project's folder");
		return 1;
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	mem_release(&registry_mem);
	return failed;
}
