#include "shape/resource.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "json/names.h"
#include "json/node.h"
#include "json/pointer.h"
#include "json/reader.h"
#include "shape/keyword.h"
#include "shape/meta.h"
#include "shape/uri.h"
#include "text/regex.h"

/* Schemas inside schemas; the reader's own limit is lower. */
#define NESTING_MAX 2000

struct schemas *schemas_new(struct mem *mem, struct names *names)
{
	struct schemas *schemas = mem_zalloc(mem, sizeof(*schemas));

	schemas->mem = mem;
	schemas->names = names;
	schemas->uris = names_new();
	schemas->assert_format = true;
	return schemas;
}

void schemas_close(struct schemas *schemas)
{
	if (!schemas)
		return;
	for (struct regex_list *p = schemas->regexes; p; p = p->next)
		regex_close(p->regex);
	names_free(schemas->uris);
	free(schemas->by_uri);
	map_release(&schemas->roots);
	map_release(&schemas->subs);
	mem_release(&schemas->run_mem);
}

void schemas_set_loader(struct schemas *schemas, schemas_load load, void *context)
{
	schemas->load = load;
	schemas->load_context = context;
}

void schemas_set_format(struct schemas *schemas, bool assert_format)
{
	schemas->assert_format = assert_format;
}

/* The place for the resource with a URI. */
static struct resource **slot(struct schemas *schemas, const char *uri)
{
	size_t before = names_count(schemas->uris);
	uint32_t id = names_add(schemas->uris, uri, uri_without_fragment(uri));
	size_t cap = schemas->uris_cap;

	if (id > before) {
		schemas->by_uri =
			heap_grow(schemas->by_uri, &cap, id + 1, sizeof(*schemas->by_uri));
		schemas->uris_cap = cap;
		schemas->by_uri[id] = NULL;
	}
	return &schemas->by_uri[id];
}

static struct resource *lookup(const struct schemas *schemas, const char *uri)
{
	uint32_t id = names_find(schemas->uris, uri, uri_without_fragment(uri));

	return id == NAME_NONE ? NULL : schemas->by_uri[id];
}

static bool add_anchor(struct schemas *schemas, struct resource *resource,
	const struct node *schema, const char *name, bool dynamic, struct err *err)
{
	const struct anchor *other = resource_anchor(resource, name);
	struct anchor *anchor;

	if (other && other->node != schema)
		return err_set(
			err, "two schemas of %s have the anchor \"%s\"", resource->uri, name);
	anchor = mem_zalloc(schemas->mem, sizeof(*anchor));
	*anchor = (struct anchor){ name, schema, resource->anchors, dynamic };
	resource->anchors = anchor;
	return true;
}

static bool register_resource(struct schemas *schemas, struct resource *resource, struct err *err)
{
	struct resource **place = slot(schemas, resource->uri);

	if (*place && (*place)->root != resource->root)
		return err_set(err, "two schemas have the URI \"%s\"", resource->uri);
	*place = resource;
	*map_put(&schemas->roots, resource->root) = resource;
	return true;
}

/* A resource for a schema that has an $id, or is the root of a document. */
static struct resource *new_resource(struct schemas *schemas, const char *base, const char *file,
	const struct node *root, struct resource *parent)
{
	const struct node *id = node_member(root, "$id");
	const struct node *schema = node_member(root, "$schema");
	struct resource *resource = mem_zalloc(schemas->mem, sizeof(*resource));

	if (id && node_type(id) == NODE_STRING && node_text(id)[0] != '#')
		base = uri_resolve(schemas->mem, base, node_text(id));
	resource->uri = mem_text(schemas->mem, base, uri_without_fragment(base));
	resource->file = file;
	resource->root = root;
	resource->parent = parent;
	if (schema && node_type(schema) == NODE_STRING)
		resource->schema = schema;
	return resource;
}

static bool walk(struct schemas *schemas, struct resource *resource, const struct node *schema,
	unsigned depth, struct err *err);

static bool walk_children(struct schemas *schemas, struct resource *resource,
	const struct node *value, unsigned depth, struct err *err)
{
	const struct node *child;

	for (child = node_child(value); child; child = node_next(child))
		if (!walk(schemas, resource, child, depth, err))
			return false;
	return true;
}

/* Goes into the schemas that a keyword's value holds. */
static bool walk_keyword(struct schemas *schemas, struct resource *resource, enum keyword keyword,
	const struct node *value, unsigned depth, struct err *err)
{
	enum node_type type = node_type(value);

	switch (keywords[keyword].holds) {
	case HOLDS_ONE:
		return walk(schemas, resource, value, depth, err);
	case HOLDS_ARRAY:
		return type != NODE_ARRAY || walk_children(schemas, resource, value, depth, err);
	case HOLDS_MAP:
		return type != NODE_OBJECT || walk_children(schemas, resource, value, depth, err);
	case HOLDS_EITHER:
		if (type == NODE_ARRAY || (type == NODE_OBJECT && keyword == KEYWORD_DEPENDENCIES))
			return walk_children(schemas, resource, value, depth, err);
		return walk(schemas, resource, value, depth, err);
	default:
		return true;
	}
}

/* The names of the members whose schemas are marked become secret in the names table at once. */
static void mark_secret(
	struct schemas *schemas, const struct node *schema, const struct node *value)
{
	const struct node *map = schema->parent;

	if (node_type(value) != NODE_TRUE || !schema->item.string || !map || !map->item.string ||
		strcmp(node_key(map), "properties") != 0)
		return;
	names_set_secret(schemas->names,
		names_add(schemas->names, node_key(schema), schema->key_length));
}

/* Finds the embedded resources and the anchors of a schema and of those in it. */
static bool walk(struct schemas *schemas, struct resource *resource, const struct node *schema,
	unsigned depth, struct err *err)
{
	const struct node *child;
	const char *id;

	if (node_type(schema) != NODE_OBJECT)
		return true;
	if (depth > NESTING_MAX)
		return err_set(err, "schemas are nested more than %d levels deep", NESTING_MAX);
	id = node_member_string(schema, "$id");
	if (id && id[0] == '#' && !add_anchor(schemas, resource, schema, id + 1, false, err))
		return false;
	if (id && id[0] != '#' && schema != resource->root) {
		resource = new_resource(schemas, resource->uri, resource->file, schema, resource);
		if (!register_resource(schemas, resource, err))
			return false;
	}
	for (child = node_child(schema); child; child = node_next(child)) {
		enum keyword keyword = keyword_find(node_key(child));
		bool dynamic = keyword == KEYWORD_DYNAMIC_ANCHOR;

		if (keyword == KEYWORD_COUNT)
			continue;
		if (keyword == KEYWORD_X_SECRET)
			mark_secret(schemas, schema, child);
		if ((keyword == KEYWORD_ANCHOR || dynamic) && node_type(child) == NODE_STRING &&
			!add_anchor(schemas, resource, schema, node_text(child), dynamic, err))
			return false;
		if (!walk_keyword(schemas, resource, keyword, child, depth + 1, err))
			return false;
	}
	return true;
}

bool schemas_add(struct schemas *schemas, const char *uri, const char *file,
	const struct node *root, struct err *err)
{
	struct resource *resource = new_resource(schemas, uri, file, root, NULL);
	struct resource **retrieval = slot(schemas, uri);

	if (!*retrieval)
		*retrieval = resource;
	else if ((*retrieval)->root != root)
		return err_set(err, "two schemas have the URI \"%s\"", uri);
	else
		return true;
	return register_resource(schemas, resource, err) && walk(schemas, resource, root, 0, err);
}

/* Reads one of the meta-schemas, if the URI is one's. */
static bool add_meta(struct schemas *schemas, const char *uri, struct err *err)
{
	const char *text = meta_find(uri);
	const struct reader reader = { .names = schemas->names };
	const struct node *root;

	if (!text)
		return false;
	root = reader_read(&reader, text, strlen(text), schemas->mem);
	return root && schemas_add(schemas, uri, "<meta-schema>", root, err);
}

static bool load(struct schemas *schemas, const char *uri, struct err *err)
{
	const char *file = uri;
	const struct node *root;

	if (!schemas->load)
		return false;
	root = schemas->load(schemas->load_context, uri, &file, err);
	return root && schemas_add(schemas, uri, file, root, err);
}

struct resource *resource_find(struct schemas *schemas, const char *uri, struct err *err)
{
	struct resource *resource = lookup(schemas, uri);
	const char *bare;

	if (resource)
		return resource;
	bare = mem_text(schemas->mem, uri, uri_without_fragment(uri));
	if (!add_meta(schemas, bare, err) && !load(schemas, bare, err)) {
		err_set(err, "there is no schema with the URI \"%s\"", bare);
		return NULL;
	}
	return lookup(schemas, bare);
}

struct resource *resource_of(const struct schemas *schemas, const struct node *node)
{
	struct resource *resource = NULL;

	for (; node && !resource; node = node->parent)
		resource = map_get(&schemas->roots, node);
	return resource;
}

const struct anchor *resource_anchor(const struct resource *resource, const char *name)
{
	for (const struct anchor *anchor = resource->anchors; anchor; anchor = anchor->next)
		if (strcmp(anchor->name, name) == 0)
			return anchor;
	return NULL;
}

const struct node *resource_resolve(struct schemas *schemas, const struct resource *from,
	const char *reference, struct resource **resource, struct err *err)
{
	const char *uri = uri_resolve(schemas->mem, from->uri, reference);
	const char *fragment = uri + uri_without_fragment(uri);
	const struct resource *found = resource_find(schemas, uri, err);
	const struct anchor *anchor;
	const struct node *node;
	struct err why = { 0 };
	size_t n;

	if (!found)
		return NULL;
	fragment += *fragment == '#';
	n = strlen(fragment);
	fragment = uri_decode(schemas->mem, fragment, &n);
	if (n == 0 || fragment[0] == '/') {
		node = pointer_find(found->root, fragment, n, &why);
		if (!node)
			err_set(err, "\"%s\" leads nowhere: %s", uri, why.text);
	} else {
		anchor = resource_anchor(found, fragment);
		node = anchor ? anchor->node : NULL;
		if (!node)
			err_set(err, "\"%s\" has no anchor \"%s\"", found->uri, fragment);
	}
	if (node)
		*resource = resource_of(schemas, node);
	return node;
}
