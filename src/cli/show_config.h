/*
 * What applies to a file and where each value came from: --show-config.
 * Knows configurations and options; prints.
 */
#ifndef PEERLINT_SHOW_CONFIG_H
#define PEERLINT_SHOW_CONFIG_H

struct options;

/* Returns the exit status. */
int show_config(const struct options *options);

#endif
