/*
 * AS numbers: reading one from text.
 * Knows RFC text forms; nothing of JSON or rules. What a number is for is in registry.
 */
#ifndef PEERLINT_ASN_H
#define PEERLINT_ASN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads "64512", "AS64512" (either case) or asdot "1.10" (RFC 5396); the whole
 * text must be the number: no sign, no blank, no leading zero. False, and *asn
 * untouched, if it is none or above 4294967295.
 */
bool asn_parse(const char *text, size_t n, uint32_t *asn);

#endif
