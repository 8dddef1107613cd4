/*
 * Schema resources: the documents and what is embedded in them, by URI, with
 * their anchors; and where a reference leads.
 * Knows $id, anchors and $schema; nothing of what is asserted.
 */
#ifndef PEERLINT_RESOURCE_H
#define PEERLINT_RESOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "shape/map.h"
#include "shape/shape.h"

struct names;

/* How a resource's keywords are read. */
enum dialect {
	DIALECT_UNKNOWN, /* until it is asked for */
	DIALECT_2020,
	DIALECT_2019, /* tuples by items and additionalItems */
	DIALECT_7,    /* the same, and $ref hides what is beside it */
};

struct anchor {
	const char *name;
	const struct node *node;
	struct anchor *next;
	bool dynamic;
};

struct resource {
	const char *uri; /* without fragment */
	const char *file;
	const struct node *root;
	const struct node *schema; /* the value of $schema; NULL if there is none */
	struct resource *parent;   /* that it is embedded in */
	struct anchor *anchors;
	enum dialect dialect;
	unsigned vocabularies;
	struct resource *next_entered; /* of those that are compiled, at least in part */
	bool entered;
};

struct schemas {
	struct mem *mem;
	struct names *names;
	struct names *uris;         /* ids of URIs */
	struct resource **by_uri;   /* by such an id */
	size_t uris_cap;
	struct map roots;           /* node of a resource's root → resource */
	struct map subs;            /* node → struct sub */
	struct resource *entered;
	struct dynamic_name *dynamics;
	struct regex_list *regexes; /* to be closed */
	struct shape *shapes;
	schemas_load load;
	void *load_context;
	bool assert_format;
	struct mem run_mem; /* what runs need for a moment; kept, so that most need no allocation */
};

/* The name of an anchor that a $dynamicRef searches for. */
struct dynamic_name {
	const char *name;
	struct dynamic_name *next;
};

struct regex_list {
	struct regex *regex;
	struct regex_list *next;
};

/*
 * The dialect that a $schema names, where it is known without its meta-schema; else
 * DIALECT_UNKNOWN.
 */
enum dialect dialect_find(const char *uri);

/*
 * The resource with a URI (its fragment is not looked at), loaded if need be; NULL if there is
 * none.
 */
struct resource *resource_find(struct schemas *schemas, const char *uri, struct err *err);

/* The resource that a node of a schema is in. */
struct resource *resource_of(const struct schemas *schemas, const struct node *node);

/* Where a reference that stands in resource from leads; NULL, and *err says what was looked for. */
const struct node *resource_resolve(struct schemas *schemas, const struct resource *from,
	const char *reference, struct resource **resource, struct err *err);

/* The anchor of this name; NULL if there is none. */
const struct anchor *resource_anchor(const struct resource *resource, const char *name);

/* Finds out dialect and vocabularies. False, and *err says why, if they are not known here. */
bool resource_read_dialect(struct schemas *schemas, struct resource *resource, struct err *err);

#endif
