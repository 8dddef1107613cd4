/*
 * The document model: cJSON's tree, with the place of every value and key.
 * Knows JSON values (cJSON) and addresses; nothing of kinds, shapes or rules.
 */
#ifndef PEERLINT_NODE_H
#define PEERLINT_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "json/names.h"
#include "net/prefix.h"

struct buf;
struct mem;

enum node_flags {
	NODE_INTEGER = 1 << 0, /* a number without fraction or exponent of at most 15 digits:
				  valuedouble is exact */
	NODE_SECRET = 1 << 1,  /* its name, or that of a container around it, is secret */
	NODE_ESCAPED = 1 << 2, /* a string that was written with escapes: its text differs from its
				  bytes in the file */
	NODE_SEEN = 1 << 3,    /* for whoever walks a tree and must not come to a value twice; not
				  set at first */
	NODE_OUTSIDE = 1 << 4, /* around the text that was read: only what pointers need is there */
};

/*
 * A value. The item comes first, so that a cJSON * inside the tree is a
 * struct node *, and the tree is a cJSON tree that cJSON's own functions can
 * read (but never delete: everything lies in one arena).
 *
 * Strings: item.valuestring is the decoded text in UTF-8 (a lone surrogate as
 * three bytes) with a NUL behind it; length is its length, as it may hold NUL.
 * Numbers: item.valuestring is the number as it is written, length its length.
 * Arrays and objects: length is the number of children. Of members with one
 * name only the last is in the tree.
 */
struct node {
	cJSON item;
	uint32_t start, end; /* bytes of the value in its text, quotes and brackets included */
	uint32_t key_start, key_end; /* of its key with the quotes; both 0 for what is no member */
	uint32_t length;
	uint32_t key_length; /* bytes of item.string; of an element of an array, its index */
	uint32_t name;       /* id of item.string in the names table, or NAME_NONE */
	uint32_t flags;
	struct node *parent; /* NULL for the root */
	struct prefix prefix; /* for node_prefix alone; its family is 0 as long as nobody asked */
};

enum node_type {
	NODE_NULL,
	NODE_FALSE,
	NODE_TRUE,
	NODE_NUMBER,
	NODE_STRING,
	NODE_ARRAY,
	NODE_OBJECT,
};

static inline enum node_type node_type(const struct node *node)
{
	switch (node->item.type & 0xFF) {
	case cJSON_False:
		return NODE_FALSE;
	case cJSON_True:
		return NODE_TRUE;
	case cJSON_Number:
		return NODE_NUMBER;
	case cJSON_String:
		return NODE_STRING;
	case cJSON_Array:
		return NODE_ARRAY;
	case cJSON_Object:
		return NODE_OBJECT;
	default:
		return NODE_NULL;
	}
}

/* The first child and the next sibling; NULL where there is none. */
static inline struct node *node_child(const struct node *node)
{
	return (struct node *)node->item.child;
}

static inline struct node *node_next(const struct node *node)
{
	return (struct node *)node->item.next;
}

static inline const char *node_text(const struct node *node)
{
	return node->item.valuestring;
}

static inline const char *node_key(const struct node *node)
{
	return node->item.string;
}

/* In the place of a family: the string is no address. */
#define NODE_NO_PREFIX 1

/* For node_prefix: reads what a string is. */
void node_read_prefix(struct node *node);

/*
 * The address or prefix that a value is, or NULL. Formats, rules and relations ask for the
 * same few: a string is read once, and the node keeps what it is.
 */
static inline const struct prefix *node_prefix(const struct node *node)
{
	if ((node->item.type & 0xFF) != cJSON_String)
		return NULL;
	if (node->prefix.family == 0)
		node_read_prefix((struct node *)node);
	return node->prefix.family == NODE_NO_PREFIX ? NULL : &node->prefix;
}

/* "null", "boolean", "number", "string", "array", "object". */
const char *node_type_name(const struct node *node);

/*
 * The member of this name; NULL if there is none, or node is no object. The second
 * takes a name's id.
 */
struct node *node_member(const struct node *node, const char *name);
struct node *node_member_text(const struct node *node, const char *name, size_t n);
struct node *node_member_id(const struct node *node, uint32_t name);

/* The element at index, or NULL. */
struct node *node_element(const struct node *node, size_t index);

/* The text of a string member; NULL if there is none, or it is no string. */
const char *node_member_string(const struct node *node, const char *name);

/* Equality of JSON values: numbers by value, objects whatever the order of their members. */
bool node_equal(const struct node *a, const struct node *b);

/* A hash for which equal values are equal; it differs from run to run. */
uint64_t node_hash(const struct node *node);

/*
 * What pointers need of a node and of those around it, with keys of its own and NODE_OUTSIDE; what is in
 * them is left out. NULL for NULL.
 */
struct node *node_copy_path(struct mem *mem, const struct node *node);

/*
 * Gives the names of a tree that was read before they were added to the table their
 * ids, and marks the secret ones.
 */
void node_rename(struct node *root, const struct names *names);

/*
 * Appends a value for a message: strings in quotes, escaped as JSON, cut to
 * most bytes with … behind; arrays and objects as […] and {…}; secrets as ….
 */
void node_describe(struct buf *out, const struct node *node, size_t most);

/* Appends the whole value as JSON without blanks; secrets as "…". */
void node_print(struct buf *out, const struct node *node);

/* Appends text as a JSON string with its quotes (lone surrogates as \uD8XX). */
void node_print_string(struct buf *out, const char *text, size_t n);

#endif
