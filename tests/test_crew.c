/* Crews: every task is done once, by one worker at a time, and comes back in order. */
#include "base/crew.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#define WORKERS 8

struct hall {
	size_t busy[WORKERS]; /* only the worker itself writes to its place */
	bool clash;
};

struct task {
	size_t number, times, square;
};

static void square(void *context, size_t worker, void *argument)
{
	struct hall *hall = context;
	struct task *task = argument;

	if (worker >= WORKERS || hall->busy[worker]++ != 0) {
		hall->clash = true;
		return;
	}
	if (task->number % 7 == 0) /* some take longer than those behind them */
		usleep(200);
	task->square = task->number * task->number;
	task->times++;
	hall->busy[worker]--;
}

static void tasks_come_back_in_order(void **state)
{
	(void)state;
	for (size_t workers = 1; workers <= WORKERS; workers++) {
		enum { TASKS = 500 };
		struct task tasks[TASKS] = { 0 }, *taken;
		struct hall hall = { 0 };
		struct crew *crew = crew_new(workers);
		size_t next = 0;

		assert_null(crew_take(crew));
		for (size_t i = 0; i < TASKS; i++) {
			tasks[i].number = i;
			if (crew_is_full(crew)) {
				taken = crew_take(crew);
				assert_ptr_equal(taken, &tasks[next]);
				next++;
			}
			crew_give(crew, square, &hall, &tasks[i]);
		}
		while ((taken = crew_take(crew)))
			assert_ptr_equal(taken, &tasks[next++]);
		crew_free(crew);
		assert_int_equal(next, TASKS);
		assert_false(hall.clash);
		for (size_t i = 0; i < TASKS; i++) {
			assert_int_equal(tasks[i].square, i * i);
			assert_int_equal(tasks[i].times, 1);
		}
	}
}

static void a_crew_without_work_ends(void **state)
{
	(void)state;
	crew_free(crew_new(3));
	crew_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tasks_come_back_in_order),
		cmocka_unit_test(a_crew_without_work_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
