#include "json/pointer.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "json/node.h"

void pointer_add_token(struct buf *out, const char *name, size_t n)
{
	const char *p = name, *end = name + n;

	buf_putc(out, '/');
	while (p < end) {
		const char *start = p;

		while (p < end && *p != '~' && *p != '/')
			p++;
		buf_add(out, start, (size_t)(p - start));
		if (p < end)
			buf_add(out, *p++ == '~' ? "~0" : "~1", 2);
	}
}

/* Members have names, elements have places (see node.h). */
static void add_step(struct buf *out, const struct node *node)
{
	if (node->item.string)
		pointer_add_token(out, node->item.string, node->key_length);
	else
		buf_printf(out, "/%u", (unsigned)node->key_length);
}

/* The way up is the wrong way round: what is deep is kept until the root is reached. */
void pointer_print(struct buf *out, const struct node *node)
{
	const struct node *near[64], **path = near, *up;
	size_t depth = 0, n = 0;

	for (up = node; up && up->parent; up = up->parent)
		depth++;
	if (depth > sizeof(near) / sizeof(near[0]))
		path = heap_alloc(depth * sizeof(const struct node *));
	for (up = node; up && up->parent; up = up->parent)
		path[n++] = up;
	while (n > 0)
		add_step(out, path[--n]);
	if (path != near)
		free((void *)path);
}

/* The offset of what no pointer may hold; n if there is no such thing. */
static size_t find_fault(const char *pointer, size_t n)
{
	if (n > 0 && pointer[0] != '/')
		return 0;
	for (size_t i = 0; i < n; i++)
		if (pointer[i] == '~' &&
		    (i + 1 == n || (pointer[i + 1] != '0' && pointer[i + 1] != '1')))
			return i;
	return n;
}

bool pointer_is_valid(const char *text, size_t n)
{
	return find_fault(text, n) == n;
}

/* Whether a reference token, its escapes undone, is the name. */
static bool is_name(const char *token, size_t n, const char *name, size_t length)
{
	const char *end = token + n, *name_end = name + length;

	for (; token < end && name < name_end; token++, name++) {
		char c = *token;

		if (c == '~')
			c = *++token == '0' ? '~' : '/';
		if (c != *name)
			return false;
	}
	return token == end && name == name_end;
}

static struct node *find_member(const struct node *node, const char *token, size_t n)
{
	struct node *child;

	for (child = node_child(node); child; child = node_next(child))
		if (is_name(token, n, node_key(child), child->key_length))
			return child;
	return NULL;
}

/* An index is a number without a sign or leading zeros; "-" is the place behind the last. */
static struct node *find_element(const struct node *node, const char *token, size_t n)
{
	size_t index = 0;

	if (n == 0 || n > 10 || (n > 1 && token[0] == '0'))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (token[i] < '0' || token[i] > '9')
			return NULL;
		index = index * 10 + (size_t)(token[i] - '0');
	}
	return node_element(node, index);
}

static const struct node *take_step(const struct node *node, const char *token, size_t n)
{
	switch (node_type(node)) {
	case NODE_OBJECT:
		return find_member(node, token, n);
	case NODE_ARRAY:
		return find_element(node, token, n);
	default:
		return NULL;
	}
}

/* Says why the step from node over the bytes [at, at + n) of the pointer cannot be taken. */
static void explain_step(const struct node *node, const char *pointer, size_t at, size_t n,
			 struct err *err)
{
	int shown = n > 100 ? 100 : (int)n;

	if (!err)
		return;
	switch (node_type(node)) {
	case NODE_OBJECT:
		err_set_at(err, at, 0, "the object has no member \"%.*s\"", shown, pointer + at);
		break;
	case NODE_ARRAY:
		err_set_at(err, at, 0, "the array of %u has no element \"%.*s\"",
			   (unsigned)node->length, shown, pointer + at);
		break;
	default:
		err_set_at(err, at, 0, "\"%.*s\" leads into a %s, which holds nothing", shown,
			   pointer + at, node_type_name(node));
	}
}

struct node *pointer_find(const struct node *root, const char *pointer, size_t n, struct err *err)
{
	size_t at = find_fault(pointer, n);
	const struct node *node = root;

	if (at < n && !err)
		return NULL;
	if (at < n) {
		err_set_at(err, at, 1,
			   pointer[at] == '~' ? "a ~ has to be followed by 0 or 1"
					      : "a JSON pointer has to begin with /");
		return NULL;
	}
	for (at = 0; at < n;) {
		const char *token = pointer + at + 1;
		const char *slash = memchr(token, '/', n - at - 1);
		size_t length = slash ? (size_t)(slash - token) : n - at - 1;
		const struct node *next = take_step(node, token, length);

		if (!next) {
			explain_step(node, pointer, at + 1, length, err);
			return NULL;
		}
		node = next;
		at += 1 + length;
	}
	return (struct node *)node;
}
