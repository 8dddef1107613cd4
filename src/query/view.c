#include "query/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/node.h"
#include "net/registry.h"
#include "query/function.h"
#include "query/op.h"
#include "text/utf8.h"

/* Longer texts are of no class: to tell it would take longer than it is worth. */
#define TEXT_MAX 1024

/* What has room in a word. */
#define TEXTS_MAX 255
#define SIZES_MAX 255
#define BLOCKS_MAX 1023

/* Where the other things are in the first word. */
#define NUMBER_SHIFT 4
#define TEXT_SHIFT 8
#define BYTES_SHIFT 16
#define LENGTH_SHIFT 24

/* The second word of a text: not 0 for an address; its length comes first. */
#define ADDRESS_FIRST (1u << 8)
#define ADDRESS_LAST (1u << 9)
#define ADDRESS_HAS_LENGTH (1u << 10)
#define ADDRESS_IPV4 (1u << 11)
#define ADDRESS_IPV6 (1u << 12)

/* In the third word each place has so many bits. */
#define PLACE_BITS 10

/* What has a frame of its own, for which the others need not pay. */
#define APART __attribute__((noinline))

void view_release(struct view *view)
{
	borders_release(&view->integers);
	borders_release(&view->bytes);
	borders_release(&view->length);
	borders_release(&view->blocks[0]);
	borders_release(&view->blocks[1]);
	free(view->texts);
}

size_t view_size(const struct view *view)
{
	if (view->sight < SIGHT_TYPE)
		return view->sight == SIGHT_NONE ? 0 : 1;
	return view->address ? 3 : 1;
}

bool view_is_too_fine(const struct view *view)
{
	return view->ntexts > TEXTS_MAX || view->bytes.count > SIZES_MAX ||
	       view->length.count > SIZES_MAX || view->blocks[0].count > BLOCKS_MAX ||
	       view->blocks[1].count > BLOCKS_MAX;
}

/* An integer as borders have it: the negative ones are behind the others. */
static struct u128 number_of(int64_t integer)
{
	return (struct u128){ integer < 0 ? UINT64_MAX : 0, (uint64_t)integer };
}

void view_add_integer(struct borders *borders, int64_t integer)
{
	borders_add(borders, number_of(integer));
	borders_add(borders, number_of(INT64_MIN));
}

void view_add_text(struct view *view, const struct op *literal)
{
	for (size_t i = 0; i < view->ntexts; i++)
		if (op_equal(view->texts[i], literal))
			return;
	view->texts = heap_grow(view->texts, &view->cap, view->ntexts + 1, sizeof(*view->texts));
	view->texts[view->ntexts++] = literal;
	view->text_lengths |= UINT64_C(1) << literal->count % 64;
}

static void add_asns(struct view *view, const struct registry *registry)
{
	view->asn = true;
	view_add_integer(&view->integers, 0);
	view_add_integer(&view->integers, UINT32_MAX);
	if (registry)
		registry_add_asn_borders(registry, &view->integers);
}

/* The address, and the first and the last of the prefix, of a literal. */
static void add_block(struct view *view, const struct op *literal)
{
	struct prefix prefix;
	struct block block;
	struct borders *borders;

	if (literal->kind != EXPR_LITERAL || literal->detail != cJSON_String ||
	    prefix_parse(op_text(literal), literal->count, PREFIX_ANY, &prefix))
		return;
	block = block_of(&prefix);
	borders = &view->blocks[prefix.family == 6];
	borders_add(borders, block.first);
	borders_add(borders, block.last);
	borders_add(borders, u128_load(prefix.address));
}

static void add_set(struct view *view, const struct op *literal, const struct registry *registry)
{
	int set;

	if (literal->kind != EXPR_LITERAL || literal->detail != cJSON_String || !registry)
		return;
	set = registry_set_index(registry, op_text(literal));
	if (set < 0 || (set < 64 && view->sets >> set & 1))
		return;
	view->sets |= set < 64 ? UINT64_C(1) << set : 0;
	registry_add_borders(registry, set, 4, &view->blocks[0]);
	registry_add_borders(registry, set, 6, &view->blocks[1]);
}

bool view_add_call(struct view *view, const struct op *call, const struct registry *registry)
{
	enum by by = function_at(call->detail)->by;
	const struct op *operand = op_first(call);

	if (by < BY_TYPE || (by == BY_SETS && operand->kind == EXPR_LITERAL))
		return false;
	view_add(view, SIGHT_TYPE);
	view->address = view->address || by == BY_FORM || by == BY_BORDERS || by == BY_SETS;
	view->children = by == BY_CHILDREN;
	if (by == BY_ASN)
		add_asns(view, registry);
	for (uint32_t i = 0; i < call->count; i++, operand = op_next(operand)) {
		if (by == BY_BORDERS)
			add_block(view, operand);
		else if (by == BY_SETS)
			add_set(view, operand, registry);
	}
	return true;
}

/* Which of the texts it is, from 1 on; 0: none. */
static uint32_t find_text(const struct view *view, const struct node *node)
{
	for (size_t i = 0; i < view->ntexts; i++)
		if (view->texts[i]->count == node->length &&
		    memcmp(op_text(view->texts[i]), node_text(node), node->length) == 0)
			return (uint32_t)i + 1;
	return 0;
}

static uint32_t find_size(struct borders *borders, size_t size)
{
	return (uint32_t)borders_find(borders, (struct u128){ 0, size });
}

/* Between which addresses those of a block lie; mostly all between the same. */
static uint32_t find_places(struct borders *borders, const struct block *block,
	struct u128 address)
{
	size_t first = borders_find(borders, block->first), last = first, own = first;

	if (first < borders->count && !u128_less(block->last, borders->items[first])) {
		last = borders_find(borders, block->last);
		own = borders_find(borders, address);
	}
	return (uint32_t)(first | own << PLACE_BITS | last << 2 * PLACE_BITS);
}

static APART uint32_t *tell_address(struct view *view,
	const struct node *node, uint32_t *words)
{
	const struct prefix *prefix = node_prefix(node);
	struct block block;
	struct u128 address;

	if (!prefix) {
		*words = 0;
		return words + 1;
	}
	block = block_of(prefix);
	address = u128_load(prefix->address);
	words[0] = prefix->length | (prefix->family == 6 ? ADDRESS_IPV6 : ADDRESS_IPV4) |
		(prefix->has_length ? ADDRESS_HAS_LENGTH : 0) |
		(u128_equal(address, block.first) ? ADDRESS_FIRST : 0) |
		(u128_equal(address, block.last) ? ADDRESS_LAST : 0);
	words[1] = find_places(&view->blocks[prefix->family == 6], &block, address);
	return words + 2;
}

/* Beside the type of a text: which it is, and how long. */
static APART uint32_t tell_sizes(struct view *view, const struct node *node)
{
	uint32_t word = 0;

	if (view->text_lengths >> node->length % 64 & 1)
		word |= find_text(view, node) << TEXT_SHIFT;
	if (view->bytes.count > 0)
		word |= find_size(&view->bytes, node->length) << BYTES_SHIFT;
	if (view->length.count > 0)
		word |= find_size(&view->length, utf8_points(node_text(node), node->length))
			<< LENGTH_SHIFT;
	return word;
}

static inline uint32_t *tell_text(struct view *view, const struct node *node, uint32_t *words)
{
	uint32_t word = TELL_TYPE + NODE_STRING;

	if (node->length > TEXT_MAX || view->asn)
		return NULL;
	if (view->text_lengths || view->bytes.count > 0 || view->length.count > 0)
		word |= tell_sizes(view, node);
	*words = word;
	return view->address ? tell_address(view, node, words + 1) : words + 1;
}

static APART uint32_t *tell_number(struct view *view, const struct node *node, uint32_t *words)
{
	size_t place;

	if (!(node->flags & NODE_INTEGER))
		return NULL;
	place = borders_find(&view->integers, number_of((int64_t)node->item.valuedouble));
	*words = (uint32_t)(TELL_TYPE + NODE_NUMBER) | (uint32_t)place << NUMBER_SHIFT;
	return words + 1;
}

/* Of a text, too, length is not how many children it has. */
static APART uint32_t *tell_children(struct view *view, const struct node *node, uint32_t *words)
{
	*words = find_size(&view->length, node_child(node) ? node->length : 0) << LENGTH_SHIFT;
	return words + 1;
}

/* Of what is neither text nor number the type, and how long it is. */
static APART uint32_t *tell_other(struct view *view, const struct node *node, uint32_t *words)
{
	enum node_type type = node_type(node);

	*words = TELL_TYPE + type;
	if (type == NODE_ARRAY || type == NODE_OBJECT)
		*words |= find_size(&view->length, node->length) << LENGTH_SHIFT;
	return words + 1;
}

uint32_t *view_tell_value(struct view *view, const struct node *node, uint32_t *words)
{
	if (view->children)
		return tell_children(view, node, words);
	switch (node->item.type & 0xFF) {
	case cJSON_String:
		return tell_text(view, node, words);
	case cJSON_Number:
		return tell_number(view, node, words);
	default:
		return tell_other(view, node, words);
	}
}
