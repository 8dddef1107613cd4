/*
 * The kinds and rules of the program: read at every start, without parsing
 * anything, from the constants that builtin.h declares.
 * Knows kinds, rules and their expressions; nothing of files.
 */
#ifndef PEERLINT_FROZEN_H
#define PEERLINT_FROZEN_H

struct builtin_pack;
struct kind;
struct pack;
struct packs;

/* Adds the kinds of a pack of the program, without their rules. */
void frozen_read_kinds(struct packs *packs, const struct pack *pack,
	const struct builtin_pack *builtin);

/*
 * Adds the rules of the program that speak of a kind, but for those that are there already and those of packs
 * that came from a folder.
 */
void frozen_read_rules(struct packs *packs, struct kind *kind);

#endif
