/*
 * A fast hash of bytes and its parts, for tables that hostile text fills. It
 * differs from one run of the program to the next.
 * Knows bytes; nothing of what they mean.
 */
#ifndef PEERLINT_HASH_H
#define PEERLINT_HASH_H

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

/* The last words overlap those before them: no byte is read twice alone, and none beyond the end. */
static inline uint64_t hash_bytes(const char *p, size_t n)
{
	uint64_t hash = (uint64_t)(uintptr_t)&hash_secret * 0xFF51AFD7ED558CCDu + n;

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

#endif
