/*
 * The command line: one table of options for reading it, for --help and for
 * did-you-mean.
 * Knows argv; nothing of linting.
 */
#ifndef PEERLINT_OPTIONS_H
#define PEERLINT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "finding/finding.h"
#include "lint/policy.h"
#include "report/report.h"

struct err;

enum color {
	COLOR_AUTO,
	COLOR_ALWAYS,
	COLOR_NEVER,
};

/* --format NAME or NAME=FILE. */
struct output {
	const char *name;
	report_write *write;
	const char *path; /* NULL: standard output */
};

/* Strings point into argv. */
struct options {
	const char *command; /* "check" where none is given */
	const char **operands;
	size_t noperands;
	struct output *outputs;
	size_t noutputs, outputs_cap;
	enum severity fail_on; /* SEVERITY_COUNT: never */
	const char *kind;
	const char *shape;
	const char **schema_maps; /* URI=PATH */
	size_t nschema_maps, schema_maps_cap;
	const char **packs;
	size_t npacks, packs_cap;
	struct policy policy;
	bool profile; /* one was named: it is in the policy */
	const char *config;
	bool no_config;
	const char *baseline;
	bool prune;
	const char *show_config; /* the file whose configuration is to be shown */
	const char *stdin_name;
	enum color color;
	size_t max_findings;
	size_t jobs; /* threads; 0: one a core */
	size_t max_depth;
	size_t max_file_size; /* bytes; 0: as many as can be read */
	size_t max_files;     /* 0: WALK_FILES */
	enum column_unit unit;
	bool quiet, verbose, statistics, timings, version, help;
	struct mem mem;
};

/* Reads a command line. False, and *err says what is wrong and what may have been meant. */
bool options_read(struct options *options, int argc, char **argv, struct err *err);
/* Whether the first --format is json: what the listing commands know beside text. */
bool options_want_json(const struct options *options);

/* Whether a list shows what has this id and text: without operands, or if one of them is in either. */
bool options_show(const struct options *options, const char *id, const char *text);

void options_release(struct options *options);

/* Appends what --help prints: it fits a screen. */
void options_help(struct buf *out);

#endif
