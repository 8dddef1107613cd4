#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "finding/finding.h"
#include "lint/baseline.h"
#include "lint/config.h"
#include "pack/pack.h"

#define NAME "peerlint-test-baseline.json"

/* What a baseline is read with; files are told from the working folder. */
struct fixture {
	struct packs packs;
	struct configs configs;
	char folder[64];
};

static void begin(struct fixture *fixture)
{
	struct err err = { 0 };

	snprintf(fixture->folder, sizeof(fixture->folder), "/tmp/peerlint-baseline-XXXXXX");
	assert_non_null(mkdtemp(fixture->folder));
	assert_int_equal(chdir(fixture->folder), 0);
	packs_init(&fixture->packs);
	assert_true(configs_init(&fixture->configs, &fixture->packs, NULL, true, &err));
}

static void end(struct fixture *fixture)
{
	unlink(NAME);
	configs_release(&fixture->configs);
	packs_release(&fixture->packs);
	assert_int_equal(chdir("/"), 0);
	assert_int_equal(rmdir(fixture->folder), 0);
}

static struct baseline *read_text(struct fixture *fixture, const char *text, size_t n)
{
	FILE *file = fopen(NAME, "w");
	struct err err = { 0 };

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, n, file), n);
	fclose(file);
	return baseline_read(&fixture->configs, NAME, &err);
}

static void add(struct findings *findings, const char *file, const char *rule, const char *pointer,
	const char *message)
{
	findings_add(findings, &(struct finding){
		.rule = rule,
		.severity = SEVERITY_WARNING,
		.message = message,
		.file = file,
		.pointer = pointer,
	});
}

/* What is in names and messages comes back as it was, and is found again. */
static void test_round_trip(void **state)
{
	static const char *const texts[] = {
		"plain", "\"quoted\" \\ and / slashed", "tab\tnewline\n", "umlaut \xc3\xa4, \xf0\x9f\x98\x80",
		"lone \xed\xa0\x80 surrogate", "", "%s %n", "\x01\x7f",
	};
	const size_t n = sizeof(texts) / sizeof(texts[0]);
	struct fixture fixture;
	struct findings findings;
	struct baseline *baseline;
	struct buf text;

	(void)state;
	begin(&fixture);
	findings_init(&findings);
	for (size_t i = 0; i < n; i++)
		add(&findings, "links/a b.json", "x/y", "/items/0", texts[i]);
	add(&findings, "\xff.json", "x/y", "/items/0", "a name that is no UTF-8");
	add(&findings, "./links/../b.json", "x/y", "", "a name that is longer than it must be");
	buf_init(&text);
	baseline_print_findings(&fixture.configs, NAME, &findings, &text);
	baseline = read_text(&fixture, text.data, text.length);
	assert_non_null(baseline);
	baseline_apply(baseline, &findings);
	assert_int_equal(findings.count, 0);
	assert_int_equal(findings.summary.suppressed, n + 2);
	assert_int_equal(findings.summary.by_severity[SEVERITY_WARNING], 0);
	add(&findings, "b.json", "x/y", "", "a name that is longer than it must be");
	baseline_apply(baseline, &findings);
	assert_int_equal(findings.count, 1);
	buf_release(&text);
	findings_release(&findings);
	end(&fixture);
}

/* Each of what tells a finding counts, and so does how often it is there. */
static void test_what_counts(void **state)
{
	static const char text[] = "{\"version\": 1, \"findings\": ["
		"{\"file\": \"a\", \"rule\": \"r\", \"pointer\": \"/p\", \"message\": \"m\", \"count\": 1},"
		"{\"file\": \"a\", \"rule\": \"r\", \"pointer\": \"/p\", \"message\": \"m\", \"count\": 1}]}";
	static const struct {
		const char *file, *rule, *pointer, *message;
		bool kept;
	} rows[] = {
		{ "b", "r", "/p", "m", true },
		{ "a", "s", "/p", "m", true },
		{ "a", "r", "/q", "m", true },
		{ "a", "r", "/p", "n", true },
		{ "a", "r", "/p", "m", false },
		{ "a", "r", "/p", "m", false },
		{ "a", "r", "/p", "m", true }, /* the third of two */
	};
	struct fixture fixture;
	struct baseline *baseline;

	(void)state;
	begin(&fixture);
	baseline = read_text(&fixture, text, sizeof(text) - 1);
	assert_non_null(baseline);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct findings findings;

		findings_init(&findings);
		add(&findings, rows[i].file, rows[i].rule, rows[i].pointer, rows[i].message);
		baseline_apply(baseline, &findings);
		if (findings.count != rows[i].kept)
			fail_msg("row %zu", i);
		findings_release(&findings);
	}
	end(&fixture);
}

/* Whatever is cut off of a baseline, it is refused with a place. */
static void test_cut_off(void **state)
{
	static const char text[] = "{\"version\": 1, \"findings\": [{\"file\": \"a\", \"rule\": \"r\","
		"\"pointer\": \"/p\", \"message\": \"m\", \"count\": 1}]}";

	(void)state;
	for (size_t n = 0; n < sizeof(text) - 1; n++) {
		struct fixture fixture;

		begin(&fixture);
		assert_null(read_text(&fixture, text, n));
		assert_true(packs_failed(&fixture.packs));
		assert_string_equal(fixture.packs.problems.items[0].file, NAME);
		end(&fixture);
	}
}

static void test_hostile(void **state)
{
	static const char *const rows[] = {
		"[]", "1", "{}", "{\"version\": 1}", "{\"version\": \"1\", \"findings\": []}",
		"{\"version\": 1, \"findings\": [], \"more\": 1}", "{\"version\": 1, \"findings\": [[]]}",
		"{\"version\": 1, \"findings\": [], \"findings\": []}",
		"{\"version\": 1, \"findings\": [{\"file\": \"a\", \"rule\": \"r\", \"pointer\": \"\","
		"\"message\": \"\", \"count\": 0.5}]}",
		"{\"version\": 1, \"findings\": [{\"file\": \"a\", \"rule\": \"r\", \"pointer\": \"\","
		"\"message\": \"\", \"count\": 99999999999999999999}]}",
		"{\"version\": 1, \"findings\": [{\"file\": null, \"rule\": \"r\", \"pointer\": \"\","
		"\"message\": \"\", \"count\": 1}]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fixture fixture;

		begin(&fixture);
		if (read_text(&fixture, rows[i], strlen(rows[i])))
			fail_msg("%s was taken", rows[i]);
		assert_true(packs_failed(&fixture.packs));
		end(&fixture);
	}
}

static void test_is(void **state)
{
	static const struct {
		const char *text;
		bool is;
	} rows[] = {
		{ "{\"version\":1,\"findings\":[]}", true },
		{ "{\n  \"version\": 1,\n  \"findings\": [\n", true },
		{ "{\"version\":1}", false },
		{ "{\"findings\":[]}", false },
		{ "", false },
		{ "{\"id\":\"x\"}", false },
	};
	struct fixture fixture;
	struct err err = { 0 };

	(void)state;
	begin(&fixture);
	assert_false(baseline_is(NAME, &err));
	assert_true(err.set); /* there is no such file */
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		read_text(&fixture, rows[i].text, strlen(rows[i].text));
		assert_int_equal(baseline_is(NAME, &err), rows[i].is);
	}
	end(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_what_counts),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
