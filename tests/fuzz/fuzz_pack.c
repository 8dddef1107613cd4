/*
 * A rule's file, a pack.json and a shape, then a document: a pack of any
 * content is refused with findings in its files, or does its work.
 */
#include "fuzz.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "lint/lint.h"
#include "lint/selftest.h"
#include "pack/folder.h"
#include "pack/pack.h"

static char folder[64];

/* In memory where there is /dev/shm; removed when the fuzzer ends. */
static void remove_folder(void)
{
	static const char *const files[] = { "rule.json", "pack.json", "shapes/cni.json", "shapes", "" };
	char path[128];

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, files[i]);
		remove(path);
	}
}

static void make_folder(void)
{
	char path[128];

	snprintf(folder, sizeof(folder), "%s/peerlint-fuzz-%d",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (int)getpid());
	mkdir(folder, 0700);
	snprintf(path, sizeof(path), "%s/shapes", folder);
	mkdir(path, 0700);
	atexit(remove_folder);
}

/* An empty part is a file that is not there. */
static void put(const char *name, struct part part)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
	if (part.length == 0)
		return;
	file = fopen(path, "w");
	if (!file)
		abort();
	fwrite(part.text, 1, part.length, file);
	fclose(file);
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
	put("rule.json", fuzz_part(&input));
	put("pack.json", fuzz_part(&input));
	put("shapes/cni.json", fuzz_part(&input));
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
