/*
 * Shapes: JSON Schema 2020-12, compiled to a flat program, with findings that
 * name the one thing that is wrong.
 * Knows nodes; nothing of packs, rules or output.
 */
#ifndef PEERLINT_SHAPE_H
#define PEERLINT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct buf;
struct err;
struct mem;
struct names;
struct node;

/* Schemas by their URI, embedded resources included, and what was compiled of them. */
struct schemas;

/*
 * In mem. Names of members are added to names. The meta-schemas of 2020-12 are there from the
 * start.
 */
struct schemas *schemas_new(struct mem *mem, struct names *names);

/* Closes what is not memory (patterns). Takes NULL. */
void schemas_close(struct schemas *schemas);

/*
 * Called when a $ref leads to a resource that is not there: gives the root of
 * the schema, or NULL with the reason in *err. The file name is for messages; it and the node live
 * as long as the schemas.
 */
typedef const struct node *(*schemas_load)(void *context, const char *uri, const char **file,
	struct err *err);
void schemas_set_loader(struct schemas *schemas, schemas_load load, void *context);

/*
 * Adds a schema document under a URI (also those that its $id and the $ids
 * inside it give). The node and file name must live as long as the schemas.
 */
bool schemas_add(struct schemas *schemas, const char *uri, const char *file,
	const struct node *root, struct err *err);

/*
 * Asserts format (true, the default) or only annotates it, as the specification's own default
 * is.
 */
void schemas_set_format(struct schemas *schemas, bool assert_format);

/*
 * Something wrong in a schema itself: a violation of the meta-schema, a $ref to nowhere, a bad
 * pattern.
 */
struct schema_problem {
	const char *file;
	const struct node *node; /* in the schema file */
	const char *message;
	const char *help;      /* NULL if none */
	size_t at,
		length; /* bytes of the node's text to blame (in a pattern); length 0: all of it */
};

/* A compiled schema. */
struct shape;

/*
 * Compiles the schema at a URI (with a fragment: a pointer or an anchor), and
 * all that it refers to. NULL if one is wrong: then report (which may be NULL) was
 * told each problem, and *err has the first. Compiling the same URI again gives the same shape.
 */
struct shape *shape_compile(struct schemas *schemas, const char *uri,
	void (*report)(void *context, const struct schema_problem *problem), void *context,
	struct err *err);

/* Checks a schema document against the meta-schema that it names; false if it breaks it. */
bool schema_check(struct schemas *schemas, const char *file, const struct node *root,
	void (*report)(void *context, const struct schema_problem *problem), void *context);

/* One thing that is wrong with a value. Strings live until the report function returns. */
struct violation {
	const char *rule; /* "shape/required", "shape/enum", … */
	enum severity severity;
	const struct node *node; /* the value to blame */
	bool at_key;             /* blame its key */
	const char *message;
	const char *help; /* "did you mean customer_asn?"; NULL if there is nothing to say */
	const char *fix;  /* JSON text to put in its place, of a key too; NULL if it cannot be told */
	const char *schema; /* URI of the keyword that failed */
};

struct shape_run {
	void (*report)(
		void *context, const struct violation *violation); /* NULL: only the verdict */
	void *context;
	bool warn_unknown; /* report members that no subschema has evaluated as shape/unknown-member
			    */
};

/*
 * Whether the value is valid. Without a report it stops at the first violation. Allocates
 * nothing for a value that is valid.
 */
bool shape_check(struct shape *shape, const struct node *value, const struct shape_run *run);

/*
 * Whether the elements of this array, which is the root or a member within objects, can be checked
 * apart from it, for the shape asks only of each by itself, and of their number. shape_check_element
 * does so; then shape_check of the root says the rest where the array only knows their number.
 */
bool shape_has_elements(const struct shape *shape, const struct node *array);
bool shape_check_element(struct shape *shape, const struct node *element,
	const struct shape_run *run);

/*
 * The rules that violations name, for explain, rules and SARIF; ends with an entry whose id is
 * NULL.
 */
struct shape_rule {
	const char *id;
	enum severity severity;
	const char *summary;
	const char *why;
	const char *source;
};
extern const struct shape_rule shape_rules[];

/*
 * What a value at a path of member names (NULL: any element, or any member) can be, for checking
 * expressions: SHAPE_NEVER when no schema there names it, with the nearest name that is there in
 * *suggestion (NULL if none).
 */
enum shape_reach {
	SHAPE_NEVER,
	SHAPE_POSSIBLE,
	SHAPE_BOOLEAN, /* it is there and can only be a boolean */
};
enum shape_reach shape_reach(const struct shape *shape, const char *const *path, size_t n,
	const char **suggestion);

/* Visits every member name whose schema is marked x-secret: true. */
void shape_secrets(const struct shape *shape, void (*visit)(void *context, const char *name),
	void *context);

#endif
