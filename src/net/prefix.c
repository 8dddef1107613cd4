#include "net/prefix.h"

#include <string.h>

#include <libcidr.h>

#include "net/u128.h"

/*
 * libcidr says whether there are host bits: on its own struct, filled on the
 * stack. Its functions that make a new prefix allocate each of them, and its
 * reader takes what is no prefix (10.0.0.1/abc), so that networks are masked by
 * u128, and texts are read by prefix_parse. What is asked of every document,
 * what lies in what and the hosts of links, is asked of words too: libcidr goes
 * byte by byte, which takes ten times as long.
 */

/* What libcidr's comparisons return where they hold; -1 where not. */
#define CIDR_YES 0

static unsigned bits(unsigned family)
{
	return family == 4 ? 32 : 128;
}

/* The mask of the first length bits, over the 16 bytes in which both families are kept. */
static struct u128 mask(unsigned family, unsigned length)
{
	return u128_mask(length + 128 - bits(family));
}

static struct u128 value(const struct prefix *prefix)
{
	return u128_load(prefix->address);
}

static struct u128 network(const struct prefix *prefix, unsigned length)
{
	return u128_and(value(prefix), mask(prefix->family, length));
}

static void make_cidr(CIDR *cidr, struct u128 address, struct u128 ones, unsigned family)
{
	cidr->version = 0;
	u128_store(address, cidr->addr);
	u128_store(ones, cidr->mask);
	cidr->proto = family == 4 ? CIDR_IPV4 : CIDR_IPV6;
}

struct prefix prefix_network(const struct prefix *prefix)
{
	struct prefix result = *prefix;

	u128_store(network(prefix, prefix->length), result.address);
	return result;
}

struct prefix prefix_last(const struct prefix *prefix)
{
	struct prefix result = *prefix;

	u128_store(u128_or_not(value(prefix), mask(prefix->family, prefix->length)),
		result.address);
	return result;
}

bool prefix_has_host_bits(const struct prefix *prefix)
{
	struct u128 address = value(prefix), ones = mask(prefix->family, prefix->length);
	CIDR host, net;

	make_cidr(&host, address, ones, prefix->family);
	make_cidr(&net, u128_and(address, ones), ones, prefix->family);
	return cidr_equals(&host, &net) != CIDR_YES;
}

bool prefix_same_address(const struct prefix *a, const struct prefix *b)
{
	return a->family == b->family && memcmp(a->address, b->address, sizeof(a->address)) == 0;
}

bool prefix_same_subnet(const struct prefix *a, const struct prefix *b)
{
	return a->family == b->family && a->length == b->length &&
	       u128_equal(network(a, a->length), network(b, b->length));
}

bool prefix_contains(const struct prefix *outer, const struct prefix *inner)
{
	struct u128 a = value(outer), b = value(inner), ones = mask(outer->family, outer->length);

	return outer->family == inner->family && outer->length <= inner->length &&
	       !((a.high ^ b.high) & ones.high) && !((a.low ^ b.low) & ones.low);
}

/* Two prefixes overlap only where the shorter one holds the longer one. */
bool prefix_overlaps(const struct prefix *a, const struct prefix *b)
{
	return a->length <= b->length ? prefix_contains(a, b) : prefix_contains(b, a);
}

/* Whether an address may be a host's in its prefix of this length, whose mask is given. */
static bool is_usable(struct u128 address, unsigned family, unsigned length, struct u128 ones)
{
	if (length + 1 >= bits(family))
		return true;
	if (u128_equal(address, u128_and(address, ones)))
		return false;
	return family == 6 || !u128_equal(address, u128_or_not(address, ones));
}

bool prefix_is_usable_host(const struct prefix *prefix)
{
	return is_usable(value(prefix), prefix->family, prefix->length,
		mask(prefix->family, prefix->length));
}

bool prefix_shares_link(const struct prefix *a, const struct prefix *b, unsigned length)
{
	unsigned family = a->family;
	struct u128 left = value(a), right = value(b), ones;

	if (family != b->family || length > bits(family))
		return false;
	ones = mask(family, length);
	return u128_equal(u128_and(left, ones), u128_and(right, ones)) &&
	       is_usable(left, family, length, ones) && is_usable(right, family, length, ones);
}

int prefix_compare(const struct prefix *a, const struct prefix *b)
{
	int order;

	if (a->family != b->family)
		return a->family < b->family ? -1 : 1;
	order = u128_compare(network(a, a->length), network(b, b->length));
	return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* Whether a number has bits that an address of the family has no room for. */
static bool leaves_family(struct u128 address, unsigned family)
{
	return family == 4 && (address.high != 0 || address.low >> 32 != 0xFFFF);
}

bool prefix_offset(const struct prefix *prefix, int64_t n, struct prefix *result)
{
	struct u128 from = value(prefix);
	struct u128 to = u128_add(from, (struct u128){ n < 0 ? UINT64_MAX : 0, (uint64_t)n });

	if (leaves_family(to, prefix->family) || u128_less(to, from) != (n < 0))
		return false;
	*result = *prefix;
	u128_store(to, result->address);
	return true;
}

bool prefix_host_index(const struct prefix *prefix, unsigned length, uint64_t *index)
{
	struct u128 host;

	if (length > bits(prefix->family))
		return false;
	host = u128_and_not(value(prefix), mask(prefix->family, length));
	if (host.high != 0)
		return false;
	*index = host.low;
	return true;
}
