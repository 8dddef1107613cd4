/*
 * Did you mean: the nearest of some words to one that is misspelt.
 * Knows strings; nothing of what they name.
 */
#ifndef PEERLINT_SIMILAR_H
#define PEERLINT_SIMILAR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Edits (insert, delete, change, swap of neighbours; a change of case only
 * costs less than a change of letter) that turn a into b, times 2; SIZE_MAX
 * when there are more than most. Words beyond 64 bytes are never similar.
 */
size_t similar_distance(const char *a, const char *b, size_t most);

/*
 * Whether b is a with one slip of the pen: one edit, or other case and separators. Words of
 * fewer than 3 letters bear no edit.
 */
bool similar_is_slip(const char *a, const char *b);

/*
 * Collects the best of the words that are shown to it. Near enough is a third
 * of the word's letters, and at least one edit; words that differ in case and
 * separators only (custIp, cust-ip, cust_ip) are nearer than all others.
 */
struct similar {
	const char *word;
	const char *best; /* NULL until a word is near enough */
	size_t distance;
};

void similar_init(struct similar *similar, const char *word);
void similar_try(struct similar *similar, const char *candidate);

/* The same over a list; NULL if none is near. */
const char *similar_find(const char *word, const char *const *candidates, size_t n);

#endif
