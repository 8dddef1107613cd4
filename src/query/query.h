/*
 * JSONPath (RFC 9535) and the expressions of the rule language: one parser, one
 * evaluator. A query selects nodes; an expression gives a value, or a verdict
 * in three-valued logic.
 * Knows nodes and addresses; nothing of packs, rules or findings.
 */
#ifndef PEERLINT_QUERY_H
#define PEERLINT_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;
struct mem;
struct names;
struct node;
struct registry;

/*
 * What expressions that are compiled together share: names, registry, and every
 * part that two of them have in common, which is then computed once a document.
 */
struct query_space;

/*
 * An empty space in mem. The registry, which may be NULL, may be filled until the
 * first evaluation. Compiling adds names: a document that was read before needs
 * node_rename. While an expression is compiled no run of the space may evaluate.
 */
struct query_space *query_space_new(struct mem *mem, struct names *names,
	const struct registry *registry);

/* A compiled query or expression; it lives in its space's memory. */
struct expression;

enum expression_type {
	EXPRESSION_LOGICAL, /* a comparison, a test, a function of type LogicalType, &&, ||, ! */
	EXPRESSION_VALUE,   /* a literal, a singular query, a function of type ValueType */
	EXPRESSION_NODES,   /* a query, singular or not */
};

/*
 * Reads a query that begins with $ or @, a value, or a logical expression; the whole
 * text must be it. NULL if it is not well-formed or not well-typed (RFC 9535
 * section 2.4.3); then *err has the reason and the bytes of text to blame.
 * A JSONPath of the RFC alone (no @ at its start, no functions but the RFC's)
 * is what query_parse takes.
 */
struct expression *expression_parse(struct query_space *space, const char *text, size_t n,
	struct err *err);
struct expression *query_parse(struct query_space *space, const char *text, size_t n,
	struct err *err);

/* A bare query gives EXPRESSION_NODES, be it singular or not. */
enum expression_type expression_type(const struct expression *expression);

/*
 * Every path that an expression reads, for the check against the shape: the names of
 * its leading member selectors, from @ or $; elements and whatever is no member name
 * are NULL entries; it ends at a descendant segment, and what a filter reads below
 * one is not visited. tests: the path is an existence test (a bare query as the
 * whole expression is not marked: its type is EXPRESSION_NODES, and only its user
 * knows what for); at and length are its bytes in the expression's text.
 */
struct expression_path {
	bool from_root;
	const char *const *names;
	size_t count;
	bool tests;
	size_t at, length;
};
void expression_paths(const struct expression *expression,
	void (*visit)(void *context, const struct expression_path *path), void *context);

/*
 * Whether a query selects all elements, or members, of one value, to which names lead from $, as
 * $.a.b[*] does: gives how many names, and their ids, most of them at most. False for all
 * other queries.
 */
bool query_selects_all(const struct expression *query, size_t most, uint32_t *names, size_t *n);

/* Whether a query selects one value at most, to which names lead, as $.a.b does. */
bool query_selects_member(const struct expression *query);

/*
 * Whether an expression for the document may look at more of the array to which names lead from $ than
 * that it is there, what type it is, and its first two elements. Where the expression itself is a
 * query, it is for its user to know what becomes of the array, if that is what it selects.
 */
bool query_looks_beyond(const struct expression *expression, const uint32_t *names, size_t n);

/* Three-valued logic (Kleene). */
enum truth {
	TRUTH_FALSE,
	TRUTH_TRUE,
	TRUTH_UNKNOWN,
};

/* The state of evaluation; one a thread. */
struct query_run;
struct query_run *query_run_new(struct query_space *space);

/* Takes NULL. */
void query_run_free(struct query_run *run);

/* Begins with a new document, which is $; what was computed for the one before is forgotten. */
void query_run_begin(struct query_run *run, const struct node *document);

/*
 * Whether an evaluation for this document had to be stopped: NULL, or why, as a
 * phrase that completes "the expression …" ("visits too many nodes"). What was
 * stopped gave unknown, Nothing or no nodes, which must not pass for an answer.
 */
const char *query_run_exceeded(const struct query_run *run);

/*
 * The verdict of a logical expression for current, which is @. A bare query tests
 * whether it selects anything, and that is never unknown; a value is unknown.
 */
enum truth expression_test(struct query_run *run, const struct expression *expression,
	const struct node *current);

/*
 * The same, as far as it is told by which members current, an object, has: unknown where it depends on
 * what is in them, or on anything else. Equal for all objects with members of the same names.
 */
enum truth expression_test_by_names(struct query_run *run, const struct expression *expression,
	const struct node *current);

/*
 * The nodes that a query selects, in its order; what the array points to lives until the next
 * query_run_begin.
 */
size_t expression_nodes(struct query_run *run, const struct expression *expression,
	const struct node *current, const struct node *const **nodes);

/* The first of them; NULL if there is none, or the expression is no query. */
const struct node *expression_first(struct query_run *run, const struct expression *expression,
	const struct node *current);

/*
 * The value of any expression as a node, or NULL for Nothing: the document's own
 * node where the expression reads one (then it has its place), else one made for it
 * that lives until the next query_run_begin (its end is 0). Of several nodes it is
 * the first; a verdict is true or false, and Nothing if it is unknown.
 */
const struct node *expression_value(struct query_run *run, const struct expression *expression,
	const struct node *current);

/*
 * Appends the value for a message: strings without quotes, the rest as node_describe
 * gives it; Nothing as "nothing", an unknown verdict as "unknown"; … for what comes
 * from a secret. Long values are cut.
 */
void expression_print(struct query_run *run, const struct expression *expression,
	const struct node *current, struct buf *out);

/* Appends the normalized path (RFC 9535 section 2.7) of a node: $['a'][0]. */
void query_print_path(struct buf *out, const struct node *node);

/*
 * The table of functions, for documentation and did-you-mean: ends with an entry
 * whose name is empty.
 */
struct query_function_info {
	char name[24];
	char signature[40]; /* "same_subnet(V, V) → L" */
	char summary[96];
};
const struct query_function_info *query_functions(void);

#endif
