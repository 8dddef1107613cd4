#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "net/prefix.h"
#include "net/registry.h"
#include "registries.h"

static struct mem mem;
static struct registry *iana;

static int load(void **state)
{
	(void)state;
	iana = registries_load(&mem);
	return iana ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	mem_release(&mem);
	return 0;
}

static struct prefix prefix_of(const char *text)
{
	struct prefix prefix;
	const char *problem = prefix_parse(text, strlen(text), PREFIX_ANY, &prefix);

	if (problem)
		fail_msg("%s: %s", text, problem);
	return prefix;
}

static void add(struct registry *registry, const char *set, const char *text)
{
	struct prefix block = prefix_of(text);

	registry_add_block(registry, set, &block);
}

static bool contains_at(const struct registry *in, int set, const struct prefix *prefix)
{
	struct block block = block_of(prefix);

	return registry_contains_block(in, set, &block);
}

static bool has(const struct registry *registry, const char *set, const char *text)
{
	struct prefix prefix = prefix_of(text);
	bool by_name = registry_contains(registry, set, &prefix);

	assert_int_equal(by_name, contains_at(registry,
		registry_set_index(registry, set), &prefix));
	return by_name;
}

static void knows_special_blocks(void **state)
{
	static const struct {
		const char *set, *inside, *outside;
	} rows[] = {
		{ "private-use", "10.0.0.0", "9.255.255.255" },
		{ "private-use", "10.255.255.255", "11.0.0.0" },
		{ "private-use", "172.16.0.0", "172.15.255.255" },
		{ "private-use", "172.31.255.255/32", "172.32.0.0" },
		{ "private-use", "192.168.0.0/16", "192.168.0.0/15" },
		{ "private-use", "10.1.2.3/24", "192.169.0.0" },
		{ "private-use", "10.0.0.0/8", "10.0.0.0/7" },
		{ "private-use", "10.1.2.3/8", "::ffff:10.1.2.3" },
		{ "private-use", "192.168.255.255", "0.0.0.0/0" },
		{ "private-use", "172.20.0.1", "fc00::1" },
		{ "link-local", "169.254.0.1", "169.253.255.255" },
		{ "link-local", "169.254.255.255", "169.255.0.0" },
		{ "link-local", "fe80::1", "fec0::1" },
		{ "link-local", "febf:ffff::1", "fe7f:ffff::1" },
		{ "documentation", "192.0.2.1", "192.0.3.0" },
		{ "documentation", "198.51.100.255", "198.51.101.0" },
		{ "documentation", "203.0.113.5/31", "203.0.112.255" },
		{ "documentation", "2001:db8::1/127", "2001:db9::" },
		{ "documentation", "3fff:fff::1", "3fff:1000::1" },
		{ "shared", "100.64.0.0", "100.63.255.255" },
		{ "shared", "100.127.255.255", "100.128.0.0" },
		{ "loopback", "127.0.0.1", "128.0.0.0" },
		{ "loopback", "::1", "::2" },
		{ "multicast", "224.0.0.1", "223.255.255.255" },
		{ "multicast", "239.255.255.255", "240.0.0.0" },
		{ "multicast", "ff02::1", "feff::1" },
		{ "reserved", "240.0.0.1", "239.255.255.255" },
		{ "reserved", "255.255.255.255", "0.0.0.1" },
		{ "benchmarking", "198.18.0.1", "198.17.255.255" },
		{ "benchmarking", "198.19.255.255", "198.20.0.0" },
		{ "benchmarking", "2001:2::1", "2001:2:1::" },
		{ "this-network", "0.0.0.0", "1.0.0.0" },
		{ "this-network", "0.1.2.3", "::" },
		{ "limited-broadcast", "255.255.255.255", "255.255.255.254" },
		{ "limited-broadcast", "255.255.255.255/32", "255.255.255.255/31" },
		{ "unique-local", "fd00::1", "fe00::1" },
		{ "unique-local", "fc00::/7", "fb00::1" },
		{ "unspecified", "::", "::1" },
		{ "unspecified", "0.0.0.0", "0.0.0.1" },
		{ "special-purpose", "10.0.0.1", "8.8.8.8" },
		{ "special-purpose", "192.0.0.9", "224.0.0.1" },
		{ "special-purpose", "192.88.99.1", "192.88.98.1" },
		{ "special-purpose", "2002::1", "2003::1" },
		{ "special-purpose", "0.0.0.0", "2606:4700::1" },
		{ "globally-reachable", "8.8.8.8", "10.0.0.1" },
		{ "globally-reachable", "1.1.1.1/24", "100.64.0.1" },
		{ "globally-reachable", "2606:4700::1/32", "fd00::1" },
		{ "globally-reachable", "192.0.0.9", "192.0.0.8" },
		{ "globally-reachable", "192.0.0.10/32", "192.0.0.0/24" },
		{ "globally-reachable", "192.31.196.1", "192.0.0.11" },
		{ "globally-reachable", "2001:1::1", "2001:1::4" },
		{ "globally-reachable", "2001:4:112::/48", "2001:4:113::" },
		{ "globally-reachable", "2001:200::1", "2001:1ff::1" },
		{ "globally-reachable", "64:ff9b::1", "64:ff9b:1::1" },
		{ "globally-reachable", "9.0.0.0/8", "8.0.0.0/6" },
		{ "globally-reachable", "2001:20::1", "2001::1" },
		{ "globally-reachable", "193.0.0.1", "224.0.0.1" },
		{ "globally-reachable", "223.255.255.255", "ff02::1" },
		{ "globally-reachable", "128.0.0.0/7", "0.0.0.0/0" },
		{ "globally-reachable", "2600::/12", "::/0" },
		{ "globally-reachable", "8.0.0.0/8", "192.88.99.1" },
		{ "globally-reachable", "11.0.0.0/8", "192.0.0.0/16" },
		{ "globally-reachable", "1.0.0.0/8", "0.0.0.0/7" },
		{ "globally-reachable", "192.52.193.0/24", "203.0.113.1" },
		{ "globally-reachable", "4000::/4", "4000::/2" },
		{ "globally-reachable", "2620:4f:8000::1", "::ffff:8.8.8.8" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!has(iana, rows[i].set, rows[i].inside))
			fail_msg("%s is not in %s", rows[i].inside, rows[i].set);
		if (has(iana, rows[i].set, rows[i].outside))
			fail_msg("%s is in %s", rows[i].outside, rows[i].set);
	}
}

static void knows_as_numbers(void **state)
{
	static const struct {
		uint32_t asn;
		const char *class;
	} rows[] = {
		{ 0, "zero" },
		{ 1, "public" },
		{ 111, "public" },
		{ 112, "as112" },
		{ 113, "public" },
		{ 13335, "public" },
		{ 23455, "public" },
		{ 23456, "as-trans" },
		{ 23457, "public" },
		{ 64495, "public" },
		{ 64496, "documentation" },
		{ 64511, "documentation" },
		{ 64512, "private" },
		{ 65534, "private" },
		{ 65535, "last" },
		{ 65536, "documentation" },
		{ 65551, "documentation" },
		{ 65552, "reserved" },
		{ 131071, "reserved" },
		{ 131072, "public" },
		{ 4199999999, "public" },
		{ 4200000000, "private" },
		{ 4294967294, "private" },
		{ 4294967295, "last" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(registry_asn_class(iana, rows[i].asn), rows[i].class);
}

static bool lists(const struct node *row, const char *set)
{
	for (struct node *name = node_child(node_member(row, "sets")); name; name = node_next(name))
		if (strcmp(node_text(name), set) == 0)
			return true;
	return false;
}

/* A block is a network, of its file's family, and of one of the two registries. */
static void files_hold_networks(void **state)
{
	static const char *const paths[] = {
		"rules/registries/ipv4-special-purpose.json",
		"rules/registries/ipv6-special-purpose.json",
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct node *rows = registries_rows(paths[i], &mem);

		assert_true(rows->length > 20);
		for (struct node *row = node_child(rows); row; row = node_next(row)) {
			const char *text = node_member_string(row, "block");
			struct prefix block = prefix_of(text);

			assert_int_equal(block.family, i == 0 ? 4 : 6);
			assert_false(prefix_has_host_bits(&block));
			if (lists(row, "special-purpose") == lists(row, "multicast"))
				fail_msg("%s: which registry?", text);
			assert_non_null(node_member_string(row, "name"));
			assert_non_null(node_member_string(row, "rfc"));
		}
	}
}

static void is_empty_at_first(void **state)
{
	struct registry *registry = registry_new(&mem);
	struct prefix prefix = prefix_of("10.0.0.1");

	(void)state;
	assert_false(registry_has_set(registry, "private-use"));
	assert_false(registry_has_set(registry, "globally-reachable"));
	assert_null(registry_set_name(registry, 0));
	assert_int_equal(registry_set_index(registry, "private-use"), -1);
	assert_false(registry_contains(registry, "private-use", &prefix));
	assert_false(contains_at(registry, -1, &prefix));
	assert_false(contains_at(registry, 0, &prefix));
	assert_string_equal(registry_asn_class(registry, 64512), "public");
}

static void names_its_sets_in_order(void **state)
{
	struct registry *registry = registry_new(&mem);
	char name[16];

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "set-%d", i);
		add(registry, name, "10.0.0.0/8");
		add(registry, "set-0", "2001:db8::/32");
	}
	memset(name, 0, sizeof(name));
	assert_string_equal(registry_set_name(registry, 0), "set-0");
	assert_string_equal(registry_set_name(registry, 99), "set-99");
	assert_null(registry_set_name(registry, 100));
	assert_int_equal(registry_set_index(registry, "set-42"), 42);
	assert_true(has(registry, "set-99", "10.0.0.1"));
	assert_false(has(registry, "set-99", "2001:db8::1"));
	assert_true(has(registry, "set-0", "2001:db8::1"));
}

/* Whatever the order in which the blocks of the three sets come, the most specific one decides. */
static void decides_reach_in_any_order(void **state)
{
	static const char *const blocks[][2] = {
		{ "special-purpose", "10.0.0.0/8" },
		{ "special-purpose", "10.1.0.0/16" },
		{ "globally-reachable", "10.1.0.0/16" },
		{ "special-purpose", "10.1.1.0/24" },
	};
	static const int orders[][4] = {
		{ 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 2, 1, 0, 3 }, { 1, 3, 0, 2 }, { 2, 0, 3, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		struct registry *registry = registry_new(&mem);

		for (int j = 0; j < 4; j++)
			add(registry, blocks[orders[i][j]][0], blocks[orders[i][j]][1]);
		assert_false(has(registry, "globally-reachable", "10.0.0.1"));
		assert_true(has(registry, "globally-reachable", "10.1.0.1"));
		assert_false(has(registry, "globally-reachable", "10.1.1.1"));
		assert_false(has(registry, "globally-reachable", "10.1.0.0/16"));
		assert_true(has(registry, "globally-reachable", "10.1.0.0/24"));
		assert_true(has(registry, "globally-reachable", "10.1.2.0/24"));
		assert_true(has(registry, "globally-reachable", "11.0.0.1"));
		assert_true(has(registry, "globally-reachable", "2001:db8::1"));
		assert_true(has(registry, "special-purpose", "10.1.1.1"));
	}
}

/* Blocks that begin with one address: the shorter prefix is the outer one, in any order. */
static void tells_blocks_of_one_beginning_apart(void **state)
{
	static const char *const orders[][3] = {
		{ "10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/24" },
		{ "10.0.0.0/24", "10.0.0.0/16", "10.0.0.0/8" },
		{ "10.0.0.0/16", "10.0.0.0/8", "10.0.0.0/24" },
		{ "10.0.0.0/16", "10.0.0.0/24", "10.0.0.0/8" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		struct registry *registry = registry_new(&mem);

		for (int j = 0; j < 3; j++)
			add(registry, "special-purpose", orders[i][j]);
		add(registry, "globally-reachable", "10.0.0.0/16");
		add(registry, "globally-reachable", "10.0.0.0/24");
		assert_false(has(registry, "globally-reachable", "10.0.0.0/8"));
		assert_false(has(registry, "globally-reachable", "10.0.0.0/15"));
		assert_true(has(registry, "globally-reachable", "10.0.0.0/16"));
		assert_true(has(registry, "globally-reachable", "10.0.0.0/24"));
		assert_true(has(registry, "globally-reachable", "10.0.0.0/25"));
		assert_true(has(registry, "globally-reachable", "10.0.255.255"));
		assert_false(has(registry, "globally-reachable", "10.1.0.0"));
	}
}

static void takes_the_narrower_as_range(void **state)
{
	struct registry *registry = registry_new(&mem);

	(void)state;
	registry_add_asns(registry, "mine", 64600, 64600);
	registry_add_asns(registry, "private", 64512, 65534);
	registry_add_asns(registry, "team", 64590, 64610);
	registry_add_asns(registry, "other", 64600, 64600);
	assert_string_equal(registry_asn_class(registry, 64600), "mine");
	assert_string_equal(registry_asn_class(registry, 64601), "team");
	assert_string_equal(registry_asn_class(registry, 64611), "private");
	assert_string_equal(registry_asn_class(registry, 65535), "public");
}

/* Host bits of a block do not count; nor do blocks that side by side would hold a prefix. */
static void holds_prefixes_in_one_block(void **state)
{
	struct registry *registry = registry_new(&mem);

	(void)state;
	add(registry, "mine", "192.0.2.77/25");
	add(registry, "mine", "192.0.2.128/25");
	add(registry, "mine", "192.0.2.128/25");
	assert_true(has(registry, "mine", "192.0.2.0/25"));
	assert_true(has(registry, "mine", "192.0.2.255"));
	assert_false(has(registry, "mine", "192.0.2.0/24"));
	assert_true(has(registry, "mine", "192.0.2.200/26"));
}

static uint32_t next_random(void)
{
	static uint32_t x = 2463534242u;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x;
}

#define BLOCKS 300

/* Many blocks in no order, against a look at each of them. */
static void agrees_with_a_linear_search(void **state)
{
	struct registry *registry = registry_new(&mem);
	struct prefix blocks[BLOCKS];

	(void)state;
	for (int i = 0; i < BLOCKS; i++) {
		blocks[i] = prefix_of(i % 2 ? "10.0.0.0" : "2001:db8::");
		blocks[i].address[14] = (uint8_t)next_random();
		blocks[i].address[15] = (uint8_t)next_random();
		blocks[i].length = (uint8_t)(blocks[i].length - next_random() % 9);
		registry_add_block(registry, "many", &blocks[i]);
	}
	for (int round = 0; round < 50000; round++) {
		struct prefix prefix = prefix_of(round % 2 ? "10.0.0.0" : "2001:db8::");
		bool inside = false;

		prefix.address[14] = (uint8_t)next_random();
		prefix.address[15] = (uint8_t)next_random();
		prefix.length = (uint8_t)(prefix.length - next_random() % 4);
		for (int i = 0; i < BLOCKS; i++)
			inside = inside || prefix_contains(&blocks[i], &prefix);
		assert_int_equal(contains_at(registry, 0, &prefix), inside);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_special_blocks),
		cmocka_unit_test(knows_as_numbers),
		cmocka_unit_test(files_hold_networks),
		cmocka_unit_test(is_empty_at_first),
		cmocka_unit_test(names_its_sets_in_order),
		cmocka_unit_test(decides_reach_in_any_order),
		cmocka_unit_test(tells_blocks_of_one_beginning_apart),
		cmocka_unit_test(takes_the_narrower_as_range),
		cmocka_unit_test(holds_prefixes_in_one_block),
		cmocka_unit_test(agrees_with_a_linear_search),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
