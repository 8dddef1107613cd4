/*
 * For LD_PRELOAD: lets the n-th call of one sort fail, as PEERLINT_FAULT says
 * ("alloc:17", "read:3"), and all that follow where a plus says so ("write+:2").
 * "short" and "interrupt" are no failures: they read or write a single byte, or nothing
 * yet. What happened is told in the memory that is shared through the file
 * descriptor PEERLINT_FAULT_FD.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "inject.h"

/* glibc's own, which need no dlsym (that allocates). */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static char sort[16];
static unsigned long which;
static int onwards; /* all from which on */
static atomic_ulong calls;
static struct fault_told *told;

__attribute__((constructor)) static void begin(void)
{
	const char *fault = getenv("PEERLINT_FAULT"), *fd = getenv("PEERLINT_FAULT_FD");
	const char *colon = fault ? strchr(fault, ':') : NULL;
	void *memory;

	if (!colon || !fd || (size_t)(colon - fault) >= sizeof(sort))
		return;
	memory = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE, MAP_SHARED, atoi(fd), 0);
	if (memory == MAP_FAILED)
		return;
	which = strtoul(colon + 1, NULL, 10);
	onwards = colon > fault && colon[-1] == '+';
	memcpy(sort, fault, (size_t)(colon - fault - onwards));
	told = memory;
}

/* Whether this call is the one that fails. */
static int fails(const char *name, int error)
{
	unsigned long call;

	if (!told || strcmp(sort, name) != 0)
		return 0;
	call = atomic_fetch_add(&calls, 1) + 1;
	if (call != which && !(onwards && call > which))
		return 0;
	told->fired = 1;
	errno = error;
	return 1;
}

#ifndef NO_ALLOC /* the sanitizers have an allocator of their own */
void *malloc(size_t size)
{
	return fails("alloc", ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails("alloc", ENOMEM) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return fails("alloc", ENOMEM) ? NULL : __libc_realloc(old, size);
}
#endif

/* Defines a function that fails with an error, if it can, or else does what the next one of its name does. */
#define WRAP_IF(can, type, name, parameters, arguments, group, failure, error) \
	type name parameters \
	{ \
		static type(*next) parameters; \
		if ((can) && fails(group, error)) \
			return failure; \
		if (!next) \
			*(void **)&next = dlsym(RTLD_NEXT, #name); \
		return next arguments; \
	}
#define WRAP(type, name, parameters, arguments, group, failure, error) \
	WRAP_IF(1, type, name, parameters, arguments, group, failure, error)

/* The same for what moves bytes, and may move fewer than it is asked to. */
#define WRAP_MOVE(can, name, parameters, arguments, group, error) \
	ssize_t name parameters \
	{ \
		static ssize_t(*next) parameters; \
		if ((can) && (fails(group, error) || fails("interrupt", EINTR))) \
			return -1; \
		if ((can) && n > 1 && fails("short", 0)) \
			n = 1; \
		if (!next) \
			*(void **)&next = dlsym(RTLD_NEXT, #name); \
		return next arguments; \
	}

WRAP_MOVE(1, read, (int fd, void *bytes, size_t n), (fd, bytes, n), "read", EIO)
WRAP_MOVE(1, pread, (int fd, void *bytes, size_t n, off_t at), (fd, bytes, n, at), "read", EIO)
/* Not where messages go: nobody could say that they cannot. */
WRAP_MOVE(fd != STDERR_FILENO, write, (int fd, const void *bytes, size_t n), (fd, bytes, n),
	"write", ENOSPC)
WRAP(int, mkostemp, (char *path, int flags), (path, flags), "open", -1, EACCES)
WRAP(int, pthread_create, (pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *), void *context),
	(thread, how, run, context), "thread", EAGAIN, EAGAIN)
WRAP(void *, mmap, (void *at, size_t n, int can, int how, int fd, off_t offset), (at, n, can, how, fd, offset),
	"map", MAP_FAILED, ENOMEM)
WRAP(int, madvise, (void *at, size_t n, int advice), (at, n, advice), "advice", -1, EAGAIN)
WRAP(size_t, fwrite, (const void *bytes, size_t size, size_t n, FILE *stream),
	(bytes, size, n, stream), "write", 0, ENOSPC)
WRAP(int, fflush, (FILE *stream), (stream), "write", EOF, ENOSPC)
WRAP(int, close, (int fd), (fd), "close", -1, EIO)
WRAP(int, fsync, (int fd), (fd), "write", -1, EIO)
WRAP(int, fchmod, (int fd, mode_t mode), (fd, mode), "rename", -1, EPERM)
WRAP(int, unlink, (const char *path), (path), "unlink", -1, EPERM)
WRAP(int, rename, (const char *from, const char *to), (from, to), "rename", -1, EACCES)
WRAP(int, mkstemp, (char *path), (path), "open", -1, EACCES)
WRAP(int, stat, (const char *path, struct stat *status), (path, status), "stat", -1, EIO)
WRAP(int, lstat, (const char *path, struct stat *status), (path, status), "stat", -1, EIO)
WRAP(int, fstat, (int fd, struct stat *status), (fd, status), "stat", -1, EIO)
WRAP(int, access, (const char *path, int mode), (path, mode), "stat", -1, EIO)
WRAP(char *, realpath, (const char *path, char *out), (path, out), "stat", NULL, EIO)
WRAP(off_t, lseek, (int fd, off_t to, int whence), (fd, to, whence), "stat", -1, EIO)
WRAP(char *, getcwd, (char *out, size_t n), (out, n), "stat", NULL, EIO)
WRAP(DIR *, opendir, (const char *path), (path), "open", NULL, EMFILE)
WRAP(FILE *, fopen, (const char *path, const char *mode), (path, mode), "open", NULL, EMFILE)

int open(const char *path, int flags, ...)
{
	static int (*next)(const char *, int, ...);
	mode_t mode = 0;
	va_list args;

	if (flags & O_CREAT) {
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	if (fails("open", EMFILE))
		return -1;
	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "open");
	return next(path, flags, mode);
}

/* With a descriptor that is to be doubled, or nothing: there are no other uses. */
int fcntl(int fd, int command, ...)
{
	static int (*next)(int, int, ...);
	va_list args;
	int argument;

	va_start(args, command);
	argument = va_arg(args, int);
	va_end(args);
	if (fails("open", EMFILE))
		return -1;
	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "fcntl");
	return next(fd, command, argument);
}

void *mremap(void *old, size_t before, size_t after, int how, ...)
{
	static void *(*next)(void *, size_t, size_t, int, ...);

	if (fails("map", ENOMEM))
		return MAP_FAILED;
	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "mremap");
	return next(old, before, after, how);
}

WRAP(int, scandir, (const char *path, struct dirent ***list, int (*keep)(const struct dirent *),
	int (*order)(const struct dirent **, const struct dirent **)),
	(path, list, keep, order), "open", -1, ENOMEM)
