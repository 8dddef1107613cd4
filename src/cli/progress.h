/*
 * How far a long run has come: a line on standard error, where that is a terminal.
 * Knows the clock and the terminal; nothing of what is being done.
 */
#ifndef PEERLINT_PROGRESS_H
#define PEERLINT_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct options;

struct progress {
	bool on;
	bool shown;
	size_t total;
	struct timespec next; /* when it is to be shown again */
};

/* total: the steps there will be. Nothing is shown in the first second. */
void progress_start(struct progress *progress, const struct options *options, size_t total);

/* So many steps are done. */
void progress_step(struct progress *progress, size_t done);

/* Takes the line away, so that something else can be printed. */
void progress_clear(struct progress *progress);

#endif
