#include "query/expr.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "query/function.h"

#define TABLE_MIN 64

struct query_space *query_space_new(struct mem *mem, struct names *names,
	const struct registry *registry)
{
	struct query_space *space = mem_zalloc(mem, sizeof(*space));

	space->mem = mem;
	space->names = names;
	space->registry = registry;
	space->next_id = 1;
	return space;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 32;
}

/* Eight bytes at a time. */
static uint64_t hash_bytes(const char *bytes, size_t n)
{
	uint64_t hash = n, word;

	for (; n >= sizeof(word); n -= sizeof(word), bytes += sizeof(word)) {
		memcpy(&word, bytes, sizeof(word));
		hash = mix(hash, word);
	}
	word = 0;
	memcpy(&word, bytes, n);
	return mix(hash, word);
}

/* Where the key is, or the free place where it belongs. */
static struct interned *find_place(struct interned *table, uint32_t cap, uint64_t hash,
	const char *key, size_t n)
{
	uint32_t i = (uint32_t)hash & (cap - 1);

	while (table[i].expr) {
		if (table[i].hash == hash && table[i].length == n &&
			memcmp(table[i].key, key, n) == 0)
			break;
		i = (i + 1) & (cap - 1);
	}
	return &table[i];
}

static void grow_table(struct query_space *space)
{
	uint32_t cap = space->cap ? space->cap * 2 : TABLE_MIN;
	struct interned *table = mem_zalloc(space->mem, cap * sizeof(*table));

	for (uint32_t i = 0; i < space->cap; i++) {
		const struct interned *old = &space->table[i];

		if (old->expr)
			*find_place(table, cap, old->hash, old->key, old->length) = *old;
	}
	space->table = table;
	space->cap = cap;
}

const struct expr *space_intern(struct query_space *space, const struct buf *key,
	const struct expr *made)
{
	uint64_t hash = hash_bytes(key->data, key->length);
	struct interned *place;
	struct expr *copy;

	if (space->count >= space->cap / 2)
		grow_table(space);
	place = find_place(space->table, space->cap, hash, key->data, key->length);
	if (place->expr)
		return place->expr;
	copy = mem_alloc(space->mem, sizeof(*copy));
	*copy = *made;
	copy->id = space->next_id++;
	space->count++;
	place->hash = hash;
	place->expr = copy;
	place->key = mem_text(space->mem, key->data, key->length);
	place->length = key->length;
	return copy;
}

enum expression_type expr_type(const struct expr *expr)
{
	switch (expr->kind) {
	case EXPR_LITERAL:
		return EXPRESSION_VALUE;
	case EXPR_PATH:
		return EXPRESSION_NODES;
	case EXPR_CALL:
		return expr->function->logical ? EXPRESSION_LOGICAL : EXPRESSION_VALUE;
	default:
		return EXPRESSION_LOGICAL;
	}
}
