/*
 * Member names as small integers, so that shapes and expressions compare
 * numbers where the document has text.
 * Knows strings; nothing of what they name, but whether its value is secret.
 */
#ifndef PEERLINT_NAMES_H
#define PEERLINT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json/hash.h"

/* The id of every name that is not in the table. */
#define NAME_NONE 0

struct names;
struct names_image;

struct names *names_new(void);

/* A table that has the names of the image (names_image.h), with their ids; others may be added. The image stays. */
struct names *names_open_image(const struct names_image *image);

/* Takes NULL. */
void names_free(struct names *names);

/* The id of a name, which is added if it is new. Names may hold NUL bytes. */
uint32_t names_add(struct names *names, const char *text, size_t n);

/* The id of a name, or NAME_NONE. */
uint32_t names_find(const struct names *names, const char *text, size_t n);

/* A name as a reader takes it; the text is the table's own, with a NUL behind it. */
struct known_name {
	const char *text;
	size_t length;
	uint32_t id;
	bool secret;
};

/* The same for a reader in a hurry: takes hash_fixed of the text, and tells more. */
uint32_t names_look_up(const struct names *names, const char *text, size_t n, uint64_t hash,
	struct known_name *known);

/*
 * What a reader has found to come behind each name (NAME_NONE is one, too) last: documents have the
 * same names one after another, again and again. Only texts that stood there without escapes. No two
 * threads may read with one table at the same time.
 */
#define NAMES_FOLLOWED 128 /* ids beyond share a place */
struct known_name *names_followers(const struct names *names);

/* The one that came behind this one last, if it is what is at p with a quote behind it, in n bytes. NULL if not. */
static inline const struct known_name *names_guess(const struct known_name *followers,
	uint32_t before, const char *p, size_t n)
{
	const struct known_name *known = &followers[before % NAMES_FOLLOWED];

	if (known->id == NAME_NONE || known->length >= n || p[known->length] != '"' ||
	    !hash_same(known->text, p, known->length))
		return NULL;
	return known;
}

/*
 * The text of an id ("" for NAME_NONE), with a NUL behind it, alive as long as the
 * table; *n may be NULL.
 */
const char *names_text(const struct names *names, uint32_t id, size_t *n);

/* How many names there are; ids are 1 to this number. It grows whenever a name is added. */
uint32_t names_count(const struct names *names);

/* Marks the values of members of this name as secret: no output shows them. */
void names_set_secret(struct names *names, uint32_t id);
bool names_is_secret(const struct names *names, uint32_t id);

/* Marks all names that look like those of secrets (secret.h), for shapes whose authors did not. */
void names_guess_secrets(struct names *names);

#endif
