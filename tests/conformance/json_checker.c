/*
 * JSON_checker: pass is read and fail refused; _EXCLUDE is valid by RFC 8259. And
 * texts that print as they were.
 */
#include "suite.h"
#include "verdict.h"

static void run_file(struct suite *suite, const char *folder, const char *entry)
{
	bool fail = strncmp(entry, "fail", 4) == 0 && !strstr(entry, "EXCLUDE");
	bool trip = strncmp(entry, "roundtrip", 9) == 0;
	char file[1024];
	struct verdict verdict;
	struct buf text;

	snprintf(file, sizeof(file), "%s/%s", folder, entry);
	if (!suite_read(suite, file, &text)) {
		suite_count(suite, false, file, "cannot be read");
		return;
	}
	while (trip && text.length > 0 && text.data[text.length - 1] == '\n')
		text.data[--text.length] = '\0';
	verdict_read(&verdict, text.data, text.length);
	if (!verdict.sound)
		suite_count(suite, false, file, "the verdict does not hold together");
	else if (verdict.accepted == fail)
		suite_count(suite, false, file, fail ? "was read" : verdict.message);
	else
		suite_count(suite, !trip || strcmp(text.data, verdict.printed.data) == 0, file,
			    verdict.printed.data);
	verdict_release(&verdict);
	buf_release(&text);
}

int main(int argc, char **argv)
{
	struct suite suite;

	if (!suite_open(&suite, argc, argv, "json-checker"))
		return 0;
	suite_each(&suite, "test_checker", run_file);
	suite_each(&suite, "test_roundtrip", run_file);
	return suite_close(&suite);
}
