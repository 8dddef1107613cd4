#include "pack/builtin.h"

#include <string.h>

const struct builtin_file *builtin_find(const char *path)
{
	for (const struct builtin_file *file = builtin_files; *file->path; file++)
		if (strcmp(file->path, path) == 0)
			return file;
	return NULL;
}

const char *builtin_text(const struct builtin_file *file)
{
	return builtin_texts + file->start;
}

const char *builtin_bytes(const struct builtin_digest *digest)
{
	return builtin_digests + digest->start;
}

const struct builtin_digest *builtin_find_digest(const struct builtin_digest *table,
	const char *name)
{
	for (; *table->name; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}
