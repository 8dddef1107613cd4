#include "json/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/hash.h"
#include "json/names_image.h"
#include "json/secret.h"

#define SLOTS_FIRST 64 /* a power of two, as every later number of slots */

/* A name that came in this run. */
struct name {
	const char *text;
	size_t length;
	uint64_t hash;
	bool secret;
};

/* Open addressing; at most half of the slots are taken. */
struct names {
	const struct names_image *image; /* the names before those of this run */
	bool *marked;       /* by id: names of the image that this run made secret; NULL: none */
	struct mem mem;     /* the texts */
	struct name *items; /* the first has the id behind those of the image */
	size_t count, cap;  /* of items */
	uint32_t *slots;    /* numbers of items from 1, 0 where a slot is free; NULL: no items */
	size_t mask;        /* number of slots - 1 */
	struct known_name *followers;
};

struct names *names_open_image(const struct names_image *image)
{
	struct names *names = heap_zalloc(sizeof(*names));

	names->image = image;
	names->followers = heap_zalloc(NAMES_FOLLOWED * sizeof(*names->followers));
	return names;
}

struct names *names_new(void)
{
	static const struct names_entry nobody = { 0, 0, false };
	static const uint16_t slot = NAME_NONE;
	static const struct names_image nothing = { "", &nobody, &slot, 0, 0 };

	return names_open_image(&nothing);
}

void names_free(struct names *names)
{
	if (!names)
		return;
	mem_release(&names->mem);
	free(names->marked);
	free(names->items);
	free(names->slots);
	free(names->followers);
	free(names);
}

/* {=== of the image === */

static uint32_t find_constant(const struct names_image *image, const char *text, size_t n,
	uint64_t hash)
{
	for (uint64_t i = hash;; i++) {
		uint32_t id = image->slots[i & image->mask];
		const struct names_entry *entry = &image->entries[id];

		if (id == NAME_NONE ||
		    (entry->length == n && hash_same(image->text + entry->start, text, n)))
			return id;
	}
}

/* }=== */

/* {=== of this run === */

/* The item of an id that is none of the image. */
static struct name *item_of(const struct names *names, uint32_t id)
{
	return &names->items[id - names->image->count - 1];
}

/* The slot of a name, or the free one that it would get. */
static size_t find_slot(const struct names *names, const char *text, size_t n, uint64_t hash)
{
	size_t i = hash & names->mask;

	for (; names->slots[i]; i = (i + 1) & names->mask) {
		const struct name *name = &names->items[names->slots[i] - 1];

		if (name->hash == hash && name->length == n && hash_same(name->text, text, n))
			break;
	}
	return i;
}

static uint32_t find_item(const struct names *names, const char *text, size_t n)
{
	uint32_t number;

	if (names->count == 0)
		return NAME_NONE;
	number = names->slots[find_slot(names, text, n, hash_bytes(text, n))];
	return number ? names->image->count + number : NAME_NONE;
}

static void double_slots(struct names *names)
{
	size_t nslots = names->slots ? (names->mask + 1) * 2 : SLOTS_FIRST;

	free(names->slots);
	names->slots = heap_zalloc(nslots * sizeof(*names->slots));
	names->mask = nslots - 1;
	for (size_t i = 0; i < names->count; i++) {
		const struct name *name = &names->items[i];

		names->slots[find_slot(names, name->text, name->length, name->hash)] = (uint32_t)i + 1;
	}
}

/* }=== */

uint32_t names_add(struct names *names, const char *text, size_t n)
{
	uint32_t id = names_find(names, text, n);
	struct name name = { .length = n, .hash = hash_bytes(text, n) };

	if (id != NAME_NONE)
		return id;
	name.text = mem_text(&names->mem, text, n);
	if (names->count >= names->mask / 2)
		double_slots(names);
	names->items = heap_grow(names->items, &names->cap, names->count + 1, sizeof(*names->items));
	names->items[names->count] = name;
	names->slots[find_slot(names, text, n, name.hash)] = (uint32_t)++names->count;
	return names_count(names);
}

uint32_t names_find(const struct names *names, const char *text, size_t n)
{
	uint32_t id = find_constant(names->image, text, n, hash_fixed(text, n));

	return id != NAME_NONE ? id : find_item(names, text, n);
}

static void tell(const struct names *names, uint32_t id, struct known_name *known)
{
	const struct names_image *image = names->image;

	known->id = id;
	if (id <= image->count) {
		known->text = image->text + image->entries[id].start;
		known->length = image->entries[id].length;
		known->secret = image->entries[id].secret || (names->marked && names->marked[id]);
		return;
	}
	known->text = item_of(names, id)->text;
	known->length = item_of(names, id)->length;
	known->secret = item_of(names, id)->secret;
}

uint32_t names_look_up(const struct names *names, const char *text, size_t n, uint64_t hash,
	struct known_name *known)
{
	uint32_t id = find_constant(names->image, text, n, hash);

	if (id == NAME_NONE)
		id = find_item(names, text, n);
	tell(names, id, known);
	return id;
}

struct known_name *names_followers(const struct names *names)
{
	return names->followers;
}

const char *names_text(const struct names *names, uint32_t id, size_t *n)
{
	const struct names_image *image = names->image;

	if (id <= image->count) {
		if (n)
			*n = image->entries[id].length;
		return image->text + image->entries[id].start;
	}
	if (n)
		*n = item_of(names, id)->length;
	return item_of(names, id)->text;
}

uint32_t names_count(const struct names *names)
{
	return names->image->count + (uint32_t)names->count;
}

void names_set_secret(struct names *names, uint32_t id)
{
	memset(names->followers, 0, NAMES_FOLLOWED * sizeof(*names->followers));
	if (id > names->image->count) {
		item_of(names, id)->secret = true;
		return;
	}
	if (!names->marked)
		names->marked = heap_zalloc(names->image->count + 1);
	names->marked[id] = true;
}

bool names_is_secret(const struct names *names, uint32_t id)
{
	if (id > names->image->count)
		return item_of(names, id)->secret;
	return names->image->entries[id].secret || (names->marked && names->marked[id]);
}

void names_guess_secrets(struct names *names)
{
	uint32_t count = names_count(names);

	for (uint32_t id = 1; id <= count; id++) {
		size_t n;
		const char *text = names_text(names, id, &n);

		if (secret_looks_like(text, n))
			names_set_secret(names, id);
	}
}
