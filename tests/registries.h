/*
 * For tests: the registries of rules/registries, read from the project's folder.
 * Knows their files; nothing of packs, whose loader reads them in the program.
 */
#ifndef PEERLINT_REGISTRIES_H
#define PEERLINT_REGISTRIES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "json/node.h"
#include "json/reader.h"
#include "net/prefix.h"
#include "net/registry.h"

static inline struct node *registries_read_file(const char *path, struct mem *mem)
{
	struct reader reader = { .names = NULL };
	FILE *file = fopen(path, "rb");
	struct buf text;
	struct node *root;
	char chunk[4096];
	size_t n;

	if (!file)
		return NULL;
	buf_init(&text);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_add(&text, chunk, n);
	fclose(file);
	root = reader_read(&reader, text.data, text.length, mem);
	buf_release(&text);
	return root;
}

/* The rows of a file; NULL if it cannot be read. */
static inline struct node *registries_rows(const char *path, struct mem *mem)
{
	struct node *root = registries_read_file(path, mem);

	return root ? node_member(root, "rows") : NULL;
}

static inline bool registries_add_block(struct registry *registry, const struct node *row)
{
	const char *text = node_member_string(row, "block");
	struct node *sets = node_member(row, "sets");
	struct prefix block;

	if (!text || !sets || prefix_parse(text, strlen(text), PREFIX_LENGTH, &block))
		return false;
	for (struct node *set = node_child(sets); set; set = node_next(set))
		registry_add_block(registry, node_text(set), &block);
	return true;
}

static inline bool registries_add_asns(struct registry *registry, const struct node *row)
{
	struct node *first = node_member(row, "first"), *last = node_member(row, "last");
	const char *class = node_member_string(row, "class");

	if (!first || !last || !class)
		return false;
	registry_add_asns(registry, class, (uint32_t)first->item.valuedouble,
		(uint32_t)last->item.valuedouble);
	return true;
}

/* All of them; NULL if one cannot be read. */
static inline struct registry *registries_load(struct mem *mem)
{
	static const struct {
		const char *path;
		bool (*add)(struct registry *registry, const struct node *row);
	} files[] = {
		{ "rules/registries/ipv4-special-purpose.json", registries_add_block },
		{ "rules/registries/ipv6-special-purpose.json", registries_add_block },
		{ "rules/registries/as-numbers.json", registries_add_asns },
	};
	struct registry *registry = registry_new(mem);

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct node *rows = registries_rows(files[i].path, mem);

		if (!rows)
			return NULL;
		for (struct node *row = node_child(rows); row; row = node_next(row))
			if (!files[i].add(registry, row))
				return NULL;
	}
	return registry;
}

#endif
