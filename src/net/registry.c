#include "net/registry.h"

#include <string.h>

#include "base/mem.h"
#include "net/borders.h"
#include "net/prefix.h"
#include "net/registry_parts.h"

static const char special_purpose[] = "special-purpose";
static const char globally_reachable[] = "globally-reachable";
static const char multicast[] = "multicast";

struct registry *registry_new(struct mem *mem)
{
	struct registry *registry = mem_zalloc(mem, sizeof(*registry));

	registry->mem = mem;
	registry->reachable = -1;
	return registry;
}

/* Room for one more element at the end of a table in the registry's memory. */
static void *grow(struct mem *mem, void *old, size_t count, size_t *cap, size_t element)
{
	void *items;

	if (count < *cap)
		return old;
	*cap = *cap ? *cap * 2 : 16;
	items = mem_alloc(mem, *cap * element);
	if (count > 0)
		memcpy(items, old, count * element);
	return items;
}

int registry_set_index(const struct registry *registry, const char *set)
{
	for (size_t i = 0; i < registry->nsets; i++)
		if (strcmp(registry->sets[i].name, set) == 0)
			return (int)i;
	return -1;
}

static int add_set(struct registry *registry, const char *name)
{
	int index = registry_set_index(registry, name);

	if (index >= 0)
		return index;
	registry->sets = grow(registry->mem, registry->sets, registry->nsets, &registry->cap,
		sizeof(*registry->sets));
	registry->sets[registry->nsets] = (struct registry_set){ .name = mem_string(registry->mem, name) };
	return (int)registry->nsets++;
}

static int family_index(const struct prefix *prefix)
{
	return prefix->family == 6;
}

/* Three sets decide together who is globally reachable; a block in none of them decides nothing. */
static void decide_reach(struct registry *registry, const char *set, const struct prefix *block)
{
	bool reachable = strcmp(set, globally_reachable) == 0;
	struct block whole = block_of(block);
	struct range *range;

	if (!reachable && strcmp(set, special_purpose) != 0 && strcmp(set, multicast) != 0)
		return;
	registry->reachable = add_set(registry, globally_reachable);
	range = ranges_add(&registry->reach[family_index(block)], registry->mem, whole.first,
		whole.last, REACH_NOT_GLOBAL);
	if (reachable)
		range->value = REACH_GLOBAL;
}

void registry_add_block(struct registry *registry, const char *set, const struct prefix *block)
{
	int index = add_set(registry, set);
	struct block whole = block_of(block);

	ranges_add(&registry->sets[index].blocks[family_index(block)], registry->mem,
		whole.first, whole.last, 0);
	decide_reach(registry, set, block);
}

bool registry_has_set(const struct registry *registry, const char *set)
{
	return registry_set_index(registry, set) >= 0;
}

const char *registry_set_name(const struct registry *registry, size_t index)
{
	return index < registry->nsets ? registry->sets[index].name : NULL;
}

/* Whether the innermost block that holds first..last, and all blocks inside, are reachable. */
static bool is_reachable(const struct ranges *reach, struct u128 first, struct u128 last)
{
	const struct range *range = ranges_find(reach, first, last);

	if (range && range->value == REACH_NOT_GLOBAL)
		return false;
	for (range = ranges_from(reach, first); range < ranges_end(reach); range++) {
		if (u128_less(last, range->first))
			return true;
		if (u128_less(range->last, last) && range->value == REACH_NOT_GLOBAL)
			return false;
	}
	return true;
}

bool registry_contains_block(const struct registry *registry, int set, const struct block *block)
{
	int family = block->family == 6;

	if (set < 0 || (size_t)set >= registry->nsets)
		return false;
	if (set == registry->reachable)
		return is_reachable(&registry->reach[family], block->first, block->last);
	return ranges_find(&registry->sets[set].blocks[family], block->first, block->last) != NULL;
}

bool registry_contains(const struct registry *registry, const char *set,
	const struct prefix *prefix)
{
	struct block block = block_of(prefix);

	return registry_contains_block(registry, registry_set_index(registry, set), &block);
}

static void add_borders(const struct ranges *ranges, struct borders *borders)
{
	for (const struct range *range = ranges->items; range < ranges_end(ranges); range++) {
		borders_add(borders, range->first);
		borders_add(borders, range->last);
	}
}

void registry_add_borders(const struct registry *registry, int set, unsigned family,
	struct borders *borders)
{
	if (set == registry->reachable)
		add_borders(&registry->reach[family == 6], borders);
	else
		add_borders(&registry->sets[set].blocks[family == 6], borders);
}

void registry_add_asn_borders(const struct registry *registry, struct borders *borders)
{
	add_borders(&registry->asns, borders);
}

static unsigned add_class(struct registry *registry, const char *name)
{
	for (size_t i = 0; i < registry->nclasses; i++)
		if (strcmp(registry->classes[i], name) == 0)
			return (unsigned)i;
	registry->classes = grow(registry->mem, registry->classes, registry->nclasses,
		&registry->classes_cap, sizeof(*registry->classes));
	registry->classes[registry->nclasses] = mem_string(registry->mem, name);
	return (unsigned)registry->nclasses++;
}

void registry_add_asns(struct registry *registry, const char *class, uint32_t first, uint32_t last)
{
	ranges_add(&registry->asns, registry->mem, (struct u128){ 0, first },
		(struct u128){ 0, last }, add_class(registry, class));
}

const char *registry_asn_class(const struct registry *registry, uint32_t asn)
{
	struct u128 number = { 0, asn };
	const struct range *range = ranges_find(&registry->asns, number, number);

	return range ? registry->classes[range->value] : "public";
}
