#include "net/rate.h"

#include "net/decimal.h"

/* Mbit/s of one unit; 0 for what is none. */
static uint64_t unit(char letter)
{
	switch (letter) {
	case 'M':
		return 1;
	case 'G':
		return 1000;
	case 'T':
		return 1000000;
	default:
		return 0;
	}
}

bool rate_parse(const char *text, size_t n, uint64_t *mbps)
{
	uint64_t factor, value;

	if (n < 2)
		return false;
	factor = unit(text[n - 1]);
	if (factor == 0)
		return false;
	if (decimal_read(text, text + n - 1, UINT64_MAX / factor, &value) != text + n - 1)
		return false;
	*mbps = value * factor;
	return true;
}
