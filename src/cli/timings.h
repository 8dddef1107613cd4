/*
 * How long each step of a run and each rule took: --timings.
 * Knows what is timed, and the names of rules.
 */
#ifndef PEERLINT_TIMINGS_H
#define PEERLINT_TIMINGS_H

struct buf;
struct packs;
struct timing;

/* Appends a line for each that took any time, the longest first, and one for all. */
void timings_print(struct timing *timing, const struct packs *packs, struct buf *out);

#endif
