/*
 * Fingerprints: by what a finding is known again in the next run, wherever
 * edits elsewhere have moved it.
 * Knows findings; nothing of formats.
 */
#ifndef PEERLINT_REPORT_FINGERPRINT_H
#define PEERLINT_REPORT_FINGERPRINT_H

#include <stddef.h>
#include <stdint.h>

#include "finding/finding.h"

/*
 * The hash is of rule, file, pointer and message; every index in the pointer
 * counts as the same, as an element put in front of others moves them all.
 * Findings of one hash are told apart by their ordinal, from 1.
 */
struct fingerprint {
	uint64_t hash;
	size_t ordinal;
};

#define FINGERPRINT_SIZE 40

/* Those of the first n findings, in their order; the caller frees it. */
struct fingerprint *fingerprint_all(const struct findings *findings, size_t n);

/* "0123456789abcdef:1" */
void fingerprint_print(struct fingerprint fingerprint, char text[FINGERPRINT_SIZE]);

#endif
