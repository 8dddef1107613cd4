/*
 * --baseline and --prune: what is known already is left out of a run.
 * Knows runs and baselines; says on standard error what is wrong with one.
 */
#ifndef PEERLINT_CHECK_BASELINE_H
#define PEERLINT_CHECK_BASELINE_H

#include <stdbool.h>

struct options;
struct run;

/* Applies the baseline of the options; false if it cannot be used, which was said. */
bool check_baseline(struct run *run, const struct options *options);

#endif
