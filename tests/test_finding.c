/* Findings: their order, their copies, their counts. */
#include "finding/finding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct finding make(const char *file, uint64_t byte, const char *rule)
{
	return (struct finding){
		.rule = rule,
		.severity = SEVERITY_WARNING,
		.message = "message",
		.file = file,
		.pointer = "",
		.region = { .start = { byte, 1, 1, 1, 1 }, .end = { byte + 1, 1, 2, 2, 2 } },
	};
}

static void severities_have_names(void **state)
{
	enum severity severity = SEVERITY_INFO;

	(void)state;
	for (int i = 0; i < SEVERITY_COUNT; i++) {
		assert_true(severity_parse(severity_name((enum severity)i), &severity));
		assert_int_equal(severity, i);
	}
	severity = SEVERITY_INFO;
	assert_false(severity_parse("Error", &severity));
	assert_false(severity_parse("", &severity));
	assert_int_equal(severity, SEVERITY_INFO);
}

static void there_is_one_order(void **state)
{
	const struct finding ordered[] = {
		make("a", 1, "r/a"), make("a", 1, "r/b"), make("a", 2, "r/a"), make("a", 10, "r/a"),
		make("a.b", 0, "r/a"), make("b", 0, "r/a"),
	};
	const size_t n = sizeof(ordered) / sizeof(ordered[0]);

	(void)state;
	for (size_t step = 1; step < n; step += 4) { /* 1 and 5, which share no factor with 6 */
		struct findings findings;

		findings_init(&findings);
		for (size_t i = 0; i < n; i++)
			findings_add(&findings, &ordered[(i * step + 3) % n]);
		findings_sort(&findings);
		for (size_t i = 0; i < n; i++) {
			assert_string_equal(findings.items[i].file, ordered[i].file);
			assert_int_equal(findings.items[i].region.start.byte, ordered[i].region.start.byte);
			assert_string_equal(findings.items[i].rule, ordered[i].rule);
		}
		findings_release(&findings);
	}
}

static void all_strings_are_copies(void **state)
{
	char text[] = "text";
	struct related related = { text, text, text, { .excerpt = text } };
	struct fix fix = { .message = text, .text = text };
	struct finding finding = { text, SEVERITY_ERROR, text, text, text, text, { .excerpt = text },
		&related, 1, text, &fix, text };
	struct findings findings, other;
	const struct finding *copy;

	(void)state;
	findings_init(&findings);
	findings_init(&other);
	findings_add(&other, &finding);
	other.summary.files = 2;
	other.summary.documents = 3;
	findings_join(&findings, &other);
	assert_int_equal(other.count, 0);
	assert_int_equal(findings.count, 1);
	assert_int_equal(findings.summary.by_severity[SEVERITY_ERROR], 1);
	assert_int_equal(findings.summary.files, 2);
	assert_int_equal(findings.summary.documents, 3);
	memset(text, 'x', 4);
	copy = &findings.items[0];
	assert_string_equal(copy->rule, "text");
	assert_string_equal(copy->message, "text");
	assert_string_equal(copy->file, "text");
	assert_string_equal(copy->kind, "text");
	assert_string_equal(copy->pointer, "text");
	assert_string_equal(copy->region.excerpt, "text");
	assert_string_equal(copy->related[0].message, "text");
	assert_string_equal(copy->related[0].region.excerpt, "text");
	assert_string_equal(copy->fix->text, "text");
	assert_string_equal(copy->help, "text");
	assert_string_equal(copy->url, "text");
	findings_release(&findings);
	findings_release(&other);
}

/* Beyond the most they are counted, in runs of one part and of two. */
static void so_many_are_kept(void **state)
{
	(void)state;
	for (size_t n = 2; n <= 4; n++) {
		struct findings findings, other;

		findings_init(&findings);
		findings_init(&other);
		findings.most = other.most = 3;
		for (size_t i = 0; i < n; i++) {
			struct finding finding = make("a", i, "r/a");

			findings_add(&findings, &finding);
			findings_add(&other, &finding);
		}
		assert_int_equal(findings.count, n < 3 ? n : 3);
		assert_int_equal(findings.summary.unkept, n < 3 ? 0 : n - 3);
		assert_int_equal(findings.summary.by_severity[SEVERITY_WARNING], n);
		assert_int_equal(findings_count_alone(&findings, SEVERITY_ERROR), n >= 3);
		assert_int_equal(findings.summary.by_severity[SEVERITY_ERROR], n >= 3);
		findings_join(&findings, &other);
		assert_int_equal(findings.count, 3);
		assert_int_equal(findings.summary.by_severity[SEVERITY_WARNING], 2 * n);
		assert_int_equal(findings.summary.unkept, 2 * n + (n >= 3) - 3);
		findings_release(&findings);
		findings_release(&other);
	}
}

/* A message quotes the document, and has to stay one line. */
static void a_message_is_one_line(void **state)
{
	const struct related related = { .message = "two\nlines", .file = "f", .pointer = "" };
	const struct fix fix = { .message = "with\r\nthis", .text = "\"a\"" };
	struct finding finding = make("f", 0, "r/a");
	struct findings findings;
	const struct finding *kept;

	(void)state;
	finding.message = "name a\nb\tc is odd";
	finding.help = "did you mean a\nc?";
	finding.related = &related;
	finding.nrelated = 1;
	finding.fix = &fix;
	findings_init(&findings);
	findings_add(&findings, &finding);
	kept = &findings.items[0];
	assert_string_equal(kept->message, "name a\\u000Ab\\u0009c is odd");
	assert_string_equal(kept->help, "did you mean a\\u000Ac?");
	assert_string_equal(kept->related[0].message, "two\\u000Alines");
	assert_string_equal(kept->fix->message, "with\\u000D\\u000Athis");
	findings_release(&findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(severities_have_names),
		cmocka_unit_test(there_is_one_order),
		cmocka_unit_test(all_strings_are_copies),
		cmocka_unit_test(so_many_are_kept),
		cmocka_unit_test(a_message_is_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
