#include "shape/format.h"

#include "json/node.h"
#include "net/prefix.h"

static const char *check(const char *text, size_t n, enum prefix_form form, unsigned family)
{
	struct prefix prefix;
	const char *why = prefix_parse(text, n, form, &prefix);

	if (why || family == 0 || prefix.family == family)
		return why;
	return family == 4 ? "this is IPv6" : "this is IPv4";
}

const char *format_ipv4(const char *text, size_t n)
{
	return check(text, n, PREFIX_ADDRESS, 4);
}

const char *format_ipv6(const char *text, size_t n)
{
	return check(text, n, PREFIX_ADDRESS, 6);
}

const char *format_ip_prefix(const char *text, size_t n)
{
	return check(text, n, PREFIX_LENGTH, 0);
}

const char *format_ipv4_prefix(const char *text, size_t n)
{
	return check(text, n, PREFIX_LENGTH, 4);
}

const char *format_ipv6_prefix(const char *text, size_t n)
{
	return check(text, n, PREFIX_LENGTH, 6);
}

/* {=== what a node knows of itself, as rules ask for it, too === */

static bool fits(const struct node *string, bool has_length, unsigned family)
{
	const struct prefix *prefix = node_prefix(string);

	return prefix && prefix->has_length == has_length &&
	       (family == 0 || prefix->family == family);
}

bool format_fits_ipv4(const struct node *string)
{
	return fits(string, false, 4);
}

bool format_fits_ipv6(const struct node *string)
{
	return fits(string, false, 6);
}

bool format_fits_ip_prefix(const struct node *string)
{
	return fits(string, true, 0);
}

bool format_fits_ipv4_prefix(const struct node *string)
{
	return fits(string, true, 4);
}

bool format_fits_ipv6_prefix(const struct node *string)
{
	return fits(string, true, 6);
}

/* }=== */
