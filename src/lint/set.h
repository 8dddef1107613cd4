/*
 * The set: all documents of a run, and the relations between them: unique,
 * disjoint, same, diverse, join. Facts are gathered while documents pass, and
 * judged at the end.
 * Knows rules and nodes; nothing of output formats.
 */
#ifndef PEERLINT_SET_H
#define PEERLINT_SET_H

#include <stdbool.h>
#include <stddef.h>

struct active;
struct kind;
struct known_extent;
struct lint;
struct lint_file;
struct lint_place;
struct set;

struct set *set_new(struct lint *lint);

/* Takes NULL. */
void set_free(struct set *set);

/*
 * Adds a document to all relations that are active for it. Its tree is not kept. Of
 * documents with one identity only the first counts in the end; one that has other
 * content than the first is set/conflicting-copies.
 */
void set_add(struct set *set, const struct lint_place *document, const struct kind *kind,
	const struct active *active);

/* What a list says of the documents in it. */
enum extent {
	EXTENT_UNKNOWN, /* there may be others */
	EXTENT_WHOLE,   /* they are all that there are */
	EXTENT_PART,    /* there are others: what dangles may be among them */
	EXTENT_LATER,   /* the list is still being read */
};

/* Notes what a list said of the documents of a kind; one page of several counts for all lists. */
void set_note_extent(struct set *set, const struct kind *kind, enum extent extent);

/* A moment of the set to go back to, as if what was added since had never been. */
struct set_mark {
	size_t ndocuments;
	size_t *counts; /* of the facts of the relations that there were */
	size_t ncounts;
	struct known_extent *extents;
	size_t nextents;
};
struct set_mark set_mark(const struct set *set);
void set_rewind(struct set *set, const struct set_mark *mark);
void set_mark_release(struct set_mark *mark);

/*
 * Adds all that another set has noted, of a lint over like packs; file (NULL: each its own) is what its
 * documents are in.
 */
void set_join(struct set *set, const struct set *from, struct lint_file *file);

/* Judges all relations. Where a file is not what it was, its pages have failed. */
void set_finish(struct set *set);

#endif
