#include "pack/registries.h"

#include "base/buf.h"
#include "base/err.h"
#include "json/node.h"
#include "json/pointer.h"
#include "net/prefix.h"
#include "net/registry.h"

static bool refuse(const struct node *row, struct err *err)
{
	struct buf pointer;

	buf_init(&pointer);
	pointer_print(&pointer, row);
	err_set(err, "%s is no block with sets, and no range with a class", pointer.data);
	buf_release(&pointer);
	return false;
}

static bool add_block(struct registry *registry, const struct node *row)
{
	const struct node *block = node_member(row, "block");
	const struct node *sets = node_member(row, "sets");
	struct prefix prefix;

	if (!block || !sets || node_type(block) != NODE_STRING || node_type(sets) != NODE_ARRAY ||
	    prefix_parse(node_text(block), block->length, PREFIX_LENGTH, &prefix))
		return false;
	for (const struct node *set = node_child(sets); set; set = node_next(set))
		registry_add_block(registry, node_text(set), &prefix);
	return true;
}

static bool add_asns(struct registry *registry, const struct node *row)
{
	const struct node *first = node_member(row, "first"), *last = node_member(row, "last");
	const struct node *class = node_member(row, "class");

	if (!first || !last || !class || node_type(class) != NODE_STRING)
		return false;
	registry_add_asns(registry, node_text(class), (uint32_t)first->item.valuedouble,
		(uint32_t)last->item.valuedouble);
	return true;
}

bool registries_add(struct registry *registry, const struct node *file, struct err *err)
{
	const struct node *rows = node_member(file, "rows");

	if (!rows)
		return err_set(err, "it has no rows");
	for (const struct node *row = node_child(rows); row; row = node_next(row))
		if (!add_block(registry, row) && !add_asns(registry, row))
			return refuse(row, err);
	return true;
}
