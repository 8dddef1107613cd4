#include "query/print.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"
#include "query/query.h"
#include "text/utf8.h"

void print_value(struct buf *out, const struct node *value)
{
	const char *text = node_text(value);
	size_t n = value->length;

	if (node_type(value) != NODE_STRING || (value->flags & NODE_SECRET)) {
		node_describe(out, value, PRINT_MOST);
		return;
	}
	if (n <= PRINT_MOST) {
		buf_add(out, text, n);
		return;
	}
	n = PRINT_MOST;
	while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	buf_add(out, text, n);
	buf_puts(out, "…");
}

static void print_character(struct buf *out, uint32_t code, const char *bytes, size_t n)
{
	static const char letters[] = "btnvfr";

	if (code == '\'' || code == '\\')
		buf_printf(out, "\\%c", (char)code);
	else if (code >= '\b' && code <= '\r' && code != '\v')
		buf_printf(out, "\\%c", letters[code - '\b']);
	else if (code < 0x20 || (code >= 0xD800 && code <= 0xDFFF))
		buf_printf(out, "\\u%04x", (unsigned)code);
	else
		buf_add(out, bytes, n);
}

/*
 * A name as RFC 9535 section 2.7 writes it; a lone surrogate, which it does not
 * know, as an escape.
 */
static void print_name(struct buf *out, const char *name, size_t n)
{
	const char *p = name;

	buf_puts(out, "['");
	while (p < name + n) {
		const char *start = p;
		uint32_t code = utf8_next(&p, name + n);

		print_character(out, code, start, (size_t)(p - start));
	}
	buf_puts(out, "']");
}

void query_print_path(struct buf *out, const struct node *node)
{
	const struct node **way = NULL;
	size_t depth = 0, cap = 0;

	for (; node->parent; node = node->parent) {
		if (depth == cap)
			way = heap_grow(way, &cap, depth + 1, sizeof(const struct node *));
		way[depth++] = node;
	}
	buf_putc(out, '$');
	while (depth > 0) {
		const struct node *step = way[--depth];

		if (step->item.string)
			print_name(out, step->item.string, step->key_length);
		else
			buf_printf(out, "[%u]", (unsigned)step->key_length);
	}
	free(way);
}
