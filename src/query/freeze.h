/*
 * Numbers, texts and literals as bytes and back: the packs of the program are
 * compiled when it is built, as that took longer at every start than a lint.
 * Knows values; nothing of what they are for.
 */
#ifndef PEERLINT_FREEZE_H
#define PEERLINT_FREEZE_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct mem;
struct node;

/* Bytes of whole numbers, 7 bits a byte, low ones first. */
void freeze_number(struct buf *out, uint64_t number);
void freeze_string(struct buf *out, const char *text, size_t n);

/* A text with a NUL behind it, which stays where it is; *n may be NULL. */
uint64_t thaw_number(const char **p);
const char *thaw_string(const char **p, size_t *n);

/* A literal: null, a boolean, a number or a string; its text stays where it is. */
void freeze_literal(struct buf *out, const struct node *literal);
const struct node *thaw_literal(struct mem *mem, const char **p);

#endif
