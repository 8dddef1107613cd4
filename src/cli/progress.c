#include "cli/progress.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/options.h"
#include "cli/output.h"

#define FIRST_AFTER_MS 1000
#define AGAIN_AFTER_MS 100
#define BAR 30

static void wait_for(struct progress *progress, long ms)
{
	clock_gettime(CLOCK_MONOTONIC, &progress->next);
	progress->next.tv_sec += ms / 1000;
	progress->next.tv_nsec += ms % 1000 * 1000000;
	if (progress->next.tv_nsec >= 1000000000) {
		progress->next.tv_sec++;
		progress->next.tv_nsec -= 1000000000;
	}
}

static bool is_due(const struct progress *progress)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > progress->next.tv_sec ||
		(now.tv_sec == progress->next.tv_sec && now.tv_nsec >= progress->next.tv_nsec);
}

void progress_start(struct progress *progress, const struct options *options, size_t total)
{
	const char *term = getenv("TERM");

	*progress = (struct progress){ .total = total };
	progress->on = total > 1 && !options->quiet && isatty(STDERR_FILENO) && term &&
		strcmp(term, "dumb") != 0;
	if (progress->on)
		wait_for(progress, FIRST_AFTER_MS);
}

void progress_step(struct progress *progress, size_t done)
{
	static const char full[] = "##############################";
	struct buf line;

	if (!progress->on || !is_due(progress))
		return;
	buf_init(&line);
	buf_printf(&line, "\r[%-*.*s] %zu of %zu files", BAR, (int)(done * BAR / progress->total), full,
		done, progress->total);
	output_send(STDERR_FILENO, &line);
	buf_release(&line);
	progress->shown = true;
	wait_for(progress, AGAIN_AFTER_MS);
}

void progress_clear(struct progress *progress)
{
	static char gone[] = "\r\033[K";

	if (progress->shown)
		output_send(STDERR_FILENO, &(struct buf){ .data = gone, .length = sizeof(gone) - 1 });
	progress->shown = false;
}
