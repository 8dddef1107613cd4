#include "net/prefix.h"

#include <string.h>

#include "net/decimal.h"
#include "net/u128.h"

/*
 * Each reader moves *at behind what it has read and returns NULL, or returns
 * what is wrong. A wrong text is looked at a second time, in likelier_problem,
 * so that reading a right one costs nothing for it.
 */

static const char *const too_few_octets[] = {
	"has no octet",
	"has only 1 octet",
	"has only 2 octets",
	"has only 3 octets",
};

static const char *const too_few_groups[] = {
	"has no group",
	"has only 1 group",
	"has only 2 groups",
	"has only 3 groups",
	"has only 4 groups",
	"has only 5 groups",
	"has only 6 groups",
	"has only 7 groups",
};

/* -1 for what is no hexadecimal digit. */
static int hex_digit(char c)
{
	if (decimal_is_digit(c))
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_hex(const char *p, const char *end)
{
	return p < end && hex_digit(*p) >= 0;
}

static bool is_digit(const char *p, const char *end)
{
	return p < end && decimal_is_digit(*p);
}

/* What is wrong where digits of an octet should begin. */
static const char *octet_problem(const char *p, const char *end)
{
	if (p == end || *p == '.' || *p == '/')
		return "an octet is empty";
	if (*p == '+' || *p == '-')
		return "an octet has a sign";
	return "an octet is no decimal number";
}

static const char *read_octet(const char **at, const char *end, unsigned *out)
{
	const char *p = *at;
	unsigned value;

	if (!is_digit(p, end))
		return octet_problem(p, end);
	value = (unsigned)(*p++ - '0');
	if (is_digit(p, end)) {
		if (value == 0)
			return "an octet has a leading zero";
		value = value * 10 + (unsigned)(*p++ - '0');
		if (is_digit(p, end))
			value = value * 10 + (unsigned)(*p++ - '0');
		if (value > 255 || is_digit(p, end))
			return "an octet is above 255";
	}
	*out = value;
	*at = p;
	return NULL;
}

/* What is wrong where a dot should be; so many octets stand before it. */
static const char *dot_problem(const char *p, const char *end, int octets)
{
	return p == end || *p == '/' ? too_few_octets[octets] : "an octet is no decimal number";
}

static const char *read_quad(const char **at, const char *end, uint32_t *out)
{
	const char *p = *at;
	uint32_t quad = 0;

	for (int i = 1;; i++) {
		unsigned octet;
		const char *problem = read_octet(&p, end, &octet);

		if (problem)
			return problem;
		quad = quad << 8 | octet;
		if (i == 4)
			break;
		if (p == end || *p != '.')
			return dot_problem(p, end, i);
		p++;
	}
	*out = quad;
	*at = p;
	return NULL;
}

static const char *read_group(const char **at, const char *end, uint32_t *out)
{
	const char *p = *at;
	uint32_t group = 0;
	int digit;

	for (; p < end && (digit = hex_digit(*p)) >= 0; p++) {
		if (p - *at == 4)
			return "a group has more than 4 digits";
		group = group << 4 | (uint32_t)digit;
	}
	*out = group;
	*at = p;
	return NULL;
}

/* The groups of an IPv6 address while they are read: counted in bits. */
struct groups {
	struct u128 head;  /* those before "::" */
	struct u128 value; /* those behind it, or all */
	unsigned filled;   /* bits of both */
	int gap;           /* bits of head; -1: "::" has not been seen */
};

static void add_bits(struct groups *groups, uint32_t value, unsigned bits)
{
	groups->value = u128_shift_left(groups->value, bits);
	groups->value.low |= value;
	groups->filled += bits;
}

/* Reads a group, or the IPv4 address in the place of the last two: then *last is set. */
static const char *read_part(const char **at, const char *end, struct groups *groups, bool *last)
{
	const char *start = *at;
	uint32_t value;
	const char *problem = read_group(at, end, &value);

	if (problem)
		return problem;
	*last = *at < end && **at == '.';
	if (groups->filled + (*last ? 32 : 16) > 128)
		return "has more than 8 groups";
	if (*last) {
		*at = start;
		problem = read_quad(at, end, &value);
	}
	if (!problem)
		add_bits(groups, value, *last ? 32 : 16);
	return problem;
}

/* Notes that "::" stands here. */
static const char *begin_gap(struct groups *groups)
{
	if (groups->gap >= 0)
		return "\"::\" stands twice";
	groups->gap = (int)groups->filled;
	groups->head = groups->value;
	groups->value = (struct u128){ 0, 0 };
	return NULL;
}

/* Moves behind the colon or colons after a group, if there are any. */
static const char *read_colons(const char **at, const char *end, struct groups *groups)
{
	const char *p = *at;

	if (p == end || *p != ':')
		return NULL;
	if (++p < end && *p == ':') {
		*at = p + 1;
		return begin_gap(groups);
	}
	if (p == end || *p == '/')
		return "ends with a single colon";
	if (!is_hex(p, end))
		return "a group is no hexadecimal number";
	*at = p;
	return NULL;
}

/* The whole address, zeros where "::" stands. */
static const char *join_groups(const struct groups *groups, struct u128 *out)
{
	struct u128 head;

	if (groups->gap < 0) {
		*out = groups->value;
		return groups->filled < 128 ? too_few_groups[groups->filled / 16] : NULL;
	}
	head = u128_shift_left(groups->head, 128 - (unsigned)groups->gap);
	*out = (struct u128){ head.high | groups->value.high, head.low | groups->value.low };
	return groups->filled == 128 ? "\"::\" stands for no group" : NULL;
}

/* What is wrong with the text behind four octets, and behind the groups of IPv6. */
static const char *behind_quad(const char *p)
{
	if (*p == '.')
		return "has more than 4 octets";
	if (*p == ':')
		return "has a port, which does not belong here";
	return "an octet is no decimal number";
}

static const char *behind_groups(const char *p, bool ends_with_quad)
{
	if (ends_with_quad)
		return behind_quad(p);
	return *p == ':' ? "has three colons in a row" : "a group is no hexadecimal number";
}

static const char *read_groups(const char **at, const char *end, struct u128 *out)
{
	struct groups groups = { .gap = -1 };
	const char *p = *at;
	const char *problem;
	bool last = false;

	if (p < end && *p == ':') {
		if (end - p < 2 || p[1] != ':')
			return "begins with a single colon";
		groups.gap = 0;
		p += 2;
	}
	while (!last && is_hex(p, end)) {
		problem = read_part(&p, end, &groups, &last);
		if (!problem && !last)
			problem = read_colons(&p, end, &groups);
		if (problem)
			return problem;
	}
	if (p < end && *p != '/')
		return behind_groups(p, last);
	*at = p;
	return join_groups(&groups, out);
}

/* What is wrong with a prefix length, whose text begins at p and is not a number from 0 to most. */
static const char *length_problem(const char *p, const char *end, unsigned most)
{
	size_t n = (size_t)(end - p);
	const char *digits = p;

	if (n == 0)
		return "the prefix length is empty";
	if (*p == '+' || *p == '-')
		return "the prefix length has a sign";
	if (memchr(p, '/', n))
		return "has a second prefix length";
	if (memchr(p, '.', n) || memchr(p, ':', n))
		return "has a netmask in the place of the prefix length";
	while (is_digit(digits, end))
		digits++;
	if (digits < end)
		return "the prefix length is no decimal number";
	if (*p == '0')
		return "the prefix length has a leading zero";
	return most == 32 ? "the prefix length is above 32" : "the prefix length is above 128";
}

/* Reads what is behind an address: nothing, or a length. */
static const char *read_length(const char *p, const char *end, enum prefix_form form,
	unsigned most, unsigned *out)
{
	unsigned length = 0;
	const char *digits;

	if (p == end) {
		*out = most;
		return form & PREFIX_ADDRESS ? NULL : "has no prefix length";
	}
	if (*p != '/')
		return behind_quad(p);
	if (!(form & PREFIX_LENGTH))
		return "has a prefix length, which does not belong here";
	digits = ++p;
	for (; is_digit(p, end) && length <= most; p++)
		length = length * 10 + (unsigned)(*p - '0');
	if (p == digits || p < end || length > most || (*digits == '0' && p - digits > 1))
		return length_problem(digits, end, most);
	*out = length;
	return NULL;
}

static bool has_blank(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text[i] == ' ' || (text[i] >= '\t' && text[i] <= '\r'))
			return true;
	return false;
}

/* What a person would call wrong, where the reader stumbled over a consequence of it. */
static const char *likelier_problem(const char *text, size_t n, const char *problem)
{
	if (n == 0)
		return "is empty";
	if (has_blank(text, n))
		return "has blanks";
	if (memchr(text, '[', n))
		return "has brackets, which do not belong here";
	if (memchr(text, '%', n))
		return "has a zone (%), which does not belong here";
	if (memchr(text, ':', n))
		return problem;
	if (!decimal_is_digit(*text) && *text != '.' && *text != '+' && *text != '-')
		return "is neither an IPv4 nor an IPv6 address";
	return memchr(text, '.', n) ? problem : too_few_octets[1];
}

static void fill(struct prefix *prefix, struct u128 address, unsigned family, unsigned length,
	bool has_length)
{
	u128_store(address, prefix->address);
	prefix->length = (uint8_t)length;
	prefix->family = (uint8_t)family;
	prefix->has_length = has_length;
}

static const char *parse_ipv6(const char *text, const char *end, enum prefix_form form,
	struct prefix *prefix)
{
	const char *behind = text;
	struct u128 address;
	unsigned length;
	const char *problem = read_groups(&behind, end, &address);

	if (!problem)
		problem = read_length(behind, end, form, 128, &length);
	if (!problem)
		fill(prefix, address, 6, length, behind < end);
	return problem;
}

/* Tries IPv4 first: what has a colon and is none is taken for IPv6. */
static const char *parse_either(const char *text, const char *end, enum prefix_form form,
	struct prefix *prefix)
{
	const char *behind = text;
	unsigned length;
	uint32_t quad;
	const char *problem = read_quad(&behind, end, &quad);

	if (problem && memchr(text, ':', (size_t)(end - text)))
		return parse_ipv6(text, end, form, prefix);
	if (!problem)
		problem = read_length(behind, end, form, 32, &length);
	if (!problem)
		fill(prefix, (struct u128){ 0, UINT64_C(0xFFFF) << 32 | quad }, 4, length,
			behind < end);
	return problem;
}

/* {=== IPv4 as it mostly is === */

/* Bytes of an IPv4 address with its length, at least for what is read here, and at most. */
#define QUICK_MIN 8
#define QUICK_MAX 18

/* An octet of a text with a NUL behind it; NULL if it is none. */
static inline const char *quick_octet(const char *p, unsigned *octet)
{
	unsigned value = (unsigned)*p - '0', digit;

	if (value > 9)
		return NULL;
	if ((digit = (unsigned)*++p - '0') <= 9) {
		if (value == 0)
			return NULL;
		value = value * 10 + digit;
		if ((digit = (unsigned)*++p - '0') <= 9) {
			value = value * 10 + digit;
			p++;
		}
	}
	*octet = value;
	return value <= 255 ? p : NULL;
}

static inline const char *quick_quad(const char *p, uint32_t *out)
{
	uint32_t quad = 0;
	unsigned octet;

	for (int i = 0; i < 4; i++) {
		if (i > 0 && *p++ != '.')
			return NULL;
		p = quick_octet(p, &octet);
		if (!p)
			return NULL;
		quad = quad << 8 | octet;
	}
	*out = quad;
	return p;
}

/*
 * Reads what is right in one go, in a copy with a NUL behind it, so that nothing asks for the
 * end. False, and nothing is done, for all that needs a closer look.
 */
static bool parse_quickly(const char *text, size_t n, enum prefix_form form, struct prefix *prefix)
{
	char copy[QUICK_MAX + 1];
	const char *p;
	unsigned length = 32;
	bool has_length;
	uint32_t quad;

	if (n < QUICK_MIN || n > QUICK_MAX)
		return false;
	/* In pieces that overlap: a call of memcpy costs more than what it does. */
	memcpy(copy, text, 8);
	if (n > 16)
		memcpy(copy + 8, text + 8, 8);
	memcpy(copy + n - 8, text + n - 8, 8);
	copy[n] = '\0';
	p = quick_quad(copy, &quad);
	if (!p)
		return false;
	has_length = *p == '/';
	if (has_length)
		p = quick_octet(p + 1, &length);
	if (p != copy + n || length > 32 || !(form & (has_length ? PREFIX_LENGTH : PREFIX_ADDRESS)))
		return false;
	fill(prefix, (struct u128){ 0, UINT64_C(0xFFFF) << 32 | quad }, 4, length, has_length);
	return true;
}

/* }=== */

/* Apart, so that what is read quickly makes no room for it. */
static __attribute__((noinline)) const char *parse_closely(const char *text, size_t n,
	enum prefix_form form, struct prefix *prefix)
{
	const char *problem = parse_either(text, text + n, form, prefix);

	return problem ? likelier_problem(text, n, problem) : NULL;
}

const char *prefix_parse(const char *text, size_t n, enum prefix_form form, struct prefix *prefix)
{
	return parse_quickly(text, n, form, prefix) ? NULL : parse_closely(text, n, form, prefix);
}
