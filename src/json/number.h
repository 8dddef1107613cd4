/*
 * Exact arithmetic on JSON numbers as they are written, whatever their size.
 * Knows decimal text; nothing of nodes.
 */
#ifndef PEERLINT_NUMBER_H
#define PEERLINT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A number without its sign, leading and trailing zeros: 0.digits × 10^exponent,
 * digits being those at text, where at most one is a point that is skipped.
 * Exponents beyond ±10^18 are taken for the end of that range.
 */
struct number {
	const char *digits; /* from the first that is not 0 */
	size_t length;      /* bytes of text from digits to the last digit that is not 0 */
	int64_t exponent;
	bool negative;
};

/* Reads a JSON number, which the n bytes must be. Zero has length 0 and is not negative. */
struct number number_read(const char *text, size_t n);

/* <0, 0, >0 as a is less than, equal to, greater than b. */
int number_compare(struct number a, struct number b);

/* Whether it has no fraction: 1, 1.0, 10e-1, 1e400. */
bool number_is_integer(struct number number);

/* Digits of a divisor, zeros around them left out, up to which number_is_multiple is exact. */
#define MULTIPLE_DIGITS_MAX 256

/*
 * Whether a / b is an integer; b must not be 0. Exact, whatever the length of a
 * and the exponents; where b has more than MULTIPLE_DIGITS_MAX digits, only 0, b
 * and -b are taken for its multiples, and b times a power of ten.
 */
bool number_is_multiple(struct number a, struct number b);

/* The value, if it is an integer within int64_t; else false, and *value untouched. */
bool number_to_int64(struct number number, int64_t *value);

/* A hash for which equal numbers are equal; it differs from run to run. */
uint64_t number_hash(struct number number);

#endif
