/* Which keywords a resource's $schema lets speak: the rest of resource.h. */
#include "shape/resource.h"

#include <stddef.h>
#include <string.h>

#include "base/err.h"
#include "json/node.h"
#include "shape/keyword.h"
#include "shape/uri.h"

#define VOCABULARY_ROOT "https://json-schema.org/draft/2020-12/vocab/"

static const struct {
	const char *name;
	enum vocabulary vocabulary;
} vocabularies[] = {
	{ "core", VOCABULARY_CORE },
	{ "applicator", VOCABULARY_APPLICATOR },
	{ "unevaluated", VOCABULARY_UNEVALUATED },
	{ "validation", VOCABULARY_VALIDATION },
	{ "meta-data", VOCABULARY_META_DATA },
	{ "format-annotation", VOCABULARY_FORMAT },
	{ "format-assertion", VOCABULARY_FORMAT_ASSERTION },
	{ "content", VOCABULARY_CONTENT },
};

/* Dialects that are known without looking at a meta-schema. */
static const struct {
	const char *uri;
	enum dialect dialect;
} dialects[] = {
	{ "https://json-schema.org/draft/2020-12/schema", DIALECT_2020 },
	{ "https://json-schema.org/draft/2019-09/schema", DIALECT_2019 },
	{ "http://json-schema.org/draft-07/schema", DIALECT_7 },
	{ "http://json-schema.org/draft-06/schema", DIALECT_7 },
	{ "https://json-schema.org/draft-07/schema", DIALECT_7 },
};

static unsigned find_vocabulary(const char *uri)
{
	size_t n = sizeof(VOCABULARY_ROOT) - 1;

	if (strncmp(uri, VOCABULARY_ROOT, n) != 0)
		return 0;
	for (size_t i = 0; i < sizeof(vocabularies) / sizeof(vocabularies[0]); i++)
		if (strcmp(uri + n, vocabularies[i].name) == 0)
			return vocabularies[i].vocabulary;
	return 0;
}

/* Reads $vocabulary of a meta-schema of the user's; without it, it is like the standard one. */
static bool read_vocabularies(
	struct resource *resource, const struct resource *meta, struct err *err)
{
	const struct node *list = node_member(meta->root, "$vocabulary");
	const struct node *item;

	if (!list || node_type(list) != NODE_OBJECT)
		return true;
	resource->vocabularies = VOCABULARY_CORE;
	for (item = node_child(list); item; item = node_next(item)) {
		unsigned found = find_vocabulary(node_key(item));

		if (!found && node_type(item) == NODE_TRUE)
			return err_set(err,
				"the vocabulary \"%s\", which \"%s\" requires, is not known here",
				node_key(item), meta->uri);
		resource->vocabularies |= found;
	}
	return true;
}

enum dialect dialect_find(const char *uri)
{
	size_t n = uri_without_fragment(uri);

	for (size_t i = 0; i < sizeof(dialects) / sizeof(dialects[0]); i++)
		if (strlen(dialects[i].uri) == n && memcmp(dialects[i].uri, uri, n) == 0)
			return dialects[i].dialect;
	return DIALECT_UNKNOWN;
}

/* What came before draft 6 has id for $id, and exclusiveMinimum for a boolean: it would be misread. */
static bool is_too_old(const char *uri)
{
	const char *rest = strstr(uri, "//json-schema.org/draft-0");

	return rest && rest - uri <= (ptrdiff_t)strlen("https:") &&
	       strchr("012345", rest[strlen("//json-schema.org/draft-0")]);
}

bool resource_read_dialect(struct schemas *schemas, struct resource *resource, struct err *err)
{
	const struct resource *meta;

	if (resource->dialect != DIALECT_UNKNOWN)
		return true;
	resource->dialect = DIALECT_2020;
	resource->vocabularies = VOCABULARY_STANDARD;
	if (!resource->schema && resource->parent) {
		if (!resource_read_dialect(schemas, resource->parent, err))
			return false;
		resource->dialect = resource->parent->dialect;
		resource->vocabularies = resource->parent->vocabularies;
	}
	if (!resource->schema)
		return true;
	resource->dialect = dialect_find(node_text(resource->schema));
	if (resource->dialect != DIALECT_UNKNOWN)
		return true;
	if (is_too_old(node_text(resource->schema)))
		return err_set(err, "this is older than draft 6, the oldest JSON Schema that is read here");
	resource->dialect = DIALECT_2020;
	meta = resource_find(schemas, node_text(resource->schema), err);
	if (meta && read_vocabularies(resource, meta, err))
		return true;
	resource->dialect = DIALECT_UNKNOWN;
	return false;
}
