/*
 * What may have been meant by an operand that is no file.
 * Knows the names in folders; nothing of what is in a file.
 */
#ifndef PEERLINT_MISSING_H
#define PEERLINT_MISSING_H

#include <stdbool.h>

struct err;

/*
 * Says in *err why operand, of which stat() has just failed with the error number why, is no
 * file: a URL, a pattern that matched nothing, a misspelt name. Returns false, always.
 */
bool missing_explain(const char *operand, int why, struct err *err);

#endif
