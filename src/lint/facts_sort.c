/* The order of facts: a part of facts.h. */
#include "lint/facts.h"

#include <stddef.h>
#include <stdlib.h>

/* Facts that are sorted by comparing each with the next. */
#define FEW 24

/* The largest fact, in words, of which the hash is the first. */
#define FACT_WORDS 4
_Static_assert(offsetof(struct fact, hash) == 0, "parts are told by the first word");

static int compare_numbers(uint64_t x, uint64_t y)
{
	return x < y ? -1 : x > y;
}

static int compare_order(const struct fact *x, const struct fact *y)
{
	int order = compare_numbers(x->document, y->document);

	return order ? order : compare_numbers(x->node & (FACT_NODES - 1), y->node & (FACT_NODES - 1));
}

static int by_hash(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;
	int order = compare_numbers(a->hash, b->hash);

	return order ? order : compare_order(a, b);
}

static int by_prefix(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;
	uint32_t length = a->node / FACT_NODES, other = b->node / FACT_NODES;
	int order = compare_numbers(a->hash, b->hash);

	if (order == 0)
		order = compare_numbers(length < FACT_IPV4, other < FACT_IPV4);
	for (size_t i = 0; order == 0 && i < 2; i++)
		order = compare_numbers(a->extra[i], b->extra[i]);
	if (order == 0)
		order = compare_numbers(length, other);
	return order ? order : compare_order(a, b);
}

static int by_value(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;
	int order = compare_numbers(a->hash, b->hash);

	if (order == 0)
		order = compare_numbers(a->extra[0], b->extra[0]);
	return order ? order : compare_order(a, b);
}

/* {=== in place === */

/* Facts side by side that are alike in the first bytes of their hashes. */
struct part {
	uint64_t *words;
	size_t size; /* of one, in words */
	size_t count;
};

static void move(const struct part *part, uint64_t *to, const uint64_t *from)
{
	for (size_t i = 0; i < part->size; i++)
		to[i] = from[i];
}

static void sort_few(const struct part *part, int (*compare)(const void *, const void *))
{
	uint64_t fact[FACT_WORDS];

	for (size_t i = 1; i < part->count; i++) {
		uint64_t *to = part->words + i * part->size;

		if (compare(to - part->size, to) <= 0)
			continue;
		move(part, fact, to);
		for (; to > part->words && compare(to - part->size, fact) > 0; to -= part->size)
			move(part, to, to - part->size);
		move(part, to, fact);
	}
}

/* Puts each fact where those with its byte of the hash belong, of which ends tells the ends. */
static void deal(const struct part *part, unsigned shift, const size_t ends[256])
{
	size_t next[256];

	for (size_t byte = 0; byte < 256; byte++)
		next[byte] = byte > 0 ? ends[byte - 1] : 0;
	for (size_t byte = 0; byte < 256; byte++) {
		while (next[byte] < ends[byte]) {
			uint64_t *here = part->words + next[byte] * part->size, fact[FACT_WORDS];
			uint64_t *there;
			size_t other = here[0] >> shift & 255;

			if (other == byte) {
				next[byte]++;
				continue;
			}
			there = part->words + next[other]++ * part->size;
			move(part, fact, there);
			move(part, there, here);
			move(part, here, fact);
		}
	}
}

/*
 * By one byte of the hash after another: hashes are spread evenly, so that two bytes leave few to
 * compare of a million, and nothing is copied to other memory.
 */
static void sort_part(const struct part *part, unsigned shift,
	int (*compare)(const void *, const void *))
{
	size_t ends[256] = { 0 };
	uint64_t differing = 0;

	if (part->count <= FEW) {
		sort_few(part, compare);
		return;
	}
	for (size_t i = 0; i < part->count; i++) {
		uint64_t hash = part->words[i * part->size];

		differing |= hash ^ part->words[0];
		ends[hash >> shift & 255]++;
	}
	if (differing == 0) {
		qsort(part->words, part->count, part->size * sizeof(uint64_t), compare);
		return;
	}
	for (size_t byte = 1; byte < 256; byte++)
		ends[byte] += ends[byte - 1];
	deal(part, shift, ends);
	for (size_t byte = 0; byte < 256; byte++) {
		size_t first = byte > 0 ? ends[byte - 1] : 0;
		const struct part within = {
			part->words + first * part->size, part->size, ends[byte] - first,
		};

		if (within.count > 1)
			sort_part(&within, shift > 0 ? shift - 8 : 0, compare);
	}
}

static void sort(struct fact_list *list, int (*compare)(const void *, const void *))
{
	sort_part(&(struct part){ list->bytes, list->size / sizeof(uint64_t), list->count }, 56, compare);
}

/* }=== */

void facts_sort_by_hash(struct fact_list *list)
{
	sort(list, by_hash);
}

void facts_sort_by_prefix(struct fact_list *list)
{
	sort(list, by_prefix);
}

void facts_sort_by_value(struct fact_list *list)
{
	sort(list, by_value);
}

bool facts_is_before(const struct fact *x, const struct fact *y)
{
	return compare_order(x, y) < 0;
}
