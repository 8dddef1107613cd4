/*
 * One text through the reader, and whether its verdict holds together.
 * Knows the reader; nothing of what a suite expects.
 */
#ifndef PEERLINT_VERDICT_H
#define PEERLINT_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"
#include "json/reader.h"

struct verdict {
	bool accepted;
	bool sound; /* the last problem, and only it, ended the reading; the tree reads the same
		       once printed */
	size_t problems;             /* of any kind */
	char rule[40], message[200]; /* of the last problem */
	size_t start, end;
	bool fix_is_empty;  /* what is marked is to go */
	struct buf printed; /* of what was accepted */
};

static inline void verdict_note(void *context, const struct problem *problem)
{
	struct verdict *verdict = context;

	verdict->problems++;
	snprintf(verdict->rule, sizeof(verdict->rule), "%s", problem->rule);
	snprintf(verdict->message, sizeof(verdict->message), "%s", problem->message);
	verdict->start = problem->start;
	verdict->end = problem->end;
	verdict->fix_is_empty = problem->fix && !*problem->fix;
}

/* Whether the printed text is JSON again, and the same value. */
static inline bool verdict_repeats(const struct node *root, const struct buf *printed)
{
	struct reader reader = { .max_depth = 1000000 };
	struct mem mem = { 0 };
	struct node *again = reader_read(&reader, printed->data, printed->length, &mem);
	bool same = again && node_equal(root, again) && node_hash(root) == node_hash(again);

	mem_release(&mem);
	return same;
}

/* Reads a copy that ends where its memory ends. Released by verdict_release. */
static inline void verdict_read(struct verdict *verdict, const char *text, size_t n)
{
	struct reader reader = { .max_depth = 1000000, .report = verdict_note, .context = verdict };
	struct mem mem = { 0 };
	char *copy = malloc(n ? n : 1);
	struct node *root;

	*verdict = (struct verdict){ 0 };
	buf_init(&verdict->printed);
	memcpy(copy, text, n);
	root = reader_read(&reader, copy, n, &mem);
	verdict->accepted = root != NULL;
	if (root)
		node_print(&verdict->printed, root);
	verdict->sound =
		root ? verdict_repeats(root, &verdict->printed)
		     : verdict->problems > 0 && verdict->end <= n && verdict->start <= verdict->end;
	mem_release(&mem);
	free(copy);
}

static inline void verdict_release(struct verdict *verdict)
{
	buf_release(&verdict->printed);
}

#endif
