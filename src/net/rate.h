/*
 * Bandwidths as vendors write them: 50M, 10G.
 * Knows text; nothing of JSON.
 */
#ifndef PEERLINT_RATE_H
#define PEERLINT_RATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Mbit/s of "500M", "10G", "1T": a decimal integer without sign or leading
 * zero and one letter. False, and *mbps untouched, for all else ("1Gbps", "1g").
 */
bool rate_parse(const char *text, size_t n, uint64_t *mbps);

#endif
