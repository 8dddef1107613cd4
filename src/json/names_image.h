/*
 * Names as constants of a C program: those of the packs are written when the
 * program is built, each with an id that it keeps, and need nothing when it starts.
 * Knows what a table of names is made of; nothing of where they come from.
 */
#ifndef PEERLINT_NAMES_IMAGE_H
#define PEERLINT_NAMES_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct names;

struct names_entry {
	uint32_t start; /* in the text */
	uint16_t length;
	bool secret;
};

/* Offsets instead of pointers: pointers would be work for the loader. */
struct names_image {
	const char *text; /* of all, a NUL behind each */
	const struct names_entry *entries; /* by id; entry 0 is that of NAME_NONE: empty */
	const uint16_t *slots; /* ids by hash_fixed, NAME_NONE where one is free; open addressing */
	uint32_t count; /* the ids are 1 to this number */
	uint32_t mask; /* number of slots, a power of two, - 1 */
};

/* Appends the C text of an image called name: all names of the table, with the ids they have in it. */
void names_print_image(const struct names *names, const char *name, struct buf *out);

#endif
