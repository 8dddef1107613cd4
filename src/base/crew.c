#include "base/crew.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "base/mem.h"

struct job {
	crew_work *work;
	void *context, *task;
	bool done;
};

/* Jobs are numbered as they are given; job i is in jobs[i % cap]. */
struct crew {
	pthread_mutex_t mutex; /* for all below */
	pthread_cond_t given;  /* to the workers: there is a job, or the end */
	pthread_cond_t done;   /* to the caller */
	struct job *jobs;
	size_t cap;
	size_t first; /* the oldest that was not taken */
	size_t next;  /* the oldest that nobody has begun */
	size_t end;   /* of those that were given */
	bool over;
	pthread_t *threads;
	size_t nthreads, started;
};

/* Does the oldest job that nobody has begun; called, and left, with the mutex. */
static void do_next(struct crew *crew, size_t worker)
{
	struct job *job = &crew->jobs[crew->next++ % crew->cap];

	pthread_mutex_unlock(&crew->mutex);
	job->work(job->context, worker, job->task);
	pthread_mutex_lock(&crew->mutex);
	job->done = true;
	pthread_cond_signal(&crew->done);
}

static void *run_worker(void *context)
{
	struct crew *crew = context;
	size_t worker;

	pthread_mutex_lock(&crew->mutex);
	worker = crew->started++;
	while (!crew->over) {
		if (crew->next < crew->end)
			do_next(crew, worker);
		else
			pthread_cond_wait(&crew->given, &crew->mutex);
	}
	pthread_mutex_unlock(&crew->mutex);
	return NULL;
}

/* Signals are the caller's. */
static void start_threads(struct crew *crew, size_t n)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (crew->nthreads < n &&
	       pthread_create(&crew->threads[crew->nthreads], NULL, run_worker, crew) == 0)
		crew->nthreads++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct crew *crew_new(size_t workers)
{
	struct crew *crew = heap_zalloc(sizeof(*crew));

	assert(workers > 0);
	crew->cap = workers * CREW_TASKS;
	crew->jobs = heap_zalloc(crew->cap * sizeof(*crew->jobs));
	crew->threads = heap_zalloc(workers * sizeof(*crew->threads));
	pthread_mutex_init(&crew->mutex, NULL);
	pthread_cond_init(&crew->given, NULL);
	pthread_cond_init(&crew->done, NULL);
	start_threads(crew, workers - 1);
	return crew;
}

void crew_free(struct crew *crew)
{
	if (!crew)
		return;
	assert(crew->first == crew->end);
	pthread_mutex_lock(&crew->mutex);
	crew->over = true;
	pthread_cond_broadcast(&crew->given);
	pthread_mutex_unlock(&crew->mutex);
	for (size_t i = 0; i < crew->nthreads; i++)
		pthread_join(crew->threads[i], NULL);
	pthread_cond_destroy(&crew->done);
	pthread_cond_destroy(&crew->given);
	pthread_mutex_destroy(&crew->mutex);
	free(crew->threads);
	free(crew->jobs);
	free(crew);
}

/* Only the caller changes first and end. */
bool crew_is_full(const struct crew *crew)
{
	return crew->end - crew->first == crew->cap;
}

bool crew_is_busy(const struct crew *crew)
{
	return crew->end > crew->first;
}

void crew_give(struct crew *crew, crew_work *work, void *context, void *task)
{
	assert(!crew_is_full(crew));
	pthread_mutex_lock(&crew->mutex);
	crew->jobs[crew->end++ % crew->cap] = (struct job){ work, context, task, false };
	pthread_cond_signal(&crew->given);
	pthread_mutex_unlock(&crew->mutex);
}

void *crew_take(struct crew *crew)
{
	struct job *job = &crew->jobs[crew->first % crew->cap];

	if (crew->first == crew->end)
		return NULL;
	pthread_mutex_lock(&crew->mutex);
	while (!job->done) {
		if (crew->next < crew->end)
			do_next(crew, crew->nthreads);
		else
			pthread_cond_wait(&crew->done, &crew->mutex);
	}
	crew->first++;
	pthread_mutex_unlock(&crew->mutex);
	return job->task;
}
