/*
 * Reports to where they are wanted: standard output, or a file that is
 * written whole or not at all.
 * Knows files; nothing of what is written.
 */
#ifndef PEERLINT_OUTPUT_H
#define PEERLINT_OUTPUT_H

#include <stdbool.h>

struct buf;
struct err;

/* Writes all of the text to a descriptor; false, and errno says why. */
bool output_send(int fd, const struct buf *text);

/*
 * Writes a file by writing another beside it and renaming that. One that is there keeps
 * its mode, and a link to it stays one. False, and *err says why; then the file is as it was.
 */
bool output_write(const char *path, const struct buf *text, struct err *err);

#endif
