/*
 * Which rules there are, by their ids, without loading a pack's rules.
 * Knows the tables of all rules; nothing of what they say.
 */
#ifndef PEERLINT_KNOWN_H
#define PEERLINT_KNOWN_H

#include <stdbool.h>

struct packs;

/* Calls visit for every id until it returns true, and returns whether it did. */
typedef bool known_visit(void *context, const char *id);
bool known_each(const struct packs *packs, known_visit *visit, void *context);

/* Whether an id, or a glob over ids, means any rule. */
bool known_matches(const struct packs *packs, const char *glob);

/* Whether the text is a glob, not an id. */
bool known_is_glob(const char *text);

/* The id that is nearest to this one, in buffer; NULL if none is near. */
const char *known_similar(const struct packs *packs, const char *id, char *buffer, unsigned size);

/* Whether the rule compares documents: relations report nothing where the others are not given. */
bool known_is_relation(const struct packs *packs, const char *id);

#endif
