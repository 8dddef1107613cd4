#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "report/nasty.h"
#include "report/report.h"
#include "report/report_escape.h"
#include "report/report_width.h"

/* The line of link_text with wide characters and a combining one, as text shows it. */
#define WIDE_LINE \
	"    7 |   \"wide \xE4\xB8\xAD\xF0\x9F\x98\x80\": \"v\", \"e\xCC\x81\": 2,\n"

static void report(const char *format, const struct findings *findings,
	const struct report_options *options, struct buf *out)
{
	buf_init(out);
	report_find(format)(findings, options, out);
}

static void assert_report(const char *format, const struct findings *findings,
	const struct report_options *options, const char *expected)
{
	struct buf out;

	report(format, findings, options, &out);
	assert_string_equal(out.data, expected);
	buf_release(&out);
}

/* One finding over link_text. */
static void one_finding(struct findings *findings, const char *word, const char *message)
{
	char excerpt[200];
	struct finding finding = {
		.rule = "a/b",
		.severity = SEVERITY_WARNING,
		.message = message,
		.file = "f.json",
		.pointer = "",
		.region = region_of(link_text, word, excerpt),
	};

	findings_init(findings);
	findings_add(findings, &finding);
}

static void looks_as_designed(void **state)
{
	struct report_options options = { 0 };
	struct findings findings;

	(void)state;
	findings_init(&findings);
	add_link(&findings);
	assert_report("text", &findings, &options,
		"links/ams.json:4:14: error: #/cust_ip: 192.0.2.8/31 is outside 192.0.2.4/31, "
		"the prefix of p2p_ip [cloudflare/cust-ip-outside-p2p]\n"
		"    4 |   \"cust_ip\": \"192.0.2.8/31\",\n"
		"      |              ^^^^^^^^^^^^^^\n"
		"    6 |   \"p2p_ip\": \"192.0.2.4/31\",\n"
		"      |             ^^^^^^^^^^^^^^ p2p_ip\n"
		"\n");
	assert_report("gcc", &findings, &options,
		"links/ams.json:4:14: error: #/cust_ip: 192.0.2.8/31 is outside 192.0.2.4/31, "
		"the prefix of p2p_ip [cloudflare/cust-ip-outside-p2p]\n");
	findings_release(&findings);
}

static void marks_what_is_meant(void **state)
{
	static const struct {
		const char *word, *expected;
	} rows[] = {
		/* wide characters take two columns, and count as one */
		{ "\"v\"", "f.json:7:14: warning: #: m [a/b]\n"
			   WIDE_LINE
			   "      |                ^^^\n\n" },
		{ "\xE4\xB8\xAD\xF0\x9F\x98\x80",
		  "f.json:7:9: warning: #: m [a/b]\n"
		  WIDE_LINE
		  "      |         ^^^^\n\n" },
		/* a combining mark takes none */
		{ "2,\n", "f.json:7:25: warning: #: m [a/b]\n"
			  WIDE_LINE
			  "      |                          ^^\n\n" },
		/* tabs are one blank; no blank ends a line */
		{ "[1, 2]", "f.json:8:9: warning: #: m [a/b]\n"
			    "    8 |  \"tab\": [1, 2]\n"
			    "      |         ^^^^^^\n\n" },
		/* no width, and beyond the line */
		{ "", "f.json:1:1: warning: #: m [a/b]\n    1 | {\n      | ^\n\n" },
		{ "{\n  \"id\"", "f.json:1:1: warning: #: m [a/b]\n    1 | {\n      | ^\n\n" },
	};
	struct report_options options = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct findings findings;

		one_finding(&findings, rows[i].word, "m");
		assert_report("text", &findings, &options, rows[i].expected);
		findings_release(&findings);
	}
}

static void column_units(void **state)
{
	static const char *const expected[] = {
		[COLUMN_POINTS] = "f.json:7:14: warning: #: m [a/b]\n",
		[COLUMN_BYTES] = "f.json:7:19: warning: #: m [a/b]\n",
		[COLUMN_UNITS] = "f.json:7:15: warning: #: m [a/b]\n",
	};
	struct findings findings;

	(void)state;
	one_finding(&findings, "\"v\"", "m");
	for (int unit = COLUMN_POINTS; unit <= COLUMN_UNITS; unit++) {
		struct report_options options = { .unit = (enum column_unit)unit };

		assert_report("gcc", &findings, &options, expected[unit]);
	}
	findings_release(&findings);
}

/* Marks and places that no excerpt has. */
/* Two places on one line of a file show the line once, but not where it is in another. */
static void lines_are_shown_once(void **state)
{
	char a[200], b[200];
	struct region region = region_of(link_text, "\"speed\"", a);
	struct related related[] = {
		{ "here", "f.json", "", region_of(link_text, "\"10G\"", b) },
		{ "there", "g.json", "", region },
		{ "here again", "f.json", "", region },
	};
	struct report_options options = { 0 };
	struct finding finding = {
		.rule = "a/b",
		.severity = SEVERITY_ERROR,
		.message = "m",
		.file = "f.json",
		.pointer = "",
		.region = region,
		.related = related,
		.nrelated = 3,
	};
	struct findings findings;

	(void)state;
	findings_init(&findings);
	findings_add(&findings, &finding);
	assert_report("text", &findings, &options,
		"f.json:3:3: error: #: m [a/b]\n"
		"    3 |   \"speed\": \"10G\",\n"
		"      |   ^^^^^^^\n"
		"      |            ^^^^^ here\n"
		"     --> g.json:3:3\n"
		"    3 |   \"speed\": \"10G\",\n"
		"      |   ^^^^^^^ there\n"
		"    3 |   \"speed\": \"10G\",\n"
		"      |   ^^^^^^^ here again\n"
		"\n");
	findings_release(&findings);
}

static void survives_wrong_places(void **state)
{
	struct report_options options = { 0 };
	struct finding finding = {
		.rule = "a/b",
		.severity = SEVERITY_INFO,
		.message = "m",
		.file = "f",
		.pointer = "",
		.region = { .excerpt = "", .mark_start = 7, .mark_end = 3 },
	};
	struct findings findings;

	(void)state;
	findings_init(&findings);
	findings_add(&findings, &finding);
	assert_report("text", &findings, &options,
		"f:1:1: info: #: m [a/b]\n    1 |\n      | ^\n\n");
	assert_report("gcc", &findings, &options, "f:1:1: note: #: m [a/b]\n");
	findings.items[0].region.excerpt = NULL;
	assert_report("text", &findings, &options, "f:1:1: info: #: m [a/b]\n\n");
	findings_release(&findings);
}

static void related_places_and_help(void **state)
{
	char a[200], b[200], c[200];
	struct report_options options = { 0 };
	struct related related[] = {
		{ "on the same line", "f.json", "/x", region_of(link_text, "\"e", a) },
		{ "the other", "g.json", "/y", region_of(link_text, "\"x\"", b) },
		{ "not to be shown", "h.json", "", { .start = { 0, 9, 3, 3, 3 } } },
	};
	struct fix fix = { .message = "write it so", .text = "so", .safe = false };
	struct finding finding = {
		.rule = "a/b",
		.severity = SEVERITY_ERROR,
		.message = "m",
		.file = "f.json",
		.pointer = "/p",
		.region = region_of(link_text, "\"v\"", c),
		.related = related,
		.nrelated = 3,
		.help = "did you mean \"w\"?",
		.fix = &fix,
	};
	struct findings findings;

	(void)state;
	findings_init(&findings);
	findings_add(&findings, &finding);
	assert_report("text", &findings, &options,
		"f.json:7:14: error: #/p: m [a/b]\n"
		WIDE_LINE
		"      |                ^^^\n"
		"      |                     ^^ on the same line\n"
		"     --> g.json:5:3\n"
		"    5 |   \"x\": 1,\n"
		"      |   ^^^ the other\n"
		"     --> h.json:9:3: not to be shown\n"
		"      = help: did you mean \"w\"?\n"
		"      = help: write it so (look first: it may change the meaning)\n"
		"\n");
	findings_release(&findings);
}

static void long_line_numbers(void **state)
{
	static const struct {
		uint64_t line;
		const char *expected;
	} rows[] = {
		{ 9999, "f:9999:1: info: #: m [a/b]\n 9999 | x\n      | ^\n\n" },
		{ 10000, "f:10000:1: info: #: m [a/b]\n 10000 | x\n       | ^\n\n" },
		{ 12345678, "f:12345678:1: info: #: m [a/b]\n 12345678 | x\n          | ^\n\n" },
	};
	struct report_options options = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct finding finding = {
			.rule = "a/b",
			.severity = SEVERITY_INFO,
			.message = "m",
			.file = "f",
			.pointer = "",
			.region = { .start.line = rows[i].line, .excerpt = "x", .mark_end = 1 },
		};
		struct findings findings;

		findings_init(&findings);
		findings_add(&findings, &finding);
		assert_report("text", &findings, &options, rows[i].expected);
		findings_release(&findings);
	}
}

static void colors_only_when_asked(void **state)
{
	struct report_options options = { .color = true };
	struct findings findings;

	(void)state;
	one_finding(&findings, "\"v\"", "m");
	assert_report("text", &findings, &options,
		"\033[1mf.json:7:14:\033[0m \033[1;33mwarning\033[0m: #: m \033[2m[a/b]\033[0m\n"
		"\033[1;34m    7 |\033[0m   \"wide \xE4\xB8\xAD\xF0\x9F\x98\x80\": \"v\", "
		"\"e\xCC\x81\": 2,\n"
		"\033[1;34m      |\033[0m                \033[1;33m^^^\033[0m\n\n");
	findings_release(&findings);
}

/* Nothing of a document acts on a terminal or a runner, whatever the line. */
static void nothing_is_injected(void **state)
{
	static const char *const formats[] = { "text", "gcc" };
	struct report_options options = { 0 };
	struct findings findings;

	(void)state;
	findings_init(&findings);
	add_all_nasty(&findings);
	for (size_t f = 0; f < sizeof(formats) / sizeof(formats[0]); f++) {
		struct buf out;
		char *line, *rest;

		report(formats[f], &findings, &options, &out);
		for (const char *p = out.data; *p; p++)
			assert_true(*p == '\n' || ((unsigned char)*p >= 0x20 && *p != 0x7F));
		assert_null(strstr(out.data, "\xC2\x9B"));
		assert_null(strstr(out.data, "##["));
		assert_null(strstr(out.data, "##vso["));
		line = strtok_r(out.data, "\n", &rest);
		for (; line; line = strtok_r(NULL, "\n", &rest)) {
			assert_true(line[strlen(line) - 1] != ' ');
			line += strspn(line, " ");
			assert_true(strncmp(line, "::", 2) != 0);
			assert_true(strncmp(line, "\xC2\xA0::", 4) != 0);
		}
		buf_release(&out);
	}
	findings_release(&findings);
}

static void stops_after_the_most(void **state)
{
	struct report_options options = { .max_findings = 2 };
	struct findings findings;
	struct buf out;
	size_t lines = 0;

	(void)state;
	findings_init(&findings);
	add_all_nasty(&findings);
	report("gcc", &findings, &options, &out);
	for (const char *p = out.data; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 2);
	buf_release(&out);
	findings_release(&findings);
}

static void summaries(void **state)
{
	static const struct {
		struct summary summary;
		const char *expected;
	} rows[] = {
		{ { .files = 1, .documents = 1 }, "no findings in 1 file (1 document)\n" },
		{ { .files = 0 }, "no file was linted\n" },
		{ { .unread = 1 }, "no file was linted, 1 could not be read\n" },
		{ { .by_severity = { 0, 0, 1, 0 } }, "1 warning; no file was linted\n" },
		{ { .files = 2, .documents = 1, .unknown = 1, .unread = 3 },
		  "no findings in 2 files (1 document), 1 file of unknown kind, 3 could not be read\n" },
		{ { .files = 1, .documents = 2, .by_severity = { 0, 0, 1, 3 } },
		  "3 errors, 1 warning in 1 file (2 documents)\n" },
		{ { .files = 9, .documents = 2, .by_severity = { 0, 2, 0, 1 } },
		  "1 error, 2 infos in 9 files (2 documents)\n" },
		{ { .files = 9, .documents = 2, .suppressed = 4, .unknown = 1 },
		  "no findings in 9 files (2 documents), 4 suppressed, 1 file of unknown kind\n" },
	};
	struct report_options options = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct findings findings = { .summary = rows[i].summary };
		struct buf out;

		buf_init(&out);
		report_summary(&findings, &options, &out);
		assert_string_equal(out.data, rows[i].expected);
		buf_release(&out);
	}
}

static void summary_hints_once(void **state)
{
	struct report_options options = { .max_findings = 2 };
	struct findings findings;
	struct buf out;

	(void)state;
	findings_init(&findings);
	add_nasty(&findings, 0);
	add_link(&findings);
	add_link(&findings);
	buf_init(&out);
	report_summary(&findings, &options, &out);
	assert_string_equal(out.data,
		"2 errors, 1 info; no file was linted, 1 of them not shown\n"
		"peerlint explain cloudflare/cust-ip-outside-p2p tells more\n");
	buf_clear(&out);
	options.quiet = true;
	report_summary(&findings, &options, &out);
	assert_string_equal(out.data, "");
	buf_release(&out);
	findings_release(&findings);
}

static void formats_have_names(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; report_name(i); i++)
		assert_non_null(report_find(report_name(i)));
	assert_true(i >= 4);
	assert_string_equal(report_name(0), "text");
	assert_null(report_find("txt"));
	assert_null(report_find(""));
}

static void escapes_text(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{ "", "" },
		{ "a # b ## c", "a # b ## c" },
		{ "##[x]", "#\\u0023[x]" },
		{ "###[x]", "##\\u0023[x]" },
		{ "##vso[x]##[y]", "#\\u0023vso[x]#\\u0023[y]" },
		{ "##vso", "##vso" },
		{ "## [", "## [" },
		{ "\x1B[0m", "\\u001B[0m" },
		{ "#", "#" },
		{ "##", "##" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out;

		buf_init(&out);
		escape_text(&out, rows[i].text, strlen(rows[i].text));
		assert_string_equal(out.data, rows[i].expected);
		buf_release(&out);
	}
}

static void counts_columns(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
	} rows[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "\xC3\xA9", 1 },
		{ "e\xCC\x81", 1 },
		{ "\xE4\xB8\xAD", 2 },             /* U+4E2D */
		{ "\xE1\x84\x80", 2 },             /* U+1100, the first of the wide */
		{ "\xF0\xB1\x8D\x8A", 2 },         /* U+3134A, the last */
		{ "\xF0\x9F\x98\x80", 2 },         /* an emoji */
		{ "\xE2\x98\x80\xEF\xB8\x8F", 1 }, /* U+2600 with a variation selector */
		{ "\xEF\xBD\xB1", 1 },             /* a halfwidth letter */
		{ "\xEF\xBC\xA1", 2 },             /* a fullwidth one */
		{ "\xF4\x8F\xBF\xBF", 1 },         /* U+10FFFF */
		{ "\xFF", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(width_columns(rows[i].text, strlen(rows[i].text)),
			rows[i].columns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_as_designed),
		cmocka_unit_test(marks_what_is_meant),
		cmocka_unit_test(column_units),
		cmocka_unit_test(lines_are_shown_once),
		cmocka_unit_test(survives_wrong_places),
		cmocka_unit_test(related_places_and_help),
		cmocka_unit_test(long_line_numbers),
		cmocka_unit_test(colors_only_when_asked),
		cmocka_unit_test(nothing_is_injected),
		cmocka_unit_test(stops_after_the_most),
		cmocka_unit_test(summaries),
		cmocka_unit_test(summary_hints_once),
		cmocka_unit_test(formats_have_names),
		cmocka_unit_test(escapes_text),
		cmocka_unit_test(counts_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
