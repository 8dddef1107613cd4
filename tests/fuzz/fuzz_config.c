/*
 * A configuration, a baseline, then a document, as check reads them: a run ends
 * with one of its three statuses, whatever is in them.
 */
#include "folder.h"

#include "base/err.h"
#include "cli/commands.h"
#include "cli/options.h"

static const char *const files[] = { ".peerlint.json", "baseline.json", "a.json", NULL };

/* The program's check, with these options. */
static void check(char **arguments, int count)
{
	struct options options;
	struct err err = { 0 };
	int status;

	PROMISE(options_read(&options, count, arguments, &err));
	status = command_find(options.command)->run(&options);
	PROMISE(status >= 0 && status <= 2);
	options_release(&options);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char baseline[128], document[128];
	struct part input = { (const char *)data, size }, part;
	static char program[] = "peerlint", quiet[] = "--quiet", format[] = "--format=json=/dev/null",
		option[] = "--baseline";
	char *arguments[] = { program, quiet, format, document, option, baseline, NULL };
	bool has_baseline;

	if (size > FUZZ_MOST)
		return 0;
	if (!folder[0])
		folder_make("config", files);
	snprintf(baseline, sizeof(baseline), "%s/baseline.json", folder);
	snprintf(document, sizeof(document), "%s/a.json", folder);
	setenv("SOURCE_DATE_EPOCH", "1790000000", 1);
	folder_put(".peerlint.json", fuzz_part(&input));
	part = fuzz_part(&input);
	has_baseline = part.length > 0;
	folder_put("baseline.json", part);
	folder_put("a.json", input.length > 0 ? input : (struct part){ "{}", 2 });
	check(arguments, has_baseline ? 6 : 4);
	return 0;
}
