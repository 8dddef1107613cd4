/*
 * Kinds and rules as the constants that pack/builtin.h declares.
 * Knows what a run needs of them; nothing of how it reads them (pack/frozen.h).
 */
#ifndef PEERLINT_FROZEN_MAKER_H
#define PEERLINT_FROZEN_MAKER_H

struct buf;
struct frozen_maker;
struct kind;
struct packs;
struct pattern_maker;
struct rule;

/* For packs whose kinds are all there. */
struct frozen_maker *frozen_maker_new(const struct packs *packs);
void frozen_maker_free(struct frozen_maker *maker);

/* Adds a rule; all rules come before the kinds, in the order that kinds have them in. */
void frozen_add_rule(struct frozen_maker *maker, struct rule *rule);

/* Adds a kind, in the order of the packs; shape is what its shape is frozen to, empty if it cannot be. */
void frozen_add_kind(struct frozen_maker *maker, const struct kind *kind, const struct buf *shape);

/* Adds the patterns of all expressions to those of the program. */
void frozen_add_patterns(struct frozen_maker *maker, struct pattern_maker *patterns);

/* Appends the C text of all that: kinds, rules, relations, and what they refer to. */
void frozen_print(struct frozen_maker *maker, struct buf *out);

#endif
