/*
 * For fuzzers: what each begins with, and how an input with several parts is
 * cut. A fuzzer stops (abort) where a promise of a header is broken, so that
 * wrong answers are found as crashes are.
 * Knows bytes and the reader; nothing of what is fuzzed.
 */
#ifndef PEERLINT_FUZZ_H
#define PEERLINT_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/names.h"
#include "json/node.h"
#include "json/reader.h"

/* What libFuzzer and AFL++ call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Parts of an input end with this byte, which is in no JSON text and no expression. */
#define FUZZ_CUT '\x1e'

/* Longer inputs only make a fuzzer slow. */
#define FUZZ_MOST 16384

struct part {
	const char *text; /* no NUL behind it */
	size_t length;
};

/* Stops, naming the promise, where it does not hold. */
#define PROMISE(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

/* Takes the next part off the input; the last one takes what is left. */
static inline struct part fuzz_part(struct part *input)
{
	const char *cut = memchr(input->text, FUZZ_CUT, input->length);
	size_t n = cut ? (size_t)(cut - input->text) : input->length;
	struct part part = { input->text, n };

	input->text += n + (cut ? 1 : 0);
	input->length -= n + (cut ? 1 : 0);
	return part;
}

/* A copy in memory of exactly its size, so that a byte read beyond it is noticed. To be freed. */
static inline char *fuzz_copy(struct part part)
{
	char *copy = malloc(part.length ? part.length : 1);

	if (!copy)
		abort();
	memcpy(copy, part.text, part.length);
	return copy;
}

static inline struct node *fuzz_read(struct part part, const struct names *names, struct mem *mem)
{
	const struct reader reader = { .names = names };

	return reader_read(&reader, part.text, part.length, mem);
}

/* The next node in the order of the text; NULL after the last. */
static inline const struct node *fuzz_next(const struct node *node)
{
	const struct node *child = node_type(node) >= NODE_ARRAY ? node_child(node) : NULL;

	if (child)
		return child;
	while (node && !node_next(node))
		node = node->parent;
	return node ? node_next(node) : NULL;
}

/* Whether text holds the bytes of a word. */
static inline bool fuzz_holds(const char *text, size_t n, const char *word)
{
	return memmem(text, n, word, strlen(word));
}

#endif
