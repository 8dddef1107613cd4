#include "text/path.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

bool path_ends_with(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n >= m && strcmp(path + n - m, end) == 0;
}

/* Apart, as so much of the stack is a page of its own. */
static __attribute__((noinline)) const char *long_working_folder(struct mem *mem)
{
	char folder[PATH_MAX];

	return getcwd(folder, sizeof(folder)) ? path_absolute(mem, "", folder) : NULL;
}

const char *path_working_folder(struct mem *mem)
{
	char folder[256];

	if (getcwd(folder, sizeof(folder)))
		return path_absolute(mem, "", folder);
	return long_working_folder(mem);
}

/* Appends the steps of a path; .. takes one away. */
static void add_steps(struct buf *out, const char *path)
{
	while (*path) {
		size_t n = 0;

		while (path[n] && path[n] != '/')
			n++;
		if (n == 2 && memcmp(path, "..", 2) == 0) {
			const char *slash = memrchr(out->data, '/', out->length);

			out->length = slash ? (size_t)(slash - out->data) : 0;
			out->data[out->length] = '\0';
		} else if (n > 0 && !(n == 1 && *path == '.')) {
			buf_putc(out, '/');
			buf_add(out, path, n);
		}
		for (path += n; *path == '/'; path++)
			;
	}
}

const char *path_absolute(struct mem *mem, const char *folder, const char *path)
{
	const char *absolute;
	struct buf out;

	buf_init(&out);
	/* The buffer's own, as .. writes into it. */
	buf_reserve(&out, strlen(folder) + strlen(path) + 2);
	if (*path != '/')
		buf_puts(&out, folder);
	add_steps(&out, path);
	absolute = mem_text(mem, out.data, out.length);
	buf_release(&out);
	return absolute;
}

const char *path_relative(struct mem *mem, const char *folder, const char *path)
{
	size_t same = 0, i = 0;
	const char *relative;
	struct buf out;

	while (folder[i] && folder[i] == path[i])
		if (folder[++i] == '/' && path[i] == '/')
			same = i;
	if ((!folder[i] || folder[i] == '/') && (!path[i] || path[i] == '/'))
		same = i;
	buf_init(&out);
	for (const char *up = folder + same; *up; up++)
		if (*up == '/')
			buf_puts(&out, out.length > 0 ? "/.." : "..");
	if (path[same]) {
		if (out.length > 0)
			buf_putc(&out, '/');
		buf_puts(&out, path + same + 1);
	}
	relative = mem_text(mem, out.length > 0 ? out.data : ".", out.length > 0 ? out.length : 1);
	buf_release(&out);
	return relative;
}

const char *path_folder(struct mem *mem, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? mem_text(mem, path, (size_t)(slash - path)) : NULL;
}
