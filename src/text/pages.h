/*
 * The bytes of a text. Those of a small file are in memory; of a large one only
 * the blocks that are in use are, each at an address that stays while the file
 * is open, and the others are read when they are needed.
 * Knows files and bytes; nothing of what is in them.
 */
#ifndef PEERLINT_PAGES_H
#define PEERLINT_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

struct err;

/* Bytes up to which a file is small unless told otherwise. */
#define PAGES_SMALL ((size_t)1 << 20)

/* Read at once of a large file; blocks of one that are in memory, but for those that are held. */
#define PAGES_BLOCK ((size_t)64 << 10)
#define PAGES_MAX 32

/* Blocks whose memory comes and goes together, and how many of these stretches wait to be used again. */
#define PAGES_STRETCH 8
#define PAGES_SPARE 4

struct pages {
	const char *data; /* of byte 0. Only what is needed can be read */
	size_t length;
	bool failed; /* a part could not be read again: it is gone, or not what it was */

	const char *path; /* to open the file again; NULL: it is kept open, or in memory */
	int fd;           /* of a large file; -1: all is in memory */
	off_t skip;       /* where byte 0 is in the file */
	bool large;
	bool resting;
	struct buf own;   /* a small file */
	uint64_t *present; /* a bit a block of a large one */
	size_t npresent;
	size_t spare[PAGES_SPARE]; /* stretches that have memory, and no block that is present */
	size_t nspare;
	size_t moved; /* the stretch that got the memory of another one last; SIZE_MAX: none yet */
	size_t hold_from, hold_to; /* bytes that stay until others are held */
	size_t glanced; /* where the last glance ended */
	const char *lent; /* bytes [lent_from, lent_to) are there, too, as if byte 0 were here */
	size_t lent_from, lent_to;
};

/* Bytes that are the caller's. */
void pages_init(struct pages *pages, const char *text, size_t length);

/*
 * The bytes of a file (path "-": of standard input), which is large from more than small bytes
 * on. What cannot be read twice and is large goes into a temporary file. False, and *err
 * says why, if it cannot be opened or read, is a folder, or has more than most bytes. The
 * path must stay. pages_close is to be called in any case.
 */
bool pages_open(struct pages *pages, const char *path, size_t most, size_t small,
	struct err *err);
void pages_close(struct pages *pages);

/*
 * The same bytes for another thread, which has blocks of its own; those that are in memory
 * must stay there. False if the system gives no more. pages_close is to be called in any case.
 */
bool pages_share(struct pages *pages, const struct pages *of, struct err *err);

/*
 * Sees to it that bytes [from, to) can be read, until the next call. What cannot be had
 * reads as zeros, and failed is set. Wakes pages that rest.
 */
void pages_need(struct pages *pages, size_t from, size_t to);

/* Bytes [from, to) that another thread has, whose byte 0 would be at data: they stay until others are lent. */
void pages_lend(struct pages *pages, const char *data, size_t from, size_t to);

/* The bytes [from, to), where they are lent, or after pages_need. */
const char *pages_text(struct pages *pages, size_t from, size_t to);

/*
 * The bytes [from, to), for one look at them: where they are not there, and nothing near them was
 * asked for last, nothing but them is read, into room.
 */
const char *pages_glance(struct pages *pages, size_t from, size_t to, struct buf *room);

/* The same as pages_need, and they stay until others are held. Returns up to where bytes can be read. */
size_t pages_hold(struct pages *pages, size_t from, size_t to);

/* Gives back what can be had again: data may be elsewhere after the next pages_need. */
void pages_rest(struct pages *pages);

#endif
