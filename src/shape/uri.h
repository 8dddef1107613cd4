/*
 * URI references: resolving them against a base, and taking fragments apart.
 * Knows RFC 3986 text; nothing of schemas.
 */
#ifndef PEERLINT_URI_H
#define PEERLINT_URI_H

#include <stddef.h>

struct mem;

/*
 * The reference resolved against the base (RFC 3986 section 5.2), its fragment left in place.
 * In mem.
 */
const char *uri_resolve(struct mem *mem, const char *base, const char *reference);

/* Bytes of a URI before its fragment's #. */
size_t uri_without_fragment(const char *uri);

/* Undoes %XX; a % that begins no such thing stays. In mem, *n bytes. */
const char *uri_decode(struct mem *mem, const char *text, size_t *n);

#endif
