/*
 * A configuration, a baseline, then a document, as check reads them: a run ends
 * with one of its three statuses, whatever is in them.
 */
#include "fuzz.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "cli/commands.h"
#include "cli/options.h"

static char folder[64];

/* In memory where there is /dev/shm; removed when the fuzzer ends. */
static void remove_folder(void)
{
	static const char *const files[] = { ".peerlint.json", "baseline.json", "a.json", "" };
	char path[128];

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, files[i]);
		remove(path);
	}
}

static void make_folder(void)
{
	snprintf(folder, sizeof(folder), "%s/peerlint-fuzz-config-%d",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (int)getpid());
	mkdir(folder, 0700);
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
		make_folder();
	snprintf(baseline, sizeof(baseline), "%s/baseline.json", folder);
	snprintf(document, sizeof(document), "%s/a.json", folder);
	setenv("SOURCE_DATE_EPOCH", "1790000000", 1);
	put(".peerlint.json", fuzz_part(&input));
	part = fuzz_part(&input);
	has_baseline = part.length > 0;
	put("baseline.json", part);
	put("a.json", input.length > 0 ? input : (struct part){ "{}", 2 });
	check(arguments, has_baseline ? 6 : 4);
	return 0;
}
