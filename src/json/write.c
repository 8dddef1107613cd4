/* Values as text, for messages and as JSON: the rest of node.h. */
#include "json/node.h"

#include <string.h>

#include "base/buf.h"
#include "text/utf8.h"

/* A code point that JSON text cannot hold as it is. */
static bool needs_escape(uint32_t code)
{
	return code < 0x20 || code == '"' || code == '\\' || (code >= 0xD800 && code <= 0xDFFF);
}

static void add_escape(struct buf *out, uint32_t code)
{
	static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (const char *p = letters; *p; p += 2) {
		if ((uint32_t)*p != code)
			continue;
		buf_putc(out, '\\');
		buf_putc(out, p[1]);
		return;
	}
	buf_printf(out, "\\u%04X", (unsigned)code);
}

/*
 * Appends text as it stands inside quotes, until it would take more than most bytes;
 * false if it was cut.
 */
static bool add_characters(struct buf *out, const char *text, size_t n, size_t most)
{
	const char *p = text, *end = text + n;
	size_t room = out->length + most;

	while (p < end) {
		const char *start = p;
		uint32_t code = utf8_next(&p, end);
		size_t before = out->length;

		if (needs_escape(code))
			add_escape(out, code);
		else
			buf_add(out, start, (size_t)(p - start));
		if (out->length <= room)
			continue;
		out->length = before;
		out->data[before] = '\0';
		return false;
	}
	return true;
}

void node_print_string(struct buf *out, const char *text, size_t n)
{
	buf_putc(out, '"');
	add_characters(out, text, n, SIZE_MAX - out->length);
	buf_putc(out, '"');
}

static void describe_text(struct buf *out, const struct node *node, size_t most)
{
	bool quoted = node_type(node) == NODE_STRING;

	if (quoted)
		buf_putc(out, '"');
	if (!add_characters(out, node_text(node), node->length, most))
		buf_puts(out, "…");
	if (quoted)
		buf_putc(out, '"');
}

/* The words for what needs none of its text; NULL for numbers and strings. */
static const char *plain_word(const struct node *node)
{
	switch (node_type(node)) {
	case NODE_NULL:
		return "null";
	case NODE_FALSE:
		return "false";
	case NODE_TRUE:
		return "true";
	case NODE_ARRAY:
		return node->length == 0 ? "[]" : "[…]";
	case NODE_OBJECT:
		return node->length == 0 ? "{}" : "{…}";
	default:
		return NULL;
	}
}

void node_describe(struct buf *out, const struct node *node, size_t most)
{
	const char *word = plain_word(node);

	if (node->flags & NODE_SECRET)
		buf_puts(out, "…");
	else if (word)
		buf_puts(out, word);
	else
		describe_text(out, node, most);
}

/*
 * What comes before the first child, or the whole of what has none; false if children
 * are to follow.
 */
static bool print_start(struct buf *out, const struct node *node, bool is_root)
{
	if (node->item.string && !is_root) {
		node_print_string(out, node->item.string, node->key_length);
		buf_putc(out, ':');
	}
	if (node->flags & NODE_SECRET)
		buf_puts(out, "\"…\"");
	else if (node_child(node))
		buf_putc(out, node_type(node) == NODE_ARRAY ? '[' : '{');
	else if (node_type(node) == NODE_STRING)
		node_print_string(out, node_text(node), node->length);
	else if (node_type(node) == NODE_NUMBER)
		buf_add(out, node_text(node), node->length);
	else if (node_type(node) == NODE_ARRAY) /* its elements may have been forgotten */
		buf_puts(out, "[]");
	else
		buf_puts(out, plain_word(node));
	return !node_child(node) || node->flags & NODE_SECRET;
}

/* Not recursive: trees are as deep as their text wants. */
void node_print(struct buf *out, const struct node *root)
{
	const struct node *node = root;

	for (;;) {
		while (!print_start(out, node, node == root))
			node = node_child(node);
		while (node != root && !node_next(node)) {
			node = node->parent;
			buf_putc(out, node_type(node) == NODE_ARRAY ? ']' : '}');
		}
		if (node == root)
			return;
		buf_putc(out, ',');
		node = node_next(node);
	}
}
