/* Lists are validated element by element as they are read, and what is said of them is the same. */
#include "lint/shaped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "json/node.h"
#include "json/reader.h"
#include "lint/lint.h"
#include "pack/pack.h"
#include "report/report.h"
#include "shape/shape.h"

#define DEFS \
	"\"$defs\":{\"cni\":{\"type\":\"object\",\"properties\":{\"mtu\":{\"type\":\"integer\",\"maximum\":9}," \
	"\"ends\":{\"items\":{\"type\":\"string\"},\"minItems\":2}},\"required\":[\"mtu\"]}," \
	"\"cnis\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/cni\"},\"minItems\":2,\"maxItems\":4}," \
	"\"page\":{\"type\":\"object\",\"properties\":{\"items\":{\"$ref\":\"#/$defs/cnis\"}," \
	"\"next\":{\"type\":\"integer\"}},\"required\":[\"next\"],\"additionalProperties\":false}}"

static const char *const schemas[] = {
	[0] = "{\"$ref\":\"#/$defs/cnis\"," DEFS "}",
	[1] = "{\"$ref\":\"#/$defs/page\"," DEFS "}",
	[2] = "{\"properties\":{\"result\":{\"$ref\":\"#/$defs/page\"}}," DEFS "}",
	[3] = "{\"items\":{\"$ref\":\"#/$defs/cni\"},\"uniqueItems\":true," DEFS "}",
	[4] = "{\"allOf\":[{\"$ref\":\"#/$defs/cnis\"},{\"items\":{\"title\":\"x\"}}]," DEFS "}",
	[5] = "{\"prefixItems\":[{\"type\":\"string\"}],\"items\":{\"$ref\":\"#/$defs/cni\"}," DEFS "}",
	[6] = "{\"contains\":{\"type\":\"string\"},\"items\":{\"type\":[\"object\",\"string\"]}}",
	[7] = "{\"properties\":{\"items\":{\"$ref\":\"#/$defs/cnis\"}},\"patternProperties\":{\"t\":{\"minItems\":3}}," DEFS "}",
	[8] = "{\"properties\":{\"items\":{\"items\":false}}}",
	[9] = "{\"properties\":{\"items\":{\"items\":{\"$ref\":\"#/$defs/cni\"}}},\"unevaluatedProperties\":false," DEFS "}",
	[10] = "{\"type\":\"object\",\"items\":{\"$ref\":\"#/$defs/cni\"}," DEFS "}",
	[11] = "true",
	[12] = "{\"additionalProperties\":{\"items\":{\"$ref\":\"#/$defs/cni\"}}," DEFS "}",
	[13] = "{\"$id\":\"test:outer\",\"$dynamicAnchor\":\"node\",\"items\":{\"$ref\":\"test:inner\"},\"maxLength\":3,"
	       "\"$defs\":{\"in\":{\"$id\":\"test:inner\",\"$dynamicAnchor\":\"node\",\"type\":[\"array\",\"string\"],"
	       "\"items\":{\"$dynamicRef\":\"#node\"}}}}",
};

static const struct {
	size_t schema;
	const char *value;
	bool apart; /* the elements of the first list are checked as they are read */
} rows[] = {
	{ 0, "[{\"mtu\":1},{\"mtu\":10},{\"mtv\":1}]", true },
	{ 0, "[{\"mtu\":1},7,null,[]]", true },
	{ 0, "[{\"mtu\":10}]", true },
	{ 0, "[{\"mtu\":1},{\"mtu\":1},{\"mtu\":\"1\"},{\"mtu\":1},{}]", true },
	{ 0, "[{\"mtu\":1,\"ends\":[\"a\"]},{\"mtu\":1,\"ends\":[\"a\",1,{}]},{\"mtu\":1,\"ends\":{},\"mtu\":2}]", true },
	{ 0, "[{\"mtu\":10},{\"mtu\":10},]", true },
	{ 0, "[{\"mtu\":10},{\"mtu\":10}", true },
	{ 0, "[]", true },
	{ 0, "{\"items\":[1]}", false },
	{ 1, "{\"items\":[{\"mtu\":10},{\"mto\":1}],\"next\":1}", true },
	{ 1, "{\"items\":[{\"mtu\":10},{\"mto\":1}],\"nxt\":1,\"itms\":[1]}", true },
	{ 1, "{\"items\":[{\"mtu\":10},{\"mto\":1}],\"next\":1,\"items\":[{\"mtu\":11}]}", true },
	{ 1, "{\"items\":[7,[8],\"x\"],\"next\":1}", true },
	{ 1, "{\"items\":[{\"mtu\":10}],\"next\":1,\"items\":7}", true },
	{ 1, "{\"items\":[{\"mtu\":10}],\"next\":1,\"items\":[]}", true },
	{ 1, "{\"other\":[{\"mtu\":10}],\"next\":1}", false },
	{ 1, "[{\"items\":[1]}]", false },
	{ 2, "{\"result\":{\"items\":[{\"mtu\":10},{\"mto\":1}],\"next\":1}}", true },
	{ 2, "{\"result\":{\"items\":[{\"mtu\":10},{\"mto\":1}],\"next\":1},\"result\":{\"items\":[7]}}", true },
	{ 2, "{\"result\":{\"items\":[{\"mtu\":10}]},\"more\":[1,{\"a\":[2]}]}", true },
	{ 3, "[{\"mtu\":10},{\"mtu\":10}]", false },
	{ 4, "[{\"mtu\":10},{\"mtu\":10}]", false },
	{ 5, "[{\"mtu\":10},{\"mtu\":10}]", false },
	{ 6, "[{\"mtu\":10},{\"mtu\":10},1]", false },
	{ 7, "{\"items\":[{\"mtu\":10}]}", false },
	{ 8, "{\"items\":[{\"mtu\":10}]}", false },
	{ 9, "{\"items\":[{\"mtu\":10}],\"b\":1}", false },
	{ 10, "[{\"mtu\":10}]", false },
	{ 11, "[{\"mtu\":10}]", false },
	{ 12, "{\"items\":[{\"mtu\":10}]}", false },
	{ 13, "[\"abc\",[\"abc\",\"abcd\",[\"abcd\",[\"abcd\",1]],1],1,{}]", true },
};

static struct packs packs;
static struct mem mem;

static int open_packs(void **state)
{
	(void)state;
	packs_init(&packs);
	return 0;
}

static int close_packs(void **state)
{
	(void)state;
	packs_release(&packs);
	mem_release(&mem);
	return 0;
}

static struct shape *compile(size_t number)
{
	static struct shape *shapes[sizeof(schemas) / sizeof(schemas[0])];
	const struct reader reader = { .names = packs.names };
	const char *schema = schemas[number], *uri = mem_printf(&mem, "test:schema-%zu", number);
	const struct node *root = reader_read(&reader, schema, strlen(schema), &mem);
	struct err err = { 0 };
	struct shape *shape = shapes[number];

	assert_non_null(root);
	if (shape)
		return shape;
	if (!schemas_add(packs.schemas, uri, "schema.json", root, &err))
		fail_msg("%s", err.text);
	shape = shape_compile(packs.schemas, uri, NULL, NULL, &err);
	if (!shape)
		fail_msg("%s: %s", schema, err.text);
	return shapes[number] = shape;
}

/* The report on a text, of which all that has more than small bytes is read in pieces. */
static size_t report_on(const char *text, struct shape *shape, size_t small, size_t most,
	struct buf *out)
{
	const struct lint_options options = { .shape = shape, .small_file = small };
	const struct report_options report = { .version = "0" };
	struct findings findings;
	struct lint lint;
	struct err err = { 0 };
	size_t n;

	findings_init(&findings);
	findings.most = most;
	lint_init(&lint, &packs, &options, &findings);
	lint_text(&lint, "a.json", text, strlen(text));
	assert_true(lint_finish(&lint, &err));
	findings_sort(&findings);
	report_json(&findings, &report, out);
	n = findings.count + findings.summary.unkept;
	lint_release(&lint);
	findings_release(&findings);
	return n;
}

static const struct node *find_list(const struct node *node)
{
	while (node && node_type(node) == NODE_OBJECT)
		node = node_child(node);
	return node && node_type(node) == NODE_ARRAY ? node : NULL;
}

static void pieces_say_what_the_whole_says(void **state)
{
	size_t nfindings = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shape *shape = compile(rows[i].schema);
		struct buf whole, pieces;

		buf_init(&whole);
		buf_init(&pieces);
		nfindings += report_on(rows[i].value, shape, SIZE_MAX / 2, 0, &whole);
		report_on(rows[i].value, shape, 1, 0, &pieces);
		if (strcmp(whole.data, pieces.data) != 0)
			print_error("of %s with %s\n", rows[i].value, schemas[rows[i].schema]);
		assert_string_equal(whole.data, pieces.data);
		buf_release(&whole);
		buf_release(&pieces);
	}
	assert_true(nfindings > 60);
}

static void lists_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct reader reader = { .names = packs.names };
		struct shape *shape = compile(rows[i].schema);
		const char *value = rows[i].value;
		const struct node *list = find_list(reader_read(&reader, value, strlen(value), &mem));

		if (list && shape_has_elements(shape, list) != rows[i].apart)
			fail_msg("%s with %s", value, schemas[rows[i].schema]);
	}
}

/* Beyond the most that are kept, what is wrong with elements is counted. */
static void findings_are_bounded(void **state)
{
	struct shape *shape = compile(0);
	struct buf text, out;

	(void)state;
	buf_init(&text);
	buf_init(&out);
	buf_putc(&text, '[');
	for (size_t i = 0; i < 1000; i++)
		buf_puts(&text, "{\"mtu\":10},");
	buf_puts(&text, "{\"mtu\":1}]");
	assert_int_equal(report_on(text.data, shape, 1, 10, &out), 1001);
	assert_non_null(strstr(out.data, "\"errors\":1001"));
	buf_release(&text);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_say_what_the_whole_says),
		cmocka_unit_test(lists_are_told_apart),
		cmocka_unit_test(findings_are_bounded),
	};

	return cmocka_run_group_tests(tests, open_packs, close_packs);
}
