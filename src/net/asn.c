#include "net/asn.h"

#include "net/decimal.h"

static const char *skip_as(const char *p, const char *end)
{
	if (end - p >= 2 && (p[0] == 'A' || p[0] == 'a') && (p[1] == 'S' || p[1] == 's'))
		return p + 2;
	return p;
}

bool asn_parse(const char *text, size_t n, uint32_t *asn)
{
	const char *end = text + n;
	uint64_t high, low;
	const char *p;

	p = decimal_read(skip_as(text, end), end, UINT32_MAX, &high);
	if (!p)
		return false;
	if (p == end) {
		*asn = (uint32_t)high;
		return true;
	}
	/* asdot: two numbers of 16 bits (RFC 5396 section 2). */
	if (*p != '.' || high > UINT16_MAX)
		return false;
	p = decimal_read(p + 1, end, UINT16_MAX, &low);
	if (p != end)
		return false;
	*asn = (uint32_t)(high << 16 | low);
	return true;
}
