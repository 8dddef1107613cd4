#include "text/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "text/file.h"

/* Bytes that are skipped between two looks for which a block is worth to be read as a whole. */
#define NEAR (PAGES_BLOCK / 8)

#define STRETCH_BYTES (PAGES_STRETCH * PAGES_BLOCK)

static bool too_long(size_t most, struct err *err)
{
	return err_set(err, "has more than %zu bytes, which is the limit: --max-file-size N reads more",
		most);
}

static size_t block_count(const struct pages *pages)
{
	return (pages->length + PAGES_BLOCK - 1) / PAGES_BLOCK;
}

/* Of the addresses of a large file: stretches are whole. */
static size_t room(const struct pages *pages)
{
	return (block_count(pages) + PAGES_STRETCH - 1) / PAGES_STRETCH * STRETCH_BYTES;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

void pages_init(struct pages *pages, const char *text, size_t length)
{
	*pages = (struct pages){ .data = text, .length = length, .fd = -1 };
	buf_init(&pages->own);
}

/* {=== opening === */

/* Addresses, at these if they are not NULL; memory comes with the first use. MAP_FAILED if there are none. */
static void *map(void *at, size_t n)
{
	void *data = mmap(at, n, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (at ? MAP_FIXED : 0), -1, 0);

	/* What is given back a part at a time must not come in huge pages. */
	if (data != MAP_FAILED)
		madvise(data, n, MADV_NOHUGEPAGE);
	return data;
}

/* Addresses for all bytes of a large file. */
static bool reserve(struct pages *pages, struct err *err)
{
	void *data = map(NULL, room(pages));

	if (data == MAP_FAILED)
		return err_set(err, "out of memory");
	pages->data = data;
	pages->present = heap_zalloc((block_count(pages) / 64 + 1) * sizeof(*pages->present));
	pages->npresent = 0;
	pages->nspare = 0;
	pages->moved = SIZE_MAX;
	pages->hold_from = pages->hold_to = 0;
	return true;
}

/* A file without a name, gone when it is closed; -1 if there can be none. */
static int open_temporary(void)
{
	const char *folder = getenv("TMPDIR");
	struct mem mem = { 0 };
	char *name = mem_printf(&mem, "%s/peerlint-XXXXXX", folder && *folder ? folder : "/tmp");
	int fd = mkostemp(name, O_CLOEXEC);

	if (fd >= 0)
		unlink(name);
	mem_release(&mem);
	return fd;
}

static bool write_all(int fd, const char *bytes, size_t n, struct err *err)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return err_set(err, "no room to keep it while it is read: %s", strerror(errno));
		bytes += written;
		n -= (size_t)written;
	}
	return true;
}

/* Copies what was read of a stream, and the rest of it, into a file. */
static bool copy_stream(struct pages *pages, int from, size_t most, struct err *err)
{
	struct buf *part = &pages->own;
	bool all = false;

	pages->length = 0;
	for (;;) {
		if (!write_all(pages->fd, part->data, part->length, err))
			return false;
		pages->length += part->length;
		if (pages->length > most)
			return too_long(most, err);
		if (all)
			return true;
		buf_clear(part);
		if (!file_read_part(from, PAGES_BLOCK, PAGES_BLOCK, part, &all, err))
			return false;
	}
}

/* A stream of which the beginning was read, and there is more. */
static bool take_stream(struct pages *pages, int from, size_t most, struct err *err)
{
	pages->fd = open_temporary();
	if (pages->fd < 0) { /* then it has to be in memory */
		if (!file_read_rest(from, most - pages->own.length, &pages->own, err))
			return false;
		pages->data = pages->own.data;
		pages->length = pages->own.length;
		return true;
	}
	/* The buffer is not freed before all else: malloc would take large blocks for usual then. */
	if (!copy_stream(pages, from, most, err))
		return false;
	pages->large = true;
	return reserve(pages, err);
}

/* All of a small file; true too if it turns out to have more bytes, then *all is false. */
static bool take_small(struct pages *pages, int fd, size_t likely, size_t small, bool *all,
	struct err *err)
{
	if (!file_read_part(fd, likely, small, &pages->own, all, err))
		return false;
	pages->data = pages->own.data;
	pages->length = pages->own.length;
	return true;
}

static bool open_file(struct pages *pages, int fd, const char *path, size_t most, size_t small,
	struct err *err)
{
	struct stat status;
	bool regular = fstat(fd, &status) == 0 && S_ISREG(status.st_mode), all;
	off_t skip = regular && fd == STDIN_FILENO ? lseek(fd, 0, SEEK_CUR) : 0;

	if (regular && skip >= 0 && status.st_size - skip > (off_t)small) {
		pages->length = (size_t)(status.st_size - skip);
		if (pages->length > most)
			return too_long(most, err);
		pages->large = true;
		pages->skip = skip;
		pages->fd = fd;
		pages->path = fd == STDIN_FILENO ? NULL : path;
		return reserve(pages, err);
	}
	if (!take_small(pages, fd, regular ? (size_t)status.st_size : 0, least(small, most), &all, err))
		return false;
	if (!all)
		return most <= small ? too_long(most, err) : take_stream(pages, fd, most, err);
	if (regular && fd != STDIN_FILENO && pages->length == (size_t)status.st_size)
		pages->path = path;
	return true;
}

bool pages_open(struct pages *pages, const char *path, size_t most, size_t small, struct err *err)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	bool ok;

	pages_init(pages, NULL, 0);
	if (fd < 0)
		return err_set(err, "%s", strerror(errno));
	ok = open_file(pages, fd, path, most, small, err);
	if (fd != STDIN_FILENO && fd != pages->fd)
		close(fd);
	return ok;
}

bool pages_share(struct pages *pages, const struct pages *of, struct err *err)
{
	pages_init(pages, of->data, of->length);
	if (!of->large)
		return true;
	pages->skip = of->skip;
	pages->fd = fcntl(of->fd, F_DUPFD_CLOEXEC, 0);
	if (pages->fd < 0)
		return err_set(err, "%s", strerror(errno));
	pages->large = true;
	return reserve(pages, err);
}

/* }=== */

/* {=== blocks === */

static bool is_present(const struct pages *pages, size_t block)
{
	return pages->present[block / 64] >> (block % 64) & 1;
}

static char *stretch_bytes(const struct pages *pages, size_t stretch)
{
	return (char *)(uintptr_t)pages->data + stretch * STRETCH_BYTES;
}

static void give_back(const struct pages *pages, size_t stretch)
{
	madvise(stretch_bytes(pages, stretch), STRETCH_BYTES, MADV_DONTNEED);
}

/* Those of its blocks that are present, as bits of the word that they are in. */
static uint64_t present_bits(const struct pages *pages, size_t stretch)
{
	size_t first = stretch * PAGES_STRETCH;
	uint64_t all = (((uint64_t)1 << PAGES_STRETCH) - 1) << (first % 64);

	return pages->present[first / 64] & all;
}

/* Forgets the blocks of a stretch, and keeps its memory for the next one if there is room. */
static void drop(struct pages *pages, size_t stretch)
{
	uint64_t bits = present_bits(pages, stretch);

	if (bits == 0)
		return;
	pages->present[stretch * PAGES_STRETCH / 64] &= ~bits;
	pages->npresent -= (size_t)__builtin_popcountll(bits);
	if (pages->nspare < PAGES_SPARE)
		pages->spare[pages->nspare++] = stretch;
	else
		give_back(pages, stretch);
}

/* Drops the stretches that have no block that is held or in [from, to). */
static void drop_others(struct pages *pages, size_t from, size_t to)
{
	size_t held = pages->hold_from / STRETCH_BYTES;
	size_t held_end = (pages->hold_to + STRETCH_BYTES - 1) / STRETCH_BYTES;

	from /= PAGES_STRETCH;
	to = (to + PAGES_STRETCH - 1) / PAGES_STRETCH;
	for (size_t i = 0; i * PAGES_STRETCH < block_count(pages) && pages->npresent > 0; i++) {
		if (pages->present[i * PAGES_STRETCH / 64] == 0)
			i |= 64 / PAGES_STRETCH - 1;
		else if ((i < from || i >= to) && (i < held || i >= held_end))
			drop(pages, i);
	}
}

/* Moves the memory of a spare stretch to another one, where the system can: nothing has to be cleared then. */
static void move_memory(struct pages *pages, size_t from, size_t to)
{
#ifdef MREMAP_DONTUNMAP
	char *old = stretch_bytes(pages, from);

	if (mremap(old, STRETCH_BYTES, STRETCH_BYTES,
		    MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP,
		    stretch_bytes(pages, to)) != MAP_FAILED) {
		map(old, STRETCH_BYTES); /* one mapping with what is around: a process has only so many */
		pages->moved = to;
		return;
	}
#endif
	give_back(pages, from);
}

/* Uses the memory of a spare stretch for one that has no block yet: its own, if it was spared itself. */
static void take_spare(struct pages *pages, size_t stretch)
{
	size_t i = pages->nspare;

	while (i > 0 && pages->spare[i - 1] != stretch)
		i--;
	if (i > 0)
		pages->spare[i - 1] = pages->spare[--pages->nspare];
	else if (pages->nspare > 0)
		move_memory(pages, pages->spare[--pages->nspare], stretch);
}

/* Copies bytes [at, end) of the file; zeros where they cannot be had. */
static void copy(struct pages *pages, size_t at, size_t end, char *out)
{
	while (at < end) {
		ssize_t n = pread(pages->fd, out, end - at, pages->skip + (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			pages->failed = true;
			memset(out, 0, end - at);
			break;
		}
		at += (size_t)n;
		out += n;
	}
}

static void load(struct pages *pages, size_t block)
{
	size_t at = block * PAGES_BLOCK, end = least(at + PAGES_BLOCK, pages->length);
	size_t stretch = block / PAGES_STRETCH;
	char *out = (char *)(uintptr_t)pages->data + at;

	if (present_bits(pages, stretch) == 0)
		take_spare(pages, stretch);
#ifdef MADV_POPULATE_WRITE /* all its pages at once, if it has none yet */
	if (stretch != pages->moved)
		madvise(out, PAGES_BLOCK, MADV_POPULATE_WRITE);
#endif
	copy(pages, at, end, out);
	pages->present[block / 64] |= (uint64_t)1 << (block % 64);
	pages->npresent++;
}

/* Reads a small file again; zeros where it cannot be. */
static void load_all(struct pages *pages, int fd)
{
	size_t n = 0;

	buf_reserve(&pages->own, pages->length);
	while (n < pages->length) {
		ssize_t more = fd < 0 ? 0 : read(fd, pages->own.data + n, pages->length - n);

		if (more < 0 && errno == EINTR)
			continue;
		if (more <= 0)
			break;
		n += (size_t)more;
	}
	pages->failed = pages->failed || n < pages->length;
	memset(pages->own.data + n, 0, pages->length - n);
	buf_grown(&pages->own, pages->length);
	pages->data = pages->own.data;
}

/* Opens again what pages_rest has given back. Not a FIFO that has come in its place: it would block. */
static void wake(struct pages *pages)
{
	int fd = open(pages->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;

	pages->resting = false;
	if (fd >= 0 && (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))) {
		close(fd);
		fd = -1;
	}
	if (pages->large) {
		pages->fd = fd;
		return;
	}
	load_all(pages, fd);
	if (fd >= 0)
		close(fd);
}

void pages_need(struct pages *pages, size_t from, size_t to)
{
	size_t first = from / PAGES_BLOCK, end;
	size_t missing = 0;

	if (pages->resting)
		wake(pages);
	if (!pages->large || from >= pages->length)
		return;
	end = (least(to, pages->length) + PAGES_BLOCK - 1) / PAGES_BLOCK;
	for (size_t i = first; i < end; i++)
		missing += !is_present(pages, i);
	if (missing == 0)
		return;
	if (pages->npresent + missing > PAGES_MAX + (pages->hold_to - pages->hold_from) / PAGES_BLOCK)
		drop_others(pages, first, end);
	for (size_t i = first; i < end; i++)
		if (!is_present(pages, i))
			load(pages, i);
}

void pages_lend(struct pages *pages, const char *data, size_t from, size_t to)
{
	pages->lent = data;
	pages->lent_from = from;
	pages->lent_to = to;
}

const char *pages_text(struct pages *pages, size_t from, size_t to)
{
	if (from >= pages->lent_from && to <= pages->lent_to && pages->lent)
		return pages->lent + from;
	pages_need(pages, from, to);
	return pages->data + from;
}

const char *pages_glance(struct pages *pages, size_t from, size_t to, struct buf *room)
{
	size_t first = from / PAGES_BLOCK, last = (to - 1) / PAGES_BLOCK;
	/* Before the last look it is not: the difference is huge then. */
	bool is_near = from - pages->glanced <= NEAR;

	if (pages->resting)
		wake(pages);
	pages->glanced = to;
	if (!pages->large || is_near || (is_present(pages, first) && is_present(pages, last))) {
		pages_need(pages, from, to);
		return pages->data + from;
	}
	buf_clear(room);
	buf_reserve(room, to - from);
	copy(pages, from, to, room->data);
	buf_grown(room, to - from);
	return room->data;
}

size_t pages_hold(struct pages *pages, size_t from, size_t to)
{
	size_t missing = from;

	if (!pages->large)
		return pages->length;
	if (from >= pages->hold_from && from < pages->hold_to)
		missing = least(pages->hold_to, to);
	pages->hold_from = from;
	pages->hold_to = least(to, pages->length);
	pages_need(pages, missing, to);
	return least((to + PAGES_BLOCK - 1) / PAGES_BLOCK * PAGES_BLOCK, pages->length);
}

/* }=== */

static void close_fd(struct pages *pages)
{
	if (pages->fd >= 0 && pages->fd != STDIN_FILENO)
		close(pages->fd);
	pages->fd = -1;
}

void pages_rest(struct pages *pages)
{
	if (pages->large) {
		pages->hold_from = pages->hold_to = 0;
		drop_others(pages, 0, 0);
		while (pages->nspare > 0)
			give_back(pages, pages->spare[--pages->nspare]);
	}
	if (!pages->path || pages->resting)
		return;
	close_fd(pages);
	if (!pages->large)
		pages->data = NULL;
	buf_release(&pages->own);
	pages->resting = true;
}

void pages_close(struct pages *pages)
{
	if (pages->present)
		munmap((void *)(uintptr_t)pages->data, room(pages));
	free(pages->present);
	buf_release(&pages->own);
	close_fd(pages);
	pages_init(pages, NULL, 0);
}
