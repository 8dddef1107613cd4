/*
 * The reader: strict RFC 8259 and strict UTF-8 in one pass, into nodes.
 * Knows bytes and nodes; nothing of kinds or rules. What it finds wrong it
 * reports as problems, which carry the ids of the json/ rules.
 */
#ifndef PEERLINT_READER_H
#define PEERLINT_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct mem;
struct names;
struct node;

/* Depth of nesting that is read unless told otherwise; deeper is json/depth. */
#define READER_DEPTH 512

/* Bytes of text that one tree can hold: spans are 32 bits. */
#define READER_LENGTH_MAX 0xFFFFFFF0u

/* Something wrong in the text. Strings live until the report function returns. */
struct problem {
	const char *rule; /* "json/syntax", "json/duplicate-key", … */
	enum severity severity;
	const char *message;
	const char *help;        /* NULL if there is nothing to say */
	size_t start, end;       /* bytes of the text */
	const struct node *node; /* the value, or the innermost container being read: for the
				    pointer; NULL: the root */
	const char *related; /* what the other place is: "first used here"; NULL if there is none */
	size_t related_start, related_end;
	const struct node *related_node;
	const char *fix; /* what to put in place of [start, end); NULL if it cannot be told */
};

struct reader {
	const struct names *names; /* may be NULL: then no node has a name id */
	bool trusted; /* the program's own text: no name in it is held for that of a secret by its look */
	bool secret; /* the text is from inside a secret */
	size_t max_depth;          /* 0: READER_DEPTH */
	void (*report)(void *context, const struct problem *problem); /* may be NULL */
	void *context;
	/*
	 * Reading in pieces, so that a long list stays in the cache: called for each element of
	 * an array that is the root, or its child or grandchild, once a comma or ] follows it. If
	 * it returns true, the element is forgotten, with all that was allocated in mem since it
	 * began: the array's length counts it, but it is no child any more. NULL: all is kept.
	 */
	bool (*element)(void *context, struct node *element);
	/*
	 * For a list whose elements others read, too: called behind the comma of an array whose
	 * elements are handed on; returns where reading goes on, at that offset or behind a later
	 * comma of the array, or 0 if nothing was done. Elements in between are to be counted in its
	 * length, and the text that was had before need not be there any more. NULL: all is read here.
	 */
	size_t (*skip)(void *context, struct node *array, size_t at);
	/*
	 * A part of such a list: the text is, from byte `from` on, elements of this array, which is handed on,
	 * with commas between them. They become its children, behind as many as its length says; it is what is
	 * given for a root. NULL: the text is a JSON text, and from is 0.
	 */
	struct node *list;
	size_t from;
	/*
	 * Text that comes as it is needed: called before bytes [from, to) are read, and
	 * returns up to where they can be, or further. What is before from may be gone. NULL: all is there.
	 */
	size_t (*need)(void *context, size_t from, size_t to);
};

/*
 * Reads the one JSON text that is in the n bytes. Gives the root, in mem, or
 * NULL if it is no JSON text, or is nested too deeply; then exactly one
 * problem of severity error was reported that says so, as json/syntax,
 * json/encoding or json/depth. A byte order mark in UTF-8 (json/encoding),
 * duplicate keys, unsafe numbers and lone surrogates are reported and read on.
 */
struct node *reader_read(const struct reader *reader, const char *text, size_t n, struct mem *mem);

/*
 * The rules of the reader, for explain, rules and SARIF: ends with an entry whose id is
 * NULL. The texts are what the rule files of a pack say in summary and why.
 */
struct reader_rule {
	const char *id;
	enum severity severity;
	const char *summary;
	const char *why;
	const char *good, *bad; /* JSON texts */
	const char *source;
};
extern const struct reader_rule reader_rules[];

#endif
