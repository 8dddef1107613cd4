/*
 * Text that nobody trusts, written such that it stays text: a terminal, a CI
 * runner, an XML or JSON reader is shown it and does nothing else with it.
 * Knows what each of them takes for more than text; nothing of findings.
 */
#ifndef PEERLINT_REPORT_ESCAPE_H
#define PEERLINT_REPORT_ESCAPE_H

#include <stddef.h>

struct buf;

/*
 * For terminals and logs: what utf8_visible makes visible, and the "##[name]"
 * and "##vso[" by which GitHub's and Azure's runners take commands out of the
 * middle of a line.
 */
void escape_text(struct buf *out, const char *text, size_t n);

/* For XML 1.0, inside an attribute in double quotes or between tags. */
void escape_xml(struct buf *out, const char *text);

/*
 * A path as a URI reference (RFC 3986): relative to wherever the reader takes
 * for the root, or file:// when it is absolute. The result is ASCII.
 */
void escape_uri(struct buf *out, const char *path);

/* For the two parts of "::error property=…::data". */
void escape_github_data(struct buf *out, const char *text);
void escape_github_property(struct buf *out, const char *text);

/*
 * JSON that cJSON printed, byte for byte the same value to its reader but for
 * what is no Unicode: lone surrogates and bad bytes become visible text.
 * Characters that a terminal or a runner would act on become \u escapes.
 */
void escape_json(struct buf *out, const char *json);

#endif
