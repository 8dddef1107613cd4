/*
 * Values and places as text for people.
 * Knows nodes; nothing of expressions.
 */
#ifndef PEERLINT_PRINT_H
#define PEERLINT_PRINT_H

struct buf;
struct node;

/* Bytes of a value that a message shows. */
#define PRINT_MOST 200

/*
 * Appends a value: a string without its quotes, the rest as node_describe does; long
 * ones are cut.
 */
void print_value(struct buf *out, const struct node *value);

#endif
