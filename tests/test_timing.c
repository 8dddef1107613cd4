/* Timing: each moment is told of one slot, whatever is begun within what. */
#include "base/timing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static void wait_for(uint64_t ns)
{
	for (uint64_t end = now() + ns; now() < end;)
		;
}

static void what_is_within_is_not_counted_twice(void **state)
{
	uint64_t start = now(), sum = 0;
	struct timing timing;
	size_t outer, inner;

	(void)state;
	timing_open(&timing);
	outer = timing_enter(&timing, 3);
	wait_for(1000000);
	inner = timing_enter(&timing, 70);
	wait_for(2000000);
	timing_leave(&timing, inner);
	inner = timing_enter(&timing, 70);
	timing_leave(&timing, inner);
	timing_leave(&timing, outer);
	assert_int_equal(outer, 0);
	assert_int_equal(inner, 3);
	assert_int_equal(timing.slots[3].count, 1);
	assert_int_equal(timing.slots[70].count, 2);
	assert_int_equal(timing.slots[69].count, 0);
	assert_true(timing.slots[3].ns >= 1000000);
	assert_true(timing.slots[70].ns >= 2000000);
	for (size_t i = 0; i < timing.nslots; i++)
		sum += timing.slots[i].ns;
	assert_true(sum >= 3000000 && sum <= now() - start);
	timing_close(&timing);
}

static void nothing_is_timed_without_a_clock(void **state)
{
	(void)state;
	assert_int_equal(timing_enter(NULL, 7), 0);
	timing_leave(NULL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_within_is_not_counted_twice),
		cmocka_unit_test(nothing_is_timed_without_a_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
