/* What can be told of a query without running it: a part of query.h. */
#include "query/query.h"

#include "query/op.h"

/* Reads a segment of one selector; false if it is another one. */
static bool read_one(const uint32_t **words, struct op_selector *selector)
{
	if (**words != 1u << SEGMENT_COUNT_SHIFT)
		return false;
	*words = op_read_selector(*words + 1, selector);
	return true;
}

bool query_selects_all(const struct expression *query, size_t most, uint32_t *names, size_t *n)
{
	const struct op *path = op_of(query);
	const uint32_t *words = op_words(path);
	struct op_selector selector;

	if (path->kind != EXPR_PATH || path->flags & OP_NAMES || path->count == 0 ||
	    path->count - 1 > most)
		return false;
	*n = path->count - 1;
	for (size_t i = 0; i < *n; i++) {
		if (!read_one(&words, &selector) || selector.kind != SELECT_NAME)
			return false;
		names[i] = selector.name;
	}
	return read_one(&words, &selector) && selector.kind == SELECT_WILDCARD;
}
