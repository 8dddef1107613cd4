/* Whether one number is a multiple of another: the rest of number.h. */
#include "json/number.h"

#include <string.h>

#define LIMB        1000000000u /* digits in groups of nine */
#define LIMB_DIGITS 9
#define LIMBS_MAX   ((MULTIPLE_DIGITS_MAX + LIMB_DIGITS - 1) / LIMB_DIGITS + 1)

/* A natural number, its lowest limb first; all numbers of one division have the same count. */
struct natural {
	uint32_t limbs[LIMBS_MAX];
	size_t count;
};

static bool is_at_least(const struct natural *a, const struct natural *b)
{
	for (size_t i = a->count; i-- > 0;)
		if (a->limbs[i] != b->limbs[i])
			return a->limbs[i] > b->limbs[i];
	return true;
}

static void subtract(struct natural *a, const struct natural *b)
{
	uint32_t borrow = 0;

	for (size_t i = 0; i < a->count; i++) {
		uint32_t take = b->limbs[i] + borrow;

		borrow = a->limbs[i] < take;
		a->limbs[i] += (borrow ? LIMB : 0) - take;
	}
}

/* a = a × 10 + digit; there is room for it. */
static void append_digit(struct natural *a, unsigned digit)
{
	uint64_t carry = digit;

	for (size_t i = 0; i < a->count; i++) {
		uint64_t sum = (uint64_t)a->limbs[i] * 10 + carry;

		a->limbs[i] = (uint32_t)(sum % LIMB);
		carry = sum / LIMB;
	}
}

static bool is_zero(const struct natural *a)
{
	for (size_t i = 0; i < a->count; i++)
		if (a->limbs[i] != 0)
			return false;
	return true;
}

/* rest = (rest × 10 + digit) mod divisor */
static void divide_step(struct natural *rest, unsigned digit, const struct natural *divisor)
{
	append_digit(rest, digit);
	while (is_at_least(rest, divisor))
		subtract(rest, divisor);
}

/* Digits × 10^zeros, by schoolbook division. */
static bool divides_long(struct number a, int64_t zeros, struct number b, int64_t ndigits)
{
	struct natural divisor = { .count = (size_t)ndigits / LIMB_DIGITS + 1 };
	struct natural rest = { .count = divisor.count };

	for (size_t i = 0; i < b.length; i++)
		if (b.digits[i] != '.')
			append_digit(&divisor, (unsigned)(b.digits[i] - '0'));
	for (size_t i = 0; i < a.length; i++)
		if (a.digits[i] != '.')
			divide_step(&rest, (unsigned)(a.digits[i] - '0'), &divisor);
	for (; zeros > 0 && !is_zero(&rest); zeros--)
		divide_step(&rest, 0, &divisor);
	return is_zero(&rest);
}

/* The same for a divisor of at most 18 digits, which a machine word holds. */
static bool divides_short(struct number a, int64_t zeros, struct number b)
{
	uint64_t divisor = 0, rest = 0;

	for (size_t i = 0; i < b.length; i++)
		if (b.digits[i] != '.')
			divisor = divisor * 10 + (uint64_t)(b.digits[i] - '0');
	for (size_t i = 0; i < a.length; i++)
		if (a.digits[i] != '.')
			rest = (uint64_t)(((__uint128_t)rest * 10 + (unsigned)(a.digits[i] - '0')) %
					  divisor);
	for (; zeros > 0 && rest != 0; zeros--)
		rest = (uint64_t)((__uint128_t)rest * 10 % divisor);
	return rest == 0;
}

static int64_t count_digits(struct number number)
{
	return (int64_t)number.length - (memchr(number.digits, '.', number.length) != NULL);
}

/*
 * With A and B the digits as whole numbers, a / b is A × 10^zeros / B. A does not
 * end in 0, so that no multiple of 10 divides it: zeros must not be negative. And
 * B, of n digits, holds fewer than 4n times the factor 2 or 5: more zeros than
 * that change nothing.
 */
bool number_is_multiple(struct number a, struct number b)
{
	int64_t na, nb, zeros;

	if (a.length == 0)
		return true;
	na = count_digits(a);
	nb = count_digits(b);
	zeros = (a.exponent - na) - (b.exponent - nb);
	if (zeros < 0)
		return false;
	if (zeros > 4 * nb)
		zeros = 4 * nb;
	if (nb <= 18)
		return divides_short(a, zeros, b);
	if (nb <= MULTIPLE_DIGITS_MAX)
		return divides_long(a, zeros, b, nb);
	a.negative = b.negative;
	a.exponent = b.exponent;
	return number_compare(a, b) == 0;
}
