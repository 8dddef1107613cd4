#include "pack/held.h"

#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "json/node.h"
#include "json/reader.h"
#include "pack/pack.h"
#include "shape/shape.h"

static void report_problem(void *context, const struct problem *problem)
{
	struct held *held = context;
	struct node place = { .start = (uint32_t)problem->start, .end = (uint32_t)problem->end };

	/* A key that is there twice has no place in such a file either. */
	if (held->quotes && problem->severity != SEVERITY_ERROR &&
	    strcmp(problem->rule, "json/duplicate-key") != 0)
		return;
	packs_report(held->packs, SEVERITY_ERROR, problem->rule, held->file, &place, 0, 0,
		problem->message, problem->help);
	held->failed = true;
}

static void report_violation(void *context, const struct violation *violation)
{
	struct held *held = context;
	struct node place = *violation->node;

	held->failed = true;
	if (held->bounded && packs_are_hopeless(held->packs))
		return;
	if (violation->at_key) {
		place.start = place.key_start;
		place.end = place.key_end;
	}
	packs_report(held->packs, SEVERITY_ERROR, violation->rule, held->file, &place, 0, 0,
		violation->message, violation->help);
}

struct node *held_read(struct held *held)
{
	const struct reader reader = {
		.names = held->packs->names,
		.report = report_problem,
		.context = held,
	};

	return reader_read(&reader, held->file->text, held->file->length, &held->packs->mem);
}

void held_check(struct held *held, struct node *root, const char *uri)
{
	struct packs *packs = held->packs;
	struct err err = { 0 };
	struct shape *shape = shape_compile(packs->schemas, uri, NULL, NULL, &err);
	const struct shape_run run = {
		.report = report_violation,
		.context = held,
		.warn_unknown = true,
	};

	if (!shape) {
		packs_report(packs, SEVERITY_ERROR, "pack/shape", NULL, NULL, 0, 0, err.text, NULL);
		held->failed = true;
		return;
	}
	/* The file was read before the schema's names were known. */
	node_rename(root, packs->names);
	shape_check(shape, root, &run);
}
