/* Host names (RFC 1123, RFC 5890) and email addresses (RFC 5321, RFC 6531). */
#include "shape/format.h"

#include <string.h>
#include <strings.h>

#include "net/prefix.h"
#include "text/utf8.h"

#define NAME_LENGTH_MAX 253
#define LABEL_LENGTH_MAX 63
#define LOCAL_LENGTH_MAX 64

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static const char *check_label(const char *label, size_t n, bool international)
{
	if (n == 0)
		return "a label is empty";
	if (n > LABEL_LENGTH_MAX)
		return "a label is longer than 63 characters";
	if (label[0] == '-' || label[n - 1] == '-')
		return "a label begins or ends with a hyphen";
	for (size_t i = 0; i < n; i++) {
		bool beyond = international && (unsigned char)label[i] >= 0x80;

		if (!is_letter_or_digit(label[i]) && label[i] != '-' && !beyond)
			return "a label holds something else than letters, digits and hyphens";
	}
	return NULL;
}

const char *format_labels(const char *text, size_t n, bool international)
{
	const char *end = text + n, *p = text;

	for (;;) {
		const char *dot = memchr(p, '.', (size_t)(end - p));
		const char *why = check_label(p, (size_t)((dot ? dot : end) - p), international);

		if (why)
			return why;
		if (!dot)
			return NULL;
		p = dot + 1;
	}
}

static const char *check_a_labels(const char *text, size_t n)
{
	const char *end = text + n, *p = text, *why = NULL;

	while (!why && p < end) {
		const char *dot = memchr(p, '.', (size_t)(end - p));
		size_t length = (size_t)((dot ? dot : end) - p);

		if (length >= 4 && strncasecmp(p, "xn--", 4) == 0)
			why = format_a_label(p, length);
		p += length + 1;
	}
	return why;
}

const char *format_hostname(const char *text, size_t n)
{
	const char *why;

	if (n > NAME_LENGTH_MAX)
		return "it is longer than 253 characters";
	why = format_labels(text, n, false);
	return why ? why : check_a_labels(text, n);
}

/* atext of RFC 5322. */
static bool is_atom_character(char c)
{
	return is_letter_or_digit(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

static const char *check_dot_string(const char *text, size_t n, bool international)
{
	for (size_t i = 0; i < n; i++) {
		bool beyond = international && (unsigned char)text[i] >= 0x80;

		if (text[i] == '.' && (i == 0 || i + 1 == n || text[i - 1] == '.'))
			return "a dot must stand between other characters before the @";
		if (text[i] != '.' && !beyond && !is_atom_character(text[i]))
			return "a character before the @ has to be quoted";
	}
	return n == 0 ? "nothing stands before the @" : NULL;
}

/*
 * The bytes of the quoted string that text begins with; 0 if it is not closed or not
 * well-formed.
 */
static size_t quoted_length(const char *text, size_t n, bool international)
{
	for (size_t i = 1; i < n; i++) {
		if (text[i] == '"')
			return i + 1;
		if (text[i] == '\\')
			i++;
		if (i == n || text[i] == 0x7F || (text[i] >= 0 && text[i] < ' '))
			return 0;
		if ((unsigned char)text[i] >= 0x80 && !international)
			return 0;
	}
	return 0;
}

/* IPv6 is the only tag that IANA has registered. */
static const char *check_literal(const char *text, size_t n)
{
	static const char tag[] = "IPv6:";
	size_t skip = sizeof(tag) - 1;
	struct prefix prefix;
	const char *why;

	if (n >= skip && strncasecmp(text, tag, skip) == 0) {
		why = prefix_parse(text + skip, n - skip, PREFIX_ADDRESS, &prefix);
		return why ? why : prefix.family == 6 ? NULL : "the address behind IPv6: is none";
	}
	why = prefix_parse(text, n, PREFIX_ADDRESS, &prefix);
	return why ? why : prefix.family == 4 ? NULL : "IPv6: is missing before the address";
}

static const char *check_domain(const char *text, size_t n, bool international)
{
	if (n == 0)
		return "nothing follows the @";
	if (text[0] == '[')
		return text[n - 1] == ']' && n > 2 ? check_literal(text + 1, n - 2) :
						     "the ] behind the address is missing";
	if (n > NAME_LENGTH_MAX)
		return "the domain is longer than 253 characters";
	return format_labels(text, n, international);
}

static const char *check_mailbox(const char *text, size_t n, bool international)
{
	const char *at, *why;
	size_t local;

	if (n > 0 && text[0] == '"') {
		local = quoted_length(text, n, international);
		if (local == 0 || local == n || text[local] != '@')
			return "the quoted part is not well-formed";
	} else {
		at = memchr(text, '@', n);
		if (!at)
			return "there is no @";
		local = (size_t)(at - text);
		why = check_dot_string(text, local, international);
		if (why)
			return why;
	}
	if (local > LOCAL_LENGTH_MAX)
		return "more than 64 bytes stand before the @";
	return check_domain(text + local + 1, n - local - 1, international);
}

const char *format_email(const char *text, size_t n)
{
	return check_mailbox(text, n, false);
}

const char *format_idn_email(const char *text, size_t n)
{
	if (utf8_valid(text, n) < n)
		return "it is not Unicode text";
	return check_mailbox(text, n, true);
}
