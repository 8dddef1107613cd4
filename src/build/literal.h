/*
 * Bytes as C has them in its text.
 * Knows C's literals; nothing of what they are for.
 */
#ifndef PEERLINT_LITERAL_H
#define PEERLINT_LITERAL_H

struct buf;

/* Appends a constant array of char with these bytes, a NUL behind them. */
void literal_print(struct buf *out, const char *name, const struct buf *bytes);

#endif
