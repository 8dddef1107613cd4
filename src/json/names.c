#include "json/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/hash.h"
#include "json/secret.h"

#define SLOTS_FIRST 1024 /* a power of two, as every later number of slots */

struct name {
	const char *text;
	size_t length;
	uint64_t hash;
	bool secret;
};

/* Open addressing; at most half of the slots are taken. */
struct names {
	struct mem mem;     /* the texts */
	struct name *items; /* by id; item 0 is nobody's */
	size_t count, cap;  /* of items */
	uint32_t *slots;    /* ids, NAME_NONE where a slot is free */
	size_t mask;        /* number of slots - 1 */
};

struct names *names_new(void)
{
	struct names *names = heap_zalloc(sizeof(*names));

	names->items = heap_grow(NULL, &names->cap, 1, sizeof(*names->items));
	names->items[0] = (struct name){ .text = "" };
	names->count = 1;
	names->slots = heap_zalloc(SLOTS_FIRST * sizeof(*names->slots));
	names->mask = SLOTS_FIRST - 1;
	return names;
}

void names_free(struct names *names)
{
	if (!names)
		return;
	mem_release(&names->mem);
	free(names->items);
	free(names->slots);
	free(names);
}

/* The slot of a name, or the free one that it would get. */
static size_t find_slot(const struct names *names, const char *text, size_t n, uint64_t hash)
{
	size_t i = hash & names->mask;

	for (; names->slots[i] != NAME_NONE; i = (i + 1) & names->mask) {
		const struct name *name = &names->items[names->slots[i]];

		if (name->hash == hash && name->length == n && hash_same(name->text, text, n))
			break;
	}
	return i;
}

static void double_slots(struct names *names)
{
	size_t nslots = (names->mask + 1) * 2;

	free(names->slots);
	names->slots = heap_zalloc(nslots * sizeof(*names->slots));
	names->mask = nslots - 1;
	for (uint32_t id = 1; id < names->count; id++) {
		const struct name *name = &names->items[id];

		names->slots[find_slot(names, name->text, name->length, name->hash)] = id;
	}
}

/* Gives a name, for which there is a free slot, the next id. */
static uint32_t add(struct names *names, const struct name *name, size_t slot)
{
	uint32_t id;

	if (names->count > names->mask / 2) {
		double_slots(names);
		slot = find_slot(names, name->text, name->length, name->hash);
	}
	id = (uint32_t)names->count++;
	names->items = heap_grow(names->items, &names->cap, names->count, sizeof(*names->items));
	names->items[id] = *name;
	names->slots[slot] = id;
	return id;
}

uint32_t names_add(struct names *names, const char *text, size_t n)
{
	struct name name = { .length = n, .hash = hash_bytes(text, n) };
	size_t slot = find_slot(names, text, n, name.hash);

	if (names->slots[slot] != NAME_NONE)
		return names->slots[slot];
	name.text = mem_text(&names->mem, text, n);
	return add(names, &name, slot);
}

uint32_t names_add_constant(struct names *names, const char *text, size_t n, bool secret)
{
	struct name name = { text, n, hash_bytes(text, n), secret };
	size_t slot = find_slot(names, text, n, name.hash);

	if (names->slots[slot] != NAME_NONE)
		return names->slots[slot];
	return add(names, &name, slot);
}

uint32_t names_find(const struct names *names, const char *text, size_t n)
{
	return names->slots[find_slot(names, text, n, hash_bytes(text, n))];
}

uint32_t names_look_up(const struct names *names, const char *text, size_t n, uint64_t hash,
		       const char **own, bool *secret)
{
	uint32_t id = names->slots[find_slot(names, text, n, hash)];

	*own = names->items[id].text;
	*secret = names->items[id].secret;
	return id;
}

const char *names_text(const struct names *names, uint32_t id, size_t *n)
{
	if (n)
		*n = names->items[id].length;
	return names->items[id].text;
}

uint32_t names_count(const struct names *names)
{
	return (uint32_t)names->count - 1;
}

void names_set_secret(struct names *names, uint32_t id)
{
	names->items[id].secret = true;
}

bool names_is_secret(const struct names *names, uint32_t id)
{
	return names->items[id].secret;
}

void names_guess_secrets(struct names *names)
{
	for (size_t id = 1; id < names->count; id++)
		if (secret_looks_like(names->items[id].text, names->items[id].length))
			names->items[id].secret = true;
}
