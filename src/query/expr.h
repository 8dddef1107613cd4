/*
 * The trees that the parser makes of queries and expressions, and the space in
 * which equal parts are one. What is evaluated is made of them then (op.h).
 * Knows names and literals; nothing of documents or of how they are evaluated.
 */
#ifndef PEERLINT_EXPR_H
#define PEERLINT_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/query.h"

struct buf;
struct expr;
struct function;
struct node;

/* The values of RFC 8259's numbers that every reader agrees on (RFC 7493 section 2.2). */
#define INTEGER_MAX INT64_C(9007199254740991)

enum selector_kind {
	SELECT_NAME,
	SELECT_WILDCARD,
	SELECT_INDEX,
	SELECT_SLICE,
	SELECT_FILTER,
};

struct selector {
	enum selector_kind kind;
	bool has_start, has_end;  /* of a slice; step is always there */
	uint32_t name;            /* its id */
	int64_t start, end, step; /* of a slice; start is the number of an index */
	const struct expr *filter;
};

struct segment {
	bool descendant;
	uint32_t count; /* of selectors, never 0 */
	const struct selector *selectors;
};

struct path {
	bool from_root;
	bool singular;
	uint32_t count;
	const struct segment *segments; /* NULL where names are enough */
	const uint32_t *names; /* one a segment, where each selects one member; else NULL */
};

enum expr_kind {
	EXPR_LITERAL,
	EXPR_PATH,
	EXPR_CALL,
	EXPR_TEST, /* whether the operand, a path, selects anything */
	EXPR_COMPARE,
	EXPR_NOT, /* it and those behind it are made of verdicts */
	EXPR_AND,
	EXPR_OR,
};

enum comparison {
	COMPARE_EQ,
	COMPARE_NE,
	COMPARE_LT,
	COMPARE_LE,
	COMPARE_GT,
	COMPARE_GE,
};

/*
 * A node of an expression's tree. Two that are equal are the same in one
 * space, so that the number of one is the place to keep its result.
 */
struct expr {
	enum expr_kind kind;
	bool rooted;     /* depends on nothing but $ */
	bool two_valued; /* stands in a filter, where what is unknown is false */
	uint32_t id;     /* 1, 2, … in its space, behind those of its image */
	enum comparison comparison;
	uint32_t count;  /* of operands: arguments, both sides, or links of a chain */
	const struct expr *const *operands;
	union {
		const struct function *function;
		const struct node *literal;
		struct path path;
	};
};

/* LOGICAL, VALUE or NODES, which a singular path is too. */
enum expression_type expr_type(const struct expr *expr);

struct interned {
	uint64_t hash;
	const struct expr *expr; /* NULL: free */
	const char *key;
	size_t length;
};

struct query_space {
	struct mem *mem;
	struct names *names;
	const struct registry *registry; /* may be NULL */
	struct interned *table; /* NULL until something is parsed */
	uint32_t cap; /* a power of 2 */
	uint32_t count;   /* of what is in the table */
	uint32_t next_id; /* all slots are below it */
};

/* The expression of the space that has this key: made, which is copied, if there was none. */
const struct expr *space_intern(struct query_space *space, const struct buf *key,
	const struct expr *made);

#endif
