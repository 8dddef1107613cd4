/*
 * What every command begins with: the packs that the options name, and how
 * to say what went wrong.
 * Knows options and packs; prints on standard error.
 */
#ifndef PEERLINT_SESSION_H
#define PEERLINT_SESSION_H

#include <stdbool.h>

#include "pack/pack.h"

struct buf;
struct configs;
struct err;
struct options;

/* Exit statuses (README.md). */
enum status {
	STATUS_CLEAN = 0,
	STATUS_FINDINGS = 1,
	STATUS_UNUSABLE = 2,
};

/*
 * Loads the packs: the built-in ones, those of --pack and those of the working folder's configuration. False if one is unusable:
 * that was said. packs is to be released in any case.
 */
bool session_open(struct packs *packs, const struct options *options);

/* Adds the pack of a folder; false if there is none, which was said, with option in front. */
bool session_add_pack(struct packs *packs, const char *option, const char *path);

/*
 * The same as session_open for packs that were begun, and with what configurations name: those were read, and their
 * problems and those of --rule are said, too.
 */
bool session_load(struct packs *packs, const struct options *options, struct configs *configs);

/* Prints what is wrong in packs and configurations; warnings: warnings of packs, too. */
void session_print_problems(const struct packs *packs, const struct options *options,
	bool warnings);

/* "peerlint: …" on standard error, made visible. Returns STATUS_UNUSABLE. */
int session_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes to standard output; false if that failed, which was said. */
bool session_print(const struct buf *text);

/* Whether output to this stream is to be coloured. */
bool session_color(const struct options *options, int fd);

/* The kind of an id, or NULL after saying what may have been meant. */
struct kind *session_find_kind(struct packs *packs, const char *id);

#endif
