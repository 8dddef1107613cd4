/*
 * Globs over paths and over JSON pointers: * stands for anything inside a step,
 * ? for one byte of it, [a-z] or [!a-z] for one of some; the step ** for any number of steps.
 * Knows steps between slashes; nothing of files or documents.
 */
#ifndef PEERLINT_GLOB_H
#define PEERLINT_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether a glob matches a path or a folder that the path is in. A glob without a
 * slash matches at any depth; one that begins with a slash or ./ begins where the path does.
 */
bool glob_matches_path(const char *glob, const char *path);

/* Whether it can match more than one path. */
bool glob_is_pattern(const char *glob);

/* Whether a glob matches a JSON pointer; if below, also one that leads into what the glob matches. */
bool glob_matches_pointer(const char *glob, const char *pointer, bool below);

#endif
