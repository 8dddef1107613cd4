#include "lint/carrier.h"

#include <string.h>

#include "json/node.h"
#include "lint/document.h"
#include "lint/emit.h"
#include "lint/pieces.h"
#include "lint/settings.h"
#include "pack/pack.h"
#include "query/query.h"

/* Carriers inside carriers: an envelope around a list of arrays. More is nothing that a vendor sends. */
#define CARRIER_DEPTH 8

static enum extent read_extent(struct lint *lint, const struct node *carrier,
	const struct kind *kind)
{
	static const enum extent extents[] = {
		[TRUTH_FALSE] = EXTENT_WHOLE,
		[TRUTH_TRUE] = EXTENT_PART,
		[TRUTH_UNKNOWN] = EXTENT_UNKNOWN,
	};

	if (!kind->partial)
		return EXTENT_UNKNOWN;
	return extents[expression_test(lint->run, kind->partial, carrier)];
}

/* Lints what a carrier carries. */
static void lint_contents(struct walk *walk, const struct node *carrier,
	const struct kind *kind, unsigned depth)
{
	struct lint *lint = walk->lint;
	enum extent extent;

	query_run_begin(lint->run, carrier);
	extent = read_extent(lint, carrier, kind);
	for (size_t i = 0; i < kind->ncontains; i++) {
		const struct node *const *found;
		const struct node **nodes;
		struct mem_mark mark = mem_mark(&lint->scratch);
		size_t n;

		query_run_begin(lint->run, carrier);
		n = expression_nodes(lint->run, kind->contains[i], carrier, &found);
		/* What the run gave is gone when the next document begins. */
		nodes = mem_alloc(&lint->scratch, (n + 1) * sizeof(*nodes));
		if (n > 0)
			memcpy(nodes, found, n * sizeof(*nodes));
		for (size_t k = 0; k < n; k++) {
			pieces_reach(walk->pieces, nodes[k]->parent, extent);
			carrier_lint(walk, nodes[k], depth + 1, extent);
		}
		mem_rewind(&lint->scratch, mark);
	}
}

/* What the user says goes over what the content says, but a carrier still carries. */
static struct kind *kind_of(struct lint *lint, const struct lint_file *file,
	const struct node *value, unsigned depth)
{
	const struct kind *given = file->settings ? file->settings->kind : lint->options.kind;
	/* Settings are there once, and packs may be there for each of several threads. */
	struct kind *told = given ? lint->packs->kinds[given->index] : NULL;
	struct kind *kind;
	size_t before;

	if (told && told->ncontains > 0 && depth == 0)
		return told;
	before = timing_enter(lint->options.timing, TIMED_KIND);
	kind = packs_classify(lint->packs, lint->run, value);
	timing_leave(lint->options.timing, before);
	if (!told || told->ncontains > 0 || (kind && kind->ncontains > 0))
		return kind;
	return told;
}

/* Whether two queries of a carrier lead to this value, and one has been here before. */
static bool is_seen(const struct node *value)
{
	struct node *node = (struct node *)value;

	if (node->flags & NODE_SEEN)
		return true;
	node->flags |= NODE_SEEN;
	return false;
}

/* The array inside an object that a value is an element of; NULL if there is none. */
static const struct node *list_of(const struct node *value)
{
	const struct node *list = value->parent;

	return list && list->parent && node_type(list) == NODE_ARRAY ? list : NULL;
}

/*
 * Among documents that are known, one that is not was meant to be known as well. Of what is
 * empty or no object the list's shape says so.
 */
static void report_stranger(const struct walk *walk, const struct node *value)
{
	if (!walk->list || list_of(value) != walk->list || node_type(value) != NODE_OBJECT ||
	    !node_child(value))
		return;
	walk->file->kind = NULL;
	lint_emit(walk->lint, &(struct lint_report){
		.rule = "json/unknown-kind",
		.severity = SEVERITY_INFO,
		.place = { walk->file, walk->base, value, false },
		.message = "unlike others in its list, this is none of the documents that peerlint "
			   "knows: only its JSON was checked",
		.help = "peerlint kinds lists what there is",
	});
}

void carrier_lint(struct walk *walk, const struct node *value, unsigned depth,
	enum extent extent)
{
	struct lint *lint = walk->lint;
	struct kind *kind;

	if (depth > CARRIER_DEPTH || is_seen(value))
		return;
	if (node_type(value) == NODE_ARRAY) {
		pieces_reach(walk->pieces, value, extent);
		for (const struct node *item = node_child(value); item; item = node_next(item))
			carrier_lint(walk, item, depth + 1, extent);
		return;
	}
	kind = kind_of(lint, walk->file, value, depth);
	if (!kind) {
		report_stranger(walk, value);
		return;
	}
	document_lint(lint, walk->file, walk->base, value, kind);
	if (extent == EXTENT_LATER)
		pieces_note_kind(walk->pieces, kind);
	else
		set_note_extent(lint->set, kind, extent);
	if (kind->ncontains > 0)
		lint_contents(walk, value, kind, depth);
	walk->list = list_of(value);
}
