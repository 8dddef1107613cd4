/*
 * One problem on its way to whoever reads the text: its words and its place.
 * Knows what is being read; nothing of what went wrong.
 */
#ifndef PEERLINT_BLAME_H
#define PEERLINT_BLAME_H

#include <stdbool.h>
#include <stddef.h>

struct node;
struct reading;

/* What the found functions show of text at most, in bytes. */
#define BLAME_SHOWN 40

/* As struct problem, but with places in the text as pointers. What is NULL gets the usual. */
struct blame {
	const char *rule; /* json/syntax */
	const char *start, *end;
	const struct node *node; /* the subject of the reading */
	const char *help, *fix;
	const char *related;
	const char *related_start, *related_end;
	const struct node *related_node;
};

/*
 * Reports it as an error that ends the reading; the message is made as printf makes
 * it. Returns false, always.
 */
bool blame(struct reading *reading, const struct blame *blame, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Adds where the innermost container begins, as the related place. */
void blame_container(const struct reading *reading, struct blame *blame);

/* Whether what is being read, or was read last, must not be shown. */
bool blame_is_secret(const struct reading *reading);

/*
 * The n bytes in double quotes, unless they begin with a quote themselves, made
 * visible and cut; in the arena. The second never shows secrets.
 */
const char *blame_quote(struct reading *reading, const char *text, size_t n);
const char *blame_quote_found(struct reading *reading, const char *start, const char *end);

/*
 * The end of what begins at p, as a person would see it: a word, a number, a string,
 * or one character.
 */
const char *blame_token_end(const struct reading *reading, const char *p);

/* What stands at p, in words: "]", the end of the text, the control character U+0001. */
const char *blame_found(struct reading *reading, const char *p);

#endif
