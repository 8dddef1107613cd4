/*
 * What verdicts see of the value that a path of names leads to, and the words that tell it.
 * Knows values, and what functions depend on; nothing of how verdicts are made of each other.
 */
#ifndef PEERLINT_VIEW_H
#define PEERLINT_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net/borders.h"

struct function;
struct node;
struct op;
struct registry;

/* What it sees at least. */
enum sight {
	SIGHT_NONE,
	SIGHT_EXISTENCE,
	SIGHT_TYPE,
};

/* Zero-initialised, but for its path, it sees nothing. */
struct view {
	const struct op *path;
	enum sight sight;
	uint32_t member;           /* the name that the path begins with; UINT32_MAX: there is none */
	bool rooted;               /* the path depends on the document alone */
	bool children;             /* it is a path of OP_CHILDREN: how many there are, and nothing else */
	bool address;              /* and of an address its form */
	bool asn;                  /* texts are AS numbers, too, of which nothing is told */
	struct borders integers;   /* between which of these it is */
	struct borders bytes, length;
	struct borders blocks[2];  /* between which addresses, of IPv4 and IPv6 */
	uint64_t sets;             /* whose blocks are among these: a bit for each of the first 64 */
	const struct op **texts;   /* literals: which of them it is */
	uint64_t text_lengths;     /* a bit for each length that they have, modulo 64 */
	size_t ntexts, cap;
};

void view_release(struct view *view);

/* Whether more than can be told is to be seen. */
bool view_is_too_fine(const struct view *view);

/* Lets it see no less than this. */
static inline void view_add(struct view *view, enum sight sight)
{
	view->sight = view->sight > sight ? view->sight : sight;
}

/* How many words it has at most. */
size_t view_size(const struct view *view);

/* Lets it see how the value, or its size, compares with an integer; and whether it is this text. */
void view_add_integer(struct borders *borders, int64_t integer);
void view_add_text(struct view *view, const struct op *literal);

/*
 * Lets it see what a call depends on, whose arguments are the value and literals, but for an integer
 * that its result is compared with. False if that is all of the value.
 */
bool view_add_call(struct view *view, const struct op *call, const struct registry *registry);

/* The first words: Nothing, something, and from TELL_TYPE on the types. */
enum {
	TELL_NOTHING,
	TELL_SOMETHING,
	TELL_TYPE,
};

/* For view_tell: of a value of which more is seen than that it is there. */
uint32_t *view_tell_value(struct view *view, const struct node *node, uint32_t *words);

/*
 * Writes words for the value, NULL for Nothing, and returns what is behind them; NULL if it is
 * of no class. The view sees something.
 */
static inline uint32_t *view_tell(struct view *view, const struct node *node,
	uint32_t *words)
{
	if (node && view->sight != SIGHT_EXISTENCE)
		return view_tell_value(view, node, words);
	*words = node ? TELL_SOMETHING : TELL_NOTHING;
	return words + 1;
}

#endif
