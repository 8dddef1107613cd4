/*
 * Running a program: is this value valid? No message is made here.
 * Knows programs and nodes; nothing of findings.
 */
#ifndef PEERLINT_RUN_H
#define PEERLINT_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shape/program.h"

struct mem;
struct schemas;
struct shape_run;

/* Schemas that one value, and those around it, are passing. Bounds the stack. */
#define RUN_DEPTH 5000

/* Steps that a value may take: some, and more for every byte of it. */
#define RUN_STEPS 1000000
#define RUN_STEPS_PER_BYTE 1000

#define SEEN_BITS 64

/* Which members or elements of a value have been evaluated, by their place. */
struct seen {
	uint64_t word;   /* of the first 64 */
	uint64_t *words; /* instead of word, where there are more; else NULL */
	size_t count;
};

/* The resources that were entered, the innermost first. */
struct scope {
	const struct resource *resource;
	const struct scope *outer;
};

enum run_limit {
	LIMIT_NONE,
	LIMIT_DEPTH,
	LIMIT_STEPS,
};

struct run {
	struct schemas *schemas;
	struct mem *mem;     /* for a moment */
	bool by_text;        /* the value was read before the names of its shape were known */
	bool warn;           /* look for members that nothing evaluates */
	bool unknown;        /* there may be one */
	enum run_limit limit; /* that was reached */
	unsigned depth;
	uint64_t steps; /* that are left */
	const struct scope *scope;
};

/* Steps after which the check of a value is given up. */
uint64_t run_steps(const struct node *value);

/* For a check of value with a shape's schemas. */
void run_init(struct run *run, const struct shape *shape, const struct node *value);

/* Checks a value against a schema of a shape, within these resources: what shape_check does. */
bool run_value(const struct shape *shape, const struct sub *sub, const struct scope *scope,
	const struct node *value, const struct shape_run *run);

/* Counts one more look at a value. True, and it is noted, if a limit is reached. */
bool run_is_too_far(struct run *run, const struct node *value);

/* Whether value passes sub. What it evaluates is marked in seen, unless that is NULL. */
bool run_check(struct run *run, const struct sub *sub, const struct node *value, struct seen *seen);

/*
 * The same for a value that is a member, an element, or the root: nothing outside asks what it
 * evaluates.
 */
bool run_apply(struct run *run, const struct sub *sub, const struct node *value);

/* One instruction that looks at nothing but the value itself: up to OP_UNIQUE. */
bool run_assertion(struct run *run, const struct insn *insn, const struct node *value);

/* The first element that repeats one before it, which is left in *first; NULL if there is none. */
const struct node *run_duplicate(
	struct run *run, const struct node *array, const struct node **first);

/* Whether the type of value is one that sub allows. */
bool run_type(const struct sub *sub, const struct node *value);

/* Where a $dynamicRef leads just now. */
const struct sub *run_dynamic(const struct run *run, const struct dynamic *dynamic);

/* The id of a member's name, by its text. */
uint32_t run_find_name(const struct run *run, const struct node *member);

/* What the table of a schema says of a member; NULL if nothing. */
static inline const struct member *run_member(const struct run *run, const struct members *members,
	const struct node *member)
{
	uint32_t name = run->by_text ? run_find_name(run, member) : member->name;
	uint32_t i;

	if (name == NAME_NONE)
		return NULL;
	for (i = name_slot(members, name); members->slots[i].name != name;
		i = (i + 1) & members->mask)
		if (members->slots[i].name == NAME_NONE)
			return NULL;
	return &members->slots[i];
}

/* Whether an object has a member. */
bool run_has(const struct run *run, const struct node *object, uint32_t name);

/* The name of a member as a value of its own, as propertyNames sees it. */
struct node run_name_node(const struct node *member);

void seen_init(struct seen *seen, struct run *run, const struct node *value);
void seen_mark_all(struct seen *seen);
void seen_merge(struct seen *seen, const struct seen *more);
bool seen_has(const struct seen *seen, size_t i);
bool seen_has_all(const struct seen *seen);

static inline void seen_mark(struct seen *seen, size_t i)
{
	uint64_t *word = seen->words ? &seen->words[i / SEEN_BITS] : &seen->word;

	*word |= (uint64_t)1 << (i % SEEN_BITS);
}

#endif
