/*
 * A finding as reviewdog's Diagnostic, for the formats rdjson and rdjsonl.
 * Knows findings and reviewdog's names; nothing of what stands around it.
 */
#ifndef PEERLINT_REPORT_DIAGNOSTIC_H
#define PEERLINT_REPORT_DIAGNOSTIC_H

#include <stdbool.h>

struct buf;
struct finding;

/* Appends it as one line, without a line end; with the tool's name where nothing else says it. */
void diagnostic_print(struct buf *out, const struct finding *finding, bool with_source);

#endif
