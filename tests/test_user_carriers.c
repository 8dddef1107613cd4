/* Lists are linted in pieces beside a user's packs, and say what they say as a whole. */
#include "lint/lint.h"

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
#include "pack/folder.h"
#include "pack/pack.h"
#include "report/report.h"

#define BOX "{\"name\":\"box\",\"match\":\"@.size && @.lid\"}"

#define RULE(kind) \
	"{\"kind\":\"" kind "\",\"summary\":\"a size\",\"severity\":\"error\",\"message\":\"too large\"," \
	"\"why\":\"A test.\",\"sources\":[\"none\"],\"assert\":\"@.size < 9\",\"good\":[{\"size\":1}],\"bad\":[{\"size\":9}]}"

static const struct {
	const char *kinds; /* of the pack */
	const char *rule;
	bool pieces; /* lists that built-in carriers contain come in pieces */
} rows[] = {
	{ BOX, RULE("box"), true },
	{ "{\"name\":\"box\",\"match\":\"count(@.*) <= 3 && @.size && @.lid\"}", RULE("box"), true },
	{ "{\"name\":\"box\",\"match\":\"@.items[3]\"}", RULE("box"), false },
	{ "{\"name\":\"box\",\"match\":\"@..size\"}", RULE("box"), false },
	{ BOX ",{\"name\":\"boxes\",\"match\":\"@.boxes[0].size\",\"contains\":[\"$.boxes[*]\"]}", RULE("box"), true },
	{ BOX ",{\"name\":\"boxes\",\"match\":\"@.items[0].size\",\"contains\":[\"$.items[*]\"]}", RULE("box"), true },
	{ BOX ",{\"name\":\"boxes\",\"match\":\"@.items[0].size\",\"contains\":[\"$.items[*]\"],"
	      "\"partial\":\"@.more\"}", RULE("box"), true },
	{ BOX ",{\"name\":\"boxes\",\"match\":\"@.items[*].size\",\"contains\":[\"$.items[*]\"]}", RULE("box"), false },
	{ BOX ",{\"name\":\"boxes\",\"match\":\"@.items[0].size\",\"contains\":[\"$.items[?@.size > 3]\"]}", RULE("box"), false },
	{ BOX ",{\"name\":\"boxes\",\"match\":\"@.items[0].size\",\"contains\":[\"$.items[0]\"]}", RULE("box"), false },
	{ BOX ",{\"name\":\"boxes\",\"match\":\"@.items[0].size\",\"contains\":[\"$.items\"]}", RULE("box"), true },
	{ BOX ",{\"name\":\"boxes\",\"match\":\"@.boxes\",\"contains\":[\"$.boxes[*].a[*]\"]}", RULE("box"), false },
	{ BOX ",{\"name\":\"boxes\",\"match\":\"@.boxes[0].size\",\"contains\":[\"$.boxes[*]\"]}", RULE("boxes"), false },
};

#define BOXES "[{\"size\":1,\"lid\":1},{\"size\":10,\"lid\":1},{\"size\":11,\"lid\":2},{},{\"size\":12,\"lid\":3},7,{\"a\":1}]"

static const char *const texts[] = {
	BOXES, "{\"boxes\":" BOXES "}", "{\"items\":" BOXES "}", "{\"items\":" BOXES ",\"more\":true}",
	"{\"boxes\":" BOXES ",\"items\":" BOXES "}", "{\"items\":{\"boxes\":" BOXES "}}",
	"{\"items\":[{\"size\":10,\"lid\":1}],\"items\":[{\"size\":11,\"lid\":1}]}",
	"{\"size\":10,\"lid\":[1,2,3]}", "{\"size\":10,\"lid\":1,\"items\":" BOXES "}",
	"{\"boxes\":[{\"a\":" BOXES "},{\"a\":" BOXES "}]}",
	"{\"items\":[{\"mtu\":1},{\"size\":10,\"lid\":1}]}", "{\"items\":" BOXES,
};

static char folder[] = "/tmp/peerlint-carriers-XXXXXX";
static size_t nfindings;

static int enter(void **state)
{
	(void)state;
	return !mkdtemp(folder) || chdir(folder) != 0 ? -1 : mkdir("house", 0755);
}

static int leave(void **state)
{
	(void)state;
	unlink("house/rule.json");
	unlink("house/pack.json");
	return rmdir("house") != 0 || chdir("/") != 0 ? -1 : rmdir(folder);
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* The report on a text of which all that has more than small bytes is linted in pieces. */
static bool report_on(struct packs *packs, const char *text, size_t small, struct buf *out)
{
	const struct lint_options options = { .small_file = small };
	const struct report_options report = { .version = "0" };
	struct findings findings;
	struct lint lint;
	struct err err = { 0 };
	bool pieces;

	findings_init(&findings);
	lint_init(&lint, packs, &options, &findings);
	lint_text(&lint, "a.json", text, strlen(text));
	assert_true(lint_finish(&lint, &err));
	findings_sort(&findings);
	report_json(&findings, &report, out);
	nfindings += findings.count;
	pieces = lint.npaths > 0;
	lint_release(&lint);
	findings_release(&findings);
	return pieces;
}

static void check_pack(struct packs *packs, size_t row)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct buf whole, pieces;
		bool in_pieces;

		buf_init(&whole);
		buf_init(&pieces);
		report_on(packs, texts[i], SIZE_MAX / 2, &whole);
		in_pieces = report_on(packs, texts[i], 1, &pieces);
		if (strcmp(whole.data, pieces.data) != 0)
			print_error("%s\n%s\n", rows[row].kinds, texts[i]);
		assert_string_equal(whole.data, pieces.data);
		if (in_pieces != rows[row].pieces)
			fail_msg("%s", rows[row].kinds);
		buf_release(&whole);
		buf_release(&pieces);
	}
}

static void lists_say_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct packs packs;
		struct err err = { 0 };
		struct buf text;

		buf_init(&text);
		buf_printf(&text, "{\"title\":\"A house\",\"kinds\":[%s]}", rows[i].kinds);
		put("house/pack.json", text.data);
		put("house/rule.json", rows[i].rule);
		buf_release(&text);
		packs_init(&packs);
		assert_true(folder_add(&packs, "house", &err));
		packs_add_builtin(&packs);
		folders_check(&packs);
		assert_false(packs_failed(&packs));
		check_pack(&packs, i);
		packs_release(&packs);
	}
	assert_true(nfindings > 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_say_the_same),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
