/*
 * The rules that the findings of a run name, each once and in order.
 * Knows findings and what a report is told of rules; nothing of packs.
 */
#ifndef PEERLINT_REPORT_RULES_H
#define PEERLINT_REPORT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "report/report.h"

/* Every item has an id, a summary and a severity, also where nobody knows the rule. */
struct rules {
	struct report_rule *items;
	size_t count;
};

/* The rules of the first n findings; they live as long as these. */
void rules_init(struct rules *rules, const struct findings *findings, size_t n,
	const struct report_options *options);
void rules_release(struct rules *rules);

/* The index of a rule that is among them. */
size_t rules_index(const struct rules *rules, const char *id);

/* Whether text can stand where a format wants the address of a page. */
bool rules_is_uri(const char *text);

#endif
