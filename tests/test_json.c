/*
 * The tree that the reader makes: places, names, equality, text; and that big or deep
 * texts do no harm.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/hash.h"
#include "json/names.h"
#include "json/node.h"
#include "json/pointer.h"
#include "json/reader.h"
#include "pack/builtin.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct node *read_n(const char *text, size_t n, const struct names *names, struct mem *mem)
{
	struct reader reader = { .max_depth = 3000000, .names = names };

	return reader_read(&reader, text, n, mem);
}

static struct node *read_json(const char *text, struct mem *mem)
{
	return read_n(text, strlen(text), NULL, mem);
}

static struct node *at(const struct node *root, const char *pointer)
{
	struct node *node = pointer_find(root, pointer, strlen(pointer), NULL);

	assert_non_null(node);
	return node;
}

static void test_names(void **state)
{
	struct names *names = names_new();
	uint32_t asn = names_add(names, "asn", 3), nul = names_add(names, "a\0b", 3);
	size_t n;

	(void)state;
	assert_int_equal(asn, 1);
	assert_int_equal(names_add(names, "asn", 3), asn);
	assert_int_equal(names_find(names, "asn", 3), asn);
	assert_int_equal(names_find(names, "as", 2), NAME_NONE);
	assert_int_equal(names_find(names, "a\0c", 3), NAME_NONE);
	assert_int_equal(names_find(names, "a\0b", 3), nul);
	assert_int_equal(names_find(names, "", 0), NAME_NONE);
	assert_int_equal(names_add(names, "", 0), 3);
	assert_int_equal(names_find(names, "", 0), 3);
	assert_string_equal(names_text(names, asn, &n), "asn");
	assert_int_equal(n, 3);
	assert_false(names_is_secret(names, asn));
	names_set_secret(names, asn);
	assert_true(names_is_secret(names, asn));
	assert_false(names_is_secret(names, nul));
	for (int i = 0; i < 20000; i++) {
		char text[16];

		n = (size_t)snprintf(text, sizeof(text), "%d", i * 7);
		assert_int_equal(names_add(names, text, n), i + 4);
	}
	assert_int_equal(names_count(names), 20003);
	assert_int_equal(names_find(names, "77777", 5), 77777 / 7 + 4);
	assert_true(names_is_secret(names, asn));
	names_free(names);
	names_free(NULL);
}

/* Those of the program keep their ids, whatever a run adds or marks. */
static void test_program_names(void **state)
{
	struct names *names = names_open_image(&builtin_names), *other;
	uint32_t count = names_count(names), asn = names_find(names, "customer_asn", 12), added;
	struct known_name known;

	(void)state;
	assert_true(count > 100);
	for (uint32_t id = 1; id <= count; id++) {
		size_t n;
		const char *text = names_text(names, id, &n);

		assert_int_equal(strlen(text), n);
		assert_int_equal(names_find(names, text, n), id);
		assert_int_equal(names_add(names, text, n), id);
		assert_int_equal(names_look_up(names, text, n, hash_fixed(text, n), &known), id);
		assert_ptr_equal(known.text, text);
		assert_int_equal(known.length, n);
		assert_int_equal(known.id, id);
		assert_int_equal(known.secret, names_is_secret(names, id));
	}
	assert_true(names_is_secret(names, names_find(names, "md5_key", 7)));
	assert_false(names_is_secret(names, asn));
	assert_int_equal(names_find(names, "none of them", 12), NAME_NONE);
	added = names_add(names, "none of them", 12);
	assert_int_equal(added, count + 1);
	assert_int_equal(names_look_up(names, "none of them", 12, hash_fixed("none of them", 12),
				 &known),
		added);
	assert_string_equal(known.text, "none of them");
	assert_false(known.secret);
	names_set_secret(names, asn);
	names_set_secret(names, added);
	names_look_up(names, "customer_asn", 12, hash_fixed("customer_asn", 12), &known);
	assert_true(known.secret);
	names_look_up(names, "none of them", 12, hash_fixed("none of them", 12), &known);
	assert_true(known.secret);
	other = names_open_image(&builtin_names);
	assert_false(names_is_secret(other, asn));
	names_free(names);
	names_free(other);
}

/* What came behind a name last is told if it is what comes now, and whole. */
static void test_guesses(void **state)
{
	struct names *names = names_new();
	uint32_t a = names_add(names, "a", 1), ab = names_add(names, "ab", 2);
	struct known_name *followers = names_followers(names);
	const struct known_name *known;

	(void)state;
	assert_null(names_guess(followers, a, "ab\"", 3));
	names_look_up(names, "ab", 2, hash_fixed("ab", 2), &followers[a]);
	known = names_guess(followers, a, "ab\":", 4);
	assert_ptr_equal(known, &followers[a]);
	assert_ptr_equal(names_guess(followers, a, "ab\"", 3), known);
	assert_int_equal(known->id, ab);
	assert_int_equal(known->length, 2);
	assert_string_equal(known->text, "ab");
	assert_false(known->secret);
	assert_null(names_guess(followers, a, "ab\"", 2));
	assert_null(names_guess(followers, a, "abc\"", 4));
	assert_null(names_guess(followers, a, "a\"", 2));
	assert_null(names_guess(followers, ab, "ab\"", 3));
	names_set_secret(names, ab);
	assert_null(names_guess(followers, a, "ab\"", 3));
	names_free(names);
}

/* Members in any order, some twice: with names or without, a text is the same tree. */
static void test_orders(void **state)
{
	static const char *const keys[] = { "a", "ab", "abc", "customer_asn", "a name of 16+ bytes",
		"a\\\"b", "\\u0061b", "\303\251", "", "unknown" };
	struct names *names = names_new();
	unsigned seed = 1;

	(void)state;
	names_add(names, "a\"b", 3);
	for (size_t i = 0; i + 1 < COUNT(keys); i++)
		names_add(names, keys[i], strlen(keys[i]));
	for (int round = 0; round < 3000; round++) {
		struct mem mem = { 0 };
		struct buf text, with, without;
		const struct node *root, *member;

		buf_init(&text);
		buf_init(&with);
		buf_init(&without);
		for (int i = 0; i < 8; i++) {
			seed = seed * 1664525 + 1013904223;
			buf_printf(&text, "%s\"%s\":%d", i ? "," : "{", keys[(seed >> 16) % COUNT(keys)], i);
		}
		buf_puts(&text, "}");
		root = read_n(text.data, text.length, names, &mem);
		assert_non_null(root);
		node_print(&with, root);
		node_print(&without, read_n(text.data, text.length, NULL, &mem));
		assert_string_equal(with.data, without.data);
		for (member = node_child(root); member; member = node_next(member)) {
			assert_int_equal(member->name,
				names_find(names, node_key(member), member->key_length));
			assert_int_equal(strlen(node_key(member)), member->key_length);
		}
		buf_release(&text);
		buf_release(&with);
		buf_release(&without);
		mem_release(&mem);
	}
	names_free(names);
}

static void test_places(void **state)
{
	static const char text[] =
		" {\"a\" : [10, \"x\\u0041\",true , {}],\n\"b\": -1.50e1 ,\"\":null}  ";
	static const struct {
		const char *pointer;
		const char *value, *key; /* as they are written; "" where there is no key */
		enum node_type type;
		uint32_t length, key_length, flags;
	} rows[] = {
		{ "/a", "[10, \"x\\u0041\",true , {}]", "\"a\"", NODE_ARRAY, 4, 1, 0 },
		{ "/a/0", "10", "", NODE_NUMBER, 2, 0, NODE_INTEGER },
		{ "/a/1", "\"x\\u0041\"", "", NODE_STRING, 2, 1, NODE_ESCAPED },
		{ "/a/2", "true", "", NODE_TRUE, 0, 2, 0 },
		{ "/a/3", "{}", "", NODE_OBJECT, 0, 3, 0 },
		{ "/b", "-1.50e1", "\"b\"", NODE_NUMBER, 7, 1, 0 },
		{ "/", "null", "\"\"", NODE_NULL, 0, 0, 0 },
	};
	struct mem mem = { 0 };
	struct node *root = read_json(text, &mem);

	(void)state;
	assert_int_equal(root->start, 1);
	assert_int_equal(root->end, sizeof(text) - 3);
	assert_int_equal(root->length, 3);
	assert_null(root->parent);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct node *node = at(root, rows[i].pointer);

		assert_int_equal(node->end - node->start, strlen(rows[i].value));
		assert_memory_equal(text + node->start, rows[i].value, strlen(rows[i].value));
		assert_int_equal(node->key_end - node->key_start, strlen(rows[i].key));
		assert_memory_equal(text + node->key_start, rows[i].key, strlen(rows[i].key));
		assert_int_equal(node_type(node), rows[i].type);
		assert_int_equal(node->length, rows[i].length);
		assert_int_equal(node->key_length, rows[i].key_length);
		assert_int_equal(node->flags, rows[i].flags);
		assert_int_equal(node->name, NAME_NONE);
		assert_int_equal(node->prefix.family, 0);
	}
	assert_string_equal(node_text(at(root, "/a/1")), "xA");
	assert_string_equal(node_text(at(root, "/b")), "-1.50e1");
	assert_true(at(root, "/b")->item.valuedouble < -14.9);
	mem_release(&mem);
}

/* A string says what address it is, as often as it is asked; what is no string is none. */
static void test_prefixes(void **state)
{
	static const struct {
		const char *pointer, *text; /* NULL: it is none */
	} rows[] = {
		{ "/0", "192.0.2.1/31" }, { "/1", "2001:db8::1/128" }, { "/2", NULL }, { "/3", NULL },
		{ "/4", NULL }, { "/5", "10.0.0.1/32" }, { "/6", NULL }, { "", NULL },
		{ "/7", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128" },
	};
	struct mem mem = { 0 };
	struct node *root = read_json("[\"192.0.2.1/31\",\"2001:db8::1\",\"192.0.2.256\",\"\",7,"
		"\"\\u00310.0.0.1\",\"                                                            "
		"10.0.0.1\",\"ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128\"]", &mem);

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		const struct node *node = at(root, rows[i % COUNT(rows)].pointer);
		const char *expected = rows[i % COUNT(rows)].text;
		const struct prefix *prefix = node_prefix(node);
		char text[PREFIX_TEXT];

		assert_int_equal(prefix != NULL, expected != NULL);
		if (!prefix)
			continue;
		prefix_print(prefix, text);
		assert_string_equal(text, expected);
		assert_ptr_equal(prefix, &node->prefix);
	}
	mem_release(&mem);
}

/* The tree is cJSON's: its own functions read it. */
static void test_cjson(void **state)
{
	struct mem mem = { 0 };
	struct node *root = read_json("{\"a\":[1,2.5,\"x\"],\"b\":{\"c\":false}}", &mem);
	char *text = cJSON_PrintUnformatted(&root->item);

	(void)state;
	assert_string_equal(text, "{\"a\":[1,2.5,\"x\"],\"b\":{\"c\":false}}");
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(&root->item, "a")), 3);
	assert_true(cJSON_IsFalse(cJSON_GetObjectItem(cJSON_GetObjectItem(&root->item, "b"), "c")));
	assert_true(cJSON_Compare(&root->item, &root->item, 1));
	cJSON_free(text);
	mem_release(&mem);
}

static void test_members(void **state)
{
	struct names *names = names_new();
	uint32_t vlan = names_add(names, "vlan", 4), other = names_add(names, "other", 5);
	static const char text[] = "{\"vlan\":100,\"name\":\"x\",\"list\":[7,8]}";
	struct mem mem = { 0 };
	struct node *root = read_n(text, strlen(text), names, &mem);

	(void)state;
	assert_int_equal(node_member(root, "vlan")->name, vlan);
	assert_int_equal(node_member(root, "name")->name, NAME_NONE);
	assert_ptr_equal(node_member_id(root, vlan), node_member(root, "vlan"));
	assert_null(node_member_id(root, other));
	assert_null(node_member_id(root, NAME_NONE));
	assert_null(node_member(root, "vla"));
	assert_null(node_member(node_member(root, "list"), "vlan"));
	assert_ptr_equal(node_member_text(root, "name?", 4), node_member(root, "name"));
	assert_string_equal(node_member_string(root, "name"), "x");
	assert_null(node_member_string(root, "vlan"));
	assert_null(node_member_string(root, "nothing"));
	assert_int_equal(node_element(node_member(root, "list"), 1)->item.valueint, 8);
	assert_null(node_element(node_member(root, "list"), 2));
	assert_null(node_element(root, 0));
	assert_string_equal(node_type_name(root), "object");
	assert_string_equal(node_type_name(node_member(root, "list")), "array");
	mem_release(&mem);
	names_free(names);
}

static void test_equal(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
		{ "null", "null", true },
		{ "null", "false", false },
		{ "true", "true", true },
		{ "true", "false", false },
		{ "1", "1.0", true },
		{ "1", "10e-1", true },
		{ "-0", "0", true },
		{ "1", "true", false },
		{ "1", "\"1\"", false },
		{ "9007199254740993", "9007199254740992", false },
		{ "9007199254740993", "9007199254740993.0", true },
		{ "1e400", "1e401", false },
		{ "0.1", "0.10000000000000000001", false },
		{ "\"a\"", "\"\\u0061\"", true },
		{ "\"a\\u0000b\"", "\"a\\u0000c\"", false },
		{ "\"\"", "\"a\"", false },
		{ "[]", "[]", true },
		{ "[]", "{}", false },
		{ "[1,2]", "[1,2]", true },
		{ "[1,2]", "[2,1]", false },
		{ "[1,2]", "[1,2,3]", false },
		{ "[[1]]", "[[1]]", true },
		{ "[[1],2]", "[[1,2]]", false },
		{ "[[],[[]]]", "[[[]],[]]", false },
		{ "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true },
		{ "{\"a\":1,\"b\":2}", "{\"b\":1,\"a\":2}", false },
		{ "{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}", false },
		{ "{\"a\":1}", "{\"a\":1,\"b\":2}", false },
		{ "{\"a\":{\"b\":[1,{\"c\":null}]}}", "{\"a\":{\"b\":[1.0,{\"c\":null}]}}", true },
		{ "{\"a\":{\"b\":[1,{\"c\":null}]}}", "{\"a\":{\"b\":[1.0,{\"c\":0}]}}", false },
		{ "{\"a\":{},\"b\":[]}", "{\"b\":{},\"a\":[]}", false },
		{ "{\"a\":1,\"a\":2}", "{\"a\":2}", true },
		{ "[{\"x\":1},{\"y\":2}]", "[{\"x\":1},{\"y\":2}]", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mem mem = { 0 };
		struct node *a = read_json(rows[i].a, &mem), *b = read_json(rows[i].b, &mem);

		if (node_equal(a, b) != rows[i].equal || node_equal(b, a) != rows[i].equal)
			fail_msg("equal: %s and %s", rows[i].a, rows[i].b);
		if ((node_hash(a) == node_hash(b)) != rows[i].equal)
			fail_msg("hashes: %s and %s", rows[i].a, rows[i].b);
		assert_true(node_equal(a, a) && node_equal(b, b));
		mem_release(&mem);
	}
}

static void test_text(void **state)
{
	static const struct {
		const char *value, *printed, *described;
	} rows[] = {
		{ "null", "null", "null" },
		{ " true", "true", "true" },
		{ "1.50", "1.50", "1.50" },
		{ "[ ]", "[]", "[]" },
		{ "[1, 2]", "[1,2]", "[…]" },
		{ "{ }", "{}", "{}" },
		{ "{\"a\" : [true, null]}", "{\"a\":[true,null]}", "{…}" },
		{ "\"x\"", "\"x\"", "\"x\"" },
		{ "\"\\u0022\\u005c\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"",
		  "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
		{ "\"\\u0000\\u001f\\u007f\"", "\"\\u0000\\u001F\x7F\"", "\"\\u0000\\u001F\x7F\"" },
		{ "\"\\ud800\\udc01\\ud83d\"", "\"𐀁\\uD83D\"", "\"𐀁\\uD83D\"" },
		{ "\"ééééééééé\"", "\"ééééééééé\"", "\"éééééééé…\"" },
		{ "\"123456789012345678\"", "\"123456789012345678\"", "\"1234567890123456…\"" },
		{ "\"1234567890123456\"", "\"1234567890123456\"", "\"1234567890123456\"" },
		{ "12345678901234567890", "12345678901234567890", "1234567890123456…" },
		{ "\"123456789012345\\n6\"", "\"123456789012345\\n6\"", "\"123456789012345…\"" },
	};
	struct buf out;

	(void)state;
	buf_init(&out);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mem mem = { 0 };
		struct node *node = read_json(rows[i].value, &mem);

		buf_clear(&out);
		node_print(&out, node);
		assert_string_equal(out.data, rows[i].printed);
		buf_clear(&out);
		node_describe(&out, node, 16);
		assert_string_equal(out.data, rows[i].described);
		mem_release(&mem);
	}
	buf_release(&out);
}

static void test_secrets(void **state)
{
	static const char text[] =
		"{\"md5_key\":\"hunter2\",\"bgp\":{\"md5_key\":{\"a\":[1,\"hunter2\"]}},\"x\":1}";
	struct names *names = names_new(), *later = names_new();
	struct mem mem = { 0 };
	struct node *root, *unnamed;
	struct buf out;

	(void)state;
	names_set_secret(names, names_add(names, "md5_key", 7));
	root = read_n(text, strlen(text), names, &mem);
	buf_init(&out);
	node_print(&out, root);
	assert_string_equal(out.data, "{\"md5_key\":\"…\",\"bgp\":{\"md5_key\":\"…\"},\"x\":1}");
	buf_clear(&out);
	node_describe(&out, at(root, "/bgp/md5_key/a/1"), 100);
	assert_string_equal(out.data, "…");
	assert_false(at(root, "/bgp")->flags & NODE_SECRET);
	assert_true(at(root, "/bgp/md5_key/a/0")->flags & NODE_SECRET);
	/* The same tree, read before anybody knew the names. */
	unnamed = read_json(text, &mem);
	names_add(later, "bgp", 3);
	names_set_secret(later, names_add(later, "md5_key", 7));
	node_rename(unnamed, later);
	buf_clear(&out);
	node_print(&out, unnamed);
	assert_string_equal(out.data, "{\"md5_key\":\"…\",\"bgp\":{\"md5_key\":\"…\"},\"x\":1}");
	assert_int_equal(at(unnamed, "/bgp")->name, 1);
	assert_int_equal(at(unnamed, "/bgp/md5_key/a")->name, NAME_NONE);
	buf_release(&out);
	mem_release(&mem);
	names_free(names);
	names_free(later);
}

static void look_for_secret(void *context, const struct problem *problem)
{
	bool *told = context;

	if (strstr(problem->message, "hunter") ||
	    (problem->help && strstr(problem->help, "hunter")) ||
	    (problem->fix && strstr(problem->fix, "hunter")))
		*told = true;
}

/* No message quotes what stands in place of a secret, however wrong it is. */
static void test_wrong_secrets(void **state)
{
	static const char *const values[] = {
		"hunter2",
		"'hunter2'",
		"“hunter2”",
		"\"a\" hunter2",
		"\"a\"hunter2\"",
		"5hunter",
		"5 hunter",
		"\"hunter\\q2\"",
		"\"hunter\\uhunt\"",
		"`hunter2`",
		"{hunter2: 1}",
		"[hunter2]",
		"<hunter2>",
		"${hunter2}",
		"{{hunter2}}",
		"hunter2: 1",
		"0hunter",
		"\"hunter",
		"\"hunter\n\"",
		"(hunter2)",
		"true hunter2",
		"1.hunter",
		"1ehunter",
		"-hunter",
		"[1 hunter2]",
		"{\"a\" hunter2}",
		"{\"a\": hunter2}",
		"..hunter",
		"/hunter/",
		"@hunter",
		"123456789012345678901234567890hunter",
		"\"\\hunter\"",
		"\"hunter\x01\"",
		"hunter\xFF",
	};
	struct names *names = names_new();
	bool told = false;
	struct reader reader = { .names = names, .report = look_for_secret, .context = &told };

	(void)state;
	names_set_secret(names, names_add(names, "key", 3));
	for (size_t i = 0; i < COUNT(values); i++) {
		struct mem mem = { 0 };
		char text[200];
		int n = snprintf(text, sizeof(text), "{\"key\": %s}", values[i]);

		assert_null(reader_read(&reader, text, (size_t)n, &mem));
		if (told)
			fail_msg("told by %s", text);
		mem_release(&mem);
	}
	names_free(names);
}

struct tally {
	size_t duplicates, others;
	char last[200];
};

static void tally_problem(void *context, const struct problem *problem)
{
	struct tally *tally = context;

	if (strcmp(problem->rule, "json/duplicate-key") == 0)
		tally->duplicates++;
	else
		tally->others++;
	snprintf(tally->last, sizeof(tally->last), "%s", problem->message);
}

/* A large object, its names a million different ones or the same few again and again. */
static char *large_object(size_t n, size_t different, size_t *length)
{
	char *text = malloc(n * 20 + 3), *p = text;

	*p++ = '{';
	for (size_t i = 0; i < n; i++)
		p += sprintf(p, "%s\"%zu\":%zu", i ? "," : "", i % different, i % 10);
	*p++ = '}';
	*length = (size_t)(p - text);
	return text;
}

static void test_many_members(void **state)
{
	struct tally tally = { 0 };
	struct reader reader = { .report = tally_problem, .context = &tally };
	struct mem mem = { 0 };
	struct node *a, *b, *child, *last;
	size_t length;
	char *text = large_object(300000, 300000, &length);

	(void)state;
	a = reader_read(&reader, text, length, &mem);
	assert_int_equal(a->length, 300000);
	assert_int_equal(tally.duplicates + tally.others, 0);
	/* The same members the other way round: their search must not be one by one. */
	b = reader_read(&reader, text, length, &mem);
	last = (struct node *)b->item.child->prev;
	for (child = last; child;
	     child = child == node_child(b) ? NULL : (struct node *)child->item.prev)
		child->item.next = child == node_child(b) ? NULL : child->item.prev;
	b->item.child = &last->item;
	assert_true(node_equal(a, b));
	assert_int_equal(node_hash(a), node_hash(b));
	mem_release(&mem);
	free(text);
}

static void test_many_duplicates(void **state)
{
	struct tally tally = { 0 };
	struct reader reader = { .report = tally_problem, .context = &tally };
	struct mem mem = { 0 };
	struct node *root;
	size_t length;
	char *text = large_object(300000, 3, &length);

	(void)state;
	root = reader_read(&reader, text, length, &mem);
	assert_int_equal(root->length, 3);
	assert_int_equal(node_member(root, "2")->item.valueint, 9);
	assert_int_equal(tally.duplicates, 1001);
	assert_int_equal(tally.others, 0);
	assert_string_equal(tally.last,
			    "there are 298997 more names that are used more than once, the first "
			    "of them here");
	mem_release(&mem);
	free(text);
}

struct firsts {
	size_t n;
	size_t start[8], related[8];
};

static void note_first(void *context, const struct problem *problem)
{
	struct firsts *firsts = context;

	assert_true(firsts->n < 8);
	firsts->start[firsts->n] = problem->start;
	firsts->related[firsts->n++] = problem->related_start;
}

/* The related place is that of the first key, and the order of the others stays. */
static void test_duplicates(void **state)
{
	struct firsts firsts = { 0 };
	struct reader reader = { .report = note_first, .context = &firsts };
	static const char text[] =
		"{\"a\":1,\"b\":2,\"a\":3,\"c\":4,\"b\":5,\"a\":6,\"d\":{\"a\":7}}";
	static const size_t starts[] = { 13, 25, 31 }, related[] = { 1, 7, 1 };
	struct mem mem = { 0 };
	struct node *root = reader_read(&reader, text, strlen(text), &mem);
	struct buf out;

	(void)state;
	assert_int_equal(firsts.n, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(firsts.start[i], starts[i]);
		assert_int_equal(firsts.related[i], related[i]);
	}
	buf_init(&out);
	node_print(&out, root);
	assert_string_equal(out.data, "{\"c\":4,\"b\":5,\"a\":6,\"d\":{\"a\":7}}");
	assert_int_equal(root->length, 4);
	assert_ptr_equal(root->item.child->prev, &node_member(root, "d")->item);
	buf_release(&out);
	mem_release(&mem);
}

/* Arrays and objects in turn, depth of them. */
static char *deep_text(size_t depth, bool objects, size_t *length)
{
	char *text = malloc(depth * 7 + 2), *p = text;

	for (size_t i = 0; i < depth; i++)
		p += sprintf(p, objects && i % 2 ? "{\"a\":" : "[");
	*p++ = '1';
	for (size_t i = depth; i-- > 0;)
		*p++ = objects && i % 2 ? '}' : ']';
	*length = (size_t)(p - text);
	return text;
}

static void test_deep(void **state)
{
	size_t length, depth = 300000;
	char *text = deep_text(depth, true, &length);
	struct names *names = names_new();
	struct mem mem = { 0 };
	struct node *a = read_n(text, length, NULL, &mem), *b = read_n(text, length, NULL, &mem);
	struct buf out;

	(void)state;
	assert_non_null(a);
	names_add(names, "a", 1);
	node_rename(b, names);
	assert_true(node_equal(a, b));
	assert_int_equal(node_hash(a), node_hash(b));
	buf_init(&out);
	node_print(&out, a);
	assert_int_equal(out.length, length);
	assert_memory_equal(out.data, text, length);
	buf_release(&out);
	mem_release(&mem);
	names_free(names);
	free(text);
}

static void test_depth(void **state)
{
	static const struct {
		size_t limit, depth;
		bool ok;
	} rows[] = {
		{ 0, 512, true },          { 0, 513, false },   { 1, 1, true },
		{ 1, 2, false },           { 63, 63, true },    { 63, 64, false },
		{ 64, 64, true },          { 64, 65, false },   { 65, 65, true },
		{ 130, 129, true },        { 128, 129, false }, { 100000, 100000, true },
		{ 100000, 100001, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct tally tally = { 0 };
		struct reader reader = { .max_depth = rows[i].limit,
					 .report = tally_problem,
					 .context = &tally };
		struct mem mem = { 0 };
		size_t length;
		char *text = deep_text(rows[i].depth, i % 2, &length);

		assert_int_equal(reader_read(&reader, text, length, &mem) != NULL, rows[i].ok);
		assert_int_equal(tally.others, !rows[i].ok);
		mem_release(&mem);
		free(text);
	}
}

/* Long strings and numbers, and texts that are wrong only at their end. */
static void test_long(void **state)
{
	size_t n = 2000000;
	char *text = malloc(n + 2);
	struct mem mem = { 0 };
	struct node *node;

	(void)state;
	memset(text, 'x', n);
	text[0] = text[n - 1] = '"';
	node = read_n(text, n, NULL, &mem);
	assert_int_equal(node->length, n - 2);
	assert_null(read_n(text, n - 1, NULL, &mem));
	memset(text, '\\', n);
	text[0] = text[n - 1] = '"';
	assert_int_equal(read_n(text, n, NULL, &mem)->length, (n - 2) / 2);
	memset(text, '9', n);
	node = read_n(text, n, NULL, &mem);
	assert_int_equal(node->length, n);
	memset(text, ' ', n);
	assert_null(read_n(text, n, NULL, &mem));
	memset(text, '{', n);
	assert_null(read_n(text, n, NULL, &mem));
	memset(text, '"', n);
	assert_null(read_n(text, n, NULL, &mem));
	memset(text, '-', n);
	assert_null(read_n(text, n, NULL, &mem));
	mem_release(&mem);
	free(text);
}

/* What was handed on: pointers and values, one after the other. */
struct pieces {
	struct buf seen;
	bool forget;
};

static bool take_piece(void *context, struct node *element)
{
	struct pieces *pieces = context;

	buf_putc(&pieces->seen, ' ');
	pointer_print(&pieces->seen, element);
	buf_putc(&pieces->seen, '=');
	node_print(&pieces->seen, element);
	return pieces->forget;
}

static void test_pieces(void **state)
{
	static const struct {
		const char *text;
		const char *seen;
		const char *left; /* of the root; NULL where the text is no JSON */
	} rows[] = {
		{ "[]", "", "[]" },
		{ "7", "", "7" },
		{ "{\"a\":{\"b\":[1]}}", " /a/b/0=1", "{\"a\":{\"b\":[]}}" },
		{ "{\"a\":{\"b\":{\"c\":[1]}}}", "", "{\"a\":{\"b\":{\"c\":[1]}}}" },
		{ "[1,\"x\",{}]", " /0=1 /1=\"x\" /2={}", "[]" },
		{ "{\"n\":1,\"result\":[{\"a\":[1,2]},{\"b\":3}],\"m\":[]}",
		  " /result/0={\"a\":[1,2]} /result/1={\"b\":3}",
		  "{\"n\":1,\"result\":[],\"m\":[]}" },
		{ "[[1,2],[[3]]]", " /0/0=1 /0/1=2 /0=[] /1/0/0=3 /1/0=[] /1=[]", "[]" },
		{ "[{\"a\":[1]}]", " /0/a/0=1 /0={\"a\":[]}", "[]" },
		{ "[{\"a\":{\"b\":[1]}}]", " /0={\"a\":{\"b\":[1]}}", "[]" },
		{ "[1,2", " /0=1", NULL },
		{ "[1,2,]", " /0=1 /1=2", NULL },
		{ "[1x]", "", NULL },
		{ "[1,2 3]", " /0=1", NULL },
		{ "{\"a\":[1,2],\"a\":[3,4]}", " /a/0=1 /a/1=2 /a/0=3 /a/1=4", "{\"a\":[]}" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct pieces pieces = { .forget = true };
		struct reader reader = { .element = take_piece, .context = &pieces };
		struct mem mem = { 0 };
		struct node *root;

		buf_init(&pieces.seen);
		root = reader_read(&reader, rows[i].text, strlen(rows[i].text), &mem);
		assert_string_equal(pieces.seen.data, rows[i].seen);
		assert_int_equal(root != NULL, rows[i].left != NULL);
		buf_clear(&pieces.seen);
		if (root)
			node_print(&pieces.seen, root);
		assert_string_equal(pieces.seen.data, rows[i].left ? rows[i].left : "");
		buf_release(&pieces.seen);
		mem_release(&mem);
	}
}

static bool forget(void *context, struct node *element)
{
	size_t *sum = context;

	*sum += element->length;
	return true;
}

static bool keep_piece(void *context, struct node *element)
{
	(void)context;
	(void)element;
	return false;
}

/* A long list in pieces takes the memory of one element; where they are kept, the tree is whole. */
static void test_long_list(void **state)
{
	size_t sum = 0, length = 0, n = 200000;
	struct reader reader = { .element = forget, .context = &sum };
	char *text = malloc(n * 20 + 3);
	struct mem mem = { 0 };
	struct node *root;

	(void)state;
	text[length++] = '[';
	for (size_t i = 0; i < n; i++)
		length += (size_t)sprintf(text + length, "%s{\"a\":{\"b\":%zu}}", i ? "," : "", i % 1000);
	text[length++] = ']';
	mem_alloc(&mem, 1);
	root = reader_read(&reader, text, length, &mem);
	assert_int_equal(root->length, n);
	assert_int_equal(sum, n);
	assert_null(node_child(root));
	/* The first chunk is still the one in use. */
	assert_true((size_t)(mem.next - (char *)mem.first) < 16384);
	reader.element = keep_piece;
	root = reader_read(&reader, text, length, &mem);
	assert_int_equal(root->length, n);
	assert_int_equal(node_element(root, n - 1)->key_length, n - 1);
	mem_release(&mem);
	free(text);
}

/* Each rule's good text is silent, and its bad text shows the rule. */
static void keep_rule(void *context, const struct problem *problem)
{
	snprintf(context, 40, "%s", problem->rule);
}

static void test_rules(void **state)
{
	const struct reader_rule *rule;

	(void)state;
	for (rule = reader_rules; rule->id; rule++) {
		char seen[40] = "";
		struct reader reader = { .report = keep_rule, .context = seen };
		struct mem mem = { 0 };

		assert_non_null(reader_read(&reader, rule->good, strlen(rule->good), &mem));
		assert_string_equal(seen, "");
		reader_read(&reader, rule->bad, strlen(rule->bad), &mem);
		assert_string_equal(seen, rule->id);
		assert_true(strlen(rule->summary) > 10 && strlen(rule->why) > 200);
		mem_release(&mem);
	}
	assert_int_equal(rule - reader_rules, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),        cmocka_unit_test(test_program_names),
		cmocka_unit_test(test_guesses),      cmocka_unit_test(test_orders),
		cmocka_unit_test(test_places),       cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_cjson),        cmocka_unit_test(test_members),
		cmocka_unit_test(test_equal),        cmocka_unit_test(test_text),
		cmocka_unit_test(test_secrets),      cmocka_unit_test(test_wrong_secrets),
		cmocka_unit_test(test_many_members), cmocka_unit_test(test_many_duplicates),
		cmocka_unit_test(test_duplicates),   cmocka_unit_test(test_deep),
		cmocka_unit_test(test_depth),        cmocka_unit_test(test_long),
		cmocka_unit_test(test_pieces),       cmocka_unit_test(test_long_list),
		cmocka_unit_test(test_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
