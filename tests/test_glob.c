#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/glob.h"
#include "text/path.h"

static void test_paths(void **state)
{
	static const struct {
		const char *glob, *path;
		bool matches;
	} rows[] = {
		{ "a.json", "a.json", true },
		{ "a.json", "links/deep/a.json", true },
		{ "a.json", "a.json/b.json", true }, /* a folder stands for what is in it */
		{ "a.json", "ba.json", false },
		{ "a.json", "a.jsonl", false },
		{ "*.json", "links/a.json", true },
		{ "*.json", "links/a.jsonl", false },
		{ "a*c?.json", "abbcd.json", true },
		{ "a*c?.json", "abbc.json", false },
		{ "[ab].json", "b.json", true },
		{ "[ab].json", "c.json", false },
		{ "[!ab].json", "c.json", true },
		{ "[^ab].json", "a.json", false },
		{ "[a-c]1.json", "b1.json", true },
		{ "[a-c]1.json", "d1.json", false },
		{ "[]].json", "].json", true },
		{ "[a-].json", "-.json", true },
		{ "[a.json", "[a.json", true }, /* no class: a bracket */
		{ "[a.json", "a.json", false },
		{ "x[0-9]*[0-9].json", "x123.json", true },
		{ "x[0-9]*[0-9].json", "x1a.json", false },
		{ "links", "links/a.json", true },
		{ "links/", "links/a.json", true },
		{ "links/", "old/links/a.json", true },
		{ "links/", "linksx/a.json", false },
		{ "/links", "links/a.json", true },
		{ "/links", "old/links/a.json", false },
		{ "./links/*.json", "links/a.json", true },
		{ "links/*.json", "links/a.json", true },
		{ "links/*.json", "links/old/a.json", false },
		{ "links/*.json", "old/links/a.json", false },
		{ "links/**", "links/old/a.json", true },
		{ "links/**/a.json", "links/a.json", true },
		{ "links/**/a.json", "links/x/y/a.json", true },
		{ "links/**/a.json", "links/x/y/b.json", false },
		{ "**/old/**", "links/old/a.json", true },
		{ "**/old/*.json", "old/a.json", true },
		{ "**/old/*.json", "olds/a.json", false },
		{ "**/x/**/x/**/y", "x/x/x/x/z/y", true },
		{ "../shared/*.json", "../shared/a.json", true },
		{ "../shared/*.json", "shared/a.json", false },
		{ ".", "anything/at/all.json", true },
		{ "**", "a/b", true },
		{ "*", "a", true },
		{ "*/b", "a/b", true },
		{ "*/b", "a/a/b", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (glob_matches_path(rows[i].glob, rows[i].path) != rows[i].matches)
			fail_msg("%s on %s: should be %d", rows[i].glob, rows[i].path, rows[i].matches);
}

static void test_pointers(void **state)
{
	static const struct {
		const char *glob, *pointer;
		bool exact, below;
	} rows[] = {
		{ "", "", true, true },
		{ "#", "", true, true },
		{ "", "/a", false, true },
		{ "/", "/", true, true }, /* the member whose name is empty */
		{ "/", "", false, false },
		{ "/a", "/a", true, true },
		{ "#/a", "/a", true, true },
		{ "/a", "/a/b", false, true },
		{ "/a", "/ab", false, false },
		{ "/a/b", "/a", false, false },
		{ "/items/*/ip", "/items/3/ip", true, true },
		{ "/items/*/ip", "/items/3/x/ip", false, false },
		{ "/items/**", "/items/3/x/ip", true, true },
		{ "/items/**", "/items", true, true },
		{ "/**/ip", "/items/3/x/ip", true, true },
		{ "/**/ip", "/ip", true, true },
		{ "/**", "", true, true },
		{ "/*", "/items", true, true },
		{ "/*", "", false, false },
		{ "/a~1b", "/a~1b", true, true },
		{ "/extra_*", "/extra_prefixes", true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (glob_matches_pointer(rows[i].glob, rows[i].pointer, false) != rows[i].exact)
			fail_msg("%s on %s: should be %d", rows[i].glob, rows[i].pointer, rows[i].exact);
		if (glob_matches_pointer(rows[i].glob, rows[i].pointer, true) != rows[i].below)
			fail_msg("%s above %s: should be %d", rows[i].glob, rows[i].pointer,
				rows[i].below);
	}
}

/* Many stars cost many times the length, not a power of it. */
static void test_many_stars(void **state)
{
	char glob[4001], path[20001];

	(void)state;
	for (size_t i = 0; i < 4000; i++)
		glob[i] = i % 2 ? 'a' : '*';
	glob[3999] = 'b';
	glob[4000] = '\0';
	memset(path, 'a', 20000);
	path[20000] = '\0';
	assert_false(glob_matches_path(glob, path));
	for (size_t i = 0; i < 4000; i += 4)
		memcpy(glob + i, i + 4 < 4000 ? "**/a" : "**/b", 4);
	for (size_t i = 3; i + 1 < 4000; i += 5)
		glob[i] = '/';
	for (size_t i = 1; i < 20000; i += 2)
		path[i] = '/';
	assert_false(glob_matches_path(glob, path));
}

static void test_patterns(void **state)
{
	(void)state;
	assert_false(glob_is_pattern("links/a.json"));
	assert_true(glob_is_pattern("links/*.json"));
	assert_true(glob_is_pattern("a?"));
	assert_true(glob_is_pattern("[ab]"));
}

static void test_absolute(void **state)
{
	static const struct {
		const char *folder, *path, *absolute;
	} rows[] = {
		{ "/a/b", "c", "/a/b/c" },
		{ "/a/b", "./c/./d/", "/a/b/c/d" },
		{ "/a/b", "../c", "/a/c" },
		{ "/a/b", "../../../c", "/c" },
		{ "/a/b", "..", "/a" },
		{ "/a/b", "../..", "" },
		{ "/a/b", ".", "/a/b" },
		{ "/a/b", "", "/a/b" },
		{ "/a/b", "/c//d", "/c/d" },
		{ "/a/b", "/", "" },
		{ "", "c", "/c" },
		{ "/a", "...", "/a/..." },
		{ "/a", "..b", "/a/..b" },
	};
	struct mem mem = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(path_absolute(&mem, rows[i].folder, rows[i].path),
			rows[i].absolute);
	mem_release(&mem);
}

static void test_relative(void **state)
{
	static const struct {
		const char *folder, *path, *relative;
	} rows[] = {
		{ "/a/b", "/a/b/c", "c" },
		{ "/a/b", "/a/b/c/d", "c/d" },
		{ "/a/b", "/a/b", "." },
		{ "/a/b", "/a", ".." },
		{ "/a/b", "/a/c", "../c" },
		{ "/a/b", "/a/bc", "../bc" },
		{ "/a/bc", "/a/b", "../b" },
		{ "/a/b", "/x", "../../x" },
		{ "/a/b", "", "../.." },
		{ "", "/a", "a" },
		{ "", "", "." },
	};
	struct mem mem = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_string_equal(path_relative(&mem, rows[i].folder, rows[i].path),
			rows[i].relative);
		assert_string_equal(path_absolute(&mem, rows[i].folder, rows[i].relative),
			rows[i].path);
	}
	assert_string_equal(path_folder(&mem, "/a/b"), "/a");
	assert_string_equal(path_folder(&mem, "/a"), "");
	assert_null(path_folder(&mem, ""));
	mem_release(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_pointers),
		cmocka_unit_test(test_many_stars),
		cmocka_unit_test(test_patterns),
		cmocka_unit_test(test_absolute),
		cmocka_unit_test(test_relative),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
