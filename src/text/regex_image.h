/*
 * Simple patterns as constants of a C program: those of the packs are read when
 * the program is built, as reading one costs more than matching with it.
 * Knows what a simple pattern is made of; nothing of where they come from.
 */
#ifndef PEERLINT_REGEX_IMAGE_H
#define PEERLINT_REGEX_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "text/regex.h"

/* A pattern, and where its text and its struct simple begin: pointers would be work for the loader. */
struct regex_entry {
	uint32_t text;
	uint32_t length;
	uint32_t dialect; /* enum regex_dialect */
	uint32_t simple;  /* in words */
};

struct regex_image {
	const char *texts;
	const struct regex_entry *entries;
	const uint64_t *words;
	uint32_t count;
};

/* Those of the program. */
extern const struct regex_image builtin_patterns;

#endif
