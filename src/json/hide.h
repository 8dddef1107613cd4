/*
 * Where values of secrets are in a text that need not be JSON.
 * Knows JSON text, the mistakes in it, and which names are secret; nothing of
 * findings.
 */
#ifndef PEERLINT_HIDE_H
#define PEERLINT_HIDE_H

#include <stdbool.h>
#include <stddef.h>

struct names;

/* Bytes before a finding that are walked through, and that are looked at to know where to begin. */
#define HIDE_MAX (1 << 13)
#define HIDE_READ (HIDE_MAX + 8192)

/* A stretch of text, its end exclusive. */
struct hide_span {
	const char *start, *end;
};

/* A walk over a text that stops at the values to hide. */
struct hide {
	const char *p, *end;
	const char *first; /* no value that ends here or before it matters */
	const char *last;  /* no name that begins here or behind it matters */
	const struct names *names; /* NULL where nothing is secret */
	bool is_value; /* a colon stands before p: what comes is no name */
	bool loose;    /* quotes tell nothing: the text has one too few or too many */
	const char *colons; /* a loose walk's own: no colon that matters is here or behind it; NULL at first */
	bool has_comments;  /* and whether names may have comments behind them */
};

/*
 * Where in a text of length bytes a walk begins that has to know what is secret at start and
 * behind it, in the line that begins at line_start: not far before it, wherever that can be.
 * False, and *from untouched, where it would have to walk through more than HIDE_MAX before
 * it. Reads HIDE_READ bytes before start at most.
 */
bool hide_start(const char *text, size_t length, size_t line_start, size_t start, size_t *from);

/*
 * Where the text begins, at from or behind it, of which a walk from walk_from can tell what
 * is secret up to start: what stands before a bracket that closes none of the walk's may
 * belong to a secret, as may what stands before walk_from. What is around start itself
 * must not be secret.
 */
size_t hide_certain(const char *text, size_t walk_from, size_t from, size_t start);

/*
 * The next stretch to hide: what stands behind the colon of a secret name, and behind
 * such a name that has no colon where it should. It begins at the end where none is left.
 */
struct hide_span hide_next(struct hide *hide);

#endif
