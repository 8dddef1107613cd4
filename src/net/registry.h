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

#include "net/prefix.h"
#include "net/u128.h"

struct borders;
struct mem;

struct registry;

/* An empty registry in mem. It may be read by several threads when nothing is added any more. */
struct registry *registry_new(struct mem *mem);

/*
 * Adds a block to a named set ("private-use", "documentation"); a block may be
 * in several. The name is copied.
 *
 * The set "globally-reachable" is made of three: an address is in it if the
 * most specific block of special-purpose or multicast that holds it was also
 * added to globally-reachable, or if there is no such block.
 */
void registry_add_block(struct registry *registry, const char *set, const struct prefix *block);

/*
 * Adds first..last to a class ("private", "as-trans"). Of ranges that overlap
 * the one that begins last counts. The name is copied.
 */
void registry_add_asns(struct registry *registry, const char *class, uint32_t first, uint32_t last);

/*
 * Whether a set of this name exists; the names in order of their addition, for
 * a did-you-mean: NULL beyond the last.
 */
bool registry_has_set(const struct registry *registry, const char *set);
const char *registry_set_name(const struct registry *registry, size_t index);

/* The index of a set, which never changes; -1 if there is none of this name. */
int registry_set_index(const struct registry *registry, const char *set);

/* The addresses of a prefix, for those who ask of one prefix more than once. */
struct block {
	unsigned family;
	struct u128 first, last;
};

/* Both families are kept in 16 bytes, IPv4 in the last four. */
static inline struct block block_of(const struct prefix *prefix)
{
	struct u128 address = u128_load(prefix->address);
	struct u128 ones = u128_mask(prefix->length + (prefix->family == 4 ? 96u : 0));

	return (struct block){
		.family = prefix->family,
		.first = u128_and(address, ones),
		.last = u128_or_not(address, ones),
	};
}

/*
 * Whether all of the prefix lies in one block of the set; of globally-reachable:
 * whether no part of it lies in a block that is not. No set (-1): false.
 */
bool registry_contains_block(const struct registry *registry, int set, const struct block *block);
bool registry_contains(const struct registry *registry, const char *set,
	const struct prefix *prefix);

/*
 * Add the first and last addresses of all blocks that decide what is in a set, of the family;
 * and of all ranges of AS numbers.
 */
void registry_add_borders(const struct registry *registry, int set, unsigned family,
	struct borders *borders);
void registry_add_asn_borders(const struct registry *registry, struct borders *borders);

/* The class of an AS number, alive as long as the registry; "public" for what no class has. */
const char *registry_asn_class(const struct registry *registry, uint32_t asn);

#endif
