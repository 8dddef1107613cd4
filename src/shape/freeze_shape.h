/*
 * Shapes as bytes and back: compiling one costs more than checking a document
 * with it, and most documents are right. What is read back can only tell
 * whether a value is valid; when words are needed, the schema is compiled.
 * Knows programs; nothing of schemas or findings.
 */
#ifndef PEERLINT_FREEZE_SHAPE_H
#define PEERLINT_FREEZE_SHAPE_H

#include <stdbool.h>

struct buf;
struct schemas;
struct shape;

/* Appends a shape, names as the ids that they have in its schemas; false, and nothing of use is there, if it has what cannot be frozen. */
bool shape_freeze(const struct shape *shape, struct buf *out);

/*
 * A shape of the schemas, from bytes that stay and are trusted: they are the
 * program's own. uri is where the schema is when it is needed.
 */
struct shape *shape_thaw(struct schemas *schemas, const char *uri, const char *bytes);

#endif
