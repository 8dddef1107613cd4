/*
 * What a registry is made of, for the two files that make one.
 * Knows ranges; nothing of what asks a registry.
 */
#ifndef PEERLINT_REGISTRY_PARTS_H
#define PEERLINT_REGISTRY_PARTS_H

#include <stddef.h>

#include "net/ranges.h"
#include "net/registry.h"

struct registry_set {
	const char *name;
	struct ranges blocks[2]; /* IPv4, IPv6 */
};

/* What a block says of the addresses for which it is the most specific one. */
enum reach {
	REACH_NOT_GLOBAL,
	REACH_GLOBAL,
};

struct registry {
	struct mem *mem;
	struct registry_set *sets;
	size_t nsets, cap;
	struct ranges reach[2]; /* the blocks that decide who is in globally-reachable */
	int reachable;          /* index of that set; -1: nothing decides yet */
	const char **classes;
	size_t nclasses, classes_cap;
	struct ranges asns; /* values are indices of classes */
};

#endif
