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

static bool write_all(int fd, const struct buf *text)
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

/* What is no file (/dev/stderr, a FIFO) cannot be replaced: it is written to. */
static bool write_special(const char *path, const struct buf *text, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write_all(fd, text);

	if (!ok)
		err_set(err, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

bool output_write(const char *path, const struct buf *text, struct err *err)
{
	size_t n = strlen(path) + sizeof(".XXXXXX");
	struct stat status;
	char *beside;
	mode_t mask;
	bool ok;
	int fd;

	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
		return write_special(path, text, err);
	beside = heap_alloc(n);
	snprintf(beside, n, "%s.XXXXXX", path);
	fd = mkstemp(beside);
	ok = fd >= 0 && write_all(fd, text);
	mask = umask(0);
	umask(mask);
	if (ok)
		ok = fchmod(fd, 0666 & ~mask) == 0 && fsync(fd) == 0;
	if (!ok)
		err_set(err, "%s: %s", path, strerror(errno));
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = err_set(err, "%s: %s", path, strerror(errno));
	if (ok && rename(beside, path) != 0)
		ok = err_set(err, "%s: %s", path, strerror(errno));
	if (!ok && fd >= 0)
		unlink(beside);
	free(beside);
	return ok;
}
