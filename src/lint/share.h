/*
 * Threads that share the work of a run: parts of a long list, or of a file of
 * lines, are linted at the same time, each by a lint of its own; what they find
 * and note is put together in the order of the parts, so that nothing tells
 * how many threads there were.
 * Knows parts of texts and what comes of them; nothing of what is linted of a
 * document.
 */
#ifndef PEERLINT_SHARE_H
#define PEERLINT_SHARE_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct lint;
struct lint_file;
struct node;
struct pieces;
struct settings;
struct share;

/* The most threads: more are of no use on any machine that lints. */
#define SHARE_JOBS 256

/* For a lint that is open: so many threads (0: one a core), which begin when there is enough to do. */
struct share *share_new(struct lint *lint, size_t jobs);

/* Takes NULL. */
void share_free(struct share *share);

/*
 * Lints elements of a list that is being read, from that byte of the text on. Returns where the
 * reader has to go on, behind a comma of the list, whose length then counts the elements
 * before; 0 if there was nothing to be done.
 */
size_t share_list(struct share *share, struct pieces *pieces, struct node *list, size_t at);

/* Lints a long file of lines. Returns the byte up to which that was done; share may be NULL. */
size_t share_lines(struct share *share, struct lint *lint, struct lint_file *file);

/* A file to be linted: what lint_configure and lint_file take. */
struct share_input {
	const char *path, *name;
	bool named, included;
	const struct settings *settings;
};

/* Told of each file that could not be read, and how many files are done: in their order, by one thread. */
typedef void share_told(void *context, size_t done, const struct err *err);

/* Lints many files. False, and nothing was done, if there are no threads for it. */
bool share_files(struct share *share, const struct share_input *inputs, size_t count,
	share_told *told, void *context);

#endif
