/*
 * Compiled expressions as constants of a C program: the packs of the program are
 * parsed when it is built, and their expressions are evaluated where they lie.
 * Knows operations; nothing of rules.
 */
#ifndef PEERLINT_IMAGE_H
#define PEERLINT_IMAGE_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct expression;
struct query_space;

struct query_image {
	const uint32_t *words; /* one expression after the other, behind a word that none has */
	uint32_t nwords;
	uint32_t nslots; /* their slots are 1 to this number */
};

/* The expression of a number; NULL for 0. */
const struct expression *image_expression(const struct query_image *image, uint32_t number);

/*
 * Gives the expressions of an image the first slots of a space in which nothing is compiled
 * yet. The names table must be the one that they were compiled with.
 */
void query_space_open(struct query_space *space, const struct query_image *image);

/* Gathers the expressions of a space that was opened without an image. */
struct image_maker;
struct image_maker *image_maker_new(const struct query_space *space);
void image_maker_free(struct image_maker *maker);

/* The number of an expression, the same for equal ones; 0 for NULL. */
uint32_t image_add(struct image_maker *maker, const struct expression *expression);

/* Visits the patterns of match and search that are literals. */
void image_each_pattern(struct image_maker *maker,
	void (*visit)(void *context, const char *pattern, size_t n), void *context);

/* What was added, as an image that lives as long as the maker, to which nothing is added any more. */
struct query_image image_make(struct image_maker *maker);

/* Appends the C text of an image, which gets this name. */
void image_print(const struct query_image *image, const char *name, struct buf *out);

#endif
