/*
 * What the library that lets calls fail tells the program that asked for it.
 * Knows nothing of either.
 */
#ifndef PEERLINT_INJECT_H
#define PEERLINT_INJECT_H

struct fault_told {
	int fired; /* the call that was to fail came */
};

#endif
