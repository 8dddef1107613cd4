/*
 * Runs a program again and again, each time with another call failing: every
 * allocation, every read, write, open … that it does. Each run must end with
 * status 2 and a message, or do all that it does without the fault; it must
 * leave the files that it writes whole, new or old, and no others.
 *   faults PROGRAM LIBRARY SORTS MOST FOLDER NAME ARGUMENT...   (NAME is argv[0])
 * SORTS: alloc,read,…, as the library has them.  MOST: at most so many runs a sort, spread evenly; 0: all.
 * FOLDER: where the program is run; input is there, and files named out.* are its
 * reports, which hold what FOLDER/old does before. Standard input is FOLDER/stdin, or, if that
 * is there, a pipe that gives what is in FOLDER/piped.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "inject.h"

#define TEXT_MAX (1 << 20)
#define REPORTS 4

extern char **environ;

/* What a run left behind. */
struct outcome {
	int status; /* as waitpid tells it */
	char *out, *err;
	char *reports[REPORTS]; /* out.0, out.1, …; NULL: not there */
	bool litter;            /* a file that nobody asked for */
};

static const char *program, *library, *folder;
static char **arguments;
static struct fault_told *told;
static int told_fd;
static size_t passed, failed;

static char *read_text(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = file ? malloc(TEXT_MAX) : NULL;

	if (text)
		text[fread(text, 1, TEXT_MAX - 1, file)] = '\0';
	if (file)
		fclose(file);
	return text;
}

/* What the reports were before: the text of FOLDER/old. */
static char *old;

static void write_old(const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file || fputs(old, file) < 0 || fclose(file) != 0) {
		perror(path);
		exit(2);
	}
}

static const char *in_folder(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static const char *report_path(size_t i)
{
	char name[16];

	snprintf(name, sizeof(name), "out.%zu", i);
	return in_folder(name);
}

/* Whether a file is neither a report nor what the run was given. */
static bool is_litter(const char *name)
{
	return strncmp(name, "out.", 4) == 0 && strlen(name) > 5;
}

static bool find_litter(void)
{
	DIR *stream = opendir(folder);
	bool found = false;

	for (struct dirent *entry; stream && (entry = readdir(stream));)
		if (is_litter(entry->d_name)) {
			found = true;
			unlink(in_folder(entry->d_name));
		}
	if (stream)
		closedir(stream);
	return found;
}

/* Makes standard input a pipe; who writes to it ends with it. False if there is nothing to write. */
static bool open_pipe(void)
{
	int file = open("piped", O_RDONLY), ends[2];
	char bytes[4096];
	ssize_t n;

	if (file < 0)
		return false;
	if (pipe(ends) != 0)
		_exit(99);
	if (fork() == 0) {
		close(ends[0]);
		while ((n = read(file, bytes, sizeof(bytes))) > 0)
			if (write(ends[1], bytes, (size_t)n) != n)
				break;
		_exit(0);
	}
	close(file);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	return true;
}

/* The child: it never comes back. */
static void become(const char *fault)
{
	char fd[16], path[4096];

	snprintf(fd, sizeof(fd), "%d", told_fd);
	snprintf(path, sizeof(path), "%s.err", folder);
	if (!freopen(path, "w", stderr))
		_exit(99);
	snprintf(path, sizeof(path), "%s.out", folder);
	if (!freopen(path, "w", stdout) || chdir(folder) != 0 ||
		(!open_pipe() && !freopen("stdin", "r", stdin)))
		_exit(99);
	/* Set last: the library must not count what is done here. */
	setenv("PEERLINT_FAULT", fault, 1);
	setenv("PEERLINT_FAULT_FD", fd, 1);
	setenv("LD_PRELOAD", library, 1);
	alarm(20);
	execv(program, arguments);
	_exit(99);
}

static void run(const char *fault, struct outcome *outcome)
{
	char path[4096];
	pid_t pid;

	told->fired = 0;
	for (size_t i = 0; i < REPORTS; i++)
		write_old(report_path(i));
	pid = fork();
	if (pid == 0)
		become(fault);
	if (pid < 0 || waitpid(pid, &outcome->status, 0) != pid) {
		perror("fork");
		exit(2);
	}
	snprintf(path, sizeof(path), "%s.out", folder);
	outcome->out = read_text(path);
	snprintf(path, sizeof(path), "%s.err", folder);
	outcome->err = read_text(path);
	for (size_t i = 0; i < REPORTS; i++)
		outcome->reports[i] = read_text(report_path(i));
	outcome->litter = find_litter();
}

static void forget(struct outcome *outcome)
{
	free(outcome->out);
	free(outcome->err);
	for (size_t i = 0; i < REPORTS; i++)
		free(outcome->reports[i]);
}

/* What the program can do without, or has to do once more: nothing of it is seen in what it says. */
static bool is_harmless(const char *sort)
{
	static const char *const harmless[] = { "short", "interrupt", "thread", "advice" };

	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		if (strncmp(sort, harmless[i], strlen(harmless[i])) == 0)
			return true;
	return false;
}

/* NULL, or what is wrong with a run in which something failed. */
static const char *judge(const char *sort, const struct outcome *whole,
	const struct outcome *faulty)
{
	bool said = faulty->err[0] != '\0';

	if (WIFSIGNALED(faulty->status))
		return WTERMSIG(faulty->status) == SIGALRM ? "hangs" : "dies by a signal";
	if (is_harmless(sort) && faulty->status != whole->status)
		return "fails, though nothing is missing";
	if (WEXITSTATUS(faulty->status) != 2 &&
	    (faulty->status != whole->status || strcmp(faulty->out, whole->out) != 0))
		return "says something else, and not that it failed";
	if (WEXITSTATUS(faulty->status) == 2 && !said)
		return "fails without a word";
	if (strstr(faulty->out, "[json/") && !strstr(whole->out, "[json/"))
		return "takes what it could not read for a broken text";
	if (strstr(faulty->err, "Sanitizer"))
		return "leaks or worse";
	for (size_t i = 0; i < REPORTS; i++) {
		const char *report = faulty->reports[i];

		if (!report || (strcmp(report, old) != 0 && strcmp(report, whole->reports[i]) != 0 &&
				       WEXITSTATUS(faulty->status) != 2))
			return "leaves a report that is neither whole nor the one before";
		if (WEXITSTATUS(faulty->status) != 2 && strcmp(report, whole->reports[i]) != 0)
			return "does not write a report, and does not say so";
		if (report[0] == '\0')
			return "leaves an empty report";
	}
	if (faulty->litter)
		return "leaves a file behind";
	return NULL;
}

/* A line in FOLDER.fired: calls of this sort did fail. */
static void note_fired(const char *sort)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s.fired", folder);
	file = fopen(path, "a");
	if (!file || fprintf(file, "%s\n", sort) < 0 || fclose(file) != 0) {
		perror(path);
		exit(2);
	}
}

static void check_sort(const char *sort, size_t most, const struct outcome *whole)
{
	size_t step = 1, runs = 0;

	for (size_t n = 1;; n += step) {
		struct outcome outcome;
		const char *wrong;
		char fault[64];

		snprintf(fault, sizeof(fault), "%s:%zu", sort, n);
		run(fault, &outcome);
		if (!told->fired) {
			forget(&outcome);
			break;
		}
		runs++;
		wrong = judge(sort, whole, &outcome);
		if (wrong) {
			failed++;
			for (char **argument = arguments; *argument; argument++)
				printf("%s ", *argument);
			printf("| %s fails: %s (status %#x)\n%.400s\n", fault, wrong,
				(unsigned)outcome.status, outcome.err);
		} else {
			passed++;
		}
		forget(&outcome);
		/* The first ones all, as most of them differ; later ones further and further apart. */
		if (most > 0 && runs > most)
			step = 1 + runs / most * 7;
	}
	if (runs > 0)
		note_fired(sort);
}

int main(int argc, char **argv)
{
	struct outcome whole;
	char *sorts;
	size_t most;

	if (argc < 8)
		return 2;
	program = argv[1];
	library = argv[2];
	sorts = argv[3];
	most = strtoul(argv[4], NULL, 10);
	folder = argv[5];
	arguments = argv + 6;
	told_fd = memfd_create("told", 0);
	if (told_fd < 0 || ftruncate(told_fd, sizeof(*told)) != 0)
		return 2;
	told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE, MAP_SHARED, told_fd, 0);
	if (told == MAP_FAILED)
		return 2;
	old = read_text(in_folder("old"));
	if (!old)
		return 2;
	run("none:0", &whole);
	if (WIFSIGNALED(whole.status) || WEXITSTATUS(whole.status) > 2) {
		printf("does not run: %s\n", whole.err);
		return 1;
	}
	for (char *sort = strtok(sorts, ","); sort; sort = strtok(NULL, ","))
		check_sort(sort, most, &whole);
	printf("%zu passed, %zu failed\n", passed, failed);
	return failed > 0;
}
