/*
 * Telling what is wrong with a value that is not valid: one finding for each
 * fault, and none that only follows from another.
 * Knows programs, nodes and words; nothing of packs or output.
 */
#ifndef PEERLINT_EXPLAIN_H
#define PEERLINT_EXPLAIN_H

#include "base/buf.h"
#include "shape/map.h"
#include "shape/run.h"
#include "shape/shape.h"

/* Of several faults of one value only the one that comes first here is told. */
enum rank {
	RANK_TYPE,
	RANK_VALUES,
	RANK_FORMAT,
	RANK_PATTERN,
	RANK_LIMIT,
	RANK_FIRST, /* those above are of this kind; those below stand side by side */
	RANK_OTHER = RANK_FIRST,
};

/* A violation that may be told in the end. */
struct told {
	struct violation violation;
	enum rank rank;
};

/* A member that is missing from an object. */
struct missing {
	uint32_t name;
	const struct sub *sub; /* that requires it */
	const char *context;   /* in which it does */
	struct missing *next;
};

struct members_list {
	const struct members *members;
	struct members_list *next;
};

/* What was learned of one object by all schemas that it had to pass. */
struct object {
	const struct node *node;
	struct seen seen; /* members that a schema spoke of, be it only to require them */
	bool named;                  /* a schema names members */
	struct members_list *tables; /* those that spoke of it */
	bool closed;                 /* a member was told to be one too many */
	struct missing *missing, **missing_end;
	struct object *next;
};

struct explain {
	struct run run;
	struct mem *mem; /* for all that is told */
	const struct node *root; /* the document */
	bool warn_unknown;
	const char *context; /* "as a GCP partner interconnect: ", or "" */
	struct told *items;
	size_t count, cap;
	struct map objects; /* node → struct object */
	struct map closed;  /* member that is one too many → index of what was told of it, + 1 */
	struct object *first, **end;
	struct buf buf; /* for making a message */
};

/* Collects what is wrong with value. */
void explain_value(struct explain *explain, const struct sub *sub, const struct node *value);

/* The same for a schema that is applied to a value that others may be applied to as well. */
void explain_sub(struct explain *explain, const struct sub *sub, const struct node *value,
	struct seen *seen);

/* anyOf and oneOf: the branch that was meant. */
void explain_branches(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value, struct seen *seen);

/* Says what an assertion on the value alone (see run_assertion), or its type, finds wrong. */
void explain_type(struct explain *explain, const struct sub *sub, const struct node *value);
void explain_assertion(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value);

/* Misspelt, missing and unknown members, once all schemas have spoken. */
void explain_objects(struct explain *explain);

/* Reports what is left when what follows from something else is taken away. */
void explain_report(struct explain *explain, const struct shape_run *run);

/* What is known of an object so far. */
struct object *explain_object(struct explain *explain, const struct node *node);

/* What explain_tell is to tell. The message is in explain->buf. */
struct fault {
	const char *rule;
	enum rank rank;
	enum severity severity; /* 0: error */
	const struct sub *sub;  /* NULL: no schema is to be named */
	const char *keyword;    /* that failed; NULL: the schema as a whole */
	const struct node *node;
	bool at_key;
	const char *help, *fix;
};

/* Adds a violation; the schema's x-message, if there is one, takes the message's place. */
void explain_tell(struct explain *explain, const struct fault *fault);

/* Words. A value's name is its member name, with the index behind it for elements. */
void say_name(struct explain *explain, const struct node *node);
void say_value(struct buf *out, const struct node *node);
void say_types(struct buf *out, unsigned types, bool integer);
void say_list(struct buf *out, const struct values *values);

/* A value that stands in a schema: never secret, though its name may be. */
void say_schema_value(struct buf *out, const struct node *value);

/*
 * What a schema asks of values of one type, in a few words; false, and nothing is added, if it
 * has none.
 */
bool say_form(struct buf *out, const struct sub *sub, enum node_type type);

/* Whether the node is a member's name: see run_name_node. */
bool say_is_name(const struct node *node);

/* ", found VALUE", but for the name of a member, which stands at the beginning of the message. */
void say_found(struct buf *out, const struct node *node);

/* The value of the list that was probably meant; NULL if none is near. */
const struct node *suggest_value(const struct values *values, const struct node *value);

/*
 * The candidate that a misspelt name was meant to be; NULL if none is near. Short names are all
 * near to each other.
 */
const char *suggest_name(const char *name, const char *const *candidates, size_t n);

/* The JSON text of a value, in mem. */
const char *suggest_text(struct explain *explain, const struct node *value);

#endif
