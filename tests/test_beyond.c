/* What expressions look at of a list whose elements are forgotten but for the first two. */
#include "query/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "json/names.h"

/* Of the lists $.items and $.result.items. */
static const struct {
	const char *text;
	bool items, result;
} rows[] = {
	{ "@.peer && @.site", false, false },
	{ "@.items", false, false },
	{ "!@.items && $.result.items", false, false },
	{ "@.items[0]", false, false },
	{ "@.items[0].peers[*]", false, false },
	{ "@.items[0,1][\"a\",\"b\"]", false, false },
	{ "@.items[2]", true, false },
	{ "@.items[-1]", true, false },
	{ "@.items[0:1]", true, false },
	{ "@.items[*]", true, false },
	{ "@.items[*].id", true, false },
	{ "$.items.*", true, false },
	{ "@.items[?@.id == 1]", true, false },
	{ "@.items..id", true, false },
	{ "@..id", true, true },
	{ "@.result", false, false },
	{ "@.result.*", false, false },
	{ "@.result.*[0]", false, false },
	{ "@.result.*.*", false, true },
	{ "@.result..id", false, true },
	{ "@.result.items.id", false, false },
	{ "@.result.items[0] && @.items[3]", true, false },
	{ "@.result.next[*].items[*]", false, false },
	{ "@.*", false, false },
	{ "@.*.*", true, false },
	{ "@.*.*.*", true, true },
	{ "@[\"items\",\"next\"]", false, false },
	{ "@[\"items\",\"next\"][*]", true, false },
	{ "@[\"items\",\"next\"][1]", false, false },
	{ "@[?@[5]]", true, true },
	{ "@.next[?@[5]]", false, false },
	{ "@.next[?$.items[5] == 1]", true, false },
	{ "@.items[0][?@.x == $.result.items[7]]", false, true },
	{ "count(@.*) <= 3", false, false },
	{ "count(@.items) == 1", false, false },
	{ "count(@.items[*]) == 0", true, false },
	{ "count(@.items[0][\"a\",\"b\"]) >= 2", false, false },
	{ "type_of(@.items) == \"array\"", false, false },
	{ "misspelt(@, \"items\")", false, false },
	{ "length(@.items) > 3", true, false },
	{ "length(@) > 3", true, true },
	{ "length(@.name) > 3", false, false },
	{ "match(@.items[0].type, \"x\")", false, false },
	{ "distinct(@.items[*].id)", true, false },
	{ "@.items == null", false, false },
	{ "null != @.items", false, false },
	{ "@.items == @.next", true, false },
	{ "@.result == @.next", false, true },
	{ "@ == 1", false, false },
	{ "@.next == 1 || (@.a && @.items[9])", true, false },
	{ "value(@.items)", true, false },
	{ "1", false, false },
};

static void lists_are_looked_into(void **state)
{
	struct mem mem = { 0 };
	struct names *names = names_new();
	struct query_space *space = query_space_new(&mem, names, NULL);
	uint32_t items = names_add(names, "items", 5), result = names_add(names, "result", 6);
	const uint32_t both[] = { result, items };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		const struct expression *expression =
			expression_parse(space, rows[i].text, strlen(rows[i].text), &err);

		if (!expression)
			fail_msg("%s: %s", rows[i].text, err.text);
		if (query_looks_beyond(expression, &items, 1) != rows[i].items ||
		    query_looks_beyond(expression, both, 2) != rows[i].result)
			fail_msg("%s", rows[i].text);
	}
	names_free(names);
	mem_release(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_looked_into),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
