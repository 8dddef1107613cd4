#include "cli/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "json/node.h"
#include "json/reader.h"
#include "lint/lint.h"
#include "pack/builtin.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "shape/shape.h"
#include "text/similar.h"

static void add(struct catalog *catalog, struct catalog_rule rule)
{
	catalog->rules = heap_grow(catalog->rules, &catalog->cap, catalog->count + 1,
		sizeof(*catalog->rules));
	catalog->rules[catalog->count++] = rule;
}

/* The whole of a pack's rule: a digest has no more than a run needs. */
static const struct node *whole_rule(struct catalog *catalog, const struct rule *rule)
{
	const struct reader reader = { 0 };
	const struct builtin_file *file;

	if (rule->file)
		return rule->source;
	file = builtin_find(mem_printf(&catalog->mem, "%s.json", rule->id));
	return file ? reader_read(&reader, builtin_text(file), file->length, &catalog->mem) : NULL;
}

static void add_pack_rule(struct catalog *catalog, const struct rule *rule)
{
	const struct node *file = whole_rule(catalog, rule);
	const struct node *sources = file ? node_member(file, "sources") : NULL;
	const struct node *first = sources ? node_child(sources) : NULL;

	add(catalog, (struct catalog_rule){
		.id = rule->id,
		.severity = rule->severity,
		.pedantic = rule->pedantic,
		.summary = file ? node_member_string(file, "summary") : NULL,
		.why = file ? node_member_string(file, "why") : NULL,
		.source = first && node_type(first) == NODE_STRING ? node_text(first) : NULL,
		.file = file,
	});
}

static int compare(const void *x, const void *y)
{
	return strcmp(((const struct catalog_rule *)x)->id, ((const struct catalog_rule *)y)->id);
}

void catalog_open(struct catalog *catalog, struct packs *packs)
{
	*catalog = (struct catalog){ .packs = packs };
	packs_prepare_all(packs);
	for (const struct reader_rule *rule = reader_rules; rule->id; rule++)
		add(catalog, (struct catalog_rule){
			.id = rule->id,
			.severity = rule->severity,
			.summary = rule->summary,
			.why = rule->why,
			.source = rule->source,
			.good = rule->good,
			.bad = rule->bad,
		});
	for (const struct shape_rule *rule = shape_rules; rule->id; rule++)
		add(catalog, (struct catalog_rule){
			.id = rule->id,
			.severity = rule->severity,
			.summary = rule->summary,
			.why = rule->why,
			.source = rule->source,
		});
	for (const struct lint_rule *rule = lint_rules; rule->id; rule++)
		add(catalog, (struct catalog_rule){
			.id = rule->id,
			.severity = rule->severity,
			.summary = rule->summary,
			.why = rule->why,
		});
	for (size_t i = 0; i < packs->nrules; i++)
		add_pack_rule(catalog, packs->rules[i]);
	qsort(catalog->rules, catalog->count, sizeof(*catalog->rules), compare);
}

void catalog_close(struct catalog *catalog)
{
	free(catalog->rules);
	mem_release(&catalog->mem);
}

const struct catalog_rule *catalog_find(const struct catalog *catalog, const char *id,
	const char **similar)
{
	struct similar nearest;

	similar_init(&nearest, id);
	for (size_t i = 0; i < catalog->count; i++) {
		const char *slash = strchr(catalog->rules[i].id, '/');

		if (strcmp(catalog->rules[i].id, id) == 0)
			return &catalog->rules[i];
		similar_try(&nearest, catalog->rules[i].id);
		/* The name alone will do for a suggestion. */
		if (slash && strcmp(slash + 1, id) == 0) {
			nearest.best = catalog->rules[i].id;
			nearest.distance = 0;
		}
	}
	*similar = nearest.best;
	return NULL;
}
