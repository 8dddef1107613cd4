/* What can be told of a query without running it: a part of query.h. */
#include "query/query.h"

#include <string.h>

#include "query/op.h"

bool query_selects_all(const struct expression *query, size_t most, uint32_t *names, size_t *n)
{
	const struct op *path = op_of(query);

	if (path->kind != EXPR_PATH || !(path->flags & OP_CHILDREN) || path->count > most)
		return false;
	*n = path->count;
	memcpy(names, op_words(path), path->count * sizeof(*names));
	return true;
}

bool query_selects_member(const struct expression *query)
{
	const struct op *path = op_of(query);

	return path->kind == EXPR_PATH && path->flags & OP_NAMES;
}
