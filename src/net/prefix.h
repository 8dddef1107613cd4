/*
 * IP addresses and prefixes of both families: read strictly here, compared with
 * libcidr's help, of which this is the only user.
 * Knows addresses; nothing of JSON or rules.
 */
#ifndef PEERLINT_PREFIX_H
#define PEERLINT_PREFIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that hold any prefix as text, with its NUL. */
#define PREFIX_TEXT 64

/*
 * An address, alone (length 32 or 128, has_length false) or with a prefix
 * length. Host bits are kept. IPv4 is in the last four bytes of the mapped
 * form, ::ffff:0:0/96, so that both families compare as 16 bytes; length is
 * the one that was written (0..32 for IPv4).
 */
struct prefix {
	uint8_t address[16];
	uint8_t length;
	uint8_t family; /* 4 or 6 */
	bool has_length;
};

/* What is accepted. */
enum prefix_form {
	PREFIX_ADDRESS = 1, /* 192.0.2.1 */
	PREFIX_LENGTH = 2,  /* 192.0.2.1/31 */
	PREFIX_ANY = 3,
};

/*
 * Reads text strictly: dotted quads without leading zeros, RFC 4291 section
 * 2.2 for IPv6 without zone, a decimal length without sign or leading zero.
 * Returns NULL, or what is wrong as a phrase that completes "<text> is no
 * address: …" ("an octet is above 255", "has no prefix length"); then *prefix
 * is untouched. The phrase is a constant.
 */
const char *prefix_parse(const char *text, size_t n, enum prefix_form form, struct prefix *prefix);

/*
 * Write the address, and address/length (whatever has_length says), in RFC
 * 5952's form with a NUL behind it. They return the length of the text.
 */
size_t prefix_print_address(const struct prefix *prefix, char out[PREFIX_TEXT]);
size_t prefix_print(const struct prefix *prefix, char out[PREFIX_TEXT]);

/* The prefix with its host bits cleared; and with all of them set. */
struct prefix prefix_network(const struct prefix *prefix);
struct prefix prefix_last(const struct prefix *prefix);

bool prefix_has_host_bits(const struct prefix *prefix);

/* The same address, whatever the length; and the same network of the same length. */
bool prefix_same_address(const struct prefix *a, const struct prefix *b);
bool prefix_same_subnet(const struct prefix *a, const struct prefix *b);

/* Whether outer holds all of inner; not across families. An address is a prefix of full length. */
bool prefix_contains(const struct prefix *outer, const struct prefix *inner);
bool prefix_overlaps(const struct prefix *a, const struct prefix *b);

/*
 * Not the network or broadcast address of its own prefix; all of /31, /32, /127, /128 are usable
 * (RFC 3021, RFC 6164), and in IPv6 only the network's own address (the subnet-router anycast
 * address, RFC 4291 section 2.6.1) is not.
 */
bool prefix_is_usable_host(const struct prefix *prefix);

/*
 * Whether two addresses, whose own lengths do not count, are both usable hosts of one prefix of
 * this length. An address shares the link with itself; a length that the family has not: false.
 */
bool prefix_shares_link(const struct prefix *a, const struct prefix *b, unsigned length);

/*
 * <0, 0, >0: by family, network address, then length, shorter first. A prefix
 * sorts before what it contains.
 */
int prefix_compare(const struct prefix *a, const struct prefix *b);

/*
 * The address n further on, with the length of prefix. False, and *result
 * untouched, beyond the family's ends.
 */
bool prefix_offset(const struct prefix *prefix, int64_t n, struct prefix *result);

/*
 * The number of the address in its prefix of this length: 169.254.0.2 is 2 in
 * a /30. False, and *index untouched, if it is above 2^64 - 1, or the family
 * has no such length.
 */
bool prefix_host_index(const struct prefix *prefix, unsigned length, uint64_t *index);

#endif
