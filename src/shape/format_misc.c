/* UUIDs (RFC 4122), JSON pointers, absolute and relative, and regular expressions. */
#include "shape/format.h"

#include "base/err.h"
#include "json/pointer.h"
#include "text/regex.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

const char *format_uuid(const char *text, size_t n)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	if (n != sizeof(shape) - 1)
		return "it does not have 36 characters";
	for (size_t i = 0; i < n; i++) {
		char c = text[i];
		bool hex = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');

		if (shape[i] == '-' && c != '-')
			return "a hyphen is not where it has to be (8-4-4-4-12)";
		if (shape[i] == 'x' && !hex)
			return "a character is no hexadecimal digit";
	}
	return NULL;
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
