#include "json/node.h"

#include <string.h>

#include "base/mem.h"

const char *node_type_name(const struct node *node)
{
	static const char *const names[] = {
		[NODE_NULL] = "null",     [NODE_FALSE] = "boolean", [NODE_TRUE] = "boolean",
		[NODE_NUMBER] = "number", [NODE_STRING] = "string", [NODE_ARRAY] = "array",
		[NODE_OBJECT] = "object",
	};

	return names[node_type(node)];
}

void node_read_prefix(struct node *node)
{
	if (node->length >= PREFIX_TEXT ||
	    prefix_parse(node_text(node), node->length, PREFIX_ANY, &node->prefix))
		node->prefix.family = NODE_NO_PREFIX;
}

struct node *node_member_text(const struct node *node, const char *name, size_t n)
{
	struct node *child;

	if (node_type(node) != NODE_OBJECT)
		return NULL;
	for (child = node_child(node); child; child = node_next(child))
		if (child->key_length == n && memcmp(child->item.string, name, n) == 0)
			return child;
	return NULL;
}

struct node *node_member(const struct node *node, const char *name)
{
	return node_member_text(node, name, strlen(name));
}

struct node *node_member_id(const struct node *node, uint32_t name)
{
	struct node *child;

	if (name == NAME_NONE || node_type(node) != NODE_OBJECT)
		return NULL;
	for (child = node_child(node); child; child = node_next(child))
		if (child->name == name)
			return child;
	return NULL;
}

struct node *node_element(const struct node *node, size_t index)
{
	struct node *child;

	if (node_type(node) != NODE_ARRAY || index >= node->length)
		return NULL;
	child = node_child(node);
	while (child && index-- > 0)
		child = node_next(child);
	return child;
}

const char *node_member_string(const struct node *node, const char *name)
{
	const struct node *member = node_member(node, name);

	return member && node_type(member) == NODE_STRING ? node_text(member) : NULL;
}

/* The node after this one in the order of the text, within the tree below root; NULL at its end. */
static struct node *step(const struct node *node, const struct node *root)
{
	if (node_child(node))
		return node_child(node);
	while (node != root && !node_next(node))
		node = node->parent;
	return node == root ? NULL : node_next(node);
}

void node_rename(struct node *root, const struct names *names)
{
	struct node *node;

	for (node = root; node; node = step(node, root)) {
		if (node->item.string)
			node->name = names_find(names, node->item.string, node->key_length);
		if (node->name != NAME_NONE && names_is_secret(names, node->name))
			node->flags |= NODE_SECRET;
		if (node->parent)
			node->flags |= node->parent->flags & NODE_SECRET;
	}
}

struct node *node_copy_path(struct mem *mem, const struct node *node)
{
	struct node *first = NULL, **link = &first;

	for (; node; node = node->parent) {
		struct node *copy = mem_zalloc(mem, sizeof(*copy));

		copy->item.type = node->item.type;
		copy->name = node->name;
		copy->key_length = node->key_length;
		copy->flags = (node->flags & NODE_SECRET) | NODE_OUTSIDE;
		if (node->item.string)
			copy->item.string = mem_text(mem, node->item.string, node->key_length);
		*link = copy;
		link = &copy->parent;
	}
	return first;
}
