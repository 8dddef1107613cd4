/*
 * The line that a finding shows of its file, cut to what a person reads, with
 * every secret in it replaced. It works on text, since a file that is no JSON
 * has secrets too.
 * Knows JSON text and which names are secret; nothing of findings' rules.
 */
#ifndef PEERLINT_EXCERPT_H
#define PEERLINT_EXCERPT_H

#include <stddef.h>

#include "json/hide.h"
#include "text/source.h"

struct mem;
struct names;

/* Bytes of a line that are shown; the rest is cut at both ends with … in its place. */
#define EXCERPT_MAX 160

/* Bytes before and behind where a region starts that are read for its excerpt. */
#define EXCERPT_BEFORE HIDE_READ
#define EXCERPT_BEHIND (HIDE_MAX + EXCERPT_MAX)

/*
 * The region of bytes [start, end) of a source. The values of members whose
 * names are secret in names (or misspelt so that they are nearly such a name)
 * appear as …. names may be NULL. The excerpt is in mem; there is none for a
 * line of which more than HIDE_MAX would have to be read to know what is secret.
 */
struct region excerpt_region(struct source *source, size_t start, size_t end,
	const struct names *names, struct mem *mem);

#endif
