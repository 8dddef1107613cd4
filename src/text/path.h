/*
 * Paths as text. Absolute ones are without ., .., double slashes and a slash at
 * their end, so that the root is the empty string.
 * Knows slashes and dots; opens nothing, and follows no link.
 */
#ifndef PEERLINT_PATH_H
#define PEERLINT_PATH_H

#include <stdbool.h>

struct mem;

/* Whether a path or name ends so. */
bool path_ends_with(const char *path, const char *end);

/* The folder in which the program runs, absolute; NULL, and errno says why, if the system does not tell. */
const char *path_working_folder(struct mem *mem);

/* A path that is meant from a folder, which is absolute. */
const char *path_absolute(struct mem *mem, const char *folder, const char *path);

/* The way from a folder to a path, both absolute: "links/ams.json", "../shared", "." */
const char *path_relative(struct mem *mem, const char *folder, const char *path);

/* The folder that an absolute path is in; NULL for the root. */
const char *path_folder(struct mem *mem, const char *path);

#endif
