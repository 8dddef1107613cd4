/* UUIDs (RFC 4122), JSON pointers, absolute and relative, and regular expressions. */
#include "shape/format.h"

#include "base/err.h"
#include "json/pointer.h"
#include "text/regex.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 1 for the hexadecimal digits: a table, as identifiers are on the way of every document. */
static const unsigned char hex[256] = {
	['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
	['8'] = 1, ['9'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1,
	['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1,
};

const char *format_uuid(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text;
	unsigned digits = 0;

	if (n != 36)
		return "it does not have 36 characters";
	if (p[8] != '-' || p[13] != '-' || p[18] != '-' || p[23] != '-')
		return "a hyphen is not where it has to be (8-4-4-4-12)";
	for (size_t i = 0; i < 36; i++)
		digits += hex[p[i]];
	return digits == 32 ? NULL : "a character is no hexadecimal digit";
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
