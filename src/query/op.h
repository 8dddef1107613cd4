/*
 * Compiled expressions as they are evaluated: operations in words of 32 bits,
 * each followed by its operands, without a pointer in them. So they are the same
 * in the program's read-only data, where its own packs have them, as in memory.
 * Knows names, functions and literals by number; nothing of trees or documents.
 */
#ifndef PEERLINT_OP_H
#define PEERLINT_OP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "json/node.h"
#include "query/expr.h"

enum op_flags {
	OP_ROOTED = 1 << 0,      /* depends on nothing but $; see op_scope */
	OP_TWO_VALUED = 1 << 1,  /* stands in a filter, where what is unknown is false */
	OP_SINGULAR = 1 << 2,    /* a path that selects at most one node */
	OP_FROM_ROOT = 1 << 3,   /* a path that begins with $ */
	OP_NAMES = 1 << 4,       /* a path of which each segment selects one member */
	OP_MEMBERS = 1 << 5,     /* a path of one segment, which selects several members by name */
	OP_CHILDREN = 1 << 6,    /* a path as with OP_NAMES, and behind its names [*] */
	OP_INTEGER = 1 << 7,     /* a literal that NODE_INTEGER holds for */
	OP_PLAIN = 1 << 8,       /* compares a path with an integer, or says whether it is a text */
	OP_LISTS = 1 << 9,       /* a call of a function that takes nodelists */
	OP_PATHS = 1 << 10,      /* the whole expression, with its paths before it: see struct parsed */
};

/*
 * One operation. Behind it are, for a literal, the words of op_number, if it is a
 * number, and its text with a NUL; for a path its names, or its segments (op_read_selector);
 * for all others their operands.
 */
struct op {
	uint8_t kind;   /* enum expr_kind */
	uint8_t detail; /* the comparison, the number of the function, the cJSON type of a literal */
	uint16_t flags;
	uint32_t slot;  /* where its result is kept; 0: nowhere */
	uint32_t size;  /* words from here to what comes after it and its operands */
	uint32_t count; /* of operands, names, segments, or bytes of text */
};

#define OP_WORDS (sizeof(struct op) / sizeof(uint32_t))

/* What an expression is: the operation that is the whole of it. */
static inline const struct op *op_of(const struct expression *expression)
{
	return (const struct op *)(const void *)expression;
}

/* What is behind the operation: its names, segments, number or text. */
static inline const uint32_t *op_words(const struct op *op)
{
	return (const uint32_t *)(op + 1);
}

/* The first operand, and the one behind another. */
static inline const struct op *op_first(const struct op *op)
{
	return op + 1;
}

static inline const struct op *op_next(const struct op *op)
{
	return (const struct op *)((const uint32_t *)op + op->size);
}

/* Numbers of 64 bits in two words. */
static inline int64_t words_integer(const uint32_t words[2])
{
	int64_t value;

	memcpy(&value, words, sizeof(value));
	return value;
}

/* The value of a literal that is a number. */
static inline double op_number(const struct op *op)
{
	double value;

	memcpy(&value, op_words(op), sizeof(value));
	return value;
}

/* The text of a literal: count bytes, and a NUL. */
static inline const char *op_text(const struct op *op)
{
	return (const char *)(op_words(op) + (op->detail == cJSON_Number ? 2 : 0));
}

/* An expression that was parsed here, and what expression_paths says of it. */
struct parsed {
	const struct expression_path *paths;
	size_t npaths;
	struct op whole;
};

/*
 * Whether a path leads to a value by names: one that is read, or, of a function that depends on how
 * many children there are, the one whose children they are.
 */
bool op_leads_by_names(const struct op *path, const struct op *call);

/* Whether two operations are the same, whatever is kept of them where. */
bool op_equal(const struct op *a, const struct op *b);

/* LOGICAL, VALUE or NODES, which a singular path is too. */
enum expression_type op_type(const struct op *op);

/* The expression of a tree, in the space's memory; the paths are kept, not copied. */
struct expression *op_lay_out(struct query_space *space, const struct expr *expr,
	const struct expression_path *paths, size_t npaths);

/*
 * A selector of a path that is not of names only. In the words each has its kind, and
 * behind it the name, or the number of an index, or the flags and the three numbers of a
 * slice, or the filter.
 */
struct op_selector {
	enum selector_kind kind;
	bool has_start, has_end;
	uint32_t name;
	int64_t start, end, step;
	const struct op *filter;
};

/* Reads the selector at words; returns what is behind it. */
const uint32_t *op_read_selector(const uint32_t *words, struct op_selector *selector);

/* A segment begins with this word. */
#define SEGMENT_DESCENDANT 1u
#define SEGMENT_COUNT_SHIFT 1

#endif
