/*
 * Equality and hashes of values: the rest of node.h. Neither recurses: trees are as
 * deep as their text wants.
 */
#include "json/node.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/hash.h"
#include "json/number.h"

/* Objects of more members than this are searched by hash. */
#define SEARCH_MAX 16

/*
 * Two containers that are being compared: child is the next one of a; guess is what b
 * may have in the same place.
 */
struct pair {
	const struct node *b;
	const struct node *child, *guess;
	const struct node **index; /* of the members of b; NULL until it is needed */
	size_t mask;
};

struct pairs {
	struct pair *items;
	size_t count, cap;
};

static bool is_key(const struct node *a, const struct node *b)
{
	return a->key_length == b->key_length &&
	       memcmp(a->item.string, b->item.string, a->key_length) == 0;
}

static void build_index(struct pair *pair)
{
	const struct node *child;
	size_t nslots = 64;

	while (nslots < (size_t)pair->b->length * 2)
		nslots *= 2;
	pair->index = heap_zalloc(nslots * sizeof(const struct node *));
	pair->mask = nslots - 1;
	for (child = node_child(pair->b); child; child = node_next(child)) {
		size_t i = hash_bytes(child->item.string, child->key_length) & pair->mask;

		while (pair->index[i])
			i = (i + 1) & pair->mask;
		pair->index[i] = child;
	}
}

static const struct node *search_index(const struct pair *pair, const struct node *key)
{
	size_t i = hash_bytes(key->item.string, key->key_length) & pair->mask;

	while (pair->index[i] && !is_key(pair->index[i], key))
		i = (i + 1) & pair->mask;
	return pair->index[i];
}

/* What b has for the child of a: the member of its name, or the element of its place. */
static const struct node *find_partner(struct pair *pair, const struct node *child)
{
	if (!child->item.string || (pair->guess && is_key(pair->guess, child)))
		return pair->guess;
	if (pair->b->length <= SEARCH_MAX)
		return node_member_text(pair->b, child->item.string, child->key_length);
	if (!pair->index)
		build_index(pair);
	return search_index(pair, child);
}

static bool equal_numbers(const struct node *a, const struct node *b)
{
	if (a->flags & b->flags & NODE_INTEGER)
		return !(a->item.valuedouble < b->item.valuedouble) &&
		       !(a->item.valuedouble > b->item.valuedouble);
	return number_compare(number_read(node_text(a), a->length),
			      number_read(node_text(b), b->length)) == 0;
}

static bool equal_strings(const struct node *a, const struct node *b)
{
	return a->length == b->length && memcmp(node_text(a), node_text(b), a->length) == 0;
}

/* Whether two values are equal as far as it shows without looking into containers. */
static bool look_equal(const struct node *a, const struct node *b)
{
	if (node_type(a) != node_type(b))
		return false;
	switch (node_type(a)) {
	case NODE_NUMBER:
		return equal_numbers(a, b);
	case NODE_STRING:
		return equal_strings(a, b);
	case NODE_ARRAY:
	case NODE_OBJECT:
		return a->length == b->length;
	default:
		return true;
	}
}

static void push(struct pairs *pairs, const struct node *a, const struct node *b)
{
	pairs->items =
		heap_grow(pairs->items, &pairs->cap, pairs->count + 1, sizeof(*pairs->items));
	pairs->items[pairs->count++] =
		(struct pair){ .b = b, .child = node_child(a), .guess = node_child(b) };
}

static void pop(struct pairs *pairs)
{
	free((void *)pairs->items[--pairs->count].index);
}

/*
 * Compares the next child of the pair on top; goes into it if it is a container, up if
 * there is none.
 */
static bool compare_next(struct pairs *pairs)
{
	struct pair *top = &pairs->items[pairs->count - 1];
	const struct node *child = top->child, *partner;

	if (!child) {
		pop(pairs);
		return true;
	}
	partner = find_partner(top, child);
	if (!partner || !look_equal(child, partner))
		return false;
	top->child = node_next(child);
	top->guess = node_next(partner);
	if (node_child(child))
		push(pairs, child, partner);
	return true;
}

bool node_equal(const struct node *a, const struct node *b)
{
	struct pairs pairs = { 0 };
	bool equal = true;

	if ((a->item.type & b->item.type & 0xFF) == cJSON_String)
		return equal_strings(a, b);
	if (!look_equal(a, b))
		return false;
	if (!node_child(a))
		return true;
	push(&pairs, a, b);
	while (equal && pairs.count > 0)
		equal = compare_next(&pairs);
	while (pairs.count > 0)
		pop(&pairs);
	free(pairs.items);
	return equal;
}

/* The hash of what is no container, or the start of a container's. */
static uint64_t hash_start(const struct node *node)
{
	uint64_t type = node_type(node);

	switch (node_type(node)) {
	case NODE_NUMBER:
		return hash_mix(type, number_hash(number_read(node_text(node), node->length)));
	case NODE_STRING:
		return hash_mix(type, hash_bytes(node_text(node), node->length));
	default:
		return hash_mix(type, 0);
	}
}

/* Adds a child's hash to its container's: members in any order, elements in theirs. */
static uint64_t hash_add(uint64_t hash, const struct node *child, uint64_t child_hash)
{
	if (child->item.string)
		return hash +
		       hash_mix(hash_bytes(child->item.string, child->key_length), child_hash);
	return hash_mix(hash, child_hash);
}

uint64_t node_hash(const struct node *root)
{
	uint64_t *open = NULL, hash;
	size_t count = 0, cap = 0;
	const struct node *node = root;

	for (;;) {
		hash = hash_start(node);
		if (node_child(node)) {
			open = heap_grow(open, &cap, count + 1, sizeof(*open));
			open[count++] = hash;
			node = node_child(node);
			continue;
		}
		for (; node != root; node = node->parent) {
			open[count - 1] = hash_add(open[count - 1], node, hash);
			if (node_next(node))
				break;
			hash = open[--count];
		}
		if (node == root)
			break;
		node = node_next(node);
	}
	free(open);
	return hash;
}
