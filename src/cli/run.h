/*
 * A run of the linter as the options have it: configurations, packs and files,
 * to findings.
 * Knows options; nothing of how findings are written.
 */
#ifndef PEERLINT_RUN_H
#define PEERLINT_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/files.h"
#include "finding/finding.h"
#include "lint/config.h"
#include "lint/lint.h"
#include "pack/pack.h"

struct options;

struct run {
	const struct options *options;
	struct packs packs;
	struct configs configs;
	struct files files;
	struct lint lint;
	bool linting; /* lint is open */
	struct timing timing;
	struct timing *timed; /* timing where --timings asks for it, else NULL */
	struct findings findings; /* its summary has how many files could not be read */
};

/*
 * Reads configurations and packs and finds the files of these operands. False if something is
 * unusable: that was said. run is to be closed in any case.
 */
bool run_open(struct run *run, const struct options *options, const char *const *operands,
	size_t noperands);
void run_close(struct run *run);

/* Lints all files; then the findings are there, without those that are suppressed. */
void run_lint(struct run *run);

#endif
