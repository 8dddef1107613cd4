/*
 * Taking findings out of a run again.
 * Knows findings; nothing of why one is taken out.
 */
#ifndef PEERLINT_SIFT_H
#define PEERLINT_SIFT_H

#include <stdbool.h>

struct finding;
struct findings;

/* Takes out the findings for which drop says true, and counts them as suppressed. */
typedef bool sift_drop(void *context, const struct finding *finding);
void sift(struct findings *findings, sift_drop *drop, void *context);

#endif
