/*
 * What applies to one file: the severities of rules, also for parts of it, its
 * kind, and whether it is linted at all.
 * Knows configurations and rules; nothing of findings.
 */
#ifndef PEERLINT_SETTINGS_H
#define PEERLINT_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/policy.h"

struct config;
struct configs;
struct kind;
struct layers;
struct node;

/* What the command line says over any configuration. */
struct settings_over {
	const struct policy *policy;
	bool profile; /* it says which profile */
	const struct kind *kind; /* NULL: it does not say */
};

/* A severity for a part of a file. */
struct scoped {
	const char *pointer; /* a glob */
	const char *rule;    /* an id or a glob */
	enum severity severity;
};

struct settings {
	struct policy policy;
	const struct kind *kind; /* NULL: told by content */
	struct scoped *scoped;
	size_t nscoped;
	const struct policy *over; /* the command line's own */
	const char *signature; /* which globs matched: files with equal ones have equal settings */
	struct settings *next; /* among all of the run */
};

/* What applies to a file, whose path is absolute. NULL: no configuration does. */
const struct settings *settings_make(struct configs *configs, struct layers *layers,
	const char *path, const struct settings_over *over);

/* Gives back all settings that were made. */
void settings_release(struct configs *configs);

/* Whether a configuration excludes the file. */
bool settings_exclude(struct configs *configs, const struct layers *layers, const char *path);

/* The severity of a finding of a rule at a place; SEVERITY_OFF: there is none. */
enum severity settings_severity(const struct settings *settings, const char *rule,
	enum severity severity, bool pedantic, const char *pointer);

/* Whether a rule may report anything in the file. */
bool settings_may_report(const struct settings *settings, const char *rule,
	enum severity severity, bool pedantic);

/*
 * Checks the ids of rules and kinds in all configurations that were read, when
 * all packs are loaded; what is wrong goes to packs->problems.
 */
void settings_check(struct configs *configs);

/*
 * Where the files of an override end and its pointer begins: the # of glob#/json/pointer;
 * the end of the text if there is no pointer.
 */
size_t settings_split(const char *files);

/* Whether a glob of a configuration matches a file: the first n bytes of the text are the glob. */
bool settings_matches(struct configs *configs, const struct config *config, const char *glob,
	size_t n, const char *path);

#endif
