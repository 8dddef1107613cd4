#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "pack/builtin.h"

/* What pack authors write has shapes too: rule, pack. */
static const struct builtin_file *own_shape(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "peerlint/shapes/%s.json", name);
	return builtin_find(path);
}

/* The file of a kind's shape: built in, or kept from a folder. */
static bool find_shape(const struct packs *packs, const struct kind *kind, struct buf *out)
{
	static const char base[] = "https://peerlint.dev/shapes/";
	char path[512];
	const char *below, *slash;
	const struct builtin_file *file;
	const struct pack_file *kept;

	if (!kind->shape_uri || strncmp(kind->shape_uri, base, strlen(base)) != 0)
		return false;
	below = kind->shape_uri + strlen(base);
	slash = strchr(below, '/');
	snprintf(path, sizeof(path), "/shapes%s", slash);
	for (kept = packs->files; kept; kept = kept->next) {
		size_t n = strlen(kept->path), m = strlen(path);

		if (kind->pack->file && n >= m && strcmp(kept->path + n - m, path) == 0) {
			buf_add(out, kept->text, kept->length);
			return true;
		}
	}
	snprintf(path, sizeof(path), "%.*s/shapes%s", (int)(slash - below), below, slash);
	file = builtin_find(path);
	if (file)
		buf_add(out, file->text, file->length);
	return file;
}

static bool print_shape(struct packs *packs, const char *name, struct buf *out)
{
	const struct builtin_file *own = own_shape(name);
	const struct kind *kind;

	if (own) {
		buf_add(out, own->text, own->length);
		return true;
	}
	kind = session_find_kind(packs, name);
	if (!kind)
		return false;
	if (find_shape(packs, kind, out))
		return true;
	session_fail("%s has no shape", kind->id);
	return false;
}

static int run(const struct options *options)
{
	int status = STATUS_UNUSABLE;
	struct packs packs;
	struct buf out;

	if (options->noperands != 1)
		return session_fail("shape takes one kind: peerlint kinds lists them");
	buf_init(&out);
	if (session_open(&packs, options) && print_shape(&packs, options->operands[0], &out) &&
	    session_print(&out))
		status = STATUS_CLEAN;
	buf_release(&out);
	packs_release(&packs);
	return status;
}

const struct command command_shape = {
	.name = "shape",
	.usage = "KIND",
	.help = "print the JSON Schema of a kind",
	.run = run,
};
