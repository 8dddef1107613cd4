/*
 * The JSONPath compliance test suite: jsonpath-cts/cts.json in the folder of the suites.
 * Values, normalized paths, and what has to be refused.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "json/node.h"
#include "json/reader.h"
#include "query/query.h"

struct suite {
	struct mem *mem;
	struct names *names;
	size_t passed, failed;
};

static bool read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	char bytes[65536];
	size_t n;

	if (!file)
		return false;
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		buf_add(out, bytes, n);
	fclose(file);
	return true;
}

/* Whether an array of values, or of normalized paths, is what was selected. */
static bool is_selection(const struct node *expected, bool paths, const struct node *const *nodes,
	size_t n)
{
	const struct node *next = node_child(expected);
	bool same = expected->length == n;

	for (size_t i = 0; same && i < n; i++) {
		if (paths) {
			struct buf path;

			buf_init(&path);
			query_print_path(&path, nodes[i]);
			same = strcmp(path.data, node_text(next)) == 0;
			buf_release(&path);
		} else {
			same = node_equal(next, nodes[i]);
		}
		next = node_next(next);
	}
	return same;
}

/* The member one has what is expected; or all one of the arrays in the member any. */
static bool is_expected(const struct node *test, const char *one, const char *any, bool paths,
	const struct node *const *nodes, size_t n)
{
	const struct node *only = node_member(test, one);
	const struct node *several = node_member(test, any);

	if (only)
		return is_selection(only, paths, nodes, n);
	if (!several)
		return true;
	for (const struct node *each = node_child(several); each; each = node_next(each))
		if (is_selection(each, paths, nodes, n))
			return true;
	return false;
}

/* A copy of the document as a tree of its own, whose root is what $ is. */
static struct node *copy_document(struct suite *suite, const struct node *document)
{
	struct reader reader = { .names = suite->names };
	struct buf text;
	struct node *copy;

	buf_init(&text);
	node_print(&text, document);
	copy = reader_read(&reader, mem_text(suite->mem, text.data, text.length), text.length,
		suite->mem);
	buf_release(&text);
	return copy;
}

static const char *evaluate(struct suite *suite, const struct node *test,
	struct query_space *space, const struct expression *query)
{
	const struct node *document = copy_document(suite, node_member(test, "document"));
	struct query_run *run = query_run_new(space);
	const struct node *const *nodes;
	const char *why = NULL;
	size_t n;

	query_run_begin(run, document);
	n = expression_nodes(run, query, document, &nodes);
	if (!is_expected(test, "result", "results", false, nodes, n))
		why = "selects other values";
	else if (!is_expected(test, "result_paths", "results_paths", true, nodes, n))
		why = "gives other paths";
	query_run_free(run);
	return why;
}

/* What is wrong, or NULL. */
static const char *check(struct suite *suite, const struct node *test, struct err *err)
{
	const struct node *selector = node_member(test, "selector");
	const struct node *invalid = node_member(test, "invalid_selector");
	struct query_space *space = query_space_new(suite->mem, suite->names, NULL);
	struct expression *query = query_parse(space, node_text(selector), selector->length, err);

	if (invalid && node_type(invalid) == NODE_TRUE)
		return query ? "is taken, and should be refused" : NULL;
	if (!query)
		return "is refused";
	return evaluate(suite, test, space, query);
}

static void run_tests(struct suite *suite, const struct node *root)
{
	const struct node *tests = node_member(root, "tests");

	for (const struct node *test = node_child(tests); test; test = node_next(test)) {
		struct err err = { 0 };
		const char *why = check(suite, test, &err);

		suite->passed += !why;
		suite->failed += why != NULL;
		if (why)
			printf("%s: %s %s%s%s\n", node_member_string(test, "name"),
				node_member_string(test, "selector"), why, err.set ? ": " : "",
				err.text);
	}
}

int main(int argc, char **argv)
{
	struct mem mem = { 0 };
	struct suite suite = { .mem = &mem };
	struct reader reader = { 0 };
	struct node *root;
	struct buf path, text;

	buf_init(&path);
	buf_init(&text);
	buf_printf(&path, "%s/jsonpath-cts/cts.json", argc > 1 ? argv[1] : ".");
	if (!read_file(path.data, &text)) {
		printf("jsonpath-cts is not here: there is no %s\n", path.data);
		return 0;
	}
	suite.names = names_new();
	root = reader_read(&reader, text.data, text.length, &mem);
	if (root)
		run_tests(&suite, root);
	else
		suite.failed++;
	printf("jsonpath-cts: %zu passed, %zu failed, 0 skipped\n", suite.passed, suite.failed);
	names_free(suite.names);
	mem_release(&mem);
	buf_release(&path);
	buf_release(&text);
	return suite.failed > 0;
}
