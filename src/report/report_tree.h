/*
 * Findings as JSON trees, for the formats that are JSON.
 * Knows findings and cJSON; nothing of which members a format wants.
 */
#ifndef PEERLINT_REPORT_TREE_H
#define PEERLINT_REPORT_TREE_H

#include <stdint.h>

#include "finding/finding.h"

struct buf;
struct cJSON;

/* A new object. From here on cJSON takes its memory where it cannot fail. */
struct cJSON *tree_object(void);

/* Adds a member to an object: a new object or array (which is returned), or a value. */
struct cJSON *tree_add_object(struct cJSON *object, const char *name);
struct cJSON *tree_add_array(struct cJSON *object, const char *name);
void tree_add_number(struct cJSON *object, const char *name, uint64_t number);

/* Text may be any bytes: what is no Unicode is made so when the tree is printed. NULL is null. */
void tree_add_string(struct cJSON *object, const char *name, const char *text);

/*
 * Adds "#/pointer: message" of a finding, for formats that have no member for
 * the pointer; "prefix: " goes before it unless prefix is NULL.
 */
void tree_add_claim(struct cJSON *object, const char *name, const char *prefix,
	const struct finding *finding);

/* Appends a new object to an array and returns it. */
struct cJSON *tree_append_object(struct cJSON *array);

/* Appends a text to an array. */
void tree_append_string(struct cJSON *array, const char *text);

/* One finding as the formats json and jsonl have it. */
struct cJSON *tree_finding(const struct finding *finding);

/* Appends the tree as one line of JSON, without a line end, and deletes it. */
void tree_print(struct buf *out, struct cJSON *tree);

#endif
