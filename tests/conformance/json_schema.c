/*
 * JSON-Schema-Test-Suite, draft 2020-12: required, optional, and formats.
 * usage: json_schema SUITES
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "json/names.h"
#include "json/node.h"
#include "json/reader.h"
#include "shape/shape.h"

#define SUITE "json-schema-2020-12"
#define REMOTE "http://localhost:1234/"
#define BASE "https://peerlint.invalid/schema"

struct counts {
	unsigned passed, failed, skipped;
};

/* One file of the suite: its groups share the memory. */
struct file {
	const char *path;
	const char *suites;
	bool assert_format;
	struct mem mem;
	struct counts *counts;
};

static char *read_all(const char *path, size_t *n)
{
	FILE *stream = fopen(path, "rb");
	char *text = NULL;
	size_t cap = 0;

	if (!stream)
		return NULL;
	*n = 0;
	do {
		text = heap_grow(text, &cap, *n + 65536, 1);
		*n += fread(text + *n, 1, cap - *n, stream);
	} while (!feof(stream) && !ferror(stream));
	fclose(stream);
	return text;
}

static struct node *read_json(struct file *file, const char *path)
{
	const struct reader reader = { 0 };
	struct node *root = NULL;
	size_t n;
	char *text = read_all(path, &n);

	if (text)
		root = reader_read(&reader, mem_text(&file->mem, text, n), n, &file->mem);
	free(text);
	return root;
}

/* What the suite wants served at REMOTE. */
static const struct node *load(void *context, const char *uri, const char **name, struct err *err)
{
	struct file *file = context;
	const struct node *root = NULL;

	if (strncmp(uri, REMOTE, strlen(REMOTE)) == 0) {
		*name = mem_printf(&file->mem, "%s/" SUITE "/remotes/%s", file->suites,
			uri + strlen(REMOTE));
		root = read_json(file, *name);
	}
	if (!root)
		err_set(err, "there is no schema at %s", uri);
	return root;
}

static void say(const struct file *file, const struct node *group, const struct node *test,
	const char *what)
{
	printf("%s: %s: %s: %s\n", file->path, node_member_string(group, "description"),
		test ? node_member_string(test, "description") : "", what);
}

static void run_test(struct file *file, const struct node *group, const struct node *test,
	struct shape *shape)
{
	const struct shape_run silent = { 0 };
	bool valid = node_type(node_member(test, "valid")) == NODE_TRUE;

	if (shape_check(shape, node_member(test, "data"), &silent) == valid) {
		file->counts->passed++;
		return;
	}
	file->counts->failed++;
	say(file, group, test, valid ? "is valid, and was refused" : "is not valid, and was taken");
}

static void run_group(struct file *file, struct node *group)
{
	struct names *names = names_new();
	struct schemas *schemas = schemas_new(&file->mem, names);
	const struct node *tests = node_member(group, "tests"), *test;
	const struct node *schema = node_member(group, "schema");
	struct shape *shape = NULL;
	struct err err = { 0 };

	schemas_set_loader(schemas, load, file);
	schemas_set_format(schemas, file->assert_format);
	if (schemas_add(schemas, BASE, file->path, schema, &err))
		shape = shape_compile(schemas, BASE, NULL, NULL, &err);
	if (!shape) {
		say(file, group, NULL, err.text);
		file->counts->failed += tests->length;
	} else {
		node_rename(group, names);
		for (test = node_child(tests); test; test = node_next(test))
			run_test(file, group, test, shape);
	}
	schemas_close(schemas);
	names_free(names);
}

static void run_file(
	const char *suites, const char *path, bool assert_format, struct counts *counts)
{
	struct file file = { .path = path, .suites = suites, .assert_format = assert_format,
		.counts = counts };
	struct node *root = read_json(&file, path), *group;

	if (!root) {
		printf("%s cannot be read\n", path);
		counts->failed++;
		return;
	}
	for (group = node_child(root); group; group = node_next(group))
		run_group(&file, group);
	mem_release(&file.mem);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_json(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return n > 5 && strcmp(entry->d_name + n - 5, ".json") == 0;
}

static bool run_folder(
	const char *suites, const char *folder, const char *label, bool assert_format)
{
	struct counts counts = { 0 };
	struct dirent **entries;
	char path[4096];
	int n;

	snprintf(path, sizeof(path), "%s/" SUITE "/tests/draft2020-12%s", suites, folder);
	n = scandir(path, &entries, is_json, by_name);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/" SUITE "/tests/draft2020-12%s/%s", suites, folder,
			entries[i]->d_name);
		run_file(suites, path, assert_format, &counts);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	printf(SUITE " %s: %u passed, %u failed, %u skipped\n", label, counts.passed, counts.failed,
		counts.skipped);
	return counts.failed == 0;
}

int main(int argc, char **argv)
{
	char path[4096];
	DIR *folder;
	bool ok;

	if (argc != 2) {
		fprintf(stderr, "usage: %s SUITES\n", argv[0]);
		return 2;
	}
	snprintf(path, sizeof(path), "%s/" SUITE, argv[1]);
	folder = opendir(path);
	if (!folder) {
		printf("JSON-Schema-Test-Suite is not here: there is no folder %s\n", path);
		return 0;
	}
	closedir(folder);
	ok = run_folder(argv[1], "", "required", false);
	ok &= run_folder(argv[1], "/optional", "optional", false);
	ok &= run_folder(argv[1], "/optional/format", "format", true);
	return ok ? 0 : 1;
}
