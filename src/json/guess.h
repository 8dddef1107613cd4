/*
 * Guesses at what a person or program meant by text that is no JSON.
 * Knows the ways of other formats and languages; nothing of how JSON is read.
 */
#ifndef PEERLINT_GUESS_H
#define PEERLINT_GUESS_H

#include <stdbool.h>

#include "json/complain.h"

struct reading;

/*
 * Each looks at reading->p, where something else was wanted. True if it knows
 * better than to say what was found: then the problem is reported.
 */

/* A whole file of another kind: YAML, HTML, an HTTP response, a URL, JavaScript. */
bool guess_file(struct reading *reading, enum wanted wanted);

/*
 * Comments, quotes of other kinds, blanks of other kinds, bytes that are no text,
 * things left to fill in.
 */
bool guess_stray(struct reading *reading, enum wanted wanted);

/* Words and numbers as other languages write them: True, NaN, +1, .5, 0x1F, 100M, 10.0.0.1. */
bool guess_word(struct reading *reading, enum wanted wanted);

/* Commas and brackets that are missing, doubled or wrong. */
bool guess_structure(struct reading *reading, enum wanted wanted);

#endif
