/*
 * Names that secrets go by, however they are spelt: what the shapes do not
 * know, or a person misspelt, is not shown either.
 * Knows words; nothing of shapes.
 */
#ifndef PEERLINT_SECRET_H
#define PEERLINT_SECRET_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether a name says that its value is a secret: case, separators and a letter
 * or two that are wrong do not matter. Quick for most names that do not.
 */
bool secret_looks_like(const char *name, size_t n);

/*
 * The bytes of text that come before the value of such a name, whatever is wrong with the
 * quotes around it; n if there is none.
 */
size_t secret_before(const char *text, size_t n);

#endif
