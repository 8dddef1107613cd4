/*
 * Runs commands in turn and compares them with the first: measure ROUNDS TITLE FIGURES <FILE
 * Each line of the input is a name, a tab, and the words of a command. Prints a
 * row of a table for each: how many times the first it takes (the median, and
 * where half of the rounds lie), milliseconds, and peak memory. A status that is
 * not 0 is told: what failed was not measured. FIGURES gets the same, parted by
 * tabs, with TITLE before it: title, name, times the first, its quartiles, ms, MiB.
 * With CLOCK=cpu in the environment times are those of the processor, for a
 * machine that has other things to do.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define COMMANDS 32
#define WORDS 2048
#define ROUNDS 1000

extern char **environ;

struct command {
	char *name;
	char *words[WORDS + 1];
	double times[ROUNDS], ratios[ROUNDS]; /* in ms */
	long peak;                            /* KiB */
	int status;
};

static struct command commands[COMMANDS];
static bool use_processor;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double in_ms(const struct timeval *time)
{
	return (double)time->tv_sec * 1e3 + (double)time->tv_usec / 1e3;
}

static double run(struct command *command)
{
	posix_spawn_file_actions_t actions;
	struct rusage usage;
	double start;
	pid_t child;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	start = now();
	if (posix_spawnp(&child, command->words[0], &actions, NULL, command->words, environ) != 0 ||
	    wait4(child, &command->status, 0, &usage) < 0) {
		fprintf(stderr, "measure: %s cannot be run\n", command->words[0]);
		exit(1);
	}
	start = use_processor ? in_ms(&usage.ru_utime) + in_ms(&usage.ru_stime) : now() - start;
	posix_spawn_file_actions_destroy(&actions);
	if (usage.ru_maxrss > command->peak)
		command->peak = usage.ru_maxrss;
	return start;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void print_row(struct command *command, int rounds, const char *title, FILE *figures)
{
	double peak = (double)command->peak / 1024;

	qsort(command->times, (size_t)rounds, sizeof(double), compare);
	qsort(command->ratios, (size_t)rounds, sizeof(double), compare);
	printf("| %s", command->name);
	if (command->status != 0)
		printf(" (status %d)", WEXITSTATUS(command->status));
	printf(" | %.2f | %.2f–%.2f | %.2f | %.1f |\n", command->ratios[rounds / 2],
		command->ratios[rounds / 4], command->ratios[rounds * 3 / 4],
		command->times[rounds / 2], peak);
	fprintf(figures, "%s\t%s\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\n", title, command->name,
		command->ratios[rounds / 2], command->ratios[rounds / 4],
		command->ratios[rounds * 3 / 4], command->times[rounds / 2], peak);
}

static int read_commands(void)
{
	static char line[1 << 20];
	int n = 0;

	while (n < COMMANDS && fgets(line, sizeof(line), stdin)) {
		char *rest = strdup(line), *word;
		int words = 0;

		commands[n].name = strsep(&rest, "\t");
		while (words < WORDS && (word = strsep(&rest, " \n")))
			if (*word)
				commands[n].words[words++] = word;
		n += words > 0;
	}
	return n;
}

int main(int argc, char **argv)
{
	int rounds = argc == 4 ? atoi(argv[1]) : 0, n = read_commands();
	FILE *figures = argc == 4 ? fopen(argv[3], "a") : NULL;
	const char *clock = getenv("CLOCK");

	use_processor = clock && strcmp(clock, "cpu") == 0;
	if (rounds < 1 || rounds > ROUNDS || n == 0 || !figures)
		return 2;
	for (int round = -1; round < rounds; round++) { /* one to warm up */
		for (int i = 0; i < n; i++) {
			double time = run(&commands[i]);

			if (round < 0)
				continue;
			commands[i].times[round] = time;
			commands[i].ratios[round] = time / commands[0].times[round];
		}
	}
	for (int i = 0; i < n; i++)
		print_row(&commands[i], rounds, argv[2], figures);
	return fclose(figures) != 0;
}
