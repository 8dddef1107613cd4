/*
 * Whole files into memory.
 * Knows paths and bytes; nothing of what is in them.
 */
#ifndef PEERLINT_FILE_H
#define PEERLINT_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct err;

/* Bytes of a file that are read unless told otherwise. */
#define FILE_LENGTH_MAX ((size_t)4 << 30)

/*
 * Appends the bytes of a file (path "-": of standard input) to out. False, and *err
 * says why, if it cannot be opened or read, is a folder, or has more than most bytes.
 */
bool file_read(const char *path, size_t most, struct buf *out, struct err *err);

/* The same for what is left of an open file. */
bool file_read_rest(int fd, size_t most, struct buf *out, struct err *err);

/*
 * Appends until the file ends, and *all is true, or more than most bytes were read. likely is how
 * many there may be; 0 if that is not known.
 */
bool file_read_part(int fd, size_t likely, size_t most, struct buf *out, bool *all,
	struct err *err);

/* Whether nothing has this path; false, too, where that cannot be told. */
bool file_is_absent(const char *path);

#endif
