#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "net/prefix.h"

static struct prefix prefix_of(const char *text)
{
	struct prefix prefix;
	const char *problem = prefix_parse(text, strlen(text), PREFIX_ANY, &prefix);

	if (problem)
		fail_msg("%s: %s", text, problem);
	return prefix;
}

static void assert_prints(const struct prefix *prefix, const char *expected)
{
	char text[PREFIX_TEXT];
	size_t n = strchr(expected, '/') ? prefix_print(prefix, text)
					 : prefix_print_address(prefix, text);

	assert_string_equal(text, expected);
	assert_int_equal(n, strlen(expected));
}

/* A number from a fixed sequence (xorshift), the same in every run. */
static uint32_t next_random(void)
{
	static uint64_t x = 88172645463325252u;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (uint32_t)(x >> 16);
}

/*
 * The computations, bit by bit, as one would do them on paper. Bits count
 * from 0, the first of the address, of the family's 32 or 128.
 */
static int width(const struct prefix *prefix)
{
	return prefix->family == 4 ? 32 : 128;
}

static int get_bit(const struct prefix *prefix, int i)
{
	int at = 128 - width(prefix) + i;

	return prefix->address[at / 8] >> (7 - at % 8) & 1;
}

static void set_bit(struct prefix *prefix, int i, int bit)
{
	int at = 128 - width(prefix) + i;
	unsigned one = 0x80u >> at % 8;

	prefix->address[at / 8] = (uint8_t)((prefix->address[at / 8] & ~one) | (bit ? one : 0));
}

/* How many bits two addresses of one family have in common, from the first on. */
static int common_bits(const struct prefix *a, const struct prefix *b)
{
	int n = 0;

	while (n < width(a) && get_bit(a, n) == get_bit(b, n))
		n++;
	return n;
}

static bool naive_contains(const struct prefix *outer, const struct prefix *inner)
{
	return outer->family == inner->family && outer->length <= inner->length &&
	       common_bits(outer, inner) >= outer->length;
}

static bool naive_overlaps(const struct prefix *a, const struct prefix *b)
{
	int shorter = a->length < b->length ? a->length : b->length;

	return a->family == b->family && common_bits(a, b) >= shorter;
}

static struct prefix naive_fill(const struct prefix *prefix, int length, int bit)
{
	struct prefix result = *prefix;

	for (int i = length; i < width(prefix); i++)
		set_bit(&result, i, bit);
	return result;
}

static bool naive_usable(const struct prefix *prefix, int length)
{
	bool zeros = true, ones = true;

	if (length >= width(prefix) - 1)
		return true;
	for (int i = length; i < width(prefix); i++) {
		zeros = zeros && get_bit(prefix, i) == 0;
		ones = ones && get_bit(prefix, i) == 1;
	}
	return !zeros && (!ones || prefix->family == 6);
}

static bool naive_shares_link(const struct prefix *a, const struct prefix *b, int length)
{
	return a->family == b->family && length <= width(a) && common_bits(a, b) >= length &&
	       naive_usable(a, length) && naive_usable(b, length);
}

static struct prefix random_prefix(void)
{
	struct prefix prefix = {
		.address = { [10] = 0xFF, [11] = 0xFF },
		.family = next_random() % 2 ? 4 : 6,
		.has_length = true,
	};
	int fill = (int)(next_random() % 4);

	for (int i = 0; i < width(&prefix); i++)
		set_bit(&prefix, i, (int)(next_random() & 1));
	prefix.length = (uint8_t)(next_random() % ((unsigned)width(&prefix) + 1));
	/* Networks, broadcasts and full lengths would seldom come by themselves. */
	if (fill < 2)
		prefix = naive_fill(&prefix, prefix.length, fill);
	if (next_random() % 8 == 0)
		prefix.length = (uint8_t)(width(&prefix) - (int)(next_random() % 4));
	return prefix;
}

/* A prefix that often shares some bits with another. */
static struct prefix random_relative(const struct prefix *prefix)
{
	struct prefix result = random_prefix();
	unsigned common;

	if (next_random() % 8 == 0 || result.family != prefix->family)
		return result;
	common = next_random() % ((unsigned)width(prefix) + 1);
	if (next_random() % 2)
		common = prefix->length;
	for (int i = 0; i < (int)common; i++)
		set_bit(&result, i, get_bit(prefix, i));
	return result;
}

static void check_one(const struct prefix *a)
{
	struct prefix network = prefix_network(a), last = prefix_last(a);
	struct prefix zeros = naive_fill(a, a->length, 0), ones = naive_fill(a, a->length, 1);

	assert_memory_equal(&network, &zeros, sizeof(network));
	assert_memory_equal(&last, &ones, sizeof(last));
	assert_int_equal(prefix_has_host_bits(a), memcmp(a, &zeros, sizeof(zeros)) != 0);
	assert_int_equal(prefix_is_usable_host(a), naive_usable(a, a->length));
}

static void check_two(const struct prefix *a, const struct prefix *b)
{
	bool same = a->family == b->family && common_bits(a, b) == width(a);
	bool subnet = naive_contains(a, b) && a->length == b->length;
	unsigned length = next_random() % 132;

	assert_int_equal(prefix_contains(a, b), naive_contains(a, b));
	assert_int_equal(prefix_overlaps(a, b), naive_overlaps(a, b));
	assert_int_equal(prefix_same_address(a, b), same);
	assert_int_equal(prefix_same_subnet(a, b), subnet);
	assert_int_equal(prefix_shares_link(a, b, length), naive_shares_link(a, b, (int)length));
	assert_int_equal(prefix_shares_link(a, b, a->length), naive_shares_link(a, b, a->length));
	assert_int_equal(prefix_compare(a, b) == 0, subnet);
	assert_true((prefix_compare(a, b) < 0) == (prefix_compare(b, a) > 0));
	if (naive_contains(a, b) && a->length < b->length)
		assert_true(prefix_compare(a, b) < 0);
}

static void agrees_with_bit_by_bit(void **state)
{
	(void)state;
	for (int round = 0; round < 100000; round++) {
		struct prefix a = random_prefix(), b = random_relative(&a);

		check_one(&a);
		check_two(&a, &b);
		check_two(&a, &a);
	}
}

/* Of both orders, y for yes: contains, contains the other way round, overlaps, same subnet. */
static void knows_what_lies_in_what(void **state)
{
	static const struct {
		const char *a, *b, *answers;
	} rows[] = {
		{ "10.0.0.0/8", "10.1.2.3", "ynyn" },
		{ "10.0.0.0/8", "11.0.0.0", "nnnn" },
		{ "10.0.0.0/8", "10.0.0.0/8", "yyyy" },
		{ "10.0.0.0/8", "10.0.0.0/9", "ynyn" },
		{ "10.255.0.0/8", "10.0.0.0/16", "ynyn" },
		{ "192.0.2.4/31", "192.0.2.5/31", "yyyy" },
		{ "192.0.2.5/31", "192.0.2.6/31", "nnnn" },
		{ "192.0.2.5/31", "192.0.2.5/30", "nyyn" },
		{ "192.0.2.5", "192.0.2.5", "yyyy" },
		{ "0.0.0.0/0", "255.255.255.255", "ynyn" },
		{ "0.0.0.0/0", "0.0.0.0/0", "yyyy" },
		{ "0.0.0.0/0", "::/0", "nnnn" },
		{ "::/0", "192.0.2.1", "nnnn" },
		{ "::ffff:0:0/96", "192.0.2.1", "nnnn" },
		{ "::ffff:0:0/96", "::ffff:192.0.2.1", "ynyn" },
		{ "::ffff:192.0.2.1", "192.0.2.1", "nnnn" },
		{ "2001:db8::/32", "2001:db8:ffff::1/64", "ynyn" },
		{ "2001:db8::/33", "2001:db8:8000::/33", "nnnn" },
		{ "2001:db8::1/127", "2001:db8::/127", "yyyy" },
		{ "2001:db8::1/127", "2001:db8::2/127", "nnnn" },
		{ "::/0", "ffff::/16", "ynyn" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct prefix a = prefix_of(rows[i].a), b = prefix_of(rows[i].b);
		const char answers[] = {
			prefix_contains(&a, &b) ? 'y' : 'n',
			prefix_contains(&b, &a) ? 'y' : 'n',
			prefix_overlaps(&a, &b) ? 'y' : 'n',
			prefix_same_subnet(&a, &b) ? 'y' : 'n',
			'\0',
		};

		if (strcmp(answers, rows[i].answers) != 0)
			fail_msg("%s and %s: %s", rows[i].a, rows[i].b, answers);
	}
}

static void knows_hosts_of_links(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned length;
		bool shares;
	} rows[] = {
		{ "169.254.0.1", "169.254.0.2", 30, true },
		{ "169.254.0.2", "169.254.0.1", 30, true },
		{ "169.254.0.0", "169.254.0.1", 30, false },
		{ "169.254.0.2", "169.254.0.3", 30, false },
		{ "169.254.0.2", "169.254.0.5", 30, false },
		{ "169.254.0.2", "169.254.0.2", 30, true },
		{ "169.254.0.0", "169.254.0.0", 30, false },
		{ "169.254.0.0", "169.254.0.1", 31, true },
		{ "169.254.0.1", "169.254.0.2", 31, false },
		{ "169.254.0.1", "169.254.0.1", 32, true },
		{ "169.254.0.1", "169.254.0.2", 32, false },
		{ "169.254.0.1", "169.254.0.2", 33, false },
		{ "169.254.0.1", "169.254.0.6", 29, true },
		{ "169.254.0.1", "169.254.0.7", 29, false },
		{ "169.254.0.1/30", "169.254.0.6/24", 29, true },
		{ "0.0.0.1", "255.255.255.254", 0, true },
		{ "0.0.0.0", "255.255.255.254", 0, false },
		{ "2001:db8::", "2001:db8::1", 127, true },
		{ "2001:db8::1", "2001:db8::2", 127, false },
		{ "2001:db8::1", "2001:db8::2", 126, true },
		{ "2001:db8::", "2001:db8::1", 126, false },
		{ "2001:db8::1", "2001:db8::3", 126, true },
		{ "2001:db8::1", "2001:db8::1", 128, true },
		{ "2001:db8::1", "2001:db8::1", 129, false },
		{ "::ffff:169.254.0.1", "169.254.0.2", 30, false },
		{ "169.254.0.1", "169.254.0.2", 4294967295u, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct prefix a = prefix_of(rows[i].a), b = prefix_of(rows[i].b);

		if (prefix_shares_link(&a, &b, rows[i].length) != rows[i].shares)
			fail_msg("%s and %s in a /%u", rows[i].a, rows[i].b, rows[i].length);
	}
}

static void knows_usable_hosts(void **state)
{
	static const struct {
		const char *text, *network, *last;
		bool usable, host_bits;
	} rows[] = {
		{ "192.0.2.1/24", "192.0.2.0/24", "192.0.2.255/24", true, true },
		{ "192.0.2.0/24", "192.0.2.0/24", "192.0.2.255/24", false, false },
		{ "192.0.2.255/24", "192.0.2.0/24", "192.0.2.255/24", false, true },
		{ "192.0.2.4/30", "192.0.2.4/30", "192.0.2.7/30", false, false },
		{ "192.0.2.6/30", "192.0.2.4/30", "192.0.2.7/30", true, true },
		{ "192.0.2.7/30", "192.0.2.4/30", "192.0.2.7/30", false, true },
		{ "192.0.2.4/31", "192.0.2.4/31", "192.0.2.5/31", true, false },
		{ "192.0.2.5/31", "192.0.2.4/31", "192.0.2.5/31", true, true },
		{ "192.0.2.5/32", "192.0.2.5/32", "192.0.2.5/32", true, false },
		{ "192.0.2.5", "192.0.2.5/32", "192.0.2.5/32", true, false },
		{ "0.0.0.0/0", "0.0.0.0/0", "255.255.255.255/0", false, false },
		{ "1.2.3.4/0", "0.0.0.0/0", "255.255.255.255/0", true, true },
		{ "2001:db8::/112", "2001:db8::/112", "2001:db8::ffff/112", false, false },
		{ "2001:db8::1/112", "2001:db8::/112", "2001:db8::ffff/112", true, true },
		{ "2001:db8::ffff/112", "2001:db8::/112", "2001:db8::ffff/112", true, true },
		{ "2001:db8::3/126", "2001:db8::/126", "2001:db8::3/126", true, true },
		{ "2001:db8::2/127", "2001:db8::2/127", "2001:db8::3/127", true, false },
		{ "2001:db8::3/127", "2001:db8::2/127", "2001:db8::3/127", true, true },
		{ "2001:db8::3/128", "2001:db8::3/128", "2001:db8::3/128", true, false },
		{ "::1/0", "::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/0", true, true },
		{ "::ffff:1.2.3.4/120", "::ffff:1.2.3.0/120", "::ffff:1.2.3.255/120", true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct prefix prefix = prefix_of(rows[i].text);
		struct prefix network = prefix_network(&prefix), last = prefix_last(&prefix);

		assert_prints(&network, rows[i].network);
		assert_prints(&last, rows[i].last);
		if (prefix_is_usable_host(&prefix) != rows[i].usable)
			fail_msg("%s: usable?", rows[i].text);
		if (prefix_has_host_bits(&prefix) != rows[i].host_bits)
			fail_msg("%s: host bits?", rows[i].text);
	}
}

static void sorts_containers_first(void **state)
{
	static const char *const sorted[] = {
		"0.0.0.0/0", "0.0.0.0/8", "10.0.0.0/8", "10.0.0.0/9", "10.0.0.0", "10.0.0.1",
		"10.128.0.0/9", "255.255.255.255", "::/0", "::/128", "::1", "::ffff:10.0.0.0",
		"2001:db8::/32", "2001:db8::/48", "2001:db8:0:0:8000::/65", "ff00::/8",
	};
	const size_t n = sizeof(sorted) / sizeof(sorted[0]);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			struct prefix a = prefix_of(sorted[i]), b = prefix_of(sorted[j]);
			int order = prefix_compare(&a, &b);

			if ((order > 0) - (order < 0) != (i > j) - (i < j))
				fail_msg("%s and %s: %d", sorted[i], sorted[j], order);
		}
}

/* Where steps are given, expected is NULL for what leaves the family. */
static void counts_addresses(void **state)
{
	static const struct {
		const char *text;
		int64_t n;
		const char *expected;
	} rows[] = {
		{ "169.254.0.1", 4, "169.254.0.5" },
		{ "169.254.0.255", 1, "169.254.1.0" },
		{ "169.254.1.0/30", -1, "169.254.0.255/30" },
		{ "0.0.0.0", -1, NULL },
		{ "0.0.0.0", 4294967295, "255.255.255.255" },
		{ "0.0.0.0", 4294967296, NULL },
		{ "255.255.255.255", 1, NULL },
		{ "255.255.255.255", -4294967295, "0.0.0.0" },
		{ "10.0.0.0", INT64_MAX, NULL },
		{ "10.0.0.0", INT64_MIN, NULL },
		{ "10.0.0.0", 0, "10.0.0.0" },
		{ "2001:db8::ffff", 1, "2001:db8::1:0" },
		{ "2001:db8::", -1, "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "2001:db8::ffff:ffff:ffff:ffff", 1, "2001:db8:0:1::" },
		{ "::", -1, NULL },
		{ "::", INT64_MIN, NULL },
		{ "::", INT64_MAX, "::7fff:ffff:ffff:ffff" },
		{ "0:0:0:1::", INT64_MIN, "::8000:0:0:0" },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 1, NULL },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 0,
			"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct prefix prefix = prefix_of(rows[i].text), result = prefix;

		if (prefix_offset(&prefix, rows[i].n, &result) != (rows[i].expected != NULL))
			fail_msg("%s plus %lld", rows[i].text, (long long)rows[i].n);
		assert_prints(&result, rows[i].expected ? rows[i].expected : rows[i].text);
	}
}

static void numbers_hosts(void **state)
{
	static const struct {
		const char *text;
		unsigned length;
		bool known;
		uint64_t index;
	} rows[] = {
		{ "169.254.0.2", 30, true, 2 },
		{ "169.254.0.4/30", 30, true, 0 },
		{ "169.254.0.7/24", 30, true, 3 },
		{ "169.254.0.7", 32, true, 0 },
		{ "255.255.255.255", 0, true, 4294967295 },
		{ "169.254.0.7", 33, false, 0 },
		{ "2001:db8::5", 126, true, 1 },
		{ "2001:db8::ffff:ffff:ffff:ffff", 64, true, UINT64_MAX },
		{ "2001:db8::ffff:ffff:ffff:ffff", 63, true, UINT64_MAX },
		{ "2001:db8:0:1::", 63, false, 0 },
		{ "::1", 129, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct prefix prefix = prefix_of(rows[i].text);
		uint64_t index = 0;

		if (prefix_host_index(&prefix, rows[i].length, &index) != rows[i].known ||
			index != rows[i].index)
			fail_msg("%s in /%u: %llu", rows[i].text, rows[i].length,
				(unsigned long long)index);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_bit_by_bit),
		cmocka_unit_test(knows_what_lies_in_what),
		cmocka_unit_test(knows_hosts_of_links),
		cmocka_unit_test(knows_usable_hosts),
		cmocka_unit_test(sorts_containers_first),
		cmocka_unit_test(counts_addresses),
		cmocka_unit_test(numbers_hosts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
