/*
 * The state of an evaluation: what is known of the document so far, the
 * nodelists under way, and how much work is still allowed.
 * Knows nodes and compiled expressions; nothing of how they are written.
 */
#ifndef PEERLINT_RUN_H
#define PEERLINT_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "json/node.h"
#include "net/prefix.h"
#include "query/expr.h"
#include "text/regex.h"

/*
 * Nodes that one evaluation may visit, beside some for each byte of the
 * document. What honest rules need grows with the document; what $..*..*..*
 * needs grows faster.
 */
#define VISITS_MAX INT64_C(10000000)
#define VISITS_PER_BYTE 4

/* Patterns from documents that are kept compiled. */
#define PATTERNS_MAX 16

/* Whether something was derived of a value before. */
enum derived {
	DERIVED_NOT_YET,
	DERIVED_NONE, /* it is none */
	DERIVED,
};

/* A nodelist that is kept. */
struct nodelist {
	size_t count;
	const struct node *const *items;
};

/*
 * What is known of an expression: its result for the document of this
 * generation. There is one for each, so that it is small; what few need lies
 * in the memory of the document.
 */
struct slot {
	uint32_t generation;
	uint8_t truth;      /* enum truth */
	uint8_t has_nodes;  /* whether nodes is set */
	uint8_t has_prefix; /* enum derived */
	uint8_t has_regex;  /* enum derived */
	const struct node *value;
	const struct prefix *prefix; /* of value */
	union {
		const struct nodelist *nodes;
		struct regex *regex; /* of a literal: whatever the document */
	};
};

struct list {
	const struct node **items;
	size_t count, cap;
};

struct pattern {
	char *text; /* NULL: free */
	size_t length;
	struct regex *regex; /* NULL: it is no pattern */
};

/* Values that were read as addresses last: of the document of a generation, or literals (0). */
#define PARSED 64
struct parsed {
	const struct node *node;
	uint32_t generation;
	bool is_prefix;
	struct prefix prefix;
};

struct query_run {
	const struct query_space *space;
	const struct node *document;
	uint32_t generation;
	struct slot *slots; /* by the ids of expressions */
	size_t nslots;
	int64_t visits;       /* still allowed; below 0 all stops */
	int64_t visits_limit;
	const char *exceeded; /* which limit was; NULL if none */
	struct list nodes;    /* a stack of nodelists */
	struct list pending;  /* a stack of nodes whose descendants are being visited */
	struct mem kept;      /* values made for the document */
	struct mem_mark empty; /* kept without any */
	struct mem scratch;   /* values made for one @ that is not the document */
	struct mem *mem;      /* of the two the one for what is made now */
	struct regex **regexes; /* of literals */
	size_t nregexes, regexes_cap;
	struct parsed parsed[PARSED];
	struct pattern patterns[PATTERNS_MAX];
	size_t next_pattern;
};

/* Whether the result stays the same until the next document. */
static inline bool run_keeps(const struct query_run *run, const struct expr *expr,
	const struct node *current)
{
	return expr->rooted || current == run->document;
}

/* The slot of an expression whose results are kept. */
static inline struct slot *run_slot(const struct query_run *run, const struct expr *expr)
{
	return &run->slots[expr->id];
}

/* The same, open for the result for this document; *known if it is there already. */
static inline struct slot *run_open_slot(const struct query_run *run, const struct expr *expr,
	bool *known)
{
	struct slot *slot = run_slot(run, expr);

	*known = slot->generation == run->generation;
	if (!*known) {
		slot->generation = run->generation;
		slot->value = NULL;
		slot->has_nodes = false;
		slot->has_prefix = DERIVED_NOT_YET;
	}
	return slot;
}

/* Counts nodes that are about to be visited; false if no more are allowed. */
static inline bool run_visit(struct query_run *run, size_t n)
{
	run->visits -= (int64_t)n;
	return run->visits >= 0;
}

/* Ends the evaluation: no more visits are allowed. The reason is a constant. */
static inline void run_stop(struct query_run *run, const char *why)
{
	run->visits = -1;
	run->exceeded = why;
}

/* Counts what comparing or hashing all of a tree costs, guessed from its bytes of text. */
static inline bool run_visit_tree(struct query_run *run, const struct node *node)
{
	return !node_child(node) || run_visit(run, node->length + (node->end - node->start) / 4);
}

/* The same for two trees: the smaller one decides. */
static inline bool run_visit_both(struct query_run *run, const struct node *a,
	const struct node *b)
{
	return run_visit_tree(run, a->end - a->start < b->end - b->start ? a : b);
}

static inline void list_push(struct list *list, const struct node *node)
{
	if (list->count == list->cap)
		list->items = heap_grow(list->items, &list->cap, list->count + 1,
			sizeof(const struct node *));
	list->items[list->count++] = node;
}

/* nodes: pushes what a path selects on run->nodes; returns where it begins there. */
size_t select_nodes(struct query_run *run, const struct path *path, const struct node *current);

/* The node that a singular path selects, or NULL. */
const struct node *select_one(struct query_run *run, const struct path *path,
	const struct node *current);

/* eval: the value of a literal, a singular path or a function; what is true or false. */
const struct node *eval_value(struct query_run *run, const struct expr *expr,
	const struct node *current);
enum truth eval_truth(struct query_run *run, const struct expr *expr, const struct node *current);

/* Whether a path selects anything. */
bool eval_exists(struct query_run *run, const struct expr *path, const struct node *current);

/* Whether a filter takes the node. */
bool eval_filter(struct query_run *run, const struct expr *filter, const struct node *current);

#endif
