/*
 * The members of one large object by their names, while it is being read.
 * Knows nodes; nothing of the text that they come from.
 */
#ifndef PEERLINT_MEMBERS_H
#define PEERLINT_MEMBERS_H

#include <stdint.h>

#include "json/node.h"

struct members;

/* One name: the member that has it now, and the place of the key that had it first. */
struct member {
	uint64_t hash;
	struct node *node; /* NULL in a free slot */
	uint32_t first_start, first_end;
};

/* Knows all members of the object. */
struct members *members_new(const struct node *object);

/* Takes NULL. */
void members_free(struct members *members);

/*
 * The entry for the name that the node has. If it is new to the object, it is
 * entered, and the entry's node is this node.
 */
struct member *members_enter(struct members *members, struct node *node);

#endif
