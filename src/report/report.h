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

/* What a rule is, for formats that list the rules of a run (SARIF). Strings may be NULL but for id and summary. */
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
	bool quiet;               /* text: no summary */
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

/* The format of a name, or NULL; the names in order, NULL beyond the last. */
report_write *report_find(const char *name);
const char *report_name(size_t index);

#endif
