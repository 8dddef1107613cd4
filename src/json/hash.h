/*
 * A fast hash of bytes and its parts, for tables that hostile text fills: there it
 * differs from one run of the program to the next.
 * Knows bytes; nothing of what they mean.
 */
#ifndef PEERLINT_HASH_H
#define PEERLINT_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Its address is what a hostile document cannot know: the loader chooses it anew in every run. */
extern const char hash_secret;

/* Two words into one, each bit of both counting for each bit of it. */
static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
	__uint128_t product = (__uint128_t)(a ^ 0x9E3779B97F4A7C15u) * (b ^ 0xD6E8FEB86659FD93u);

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t hash_load8(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return word;
}

static inline uint64_t hash_load4(const char *p)
{
	uint32_t word;

	memcpy(&word, p, sizeof(word));
	return word;
}

/*
 * From a seed. The last words overlap those before them: no byte is read twice alone,
 * and none beyond the end.
 */
static inline uint64_t hash_from(uint64_t seed, const char *p, size_t n)
{
	uint64_t hash = seed + n;

	if (n >= 8) {
		const char *last = p + n - 8;

		for (; p < last; p += 8)
			hash = hash_mix(hash, hash_load8(p));
		return hash_mix(hash, hash_load8(last));
	}
	if (n >= 4)
		return hash_mix(hash, hash_load4(p) << 32 | hash_load4(p + n - 4));
	if (n > 0)
		return hash_mix(hash, (uint64_t)(unsigned char)p[0] << 16 |
					      (uint64_t)(unsigned char)p[n / 2] << 8 |
					      (uint64_t)(unsigned char)p[n - 1]);
	return hash_mix(hash, 0);
}

static inline uint64_t hash_bytes(const char *p, size_t n)
{
	return hash_from((uint64_t)(uintptr_t)&hash_secret * 0xFF51AFD7ED558CCDu, p, n);
}

/* The same in every run, for tables that were filled before: hostile text adds nothing to them. */
static inline uint64_t hash_fixed(const char *p, size_t n)
{
	return hash_from(0, p, n);
}

/* memcmp of short texts, most of which are the same. */
static inline bool hash_same(const char *a, const char *b, size_t n)
{
	if (n >= 8) {
		for (size_t i = 0; i + 8 < n; i += 8)
			if (hash_load8(a + i) != hash_load8(b + i))
				return false;
		return hash_load8(a + n - 8) == hash_load8(b + n - 8);
	}
	if (n >= 4)
		return hash_load4(a) == hash_load4(b) &&
		       hash_load4(a + n - 4) == hash_load4(b + n - 4);
	return n == 0 || (a[0] == b[0] && a[n / 2] == b[n / 2] && a[n - 1] == b[n - 1]);
}

#endif
