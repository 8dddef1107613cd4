/*
 * A JSONPath, then a document. The normalized path of every node that is
 * selected must be a query that selects this node alone.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "query/query.h"

static const char default_document[] =
	"{\"a\":[{\"b\":1,\"c\":\"x\"},{\"b\":2.5e1,\"\\u0000'\\\"\":null},[[true],[]]],\"b\":{\"a\":false}}";

static void check_path(struct query_space *space, struct names *names, struct node *document,
	const struct node *node)
{
	const struct node *const *nodes;
	struct expression *again;
	struct err err = { 0 };
	struct query_run *run;
	struct buf path;

	buf_init(&path);
	query_print_path(&path, node);
	again = query_parse(space, path.data, path.length, &err);
	PROMISE(again);
	node_rename(document, names);
	run = query_run_new(space);
	query_run_begin(run, document);
	PROMISE(expression_nodes(run, again, document, &nodes) == 1 && nodes[0] == node);
	query_run_free(run);
	buf_release(&path);
}

/* The first and the last node that a query selects are those that their paths lead to. */
static void check_selection(struct query_space *space, struct names *names,
	const struct expression *query, struct node *document)
{
	struct query_run *run = query_run_new(space);
	const struct node *first = NULL, *last = NULL;
	const struct node *const *nodes;
	size_t n;

	query_run_begin(run, document);
	n = expression_nodes(run, query, document, &nodes);
	if (n > 0) {
		first = nodes[0];
		last = nodes[n - 1];
	}
	PROMISE(expression_first(run, query, document) == first || query_run_exceeded(run));
	query_run_free(run);
	if (n > 0) {
		check_path(space, names, document, first);
		check_path(space, names, document, last);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part input = { (const char *)data, size };
	struct part path, document;
	struct mem mem = { 0 };
	struct err err = { 0 };
	struct names *names;
	struct query_space *space;
	struct expression *query;
	struct node *root;
	char *copy;

	if (size > FUZZ_MOST)
		return 0;
	path = fuzz_part(&input);
	document = input.length > 0 ? input :
		(struct part){ default_document, sizeof(default_document) - 1 };
	names = names_new();
	space = query_space_new(&mem, names, NULL);
	path.text = copy = fuzz_copy(path);
	query = query_parse(space, path.text, path.length, &err);
	PROMISE(query || (err.set && err.text[0] && err.at + err.length <= path.length));
	PROMISE(!query || expression_type(query) == EXPRESSION_NODES);
	root = query ? fuzz_read(document, names, &mem) : NULL;
	if (root)
		check_selection(space, names, query, root);
	names_free(names);
	free(copy);
	mem_release(&mem);
	return 0;
}
