/*
 * What patterns say of a text, all of them together, and known at once for the text that was
 * asked of last: lists have one account.
 * Knows texts and patterns; nothing of what their verdicts are for.
 */
#ifndef PEERLINT_QUIZ_H
#define PEERLINT_QUIZ_H

#include <stdbool.h>
#include <stdint.h>

struct node;
struct quiz;
struct regex;

struct quiz *quiz_new(void);

/* Takes NULL. */
void quiz_free(struct quiz *quiz);

/* Adds a pattern. False if it is NULL, not simple, or there is no room for it. */
bool quiz_add(struct quiz *quiz, struct regex *regex, bool whole);

/*
 * Sets the bits, below 1 << 31, of those that match, in their order; false if they are to be asked
 * apart, as it is if node is no string.
 */
bool quiz_ask(struct quiz *quiz, const struct node *node, uint32_t *answers);

#endif
