#include "report/report_fingerprint.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/report_line.h"

/* FNV-1a with 64 bits; a collision costs nothing but an ordinal. */
#define FNV_BASIS 0xCBF29CE484222325u
#define FNV_PRIME 0x100000001B3u

static uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * FNV_PRIME;
	return hash;
}

/* With its NUL, which keeps neighbours apart. */
static uint64_t hash_string(uint64_t hash, const char *text)
{
	return hash_bytes(hash, text, strlen(text) + 1);
}

static uint64_t hash_pointer(uint64_t hash, const char *pointer)
{
	while (*pointer) {
		size_t n = 1 + strcspn(pointer + 1, "/");
		size_t digits = strspn(pointer + 1, "0123456789");

		if (n > 1 && digits == n - 1)
			hash = hash_bytes(hash, "/*", 2);
		else
			hash = hash_bytes(hash, pointer, n);
		pointer += n;
	}
	return hash_bytes(hash, "", 1);
}

static uint64_t hash_finding(const struct finding *finding)
{
	uint64_t hash = FNV_BASIS;

	hash = hash_string(hash, finding->rule);
	hash = hash_string(hash, line_relative(finding->file));
	hash = hash_pointer(hash, finding->pointer);
	return hash_string(hash, finding->message);
}

struct entry {
	uint64_t hash;
	size_t index;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

struct fingerprint *fingerprint_all(const struct findings *findings, size_t n)
{
	struct fingerprint *all = heap_alloc(n * sizeof(*all));
	struct entry *entries = heap_alloc(n * sizeof(*entries));
	size_t ordinal = 0;

	for (size_t i = 0; i < n; i++)
		entries[i] = (struct entry){ hash_finding(&findings->items[i]), i };
	if (n > 1)
		qsort(entries, n, sizeof(*entries), compare_entries);
	for (size_t i = 0; i < n; i++) {
		ordinal = i > 0 && entries[i].hash == entries[i - 1].hash ? ordinal + 1 : 1;
		all[entries[i].index] = (struct fingerprint){ entries[i].hash, ordinal };
	}
	free(entries);
	return all;
}

void fingerprint_print(struct fingerprint fingerprint, char text[FINGERPRINT_SIZE])
{
	snprintf(text, FINGERPRINT_SIZE, "%016" PRIx64 ":%zu", fingerprint.hash,
		fingerprint.ordinal);
}
