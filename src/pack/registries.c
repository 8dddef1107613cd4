#include "pack/registries.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "json/node.h"
#include "json/pointer.h"
#include "net/prefix.h"
#include "net/registry.h"
#include "query/freeze.h"

/* What a frozen row is; the address itself is 16 bytes, as in struct prefix. */
enum row {
	ROW_END,
	ROW_BLOCK, /* family, length, address, sets */
	ROW_ASNS,  /* first, last, class */
};

/* {=== writing === */

static bool refuse(const struct node *row, struct err *err)
{
	struct buf pointer;

	buf_init(&pointer);
	pointer_print(&pointer, row);
	err_set(err, "%s is no block with sets, and no range with a class", pointer.data);
	buf_release(&pointer);
	return false;
}

static bool write_block(const struct node *row, struct buf *out)
{
	const struct node *block = node_member(row, "block");
	const struct node *sets = node_member(row, "sets");
	struct prefix prefix;

	if (!block || !sets || node_type(block) != NODE_STRING || node_type(sets) != NODE_ARRAY ||
	    prefix_parse(node_text(block), block->length, PREFIX_LENGTH, &prefix))
		return false;
	freeze_number(out, ROW_BLOCK);
	freeze_number(out, prefix.family);
	freeze_number(out, prefix.length);
	buf_add(out, (const char *)prefix.address, sizeof(prefix.address));
	freeze_number(out, sets->length);
	for (const struct node *set = node_child(sets); set; set = node_next(set))
		freeze_string(out, node_text(set), set->length);
	return true;
}

static bool write_asns(const struct node *row, struct buf *out)
{
	const struct node *first = node_member(row, "first"), *last = node_member(row, "last");
	const struct node *class = node_member(row, "class");

	if (!first || !last || !class || node_type(class) != NODE_STRING)
		return false;
	freeze_number(out, ROW_ASNS);
	freeze_number(out, (uint64_t)first->item.valuedouble);
	freeze_number(out, (uint64_t)last->item.valuedouble);
	freeze_string(out, node_text(class), class->length);
	return true;
}

bool registries_write(const struct node *file, struct buf *out, struct err *err)
{
	const struct node *rows = node_member(file, "rows");

	if (!rows)
		return err_set(err, "it has no rows");
	for (const struct node *row = node_child(rows); row; row = node_next(row))
		if (!write_block(row, out) && !write_asns(row, out))
			return refuse(row, err);
	return true;
}

void registries_end(struct buf *out)
{
	freeze_number(out, ROW_END);
}

/* }=== */

static void read_block(struct registry *registry, const char **p)
{
	struct prefix prefix = { .has_length = true };
	uint64_t nsets;

	prefix.family = (uint8_t)thaw_number(p);
	prefix.length = (uint8_t)thaw_number(p);
	memcpy(prefix.address, *p, sizeof(prefix.address));
	*p += sizeof(prefix.address);
	for (nsets = thaw_number(p); nsets > 0; nsets--)
		registry_add_block(registry, thaw_string(p, NULL), &prefix);
}

static void read_asns(struct registry *registry, const char **p)
{
	uint32_t first = (uint32_t)thaw_number(p), last = (uint32_t)thaw_number(p);

	registry_add_asns(registry, thaw_string(p, NULL), first, last);
}

void registries_read(struct registry *registry, const char *bytes)
{
	const char *p = bytes;

	for (uint64_t row = thaw_number(&p); row != ROW_END; row = thaw_number(&p)) {
		if (row == ROW_BLOCK)
			read_block(registry, &p);
		else
			read_asns(registry, &p);
	}
}
