/* Keys: equal values have equal hashes, in every form, and others do not. */
#include "lint/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json/node.h"
#include "json/reader.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t hash_json(const char *text, enum key_form form)
{
	const struct reader reader = { .max_depth = 100 };
	struct mem mem = { 0 };
	const struct node *node = reader_read(&reader, text, strlen(text), &mem);
	uint64_t hash;

	assert_non_null(node);
	hash = key_hash(node, form);
	mem_release(&mem);
	return hash;
}

static void values_are_told_by_their_hashes(void **state)
{
	static const struct {
		const char *a, *b;
		enum key_form form;
		bool equal;
	} rows[] = {
		{ "\"ams\"", "\"ams\"", KEY_VALUE, true },
		{ "\"ams\"", "\"\\u0061ms\"", KEY_VALUE, true },
		{ "\"ams\"", "\"AMS\"", KEY_VALUE, false },
		{ "\"\"", "\"\\u0000\"", KEY_VALUE, false },
		{ "\"1\"", "1", KEY_VALUE, false },
		{ "1", "1.0", KEY_VALUE, true },
		{ "64512", "6.4512e4", KEY_VALUE, true },
		{ "-0", "0.0e9", KEY_VALUE, true },
		{ "1", "-1", KEY_VALUE, false },
		{ "999999999999999", "9999999999999990e-1", KEY_VALUE, true },
		{ "1000000000000000", "1e15", KEY_VALUE, true },
		{ "1000000000000000", "1000000000000001", KEY_VALUE, false },
		{ "-1000000000000000", "-1E15", KEY_VALUE, true },
		{ "9007199254740993", "9007199254740992", KEY_VALUE, false },
		{ "123456789012345678901234567890", "1234567890123456789012345678.9e2", KEY_VALUE, true },
		{ "0.5", "5e-1", KEY_VALUE, true },
		{ "true", "false", KEY_VALUE, false },
		{ "null", "false", KEY_VALUE, false },
		{ "null", "null", KEY_VALUE, true },
		{ "0", "null", KEY_VALUE, false },
		{ "[]", "{}", KEY_VALUE, false },
		{ "[1,2]", "[1.0, 2]", KEY_VALUE, true },
		{ "[1,2]", "[2,1]", KEY_VALUE, false },
		{ "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", KEY_VALUE, true },
		{ "\"10.0.0.1\"", "\"10.0.0.1/31\"", KEY_IP, true },
		{ "\"10.0.0.1\"", "\"10.0.0.1/31\"", KEY_VALUE, false },
		{ "\"10.0.0.1\"", "\"10.0.0.2\"", KEY_IP, false },
		{ "\"10.0.0.1\"", "\"::ffff:10.0.0.1\"", KEY_IP, false },
		{ "\"fd00::1\"", "\"FD00:0:0::0001/64\"", KEY_IP, true },
		{ "\"ten\"", "\"ten\"", KEY_IP, true },
		{ "\"ten\"", "\"Ten\"", KEY_IP, false },
		{ "7", "7.0", KEY_IP, true },
		{ "\"10.0.0.1/31\"", "\"10.0.0.0/31\"", KEY_PREFIX, true },
		{ "\"10.0.0.0/31\"", "\"10.0.0.0/30\"", KEY_PREFIX, false },
		{ "\"10.0.0.1\"", "\"10.0.0.1/32\"", KEY_PREFIX, true },
		{ "[1,2,2,3]", "[3,2.0,1,1]", KEY_SET, true },
		{ "[1,2]", "[1,2,3]", KEY_SET, false },
		{ "[]", "[null]", KEY_SET, false },
		{ "[]", "null", KEY_SET, false },
		{ "[[1,2]]", "[[2,1]]", KEY_SET, false },
		{ "\"a\"", "\"a\"", KEY_SET, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t a = hash_json(rows[i].a, rows[i].form), b = hash_json(rows[i].b, rows[i].form);

		assert_int_not_equal(a, 0);
		assert_int_not_equal(b, 0);
		if ((a == b) != rows[i].equal)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
	}
	assert_int_equal(key_hash(NULL, KEY_VALUE), 0);
}

/* More elements than have their hashes beside. */
static void large_sets_are_told_too(void **state)
{
	char up[4096] = "[0", down[4096] = "[0", *p = up + 2, *q = down + 2;

	(void)state;
	for (int i = 0; i < 200; i++) {
		p += sprintf(p, ",%d", i);
		q += sprintf(q, ",%d", 199 - i);
	}
	strcpy(p, "]");
	strcpy(q, "]");
	assert_int_equal(hash_json(up, KEY_SET), hash_json(down, KEY_SET));
	assert_int_not_equal(hash_json(up, KEY_VALUE), hash_json(down, KEY_VALUE));
	strcpy(q, ",-1]");
	assert_int_not_equal(hash_json(up, KEY_SET), hash_json(down, KEY_SET));
}

static void keys_of_several_keep_their_order(void **state)
{
	uint64_t a = hash_json("\"a\"", KEY_VALUE), b = hash_json("\"b\"", KEY_VALUE);

	(void)state;
	assert_int_not_equal(key_append(key_append(KEY_EMPTY, a), b),
		key_append(key_append(KEY_EMPTY, b), a));
	assert_int_not_equal(key_append(KEY_EMPTY, a), key_append(key_append(KEY_EMPTY, a), a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_told_by_their_hashes),
		cmocka_unit_test(large_sets_are_told_too),
		cmocka_unit_test(keys_of_several_keep_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
