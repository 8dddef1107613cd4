#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "lint/selftest.h"
#include "pack/folder.h"
#include "pack/pack.h"

#define PACK \
	"{\"title\":\"A house\",\"kinds\":[" \
	"{\"name\":\"box\",\"title\":\"a box\",\"shape\":\"shapes/box.json\",\"match\":\"@.box == true\"}," \
	"{\"name\":\"lid\",\"title\":\"a lid\",\"shape\":\"shapes/box.json\"}]}"

#define SHAPE \
	"{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\"," \
	"\"properties\":{\"box\":{\"type\":\"boolean\"},\"name\":{\"type\":\"string\"}," \
	"\"size\":{\"type\":\"integer\"},\"sides\":{\"type\":\"array\"}}}"

#define HEAD \
	"\"summary\":\"a size\",\"severity\":\"error\",\"message\":\"too large\",\"why\":\"A test.\"," \
	"\"sources\":[\"none\"],"

#define SMALL HEAD "\"kind\":\"box\",\"assert\":\"@.size < 9\",\"at\":\"@.size\","

static char folder[] = "/tmp/peerlint-selftest-XXXXXX";

static int enter(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || chdir(folder) != 0 || mkdir("house", 0755) != 0)
		return -1;
	return mkdir("house/shapes", 0755);
}

static int leave(void **state)
{
	(void)state;
	unlink("house/rule.json");
	unlink("house/pack.json");
	unlink("house/shapes/box.json");
	if (rmdir("house/shapes") != 0 || rmdir("house") != 0 || chdir("/") != 0)
		return -1;
	return rmdir(folder);
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

struct row {
	const char *rule; /* without its outer braces */
	size_t passed, failed;
	const char *said;
};

static void check(const struct row *row)
{
	struct selftest result;
	struct err err = { 0 };
	struct packs packs;
	struct buf text, out;

	buf_init(&text);
	buf_printf(&text, "{%s}", row->rule);
	put("house/rule.json", text.data);
	put("house/pack.json", PACK);
	put("house/shapes/box.json", SHAPE);
	buf_release(&text);
	packs_init(&packs);
	assert_true(folder_add(&packs, "house", &err));
	packs_add_builtin(&packs);
	folders_check(&packs);
	packs_prepare_all(&packs);
	buf_init(&out);
	result = selftest_run(&packs, &out);
	assert_string_equal(out.data, row->said);
	assert_int_equal(result.passed, row->passed);
	assert_int_equal(result.failed, row->failed);
	buf_release(&out);
	packs_release(&packs);
}

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(&rows[i]);
}

static void test_right(void **state)
{
	static const struct row rows[] = {
		{ SMALL "\"good\":[{\"box\":true,\"size\":1},{\"box\":true}],"
			"\"bad\":[{\"box\":true,\"size\":9}]", 3, 0, "" },
		/* Off in the default profile, and as little as info. */
		{ "\"summary\":\"s\",\"severity\":\"info\",\"message\":\"m\",\"why\":\"w\","
		  "\"sources\":[\"none\"],\"profile\":\"pedantic\",\"kind\":\"box\","
		  "\"assert\":\"@.size < 9\",\"good\":[{\"box\":true}],\"bad\":[{\"box\":true,\"size\":9}]",
			2, 0, "" },
		/* An example that nothing tells is of the kind of its rule. */
		{ HEAD "\"kind\":\"lid\",\"assert\":\"@.size < 9\",\"good\":[{\"size\":1}],"
		  "\"bad\":[{\"size\":9}]", 2, 0, "" },
		/* A relation's examples are documents together. */
		{ HEAD "\"kind\":\"box\",\"unique\":{\"key\":[\"@.name\"]},"
		  "\"good\":[[{\"box\":true,\"name\":\"a\"},{\"box\":true,\"name\":\"b\"}]],"
		  "\"bad\":[[{\"box\":true,\"name\":\"a\"},{\"box\":true,\"name\":\"a\"}]]", 2, 0, "" },
	};

	(void)state;
	check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

static void test_wrong(void **state)
{
	static const struct row rows[] = {
		{ SMALL "\"good\":[{\"box\":true,\"size\":9}],\"bad\":[{\"box\":true,\"size\":10}]", 1, 1,
			"house/rule.json: good[0] was flagged\n" },
		{ SMALL "\"good\":[{\"box\":true}],\"bad\":[{\"box\":true,\"size\":9},{\"box\":true,\"size\":1}]",
			2, 1, "house/rule.json: bad[1] was not flagged; assert is true\n" },
		{ SMALL "\"good\":[{\"box\":true}],\"bad\":[{\"box\":true}]", 1, 1,
			"house/rule.json: bad[0] was not flagged; assert is unknown\n" },
		{ SMALL "\"when\":\"@.name == \\\"a\\\"\",\"good\":[{\"box\":true}],"
			"\"bad\":[{\"box\":true,\"size\":9,\"name\":\"b\"}]", 1, 1,
			"house/rule.json: bad[0] was not flagged; when is false; assert is false\n" },
		/* Of what is examined many times, or among many, no answer would be the one. */
		{ HEAD "\"kind\":\"box\",\"given\":\"$.sides[*]\",\"assert\":\"@ < 9\","
		  "\"good\":[{\"box\":true,\"sides\":[1]}],\"bad\":[{\"box\":true,\"sides\":[1]}]", 1, 1,
			"house/rule.json: bad[0] was not flagged\n" },
		{ HEAD "\"kind\":\"box\",\"given\":\"$.sides[*]\",\"assert\":\"@ < 9\","
		  "\"good\":[{\"box\":true,\"sides\":[1]}],\"bad\":[{\"box\":true,\"sides\":[9,10]}]", 1, 1,
			"house/rule.json: bad[0] was flagged more than once\n" },
		{ HEAD "\"kind\":\"box\",\"unique\":{\"key\":[\"@.name\"]},"
		  "\"good\":[[{\"box\":true,\"name\":\"a\"}]],\"bad\":[[{\"box\":true,\"name\":\"a\"}]]",
			1, 1, "house/rule.json: bad[0] was not flagged\n" },
	};

	(void)state;
	check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

/* What an example breaks beside its rule; other rules have no say. */
static void test_wrong_in_itself(void **state)
{
	static const struct row rows[] = {
		{ SMALL "\"good\":[{\"box\":true,\"name\":1}],\"bad\":[{\"box\":true,\"size\":9}]", 1, 1,
			"house/rule.json: good[0] is wrong in itself: #/name: name must be a string, "
			"found 1 (a number) [shape/type]\n" },
		{ SMALL "\"good\":[{\"box\":true}],\"bad\":[{\"box\":true,\"size\":9,\"naem\":\"a\"}]", 1, 1,
			"house/rule.json: bad[0] is wrong in itself: #/naem: unknown member \"naem\" "
			"[shape/unknown-member]\n" },
	};

	(void)state;
	check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

/* A rule that does not compile is one failure, and its examples are not run. */
static void test_rule_is_wrong(void **state)
{
	static const struct row rows[] = {
		{ HEAD "\"kind\":\"box\",\"assert\":\"@.size <\",\"good\":[{\"box\":true}],"
		  "\"bad\":[{\"box\":true,\"size\":9}]", 0, 1, "" },
		{ HEAD "\"kind\":\"bos\",\"assert\":\"@.size < 9\",\"good\":[{\"box\":true}],"
		  "\"bad\":[{\"box\":true,\"size\":9}]", 0, 1, "" },
	};

	(void)state;
	check_rows(rows, sizeof(rows) / sizeof(rows[0]));
}

/* The program's own packs are no folder's: nothing of them is run here. */
static void test_no_folder(void **state)
{
	struct selftest result;
	struct packs packs;
	struct buf out;

	(void)state;
	packs_init(&packs);
	packs_add_builtin(&packs);
	buf_init(&out);
	result = selftest_run(&packs, &out);
	assert_int_equal(result.passed + result.failed, 0);
	assert_int_equal(out.length, 0);
	buf_release(&out);
	packs_release(&packs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right),
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_wrong_in_itself),
		cmocka_unit_test(test_rule_is_wrong),
		cmocka_unit_test(test_no_folder),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
