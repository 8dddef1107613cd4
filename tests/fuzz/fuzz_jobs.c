/*
 * A list, or a file of lines, of one element again and again with an odd one among them, cut
 * into small parts that three threads lint: reports and counts are those of one
 * thread. Where the list is JSON, its documents have the findings that they have as lines.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "lint/lint.h"
#include "lint/share.h"
#include "pack/pack.h"
#include "report/report.h"

/* Bytes of a part. */
#define SMALL 64

struct text {
	const char *name;
	struct buf bytes;
};

/* What a run says, and what its documents have. */
struct said {
	struct buf report;
	struct buf documents;
};

static int by_text(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

/* Rules and messages of findings that are not of the file itself, sorted. */
static void say_documents(const struct findings *findings, struct buf *out)
{
	char **lines = calloc(findings->count + 1, sizeof(*lines));

	for (size_t i = 0; i < findings->count; i++)
		if (asprintf(&lines[i], "%s %s", findings->items[i].rule, findings->items[i].message) < 0)
			abort();
	qsort(lines, findings->count, sizeof(*lines), by_text);
	for (size_t i = 0; i < findings->count; i++) {
		buf_printf(out, "%s\n", lines[i]);
		free(lines[i]);
	}
	free(lines);
}

static void lint(struct packs *packs, const struct text *text, size_t jobs, struct said *said)
{
	const struct lint_options options = { .policy = { .pedantic = true }, .small_file = SMALL };
	const struct report_options report = { .version = "0" };
	struct findings findings;
	struct lint state;
	struct err err = { 0 };

	findings_init(&findings);
	lint_init(&state, packs, &options, &findings);
	if (jobs > 1)
		state.share = share_new(&state, jobs);
	lint_text(&state, text->name, text->bytes.data, text->bytes.length);
	PROMISE(lint_finish(&state, &err));
	findings_sort(&findings);
	report_json(&findings, &report, &said->report);
	report_text(&findings, &report, &said->report);
	report_summary(&findings, &report, &said->report);
	say_documents(&findings, &said->documents);
	lint_release(&state);
	findings_release(&findings);
}

/* Packs are loaded once for many runs, and from time to time released, for the leak checker. */
static struct packs *open_packs(void)
{
	static struct packs packs;
	static unsigned runs;

	if (runs > 0 && runs % 500 == 0)
		packs_release(&packs);
	if (runs++ % 500 == 0) {
		packs_init(&packs);
		packs_add_builtin(&packs);
	}
	return &packs;
}

static void check(struct packs *packs, const struct text *text, struct said *one)
{
	struct said three;

	buf_init(&three.report);
	buf_init(&three.documents);
	lint(packs, text, 1, one);
	lint(packs, text, 3, &three);
	if (one->report.length != three.report.length ||
	    memcmp(one->report.data, three.report.data, one->report.length) != 0)
		fprintf(stderr, "%s\n-- one thread:\n%s\n-- three:\n%s\n", text->bytes.data,
			one->report.data, three.report.data);
	PROMISE(one->report.length == three.report.length &&
		memcmp(one->report.data, three.report.data, one->report.length) == 0);
	buf_release(&three.report);
	buf_release(&three.documents);
}

/* So many elements, the odd one in their middle. */
static void add_elements(struct buf *out, struct part usual, struct part odd, const char *between)
{
	for (int i = 0; i < 12; i++) {
		const struct part *element = i == 6 ? &odd : &usual;

		if (i > 0)
			buf_puts(out, between);
		buf_add(out, element->text, element->length);
	}
}

static bool is_object(struct part part)
{
	struct mem mem = { 0 };
	const struct node *root = memchr(part.text, '\n', part.length) ? NULL :
		fuzz_read(part, NULL, &mem);
	bool is = root && node_type(root) == NODE_OBJECT;

	mem_release(&mem);
	return is;
}

/* The same documents as a list and as lines. */
static void compare(struct packs *packs, struct part usual, struct part odd)
{
	struct text list = { .name = "a.json" }, lines = { .name = "a.ndjson" };
	struct said as_list, as_lines;

	buf_init(&list.bytes);
	buf_init(&lines.bytes);
	buf_putc(&list.bytes, '[');
	add_elements(&list.bytes, usual, odd, ",");
	buf_putc(&list.bytes, ']');
	add_elements(&lines.bytes, usual, odd, "\n");
	buf_init(&as_list.report);
	buf_init(&as_list.documents);
	buf_init(&as_lines.report);
	buf_init(&as_lines.documents);
	lint(packs, &list, 3, &as_list);
	lint(packs, &lines, 3, &as_lines);
	if (strcmp(as_list.documents.data, as_lines.documents.data) != 0)
		fprintf(stderr, "%s\n-- list:\n%s\n-- lines:\n%s\n", lines.bytes.data,
			as_list.documents.data, as_lines.documents.data);
	PROMISE(strcmp(as_list.documents.data, as_lines.documents.data) == 0);
	buf_release(&as_list.report);
	buf_release(&as_list.documents);
	buf_release(&as_lines.report);
	buf_release(&as_lines.documents);
	buf_release(&list.bytes);
	buf_release(&lines.bytes);
}

/* What stands before the elements and begins with a line break makes them lines. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part rest = { (const char *)data, size };
	struct part before, usual, odd;
	struct packs *packs;
	struct text text;
	struct said one;
	bool lines;

	if (size > 2048)
		return 0;
	before = fuzz_part(&rest);
	usual = fuzz_part(&rest);
	odd = fuzz_part(&rest);
	lines = before.length > 0 && before.text[0] == '\n';
	text.name = lines ? "a.ndjson" : "a.json";
	packs = open_packs();
	buf_init(&text.bytes);
	buf_add(&text.bytes, before.text, before.length);
	add_elements(&text.bytes, usual, odd, lines ? "\n" : ",");
	buf_add(&text.bytes, rest.text, rest.length);
	buf_init(&one.report);
	buf_init(&one.documents);
	check(packs, &text, &one);
	buf_release(&one.report);
	buf_release(&one.documents);
	buf_release(&text.bytes);
	if (is_object(usual) && is_object(odd))
		compare(packs, usual, odd);
	return 0;
}
