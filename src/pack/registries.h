/*
 * IANA's registries and the providers' own numbers, as rules/registries/ has
 * them, for the functions is_in and asn_class.
 * Knows the form of those files; nothing of rules.
 */
#ifndef PEERLINT_REGISTRIES_H
#define PEERLINT_REGISTRIES_H

#include <stdbool.h>

struct err;
struct node;
struct registry;

/* Adds the rows of one file of rules/registries/; false, and *err says which row is wrong. */
bool registries_add(struct registry *registry, const struct node *file, struct err *err);

#endif
