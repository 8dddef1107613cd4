/*
 * The packs of the program as bytes: written when it is built, read at every
 * start without parsing anything.
 * Knows kinds, rules and their expressions; nothing of files.
 */
#ifndef PEERLINT_FROZEN_H
#define PEERLINT_FROZEN_H

struct buf;
struct image_maker;
struct pack;
struct packs;
struct rule;

/*
 * Appends the kinds of a pack; and a list of rules. Their expressions are in an image,
 * which the program has as builtin_expressions.
 */
void frozen_write_kinds(const struct packs *packs, const struct pack *pack,
	struct image_maker *maker, struct buf *out);
void frozen_write_rules(struct rule *const *rules, unsigned n, struct image_maker *maker,
	struct buf *out);

/* Adds the kinds that frozen_write_kinds wrote; the bytes stay in use. */
void frozen_read_kinds(struct packs *packs, const struct pack *pack, const char *bytes);

/*
 * Adds the rules that frozen_write_rules wrote, but for those that are there already and those of packs that
 * came from a folder.
 */
void frozen_read_rules(struct packs *packs, const char *bytes);

#endif
