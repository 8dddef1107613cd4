/*
 * IANA's registries and the providers' own numbers, as rules/registries/ has
 * them, for the functions is_in and asn_class; frozen as the packs are.
 * Knows the form of those files; nothing of rules.
 */
#ifndef PEERLINT_REGISTRIES_H
#define PEERLINT_REGISTRIES_H

#include <stdbool.h>

struct buf;
struct err;
struct node;
struct registry;

/* Appends the rows of one file of rules/registries/; false, and *err says which row is wrong. */
bool registries_write(const struct node *file, struct buf *out, struct err *err);

/* Appends what ends the rows of all files. */
void registries_end(struct buf *out);

/* Adds all rows to a registry. */
void registries_read(struct registry *registry, const char *bytes);

#endif
