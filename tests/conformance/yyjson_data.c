/*
 * yyjson's test data: the words in brackets in a file's name tell what a strict reader
 * does with it.
 */
#include "suite.h"
#include "verdict.h"

enum wanted {
	ACCEPT,
	REFUSE,
	EITHER,
};

static void judge(struct suite *suite, const char *what, const char *text, size_t n,
		  enum wanted wanted)
{
	struct verdict verdict;

	verdict_read(&verdict, text, n);
	if (!verdict.sound)
		suite_count(suite, false, what, "the verdict does not hold together");
	else if (verdict.accepted)
		suite_count(suite, wanted != REFUSE, what, "was read, and should not have been");
	else
		suite_count(suite, wanted != ACCEPT, what, verdict.message);
	verdict_release(&verdict);
}

static bool has(const char *name, const char *word)
{
	return strstr(name, word) != NULL;
}

static bool read_entry(struct suite *suite, const char *folder, const char *entry, struct buf *text,
		       char file[1024])
{
	snprintf(file, 1024, "%s/%s", folder, entry);
	if (suite_read(suite, file, text))
		return true;
	suite_count(suite, false, file, "cannot be read");
	return false;
}

static void run_test(struct suite *suite, const char *folder, const char *entry)
{
	enum wanted wanted = has(entry, "(") ? REFUSE : ACCEPT;
	char file[1024];
	struct buf text;

	if (has(entry, "(bignum)") || has(entry, "invalid_utf8_escape") || has(entry, "(bom)"))
		wanted = EITHER;
	if (!read_entry(suite, folder, entry, &text, file))
		return;
	judge(suite, file, text.data, text.length, wanted);
	buf_release(&text);
}

static void run_encoding(struct suite *suite, const char *folder, const char *entry)
{
	char file[1024];
	struct buf text;

	if (!read_entry(suite, folder, entry, &text, file))
		return;
	judge(suite, file, text.data, text.length,
	      !has(entry, "utf8") ? REFUSE
	      : has(entry, "bom") ? EITHER
				  : ACCEPT);
	buf_release(&text);
}

/* Prints as it was; of members with one name the last is kept, and that is reported. */
static void run_roundtrip(struct suite *suite, const char *folder, const char *entry)
{
	char file[1024];
	struct verdict verdict;
	struct buf text;

	if (!read_entry(suite, folder, entry, &text, file))
		return;
	while (text.length > 0 && text.data[text.length - 1] == '\n')
		text.data[--text.length] = '\0';
	verdict_read(&verdict, text.data, text.length);
	suite_count(suite,
		    verdict.sound && verdict.accepted &&
			    (strcmp(verdict.printed.data, text.data) == 0 ||
			     strcmp(verdict.rule, "json/duplicate-key") == 0),
		    file, verdict.accepted ? verdict.printed.data : verdict.message);
	verdict_release(&verdict);
	buf_release(&text);
}

/* Files of numbers: one a line, # before what is said of them. */
static void run_numbers(struct suite *suite, const char *folder, const char *entry)
{
	bool refuse = has(entry, "(fail)") || has(entry, "(ext)") || has(entry, "hex") ||
		      has(entry, "literal");
	char file[1024], what[2048];
	struct buf text;
	char *line, *end;

	if (!has(entry, ".txt") || !read_entry(suite, folder, entry, &text, file))
		return;
	for (line = text.data; *line; line = end + (*end != '\0')) {
		end = line + strcspn(line, "\n");
		if (*line == '#' || line == end)
			continue;
		snprintf(what, sizeof(what), "%s: %.*s", file, (int)(end - line), line);
		judge(suite, what, line, (size_t)(end - line), refuse ? REFUSE : ACCEPT);
	}
	buf_release(&text);
}

int main(int argc, char **argv)
{
	struct suite suite;

	if (!suite_open(&suite, argc, argv, "yyjson-data"))
		return 0;
	suite_each(&suite, "test_yyjson", run_test);
	suite_each(&suite, "test_encoding", run_encoding);
	suite_each(&suite, "test_roundtrip", run_roundtrip);
	suite_each(&suite, "num", run_numbers);
	return suite_close(&suite);
}
