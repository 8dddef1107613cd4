#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "pack/builtin.h"
#include "text/path.h"

/* What pack authors write has shapes too: rule, pack. */
static const struct builtin_file *own_shape(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "peerlint/shapes/%s.json", name);
	return builtin_find(path);
}

/* The file of a shape of a pack from a folder: other packs may have one of the same name. */
static const struct pack_file *find_kept(struct packs *packs, const struct kind *kind,
	const char *path)
{
	const char *file = mem_printf(&packs->mem, "%s%s",
		path_folder(&packs->mem, kind->pack->file->path), strchr(path, '/'));
	const struct pack_file *kept = packs->files;

	while (kept && strcmp(kept->path, file) != 0)
		kept = kept->next;
	return kept;
}

/* The file of a kind's shape: built in, or kept from a folder. */
static bool find_shape(struct packs *packs, const struct kind *kind, struct buf *out)
{
	const char *path = kind->shape_uri ? pack_shape_path(&packs->mem, kind->shape_uri) : NULL;
	const struct pack_file *kept;
	const struct builtin_file *file;

	if (!path)
		return false;
	kept = kind->pack->file ? find_kept(packs, kind, path) : NULL;
	if (kept) {
		buf_add(out, kept->text, kept->length);
		return true;
	}
	file = builtin_find(path);
	if (file)
		buf_add(out, builtin_text(file), file->length);
	return file;
}

static bool print_shape(struct packs *packs, const char *name, struct buf *out)
{
	const struct builtin_file *own = own_shape(name);
	const struct kind *kind;

	if (own) {
		buf_add(out, builtin_text(own), own->length);
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
