/*
 * A finding: one violated rule at one place. Plain data, and all that a report
 * is made of.
 * Knows places in files; nothing of how it was found or how it is shown.
 */
#ifndef PEERLINT_FINDING_H
#define PEERLINT_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "text/source.h"

/* In ascending order; SEVERITY_OFF is for configuration only, no finding has it. */
enum severity {
	SEVERITY_OFF,
	SEVERITY_INFO,
	SEVERITY_WARNING,
	SEVERITY_ERROR,
	SEVERITY_COUNT,
};

/* "off", "info", "warning", "error". */
const char *severity_name(enum severity severity);

/* Reads such a name; false, and *severity untouched, if it is none. */
bool severity_parse(const char *name, enum severity *severity);

/* Another place that the finding speaks of. */
struct related {
	const char *message;
	const char *file;
	const char *pointer;
	struct region region;
};

/* A repair: the bytes of region in the finding's file are replaced by text. */
struct fix {
	const char *message;
	const char *text;
	struct place start, end;
	bool safe; /* false: may change the meaning */
};

/* Strings are UTF-8 (lone surrogates as three bytes) and never NULL but where it says so. */
struct finding {
	const char *rule; /* "cloudflare/cust-ip-outside-p2p", "json/syntax" */
	enum severity severity;
	const char *message; /* one line, no full stop; untrusted: it quotes the document */
	const char *file;
	const char *kind;    /* "cloudflare/cni"; NULL where the file has none */
	const char *pointer; /* RFC 6901, from the root of the JSON text */
	struct region region;
	const struct related *related;
	size_t nrelated;
	const char *help; /* what to do; NULL if there is nothing to say */
	const struct fix *fix; /* NULL if there is none */
	const char *url;  /* where the rule comes from; NULL if nowhere */
};

/* What a run counted. */
struct summary {
	size_t files;
	size_t documents;
	size_t by_severity[SEVERITY_COUNT];
	size_t suppressed;
	size_t unknown; /* files whose kind is not known */
	size_t unread;  /* files and folders that could not be read */
	size_t unkept;  /* findings that by_severity counts, beyond the most that are kept */
};

/* Findings that a run keeps unless told otherwise: some 60 MB of them. */
#define FINDINGS_MAX 100000

/* All findings of a run, or of one file before they join the others. */
struct findings {
	struct mem mem; /* holds the strings of the findings */
	struct finding *items;
	size_t count, cap;
	size_t most; /* how many are kept: what comes then is only counted. 0: all */
	struct summary summary;
};

void findings_init(struct findings *findings);
void findings_release(struct findings *findings);

/* Copies a finding, its strings, related places and fix, and counts it; or counts it alone. */
void findings_add(struct findings *findings, const struct finding *finding);

/* Counts a finding for which there is no room; false where there is: then it is to be added. */
bool findings_count_alone(struct findings *findings, enum severity severity);

/* Moves all findings of from to the end of findings; from is empty and ready after it. */
void findings_join(struct findings *findings, struct findings *from);

/* Moves all places of findings, which are in one file, to where they are in the whole of it. */
void findings_move(struct findings *findings, const struct source_shift *shift);

/* Sorts by file name, place, rule, pointer, message: one order, whatever the order of the run. */
void findings_sort(struct findings *findings);

#endif
