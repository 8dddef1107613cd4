/*
 * Threads that share work, whose results are taken in the order in which the
 * work was given.
 * Knows threads; nothing of what the work is.
 */
#ifndef PEERLINT_CREW_H
#define PEERLINT_CREW_H

#include <stdbool.h>
#include <stddef.h>

struct crew;

/* Does a task; worker, from 0, is the number of the thread: two tasks at the same time differ in it. */
typedef void crew_work(void *context, size_t worker, void *task);

/*
 * A crew of this many workers, the caller being the last of them: it works while it
 * waits. Where the system gives fewer threads there are fewer. At most
 * CREW_TASKS * workers tasks are under way.
 */
#define CREW_TASKS 4
struct crew *crew_new(size_t workers);

/* Ends the threads; the tasks that were given must have been taken. Takes NULL. */
void crew_free(struct crew *crew);

/* Whether a task has to be taken before another one can be given. */
bool crew_is_full(const struct crew *crew);

/* Whether there are tasks to take. */
bool crew_is_busy(const struct crew *crew);

/* What work is called with: context and task. */
void crew_give(struct crew *crew, crew_work *work, void *context, void *task);

/* The oldest of the tasks that were given, done; NULL if all were taken. */
void *crew_take(struct crew *crew);

#endif
