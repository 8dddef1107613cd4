#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "report/nasty.h"
#include "report/readback.h"
#include "report/report.h"
#include "report/report_fingerprint.h"
#include "report/report_line.h"
#include "text/utf8.h"

/* Every format: how it is read, and in what its columns count; COLUMN_NONE: it has none. */
#define COLUMN_NONE (-1)
static const struct {
	const char *name;
	void (*read)(struct records *records, char *text);
	int unit;
} readers[] = {
	{ "text", read_text, COLUMN_POINTS },
	{ "gcc", read_gcc, COLUMN_POINTS },
	{ "json", read_json, COLUMN_POINTS },
	{ "jsonl", read_jsonl, COLUMN_POINTS },
	{ "sarif", read_sarif, COLUMN_UNITS },
	{ "github", read_github, COLUMN_POINTS },
	{ "gitlab", read_gitlab, COLUMN_NONE },
	{ "junit", read_junit, COLUMN_POINTS },
	{ "checkstyle", read_checkstyle, COLUMN_POINTS },
	{ "rdjson", read_rdjson, COLUMN_BYTES },
	{ "rdjsonl", read_rdjsonl, COLUMN_BYTES },
};

#define READERS (sizeof(readers) / sizeof(readers[0]))

/* Knows one rule, of which there is more to say than SARIF's readers take. */
static const struct report_rule *look_up(void *context, const char *id)
{
	static char why[1 + 600 * 2 + 1] = "x";
	static const struct report_rule rule = {
		.id = "json/syntax",
		.summary = "{not} JSON",
		.why = why,
		.url = "https://www.rfc-editor.org/rfc/rfc8259",
		.severity = SEVERITY_WARNING,
	};

	(void)context;
	for (size_t i = 1; i + 2 < sizeof(why); i += 2)
		memcpy(why + i, "\xC3\xA9", 2);
	return strcmp(id, rule.id) == 0 ? &rule : NULL;
}

static const struct report_options options = { .version = "1.2.3", .rule = look_up };

static void records_init(struct records *records)
{
	records->count = 0;
	buf_init(&records->text);
}

/* What a reader of the findings themselves would give. A SARIF message is never empty. */
static void expect(struct records *records, const struct findings *findings, size_t reader)
{
	bool keeps_dot = strcmp(readers[reader].name, "json") == 0 ||
			 strcmp(readers[reader].name, "jsonl") == 0 ||
			 strcmp(readers[reader].name, "checkstyle") == 0;
	bool is_sarif = strcmp(readers[reader].name, "sarif") == 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		const struct place *start = &finding->region.start;
		int unit = readers[reader].unit;
		struct buf claim;

		buf_init(&claim);
		buf_printf(&claim, "#%s: %s", finding->pointer,
			is_sarif && !*finding->message ? finding->rule : finding->message);
		add_record(records, keeps_dot ? finding->file : line_relative(finding->file),
			(int)start->line,
			unit == COLUMN_NONE ? 0 : (int)line_column(start, (enum column_unit)unit),
			severity_name(finding->severity), claim.data, finding->rule);
		buf_release(&claim);
	}
}

static void check_format(const struct findings *findings, size_t reader)
{
	struct records expected, got;
	struct buf out;

	records_init(&expected);
	records_init(&got);
	buf_init(&out);
	report_find(readers[reader].name)(findings, &options, &out);
	expect(&expected, findings, reader);
	readers[reader].read(&got, out.data);
	if (strcmp(got.text.data, expected.text.data) != 0)
		print_message("%s\n", readers[reader].name);
	assert_string_equal(got.text.data, expected.text.data);
	assert_int_equal(got.count, findings->count);
	buf_release(&out);
	buf_release(&expected.text);
	buf_release(&got.text);
}

static void nasty_findings_are_read_back(void **state)
{
	struct findings findings;

	(void)state;
	findings_init(&findings);
	add_all_nasty(&findings);
	for (size_t i = 0; i < READERS; i++)
		check_format(&findings, i);
	findings_release(&findings);
}

/* No report holds what a terminal acts on, what is no text, or a runner's command. */
static void assert_nothing_acts(const struct findings *findings)
{
	for (size_t i = 0; i < READERS; i++) {
		bool is_github = strcmp(readers[i].name, "github") == 0;
		struct buf out;
		size_t n;

		buf_init(&out);
		report_find(readers[i].name)(findings, &options, &out);
		for (const char *p = out.data; *p; p++)
			assert_true(*p == '\n' || ((unsigned char)*p >= 0x20 && *p != 0x7F));
		n = utf8_valid(out.data, out.length);
		assert_int_equal(n, out.length);
		assert_null(strstr(out.data, "\xC2\x9B"));
		assert_null(strstr(out.data, "\xE2\x80\xAE"));
		assert_null(strstr(out.data, "##["));
		assert_null(strstr(out.data, "##vso["));
		for (const char *p = out.data; p; p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL)
			assert_true(is_github || strncmp(p + strspn(p, " "), "::", 2) != 0);
		buf_release(&out);
	}
}

/* Text of pieces that mean something to some reader, in any order. */
static void any_text(char *text, size_t most, uint32_t *seed)
{
	static const char *const pieces[] = {
		"#", "[", "]", "(", ")", ":", ",", "%", "{", "}", "<", ">", "&", "\"", "'", "\\",
		"\n", "\r", "\t", "\x1B", "\x7F", "\xC2", "\x9B", "\xED", "\xA0", "\x80", "\xEF",
		"\xBF", "\xBE", "\xF0", "\x9F", "\xFF", "a", "0", "/", "-", "]]>", "##vso", "::",
		"\xE2\x80\xAE", "\xE4\xB8\xAD",
	};
	size_t n = 0;

	for (;;) {
		const char *piece;

		*seed = *seed * 1664525u + 1013904223u;
		piece = pieces[(*seed >> 8) % (sizeof(pieces) / sizeof(pieces[0]))];
		if (n + strlen(piece) >= most || (n > 0 && (*seed >> 24) < 20))
			break;
		memcpy(text + n, piece, strlen(piece));
		n += strlen(piece);
	}
	text[n] = '\0';
}

static void any_text_is_read_back(void **state)
{
	uint32_t seed = 3;
	struct findings findings;

	(void)state;
	findings_init(&findings);
	for (size_t i = 0; i < 3000; i++) {
		char message[60], file[20], pointer[40] = "/", excerpt[60];
		struct related related = { message, file, pointer, { .excerpt = excerpt } };
		struct finding finding = {
			.rule = "any/text",
			.severity = SEVERITY_WARNING,
			.message = message,
			.file = file,
			.pointer = pointer,
			.region = {
				.start = { 0, i + 1, 2, 3, 4 },
				.end = { 0, i + 1, 5, 6, 7 },
				.excerpt = excerpt,
				.mark_start = i % 60,
				.mark_end = 60,
			},
			.related = &related,
			.nrelated = 1,
			.help = message,
		};

		any_text(message, sizeof(message), &seed);
		any_text(file + 1, sizeof(file) - 1, &seed);
		any_text(pointer + 1, sizeof(pointer) - 1, &seed);
		any_text(excerpt, sizeof(excerpt), &seed);
		file[0] = 'f';
		findings_add(&findings, &finding);
	}
	findings_sort(&findings);
	for (size_t i = 0; i < READERS; i++)
		check_format(&findings, i);
	assert_nothing_acts(&findings);
	findings_release(&findings);
}

static void fill(struct findings *findings, const char *which)
{
	findings_init(findings);
	if (strcmp(which, "one") == 0)
		add_link(findings);
	else if (strcmp(which, "odd") == 0)
		add_odd(findings);
	else if (strcmp(which, "nasty") == 0)
		add_all_nasty(findings);
	else if (strcmp(which, "many") == 0)
		for (size_t i = 0; i < 10000; i++)
			add_nasty(findings, i);
	findings_sort(findings);
}

static void one_none_and_many_are_read_back(void **state)
{
	static const char *const sets[] = { "none", "one", "many" };

	(void)state;
	for (size_t s = 0; s < sizeof(sets) / sizeof(sets[0]); s++) {
		struct findings findings;

		fill(&findings, sets[s]);
		for (size_t i = 0; i < READERS; i++)
			check_format(&findings, i);
		findings_release(&findings);
	}
}

/* What is in a file under tests/report/expected, the name of which is set.format. */
static void read_expected(struct buf *text, const char *set, const char *format)
{
	char path[100], block[4096];
	FILE *file;
	size_t n;

	snprintf(path, sizeof(path), "tests/report/expected/%s.%s", set, format);
	file = fopen(path, "rb");
	if (!file)
		fail_msg("%s is not there: the tests run in the project's folder", path);
	buf_init(text);
	while ((n = fread(block, 1, sizeof(block), file)) > 0)
		buf_add(text, block, n);
	fclose(file);
}

/* Written by this very program; what has changed is seen in git diff. */
static void reports_are_as_expected(void **state)
{
	static const char *const sets[] = { "none", "one", "odd" };

	(void)state;
	for (size_t i = 0; i < READERS * 3; i++) {
		const char *format = readers[i / 3].name, *set = sets[i % 3];
		struct findings findings;
		struct buf out, expected;

		fill(&findings, set);
		read_expected(&expected, set, format);
		buf_init(&out);
		report_find(format)(&findings, &options, &out);
		assert_string_equal(out.data, expected.data);
		buf_release(&out);
		buf_release(&expected);
		findings_release(&findings);
	}
}

static void every_format_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < READERS; i++)
		assert_string_equal(readers[i].name, report_name(i));
	assert_null(report_name(READERS));
}

static void nothing_is_injected(void **state)
{
	struct findings findings;

	(void)state;
	fill(&findings, "nasty");
	assert_nothing_acts(&findings);
	findings_release(&findings);
}

/* The vectors of GitHub's own tests of its escaping. */
static void github_escapes(void **state)
{
	static const struct {
		const char *text, *data, *property;
	} rows[] = {
		{ "a % b \r c \n d : e , f", "a %25 b %0D c %0A d : e , f",
		  "a %25 b %0D c %0A d %3A e %2C f" },
		{ "%25 %0D %0A", "%2525 %250D %250A", "%2525 %250D %250A" },
		{ "%3A %2C", "%253A %252C", "%253A %252C" },
		{ "", "", "" },
		{ "\x1B[m%%", "\\u001B[m%25%25", "\\u001B[m%25%25" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out;

		buf_init(&out);
		escape_github_data(&out, rows[i].text);
		assert_string_equal(out.data, rows[i].data);
		buf_clear(&out);
		escape_github_property(&out, rows[i].text);
		assert_string_equal(out.data, rows[i].property);
		buf_release(&out);
	}
}

static void uris(void **state)
{
	static const struct {
		const char *path, *uri;
	} rows[] = {
		{ "a.json", "a.json" },
		{ "a b/c.json", "a%20b/c.json" },
		{ "/abs/a.json", "file:///abs/a.json" },
		{ "c:\\x", "c%3A%5Cx" },
		{ "100%#?.json", "100%25%23%3F.json" },
		{ "\xC3\xA9\xFF", "%C3%A9%FF" },
		{ "<stdin>", "%3Cstdin%3E" },
		{ "../a", "../a" },
		{ "[x]{y}", "%5Bx%5D%7By%7D" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out;

		buf_init(&out);
		escape_uri(&out, rows[i].path);
		assert_string_equal(out.data, rows[i].uri);
		buf_release(&out);
	}
}

static void relative_names(void **state)
{
	static const struct {
		const char *path, *relative;
	} rows[] = {
		{ "a", "a" }, { "./a", "a" }, { ".//a", "a" }, { "././a", "a" }, { "../a", "../a" },
		{ "/a", "/a" }, { "", "." }, { "./", "./" }, { ".a", ".a" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(line_relative(rows[i].path), rows[i].relative);
}

/* A report is cut after the most findings, and stays whole. */
static void cut_reports_are_whole(void **state)
{
	struct report_options few = options;
	struct findings findings;

	(void)state;
	few.max_findings = 7;
	fill(&findings, "nasty");
	for (size_t i = 0; i < READERS; i++) {
		struct records records;
		struct buf out;

		records_init(&records);
		buf_init(&out);
		report_find(readers[i].name)(&findings, &few, &out);
		readers[i].read(&records, out.data);
		assert_int_equal(records.count, 7);
		buf_release(&out);
		buf_release(&records.text);
	}
	findings_release(&findings);
}

/*
 * With arguments a report is printed, for the tests/check_*.sh that show it to
 * other programs, and to write tests/report/expected: FORMAT none|one|odd|nasty|many.
 * The format "document" is the text that the findings are in.
 */
static int print_report(const char *format, const char *which)
{
	struct findings findings;
	struct buf out;

	if (strcmp(format, "document") == 0)
		return fputs(link_text, stdout) < 0;
	if (!report_find(format))
		return 2;
	fill(&findings, which);
	buf_init(&out);
	report_find(format)(&findings, &options, &out);
	fwrite(out.data, 1, out.length, stdout);
	buf_release(&out);
	findings_release(&findings);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nasty_findings_are_read_back),
		cmocka_unit_test(any_text_is_read_back),
		cmocka_unit_test(one_none_and_many_are_read_back),
		cmocka_unit_test(reports_are_as_expected),
		cmocka_unit_test(every_format_is_read),
		cmocka_unit_test(nothing_is_injected),
		cmocka_unit_test(github_escapes),
		cmocka_unit_test(uris),
		cmocka_unit_test(relative_names),
		cmocka_unit_test(cut_reports_are_whole),
	};

	if (argc == 3)
		return print_report(argv[1], argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
