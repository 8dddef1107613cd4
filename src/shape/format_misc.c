/* UUIDs (RFC 4122), JSON pointers, absolute and relative, and regular expressions. */
#include "shape/format.h"

#include <stdint.h>

#include "base/err.h"
#include "json/hash.h"
#include "json/pointer.h"
#include "text/regex.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A byte in each of eight. */
#define EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

/*
 * Whether eight bytes are hexadecimal digits, at once, as identifiers are on the way of every document:
 * the high bit of a byte of ASCII plus 0x80 - x tells whether the byte is x or above.
 */
static bool are_hex(uint64_t bytes)
{
	uint64_t lower = bytes | EIGHT(0x20);
	uint64_t digits = (bytes + EIGHT(0x80 - '0')) & ~(bytes + EIGHT(0x7F - '9'));
	uint64_t letters = (lower + EIGHT(0x80 - 'a')) & ~(lower + EIGHT(0x7F - 'f'));

	return (bytes & EIGHT(0x80)) == 0 && ((digits | letters) & EIGHT(0x80)) == EIGHT(0x80);
}

const char *format_uuid(const char *text, size_t n)
{
	if (n != 36)
		return "it does not have 36 characters";
	if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
		return "a hyphen is not where it has to be (8-4-4-4-12)";
	if (are_hex(hash_load8(text)) &&
	    are_hex(hash_load4(text + 9) << 32 | hash_load4(text + 14)) &&
	    are_hex(hash_load4(text + 19) << 32 | hash_load4(text + 24)) &&
	    are_hex(hash_load8(text + 28)))
		return NULL;
	return "a character is no hexadecimal digit";
}

const char *format_json_pointer(const char *text, size_t n)
{
	if (pointer_is_valid(text, n))
		return NULL;
	return text[0] == '/' ? "a ~ is followed by something else than 0 or 1" :
				"it does not begin with /";
}

/* The bytes of a number without leading zeros; 0 if there is none. */
static size_t number_length(const char *text, size_t n)
{
	size_t length = 0;

	while (length < n && is_digit(text[length]))
		length++;
	return length > 1 && text[0] == '0' ? 0 : length;
}

/* A number of steps up, perhaps steps aside (+1, -2), then # or a pointer. */
const char *format_relative_json_pointer(const char *text, size_t n)
{
	size_t at = number_length(text, n);

	if (at == 0)
		return "it does not begin with a number without leading zeros";
	if (at < n && (text[at] == '+' || text[at] == '-')) {
		size_t aside = number_length(text + at + 1, n - at - 1);

		if (aside == 0 || text[at + 1] == '0')
			return "the sign is not followed by a number from 1";
		at += 1 + aside;
	}
	if (n - at == 1 && text[at] == '#')
		return NULL;
	if (at == n)
		return NULL;
	return format_json_pointer(text + at, n - at);
}

const char *format_regex(const char *text, size_t n)
{
	struct err why = { 0 };

	return regex_is_valid(text, n, REGEX_ECMA, &why) ? NULL : "ECMA-262 does not allow it";
}
