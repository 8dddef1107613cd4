/*
 * A baseline: findings that are known and left out, told by file, rule,
 * pointer and message, with how often, but not by line: edits elsewhere in a file change nothing.
 * Knows findings and the form of the file; nothing of rules.
 */
#ifndef PEERLINT_BASELINE_H
#define PEERLINT_BASELINE_H

#include <stdbool.h>
#include <stddef.h>

struct baseline;
struct buf;
struct configs;
struct err;
struct findings;
struct lint;

#define BASELINE_NAME ".peerlint-baseline.json"

/*
 * Reads a baseline. NULL if it cannot be used: *err says why it cannot be read,
 * packs->problems what is wrong in it. In the memory of configs.
 */
struct baseline *baseline_read(struct configs *configs, const char *path, struct err *err);

/* Takes out the findings that are in the baseline, each as often as it is there. */
void baseline_apply(struct baseline *baseline, struct findings *findings);

/*
 * Marks what is stale: entries that found nothing, though their file was linted (the n
 * absolute paths, sorted) or is not there any more. complete: as for suppress_apply. Returns how many
 * findings less there are than the baseline has.
 */
size_t baseline_mark_stale(struct baseline *baseline, const struct lint *lint,
	const char *const *paths, size_t n, bool complete);

/* Reports the entries that are stale. */
void baseline_report(struct baseline *baseline, struct lint *lint);

/* Appends the baseline without what is stale. */
void baseline_print(const struct baseline *baseline, struct buf *out);

/* Appends a baseline of these findings, to be written to path. */
void baseline_print_findings(struct configs *configs, const char *path,
	const struct findings *findings, struct buf *out);

/* How many findings it has recorded. */
size_t baseline_count(const struct baseline *baseline);

/*
 * Whether the file at path looks like a baseline: the first member that it has is its version.
 * False, and *err says why, if it cannot be read.
 */
bool baseline_is(const char *path, struct err *err);

#endif
