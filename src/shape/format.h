/*
 * The formats of strings, the specification's and ours.
 * Knows text; nothing of schemas.
 */
#ifndef PEERLINT_FORMAT_H
#define PEERLINT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

struct err;

struct format {
	const char *name;
	const char *noun; /* "an IPv4 address" */
	/* NULL, or what is wrong as a phrase: "octet 300 is above 255". The text has a NUL behind it. */
	const char *(*check)(const char *text, size_t n);
	bool idn; /* needs libidn2 */
};

/* NULL for a name that is no format: any text fits it. */
const struct format *format_find(const char *name);

/* Loads what a format needs. False, and *err says why, if it is not on this machine. */
bool format_prepare(const struct format *format, struct err *err);

#endif
