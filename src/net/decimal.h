/*
 * Decimal integers as strict texts have them: digits alone, no sign, no
 * leading zero.
 * Knows digits; nothing of what they count.
 */
#ifndef PEERLINT_DECIMAL_H
#define PEERLINT_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

static inline bool decimal_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Reads the digits at p and returns the end of them. NULL, and *value
 * untouched, if there are none, or a leading zero, or the number is above most.
 */
const char *decimal_read(const char *p, const char *end, uint64_t most, uint64_t *value);

#endif
