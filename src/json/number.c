#include "json/number.h"

#include <string.h>

#include "json/hash.h"

#define EXPONENT_MAX 1000000000000000000

/* Walks over the digits of a number, its point skipped. */
struct digits {
	const char *p, *end;
};

static struct digits digits_of(struct number number)
{
	return (struct digits){ number.digits, number.digits + number.length };
}

/* The next digit; false when there are no more. */
static bool next_digit(struct digits *digits, unsigned *digit)
{
	if (digits->p < digits->end && *digits->p == '.')
		digits->p++;
	if (digits->p == digits->end)
		return false;
	*digit = (unsigned)(*digits->p++ - '0');
	return true;
}

/* How many there are: at most one of the bytes is a point. */
static int64_t count_digits(struct number number)
{
	bool point = number.length > 0 && memchr(number.digits, '.', number.length) != NULL;

	return (int64_t)number.length - point;
}

/* The exponent behind an e, cut to the range of EXPONENT_MAX. */
static int64_t read_exponent(const char *p, const char *end)
{
	bool negative = p < end && *p == '-';
	int64_t exponent = 0;

	if (p < end && (*p == '-' || *p == '+'))
		p++;
	for (; p < end; p++)
		exponent = exponent < EXPONENT_MAX / 10 ? exponent * 10 + (*p - '0') : EXPONENT_MAX;
	return negative ? -exponent : exponent;
}

static int64_t clamp_exponent(int64_t exponent)
{
	if (exponent > EXPONENT_MAX)
		return EXPONENT_MAX;
	return exponent < -EXPONENT_MAX ? -EXPONENT_MAX : exponent;
}

struct number number_read(const char *text, size_t n)
{
	struct number number = { .digits = text, .negative = n > 0 && text[0] == '-' };
	const char *p = text + number.negative, *end = text + n;
	const char *point = NULL, *first = NULL, *last = NULL;

	for (; p < end && *p != 'e' && *p != 'E'; p++) {
		if (*p == '.') {
			point = p;
		} else if (*p != '0') {
			last = p;
			if (!first)
				first = p;
		}
	}
	if (!first)
		return (struct number){ .digits = text };
	if (!point)
		point = p;
	number.digits = first;
	number.length = (size_t)(last - first) + 1;
	number.exponent = first < point ? point - first : point + 1 - first;
	if (p < end)
		number.exponent = clamp_exponent(number.exponent + read_exponent(p + 1, end));
	return number;
}

static int compare_digits(struct number a, struct number b)
{
	struct digits left = digits_of(a), right = digits_of(b);
	unsigned x, y;

	for (;;) {
		bool more = next_digit(&left, &x);

		if (!next_digit(&right, &y))
			return more;
		if (!more)
			return -1;
		if (x != y)
			return x < y ? -1 : 1;
	}
}

int number_compare(struct number a, struct number b)
{
	int sign = a.negative ? -1 : 1;

	if (a.negative != b.negative)
		return sign;
	if (a.length == 0 || b.length == 0)
		return ((a.length > 0) - (b.length > 0)) * sign;
	if (a.exponent != b.exponent)
		return a.exponent < b.exponent ? -sign : sign;
	return compare_digits(a, b) * sign;
}

bool number_is_integer(struct number number)
{
	return number.length == 0 || number.exponent >= count_digits(number);
}

bool number_to_int64(struct number number, int64_t *value)
{
	struct digits digits = digits_of(number);
	uint64_t limit = (uint64_t)INT64_MAX + number.negative, sum = 0;
	unsigned digit;

	if (number.exponent > 19 || !number_is_integer(number))
		return false;
	for (int64_t i = 0; i < number.exponent; i++) {
		if (!next_digit(&digits, &digit))
			digit = 0;
		if (sum > (limit - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	*value = number.negative ? (int64_t)(0 - sum) : (int64_t)sum;
	return true;
}

uint64_t number_hash(struct number number)
{
	struct digits digits = digits_of(number);
	uint64_t hash, word = number.negative;
	unsigned digit;

	if (number.length == 0)
		return hash_mix(0, 0);
	hash = (uint64_t)number.exponent;
	for (size_t i = 1; next_digit(&digits, &digit); i++) {
		word = word << 4 | digit;
		if (i % 15 != 0)
			continue;
		hash = hash_mix(hash, word);
		word = 0;
	}
	return hash_mix(hash, word);
}
