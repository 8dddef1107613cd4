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

#include "base/err.h"
#include "json/node.h"
#include "lint/config.h"
#include "lint/settings.h"
#include "lint/suppress.h"
#include "pack/pack.h"

/* A folder of its own, and the configurations of a run that read in it. */
struct fixture {
	char folder[64];
	struct packs packs;
	struct configs configs;
};

static void enter(struct fixture *fixture)
{
	snprintf(fixture->folder, sizeof(fixture->folder), "/tmp/peerlint-config-XXXXXX");
	assert_non_null(mkdtemp(fixture->folder));
	assert_int_equal(chdir(fixture->folder), 0);
}

static void begin(struct fixture *fixture, const char *only, bool none)
{
	struct err err = { 0 };

	packs_init(&fixture->packs);
	assert_true(configs_init(&fixture->configs, &fixture->packs, only, none, &err));
}

static void end(struct fixture *fixture)
{
	settings_release(&fixture->configs);
	configs_release(&fixture->configs);
	packs_release(&fixture->packs);
}

static void leave(struct fixture *fixture)
{
	char command[128];

	assert_int_equal(chdir("/"), 0);
	snprintf(command, sizeof(command), "rm -rf '%s'", fixture->folder);
	assert_int_equal(system(command), 0);
}

static void write_text(const char *path, const char *text, size_t n)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, n, file), n);
	fclose(file);
}

static void put(const char *path, const char *text)
{
	write_text(path, text, strlen(text));
}

static enum severity severity_in(struct fixture *fixture, const char *name, const char *rule,
	const char *pointer, const struct policy *policy)
{
	const struct settings_over over = { .policy = policy };
	const char *path = configs_path(&fixture->configs, name);
	const struct settings *settings = settings_make(&fixture->configs,
		configs_find(&fixture->configs, path), path, &over);

	return settings ? settings_severity(settings, rule, SEVERITY_ERROR, false, pointer) :
			  SEVERITY_ERROR;
}

static void test_severities(void **state)
{
	static const struct {
		const char *file, *rule, *pointer;
		enum severity severity;
	} rows[] = {
		{ "a.json", "shape/type", "", SEVERITY_WARNING },
		{ "a.json", "shape/enum", "/x", SEVERITY_OFF }, /* the later of two */
		{ "a.json", "json/syntax", "", SEVERITY_ERROR }, /* nobody speaks of it */
		{ "list.json", "shape/type", "/items/1", SEVERITY_INFO },
		{ "list.json", "shape/type", "/items/1/x/y", SEVERITY_INFO },
		{ "list.json", "shape/type", "/items/10", SEVERITY_WARNING },
		{ "list.json", "json/syntax", "/items/1", SEVERITY_INFO },
		{ "below/a.json", "shape/type", "", SEVERITY_ERROR },
		{ "below/a.json", "shape/enum", "", SEVERITY_OFF },
		{ "below/deep/a.json", "shape/type", "", SEVERITY_ERROR },
		{ "root/a.json", "shape/type", "", SEVERITY_ERROR },
		{ "root/a.json", "shape/enum", "", SEVERITY_ERROR },
		{ "lab/a.json", "shape/type", "", SEVERITY_OFF },
		{ "../elsewhere.json", "shape/type", "", SEVERITY_ERROR },
	};
	struct policy policy = { 0 }, list = { 0 };
	struct fixture fixture;

	(void)state;
	policy_add(&list, "json/*", SEVERITY_OFF);
	enter(&fixture);
	assert_int_equal(mkdir("below", 0777), 0);
	assert_int_equal(mkdir("root", 0777), 0);
	put(".peerlint.json", "{ \"root\": true,"
		"\"rules\": { \"shape/*\": \"warning\", \"shape/enum\": \"off\" },"
		"\"overrides\": [{ \"files\": \"list.json#/items/1\", \"rules\": { \"*\": \"info\" } },"
		"{ \"files\": [\"x\", \"lab/**\"], \"rules\": { \"shape/type\": \"off\" } }] }");
	put("below/.peerlint.json", "{ \"rules\": { \"shape/type\": \"error\" } }");
	put("root/.peerlint.json", "{ \"root\": true }");
	begin(&fixture, NULL, false);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (severity_in(&fixture, rows[i].file, rows[i].rule, rows[i].pointer, &policy) !=
		    rows[i].severity)
			fail_msg("%s of %s at %s", rows[i].rule, rows[i].file, rows[i].pointer);
	assert_int_equal(fixture.packs.problems.count, 0);
	end(&fixture);
	begin(&fixture, NULL, false);
	assert_int_equal(severity_in(&fixture, "list.json", "json/syntax", "/items/1", &list),
		SEVERITY_OFF);
	end(&fixture);
	begin(&fixture, NULL, true);
	assert_int_equal(severity_in(&fixture, "a.json", "shape/type", "", &policy), SEVERITY_ERROR);
	end(&fixture);
	begin(&fixture, "root/.peerlint.json", false);
	assert_int_equal(severity_in(&fixture, "a.json", "shape/type", "", &policy), SEVERITY_ERROR);
	end(&fixture);
	policy_release(&list);
	leave(&fixture);
}

/* Every configuration that is cut off is told so, and none does harm. */
static void test_cut_off(void **state)
{
	static const char text[] = "{ \"root\": true, \"rules\": { \"shape/*\": \"off\" }, \"overrides\":"
		"[{ \"files\": [\"a#/b\"], \"rules\": {} }], \"suppress\": [{ \"file\": \"a\", \"rule\":"
		"\"*\", \"reason\": \"r\", \"pointer\": \"/x\", \"until\": \"2030-01-01\" }],"
		"\"include\": [\"x\"], \"exclude\": [\"y\"], \"packs\": [], \"kinds\": { \"a\": \"b\" } }";
	const struct policy policy = { 0 };
	struct fixture fixture;

	(void)state;
	enter(&fixture);
	for (size_t n = 0; n < sizeof(text); n++) {
		write_text(".peerlint.json", text, n);
		begin(&fixture, NULL, false);
		severity_in(&fixture, "a", "shape/type", "", &policy);
		if (packs_failed(&fixture.packs) != (n < sizeof(text) - 1))
			fail_msg("the first %zu bytes", n);
		end(&fixture);
	}
	leave(&fixture);
}

/* Configurations that extend each other in a ring, in a diamond, and deeper than anybody means. */
static void test_extends(void **state)
{
	const struct policy policy = { 0 };
	struct fixture fixture;

	(void)state;
	enter(&fixture);
	for (int i = 0; i < 60; i++) {
		char name[32], text[128];

		snprintf(name, sizeof(name), "c%d.json", i);
		snprintf(text, sizeof(text), "{ \"extends\": [\"c%d.json\", \"./c%d.json\"] }", i + 1,
			i + 1);
		put(name, i == 20 ? "{ \"rules\": { \"*\": \"info\" } }" : text);
	}
	begin(&fixture, "c0.json", false);
	assert_int_equal(severity_in(&fixture, "a.json", "shape/type", "", &policy), SEVERITY_INFO);
	assert_int_equal(fixture.configs.given->count, 21);
	assert_false(packs_failed(&fixture.packs));
	end(&fixture);
	begin(&fixture, "c21.json", false);
	assert_true(packs_failed(&fixture.packs));
	end(&fixture);
	put("c20.json", "{ \"extends\": \"c18.json\" }");
	begin(&fixture, "c18.json", false);
	assert_true(packs_failed(&fixture.packs));
	end(&fixture);
	leave(&fixture);
}

/* A name of a hundred thousand folders is no reason to search as many. */
static void test_long_name(void **state)
{
	const struct policy policy = { 0 };
	char *name = malloc(200001);
	struct fixture fixture;

	(void)state;
	for (size_t i = 0; i < 200000; i += 2)
		memcpy(name + i, "a/", 2);
	name[200000] = '\0';
	name[199999] = 'x';
	enter(&fixture);
	put(".peerlint.json", "{ \"root\": true, \"rules\": { \"*\": \"info\" } }");
	begin(&fixture, NULL, false);
	assert_int_equal(severity_in(&fixture, name, "shape/type", "", &policy), SEVERITY_INFO);
	assert_true(fixture.configs.nfolders < 10);
	end(&fixture);
	leave(&fixture);
	free(name);
}

static void test_split(void **state)
{
	(void)state;
	assert_int_equal(settings_split("links/*.json"), 12);
	assert_int_equal(settings_split("a.json#/items/1"), 6);
	assert_int_equal(settings_split("a.json#"), 6);
	assert_int_equal(settings_split("a#b.json"), 8);
	assert_int_equal(settings_split(""), 0);
}

static void test_today(void **state)
{
	static const struct {
		const char *epoch, *day;
	} rows[] = {
		{ "0", "1970-01-01" },
		{ "1767225599", "2025-12-31" },
		{ "1767225600", "2026-01-01" },
		{ "253402300799", "9999-12-31" },
	};
	static const char *const refused[] = { "", "x", "-1", "1x", "99999999999999999999" };
	char day[11];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		setenv("SOURCE_DATE_EPOCH", rows[i].epoch, 1);
		suppress_today(day);
		assert_string_equal(day, rows[i].day);
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		setenv("SOURCE_DATE_EPOCH", refused[i], 1);
		suppress_today(day);
		assert_true(strcmp(day, "2026-01-01") >= 0 && strcmp(day, "9999-12-31") < 0);
	}
	unsetenv("SOURCE_DATE_EPOCH");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_severities),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_extends),
		cmocka_unit_test(test_long_name),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
