#include "json/members.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/hash.h"

#define SLOTS_FIRST 64 /* a power of two, as every later number of slots */

struct members {
	struct member *slots; /* open addressing; at most half of them taken */
	size_t mask;
	size_t count;
};

static bool is_of(const struct member *member, const struct node *node, uint64_t hash)
{
	return member->hash == hash && member->node->key_length == node->key_length &&
	       memcmp(member->node->item.string, node->item.string, node->key_length) == 0;
}

static void double_slots(struct members *members)
{
	struct member *old = members->slots;
	size_t n = members->mask + 1;

	members->slots = heap_zalloc(n * 2 * sizeof(*old));
	members->mask = n * 2 - 1;
	for (size_t i = 0; i < n; i++) {
		size_t to = old[i].hash & members->mask;

		if (!old[i].node)
			continue;
		while (members->slots[to].node)
			to = (to + 1) & members->mask;
		members->slots[to] = old[i];
	}
	free(old);
}

struct members *members_new(const struct node *object)
{
	struct members *members = heap_zalloc(sizeof(*members));
	struct node *child;

	members->slots = heap_zalloc(SLOTS_FIRST * sizeof(*members->slots));
	members->mask = SLOTS_FIRST - 1;
	for (child = node_child(object); child; child = node_next(child))
		members_enter(members, child);
	return members;
}

void members_free(struct members *members)
{
	if (!members)
		return;
	free(members->slots);
	free(members);
}

struct member *members_enter(struct members *members, struct node *node)
{
	uint64_t hash = hash_bytes(node->item.string, node->key_length);
	struct member *member;
	size_t i;

	if (members->count > members->mask / 2)
		double_slots(members);
	for (i = hash & members->mask; members->slots[i].node; i = (i + 1) & members->mask)
		if (is_of(&members->slots[i], node, hash))
			return &members->slots[i];
	member = &members->slots[i];
	*member = (struct member){ hash, node, node->key_start, node->key_end };
	members->count++;
	return member;
}
