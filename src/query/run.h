/*
 * The state of an evaluation: what is known of the document so far, the
 * nodelists under way, and how much work is still allowed.
 * Knows nodes and operations; nothing of how expressions are written.
 */
#ifndef PEERLINT_RUN_H
#define PEERLINT_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "json/node.h"
#include "query/function.h"
#include "query/op.h"
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

/* Whether something was derived of a literal before. */
enum derived {
	DERIVED_NOT_YET,
	DERIVED_NONE, /* it is none */
	DERIVED,
};

/* A literal as functions take it, and what they derive of it once for all documents. */
struct literal {
	struct node node;
	uint8_t has_regex;  /* enum derived */
	bool has_set;       /* set is known */
	int set;            /* the index of the set of blocks of this name; -1: there is none */
	struct regex *regex;
};

/*
 * What is known of an operation: its result for the generation. A slot belongs to
 * literals, to paths, to one function, …, which all know what is in it.
 */
struct slot {
	uint32_t generation;
	uint8_t truth; /* enum truth */
	bool is_integer;
	union {
		const struct node *node; /* NULL: Nothing */
		int64_t integer; /* of a value that is no node yet */
		struct literal *literal; /* whatever the generation; NULL: not made yet */
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

/* For what results hold: see generations. Those of OP_ROOTED come second. */
enum scope {
	SCOPE_CURRENT,
	SCOPE_DOCUMENT,
};

/* Where the members of the document are, by the ids of their names below this. */
#define MEMBERS_MAX 1024
struct member_place {
	const struct node *node;
	uint32_t generation; /* of the document; the node is there in no other */
};

struct query_run {
	const struct query_space *space;
	const struct node *document;
	const struct node *current; /* what @ is */
	/*
	 * Numbers of the @ and of the document: a result is known where its slot has the number
	 * of what it depends on. Where @ is the document both are the same.
	 */
	uint32_t generations[2];
	uint32_t last_generation; /* the greatest that was given */
	uint32_t rounds;          /* how often the numbers were used up */
	struct slot *slots;
	size_t nslots;
	int64_t visits;       /* still allowed; below 0 all stops */
	int64_t visits_limit;
	const char *exceeded; /* which limit was; NULL if none */
	struct member_place *members; /* NULL in a short run */
	uint32_t members_generation;  /* for which they are */
	struct list nodes;    /* a stack of nodelists */
	struct list pending;  /* a stack of nodes whose descendants are being visited */
	struct mem kept;      /* values made for the document */
	struct mem_mark empty; /* kept without any */
	struct mem scratch;   /* values made for one @ that is not the document */
	struct mem *mem;      /* of the two the one for what is made now */
	struct mem literals;
	struct regex **regexes; /* of literals */
	size_t nregexes, regexes_cap;
	struct pattern patterns[PATTERNS_MAX];
	size_t next_pattern;
};

/* Begins an evaluation for current. What is made for it is forgotten when mem is. */
void run_enter(struct query_run *run, const struct node *current, struct mem *mem);

/*
 * Ends it. False if it was stopped: then its result, and all that was kept on the way, mean
 * nothing.
 */
bool run_leave(struct query_run *run);

/* Begins a scope: no result that depends on it is known. */
void run_renew(struct query_run *run, enum scope scope);

/* A number that no other document of the run has. */
static inline uint64_t run_document_number(const struct query_run *run)
{
	return (uint64_t)run->rounds << 32 | run->generations[SCOPE_DOCUMENT];
}

static inline enum scope op_scope(const struct op *op)
{
	return (enum scope)(op->flags & OP_ROOTED);
}

/* The slot of an operation; NULL if its result is not kept, as it is used once. */
static inline struct slot *run_slot(const struct query_run *run, const struct op *op)
{
	return op->slot ? &run->slots[op->slot] : NULL;
}

/* Whether there is a slot, and the result is in it. */
static inline bool run_knows(const struct query_run *run, const struct op *op,
	const struct slot *slot)
{
	return slot && slot->generation == run->generations[op_scope(op)];
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

/* nodes: in a run with many documents, makes it worth while to know where their members are. */
void run_index_members(struct query_run *run);

/* nodes: finds them for this document. */
void run_find_members(struct query_run *run);

/* Where the members of this document are; NULL if that is not worth while. */
static inline const struct member_place *run_members(struct query_run *run)
{
	if (run->members && run->members_generation != run->generations[SCOPE_DOCUMENT])
		run_find_members(run);
	return run->members;
}

/* The one of this name, below MEMBERS_MAX, among them; NULL if there is none. */
static inline const struct node *run_member(struct query_run *run,
	const struct member_place *members, uint32_t name)
{
	run_visit(run, run->document->length);
	return members[name].generation == run->members_generation ? members[name].node : NULL;
}

/* The member of this name; NULL if there is none. Only members have names, whatever the type. */
static inline const struct node *run_child(struct query_run *run, const struct node *node,
	uint32_t name)
{
	const struct node *child = node_child(node);

	if (child)
		run_visit(run, node->length);
	while (child && child->name != name)
		child = node_next(child);
	return child;
}

/* nodes: pushes what a path selects on run->nodes; returns where it begins there. */
size_t select_nodes(struct query_run *run, const struct op *path);

/* The node to which the names of a path of OP_NAMES or OP_CHILDREN lead, or NULL. */
const struct node *select_named(struct query_run *run, const struct op *path);

/* The node that a singular path selects, or NULL. */
const struct node *select_one(struct query_run *run, const struct op *path);

/* eval: whether a verdict is true, a path selects anything; the value of anything else. */
enum truth eval_truth(struct query_run *run, const struct op *op);

/* Whether a verdict is this one, TRUTH_TRUE or TRUTH_FALSE: less work than finding out which it is. */
bool eval_is(struct query_run *run, const struct op *op, enum truth wanted);

const struct node *eval_node(struct query_run *run, const struct op *op);

/* A literal as functions take it. */
struct literal *eval_literal(struct query_run *run, const struct op *op);

/* function_text: the pattern that a literal is; NULL if it is none. */
struct regex *literal_regex(struct query_run *run, struct literal *literal);

/* Whether a comparison of OP_PLAIN, of @ itself, is true for a node. */
static inline bool op_compares_current(const struct op *op)
{
	return op->flags & OP_PLAIN && op_first(op)->flags & OP_NAMES &&
	       !(op_first(op)->flags & OP_FROM_ROOT) && op_first(op)->count == 0;
}
bool eval_compares(struct query_run *run, const struct op *op, const struct node *node);

/* Whether a path selects anything. */
bool eval_exists(struct query_run *run, const struct op *path);

#endif
