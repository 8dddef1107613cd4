/*
 * A registry as constants of a C program: the one of the packs is written when
 * the program is built, and needs no building when it starts.
 * Knows what a registry is made of; nothing of where its rows come from.
 */
#ifndef PEERLINT_REGISTRY_IMAGE_H
#define PEERLINT_REGISTRY_IMAGE_H

#include <stddef.h>

#include "net/ranges.h"

struct buf;
struct mem;
struct registry;

/* Names are inside, not pointed to: pointers would be work for the loader. */
#define REGISTRY_NAME 32

/* IPv4 and IPv6 ranges of a set, or the ranges of AS numbers: where they begin among all. */
struct registry_span {
	unsigned first[2], count[2];
};

struct registry_image {
	const struct range *ranges; /* of all, one after the other */
	const char (*sets)[REGISTRY_NAME];
	const struct registry_span *spans; /* of the sets, then of reach, then of the AS numbers */
	const char (*classes)[REGISTRY_NAME];
	size_t nsets, nclasses;
	int reachable;
};

/* A registry that has what the image has; it may be added to. */
struct registry *registry_open_image(struct mem *mem, const struct registry_image *image);

/* Appends the C text of an image called name. */
void registry_print_image(const struct registry *registry, const char *name, struct buf *out);

#endif
