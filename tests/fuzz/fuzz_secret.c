/*
 * Bytes around a secret, which need not be JSON: wherever the name of a secret
 * member, a colon and a quoted value stand in a text, no finding shows the value.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "lint/lint.h"
#include "pack/pack.h"
#include "report/report.h"

#define MARK "S3CR3TxxS3CR3T"

static void report_all(struct packs *packs, const struct buf *text)
{
	const struct lint_options options = { .policy = { .pedantic = true } };
	const struct report_options report = { .version = "0" };
	struct findings findings;
	struct lint state;
	struct err err = { 0 };
	struct buf out;

	findings_init(&findings);
	lint_init(&state, packs, &options, &findings);
	lint_text(&state, "a.json", text->data, text->length);
	PROMISE(lint_finish(&state, &err));
	findings_sort(&findings);
	buf_init(&out);
#define X(name) report_##name(&findings, &report, &out);
	FORMATS(X)
#undef X
	if (fuzz_holds(out.data, out.length, MARK)) {
		fprintf(stderr, "%.*s\n%s\n", (int)text->length, text->data, out.data);
		abort();
	}
	buf_release(&out);
	lint_release(&state);
	findings_release(&findings);
}

/* Packs are loaded once for all runs. */
static struct packs *open_packs(void)
{
	static struct packs packs;
	static bool open;

	if (!open) {
		packs_init(&packs);
		packs_add_builtin(&packs);
	}
	open = true;
	return &packs;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part input = { (const char *)data, size }, before, between;
	struct buf text;

	if (size > 4096 || memmem(data, size, "S3CR3T", 6))
		return 0;
	before = fuzz_part(&input);
	between = fuzz_part(&input);
	for (size_t i = 0; i < between.length; i++)
		if (!strchr(" \t\r\n", between.text[i]) || !between.text[i])
			between.length = i;
	buf_init(&text);
	buf_add(&text, before.text, before.length);
	buf_puts(&text, "\"md5_key\"");
	buf_add(&text, between.text, between.length);
	buf_puts(&text, ": \"" MARK "\"");
	buf_add(&text, input.text, input.length);
	report_all(open_packs(), &text);
	buf_release(&text);
	return 0;
}
