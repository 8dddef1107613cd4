/*
 * Markus Kuhn's stress test of UTF-8 decoders: what is invalid is reported at its
 * first bad byte.
 */
#include "suite.h"
#include "text/utf8.h"
#include "verdict.h"

static size_t read_hex(const char *hex, size_t n, char *out)
{
	for (size_t i = 0; i + 1 < n; i += 2) {
		char byte[3] = { hex[i], hex[i + 1], '\0' };

		*out++ = (char)strtoul(byte, NULL, 16);
	}
	return n / 2;
}

/* A raw control character is UTF-8, and not allowed in a string all the same. */
static bool holds_control(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)bytes[i] < 0x20)
			return true;
	return false;
}

static void run_case(struct suite *suite, char *id, bool valid, const char *hex, size_t nhex)
{
	char text[4096] = "[\"";
	size_t n = read_hex(hex, nhex, text + 2), bad = 2 + utf8_valid(text + 2, n);
	struct verdict verdict;

	if (valid && holds_control(text + 2, n))
		valid = false;
	memcpy(text + 2 + n, "\"]", 2);
	verdict_read(&verdict, text, n + 4);
	if (verdict.accepted != valid || !verdict.sound)
		suite_count(suite, false, id, valid ? verdict.message : "was read");
	else
		suite_count(suite,
			    valid || holds_control(text + 2, n) ||
				    (verdict.start == bad &&
				     strcmp(verdict.rule, "json/encoding") == 0),
			    id, "is reported at another byte");
	verdict_release(&verdict);
}

int main(int argc, char **argv)
{
	struct suite suite;
	struct buf table;
	char *line, *next;

	if (!suite_open(&suite, argc, argv, "utf8-kuhn"))
		return 0;
	if (!suite_read(&suite, "utf8-cases.tsv", &table))
		suite_count(&suite, false, "utf8-cases.tsv", "cannot be read");
	for (line = table.data; *line; line = next) {
		char *verdict, *hex;

		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		verdict = strchr(line, '\t');
		hex = verdict ? strchr(verdict + 1, '\t') : NULL;
		if (*line == '#' || !hex)
			continue;
		*verdict++ = '\0';
		run_case(&suite, line, strncmp(verdict, "valid", 5) == 0, hex + 1,
			 strcspn(hex + 1, "\t\r"));
	}
	buf_release(&table);
	return suite_close(&suite);
}
