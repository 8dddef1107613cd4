/*
 * Strings, numbers and literals of one text, read into nodes.
 * Knows the bytes of one value; nothing of the containers around it.
 */
#ifndef PEERLINT_VALUE_H
#define PEERLINT_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "json/node.h"

struct reading;

/*
 * The text of a string, decoded: its bytes in the document, or a copy in the arena
 * where there were escapes.
 */
struct decoded {
	const char *text;
	size_t length;
	bool escaped;
};

/*
 * Each reads what begins at reading->p and moves that behind it; false, and the
 * problem is reported, if it is wrong.
 */
bool value_decode(struct reading *reading, struct decoded *decoded);
bool value_string(struct reading *reading, struct node *node);
bool value_number(struct reading *reading, struct node *node);
bool value_literal(struct reading *reading, struct node *node);

/* mem_bytes, for the many small pieces of a document. */
static inline char *value_bytes(struct mem *mem, size_t n)
{
	char *p = mem->next;

	if ((size_t)(mem->end - p) < n)
		return mem_bytes(mem, n);
	mem->next = p + n;
	return p;
}

/*
 * The bytes with a NUL behind them. Up to 32 bytes are copied in two pieces that
 * overlap: a call of memcpy costs more than what it does.
 */
static inline char *value_copy(struct mem *mem, const char *text, size_t n)
{
	char *copy = value_bytes(mem, n + 1);

	if (n > 32 || n < 8) {
		memcpy(copy, text, n);
	} else if (n >= 16) {
		memcpy(copy, text, 16);
		memcpy(copy + n - 16, text + n - 16, 16);
	} else {
		memcpy(copy, text, 8);
		memcpy(copy + n - 8, text + n - 8, 8);
	}
	copy[n] = '\0';
	return copy;
}

#endif
