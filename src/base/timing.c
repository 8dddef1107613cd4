#include "base/timing.h"

#include <stdlib.h>
#include <time.h>

#include "base/mem.h"

static uint64_t read_clock(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static void make_room(struct timing *timing, size_t slot)
{
	if (slot >= timing->nslots)
		timing->slots = heap_grow_zero(timing->slots, &timing->nslots, slot + 1,
			sizeof(*timing->slots));
}

void timing_open(struct timing *timing)
{
	*timing = (struct timing){ 0 };
	make_room(timing, 0);
	timing->since = read_clock();
}

void timing_close(struct timing *timing)
{
	free(timing->slots);
}

void timing_resume(struct timing *timing, size_t slot)
{
	uint64_t time = read_clock();

	timing->slots[timing->now].ns += time - timing->since;
	timing->since = time;
	timing->now = slot;
}

size_t timing_begin(struct timing *timing, size_t slot)
{
	size_t before = timing->now;

	make_room(timing, slot);
	timing_resume(timing, slot);
	timing->slots[slot].count++;
	return before;
}
