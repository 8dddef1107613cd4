/*
 * Running the good and bad examples of rules, each under its own rule.
 * Knows packs and linting; prints nothing.
 */
#ifndef PEERLINT_SELFTEST_H
#define PEERLINT_SELFTEST_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct packs;

struct selftest {
	size_t passed, failed;
};

/*
 * Runs the examples of the rules that came from folders (folder.h). Appends a
 * line to out for every example that is not as its rule says: a good one that was
 * flagged, a bad one that was not, or more than once, or one that its shape refuses.
 */
struct selftest selftest_run(struct packs *packs, struct buf *out);

#endif
