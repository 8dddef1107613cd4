/*
 * What blocks of addresses and AS numbers are set aside for: IANA's
 * special-purpose registries, as the packs bring them.
 * Knows prefixes and AS numbers; nothing of JSON.
 */
#ifndef PEERLINT_REGISTRY_H
#define PEERLINT_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mem;
struct prefix;

struct registry;

/* An empty registry in mem. */
struct registry *registry_new(struct mem *mem);

/* Adds a block to a named set ("private-use", "documentation"). Of the blocks of special-purpose the most specific one says
 * whether an address is globally reachable. The names are copied. */
void registry_add_block(struct registry *registry, const char *set, const struct prefix *block);

/* Adds first..last to a class ("private", "as-trans"). */
void registry_add_asns(struct registry *registry, const char *class, uint32_t first, uint32_t last);

/* Whether a set of this name exists; the names in order of their addition, for a did-you-mean: NULL beyond the last. */
bool registry_has_set(const struct registry *registry, const char *set);
const char *registry_set_name(const struct registry *registry, size_t index);

/* Whether all of the prefix lies in one block of the set. */
bool registry_contains(const struct registry *registry, const char *set, const struct prefix *prefix);

/* The class of an AS number; "public" for what no class has. */
const char *registry_asn_class(const struct registry *registry, uint32_t asn);

#endif
