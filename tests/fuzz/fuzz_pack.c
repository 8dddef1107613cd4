/*
 * A rule's file, a pack.json and a shape, then a document: a pack of any
 * content is refused with findings in its files, or does its work.
 */
#include "folder.h"

#include "base/buf.h"
#include "base/err.h"
#include "lint/lint.h"
#include "lint/selftest.h"
#include "pack/folder.h"
#include "pack/pack.h"

static const char *const files[] = { "rule.json", "pack.json", "shapes/cni.json", "shapes", NULL };

static void make_folder(void)
{
	char path[128];

	folder_make("pack", files);
	snprintf(path, sizeof(path), "%s/shapes", folder);
	mkdir(path, 0700);
}

static void use(struct packs *packs, struct part document)
{
	const struct lint_options options = { 0 };
	struct findings findings;
	struct lint state;
	struct err err = { 0 };
	struct buf out;

	findings_init(&findings);
	lint_init(&state, packs, &options, &findings);
	lint_text(&state, "a.json", document.text, document.length);
	PROMISE(lint_finish(&state, &err));
	findings_sort(&findings);
	lint_release(&state);
	findings_release(&findings);
	buf_init(&out);
	packs_prepare_all(packs);
	if (!packs_failed(packs))
		selftest_run(packs, &out);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part input = { (const char *)data, size };
	struct packs packs;
	struct err err = { 0 };

	if (size > FUZZ_MOST)
		return 0;
	if (!folder[0])
		make_folder();
	folder_put("rule.json", fuzz_part(&input));
	folder_put("pack.json", fuzz_part(&input));
	folder_put("shapes/cni.json", fuzz_part(&input));
	packs_init(&packs);
	PROMISE(folder_add(&packs, folder, &err));
	packs_add_builtin(&packs);
	folders_check(&packs);
	for (size_t i = 0; i < packs.problems.count; i++)
		PROMISE(packs.problems.items[i].message[0] &&
			!strchr(packs.problems.items[i].message, '\n'));
	if (!packs_failed(&packs))
		use(&packs, input);
	packs_release(&packs);
	return 0;
}
