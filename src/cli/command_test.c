#include "base/buf.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "lint/selftest.h"
#include "pack/folder.h"

/* Loads what is to be tested: the folders, or the program's own packs file by file. */
static bool load(struct packs *packs, const struct options *options)
{
	packs_init(packs);
	for (size_t i = 0; i < options->npacks; i++)
		if (!session_add_pack(packs, "--pack ", options->packs[i]))
			return false;
	for (size_t i = 0; i < options->noperands; i++)
		if (!session_add_pack(packs, "", options->operands[i]))
			return false;
	if (options->noperands > 0)
		packs_add_builtin(packs);
	else
		folder_add_builtin(packs);
	folders_check(packs);
	packs_prepare_all(packs);
	return true;
}

static int run(const struct options *options)
{
	struct selftest result = { 0 };
	int status = STATUS_UNUSABLE;
	struct packs packs;
	struct buf out;

	buf_init(&out);
	if (load(&packs, options)) {
		size_t wrong;

		session_print_problems(&packs, options, true);
		result = selftest_run(&packs, &out);
		wrong = packs.problems.count;
		buf_printf(&out, "%zu passed, %zu failed\n", result.passed, result.failed + wrong);
		if (packs_failed(&packs))
			status = STATUS_UNUSABLE;
		else
			status = result.failed + wrong > 0 ? STATUS_FINDINGS : STATUS_CLEAN;
		if (!session_print(&out))
			status = STATUS_UNUSABLE;
	}
	buf_release(&out);
	packs_release(&packs);
	return status;
}

const struct command command_test = {
	.name = "test",
	.usage = "[PACK-DIRECTORY]…",
	.help = "check packs and run their examples",
	.run = run,
};
