/* Linting in pieces gives what linting as a whole gives, whatever the text. */
#include "lint/lint.h"

#include <ftw.h>
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
#include "json/names.h"
#include "json/node.h"
#include "json/reader.h"
#include "pack/pack.h"
#include "query/query.h"
#include "report/report.h"
#include "text/file.h"

static struct packs packs;
static char path[] = "/tmp/peerlint-pieces-XXXXXX";
static size_t ntexts, nfindings;

static int open_packs(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	packs_init(&packs);
	packs_add_builtin(&packs);
	return fd < 0 ? -1 : close(fd);
}

static int close_packs(void **state)
{
	(void)state;
	packs_release(&packs);
	return unlink(path);
}

/* The report on the file, where texts of more than small bytes are linted in pieces. */
static void report_on(const char *name, size_t small, struct buf *out)
{
	const struct lint_options options = { .policy = { .pedantic = true }, .small_file = small };
	const struct report_options report = { .version = "0" };
	struct findings findings;
	struct lint lint;
	struct err err = { 0 };

	findings_init(&findings);
	lint_init(&lint, &packs, &options, &findings);
	assert_true(lint_file(&lint, path, name, true, &err));
	assert_true(lint_finish(&lint, &err));
	assert_int_equal(lint.has_paths && lint.npaths == 0, false);
	findings_sort(&findings);
	report_json(&findings, &report, out);
	nfindings += findings.count;
	lint_release(&lint);
	findings_release(&findings);
}

static void check(const char *name, const char *text, size_t n)
{
	FILE *file = fopen(path, "w");
	struct buf whole, pieces;

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
	buf_init(&whole);
	buf_init(&pieces);
	report_on(name, SIZE_MAX / 2, &whole);
	report_on(name, 1, &pieces);
	if (strcmp(whole.data, pieces.data) != 0)
		print_error("of this text: %.*s\n", (int)(n < 2000 ? n : 2000), text);
	assert_string_equal(whole.data, pieces.data);
	buf_release(&whole);
	buf_release(&pieces);
	ntexts++;
}

/* The text of a node, in some of what may carry it: all, every few nodes. */
static void check_carried(const char *text, const struct node *node)
{
	static size_t next;
	static const char *const carriers[] = {
		"%s", "[%s]", "[[%s], [[[%s]]]]", "[null, %s, 1, %s]", "{\"result\": %s}",
		"{\"result\": [%s, %s], \"success\": true, \"errors\": [], \"messages\": [1]}",
		"{\"success\": true, \"result\": [[%s]], \"errors\": null}",
		"{\"success\": true, \"result\": {\"items\": [%s, %s], \"next\": 7}}",
		"{\"success\": true, \"result\": {\"items\": [%s], \"items\": [%s]}}",
		"{\"result\": {\"interconnects\": [%s], \"interconnect\": %s}, \"success\": false}",
		"{\"items\": [%s, %s], \"next\": 20}", "{\"next\": null, \"items\": [%s]}",
		"{\"items\": [%s, {}, \"x\", [%s], null], \"nxt\": null}",
		"{\"items\": [{}, %s]}", "{\"items\": [%s], \"a\": 1, \"b\": 2, \"c\": 3}",
		"{\"items\": [%s], \"items\": []}", "{\"items\": [%s], \"items\": [%s, 1e400]}",
		"{\"data\": [%s, %s], \"meta\": {\"total_pages\": 2, \"total_results\": 3}}",
		"{\"data\": [%s], \"meta\": {}, \"more\": [1, 2]}", "{\"data\": {\"items\": [%s]}}",
		"{\"bgp\": [%s], \"items\": [1]}", "[%s, %s", "{\"items\": [%s, %s], }", "[{\"result\": [%s]}]",
		"[[%s], [{\"a\": 1}]]", "[[%s, [%s], {\"a\": 1}], {\"b\": [%s]}, {\"c\": 1}]",
		"{\"items\": [%s, [%s], {\"a\": 1}, {}, %s], \"next\": null}",
		"\n\n[\n%s\n,\n%s]\n", "[%s, {\"data\": [[%s]]}]",
	};

	for (size_t i = next++ % 7; i < sizeof(carriers) / sizeof(carriers[0]); i += 7) {
		struct buf whole;

		buf_init(&whole);
		for (const char *p = carriers[i]; *p; p++) {
			if (p[0] == '%' && p[1] == 's')
				buf_add(&whole, text + node->start, node->end - node->start);
			if (p[0] == '%' && p[1] == 's')
				p++;
			else
				buf_putc(&whole, *p);
		}
		check("a.json", whole.data, whole.length);
		buf_release(&whole);
	}
}

static void check_examples(const char *text, const struct node *rule, const char *list)
{
	const struct node *examples = node_member(rule, list), *example;

	for (example = examples ? node_child(examples) : NULL; example; example = node_next(example))
		check_carried(text, example);
}

static int visit_rule(const char *name, const struct stat *status, int type)
{
	const struct reader reader = { 0 };
	struct mem mem = { 0 };
	struct err err = { 0 };
	const struct node *root;
	struct buf text;

	(void)status;
	if (type != FTW_F || strstr(name, "/shapes/") || !strstr(name, ".json"))
		return 0;
	buf_init(&text);
	assert_true(file_read(name, 1 << 20, &text, &err));
	root = reader_read(&reader, text.data, text.length, &mem);
	assert_non_null(root);
	check_examples(text.data, root, "good");
	check_examples(text.data, root, "bad");
	buf_release(&text);
	mem_release(&mem);
	return 0;
}

static void examples_of_rules(void **state)
{
	(void)state;
	assert_int_equal(ftw("rules", visit_rule, 10), 0);
	assert_true(ntexts > 1000 && nfindings > ntexts);
}

static int visit_file(const char *name, const struct stat *status, int type)
{
	struct err err = { 0 };
	const char *ending = strrchr(name, '.');
	struct buf text;

	if (type != FTW_F || status->st_size > 1 << 20 || !ending ||
	    (strcmp(ending, ".json") != 0 && strcmp(ending, ".jsonl") != 0 &&
		    strcmp(ending, ".ndjson") != 0))
		return 0;
	buf_init(&text);
	assert_true(file_read(name, 1 << 20, &text, &err));
	check(strrchr(name, '/') + 1, text.data, text.length);
	buf_release(&text);
	return 0;
}

static void test_data(void **state)
{
	(void)state;
	ntexts = nfindings = 0;
	assert_int_equal(ftw("testdata", visit_file, 10), 0);
	assert_true(ntexts > 300 && nfindings > ntexts);
}

static void write_text(const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* Two CNIs of one identity: what of them is compared at the end is read again. */
#define COPY(mtu) "{\"id\": \"7c0b8a52-3f5e-4d0e-9c4e-0f2a6f1d9b11\", \"cust_ip\": \"10.255.12.5/31\"," \
	"\"p2p_ip\": \"10.255.12.4/31\", \"interconnect\": \"ams-am5-01\", \"magic\": {\"mtu\": " mtu "}}"

/* A file that is not what it was when it was linted is said to be so, and no more. */
static void changes_are_said(void **state)
{
	static const struct {
		const char *then;
		bool ok;
	} rows[] = {
		{ "[" COPY("1500") ", " COPY("1476") "]", true },
		{ "[" COPY("1500") ", " COPY("1477") "]", true }, /* nobody can know */
		{ "", false },
		{ "[" COPY("1500"), false },
		{ "[ " COPY("1500") ", " COPY("1476") "]", false },
		{ NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		const struct lint_options options = { .small_file = i % 2 };
		struct findings findings;
		struct lint lint;
		struct err err = { 0 };

		write_text(rows[0].then);
		findings_init(&findings);
		lint_init(&lint, &packs, &options, &findings);
		assert_true(lint_file(&lint, path, "a.json", true, &err));
		if (rows[i / 2].then)
			write_text(rows[i / 2].then);
		else
			assert_int_equal(unlink(path), 0);
		assert_int_equal(lint_finish(&lint, &err), rows[i / 2].ok);
		assert_string_equal(err.text, rows[i / 2].ok ? "" :
			"a.json could not be read again, or has changed since: lint it anew");
		lint_release(&lint);
		findings_release(&findings);
	}
	write_text("");
}

/* Which lists carriers contain is told by their queries: only what selects all elements is in pieces. */
static void queries_of_lists(void **state)
{
	static const struct {
		const char *text, *names; /* NULL: it selects something else */
	} rows[] = {
		{ "$.items[*]", " items" }, { "$.result.items[*]", " result items" }, { "$[*]", "" },
		{ "$.a['b'].*", " a b" }, { "$.a.b.c[*]", NULL }, { "$.result", NULL }, { "$", NULL },
		{ "$.items[0]", NULL }, { "$.items[0:2]", NULL }, { "$.items[?@.a]", NULL },
		{ "$.items[*].a", NULL }, { "$.items[*,0]", NULL }, { "$.items[*][*]", NULL },
		{ "$..items[*]", NULL }, { "$.items..[*]", NULL }, { "$['a','b'][*]", NULL },
		{ "$.items[0][*]", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		const struct expression *query =
			query_parse(packs.space, rows[i].text, strlen(rows[i].text), &err);
		uint32_t names[2];
		size_t n = 0;
		struct buf out;

		assert_non_null(query);
		buf_init(&out);
		assert_int_equal(query_selects_all(query, 2, names, &n), rows[i].names != NULL);
		for (size_t k = 0; k < n; k++)
			buf_printf(&out, " %s", names_text(packs.names, names[k], NULL));
		assert_string_equal(out.data, rows[i].names ? rows[i].names : "");
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(queries_of_lists),
		cmocka_unit_test(changes_are_said),
		cmocka_unit_test(examples_of_rules),
		cmocka_unit_test(test_data),
	};

	return cmocka_run_group_tests(tests, open_packs, close_packs);
}
