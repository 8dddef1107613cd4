/*
 * Where the time of a run goes: a clock that is switched from one thing to
 * the next, so that each nanosecond is told of one.
 * Knows C; nothing of what is timed.
 */
#ifndef PEERLINT_TIMING_H
#define PEERLINT_TIMING_H

#include <stddef.h>
#include <stdint.h>

/* What one thing took: in nanoseconds, and how often it was begun. */
struct timing_slot {
	uint64_t ns, count;
};

/* Slots are numbers that the caller gives; 0 is what is in none. */
struct timing {
	struct timing_slot *slots;
	size_t nslots;
	size_t now;     /* the slot that time goes to */
	uint64_t since; /* when it last began to */
};

/* Begins to time slot 0. */
void timing_open(struct timing *timing);
void timing_close(struct timing *timing);

/* The rest of these is for timing_enter and timing_leave. */
size_t timing_begin(struct timing *timing, size_t slot);
void timing_resume(struct timing *timing, size_t slot);

/* Begins what slot stands for; gives the slot that was on, for timing_leave. NULL: nothing is timed. */
static inline size_t timing_enter(struct timing *timing, size_t slot)
{
	return timing ? timing_begin(timing, slot) : 0;
}

/* Goes on with what was on before. */
static inline void timing_leave(struct timing *timing, size_t before)
{
	if (timing)
		timing_resume(timing, before);
}

#endif
