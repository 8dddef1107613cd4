/*
 * Reports: findings in the formats that people and programs read. Each format
 * is one file, report_<name>.c, and one word in FORMATS.
 * Knows findings (and cJSON to write JSON); nothing of how they were found.
 */
#ifndef PEERLINT_REPORT_H
#define PEERLINT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "finding/finding.h"

struct buf;

#define FORMATS(X) \
	X(text) X(gcc) X(json) X(jsonl) X(sarif) X(github) X(gitlab) X(junit) X(checkstyle) \
	X(rdjson) X(rdjsonl)

enum column_unit {
	COLUMN_POINTS,
	COLUMN_BYTES,
	COLUMN_UNITS,
};

/* A rule, for the formats that list those of a run (SARIF). why and url may be NULL. */
struct report_rule {
	const char *id;
	const char *summary;
	const char *why;
	const char *url;
	enum severity severity;
};

struct report_options {
	bool color;
	enum column_unit unit;    /* of text and gcc; the others have their own */
	size_t max_findings;      /* 0: no limit */
	bool quiet;               /* no summary */
	const char *version;      /* of peerlint */
	/* Looks up a rule by its id; NULL if it is not known. */
	const struct report_rule *(*rule)(void *context, const char *id);
	void *context;
};

/* Appends the whole report. The findings are sorted. */
typedef void report_write(const struct findings *findings, const struct report_options *options,
	struct buf *out);

#define X(name) report_write report_##name;
FORMATS(X)
#undef X

/*
 * Appends what the program says at the end of a run, for stderr: the counts,
 * and how to get an explanation. Nothing when quiet.
 */
void report_summary(const struct findings *findings, const struct report_options *options,
	struct buf *out);

/* The format of a name, or NULL; the names in order, NULL beyond the last. */
report_write *report_find(const char *name);
const char *report_name(size_t index);

#endif
