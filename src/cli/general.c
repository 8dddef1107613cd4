#include "cli/general.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/options.h"
#include "cli/session.h"
#include "json/names.h"
#include "json/node.h"
#include "json/reader.h"
#include "shape/shape.h"
#include "text/file.h"

#define SCHEMA_MAX ((size_t)256 << 20)

static void report_problem(void *context, const struct problem *problem)
{
	struct packs *packs = ((void **)context)[0];
	const struct pack_file *file = ((void **)context)[1];
	struct node place = { .start = (uint32_t)problem->start, .end = (uint32_t)problem->end };

	packs_report(packs, problem->severity, problem->rule, file, &place, 0, 0, problem->message,
		problem->help);
}

static void report_schema(void *context, const struct schema_problem *problem)
{
	struct packs *packs = context;

	packs_report(packs, SEVERITY_ERROR, "shape/schema", packs_find_file(packs, problem->file),
		problem->node, problem->at, problem->length, problem->message, problem->help);
}

/* Reads a schema file; NULL if it cannot be read (*err says so) or is no JSON (that is among the problems). */
static const struct node *read_schema(struct packs *packs, const struct options *options,
	const char *path, const char **name, struct err *err)
{
	struct pack_file file = { .path = mem_string(&packs->mem, path) };
	const struct pack_file *kept;
	struct buf text;
	bool ok;

	buf_init(&text);
	ok = file_read(path, SCHEMA_MAX, &text, err);
	file.text = mem_text(&packs->mem, text.data, text.length);
	file.length = text.length;
	buf_release(&text);
	if (!ok) {
		err_prefix(err, "%s", path);
		return NULL;
	}
	kept = packs_keep_file(packs, &file);
	*name = kept->path;
	const void *context[] = { packs, kept };
	const struct reader reader = {
		.names = packs->names,
		.max_depth = options->max_depth,
		.report = report_problem,
		.context = context,
	};
	return reader_read(&reader, kept->text, kept->length, &packs->mem);
}

static const char *file_uri(struct packs *packs, const char *path)
{
	char *real = realpath(path, NULL);
	const char *uri = mem_printf(&packs->mem, "file://%s", real ? real : path);

	free(real);
	return uri;
}

/* What the loader of schemas needs. */
struct places {
	struct packs *packs;
	const struct options *options;
};

/* The path that a --schema-map gives a URI; NULL if this one is not for it. */
static const char *map_uri(struct mem *mem, const char *map, const char *uri)
{
	const char *equals = strrchr(map, '=');
	size_t n = (size_t)(equals - map);
	const char *rest = uri + n;
	struct stat status;

	if (strncmp(uri, map, n) != 0)
		return NULL;
	if (stat(equals + 1, &status) == 0 && !S_ISDIR(status.st_mode))
		return *rest ? NULL : equals + 1;
	while (*rest == '/')
		rest++;
	return mem_printf(mem, "%s/%s", equals + 1, rest);
}

/* Schemas that a $ref leads to: a file, or what --schema-map names. Never the network. */
static const struct node *load_schema(void *context, const char *uri, const char **file,
	struct err *err)
{
	const struct places *places = context;
	struct packs *packs = places->packs;

	for (size_t i = 0; i < places->options->nschema_maps; i++) {
		const char *path = map_uri(&packs->mem, places->options->schema_maps[i], uri);

		if (path)
			return read_schema(packs, places->options, path, file, err);
	}
	if (strncmp(uri, "file://", 7) == 0)
		return read_schema(packs, places->options, uri + 7, file, err);
	err_set(err, "there is no schema %s here, and nothing is fetched: say where it is with "
		     "--schema-map URI=PATH", uri);
	return NULL;
}

struct shape *general_shape(struct packs *packs, const struct options *options)
{
	const char *uri = file_uri(packs, options->shape), *name;
	struct err err = { 0 };
	const struct node *root = read_schema(packs, options, options->shape, &name, &err);
	struct shape *shape = NULL;
	struct places *places;

	places = mem_alloc(&packs->mem, sizeof(*places));
	*places = (struct places){ packs, options };
	schemas_set_loader(packs->schemas, load_schema, places);
	if (root && schema_check(packs->schemas, name, root, report_schema, packs) &&
	    schemas_add(packs->schemas, uri, name, root, &err))
		shape = shape_compile(packs->schemas, uri, report_schema, packs, &err);
	if (shape) {
		names_guess_secrets(packs->names);
		return shape;
	}
	if (packs_failed(packs))
		session_print_problems(packs, options, false);
	else
		session_fail("--shape %s", err.text);
	return NULL;
}
