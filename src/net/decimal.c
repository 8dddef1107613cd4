#include "net/decimal.h"

#include <stddef.h>

/* Not strtoull: it takes signs and blanks, and needs a NUL at the end. */
const char *decimal_read(const char *p, const char *end, uint64_t most, uint64_t *value)
{
	const char *start = p;
	uint64_t n = 0;

	for (; p < end && decimal_is_digit(*p); p++) {
		unsigned digit = (unsigned)(*p - '0');

		if (digit > most || n > (most - digit) / 10)
			return NULL;
		n = n * 10 + digit;
	}
	if (p == start || (*start == '0' && p - start > 1))
		return NULL;
	*value = n;
	return p;
}
