/* JSONTestSuite: y_ has to be read, n_ to be refused, i_ and the probes of values either. */
#include "suite.h"
#include "verdict.h"

static void run_file(struct suite *suite, const char *folder, const char *entry)
{
	bool may = strncmp(entry, "n_", 2) != 0, must = strncmp(entry, "y_", 2) == 0;
	char file[1024];
	struct verdict verdict;
	struct buf text;

	snprintf(file, sizeof(file), "%s/%s", folder, entry);
	if (!suite_read(suite, file, &text)) {
		suite_count(suite, false, file, "cannot be read");
		return;
	}
	verdict_read(&verdict, text.data, text.length);
	if (!verdict.sound)
		suite_count(suite, false, file, "the verdict does not hold together");
	else if (verdict.accepted)
		suite_count(suite, may, file, "was read, and should not have been");
	else
		suite_count(suite, !must, file, verdict.message);
	verdict_release(&verdict);
	buf_release(&text);
}

int main(int argc, char **argv)
{
	struct suite suite;

	if (!suite_open(&suite, argc, argv, "nst-JSONTestSuite"))
		return 0;
	suite_each(&suite, "test_parsing", run_file);
	suite_each(&suite, "test_transform", run_file);
	return suite_close(&suite);
}
