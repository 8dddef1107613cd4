/*
 * Writes rules/ as the C file that pack/builtin.h declares: every file as it
 * is, and digests of kinds and rules that are compiled already, so that starting costs little.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "build/frozen_maker.h"
#include "build/literal.h"
#include "build/pattern_maker.h"
#include "json/names.h"
#include "json/names_image.h"
#include "json/node.h"
#include "json/pointer.h"
#include "json/reader.h"
#include "pack/builtin.h"
#include "pack/pack.h"
#include "pack/registries.h"
#include "pack/rule.h"
#include "shape/freeze_shape.h"
#include "shape/shape.h"
#include "text/regex_image.h"
#include "text/path.h"

struct file {
	const char *path;
	const char *text;
	size_t length;
	struct node *root;
};

/* What the loader of packs finds while there is no pack in the program yet. */
const struct builtin_file builtin_files[] = { { { 0 }, 0, 0 } };
const struct builtin_pack builtin_packs[] = { { { 0 }, 0, 0 } };
const struct builtin_kind builtin_kinds[] = { { 0 } };
const struct builtin_rule builtin_rules[] = { { 0 } };
const struct builtin_relation builtin_relations[] = { { 0 } };
const uint32_t builtin_lists[] = { 0 };
const char builtin_words[] = "";
const char builtin_shapes[] = "";
const char builtin_reports[] = "";
const char builtin_texts[] = "";
static const struct names_entry nobody;
static const uint16_t no_slot;
static const unsigned no_words[1];
const struct query_image builtin_expressions = { no_words, 0, 0 };
const struct regex_image builtin_patterns = { "", NULL, NULL, 0 };
const struct names_image builtin_names = { "", &nobody, &no_slot, 0, 0 };
static const struct registry_span nothing[2];
const struct registry_image builtin_registries = { .spans = nothing, .reachable = -1 };

static struct packs packs;
static struct mem mem;
static struct buf out; /* the C file */
static struct file files[4096];
static size_t nfiles;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "embed: %s: %s\n", what, why);
	exit(1);
}

static const char *reading; /* for complain */

static void complain(void *context, const struct problem *problem)
{
	(void)context;
	fprintf(stderr, "embed: %s: byte %zu: %s\n", reading, problem->start, problem->message);
	exit(1);
}

static void add_file(const char *root, const char *path)
{
	const struct reader reader = { .report = complain };
	const char *full = mem_printf(&mem, "%s/%s", root, path);
	struct file *file = &files[nfiles++];
	FILE *stream = fopen(full, "rb");
	struct buf buf;
	char block[65536];
	size_t n;

	if (!stream || nfiles == sizeof(files) / sizeof(files[0]))
		die(full, "cannot be read");
	buf_init(&buf);
	while ((n = fread(block, 1, sizeof(block), stream)) > 0)
		buf_add(&buf, block, n);
	fclose(stream);
	reading = full;
	*file = (struct file){
		.path = mem_string(&mem, path),
		.text = mem_text(&mem, buf.data, buf.length),
		.length = buf.length,
		.root = reader_read(&reader, buf.data, buf.length, &mem),
	};
	buf_release(&buf);
}

static void add_folder(const char *root, const char *path)
{
	const char *full = *path ? mem_printf(&mem, "%s/%s", root, path) : root;
	struct dirent **entries;
	int n = scandir(full, &entries, NULL, alphasort);

	if (n < 0)
		die(full, "cannot be listed");
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		const char *below = *path ? mem_printf(&mem, "%s/%s", path, name) : name;
		struct stat status;

		if (name[0] == '.' || stat(mem_printf(&mem, "%s/%s", root, below), &status) != 0)
			;
		else if (S_ISDIR(status.st_mode))
			add_folder(root, mem_string(&mem, below));
		else if (path_ends_with(name, ".json"))
			add_file(root, below);
		free(entries[i]);
	}
	free(entries);
}

/* The folder that a file is in, if it is a pack's own. */
static const char *pack_of(const struct file *file)
{
	const char *slash = strchr(file->path, '/');

	if (!slash || strchr(slash + 1, '/'))
		return NULL;
	return mem_text(&mem, file->path, (size_t)(slash - file->path));
}

/* Whether a file is a pack's head: not every pack.json is one. */
static bool is_pack(const struct file *file)
{
	return path_ends_with(file->path, "/pack.json") && pack_of(file);
}

/* Whether a file is a schema of documents. */
static bool is_shape(const struct file *file)
{
	return strstr(file->path, "/shapes/") && strncmp(file->path, "peerlint/", 9) != 0;
}

static bool is_rule(const struct file *file)
{
	const char *pack = pack_of(file);

	return pack && !is_pack(file) && strcmp(pack, "registries") != 0;
}

static void print_files(void)
{
	struct buf texts;

	buf_init(&texts);
	buf_puts(&out, "const struct builtin_file builtin_files[] = {\n");
	for (size_t i = 0; i < nfiles; i++) {
		if (strlen(files[i].path) >= BUILTIN_PATH)
			die(files[i].path, "is too long a path");
		buf_printf(&out, "\t{ \"%s\", %zu, %zu },\n", files[i].path, texts.length,
			files[i].length);
		buf_add(&texts, files[i].text, files[i].length);
		buf_putc(&texts, '\0');
	}
	buf_puts(&out, "\t{ { 0 }, 0, 0 },\n};\n");
	literal_print(&out, "builtin_texts", &texts);
	buf_release(&texts);
}

static void refuse_problems(const char *path)
{
	if (packs.problems.count > 0)
		die(path, packs.problems.items[0].message);
}

/* Reads the kinds of all packs. */
static void print_packs(void)
{
	buf_puts(&out, "const struct builtin_pack builtin_packs[] = {\n");
	for (size_t i = 0; i < nfiles; i++) {
		const char *pack = pack_of(&files[i]);
		size_t first = packs.nkinds;

		if (!is_pack(&files[i]))
			continue;
		if (strlen(pack) >= BUILTIN_NAME)
			die(pack, "is too long a name");
		packs_add_pack(&packs, pack, files[i].root, NULL);
		refuse_problems(files[i].path);
		buf_printf(&out, "\t{ \"%s\", %zu, %zu },\n", pack, first, packs.nkinds - first);
	}
	buf_puts(&out, "\t{ { 0 }, 0, 0 },\n};\n");
}

static void add_rules(struct frozen_maker *maker)
{
	for (size_t i = 0; i < nfiles; i++) {
		const char *path = files[i].path;
		struct rule *rule;

		if (!is_rule(&files[i]))
			continue;
		rule = rule_read(&packs, pack_of(&files[i]),
			mem_text(&mem, path, strlen(path) - strlen(".json")), files[i].root, NULL, false);
		refuse_problems(path);
		frozen_add_rule(maker, rule);
	}
}

/* A shape for the compiler. */
static const struct node *load_shape(void *context, const char *uri, const char **name,
	struct err *err)
{
	const char *path = pack_shape_path(&mem, uri);

	(void)context;
	for (size_t i = 0; path && i < nfiles; i++) {
		*name = files[i].path;
		if (strcmp(files[i].path, path) == 0)
			return files[i].root;
	}
	err_set(err, "there is no shape %s", uri);
	return NULL;
}

static void refuse_schema(void *context, const struct schema_problem *problem)
{
	(void)context;
	die(problem->file, problem->message);
}

/* What the shape of a kind is frozen to; nothing where that cannot be done. */
static void freeze_shape(const struct kind *kind, struct buf *frozen)
{
	struct err err = { 0 };
	const struct shape *shape;

	buf_clear(frozen);
	if (!kind->shape_uri)
		return;
	shape = shape_compile(packs.schemas, kind->shape_uri, refuse_schema, NULL, &err);
	if (!shape)
		die(kind->id, err.text);
	if (!shape_freeze(shape, frozen))
		buf_clear(frozen);
}

/* Adds the patterns of a schema. */
static void add_patterns_below(struct pattern_maker *patterns, const struct node *node)
{
	const char *pattern = node_type(node) == NODE_OBJECT ? node_member_string(node, "pattern") : NULL;

	if (pattern)
		pattern_add(patterns, pattern, node_member(node, "pattern")->length, REGEX_ECMA);
	for (const struct node *child = node_child(node); child; child = node_next(child))
		add_patterns_below(patterns, child);
}

static void print_patterns(struct frozen_maker *maker)
{
	struct pattern_maker *patterns = pattern_maker_new();

	frozen_add_patterns(maker, patterns);
	for (size_t i = 0; i < nfiles; i++)
		if (is_shape(&files[i]))
			add_patterns_below(patterns, files[i].root);
	pattern_print(patterns, &out);
	pattern_maker_free(patterns);
}

static void print_kinds(void)
{
	struct frozen_maker *maker = frozen_maker_new(&packs);
	struct buf shape;

	buf_init(&shape);
	schemas_set_loader(packs.schemas, load_shape, NULL);
	add_rules(maker);
	for (size_t i = 0; i < packs.nkinds; i++) {
		freeze_shape(packs.kinds[i], &shape);
		frozen_add_kind(maker, packs.kinds[i], &shape);
	}
	print_patterns(maker);
	frozen_print(maker, &out);
	buf_release(&shape);
	frozen_maker_free(maker);
}

/* The file of a shape, from a reference that begins at another one: "common.json", or the same for "". */
static const struct file *find_shape(const struct file *from, const char *name, size_t n)
{
	const char *slash = strrchr(from->path, '/');
	const char *path = mem_printf(&mem, "%.*s/%.*s", (int)(slash - from->path), from->path, (int)n,
		name);

	if (n == 0)
		return from;
	for (size_t i = 0; i < nfiles; i++)
		if (strcmp(files[i].path, path) == 0)
			return &files[i];
	die(from->path, mem_printf(&mem, "refers to %s, which is not there", path));
	return NULL;
}

/* Whether a schema, or one that it refers to, says x-secret. */
static bool is_secret(const struct file *file, const struct node *schema, unsigned depth)
{
	const struct node *secret = node_member(schema, "x-secret");
	const char *ref = node_member_string(schema, "$ref"), *hash;
	struct err err = { 0 };

	if (secret && node_type(secret) == NODE_TRUE)
		return true;
	hash = ref ? strchr(ref, '#') : NULL;
	if (!hash || depth > 8)
		return false;
	file = find_shape(file, ref, (size_t)(hash - ref));
	schema = pointer_find(file->root, hash + 1, strlen(hash + 1), &err);
	if (!schema)
		die(file->path, err.text);
	return is_secret(file, schema, depth + 1);
}

/* Adds the names of members whose values are secret. */
static void add_secrets_below(const struct file *file, const struct node *node)
{
	const struct node *properties = node_member(node, "properties");
	const struct node *child = properties ? node_child(properties) : NULL;

	for (; child; child = node_next(child))
		if (is_secret(file, child, 0))
			names_set_secret(packs.names,
				names_add(packs.names, node_key(child), child->key_length));
	for (child = node_child(node); child; child = node_next(child))
		add_secrets_below(file, child);
}

/* Behind all that uses names: every one of them is known then. */
static void print_names(void)
{
	for (size_t i = 0; i < nfiles; i++)
		if (is_shape(&files[i]))
			add_secrets_below(&files[i], files[i].root);
	names_print_image(packs.names, "builtin_names", &out);
}

static void print_registries(void)
{
	struct err err = { 0 };

	for (size_t i = 0; i < nfiles; i++)
		if (strncmp(files[i].path, "registries/", strlen("registries/")) == 0 &&
		    !registries_add(packs.registry, files[i].root, &err))
			die(files[i].path, err.text);
	registry_print_image(packs.registry, "builtin_registries", &out);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		die("usage", "embed FOLDER >FILE");
	packs_init(&packs);
	buf_init(&out);
	add_folder(argv[1], "");
	buf_puts(&out, "/* Written by src/build/embed.c from rules/. */\n#include \"pack/builtin.h\"\n#include \"text/regex_image.h\"\n\n");
	print_files();
	print_packs();
	print_kinds();
	print_names();
	print_registries();
	fwrite(out.data, 1, out.length, stdout);
	buf_release(&out);
	packs_release(&packs);
	mem_release(&mem);
	return ferror(stdout) || fflush(stdout) != 0;
}
