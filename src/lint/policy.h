/*
 * Which rules are on, and how severe they are: what the user said by id or
 * glob, over what the rules say themselves.
 * Knows rule ids; nothing of documents.
 */
#ifndef PEERLINT_POLICY_H
#define PEERLINT_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct policy_entry {
	const char *glob; /* or an id: every rule that it matches is meant */
	enum severity severity;
};

/* Later entries win. Zero-initialised it changes nothing. */
struct policy {
	struct policy_entry *entries;
	size_t count, cap;
	bool pedantic; /* rules of that profile are on */
};

void policy_release(struct policy *policy);

/* The glob must live as long as the policy. */
void policy_add(struct policy *policy, const char *glob, enum severity severity);

/* The severity of a rule whose own is given; SEVERITY_OFF: it reports nothing. */
enum severity policy_severity(const struct policy *policy, const char *rule,
	enum severity severity, bool pedantic);

/* Whether a glob (* for anything, ? for one character) is the whole of text. */
bool policy_glob(const char *glob, const char *text);

#endif
