/*
 * The compiler's inside: what its files say to each other.
 * Knows keywords and instructions; nothing of running them.
 */
#ifndef PEERLINT_COMPILE_H
#define PEERLINT_COMPILE_H

#include "shape/program.h"
#include "shape/resource.h"
#include "shape/shape.h"

/* An instruction, and the types of value that it is for. */
struct draft {
	struct insn insn;
	unsigned types;
};

struct compiler {
	struct schemas *schemas;
	void (*report)(void *context, const struct schema_problem *problem);
	void *context;
	struct err *err;
	bool failed;
	struct sub *first, *last; /* all that this compilation has made, in order */
	struct draft *drafts; /* of the schema that is being compiled */
	size_t ndrafts, cap;
};

/* The keywords of one schema; NULL where one is absent, or the vocabulary is. */
struct keyword_values {
	const struct node *of[KEYWORD_COUNT];
};

/*
 * The compiled form of a schema, which may still be empty: it is filled before the compiler
 * ends.
 */
const struct sub *compile_need(struct compiler *compiler, const struct node *node);

/* Adds an instruction for values of some types (1 << NODE_…, ored). */
void compile_emit(struct compiler *compiler, unsigned types, struct insn insn);

/* Tells that something is wrong with a node of a schema. */
void compile_problem(struct compiler *compiler, const struct sub *sub, const struct node *node,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same, for bytes of its text. */
void compile_problem_at(struct compiler *compiler, const struct sub *sub, const struct node *node,
	size_t at, size_t length, const char *message);

/* One file a group of keywords. Each adds what the schema's keywords of its group say. */
void compile_assertions(
	struct compiler *compiler, struct sub *sub, const struct keyword_values *values);
void compile_members(
	struct compiler *compiler, struct sub *sub, const struct keyword_values *values);
void compile_items(struct compiler *compiler, struct sub *sub, const struct keyword_values *values);
void compile_in_place(
	struct compiler *compiler, struct sub *sub, const struct keyword_values *values);
void compile_unevaluated(struct compiler *compiler, struct sub *sub,
	const struct keyword_values *values);

/* A pattern, closed with the schemas; NULL if it is none, which was told. */
struct regex *compile_pattern(struct compiler *compiler, const struct sub *sub,
	const struct node *node, const char *text, size_t n);

/* Keeps a regex for as long as the schemas; returns it. */
struct regex *compile_keep_regex(struct schemas *schemas, struct regex *regex);

/* The number of a limit. */
const struct limit *compile_read_limit(struct mem *mem, const struct node *value);

/* An empty table for so many names; the place of a name in it, which is entered if it is new. */
void compile_make_slots(struct mem *mem, struct members *members, size_t most);
struct member *compile_member_slot(struct members *members, uint32_t name);

/* The shape with all that words are made of: itself, or the one that it was frozen from. */
const struct shape *compile_whole(const struct shape *shape);

/* A keyword's value as a count; false, and it was told, if it is none. */
bool compile_count(struct compiler *compiler, const struct sub *sub, const struct node *node,
	size_t *count);

#endif
