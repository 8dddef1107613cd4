/*
 * The JSON texts of a file: the file itself, its lines, or a part of a long list
 * in it, each read and linted.
 * Knows the reader and files; nothing of what is linted of a document.
 */
#ifndef PEERLINT_TEXT_H
#define PEERLINT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/state.h"

struct node;
struct pieces;

/* Bytes up to which texts are read as a whole. */
size_t text_small(const struct lint *lint);

/* Reads one JSON text of a file and lints what is in it; false if it is no JSON. */
bool text_lint(struct lint *lint, struct lint_file *file, size_t base, size_t length);

/* Where the first line begins at or behind from; not before to if none does. */
size_t text_line_start(struct lint_file *file, size_t from, size_t to);

/*
 * One JSON text a line, of all lines that begin at bytes [from, to), of which from does; blank lines
 * are left out. Returns where the next line begins, or the text ends.
 */
size_t text_lint_lines(struct lint *lint, struct lint_file *file, size_t from, size_t to);

/* Some elements of a list, with commas between them: bytes [from, to) of the text that is at base in its file. */
struct text_part {
	const char *text; /* its byte 0; of it only the part need be there */
	size_t base, from, to;
	struct node *list; /* its length says how many are before them */
};

/*
 * Lints elements of a list, apart from all around them. What is found and noted of them
 * is in *pieces, which pieces_drop gives back. False if the reader had something to say of them,
 * or there is one that a carrier would: then the whole text has to be read as one.
 */
bool text_lint_part(struct lint *lint, struct lint_file *file, const struct text_part *part,
	struct pieces *pieces);

#endif
