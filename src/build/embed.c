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
#include "json/names.h"
#include "json/names_image.h"
#include "json/node.h"
#include "json/pointer.h"
#include "json/reader.h"
#include "pack/builtin.h"
#include "pack/frozen.h"
#include "pack/pack.h"
#include "pack/registries.h"
#include "pack/rule.h"
#include "query/image.h"
#include "shape/freeze_shape.h"
#include "shape/shape.h"
#include "text/path.h"

struct file {
	const char *path;
	const char *text;
	size_t length;
	struct node *root;
};

/* What the loader of packs finds while there is no pack in the program yet. */
const struct builtin_file builtin_files[] = { { { 0 }, 0, 0 } };
const struct builtin_digest builtin_packs[] = { { { 0 }, 0 } };
const struct builtin_digest builtin_kinds[] = { { { 0 }, 0 } };
const struct builtin_digest builtin_shapes[] = { { { 0 }, 0 } };
const char builtin_texts[] = "";
const char builtin_digests[] = "";
static const struct names_entry nobody;
static const uint16_t no_slot;
static const unsigned no_words[1];
const struct query_image builtin_expressions = { no_words, 0, 0 };
const struct names_image builtin_names = { "", &nobody, &no_slot, 0, 0 };
static const struct registry_span nothing[2];
const struct registry_image builtin_registries = { .spans = nothing, .reachable = -1 };

static struct packs packs;
static struct mem mem;
static struct image_maker *maker; /* of all expressions */
static struct file files[4096];
static size_t nfiles;
static struct buf digests; /* of all tables */

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

static void print_literal(const char *text, size_t n)
{
	putchar('"');
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '\n')
			fputs("\\n\"\n\"", stdout);
		else if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c < ' ' || c >= 0x7F || c == '?')
			printf("\\%03o", c);
		else
			putchar(c);
	}
	putchar('"');
}

/* Prints an entry of a table of digests, and keeps the bytes for all of them. */
static void print_digest(const char *name, const struct buf *bytes)
{
	if (strlen(name) >= BUILTIN_NAME)
		die(name, "is too long a name");
	printf("\t{ \"%s\", %zu },\n", name, digests.length);
	buf_add(&digests, bytes->data, bytes->length);
}

static void print_bytes(const char *name, const struct buf *bytes)
{
	printf("const char %s[] =\n", name);
	print_literal(bytes->data, bytes->length);
	puts(";");
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

/* Whether a rule's list of kinds (or one kind) has the kind pack/name. */
static bool names_kind(const struct node *list, const char *rule_pack, const char *kind)
{
	const struct node *item;

	if (!list)
		return false;
	item = node_type(list) == NODE_ARRAY ? node_child(list) : list;
	for (; item; item = node_type(list) == NODE_ARRAY ? node_next(item) : NULL) {
		const char *name = node_text(item);

		if (node_type(item) != NODE_STRING)
			continue;
		if (!strchr(name, '/'))
			name = mem_printf(&mem, "%s/%s", rule_pack, name);
		if (strcmp(name, kind) == 0)
			return true;
	}
	return false;
}

static bool concerns(const struct file *rule, const char *pack, const char *kind)
{
	const struct node *join = node_member(rule->root, "join");

	return names_kind(node_member(rule->root, "kind"), pack, kind) ||
	       (join && names_kind(node_member(join, "with"), pack, kind));
}

static void digest_kind(struct buf *out, const char *kind)
{
	struct rule **rules = mem_alloc(&mem, nfiles * sizeof(*rules));
	unsigned n = 0;

	for (size_t i = 0; i < nfiles; i++) {
		const char *pack = pack_of(&files[i]), *name;

		if (!pack || is_pack(&files[i]) || strcmp(pack, "registries") == 0 ||
		    !concerns(&files[i], pack, kind))
			continue;
		name = strrchr(files[i].path, '/') + 1;
		name = mem_printf(&mem, "%s/%.*s", pack, (int)(strlen(name) - strlen(".json")), name);
		rules[n] = rule_read(&packs, pack, name, files[i].root, NULL, false);
		if (!rules[n++])
			die(files[i].path, packs.problems.items[0].message);
	}
	frozen_write_rules(rules, n, maker, out);
}

static void print_files(void)
{
	struct buf texts;

	buf_init(&texts);
	puts("const struct builtin_file builtin_files[] = {");
	for (size_t i = 0; i < nfiles; i++) {
		if (strlen(files[i].path) >= BUILTIN_PATH)
			die(files[i].path, "is too long a path");
		printf("\t{ \"%s\", %zu, %zu },\n", files[i].path, texts.length, files[i].length);
		buf_add(&texts, files[i].text, files[i].length);
		buf_putc(&texts, '\0');
	}
	puts("\t{ { 0 }, 0, 0 },\n};");
	print_bytes("builtin_texts", &texts);
	buf_release(&texts);
}

static void print_packs(void)
{
	struct buf text;

	buf_init(&text);
	puts("const struct builtin_digest builtin_packs[] = {");
	for (size_t i = 0; i < nfiles; i++) {
		if (!is_pack(&files[i]))
			continue;
		buf_clear(&text);
		frozen_write_kinds(&packs,
			packs_add_pack(&packs, pack_of(&files[i]), files[i].root, NULL), maker, &text);
		if (packs.problems.count > 0)
			die(files[i].path, packs.problems.items[0].message);
		print_digest(pack_of(&files[i]), &text);
	}
	puts("\t{ { 0 }, 0 },\n};");
	buf_release(&text);
}

static void print_kinds(void)
{
	struct buf text;

	buf_init(&text);
	puts("const struct builtin_digest builtin_kinds[] = {");
	for (size_t i = 0; i < nfiles; i++) {
		const struct node *kind;

		if (!is_pack(&files[i]))
			continue;
		for (kind = node_child(node_member(files[i].root, "kinds")); kind; kind = node_next(kind)) {
			const char *name = mem_printf(&mem, "%s/%s", pack_of(&files[i]),
				node_member_string(kind, "name"));

			buf_clear(&text);
			digest_kind(&text, name);
			print_digest(name, &text);
		}
	}
	puts("\t{ { 0 }, 0 },\n};");
	buf_release(&text);
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

static void print_shapes(void)
{
	struct err err = { 0 };
	struct buf text;

	buf_init(&text);
	schemas_set_loader(packs.schemas, load_shape, NULL);
	puts("const struct builtin_digest builtin_shapes[] = {");
	for (size_t i = 0; i < packs.nkinds; i++) {
		const struct kind *kind = packs.kinds[i];
		const struct shape *shape;

		if (!kind->shape_uri)
			continue;
		shape = shape_compile(packs.schemas, kind->shape_uri, refuse_schema, NULL, &err);
		if (!shape)
			die(kind->id, err.text);
		buf_clear(&text);
		if (shape_freeze(shape, &text))
			print_digest(kind->id, &text);
	}
	puts("\t{ { 0 }, 0 },\n};");
	buf_release(&text);
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
	struct buf image;

	buf_init(&image);
	for (size_t i = 0; i < nfiles; i++)
		if (strstr(files[i].path, "/shapes/") && strncmp(files[i].path, "peerlint/", 9) != 0)
			add_secrets_below(&files[i], files[i].root);
	names_print_image(packs.names, "builtin_names", &image);
	fputs(image.data, stdout);
	buf_release(&image);
}

static void print_expressions(void)
{
	struct query_image image = image_make(maker);
	struct buf text;

	buf_init(&text);
	image_print(&image, "builtin_expressions", &text);
	fputs(text.data, stdout);
	buf_release(&text);
	image_maker_free(maker);
}

static void print_registries(void)
{
	struct err err = { 0 };
	struct buf image;

	buf_init(&image);
	for (size_t i = 0; i < nfiles; i++)
		if (strncmp(files[i].path, "registries/", strlen("registries/")) == 0 &&
		    !registries_add(packs.registry, files[i].root, &err))
			die(files[i].path, err.text);
	registry_print_image(packs.registry, "builtin_registries", &image);
	fputs(image.data, stdout);
	buf_release(&image);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		die("usage", "embed FOLDER >FILE");
	packs_init(&packs);
	maker = image_maker_new(packs.space);
	add_folder(argv[1], "");
	puts("/* Written by src/build/embed.c from rules/. */\n#include \"pack/builtin.h\"\n");
	buf_init(&digests);
	print_files();
	print_packs();
	print_kinds();
	print_expressions();
	print_shapes();
	print_names();
	print_registries();
	print_bytes("builtin_digests", &digests);
	buf_release(&digests);
	packs_release(&packs);
	mem_release(&mem);
	return ferror(stdout) || fflush(stdout) != 0;
}
