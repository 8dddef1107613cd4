/* JSON pointers: what each leads to, or where in it the fault is. */
#include "base/err.h"
#include "suite.h"
#include "verdict.h"
#include "json/pointer.h"

/* The pointer that a URI fragment spells, its percent signs undone. */
static size_t undo_fragment(const char *fragment, char *out)
{
	char *start = out;

	for (const char *p = fragment + 1; *p; p++) {
		char byte[3];

		if (*p != '%') {
			*out++ = *p;
			continue;
		}
		memcpy(byte, p + 1, 2);
		byte[2] = '\0';
		*out++ = (char)strtoul(byte, NULL, 16);
		p += 2;
	}
	return (size_t)(out - start);
}

static bool leads_right(const struct node *test, const char *pointer, size_t n, char why[1200])
{
	const struct node *expected = node_member(test, "expected");
	const struct node *at = node_member(test, "error_pos");
	const char *error = node_member_string(test, "error");
	struct err err = { 0 };
	const struct node *found = pointer_find(node_member(test, "doc"), pointer, n, &err);

	snprintf(why, 1200, "\"%s\": %s", pointer, found ? "leads elsewhere" : err.text);
	if (!error)
		return found && expected && node_equal(found, expected);
	if (found || !err.set)
		return false;
	if (at && (size_t)at->item.valuedouble != err.at)
		return false;
	return (err.length > 0) == (strcmp(error, "syntax") == 0) &&
	       pointer_is_valid(pointer, n) == (err.length == 0);
}

static void run_case(struct suite *suite, const struct node *test)
{
	const struct node *pointer = node_member(test, "pointer");
	const char *fragment = node_member_string(test, "fragment");
	char why[1200], undone[1024];

	suite_count(suite, leads_right(test, node_text(pointer), pointer->length, why),
		    node_member_string(test, "comment"), why);
	if (!fragment)
		return;
	if (undo_fragment(fragment, undone) != pointer->length ||
	    memcmp(undone, node_text(pointer), pointer->length) != 0)
		suite_count(suite, false, fragment, "spells another pointer");
}

int main(int argc, char **argv)
{
	struct suite suite;
	struct reader reader = { 0 };
	struct mem mem = { 0 };
	struct node *tests, *test;
	struct buf text;

	if (!suite_open(&suite, argc, argv, "json-pointer"))
		return 0;
	suite_read(&suite, "json-pointer.json", &text);
	tests = reader_read(&reader, text.data, text.length, &mem);
	if (!tests)
		suite_count(&suite, false, "json-pointer.json", "cannot be read");
	for (test = tests ? node_child(tests) : NULL; test; test = node_next(test))
		run_case(&suite, test);
	mem_release(&mem);
	buf_release(&text);
	return suite_close(&suite);
}
