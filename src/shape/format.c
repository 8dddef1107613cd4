#include "shape/format.h"

#include <string.h>

#include "net/prefix.h"

static const char *check_ipv4(const char *text, size_t n)
{
	struct prefix prefix;
	const char *why = prefix_parse(text, n, PREFIX_ADDRESS, &prefix);

	return why ? why : prefix.family == 4 ? NULL : "it is an IPv6 address";
}

static const char *check_ipv6(const char *text, size_t n)
{
	struct prefix prefix;
	const char *why = prefix_parse(text, n, PREFIX_ADDRESS, &prefix);

	return why ? why : prefix.family == 6 ? NULL : "it is an IPv4 address";
}

static const char *check_prefix(const char *text, size_t n)
{
	struct prefix prefix;

	return prefix_parse(text, n, PREFIX_LENGTH, &prefix);
}

static const char *check_ipv4_prefix(const char *text, size_t n)
{
	struct prefix prefix;
	const char *why = prefix_parse(text, n, PREFIX_LENGTH, &prefix);

	return why ? why : prefix.family == 4 ? NULL : "it is an IPv6 prefix";
}

static const char *check_ipv6_prefix(const char *text, size_t n)
{
	struct prefix prefix;
	const char *why = prefix_parse(text, n, PREFIX_LENGTH, &prefix);

	return why ? why : prefix.family == 6 ? NULL : "it is an IPv4 prefix";
}

static const struct format formats[] = {
	{ "ip-prefix", "an address with its prefix length", check_prefix, false },
	{ "ipv4", "an IPv4 address", check_ipv4, false },
	{ "ipv4-prefix", "an IPv4 address with its prefix length", check_ipv4_prefix, false },
	{ "ipv6", "an IPv6 address", check_ipv6, false },
	{ "ipv6-prefix", "an IPv6 address with its prefix length", check_ipv6_prefix, false },
};

const struct format *format_find(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

bool format_prepare(const struct format *format, struct err *err)
{
	(void)format;
	(void)err;
	return true;
}
