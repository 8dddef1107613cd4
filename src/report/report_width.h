/*
 * How many columns of a terminal text takes.
 * Knows Unicode's widths; nothing of locales, tabs or escapes.
 */
#ifndef PEERLINT_REPORT_WIDTH_H
#define PEERLINT_REPORT_WIDTH_H

#include <stddef.h>

/*
 * Not wcswidth: it depends on the locale, and in the C locale knows ASCII
 * only. Emoji that are joined to one are counted singly, as most terminals do.
 */
size_t width_columns(const char *text, size_t n);

#endif
