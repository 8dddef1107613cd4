#include "pack/pack.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "json/excerpt.h"
#include "json/names.h"
#include "json/node.h"
#include "json/pointer.h"
#include "json/reader.h"
#include "pack/builtin.h"
#include "pack/folder.h"
#include "pack/frozen.h"
#include "pack/rule.h"
#include "query/image.h"
#include "query/query.h"
#include "shape/freeze_shape.h"
#include "shape/shape.h"
#include "text/similar.h"

/* Things wrong in files of the user's that are said: who has more begins with these. */
#define PROBLEMS_MAX 100

/* Bytes that the kinds, and shape and rules of the one that has the most, need. */
#define PACKS_MEM 24576

/* Reads the text of a file of the program; a broken one is a mistake in the build. */
static const struct node *read_builtin(struct packs *packs, const char *text, size_t n)
{
	const struct reader reader = { .names = packs->names, .trusted = true };

	return reader_read(&reader, text, n, &packs->mem);
}

const char *pack_shape_path(struct mem *mem, const char *uri)
{
	size_t n = strlen(PACK_SHAPES);
	const char *below, *slash;

	if (strncmp(uri, PACK_SHAPES, n) != 0)
		return NULL;
	below = uri + n;
	slash = strchr(below, '/');
	return slash ? mem_printf(mem, "%.*s/shapes%s", (int)(slash - below), below, slash) : NULL;
}

/* The shapes of built-in packs, by their URI. */
static const struct node *load_schema(void *context, const char *uri, const char **file,
	struct err *err)
{
	struct packs *packs = context;
	const char *path = pack_shape_path(&packs->mem, uri);
	const struct builtin_file *found = path ? builtin_find(path) : NULL;

	if (!found) {
		err_set(err, "there is no shape %s", uri);
		return NULL;
	}
	*file = found->path;
	return read_builtin(packs, builtin_text(found), found->length);
}

void packs_init(struct packs *packs)
{
	*packs = (struct packs){ 0 };
	mem_reserve(&packs->mem, PACKS_MEM);
	packs->names = names_open_image(&builtin_names);
	packs->registry = registry_open_image(&packs->mem, &builtin_registries);
	packs->space = query_space_new(&packs->mem, packs->names, packs->registry);
	query_space_open(packs->space, &builtin_expressions);
	packs->schemas = schemas_new(&packs->mem, packs->names);
	schemas_set_loader(packs->schemas, load_schema, packs);
	findings_init(&packs->problems);
}

void packs_release(struct packs *packs)
{
	for (struct folder *folder = packs->folders; folder; folder = folder->next)
		free(folder->rules);
	schemas_close(packs->schemas);
	findings_release(&packs->problems);
	names_free(packs->names);
	free(packs->kinds);
	free(packs->rules);
	mem_release(&packs->mem);
}

const struct pack_file *packs_keep_file(struct packs *packs, const struct pack_file *file)
{
	struct pack_file *copy = mem_alloc(&packs->mem, sizeof(*copy));

	*copy = *file;
	copy->next = packs->files;
	packs->files = copy;
	return copy;
}

const struct pack_file *packs_find_file(const struct packs *packs, const char *path)
{
	for (const struct pack_file *file = packs->files; file; file = file->next)
		if (strcmp(file->path, path) == 0)
			return file;
	return NULL;
}

bool packs_failed(const struct packs *packs)
{
	return packs->problems.summary.by_severity[SEVERITY_ERROR] > 0;
}

bool packs_are_hopeless(const struct packs *packs)
{
	return packs->problems.count >= PROBLEMS_MAX && packs_failed(packs);
}

/* Where byte `at` of a string node's text stands in the file: behind the quote, escapes counted as they are written. */
static size_t find_in_string(const struct pack_file *file, const struct node *node, size_t at)
{
	size_t i = node->start + 1;

	if (node_type(node) != NODE_STRING || !(node->flags & NODE_ESCAPED))
		return i + at;
	for (size_t decoded = 0; decoded < at && i < node->end; decoded++)
		i += file->text[i] != '\\' ? 1 : file->text[i + 1] == 'u' ? 6 : 2;
	return i;
}

void packs_report(struct packs *packs, enum severity severity, const char *rule,
	const struct pack_file *file, const struct node *node, size_t at, size_t length,
	const char *message, const char *help)
{
	struct finding finding = {
		.rule = rule,
		.severity = severity,
		.message = message,
		.file = file ? file->path : "built-in pack",
		.pointer = "",
		.help = help,
	};
	struct buf pointer;

	buf_init(&pointer);
	if (node) {
		pointer_print(&pointer, node);
		finding.pointer = pointer.data;
	}
	if (file) {
		struct source source;
		size_t start = node ? node->start : 0, end = node ? node->end : 0;

		if (node && length > 0) {
			start = find_in_string(file, node, at);
			end = find_in_string(file, node, at + length);
		}
		source_init(&source, file->path, file->text, file->length);
		finding.region = excerpt_region(&source, start, end, NULL, &packs->mem);
		source_release(&source);
	}
	findings_add(&packs->problems, &finding);
	buf_release(&pointer);
}

/* {=== kinds === */

static const struct expression *compile(struct packs *packs, const struct pack_file *file,
	const struct node *node)
{
	struct err err = { 0 };
	const struct expression *expression;

	if (!node || node_type(node) != NODE_STRING)
		return NULL;
	expression = expression_parse(packs->space, node_text(node), node->length, &err);
	if (!expression)
		packs_report(packs, SEVERITY_ERROR, "pack/expression", file, node, err.at, err.length,
			err.text, NULL);
	return expression;
}

void packs_add_kind(struct packs *packs, struct kind *kind)
{
	packs->kinds = heap_grow(packs->kinds, &packs->kinds_cap, packs->nkinds + 1,
		sizeof(*packs->kinds));
	kind->index = packs->nkinds;
	packs->kinds[packs->nkinds++] = kind;
	memset(packs->told, 0, sizeof(packs->told));
}

static void read_kind(struct packs *packs, const struct pack *pack, const struct node *node)
{
	struct kind *kind = mem_zalloc(&packs->mem, sizeof(*kind));
	const char *shape = node_member_string(node, "shape");
	const struct node *contains = node_member(node, "contains");

	kind->pack = pack;
	kind->name = node_member_string(node, "name");
	if (!kind->name)
		return;
	kind->id = mem_printf(&packs->mem, "%s/%s", pack->name, kind->name);
	kind->title = node_member_string(node, "title");
	kind->shape_node = node_member(node, "shape");
	if (shape)
		kind->shape_uri = mem_printf(&packs->mem, PACK_SHAPES "%s/%s", pack->name,
			strncmp(shape, "shapes/", 7) == 0 ? shape + 7 : shape);
	kind->match = compile(packs, pack->file, node_member(node, "match"));
	kind->identity = compile(packs, pack->file, node_member(node, "identity"));
	kind->partial = compile(packs, pack->file, node_member(node, "partial"));
	if (contains && node_type(contains) == NODE_ARRAY) {
		kind->contains = mem_alloc(&packs->mem, contains->length * sizeof(const struct expression *));
		for (const struct node *item = node_child(contains); item; item = node_next(item)) {
			const struct expression *query = compile(packs, pack->file, item);

			if (query)
				kind->contains[kind->ncontains++] = query;
		}
	}
	packs_add_kind(packs, kind);
}

static struct pack *new_pack(struct packs *packs, const char *name, const struct pack_file *file)
{
	struct pack *pack = mem_zalloc(&packs->mem, sizeof(*pack));

	pack->name = name;
	pack->file = file;
	pack->next = packs->list;
	packs->list = pack;
	return pack;
}

const struct pack *packs_add_pack(struct packs *packs, const char *name, const struct node *root,
	const struct pack_file *file)
{
	const struct pack *pack = new_pack(packs, name, file);
	const struct node *kinds = root ? node_member(root, "kinds") : NULL;

	for (const struct node *kind = kinds ? node_child(kinds) : NULL; kind; kind = node_next(kind))
		read_kind(packs, pack, kind);
	return pack;
}

bool packs_has(const struct packs *packs, const char *name)
{
	for (const struct pack *pack = packs->list; pack; pack = pack->next)
		if (strcmp(pack->name, name) == 0)
			return true;
	return false;
}

void packs_add_builtin(struct packs *packs)
{
	for (const struct builtin_pack *pack = builtin_packs; *pack->name; pack++)
		if (!packs_has(packs, pack->name))
			frozen_read_kinds(packs, new_pack(packs, pack->name, NULL), pack);
}

struct kind *packs_find_kind(const struct packs *packs, const char *id)
{
	for (size_t i = 0; i < packs->nkinds; i++)
		if (strcmp(packs->kinds[i]->id, id) == 0 || strcmp(packs->kinds[i]->name, id) == 0)
			return packs->kinds[i];
	return NULL;
}

const char *packs_similar_kind(const struct packs *packs, const char *name)
{
	const char *best = NULL;
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < packs->nkinds; i++) {
		const struct kind *kind = packs->kinds[i];
		struct similar similar;

		similar_init(&similar, name);
		similar_try(&similar, kind->id);
		similar_try(&similar, kind->name);
		if (similar.best && similar.distance < least) {
			least = similar.distance;
			best = kind->id;
		}
	}
	return best;
}

/* }=== */

/* {=== rules === */

void packs_add_rule(struct packs *packs, struct rule *rule)
{
	packs->rules = heap_grow(packs->rules, &packs->rules_cap, packs->nrules + 1,
		sizeof(*packs->rules));
	rule->index = packs->nrules;
	packs->rules[packs->nrules++] = rule;
}

struct rule *packs_find_rule(const struct packs *packs, const char *id)
{
	for (size_t i = 0; i < packs->nrules; i++)
		if (strcmp(packs->rules[i]->id, id) == 0)
			return packs->rules[i];
	return NULL;
}

static void report_schema(void *context, const struct schema_problem *problem)
{
	struct packs *packs = context;

	packs_report(packs, SEVERITY_ERROR, "pack/shape", packs_find_file(packs, problem->file),
		problem->node, problem->at, problem->length, problem->message, problem->help);
}

static void attach_rule(struct kind *kind, struct rule *rule)
{
	unsigned role = rule_role(rule, kind->id);

	if (role == 0)
		return;
	kind->roles[kind->nrules] = (unsigned char)role;
	kind->rules[kind->nrules++] = rule;
}

static void attach_rules(struct packs *packs, struct kind *kind)
{
	kind->nrules = 0;
	kind->rules = mem_alloc(&packs->mem, (packs->nrules + 1) * sizeof(struct rule *));
	kind->roles = mem_alloc(&packs->mem, packs->nrules + 1);
	for (size_t i = 0; i < packs->nrules; i++)
		attach_rule(kind, packs->rules[i]);
}

void packs_attach_rules(struct packs *packs)
{
	for (size_t i = 0; i < packs->nkinds; i++)
		if (packs->kinds[i]->prepared)
			attach_rules(packs, packs->kinds[i]);
}

static void prepare(struct packs *packs, struct kind *kind)
{
	struct err err = { 0 };

	if (kind->builtin && kind->builtin->shape)
		kind->shape = shape_thaw(packs->schemas, kind->shape_uri,
			builtin_shapes + kind->builtin->shape);
	else if (kind->shape_uri)
		kind->shape = shape_compile(packs->schemas, kind->shape_uri, report_schema, packs, &err);
	if (kind->shape_uri && !kind->shape && packs->problems.count == 0)
		packs_report(packs, SEVERITY_ERROR, "pack/shape", kind->pack->file, kind->shape_node, 0, 0,
			err.text, "a shape is the name of a file in shapes/");
	frozen_read_rules(packs, kind);
	attach_rules(packs, kind);
}

void kind_prepare(struct packs *packs, struct kind *kind)
{
	if (kind->prepared)
		return;
	kind->prepared = true;
	prepare(packs, kind);
}

void packs_prepare_all(struct packs *packs)
{
	for (size_t i = 0; i < packs->nkinds; i++)
		kind_prepare(packs, packs->kinds[i]);
}

/* }=== */
