#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>

#include "net/prefix.h"

/* A copy of exactly n bytes, so that a sanitizer sees whatever is read beyond them. */
static const char *parse_exactly(const char *text, size_t n, enum prefix_form form,
	struct prefix *prefix)
{
	char *copy = malloc(n ? n : 1);
	const char *problem;

	assert_non_null(copy);
	memcpy(copy, text, n);
	problem = prefix_parse(copy, n, form, prefix);
	free(copy);
	return problem;
}

static void assert_prints(const struct prefix *prefix, const char *expected)
{
	char text[PREFIX_TEXT];
	size_t n = strchr(expected, '/') ? prefix_print(prefix, text)
					 : prefix_print_address(prefix, text);

	assert_string_equal(text, expected);
	assert_int_equal(n, strlen(expected));
}

/* Texts that are right, and what is printed of them: with the length where one is expected. */
static const struct {
	const char *text;
	enum prefix_form form;
	const char *printed;
} right[] = {
	{ "192.0.2.1", PREFIX_ADDRESS, "192.0.2.1" },
	{ "192.0.2.1", PREFIX_ANY, "192.0.2.1/32" },
	{ "0.0.0.0", PREFIX_ANY, "0.0.0.0" },
	{ "255.255.255.255", PREFIX_ANY, "255.255.255.255" },
	{ "1.22.133.99", PREFIX_ANY, "1.22.133.99" },
	{ "10.100.200.250", PREFIX_ANY, "10.100.200.250" },
	{ "192.0.2.5/31", PREFIX_LENGTH, "192.0.2.5/31" },
	{ "192.0.2.5/31", PREFIX_ANY, "192.0.2.5/31" },
	{ "0.0.0.0/0", PREFIX_LENGTH, "0.0.0.0/0" },
	{ "10.0.0.0/8", PREFIX_LENGTH, "10.0.0.0/8" },
	{ "10.1.2.3/9", PREFIX_LENGTH, "10.1.2.3/9" },
	{ "10.0.0.1/32", PREFIX_LENGTH, "10.0.0.1/32" },
	{ "::", PREFIX_ADDRESS, "::" },
	{ "::", PREFIX_ANY, "::/128" },
	{ "::/0", PREFIX_LENGTH, "::/0" },
	{ "::1", PREFIX_ADDRESS, "::1" },
	{ "1::", PREFIX_ADDRESS, "1::" },
	{ "::1/128", PREFIX_LENGTH, "::1/128" },
	{ "2001:db8::1/64", PREFIX_LENGTH, "2001:db8::1/64" },
	{ "2001:DB8:0:0:0:0:0:1", PREFIX_ADDRESS, "2001:db8::1" },
	{ "2001:db8:0000:0000:0000:0000:0002:0001", PREFIX_ADDRESS, "2001:db8::2:1" },
	{ "2001:db8::abcd:EF01", PREFIX_ADDRESS, "2001:db8::abcd:ef01" },
	{ "2001:db8:0:1:1:1:1:1", PREFIX_ADDRESS, "2001:db8:0:1:1:1:1:1" },
	{ "2001:db8::1:1:1:1:1", PREFIX_ADDRESS, "2001:db8:0:1:1:1:1:1" },
	{ "2001:0:0:1:0:0:0:1", PREFIX_ADDRESS, "2001:0:0:1::1" },
	{ "2001:db8:0:0:1:0:0:1", PREFIX_ADDRESS, "2001:db8::1:0:0:1" },
	{ "0:0:1::", PREFIX_ADDRESS, "0:0:1::" },
	{ "1:0:0:2:3:4:0:0", PREFIX_ADDRESS, "1::2:3:4:0:0" },
	{ "1:2:3:4:5:6:7:8", PREFIX_ADDRESS, "1:2:3:4:5:6:7:8" },
	{ "1:2:3:4:5:6:7::", PREFIX_ADDRESS, "1:2:3:4:5:6:7:0" },
	{ "::2:3:4:5:6:7:8", PREFIX_ADDRESS, "0:2:3:4:5:6:7:8" },
	{ "1::3:4:5:6:7:8", PREFIX_ADDRESS, "1:0:3:4:5:6:7:8" },
	{ "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", PREFIX_LENGTH,
		"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128" },
	{ "::ffff:192.0.2.128", PREFIX_ADDRESS, "::ffff:192.0.2.128" },
	{ "::ffff:c000:280", PREFIX_ADDRESS, "::ffff:192.0.2.128" },
	{ "::ffff:192.0.2.128/96", PREFIX_LENGTH, "::ffff:192.0.2.128/96" },
	{ "0:0:0:0:0:ffff:255.255.255.255/128", PREFIX_ANY, "::ffff:255.255.255.255/128" },
	{ "::192.0.2.1", PREFIX_ADDRESS, "::c000:201" },
	{ "64:ff9b::192.0.2.33", PREFIX_ADDRESS, "64:ff9b::c000:221" },
	{ "1:2:3:4:5:6:1.2.3.4", PREFIX_ADDRESS, "1:2:3:4:5:6:102:304" },
	{ "1:2:3:4:5::1.2.3.4", PREFIX_ADDRESS, "1:2:3:4:5:0:102:304" },
	{ "fe80::1/10", PREFIX_LENGTH, "fe80::1/10" },
	{ "fe80::1/119", PREFIX_LENGTH, "fe80::1/119" },
};

static void reads_what_is_right(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++) {
		struct prefix prefix;
		const char *text = right[i].text;
		const char *problem = parse_exactly(text, strlen(text), right[i].form, &prefix);

		if (problem)
			fail_msg("%s: %s", text, problem);
		assert_int_equal(prefix.family, strchr(text, ':') ? 6 : 4);
		assert_int_equal(prefix.has_length, strchr(text, '/') != NULL);
		assert_prints(&prefix, right[i].printed);
	}
}

static const struct {
	const char *text;
	enum prefix_form form;
	const char *problem;
} wrong[] = {
	{ "", PREFIX_ANY, "is empty" },
	{ " ", PREFIX_ANY, "has blanks" },
	{ " 192.0.2.1", PREFIX_ANY, "has blanks" },
	{ "192.0.2.1 ", PREFIX_ANY, "has blanks" },
	{ "192.0.2.1\n", PREFIX_ANY, "has blanks" },
	{ "192.0.2.1/ 31", PREFIX_ANY, "has blanks" },
	{ "192.0.2.1 /31", PREFIX_ANY, "has blanks" },
	{ "2001:db8::\t1", PREFIX_ANY, "has blanks" },
	{ "192.0.2.300", PREFIX_ANY, "an octet is above 255" },
	{ "256.0.2.3", PREFIX_ANY, "an octet is above 255" },
	{ "192.0.2.1000", PREFIX_ANY, "an octet is above 255" },
	{ "99999999999999999999.0.2.3", PREFIX_ANY, "an octet is above 255" },
	{ "192.0.2.010", PREFIX_ANY, "an octet has a leading zero" },
	{ "192.0.02.1", PREFIX_ANY, "an octet has a leading zero" },
	{ "192.00.2.1", PREFIX_ANY, "an octet has a leading zero" },
	{ "192", PREFIX_ANY, "has only 1 octet" },
	{ "3221225985", PREFIX_ANY, "has only 1 octet" },
	{ "10/8", PREFIX_ANY, "has only 1 octet" },
	{ "192.0", PREFIX_ANY, "has only 2 octets" },
	{ "192.0.2", PREFIX_ANY, "has only 3 octets" },
	{ "192.0.2/24", PREFIX_ANY, "has only 3 octets" },
	{ "192.0.2.1.5", PREFIX_ANY, "has more than 4 octets" },
	{ "192.0.2.1.", PREFIX_ANY, "has more than 4 octets" },
	{ "192.0.2.", PREFIX_ANY, "an octet is empty" },
	{ "192.0.2./24", PREFIX_ANY, "an octet is empty" },
	{ "192..2.1", PREFIX_ANY, "an octet is empty" },
	{ ".0.2.1", PREFIX_ANY, "an octet is empty" },
	{ "192.0.2.-1", PREFIX_ANY, "an octet has a sign" },
	{ "+192.0.2.1", PREFIX_ANY, "an octet has a sign" },
	{ "192.0.2.x", PREFIX_ANY, "an octet is no decimal number" },
	{ "192.0.2.1x", PREFIX_ANY, "an octet is no decimal number" },
	{ "192.0x.2.1", PREFIX_ANY, "an octet is no decimal number" },
	{ "0xC0.0.2.1", PREFIX_ANY, "an octet is no decimal number" },
	{ "192.0.2.1\\31", PREFIX_ANY, "an octet is no decimal number" },
	{ "192.0.2.\xD9\xA1", PREFIX_ANY, "an octet is no decimal number" },
	{ "192.0.2.1:179", PREFIX_ANY, "has a port, which does not belong here" },
	{ "abc", PREFIX_ANY, "is neither an IPv4 nor an IPv6 address" },
	{ "example.com", PREFIX_ANY, "is neither an IPv4 nor an IPv6 address" },
	{ "/24", PREFIX_ANY, "is neither an IPv4 nor an IPv6 address" },
	{ "\xEF\xBC\x91.0.2.1", PREFIX_ANY, "is neither an IPv4 nor an IPv6 address" },
	{ "192.0.2.1/31", PREFIX_ADDRESS, "has a prefix length, which does not belong here" },
	{ "192.0.2.1/", PREFIX_ADDRESS, "has a prefix length, which does not belong here" },
	{ "::1/64", PREFIX_ADDRESS, "has a prefix length, which does not belong here" },
	{ "192.0.2.1", PREFIX_LENGTH, "has no prefix length" },
	{ "2001:db8::1", PREFIX_LENGTH, "has no prefix length" },
	{ "192.0.2.1/", PREFIX_ANY, "the prefix length is empty" },
	{ "::/", PREFIX_ANY, "the prefix length is empty" },
	{ "192.0.2.1/33", PREFIX_ANY, "the prefix length is above 32" },
	{ "192.0.2.1/128", PREFIX_ANY, "the prefix length is above 32" },
	{ "192.0.2.1/4294967327", PREFIX_ANY, "the prefix length is above 32" },
	{ "192.0.2.1/18446744073709551647", PREFIX_ANY, "the prefix length is above 32" },
	{ "2001:db8::/129", PREFIX_ANY, "the prefix length is above 128" },
	{ "::ffff:192.0.2.1/129", PREFIX_ANY, "the prefix length is above 128" },
	{ "192.0.2.1/031", PREFIX_ANY, "the prefix length has a leading zero" },
	{ "192.0.2.1/00", PREFIX_ANY, "the prefix length has a leading zero" },
	{ "192.0.2.1/+31", PREFIX_ANY, "the prefix length has a sign" },
	{ "192.0.2.1/-1", PREFIX_ANY, "the prefix length has a sign" },
	{ "192.0.2.1/abc", PREFIX_ANY, "the prefix length is no decimal number" },
	{ "192.0.2.1/31x", PREFIX_ANY, "the prefix length is no decimal number" },
	{ "192.0.2.1/0x1f", PREFIX_ANY, "the prefix length is no decimal number" },
	{ "192.0.2.1/31/31", PREFIX_ANY, "has a second prefix length" },
	{ "192.0.2.1//31", PREFIX_ANY, "has a second prefix length" },
	{ "192.0.2.0/255.255.255.0", PREFIX_ANY,
		"has a netmask in the place of the prefix length" },
	{ "fe80::/ffc0::", PREFIX_ANY, "has a netmask in the place of the prefix length" },
	{ "192.0.2.1%eth0", PREFIX_ANY, "has a zone (%), which does not belong here" },
	{ "fe80::1%eth0", PREFIX_ANY, "has a zone (%), which does not belong here" },
	{ "fe80::1%eth0/64", PREFIX_ANY, "has a zone (%), which does not belong here" },
	{ "fe80::1%", PREFIX_ANY, "has a zone (%), which does not belong here" },
	{ "[2001:db8::1]", PREFIX_ANY, "has brackets, which do not belong here" },
	{ "[2001:db8::1]:179", PREFIX_ANY, "has brackets, which do not belong here" },
	{ "2001:db8::1::2", PREFIX_ANY, "\"::\" stands twice" },
	{ "::1::", PREFIX_ANY, "\"::\" stands twice" },
	{ ":::", PREFIX_ANY, "has three colons in a row" },
	{ "1:::2", PREFIX_ANY, "has three colons in a row" },
	{ "1:2:3:4:5:6:7:8::", PREFIX_ANY, "\"::\" stands for no group" },
	{ "1:2:3:4::5:6:7:8", PREFIX_ANY, "\"::\" stands for no group" },
	{ "1:2:3::4:5:6:1.2.3.4", PREFIX_ANY, "\"::\" stands for no group" },
	{ "1:2:3:4:5:6:7", PREFIX_ANY, "has only 7 groups" },
	{ "1:2", PREFIX_ANY, "has only 2 groups" },
	{ "2001:db8/32", PREFIX_ANY, "has only 2 groups" },
	{ "1:2:3:4:5:1.2.3.4", PREFIX_ANY, "has only 7 groups" },
	{ "1:2:3:4:5:6:7:8:9", PREFIX_ANY, "has more than 8 groups" },
	{ "1:2:3:4:5:6:7:1.2.3.4", PREFIX_ANY, "has more than 8 groups" },
	{ "::2:3:4:5:6:7:8:9:a", PREFIX_ANY, "has more than 8 groups" },
	{ "12345::", PREFIX_ANY, "a group has more than 4 digits" },
	{ "2001:db8::00001", PREFIX_ANY, "a group has more than 4 digits" },
	{ ":1", PREFIX_ANY, "begins with a single colon" },
	{ ":", PREFIX_ANY, "begins with a single colon" },
	{ ":1:2:3:4:5:6:7:8", PREFIX_ANY, "begins with a single colon" },
	{ "2001:db8::1:", PREFIX_ANY, "ends with a single colon" },
	{ "2001:db8::1:/64", PREFIX_ANY, "ends with a single colon" },
	{ "2001:db8::g", PREFIX_ANY, "a group is no hexadecimal number" },
	{ "2001:g::", PREFIX_ANY, "a group is no hexadecimal number" },
	{ "x::1", PREFIX_ANY, "a group is no hexadecimal number" },
	{ "2001:db8::-1", PREFIX_ANY, "a group is no hexadecimal number" },
	{ "::1.2.3", PREFIX_ANY, "has only 3 octets" },
	{ "::1.2.3.4.5", PREFIX_ANY, "has more than 4 octets" },
	{ "::1.2.3.4:5", PREFIX_ANY, "has a port, which does not belong here" },
	{ "::1.2.3.256", PREFIX_ANY, "an octet is above 255" },
	{ "::ffff:1.2.3.04", PREFIX_ANY, "an octet has a leading zero" },
};

static void says_what_is_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct prefix prefix, before;
		const char *text = wrong[i].text, *problem;

		memset(&prefix, 0x5A, sizeof(prefix));
		before = prefix;
		problem = parse_exactly(text, strlen(text), wrong[i].form, &prefix);
		if (!problem || strcmp(problem, wrong[i].problem) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", text, problem ? problem : "right",
				wrong[i].problem);
		assert_memory_equal(&prefix, &before, sizeof(prefix));
	}
}

static void refuses_nul_bytes(void **state)
{
	static const char nuls[][12] = { "192.0.2.1\0", "\0192.0.2.1", "::1\0", "192.0.2.1/3" };
	struct prefix prefix;

	(void)state;
	assert_non_null(parse_exactly(nuls[0], 10, PREFIX_ANY, &prefix));
	assert_non_null(parse_exactly(nuls[1], 10, PREFIX_ANY, &prefix));
	assert_non_null(parse_exactly(nuls[2], 4, PREFIX_ANY, &prefix));
	assert_non_null(parse_exactly(nuls[3], 12, PREFIX_ANY, &prefix));
	assert_null(parse_exactly(nuls[3], 11, PREFIX_ANY, &prefix));
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

/* Long texts of one character, or a pattern of few, are refused in no time, and without a crash. */
static void survives_long_texts(void **state)
{
	static const char *const patterns[] = { "1", "0", ":", "::", "1:", "1.", "f:",
						"/", "%", "[" };
	size_t n = 1000000;
	char *text = malloc(n);
	struct prefix prefix;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		size_t length = strlen(patterns[i]);

		for (size_t j = 0; j < n; j++)
			text[j] = patterns[i][j % length];
		assert_non_null(prefix_parse(text, n, PREFIX_ANY, &prefix));
	}
	free(text);
}

/* What the C library says of an address: 4, 6, or 0 for none; it agrees with the strict reading. */
static int library_family(const char *text, uint8_t out[16])
{
	memset(out, 0, 10);
	memset(out + 10, 0xFF, 2);
	if (inet_pton(AF_INET, text, out + 12) == 1)
		return 4;
	return inet_pton(AF_INET6, text, out) == 1 ? 6 : 0;
}

/* The same with something behind it, which is a length from 0 to most or is not. */
static void check_behind(const char *address, size_t n, int family)
{
	static const struct {
		const char *text;
		int least; /* that an address must have for the length to be right; 999: none has */
	} tails[] = {
		{ "/0", 0 }, { "/7", 7 }, { "/31", 31 }, { "/32", 32 }, { "/33", 33 }, { "/99", 99 },
		{ "/128", 128 }, { "/129", 999 }, { "/256", 999 }, { "/032", 999 }, { "/", 999 },
		{ "/3x", 999 }, { "/3 ", 999 }, { "/3/", 999 }, { "/3.1", 999 }, { " /3", 999 },
		{ "//3", 999 }, { "/-1", 999 },
	};
	int bits = family == 4 ? 32 : family == 6 ? 128 : -1;

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		struct prefix prefix;
		char text[80];
		size_t length;
		const char *problem;

		memcpy(text, address, n);
		strcpy(text + n, tails[i].text);
		length = strlen(text);
		problem = parse_exactly(text, length, PREFIX_ANY, &prefix);
		assert_int_equal(problem == NULL, tails[i].least <= bits);
		assert_int_equal(!parse_exactly(text, length, PREFIX_LENGTH, &prefix), !problem);
		assert_non_null(parse_exactly(text, length, PREFIX_ADDRESS, &prefix));
		if (!problem)
			assert_true(prefix.has_length && prefix.length == atoi(tails[i].text + 1));
	}
}

static void agrees_with_the_c_library(void **state)
{
	static const char alphabet[] = "0123456789abcdefF..:::::/g";

	(void)state;
	for (int round = 0; round < 300000; round++) {
		const char *seed = right[next_random() % (sizeof(right) / sizeof(right[0]))].text;
		size_t n = strcspn(seed, "/");
		struct prefix prefix;
		uint8_t bytes[16];
		const char *problem;
		char text[64];
		int family;

		memcpy(text, seed, n);
		for (unsigned changes = next_random() % 3; changes > 0; changes--)
			text[next_random() % n] = alphabet[next_random() % (sizeof(alphabet) - 1)];
		n -= next_random() % 4 == 0;
		text[n] = '\0';
		family = library_family(text, bytes);
		problem = prefix_parse(text, n, PREFIX_ADDRESS, &prefix);
		if ((problem == NULL) != (family != 0))
			fail_msg("%s: %s", text, problem ? problem : "read, but no address");
		if (round % 16 == 0)
			check_behind(text, n, family);
		if (problem)
			continue;
		assert_int_equal(prefix.family, family);
		assert_memory_equal(prefix.address, bytes, sizeof(bytes));
	}
}

static struct prefix random_prefix(void)
{
	struct prefix prefix = {
		.address = { [10] = 0xFF, [11] = 0xFF },
		.family = next_random() % 2 ? 4 : 6,
		.has_length = true,
	};

	for (int i = prefix.family == 4 ? 12 : 0; i < 16; i++)
		prefix.address[i] = (uint8_t)next_random();
	/* Groups that are zero are what printing is about. */
	for (int i = 0; prefix.family == 6 && i < 8; i++)
		if (next_random() % 2)
			memset(prefix.address + 2 * i, 0, 2);
	prefix.length = (uint8_t)(next_random() % (prefix.family == 4 ? 33 : 129));
	return prefix;
}

static void reads_what_it_prints(void **state)
{
	(void)state;
	for (int round = 0; round < 50000; round++) {
		struct prefix prefix = random_prefix(), read;
		char text[PREFIX_TEXT];
		size_t n;

		n = prefix_print(&prefix, text);
		assert_true(n < PREFIX_TEXT);
		memset(&read, 0, sizeof(read));
		assert_null(prefix_parse(text, n, PREFIX_LENGTH, &read));
		assert_memory_equal(&read, &prefix, sizeof(read));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_right),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(refuses_nul_bytes),
		cmocka_unit_test(survives_long_texts),
		cmocka_unit_test(agrees_with_the_c_library),
		cmocka_unit_test(reads_what_it_prints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
