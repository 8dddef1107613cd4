/*
 * A file, linted with the program's own packs and reported in every format:
 * JSON formats are JSON, all output is UTF-8, findings are sorted, and the same
 * run says the same, also in pieces. The values of secret members (those that hold MARK and
 * nothing else that does) are in no output.
 */
#include "fuzz.h"

#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"
#include "lint/lint.h"
#include "pack/pack.h"
#include "report/report.h"
#include "text/utf8.h"

#define MARK "S3CR3T"

static const struct {
	const char *name;
	report_write *write;
} formats[] = {
#define X(name) { #name, report_##name },
	FORMATS(X)
#undef X
};

/* Files are told by their names, too. */
static const char *const names[] = { "a.json", "a\n\x1b[31mb.jsonl", "\xff\xfe.ndjson" };

/* Whether the text is JSON whose secret members alone hold the mark. */
static bool keeps_secret(struct part text, const struct names *table)
{
	struct mem mem = { 0 };
	const struct node *root = NULL;
	bool kept = fuzz_holds(text.text, text.length, MARK);

	if (kept)
		root = fuzz_read(text, table, &mem);
	for (const struct node *node = root; node && kept; node = fuzz_next(node)) {
		bool secret = node->flags & NODE_SECRET;

		/* A key inside of a secret object is a name, which pointers have to tell. */
		if (node_key(node) && fuzz_holds(node_key(node), node->key_length, MARK))
			kept = false;
		if (node_type(node) == NODE_STRING && !secret &&
		    fuzz_holds(node_text(node), node->length, MARK))
			kept = false;
	}
	kept = kept && root;
	mem_release(&mem);
	return kept;
}

static void check_json(const char *text, size_t n)
{
	struct mem mem = { 0 };

	PROMISE(fuzz_read((struct part){ text, n }, NULL, &mem));
	mem_release(&mem);
}

static void check_lines(const char *text, size_t n)
{
	const char *end = text + n;

	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));

		PROMISE(newline);
		check_json(text, (size_t)(newline - text));
		text = newline + 1;
	}
}

static void check_report(const char *name, const struct buf *out, bool secret)
{
	const char *end = out->data + out->length;

	for (const char *p = out->data; p < end;)
		PROMISE(utf8_next(&p, end) != UTF8_BAD);
	PROMISE(!memchr(out->data, '\x1b', out->length));
	PROMISE(!memchr(out->data, '\0', out->length));
	PROMISE(!secret || !fuzz_holds(out->data, out->length, MARK));
	if (strcmp(name, "jsonl") == 0 || strcmp(name, "rdjsonl") == 0)
		check_lines(out->data, out->length);
	else if (strcmp(name, "json") == 0 || strcmp(name, "sarif") == 0 ||
		 strcmp(name, "gitlab") == 0 || strcmp(name, "rdjson") == 0)
		check_json(out->data, out->length);
}

static void check_findings(const struct findings *findings, size_t length)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		const struct region *region = &finding->region;

		PROMISE(region->start.byte <= region->end.byte && region->end.byte <= length);
		PROMISE(region->start.line >= 1 && region->start.column_points >= 1);
		PROMISE(finding->message && !strchr(finding->message, '\n'));
		PROMISE(!region->excerpt || (region->mark_start <= region->mark_end &&
			region->mark_end <= strlen(region->excerpt)));
		if (i > 0)
			PROMISE(finding[-1].region.start.byte <= region->start.byte);
	}
}

/* Texts of more than small bytes are linted in pieces. */
static void lint(struct packs *packs, const char *name, struct part text, size_t small,
	struct buf *all, bool secret)
{
	const struct lint_options options = { .policy = { .pedantic = true }, .small_file = small };
	const struct report_options report = { .version = "0", .quiet = false };
	struct findings findings;
	struct lint state;
	struct err err = { 0 };
	struct buf out;

	findings_init(&findings);
	lint_init(&state, packs, &options, &findings);
	lint_text(&state, name, text.text, text.length);
	PROMISE(lint_finish(&state, &err));
	findings_sort(&findings);
	check_findings(&findings, text.length);
	buf_init(&out);
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		buf_clear(&out);
		formats[i].write(&findings, &report, &out);
		check_report(formats[i].name, &out, secret);
		buf_add(all, out.data, out.length);
	}
	buf_clear(&out);
	report_summary(&findings, &report, &out);
	buf_release(&out);
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part text = { (const char *)data, size };
	struct packs *packs;
	struct buf first, second;
	const char *name;
	bool secret;
	char *copy;

	if (size > FUZZ_MOST)
		return 0;
	name = names[size > 0 && data[size - 1] == '\n' && size > 1 ? 1 + data[size - 2] % 2 : 0];
	text.text = copy = fuzz_copy(text);
	packs = open_packs();
	secret = keeps_secret(text, packs->names);
	buf_init(&first);
	buf_init(&second);
	lint(packs, name, text, FUZZ_MOST, &first, secret);
	lint(packs, name, text, 1, &second, secret);
	PROMISE(first.length == second.length && memcmp(first.data, second.data, first.length) == 0);
	buf_release(&first);
	buf_release(&second);
	free(copy);
	return 0;
}
