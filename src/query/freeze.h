/*
 * Compiled expressions as bytes and back: the packs of the program are parsed
 * when it is built, as parsing them at every start took longer than a lint.
 * Knows expressions; nothing of rules.
 */
#ifndef PEERLINT_FREEZE_H
#define PEERLINT_FREEZE_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct expression;
struct mem;
struct node;
struct query_space;

/* Bytes of whole numbers, 7 bits a byte, low ones first. */
void freeze_number(struct buf *out, uint64_t number);
void freeze_string(struct buf *out, const char *text, size_t n);

/* A text with a NUL behind it, which stays where it is; *n may be NULL. */
uint64_t thaw_number(const char **p);
const char *thaw_string(const char **p, size_t *n);

/* A literal: null, a boolean, a number or a string; its text stays where it is. */
void freeze_literal(struct buf *out, const struct node *literal);
const struct node *thaw_literal(struct mem *mem, const char **p);

/* Gathers expressions of one space, in sections that are read one without the other. */
struct freezer;
struct freezer *freezer_new(void);
void freezer_free(struct freezer *freezer);

/* The number of an expression in its section; 0 for NULL. */
uint32_t freezer_add(struct freezer *freezer, const struct expression *expression);

/* Appends what was added since the section before, and begins the next one. */
void freezer_write_section(struct freezer *freezer, struct buf *out);

/*
 * Reads what freezer_write_section wrote into the memory of the space, whose names have the ids of those it
 * was written from. The bytes must stay, as literals are not copied, and are trusted: they are the program's own.
 * Moves *p behind them. The array gives an expression for each number, NULL for 0.
 */
struct expression *const *freeze_read_section(struct query_space *space, const char **p);

#endif
