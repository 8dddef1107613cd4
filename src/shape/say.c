/* Words for values, names and types: a part of explain.h. */
#include "shape/explain.h"

#include <string.h>

#include "base/mem.h"
#include "shape/format.h"
#include "shape/resource.h"

/* Bytes of a name or a value that a message shows. */
#define SHOWN 60

/* How deep $ref and allOf are followed for words. */
#define FOLLOWED 8

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

/* Every other node in an object has a key. */
bool say_is_name(const struct node *node)
{
	return !node->item.string && node->parent && node_type(node->parent) == NODE_OBJECT;
}

void say_name(struct explain *explain, const struct node *node)
{
	const struct node *indices[8];
	size_t n = 0;

	if (say_is_name(node)) {
		buf_puts(&explain->buf, "the member name ");
		node_describe(&explain->buf, node, SHOWN);
		return;
	}
	while (node != explain->root && !node->item.string &&
		n < sizeof(indices) / sizeof(indices[0])) {
		indices[n++] = node;
		node = node->parent;
	}
	if (node != explain->root)
		say_text(&explain->buf, node->item.string ? node->item.string : "",
			node->key_length);
	else
		buf_puts(&explain->buf, n == 0 ? "the document" : "element ");
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

void say_schema_value(struct buf *out, const struct node *value)
{
	struct node open = *value;
	struct buf text;

	open.flags &= ~(uint32_t)NODE_SECRET;
	if (!node_child(value)) {
		say_value(out, &open);
		return;
	}
	/* Not the copy: its children lead up to the value itself. */
	buf_init(&text);
	node_print(&text, value);
	say_text(out, text.data, text.length);
	buf_release(&text);
}

void say_list(struct buf *out, const struct values *values)
{
	if (values->count > LISTED) {
		buf_printf(out, "one of the %zu values that are allowed", values->count);
		return;
	}
	if (values->count > 1)
		buf_puts(out, "one of ");
	if (values->count == 0)
		buf_puts(out, "one of no values");
	for (size_t i = 0; i < values->count; i++) {
		if (i > 0)
			buf_puts(out, i + 1 == values->count ? " or " : ", ");
		say_schema_value(out, values->items[i]);
	}
}

void say_found(struct buf *out, const struct node *node)
{
	if (say_is_name(node))
		return;
	buf_puts(out, ", found ");
	say_value(out, node);
}

/* What the first assertion asks; false if it needs more than a few words. */
static bool say_assertion(struct buf *out, const struct insn *insn)
{
	static const char *const words[] = {
		[OP_MINIMUM] = "at least ",
		[OP_EXCLUSIVE_MINIMUM] = "more than ",
		[OP_MAXIMUM] = "at most ",
		[OP_EXCLUSIVE_MAXIMUM] = "less than ",
		[OP_MULTIPLE] = "a multiple of ",
	};

	switch (insn->op) {
	case OP_VALUES:
		say_list(out, insn->with.values);
		return true;
	case OP_MINIMUM:
	case OP_EXCLUSIVE_MINIMUM:
	case OP_MAXIMUM:
	case OP_EXCLUSIVE_MAXIMUM:
	case OP_MULTIPLE:
		buf_puts(out, words[insn->op]);
		say_schema_value(out, insn->node);
		return true;
	case OP_FORMAT:
		buf_puts(out, insn->with.format->noun);
		return true;
	case OP_PATTERN:
		buf_puts(out, "text that matches ");
		say_text(out, node_text(insn->node), insn->node->length);
		return true;
	default:
		return false;
	}
}

bool say_form(struct buf *out, const struct sub *sub, enum node_type type)
{
	for (unsigned depth = 0; depth < FOLLOWED; depth++) {
		const struct insn *insn = sub->code[type];
		const struct sub *next = NULL;

		if (sub->title) {
			buf_puts(out, sub->title);
			return true;
		}
		for (; insn->op != OP_END; insn++) {
			if (say_assertion(out, insn))
				return true;
			if (insn->op == OP_REF && !next)
				next = insn->with.sub;
		}
		if (!next)
			break;
		sub = next;
	}
	if (sub->types == 0 || sub->types == TYPES_ALL)
		return false;
	say_types(out, sub->types, sub->integer);
	return true;
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
