#include "query/function.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/node.h"
#include "net/asn.h"
#include "net/rate.h"
#include "net/registry.h"
#include "query/run.h"

/* Where the address of an IPv4 prefix begins in its 16 bytes. */
#define IPV4_AT 12

/* The address or prefix that argument 0 is; NULL if it is none. */
static const struct prefix *argument_prefix(const struct call *call)
{
	return node_prefix(call->arguments[0].value);
}

static enum truth is_address(struct call *call, unsigned family)
{
	const struct prefix *prefix = argument_prefix(call);

	if (!argument_is_text(call, 0))
		return TRUTH_UNKNOWN;
	return truth_of(prefix && !prefix->has_length && (family == 0 || prefix->family == family));
}

enum truth function_is_ip(struct call *call)
{
	return is_address(call, 0);
}

enum truth function_is_ipv4(struct call *call)
{
	return is_address(call, 4);
}

enum truth function_is_ipv6(struct call *call)
{
	return is_address(call, 6);
}

enum truth function_is_prefix(struct call *call)
{
	const struct prefix *prefix = argument_prefix(call);

	if (!argument_is_text(call, 0))
		return TRUTH_UNKNOWN;
	return truth_of(prefix && prefix->has_length);
}

/* A relation of two addresses or prefixes. */
static enum truth relate(struct call *call,
	bool (*relation)(const struct prefix *a, const struct prefix *b), bool need_lengths)
{
	const struct prefix *a = argument_prefix(call);
	const struct prefix *b = node_prefix(call->arguments[1].value);

	if (!a || !b || (need_lengths && !(a->has_length && b->has_length)))
		return TRUTH_UNKNOWN;
	return truth_of(relation(a, b));
}

enum truth function_same_address(struct call *call)
{
	return relate(call, prefix_same_address, false);
}

enum truth function_same_subnet(struct call *call)
{
	return relate(call, prefix_same_subnet, true);
}

enum truth function_contains(struct call *call)
{
	return relate(call, prefix_contains, false);
}

enum truth function_overlaps(struct call *call)
{
	return relate(call, prefix_overlaps, false);
}

/* So many prefixes are compared in pairs. */
#define FEW 8

static int compare_prefixes(const void *a, const void *b)
{
	return prefix_compare(a, b);
}

/* The networks of some nodes; NULL if one is no prefix. */
static struct prefix *networks_of(struct call *call, const struct argument *all)
{
	struct prefix *networks = mem_alloc(call->run->mem, (all->count + 1) * sizeof(*networks));

	for (size_t i = 0; i < all->count; i++) {
		const struct prefix *prefix = node_prefix(all->nodes[i]);

		if (!prefix)
			return NULL;
		networks[i] = prefix_network(prefix);
	}
	return networks;
}

/* A few are held against each other as they are. */
static enum truth are_disjoint(const struct argument *all)
{
	const struct prefix *prefixes[FEW];

	for (size_t i = 0; i < all->count; i++)
		if (!(prefixes[i] = node_prefix(all->nodes[i])))
			return TRUTH_UNKNOWN;
	for (size_t i = 1; i < all->count; i++)
		for (size_t k = 0; k < i; k++)
			if (prefix_overlaps(prefixes[i], prefixes[k]))
				return TRUTH_FALSE;
	return TRUTH_TRUE;
}

/* Of two prefixes one holds the other, or they are apart: sorted, one that overlaps any overlaps its neighbour. */
enum truth function_pairwise_disjoint(struct call *call)
{
	const struct argument *all = &call->arguments[0];
	struct prefix *networks;

	if (!run_visit(call->run, all->count))
		return TRUTH_UNKNOWN;
	if (all->count <= FEW)
		return are_disjoint(all);
	networks = networks_of(call, all);
	if (!networks)
		return TRUTH_UNKNOWN;
	qsort(networks, all->count, sizeof(*networks), compare_prefixes);
	for (size_t i = 1; i < all->count; i++)
		if (prefix_overlaps(&networks[i - 1], &networks[i]))
			return TRUTH_FALSE;
	return TRUTH_TRUE;
}

/* Argument i, as a prefix length that the family has. */
static bool argument_length(struct call *call, size_t i, unsigned family, unsigned *length)
{
	int64_t value;

	if (!argument_integer(call, i, &value) || value < 0 || value > (family == 4 ? 32 : 128))
		return false;
	*length = (unsigned)value;
	return true;
}

enum truth function_shares_link(struct call *call)
{
	const struct prefix *a = argument_prefix(call);
	const struct prefix *b = node_prefix(call->arguments[1].value);
	unsigned length;

	if (!a || !b || !argument_length(call, 2, a->family, &length))
		return TRUTH_UNKNOWN;
	return truth_of(a->family == b->family && prefix_shares_link(a, b, length));
}

enum truth function_is_usable_host(struct call *call)
{
	const struct prefix *prefix = argument_prefix(call);

	if (!prefix || !prefix->has_length)
		return TRUTH_UNKNOWN;
	return truth_of(prefix_is_usable_host(prefix));
}

enum truth function_has_host_bits(struct call *call)
{
	const struct prefix *prefix = argument_prefix(call);

	if (!prefix || !prefix->has_length)
		return TRUTH_UNKNOWN;
	return truth_of(prefix_has_host_bits(prefix));
}

/* The index of the set that argument 1 names; it is looked up once for a literal. */
static int argument_set(const struct call *call, const struct registry *registry)
{
	const struct argument *argument = &call->arguments[1];
	struct literal *literal = argument->literal;

	if (!literal)
		return registry_set_index(registry, node_text(argument->value));
	if (!literal->has_set) {
		literal->set = registry_set_index(registry, node_text(argument->value));
		literal->has_set = true;
	}
	return literal->set;
}

/* Unknown for a set that there is not: the registry may be of another day than the rule. */
enum truth function_is_in(struct call *call)
{
	const struct registry *registry = call->run->space->registry;
	const struct prefix *prefix = argument_prefix(call);
	struct block block;
	int set;

	if (!prefix || !registry || !argument_is_text(call, 1))
		return TRUTH_UNKNOWN;
	set = argument_set(call, registry);
	block = block_of(prefix);
	return set < 0 ? TRUTH_UNKNOWN : truth_of(registry_contains_block(registry, set, &block));
}

bool function_family(struct call *call, int64_t *family)
{
	const struct prefix *prefix = argument_prefix(call);

	if (prefix)
		*family = prefix->family;
	return prefix;
}

const struct node *function_address(struct call *call)
{
	const struct prefix *prefix = argument_prefix(call);
	char text[PREFIX_TEXT];

	return prefix ? give_text(call, text, prefix_print_address(prefix, text)) : NULL;
}

const struct node *function_network(struct call *call)
{
	const struct prefix *prefix = argument_prefix(call);
	struct prefix network;
	char text[PREFIX_TEXT];

	if (!prefix || !prefix->has_length)
		return NULL;
	network = prefix_network(prefix);
	return give_text(call, text, prefix_print(&network, text));
}

bool function_prefix_length(struct call *call, int64_t *length)
{
	const struct prefix *prefix = argument_prefix(call);

	if (!prefix || !prefix->has_length)
		return false;
	*length = prefix->length;
	return true;
}

/* Adds n to the bytes of the address; false if the result is beyond its family. */
static bool move_address(struct prefix *prefix, int64_t n)
{
	int first = prefix->family == 4 ? IPV4_AT : 0;

	for (int i = 15; i >= first; i--) {
		int64_t byte = prefix->address[i] + n % 256;

		n /= 256;
		if (byte < 0 || byte > 255) {
			n += byte < 0 ? -1 : 1;
			byte += byte < 0 ? 256 : -256;
		}
		prefix->address[i] = (uint8_t)byte;
	}
	return n == 0;
}

const struct node *function_address_offset(struct call *call)
{
	const struct prefix *prefix = argument_prefix(call);
	struct prefix moved;
	char text[PREFIX_TEXT];
	int64_t n;

	if (!prefix || !argument_integer(call, 1, &n))
		return NULL;
	moved = *prefix;
	if (!move_address(&moved, n))
		return NULL;
	return give_text(call, text, moved.has_length ? prefix_print(&moved, text) :
							prefix_print_address(&moved, text));
}

/* Nothing beyond 63 bits. */
bool function_host_index(struct call *call, int64_t *index)
{
	const struct prefix *prefix = argument_prefix(call);
	unsigned length;
	uint64_t number;

	if (!prefix || !argument_length(call, 1, prefix->family, &length) ||
	    !prefix_host_index(prefix, length, &number) || number > INT64_MAX)
		return false;
	*index = (int64_t)number;
	return true;
}

static bool argument_asn(const struct call *call, uint32_t *asn)
{
	const struct node *value = call->arguments[0].value;
	int64_t number;

	if (argument_is_text(call, 0))
		return asn_parse(node_text(value), value->length, asn);
	if (!argument_integer(call, 0, &number) || number < 0 || number > UINT32_MAX)
		return false;
	*asn = (uint32_t)number;
	return true;
}

bool function_asn(struct call *call, int64_t *number)
{
	uint32_t asn;

	if (!argument_asn(call, &asn))
		return false;
	*number = asn;
	return true;
}

const struct node *function_asn_class(struct call *call)
{
	const struct registry *registry = call->run->space->registry;
	const char *class;
	uint32_t asn;

	if (!registry || !argument_asn(call, &asn))
		return NULL;
	class = registry_asn_class(registry, asn);
	return give_constant(call, class, strlen(class));
}

bool function_mbps(struct call *call, int64_t *rate)
{
	const struct node *value = call->arguments[0].value;
	uint64_t mbps;

	if (!argument_is_text(call, 0) || !rate_parse(node_text(value), value->length, &mbps) ||
		mbps > INT64_MAX)
		return false;
	*rate = (int64_t)mbps;
	return true;
}
