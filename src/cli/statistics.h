/*
 * How many findings each rule has: --statistics.
 * Knows findings; nothing of rules.
 */
#ifndef PEERLINT_STATISTICS_H
#define PEERLINT_STATISTICS_H

struct buf;
struct findings;

/* Appends a line a rule, the most frequent first. */
void statistics_print(const struct findings *findings, struct buf *out);

#endif
