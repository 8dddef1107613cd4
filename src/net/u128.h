/*
 * Unsigned integers of 128 bits, as which addresses of both families are
 * compared, masked and counted.
 * Knows integers; nothing of addresses.
 */
#ifndef PEERLINT_U128_H
#define PEERLINT_U128_H

#include <stdbool.h>
#include <stdint.h>

struct u128 {
	uint64_t high, low;
};

/* Written out, so that compilers make one load and one store of them. */
static inline uint64_t u64_load(const uint8_t bytes[8])
{
	return (uint64_t)bytes[0] << 56 | (uint64_t)bytes[1] << 48 | (uint64_t)bytes[2] << 40 |
	       (uint64_t)bytes[3] << 32 | (uint64_t)bytes[4] << 24 | (uint64_t)bytes[5] << 16 |
	       (uint64_t)bytes[6] << 8 | bytes[7];
}

static inline void u64_store(uint64_t value, uint8_t bytes[8])
{
	bytes[0] = (uint8_t)(value >> 56);
	bytes[1] = (uint8_t)(value >> 48);
	bytes[2] = (uint8_t)(value >> 40);
	bytes[3] = (uint8_t)(value >> 32);
	bytes[4] = (uint8_t)(value >> 24);
	bytes[5] = (uint8_t)(value >> 16);
	bytes[6] = (uint8_t)(value >> 8);
	bytes[7] = (uint8_t)value;
}

/* From and to 16 bytes in network order. */
static inline struct u128 u128_load(const uint8_t bytes[16])
{
	return (struct u128){ u64_load(bytes), u64_load(bytes + 8) };
}

static inline void u128_store(struct u128 value, uint8_t bytes[16])
{
	u64_store(value.high, bytes);
	u64_store(value.low, bytes + 8);
}

/* The number whose first bits (0..128) are ones and whose others are zeros. */
static inline struct u128 u128_mask(unsigned bits)
{
	if (bits == 0)
		return (struct u128){ 0, 0 };
	if (bits <= 64)
		return (struct u128){ UINT64_MAX << (64 - bits), 0 };
	return (struct u128){ UINT64_MAX, UINT64_MAX << (128 - bits) };
}

/* By 0 to 128 bits; what leaves at the top is lost. */
static inline struct u128 u128_shift_left(struct u128 a, unsigned bits)
{
	if (bits == 0)
		return a;
	if (bits < 64)
		return (struct u128){ a.high << bits | a.low >> (64 - bits), a.low << bits };
	if (bits < 128)
		return (struct u128){ a.low << (bits - 64), 0 };
	return (struct u128){ 0, 0 };
}

static inline struct u128 u128_and(struct u128 a, struct u128 b)
{
	return (struct u128){ a.high & b.high, a.low & b.low };
}

static inline struct u128 u128_and_not(struct u128 a, struct u128 b)
{
	return (struct u128){ a.high & ~b.high, a.low & ~b.low };
}

static inline struct u128 u128_or_not(struct u128 a, struct u128 b)
{
	return (struct u128){ a.high | ~b.high, a.low | ~b.low };
}

static inline bool u128_equal(struct u128 a, struct u128 b)
{
	return a.high == b.high && a.low == b.low;
}

static inline bool u128_less(struct u128 a, struct u128 b)
{
	return a.high < b.high || (a.high == b.high && a.low < b.low);
}

/* <0, 0, >0 */
static inline int u128_compare(struct u128 a, struct u128 b)
{
	return (int)u128_less(b, a) - (int)u128_less(a, b);
}

/* Modulo 2^128. */
static inline struct u128 u128_add(struct u128 a, struct u128 b)
{
	uint64_t low = a.low + b.low;

	return (struct u128){ a.high + b.high + (low < a.low), low };
}

#endif
