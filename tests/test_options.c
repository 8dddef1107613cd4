#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/options.h"

#define WORDS 12

/* A command line with the program's name in front; words[] ends at the first NULL. */
static bool read_words(struct options *options, const char *const *words, struct err *err)
{
	const char *argv[WORDS + 2] = { "peerlint" };
	int argc = 1;

	while (argc <= WORDS && words[argc - 1]) {
		argv[argc] = words[argc - 1];
		argc++;
	}
	*err = (struct err){ 0 };
	return options_read(options, argc, (char **)(uintptr_t)argv, err);
}

static void assert_read(struct options *options, const char *const *words)
{
	struct err err;

	if (!read_words(options, words, &err))
		fail_msg("%s", err.text);
}

static void test_nothing(void **state)
{
	static const char *const words[] = { NULL };
	struct options options;

	(void)state;
	assert_read(&options, words);
	assert_string_equal(options.command, "check");
	assert_int_equal(options.noperands, 0);
	assert_int_equal(options.noutputs, 0);
	assert_int_equal(options.fail_on, SEVERITY_ERROR);
	assert_int_equal(options.color, COLOR_AUTO);
	assert_int_equal(options.unit, COLUMN_POINTS);
	assert_int_equal(options.max_findings, 0);
	assert_int_equal(options.max_depth, 0);
	assert_false(options.quiet || options.verbose || options.statistics || options.version ||
		     options.help || options.prune || options.no_config || options.profile);
	options_release(&options);
}

static void test_operands(void **state)
{
	static const struct {
		const char *words[WORDS], *command, *operands[4];
	} rows[] = {
		{ { "a.json" }, "check", { "a.json" } },
		{ { "check", "a.json" }, "check", { "a.json" } },
		{ { "check", "check" }, "check", { "check" } },
		{ { "a.json", "rules" }, "check", { "a.json", "rules" } },
		{ { "-q", "explain", "json/syntax" }, "explain", { "json/syntax" } },
		{ { "explain", "json/syntax", "-q" }, "explain", { "json/syntax" } },
		{ { "-" }, "check", { "-" } },
		{ { "" }, "check", { "" } },
		{ { "--", "-q" }, "check", { "-q" } },
		{ { "--", "rules" }, "check", { "rules" } },
		{ { "check", "--", "--", "-" }, "check", { "--", "-" } },
		{ { "-f", "gcc", "a.json", "-q", "b.json" }, "check", { "a.json", "b.json" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct options options;
		size_t n = 0;

		assert_read(&options, rows[i].words);
		assert_string_equal(options.command, rows[i].command);
		for (; rows[i].operands[n]; n++) {
			assert_true(n < options.noperands);
			assert_string_equal(options.operands[n], rows[i].operands[n]);
		}
		assert_int_equal(options.noperands, n);
		options_release(&options);
	}
}

static void test_values(void **state)
{
	static const char *const words[] = { "--fail-on=info", "--kind", "cni", "-ka/b", "--color",
		"never", "--column-unit=utf16", "--max-findings", "1000000000", "--max-depth=1",
		"--profile=pedantic", NULL };
	static const char *const more[] = { "--fail-on", "never", "--shape=s=t.json", "--config", "-",
		"--baseline=", "--stdin-filename", "--", "--show-config=x", "-pa", "-p=b", NULL };
	struct options options;

	(void)state;
	assert_read(&options, words);
	assert_int_equal(options.fail_on, SEVERITY_INFO);
	assert_string_equal(options.kind, "a/b");
	assert_int_equal(options.color, COLOR_NEVER);
	assert_int_equal(options.unit, COLUMN_UNITS);
	assert_int_equal(options.max_findings, 1000000000);
	assert_int_equal(options.max_depth, 1);
	assert_true(options.profile && options.policy.pedantic);
	options_release(&options);

	assert_read(&options, more);
	assert_int_equal(options.fail_on, SEVERITY_COUNT);
	assert_string_equal(options.shape, "s=t.json");
	assert_string_equal(options.config, "-");
	assert_string_equal(options.baseline, "");
	assert_string_equal(options.stdin_name, "--");
	assert_string_equal(options.show_config, "x");
	assert_int_equal(options.npacks, 2);
	assert_string_equal(options.packs[0], "a");
	assert_string_equal(options.packs[1], "=b");
	options_release(&options);
}

static void test_repeated(void **state)
{
	static const char *const words[] = { "-f", "text", "--format=sarif=a=b.sarif", "-r",
		"shape/*=off", "--rule", "a=b=error", "--schema-map=https://x/?a=b=dir", NULL };
	struct options options;

	(void)state;
	assert_read(&options, words);
	assert_int_equal(options.noutputs, 2);
	assert_string_equal(options.outputs[0].name, "text");
	assert_null(options.outputs[0].path);
	assert_string_equal(options.outputs[1].name, "sarif");
	assert_string_equal(options.outputs[1].path, "a=b.sarif");
	assert_int_equal(options.policy.count, 2);
	assert_string_equal(options.policy.entries[0].glob, "shape/*");
	assert_int_equal(options.policy.entries[0].severity, SEVERITY_OFF);
	assert_string_equal(options.policy.entries[1].glob, "a=b");
	assert_int_equal(options.policy.entries[1].severity, SEVERITY_ERROR);
	assert_int_equal(options.nschema_maps, 1);
	options_release(&options);
}

static void test_json_is_wanted(void **state)
{
	static const struct {
		const char *words[WORDS];
		bool json;
	} rows[] = {
		{ { "rules" }, false },
		{ { "rules", "-fjson" }, true },
		{ { "-fjsonl" }, false },
		{ { "rules", "-fjson", "-ftext" }, true },
		{ { "rules", "-ftext", "-fjson" }, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct options options;

		assert_read(&options, rows[i].words);
		assert_int_equal(options_want_json(&options), rows[i].json);
		options_release(&options);
	}
}

static void test_flags_together(void **state)
{
	static const char *const words[] = { "-qv", "-qVfgcc", NULL };
	struct options options;

	(void)state;
	assert_read(&options, words);
	assert_true(options.quiet && options.verbose && options.version);
	assert_false(options.help);
	assert_int_equal(options.noutputs, 1);
	assert_string_equal(options.outputs[0].name, "gcc");
	options_release(&options);
}

static void test_refused(void **state)
{
	static const struct {
		const char *words[WORDS], *why;
	} rows[] = {
		{ { "--formt", "text" }, "unknown option --formt: did you mean --format?" },
		{ { "--formt=text" }, "unknown option --formt: did you mean --format?" },
		{ { "--xyzzy" }, "unknown option --xyzzy: peerlint --help lists them" },
		{ { "-x" }, "unknown option -x: peerlint --help lists them" },
		{ { "-qx" }, "unknown option -qx: peerlint --help lists them" },
		{ { "-help" }, "unknown option -help: did you mean --help?" },
		{ { "-format=json" }, "unknown option -format: did you mean --format?" },
		{ { "--f" }, "unknown option --f: peerlint --help lists them" },
		{ { "--json" }, "unknown option --json: did you mean --format json?" },
		{ { "-o", "x" }, "unknown option -o: --format FORMAT=FILE writes a report to a file" },
		{ { "--quiet=1" }, "--quiet takes no value" },
		{ { "--format" }, "--format takes a value: FORMAT[=FILE]" },
		{ { "a.json", "-r" }, "--rule takes a value: ID=SEVERITY" },
		{ { "-f", "txt" }, "--format: unknown format txt: did you mean text?" },
		{ { "-f", "ams1.yml" }, "--format: unknown format ams1.yml: peerlint --help lists them" },
		{ { "-f", "text=" }, "--format text=: there is no file name behind =" },
		{ { "rules", "-f", "sarif" },
		  "--format sarif: rules writes text or json to standard output" },
		{ { "-f", "json=rules.json", "rules" },
		  "--format json=rules.json: rules writes text or json to standard output" },
		{ { "--fail-on", "off" }, "--fail-on takes error, warning, info or never, not off" },
		{ { "--fail-on", "" }, "--fail-on takes error, warning, info or never, not " },
		{ { "-r", "off" }, "--rule takes ID=off, info, warning or error, not off" },
		{ { "-r", "a=of" }, "--rule takes ID=off, info, warning or error, not a=of" },
		{ { "--profile", "x" }, "--profile takes default or pedantic, not x" },
		{ { "--color", "yes" }, "--color takes auto, always or never, not yes" },
		{ { "--column-unit", "x" }, "--column-unit takes codepoints, bytes or utf16, not x" },
		{ { "--schema-map", "a" }, "--schema-map takes URI=PATH, not a" },
		{ { "--schema-map", "=a" }, "--schema-map takes URI=PATH, not =a" },
		{ { "--schema-map", "a=" }, "--schema-map takes URI=PATH, not a=" },
		{ { "--max-depth", "0" }, "--max-depth takes a number from 1 to 1000000, not 0" },
		{ { "--max-depth", "-1" }, "--max-depth takes a number from 1 to 1000000, not -1" },
		{ { "--max-depth", "" }, "--max-depth takes a number from 1 to 1000000, not " },
		{ { "--max-depth", "1x" }, "--max-depth takes a number from 1 to 1000000, not 1x" },
		{ { "--max-depth", "1000001" },
		  "--max-depth takes a number from 1 to 1000000, not 1000001" },
		{ { "--max-findings", "99999999999999999999999" },
		  "--max-findings takes a number from 1 to 1000000000, not 99999999999999999999999" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct options options;
		struct err err;

		if (read_words(&options, rows[i].words, &err))
			fail_msg("%s is taken", rows[i].words[0]);
		assert_string_equal(err.text, rows[i].why);
		options_release(&options);
	}
}

/* A long name of an option that is none is told as far as it goes. */
static void test_long_names(void **state)
{
	char name[4096];
	const char *const words[] = { name, NULL };
	struct options options;
	struct err err;

	(void)state;
	memset(name, 'x', sizeof(name));
	memcpy(name, "--", 2);
	name[sizeof(name) - 1] = '\0';
	assert_false(read_words(&options, words, &err));
	assert_memory_equal(err.text, "unknown option --xxx", 20);
	options_release(&options);
	memcpy(name, "-f", 2);
	assert_false(read_words(&options, words, &err));
	assert_memory_equal(err.text, "--format: unknown format xxx", 28);
	options_release(&options);
}

static void test_help_has_all(void **state)
{
	static const char *const words[] = { "check FILE", "explain RULE", "baseline [FILE]",
		"  -f, --format FORMAT[=FILE] ", "  -h, --help ", "      --column-unit UNIT ", "Formats: text gcc",
		"Exit status: 0 " };
	struct buf out;

	(void)state;
	buf_init(&out);
	options_help(&out);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_non_null(strstr(out.data, words[i]));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_operands),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_repeated),
		cmocka_unit_test(test_json_is_wanted),
		cmocka_unit_test(test_flags_together),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_help_has_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
