/* JSON pointers: what they lead to, what is none, and back again. */
#include "json/pointer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "json/node.h"
#include "json/reader.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct node *read_json(const char *text, struct mem *mem)
{
	struct reader reader = { .max_depth = 1000000 };

	return reader_read(&reader, text, strlen(text), mem);
}

static const char document[] =
	"{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/"
	"b\":1,\"m~n\":8,\"~1\":2,\"é\":3,\"deep\":{\"\":{\"\":4}},"
	"\"a\":[10,11,12,13,14,15,16,17,18,19,20],\"00\":5,\"nul\\u0000l\":6,\"null\":null}";

static void test_find(void **state)
{
	static const struct {
		const char *pointer;
		const char *value;
	} rows[] = {
		{ "/foo", "[\"bar\",\"baz\"]" },
		{ "/foo/0", "\"bar\"" },
		{ "/foo/1", "\"baz\"" },
		{ "/", "0" },
		{ "/a~1b", "1" },
		{ "/m~0n", "8" },
		{ "/~01", "2" },
		{ "/é", "3" },
		{ "/deep//", "4" },
		{ "/a/10", "20" },
		{ "/00", "5" },
		{ "/null", "null" },
	};
	struct mem mem = { 0 };
	struct node *root = read_json(document, &mem);

	(void)state;
	assert_ptr_equal(pointer_find(root, "", 0, NULL), root);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err err = { 0 };
		struct node *found =
			pointer_find(root, rows[i].pointer, strlen(rows[i].pointer), &err);
		struct buf out;

		buf_init(&out);
		if (!found)
			fail_msg("%s: %s", rows[i].pointer, err.text);
		node_print(&out, found);
		assert_string_equal(out.data, rows[i].value);
		buf_clear(&out);
		pointer_print(&out, found);
		assert_string_equal(out.data, rows[i].pointer);
		buf_release(&out);
	}
	mem_release(&mem);
}

static void test_nowhere(void **state)
{
	static const struct {
		const char *pointer;
		bool valid;
		size_t at;
		const char *says;
	} rows[] = {
		{ "foo", false, 0, "has to begin with /" },
		{ "#/foo", false, 0, "has to begin with /" },
		{ "/~", false, 1, "followed by 0 or 1" },
		{ "/foo/~2", false, 5, "followed by 0 or 1" },
		{ "/foo~", false, 4, "followed by 0 or 1" },
		{ "/foo/2", true, 5, "no element \"2\"" },
		{ "/foo/-", true, 5, "no element \"-\"" },
		{ "/foo/00", true, 5, "no element" },
		{ "/foo/01", true, 5, "no element" },
		{ "/foo/+1", true, 5, "no element" },
		{ "/foo/-1", true, 5, "no element" },
		{ "/foo/1e0", true, 5, "no element" },
		{ "/foo/ 1", true, 5, "no element" },
		{ "/foo/", true, 5, "no element \"\"" },
		{ "/foo/4294967296", true, 5, "no element" },
		{ "/foo/99999999999999999999999", true, 5, "no element" },
		{ "/Foo", true, 1, "no member \"Foo\"" },
		{ "/fo", true, 1, "no member" },
		{ "/fooo", true, 1, "no member" },
		{ "/foo/0/x", true, 7, "a string, which holds nothing" },
		{ "//x", true, 2, "a number, which holds nothing" },
		{ "/null/0", true, 6, "a null, which holds nothing" },
		{ "/a~0b", true, 1, "no member" },
		{ "/deep///", true, 8, "a number" },
	};
	struct mem mem = { 0 };
	struct node *root = read_json(document, &mem);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *pointer = rows[i].pointer;
		struct err err = { 0 };

		assert_null(pointer_find(root, pointer, strlen(pointer), &err));
		if (pointer_is_valid(pointer, strlen(pointer)) != rows[i].valid)
			fail_msg("is %s valid", pointer);
		if (err.at != rows[i].at || (err.length == 0) != rows[i].valid ||
		    !strstr(err.text, rows[i].says))
			fail_msg("%s: %zu %zu %s", pointer, err.at, err.length, err.text);
	}
	mem_release(&mem);
}

/* A name may hold NUL, which is part of the pointer then. */
static void test_nul(void **state)
{
	static const char pointer[] = "/nul\0l";
	struct mem mem = { 0 };
	struct node *root = read_json(document, &mem);
	struct node *found = pointer_find(root, pointer, sizeof(pointer) - 1, NULL);
	struct buf out;

	(void)state;
	assert_non_null(found);
	assert_null(pointer_find(root, pointer, 4, NULL));
	buf_init(&out);
	pointer_print(&out, found);
	assert_int_equal(out.length, sizeof(pointer) - 1);
	assert_memory_equal(out.data, pointer, sizeof(pointer) - 1);
	buf_release(&out);
	mem_release(&mem);
}

static void test_deep(void **state)
{
	size_t depth = 100000;
	char *text = malloc(2 * depth + 1);
	struct mem mem = { 0 };
	struct node *node;
	struct buf out;

	(void)state;
	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	text[2 * depth] = '\0';
	node = read_json(text, &mem);
	assert_non_null(node);
	while (node_child(node))
		node = node_child(node);
	buf_init(&out);
	pointer_print(&out, node);
	assert_int_equal(out.length, 2 * (depth - 1));
	buf_release(&out);
	mem_release(&mem);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_nowhere),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
