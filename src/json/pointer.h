/*
 * JSON pointers (RFC 6901).
 * Knows nodes; nothing of rules.
 */
#ifndef PEERLINT_POINTER_H
#define PEERLINT_POINTER_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct err;
struct node;

/* Appends the pointer from the root of its tree to node: "" for the root. */
void pointer_print(struct buf *out, const struct node *node);

/* Appends "/" and a member's name as a reference token (~0, ~1). */
void pointer_add_token(struct buf *out, const char *name, size_t n);

/*
 * The node that a pointer leads to. NULL, and *err (unless err is NULL) says why
 * and where in the pointer, if it is no pointer or leads nowhere; a bad pointer
 * has err->length other than 0, one that leads nowhere 0.
 */
struct node *pointer_find(const struct node *root, const char *pointer, size_t n, struct err *err);

/* Whether the text is a pointer, whatever it leads to. */
bool pointer_is_valid(const char *text, size_t n);

#endif
