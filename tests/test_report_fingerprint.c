#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "finding/finding.h"
#include "report/report_fingerprint.h"

/* A file as a list of documents; each document has one finding. */
struct document {
	unsigned number; /* what its message says */
	bool tracked;
	char print[FINGERPRINT_SIZE];
};

#define DOCUMENTS_MAX 64
#define EDITS 1000

static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static void add(struct findings *findings, size_t index, uint64_t line, unsigned number)
{
	char message[40], pointer[40];
	struct finding finding = {
		.rule = "cloudflare/cust-ip-outside-p2p",
		.severity = SEVERITY_ERROR,
		.message = message,
		.file = "links.json",
		.pointer = pointer,
		.region = { .start = { .byte = line * 80 + index, .line = line } },
	};

	snprintf(message, sizeof(message), "192.0.2.%u is outside", number);
	snprintf(pointer, sizeof(pointer), "/items/%zu/cust_ip", index);
	findings_add(findings, &finding);
}

/* The prints of a run over the documents, whose lines are wherever blank lines have moved them. */
static void run(const struct document *documents, size_t n,
	char prints[DOCUMENTS_MAX][FINGERPRINT_SIZE])
{
	struct findings findings;
	struct fingerprint *all;
	uint64_t line = 1;

	findings_init(&findings);
	for (size_t i = 0; i < n; i++)
		add(&findings, i, line += 1 + any(3), documents[i].number);
	all = fingerprint_all(&findings, n);
	for (size_t i = 0; i < n; i++)
		fingerprint_print(all[i], prints[i]);
	free(all);
	findings_release(&findings);
}

/* One edit of what is not tracked: a document comes, goes, or changes. */
static void edit(struct document *documents, size_t *n, unsigned numbers)
{
	size_t i = any((uint32_t)*n + 1);
	uint32_t what = any(3);

	if (what == 0 && *n < DOCUMENTS_MAX) {
		memmove(documents + i + 1, documents + i, (*n - i) * sizeof(*documents));
		documents[i] = (struct document){ .number = 1000 + any(numbers) };
		(*n)++;
	} else if (what == 1 && i < *n && !documents[i].tracked) {
		memmove(documents + i, documents + i + 1, (*n - i - 1) * sizeof(*documents));
		(*n)--;
	} else if (what == 2 && i < *n && !documents[i].tracked) {
		documents[i].number = 1000 + any(numbers);
	}
}

static void edits_elsewhere_change_nothing(void **state)
{
	static char prints[DOCUMENTS_MAX][FINGERPRINT_SIZE];
	struct document documents[DOCUMENTS_MAX] = { 0 };
	size_t n = 20, compared = 0;

	(void)state;
	seed = 7;
	for (size_t i = 0; i < n; i++)
		documents[i] = (struct document){ (unsigned)i, true, "" };
	run(documents, n, prints);
	for (size_t i = 0; i < n; i++)
		memcpy(documents[i].print, prints[i], FINGERPRINT_SIZE);
	for (int e = 0; e < EDITS; e++) {
		edit(documents, &n, 30);
		run(documents, n, prints);
		for (size_t i = 0; i < n; i++) {
			if (!documents[i].tracked)
				continue;
			assert_string_equal(prints[i], documents[i].print);
			compared++;
		}
	}
	assert_int_equal(compared, 20 * EDITS);
}

static int compare_prints(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* The same finding many times over, and none of them takes another's print. */
static void prints_are_unique(void **state)
{
	static char prints[DOCUMENTS_MAX][FINGERPRINT_SIZE];
	struct document documents[DOCUMENTS_MAX] = { 0 };

	(void)state;
	for (size_t i = 0; i < DOCUMENTS_MAX; i++)
		documents[i].number = (unsigned)(i % 3);
	run(documents, DOCUMENTS_MAX, prints);
	qsort(prints, DOCUMENTS_MAX, FINGERPRINT_SIZE, compare_prints);
	for (size_t i = 1; i < DOCUMENTS_MAX; i++)
		assert_string_not_equal(prints[i - 1], prints[i]);
}

static void what_counts(void **state)
{
	static const struct {
		struct finding finding;
		bool same; /* as the first */
	} rows[] = {
		{ { .rule = "a/b", .file = "f", .pointer = "/x/0/y", .message = "m" }, true },
		{ { .rule = "a/b", .file = "./f", .pointer = "/x/17/y", .message = "m" }, true },
		{ { .rule = "a/b", .file = "f", .pointer = "/x/0/y", .message = "m",
		    .severity = SEVERITY_ERROR, .kind = "k", .help = "h", .url = "u" }, true },
		{ { .rule = "a/c", .file = "f", .pointer = "/x/0/y", .message = "m" }, false },
		{ { .rule = "a/b", .file = "g", .pointer = "/x/0/y", .message = "m" }, false },
		{ { .rule = "a/b", .file = "f", .pointer = "/x/0/z", .message = "m" }, false },
		{ { .rule = "a/b", .file = "f", .pointer = "/x/0", .message = "/ym" }, false },
		{ { .rule = "a/b", .file = "f", .pointer = "/x/0a/y", .message = "m" }, false },
		{ { .rule = "a/b", .file = "f", .pointer = "/x//y", .message = "m" }, false },
		{ { .rule = "a/b", .file = "f", .pointer = "", .message = "m" }, false },
		{ { .rule = "a/b", .file = "f", .pointer = "/x/0/y", .message = "n" }, false },
	};
	uint64_t first = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct findings findings;
		struct fingerprint *all;

		findings_init(&findings);
		findings_add(&findings, &rows[i].finding);
		all = fingerprint_all(&findings, 1);
		if (i == 0)
			first = all[0].hash;
		assert_int_equal(all[0].hash == first, rows[i].same);
		assert_int_equal(all[0].ordinal, 1);
		free(all);
		findings_release(&findings);
	}
}

/* Fingerprints are kept by others for years: this one must not change. */
static void one_that_is_known(void **state)
{
	struct fingerprint *all;
	struct findings findings;
	char print[FINGERPRINT_SIZE];

	(void)state;
	findings_init(&findings);
	add(&findings, 3, 9, 8);
	all = fingerprint_all(&findings, 1);
	fingerprint_print(all[0], print);
	assert_string_equal(print, "4543c04e23726683:1");
	free(all);
	findings_release(&findings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edits_elsewhere_change_nothing),
		cmocka_unit_test(prints_are_unique),
		cmocka_unit_test(what_counts),
		cmocka_unit_test(one_that_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
