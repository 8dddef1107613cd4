/*
 * A compiled schema: for every type of value the list of instructions that
 * such a value has to pass.
 * Knows what keywords mean; nothing of how schemas are found or findings told.
 */
#ifndef PEERLINT_PROGRAM_H
#define PEERLINT_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json/node.h"
#include "json/number.h"
#include "shape/keyword.h"

struct format;
struct regex;
struct resource;
struct sub;

enum op {
	OP_END,
	OP_INTEGER,
	OP_VALUES, /* enum and const */
	OP_MINIMUM,
	OP_EXCLUSIVE_MINIMUM,
	OP_MAXIMUM,
	OP_EXCLUSIVE_MAXIMUM,
	OP_MULTIPLE,
	OP_MIN_LENGTH,
	OP_MAX_LENGTH,
	OP_FORMAT,
	OP_PATTERN,
	OP_MIN_COUNT, /* minItems and minProperties */
	OP_MAX_COUNT,
	OP_UNIQUE, /* up to here the value alone is looked at */
	OP_ITEMS,
	OP_CONTAINS,
	OP_MEMBERS,
	OP_MEMBER_NAMES,
	OP_DEPENDENT_REQUIRED,
	OP_DEPENDENT_SCHEMA,
	OP_REF, /* $ref, and each branch of allOf */
	OP_DYNAMIC_REF,
	OP_ANY_OF,
	OP_ONE_OF,
	OP_NOT,
	OP_IF,
	OP_UNEVALUATED_ITEMS,
	OP_UNEVALUATED_MEMBERS,
};

#define TYPES 7 /* as many as enum node_type has */
#define KINDS 8 /* as many as kind_of gives */

/*
 * The type of a value as runs see it: a bit of cJSON's, with no branch on the way; KIND_NONE
 * for none of them.
 */
#define KIND_NONE 0x80

static inline unsigned kind_of(const struct node *node)
{
	return (unsigned)__builtin_ctz((unsigned)node->item.type | KIND_NONE);
}

/* A limit on numbers. */
struct limit {
	struct number number;
	double value;
	bool exact; /* value is the number, and an integer that doubles count exactly */
};

/* The values of enum, or the one of const. */
struct values {
	const struct node **items;
	size_t count;
	const struct node **slots; /* by hash, where there are many; else NULL */
	size_t mask;
};

/* A name that properties or required speak of. */
struct member {
	uint32_t name; /* NAME_NONE in a free slot */
	bool required;
	const struct sub *sub; /* NULL: required speaks of it alone */
};

struct member_pattern {
	struct regex *regex;
	const struct sub *sub;
};

/* properties, required, patternProperties and additionalProperties of one schema. */
struct members {
	struct member *slots; /* by name_slot */
	unsigned shift;       /* of the product of the hash */
	uint32_t mask;
	struct member *list; /* in the order of the schema */
	size_t count;
	size_t required;
	struct member_pattern *patterns;
	size_t npatterns;
	const struct sub *rest; /* additionalProperties; NULL if there is none */
};

/* Where the search for a name begins in members->slots. */
static inline uint32_t name_slot(const struct members *members, uint32_t name)
{
	return (name * 0x9E3779B1u) >> members->shift;
}

/* prefixItems and items. */
struct items {
	const struct sub **prefix;
	size_t count;
	const struct sub *rest; /* NULL if there is none */
};

struct contains {
	const struct sub *sub;
	size_t least, most; /* SIZE_MAX: no limit */
};

/* A name, and what its presence asks for. */
struct dependent {
	uint32_t name;
	const struct sub *sub;  /* dependentSchemas */
	const uint32_t *needed; /* dependentRequired */
	size_t count;
};

struct branches {
	const struct sub **subs;
	size_t count;
};

struct condition {
	const struct sub *test, *then, *otherwise; /* NULL where there is none */
};

/* $dynamicRef: the anchor is searched for in the dynamic scope; found is where it leads without. */
struct dynamic {
	const char *anchor;
	const struct sub *found;
};

struct insn {
	enum op op;
	enum keyword keyword;
	const struct node *node; /* the keyword's value */
	union {
		size_t count;
		const struct limit *limit;
		const struct values *values;
		const struct format *format;
		struct regex *regex;
		const struct members *members;
		const struct items *items;
		const struct contains *contains;
		const struct dependent *dependent;
		const struct branches *branches;
		const struct condition *condition;
		const struct dynamic *dynamic;
		const struct sub *sub;
	} with;
};

/* A compiled schema or subschema. */
struct sub {
	/* What runs need, once all is compiled. */
	const struct sub *run; /* this, or what is run in its place: where a $ref alone leads */
	const struct insn *by_kind[KINDS];
	uint8_t kinds;                 /* cJSON's bits of what may be there */
	uint8_t flat;                  /* of these, those whose instructions look at the value alone */

	const struct insn *code[TYPES]; /* by type of value, each ending with OP_END */
	uint8_t types;                  /* 1 << enum node_type of what may be there */
	bool integer;                   /* numbers must be integers */
	bool never;                     /* the schema false */
	bool tracks;                    /* has unevaluated…: what is evaluated is kept track of */
	bool secret;                    /* x-secret: no output shows the value */
	bool names_members;             /* it, or what it applies in place, has properties */
	enum { SEARCH_NOT_YET, SEARCH_GOING_ON, SEARCH_DONE } search; /* for circles */
	const struct node *type; /* the value of the keyword; NULL if there is none */
	const struct members *members; /* NULL if there are none */
	const struct node *node;
	struct resource *resource;
	const char *title, *message, *description; /* NULL if not given */
	struct sub *next; /* in the order of compilation */
};

#define TYPES_ALL 0x7F

struct shape {
	struct schemas *schemas;
	const char *uri;
	const struct sub *root;
	struct shape *next;
	bool frozen; /* its subs have no more than a run needs (freeze_shape.h) */
};

#endif
