/*
 * peerlint as a general JSON Schema validator: --shape FILE.
 * Knows schema files; says what is wrong in them on standard error.
 */
#ifndef PEERLINT_GENERAL_H
#define PEERLINT_GENERAL_H

struct options;
struct packs;
struct shape;

/* The compiled schema of --shape, or NULL after saying what is wrong with it. */
struct shape *general_shape(struct packs *packs, const struct options *options);

#endif
