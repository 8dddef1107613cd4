#include "net/prefix.h"

#include <string.h>

/* Each writer returns the end of what it has written. */

static char *print_decimal(char *out, unsigned value)
{
	if (value >= 100)
		*out++ = (char)('0' + value / 100);
	if (value >= 10)
		*out++ = (char)('0' + value / 10 % 10);
	*out++ = (char)('0' + value % 10);
	return out;
}

static char *print_quad(char *out, const uint8_t bytes[4])
{
	for (int i = 0; i < 4; i++) {
		if (i > 0)
			*out++ = '.';
		out = print_decimal(out, bytes[i]);
	}
	return out;
}

static char *print_group(char *out, unsigned group)
{
	static const char digits[] = "0123456789abcdef";

	for (unsigned shift = 16; shift > 0; shift -= 4)
		if (shift == 4 || group >> (shift - 4))
			*out++ = digits[group >> (shift - 4) & 0xF];
	return out;
}

/* The first of the longest runs of two or more zero groups (RFC 5952 section 4.2), or *length 0. */
static int longest_run(const unsigned groups[8], int *length)
{
	int best = 0;

	*length = 0;
	for (int i = 0; i < 8; i++) {
		int n = 0;

		while (i + n < 8 && groups[i + n] == 0)
			n++;
		if (n > 1 && n > *length) {
			best = i;
			*length = n;
		}
		i += n;
	}
	return best;
}

static char *print_groups(char *out, const uint8_t bytes[16])
{
	unsigned groups[8];
	int gap, length;

	for (int i = 0; i < 8; i++)
		groups[i] = (unsigned)bytes[2 * i] << 8 | bytes[2 * i + 1];
	gap = longest_run(groups, &length);
	for (int i = 0; i < 8; i++) {
		if (length > 0 && i == gap) {
			*out++ = ':';
			*out++ = ':';
			i += length - 1;
			continue;
		}
		if (i > 0 && out[-1] != ':')
			*out++ = ':';
		out = print_group(out, groups[i]);
	}
	return out;
}

static bool is_mapped(const uint8_t bytes[16])
{
	static const uint8_t head[12] = { [10] = 0xFF, [11] = 0xFF };

	return memcmp(bytes, head, sizeof(head)) == 0;
}

static char *print_address(char *out, const struct prefix *prefix)
{
	if (prefix->family == 6 && !is_mapped(prefix->address))
		return print_groups(out, prefix->address);
	if (prefix->family == 6) {
		memcpy(out, "::ffff:", 7);
		out += 7;
	}
	return print_quad(out, prefix->address + 12);
}

size_t prefix_print_address(const struct prefix *prefix, char out[PREFIX_TEXT])
{
	char *end = print_address(out, prefix);

	*end = '\0';
	return (size_t)(end - out);
}

size_t prefix_print(const struct prefix *prefix, char out[PREFIX_TEXT])
{
	char *end = print_address(out, prefix);

	*end++ = '/';
	end = print_decimal(end, prefix->length);
	*end = '\0';
	return (size_t)(end - out);
}
