#include "text/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"

/* Read at once at first; doubled up to the second, as one read of a large file is no faster than several. */
#define BLOCK_MIN (16 * 1024)
#define BLOCK_MAX (1024 * 1024)

bool file_read_part(int fd, size_t likely, size_t most, struct buf *out, bool *all,
	struct err *err)
{
	size_t block = likely > 0 && likely < BLOCK_MAX ? likely + 1 : BLOCK_MIN;
	size_t start = out->length;

	*all = false;
	while (out->length - start <= most) {
		ssize_t n;
		size_t length = out->length;

		buf_reserve(out, block);
		n = read(fd, out->data + length, block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, "%s", strerror(errno));
		*all = n == 0;
		if (*all)
			break;
		buf_grown(out, (size_t)n);
		if (out->length - start == likely)
			block = 1; /* most likely there is no more */
		else if (block < BLOCK_MAX)
			block *= 2;
	}
	return true;
}

bool file_read_rest(int fd, size_t most, struct buf *out, struct err *err)
{
	struct stat status;
	bool all, regular = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);

	if (!file_read_part(fd, regular ? (size_t)status.st_size : 0, most, out, &all, err))
		return false;
	return all || err_set(err, "has more than %zu bytes, which is the limit", most);
}

bool file_read(const char *path, size_t most, struct buf *out, struct err *err)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return err_set(err, "%s", strerror(errno));
	ok = file_read_rest(fd, most, out, err);
	if (fd != STDIN_FILENO)
		close(fd);
	return ok;
}

bool file_is_absent(const char *path)
{
	return access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
}
