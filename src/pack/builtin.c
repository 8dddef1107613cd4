#include "pack/builtin.h"

#include <stddef.h>
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

const struct builtin_kind *builtin_find_kind(const char *id)
{
	for (const struct builtin_kind *kind = builtin_kinds; kind->id; kind++)
		if (strcmp(builtin_words + kind->id, id) == 0)
			return kind;
	return NULL;
}
