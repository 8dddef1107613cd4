/* Words for values, names and types: a part of explain.h. */
#include "shape/explain.h"

#include <string.h>

#include "base/mem.h"
#include "shape/resource.h"

/* Bytes of a name or a value that a message shows. */
#define SHOWN 60

/* Values of an enum beyond which they are only counted. */
#define LISTED 12

static void say_text(struct buf *out, const char *text, size_t n)
{
	size_t shown = n > SHOWN ? SHOWN : n;

	while (shown < n && shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80)
		shown--;
	buf_add(out, text, shown);
	if (shown < n)
		buf_puts(out, "…");
}

void say_name(struct explain *explain, const struct node *node)
{
	const struct node *indices[8];
	size_t n = 0;

	/* The node of a member's name has no place of its own: see run_name_node. */
	if (!node->item.string && node->parent && node->key_start == 0 &&
		node_type(node->parent) == NODE_OBJECT) {
		buf_puts(&explain->buf, "the member name ");
		node_describe(&explain->buf, node, SHOWN);
		return;
	}
	while (node != explain->root && !node->item.string && n < sizeof(indices) / sizeof(indices[0])) {
		indices[n++] = node;
		node = node->parent;
	}
	if (node != explain->root)
		say_text(&explain->buf, node->item.string ? node->item.string : "", node->key_length);
	else if (n == 0)
		buf_puts(&explain->buf, "the document");
	while (n-- > 0)
		buf_printf(&explain->buf, "[%u]", (unsigned)indices[n]->key_length);
}

void say_value(struct buf *out, const struct node *node)
{
	switch (node_type(node)) {
	case NODE_ARRAY:
		buf_puts(out, node->length == 0 ? "an empty array" : "an array");
		break;
	case NODE_OBJECT:
		buf_puts(out, node->length == 0 ? "an empty object" : "an object");
		break;
	default:
		node_describe(out, node, SHOWN);
	}
}

void say_types(struct buf *out, unsigned types, bool integer)
{
	static const struct {
		unsigned types;
		const char *words;
	} words[] = {
		{ 1 << NODE_STRING, "a string" },
		{ 1 << NODE_NUMBER, "a number" },
		{ 1 << NODE_FALSE | 1 << NODE_TRUE, "true or false" },
		{ 1 << NODE_OBJECT, "an object" },
		{ 1 << NODE_ARRAY, "an array" },
		{ 1 << NODE_NULL, "null" },
	};
	const char *comma = "";

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!(types & words[i].types))
			continue;
		types &= ~words[i].types;
		buf_puts(out, !types && *comma ? " or " : comma);
		buf_puts(out, integer && i == 1 ? "an integer" : words[i].words);
		comma = ", ";
	}
}

void say_list(struct buf *out, const struct values *values)
{
	if (values->count > LISTED) {
		buf_printf(out, "one of %zu values", values->count);
		return;
	}
	if (values->count > 1)
		buf_puts(out, "one of ");
	for (size_t i = 0; i < values->count; i++) {
		if (i > 0)
			buf_puts(out, i + 1 == values->count ? " or " : ", ");
		say_value(out, values->items[i]);
	}
}

const char *suggest_text(struct explain *explain, const struct node *value)
{
	struct buf text;
	const char *copy;

	buf_init(&text);
	node_print(&text, value);
	copy = mem_text(explain->mem, text.data, text.length);
	buf_release(&text);
	return copy;
}
