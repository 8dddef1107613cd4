/*
 * The class of a node for some verdicts: what they depend on, in a few words. Where the words
 * of two nodes are equal, the verdicts are.
 *
 * A verdict is made of comparisons, tests and calls by !, && and ||, so that it depends on no
 * more than what each of these gives. What a value is compared with is known before: of an
 * integer it is enough between which of such numbers it lies, of an address between which ends
 * of blocks, of a text which of some it is, or how long it is. So addresses that were never seen
 * are of a class that was. What can be told in no such way is evaluated and what it gives is
 * taken for the words.
 * Knows expressions and how they are evaluated; nothing of who remembers words.
 */
#ifndef PEERLINT_DIGEST_H
#define PEERLINT_DIGEST_H

#include <stddef.h>
#include <stdint.h>

struct op;
struct query_run;

/* Words of a digest at most. */
#define DIGEST_MAX 64

struct digest;
struct digest *digest_new(struct query_run *run);

/* Takes NULL. */
void digest_free(struct digest *digest);

/* Adds what a verdict depends on. It reads values by paths of names, and nothing else. */
void digest_add(struct digest *digest, const struct op *verdict);

/* How many words it has at most: 1 to DIGEST_MAX; 0 if they would be too many. */
size_t digest_size(const struct digest *digest);

/*
 * For the run that it was made for: writes the words for the node that is @ and returns how many there are; 0 if there are none,
 * as something is of no class, or takes too long to tell. The run is as it was then.
 */
size_t digest_make(struct digest *digest, struct query_run *run, uint32_t *words);

#endif
