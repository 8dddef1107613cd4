/*
 * The parser of queries and expressions: one pass over the text, checking types
 * while it reads.
 * Knows the grammars of RFC 9535 and of the rule language; nothing of documents.
 */
#ifndef PEERLINT_PARSER_H
#define PEERLINT_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "query/expr.h"

struct err;

/* Parentheses, arguments and filters inside each other. */
#define NESTING_MAX 64

/* Bytes of an expression's text. */
#define EXPRESSION_LENGTH_MAX (1024 * 1024)

/* Leading names of a path that are kept for the check against a shape. */
#define TRAIL_MAX 32

#define NO_PATH SIZE_MAX

/* The names along which a path goes, as far as that can be told. */
struct trail {
	bool from_root;
	bool open; /* the next segment goes on from here */
	size_t count;
	const char *names[TRAIL_MAX];
};

struct parser {
	struct query_space *space;
	const char *text;
	size_t at, n;
	struct err *err;
	bool extended; /* the rule language: @ at the start, and all functions */
	bool spaced;   /* the path that is being read has blanks inside its brackets */
	unsigned nesting;
	unsigned filters;         /* that are open here */
	const struct trail *here; /* where @ is inside a filter; NULL outside */
	struct buf key;           /* of the part that is being made */
	struct buf string;        /* the last string literal or name */
	char quote[64];           /* see parser_quote */
	struct expression_path *paths;
	size_t npaths, paths_cap;
	/* Stacks: what is being read lies above what was begun before it. */
	struct selector *selectors;
	size_t nselectors, selectors_cap;
	struct segment *segments;
	size_t nsegments, segments_cap;
	const struct expr **operands;
	size_t noperands, operands_cap;
};

/* What was read in a place that does not say yet what it has to be. */
struct operand {
	const struct expr *expr;
	size_t at, end;
	size_t path; /* its number in paths, if it is a path; else NO_PATH */
	bool spaced; /* a path with blanks inside its brackets */
};

/* parse_text: the words of the language. */

/* The byte at the place of reading; -1 at the end. */
int parser_peek(const struct parser *parser);
void parser_skip_blanks(struct parser *parser);

/* Moves behind the character, or the word, if it is here. */
bool parser_take(struct parser *parser, char c);
bool parser_accept(struct parser *parser, const char *word);

/* Says what should be here, and what is. Returns false. */
bool parser_expected(struct parser *parser, const char *what);

/* A piece of the text for a message, cut where it is long; it lives until the next call. */
const char *parser_quote(struct parser *parser, size_t at, size_t end);

/* 'text' or "text", into parser->string. */
bool parser_string(struct parser *parser);

/* A member name without quotes, into parser->string. */
bool parser_name(struct parser *parser);

/* An integer of an index or a slice: no leading zero, no -0, exact in every JSON reader. */
bool parser_integer(struct parser *parser, int64_t *value);

/* Moves behind a number literal. */
bool parser_number(struct parser *parser);

/* parse_path: from the $ or @ on; singular paths are those that select at most one node. */
bool parse_path(struct parser *parser, struct operand *out);

/*
 * Refuses a path that would be singular if it had no blanks inside its brackets,
 * where the grammar of singular queries has none (RFC 9535 section 2.3.5.1).
 */
bool parse_singular(struct parser *parser, const struct operand *operand);

/* parse: a value, a path or a logical expression, as deep as NESTING_MAX allows. */
bool parse_operand(struct parser *parser, struct operand *out);

/*
 * parse_call: a function's name, which goes from out->at to end, where its
 * parenthesis is, and its arguments.
 */
bool parse_call(struct parser *parser, size_t end, struct operand *out);

/* Makes it what can stand for true or false; false if it cannot. */
bool parse_logical(struct parser *parser, struct operand *operand);

/*
 * make: the parts of an expression, each kept once in the space. Calls and
 * chains take their operands from the stack, where they begin at first.
 */
void make_operand(struct parser *parser, const struct expr *operand);
const struct expr *make_literal(struct parser *parser, int type, const char *text, size_t n);
const struct expr *make_path(struct parser *parser, const struct path *path);
const struct expr *make_call(struct parser *parser, const struct function *function,
	size_t first);
const struct expr *make_compare(struct parser *parser, enum comparison comparison,
	const struct expr *left, const struct expr *right);
const struct expr *make_chain(struct parser *parser, enum expr_kind kind, size_t first);

/* EXPR_NOT and EXPR_TEST. */
const struct expr *make_single(struct parser *parser, enum expr_kind kind,
	const struct expr *operand);

#endif
