/*
 * All rules there are, wherever they come from: the reader's, the shapes', the
 * linter's own and those of the packs.
 * Knows the tables of all of them; nothing of findings.
 */
#ifndef PEERLINT_CATALOG_H
#define PEERLINT_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "finding/finding.h"

struct node;
struct packs;
struct report_rule;

/* Strings are NULL where a rule does not say. */
struct catalog_rule {
	const char *id;
	enum severity severity;
	bool pedantic;
	const char *summary;
	const char *why;
	const char *source; /* the first of its sources */
	const char *good, *bad; /* JSON texts of rules that are no pack's */
	const struct node *file; /* the whole rule of a pack, or NULL */
};

struct catalog {
	struct packs *packs;
	struct mem mem;
	struct catalog_rule *rules; /* sorted by id */
	size_t count, cap;
};

/* Loads all packs and lists their rules. */
void catalog_open(struct catalog *catalog, struct packs *packs);
void catalog_close(struct catalog *catalog);

/* NULL if there is none; then *similar is the nearest id, or NULL. */
const struct catalog_rule *catalog_find(const struct catalog *catalog, const char *id,
	const char **similar);

#endif
