/*
 * A text as an address, a prefix, an AS number and a rate: what is accepted is
 * what the C library accepts, and what is printed is read back.
 */
#include "fuzz.h"

#include <arpa/inet.h>

#include "net/asn.h"
#include "net/prefix.h"
#include "net/rate.h"

static bool equal(const struct prefix *a, const struct prefix *b)
{
	return memcmp(a->address, b->address, 16) == 0 && a->length == b->length &&
	       a->family == b->family;
}

/* inet_pton reads an address as strictly as we do. */
static void compare_with_c(const char *text, const char *wrong, const struct prefix *prefix)
{
	unsigned char bytes[16];
	int v4 = inet_pton(AF_INET, text, bytes);

	if (v4 == 1) {
		PROMISE(!wrong && prefix->family == 4 && memcmp(prefix->address + 12, bytes, 4) == 0);
	} else if (inet_pton(AF_INET6, text, bytes) == 1) {
		PROMISE(!wrong && prefix->family == 6 && memcmp(prefix->address, bytes, 16) == 0);
	} else {
		PROMISE(wrong);
	}
}

static void print_and_read(const struct prefix *prefix)
{
	char text[PREFIX_TEXT];
	struct prefix again;
	size_t n = prefix_print(prefix, text);

	PROMISE(n == strlen(text));
	PROMISE(!prefix_parse(text, n, PREFIX_LENGTH, &again) && equal(prefix, &again));
	n = prefix_print_address(prefix, text);
	PROMISE(n == strlen(text));
	PROMISE(!prefix_parse(text, n, PREFIX_ADDRESS, &again) && prefix_same_address(prefix, &again));
}

static void compute(const struct prefix *a, const struct prefix *b)
{
	struct prefix network = prefix_network(a), last = prefix_last(a), moved;
	uint64_t index;

	PROMISE(!prefix_has_host_bits(&network) && prefix_contains(a, &network));
	PROMISE(prefix_contains(&network, &last) && prefix_same_subnet(a, &network));
	PROMISE(prefix_compare(a, b) == -prefix_compare(b, a) ||
		(prefix_compare(a, b) < 0) == (prefix_compare(b, a) > 0));
	PROMISE(prefix_overlaps(a, b) == prefix_overlaps(b, a));
	PROMISE(prefix_overlaps(a, b) == (prefix_contains(a, b) || prefix_contains(b, a)));
	for (unsigned length = 0; length <= 129; length++)
		PROMISE(prefix_shares_link(a, b, length) == prefix_shares_link(b, a, length));
	if (prefix_offset(a, 3, &moved))
		PROMISE(prefix_offset(&moved, -3, &moved) && prefix_same_address(&moved, a));
	if (prefix_host_index(a, a->length, &index) && index <= INT64_MAX)
		PROMISE(prefix_offset(&network, (int64_t)index, &moved) &&
			prefix_same_address(&moved, a));
	prefix_is_usable_host(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part input = { (const char *)data, size }, first;
	struct prefix a, b, alone;
	char text[128], *copy;
	const char *wrong;
	uint64_t mbps = 0;
	uint32_t asn = 0;

	if (size > 200)
		return 0;
	first = fuzz_part(&input);
	copy = fuzz_copy(first);
	if (first.length < sizeof(text) && !memchr(copy, '\0', first.length)) {
		snprintf(text, sizeof(text), "%.*s", (int)first.length, copy);
		wrong = prefix_parse(copy, first.length, PREFIX_ADDRESS, &alone);
		compare_with_c(text, wrong, &alone);
	}
	PROMISE(!asn_parse(copy, first.length, &asn) || first.length <= 13);
	PROMISE(!rate_parse(copy, first.length, &mbps) || mbps > 0 || copy[0] == '0');
	if (!prefix_parse(copy, first.length, PREFIX_ANY, &a)) {
		print_and_read(&a);
		compute(&a, prefix_parse(input.text, input.length, PREFIX_ANY, &b) ? &a : &b);
	}
	free(copy);
	return 0;
}
