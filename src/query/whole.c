/* What can be told of a query without running it: a part of query.h. */
#include "query/query.h"

#include "query/expr.h"

static bool selects_one_name(const struct segment *segment)
{
	return !segment->descendant && segment->count == 1 &&
	       segment->selectors[0].kind == SELECT_NAME;
}

static bool selects_all(const struct segment *segment)
{
	return !segment->descendant && segment->count == 1 &&
	       segment->selectors[0].kind == SELECT_WILDCARD;
}

bool query_selects_all(const struct expression *query, size_t most, uint32_t *names, size_t *n)
{
	const struct path *path = &query->expr->path;

	if (query->expr->kind != EXPR_PATH || !path->segments || path->count == 0 ||
	    path->count - 1 > most || !selects_all(&path->segments[path->count - 1]))
		return false;
	*n = path->count - 1;
	for (size_t i = 0; i < *n; i++) {
		if (!selects_one_name(&path->segments[i]))
			return false;
		names[i] = path->segments[i].selectors[0].name;
	}
	return true;
}
