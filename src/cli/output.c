#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

bool output_send(int fd, const struct buf *text)
{
	size_t done = 0;

	while (done < text->length) {
		ssize_t n = write(fd, text->data + done, text->length - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

/* What is no file (/dev/stderr, a FIFO), or a link to nothing, is not replaced: it is written to. */
static bool write_special(const char *path, const struct buf *text, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	bool ok = fd >= 0 && output_send(fd, text);

	if (!ok)
		err_set(err, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

/* What open(2) would have given a new file. */
static mode_t new_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

/* The same for what can be: real is path with its links followed. */
static bool write_beside(const char *path, const char *real, mode_t mode, const struct buf *text,
	struct err *err)
{
	size_t n = strlen(real) + sizeof(".XXXXXX");
	char *beside = heap_alloc(n);
	bool ok;
	int fd;

	snprintf(beside, n, "%s.XXXXXX", real);
	fd = mkstemp(beside);
	ok = fd >= 0 && output_send(fd, text) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
	if (!ok)
		err_set(err, "%s: %s", path, strerror(errno));
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = err_set(err, "%s: %s", path, strerror(errno));
	if (ok && rename(beside, real) != 0)
		ok = err_set(err, "%s: %s", path, strerror(errno));
	if (!ok && fd >= 0)
		unlink(beside);
	free(beside);
	return ok;
}

bool output_write(const char *path, const struct buf *text, struct err *err)
{
	struct stat status;
	char *real;
	bool ok;

	if (stat(path, &status) != 0) {
		if (errno != ENOENT)
			return err_set(err, "%s: %s", path, strerror(errno));
		if (lstat(path, &status) == 0)
			return write_special(path, text, err);
		return write_beside(path, path, new_mode(), text, err);
	}
	if (!S_ISREG(status.st_mode))
		return write_special(path, text, err);
	real = realpath(path, NULL);
	if (!real)
		return err_set(err, "%s: %s", path, strerror(errno));
	ok = write_beside(path, real, status.st_mode & 0777, text, err);
	free(real);
	return ok;
}
