/*
 * What the parts of the reader share while one text is read.
 * Knows the reader, its text and its nodes; nothing of who asked for it.
 */
#ifndef PEERLINT_READING_H
#define PEERLINT_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "json/node.h"
#include "json/reader.h"

struct members;

/* Containers around what is handed on as a piece, at most. */
#define PIECE_DEPTH 3

/*
 * A container that is being read. The filter has a bit for each key so far;
 * the table of members is made only where there are many.
 */
struct frame {
	uint64_t filter;
	struct members *members;
};

/* The kinds of problems that do not end the reading. */
enum mild {
	MILD_DUPLICATE,
	MILD_INEXACT,
	MILD_SURROGATE,
	MILD_COUNT,
};

/* Whether an unknown name looks like that of a secret. */
#define LOOKS 32
struct look {
	uint64_t hash;
	size_t length; /* 0: nothing yet; no secret's name is empty */
	bool secret;
};

struct reading {
	const struct reader *reader;
	const struct names *names;
	struct known_name *followers; /* NULL: there are no names */
	bool trusted;
	const char *text;
	const char *end;   /* of what can be read */
	const char *whole; /* the end of the text */
	const char *p; /* the next byte */
	const char *keep; /* what is before it is read no more */
	struct mem *mem;
	struct node *container; /* the innermost that is open; NULL at the root */
	struct node *subject;   /* what a problem is about: the value, or else the container */
	uint32_t name;          /* the id of the last key */
	struct frame *frames;   /* of the open containers, and one below them for the root */
	size_t depth, cap;
	struct mem_mark marks[PIECE_DEPTH]; /* where the elements begin that are handed on */
	size_t mild[MILD_COUNT];         /* how many of each kind there were */
	uint32_t mild_start[MILD_COUNT]; /* where the first is that was not reported */
	uint32_t mild_end[MILD_COUNT];
	struct look looks[LOOKS];
	bool overflowed; /* one is beyond COMPLAIN_MAX */
};

/*
 * Bytes that can be read behind every token that is wanted, unless the text ends before: no
 * literal and no escape is longer.
 */
#define READ_AHEAD 16

/* Whether there is more text behind reading->end, which has moved then. */
bool reading_more(struct reading *reading);

/* Behind the end of what is being read where that is known no better, such as a message's line. */
void reading_look_ahead(struct reading *reading);

#endif
