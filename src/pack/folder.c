#include "pack/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "json/node.h"
#include "pack/builtin.h"
#include "pack/held.h"
#include "pack/rule.h"
#include "shape/shape.h"
#include "text/file.h"
#include "text/path.h"

/* A pack's file is written by people. */
#define PACK_FILE_MAX (16 * 1024 * 1024)

#define RULE_SCHEMA PACK_SHAPES "peerlint/rule.json"
#define PACK_SCHEMA PACK_SHAPES "peerlint/pack.json"

static void report_schema_problem(void *context, const struct schema_problem *problem)
{
	struct held *held = context;

	packs_report(held->packs, SEVERITY_ERROR, "pack/shape", held->file, problem->node,
		problem->at, problem->length, problem->message, problem->help);
	held->failed = true;
}

static void add_shape(struct held *held, const char *pack, const char *name)
{
	struct packs *packs = held->packs;
	const struct node *root = held_read(held);
	struct err err = { 0 };

	if (!root || !schema_check(packs->schemas, held->file->path, root, report_schema_problem,
			     held))
		return;
	if (!schemas_add(packs->schemas, mem_printf(&packs->mem, PACK_SHAPES "%s/%s", pack, name),
		    held->file->path, root, &err))
		packs_report(packs, SEVERITY_ERROR, "pack/shape", held->file, root, 0, 0, err.text,
			NULL);
}

/* Whether this is meant to be a rule. That it is none is to be said once, not for each member. */
static bool is_rule(const struct node *root)
{
	static const char *const members[] = { "summary", "severity", "assert", "message", "why" };

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (node_type(root) == NODE_OBJECT && node_member(root, members[i]))
			return true;
	return false;
}

static void add_rule(struct held *held, struct folder *folder, const char *name)
{
	struct packs *packs = held->packs;
	struct node *root = held_read(held);
	struct folder_rule *rule;

	if (!root)
		return;
	if (!is_rule(root)) {
		packs_report(packs, SEVERITY_ERROR, "pack/file", held->file, NULL, 0, 0,
			"this is no rule: it has none of the members that make one",
			"the folder of a pack has rules, pack.json and the folder shapes");
		return;
	}
	held_check(held, root, RULE_SCHEMA);
	if (held->failed)
		return;
	folder->rules = heap_grow(folder->rules, &folder->cap, folder->nrules + 1,
		sizeof(*folder->rules));
	rule = &folder->rules[folder->nrules++];
	*rule = (struct folder_rule){
		.file = *held->file,
		.source = root,
		.id = mem_printf(&packs->mem, "%s/%.*s", folder->name,
			(int)(strlen(name) - strlen(".json")), name),
	};
}

/* {=== from the disk === */

static bool read_file(struct packs *packs, const char *path, struct pack_file *file)
{
	struct err err = { 0 };
	struct buf text;
	bool ok;

	buf_init(&text);
	ok = file_read(path, PACK_FILE_MAX, &text, &err);
	*file = (struct pack_file){
		.path = mem_string(&packs->mem, path),
		.text = mem_text(&packs->mem, text.data, text.length),
		.length = text.length,
	};
	buf_release(&text);
	if (!ok) {
		*file = (struct pack_file){ .path = file->path, .text = "" };
		packs_report(packs, SEVERITY_ERROR, "pack/file", file, NULL, 0, 0, err.text, NULL);
	}
	return ok;
}

/* Calls visit for each *.json of a folder, in the order of their names. */
static bool each_file(struct packs *packs, const char *path, struct err *err,
	void (*visit)(struct packs *, void *, const struct pack_file *, const char *name),
	void *context)
{
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort);

	if (n < 0)
		return err_set(err, "%s: %s", path, strerror(errno));
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		struct pack_file file;

		if (name[0] != '.' && path_ends_with(name, ".json") &&
		    read_file(packs, mem_printf(&packs->mem, "%s/%s", path, name), &file))
			visit(packs, context, &file, mem_string(&packs->mem, name));
		free(entries[i]);
	}
	free(entries);
	return true;
}

static void visit_shape(struct packs *packs, void *context, const struct pack_file *file,
	const char *name)
{
	struct folder *folder = context;
	struct held held = { .packs = packs, .file = packs_keep_file(packs, file) };

	add_shape(&held, folder->name, name);
}

static void visit_rule(struct packs *packs, void *context, const struct pack_file *file,
	const char *name)
{
	struct held held = { .packs = packs, .file = file };
	struct folder *folder = context;

	folder->nfiles++;
	if (strcmp(name, "pack.json") != 0)
		add_rule(&held, folder, name);
}

/* Adds the pack itself; without a pack.json it has rules only, for other packs' kinds. */
static void add_head(struct packs *packs, const char *name, const struct pack_file *file)
{
	struct held held = { .packs = packs, .file = file };
	struct node *root = file ? held_read(&held) : NULL;

	if (root)
		held_check(&held, root, PACK_SCHEMA);
	packs_add_pack(packs, name, held.failed ? NULL : root, file);
}

static struct folder *new_folder(struct packs *packs, const char *name)
{
	struct folder *folder = mem_zalloc(&packs->mem, sizeof(*folder));

	folder->name = name;
	folder->next = packs->folders;
	packs->folders = folder;
	return folder;
}

/* The last part of a folder's real path. */
static const char *folder_name(struct packs *packs, const char *path)
{
	char *real = realpath(path, NULL);
	const char *slash = real ? strrchr(real, '/') : NULL;
	const char *name = mem_string(&packs->mem, slash ? slash + 1 : path);

	free(real);
	return name;
}

static bool is_folder(const char *path, struct err *err)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return err_set(err, "%s: %s", path, strerror(errno));
	if (!S_ISDIR(status.st_mode))
		return err_set(err, "%s is a file: a pack is the folder of its rules", path);
	if (access(path, R_OK | X_OK) != 0)
		return err_set(err, "%s: %s", path, strerror(errno));
	return true;
}

bool folder_add(struct packs *packs, const char *path, struct err *err)
{
	const char *name = folder_name(packs, path);
	const char *head_path = mem_printf(&packs->mem, "%s/pack.json", path);
	const char *shapes = mem_printf(&packs->mem, "%s/shapes", path);
	struct pack_file head;
	struct folder *folder;

	if (!is_folder(path, err))
		return false;
	if (packs_has(packs, name))
		return err_set(err, "%s: there is a pack of the name %s already", path, name);
	folder = new_folder(packs, name);
	folder->path = mem_string(&packs->mem, path);
	if (!file_is_absent(shapes) && !each_file(packs, shapes, err, visit_shape, folder))
		return false;
	if (!file_is_absent(head_path) && read_file(packs, head_path, &head))
		add_head(packs, name, packs_keep_file(packs, &head));
	else
		add_head(packs, name, NULL);
	return each_file(packs, path, err, visit_rule, folder);
}

/* }=== */

static void add_builtin_pack(struct packs *packs, const char *name)
{
	struct folder *folder = new_folder(packs, name);
	size_t n = strlen(name);

	for (const struct builtin_file *found = builtin_files; *found->path; found++) {
		const struct pack_file file = {
			.path = mem_printf(&packs->mem, "rules/%s", found->path),
			.text = builtin_text(found),
			.length = found->length,
		};
		const char *below = found->path + n + 1;
		struct held held = { .packs = packs, .file = &file };

		if (strncmp(found->path, name, n) != 0 || found->path[n] != '/')
			continue;
		if (strcmp(below, "pack.json") == 0) {
			add_head(packs, name, packs_keep_file(packs, &file));
		} else if (strncmp(below, "shapes/", 7) == 0) {
			held.file = packs_keep_file(packs, &file);
			add_shape(&held, name, below + 7);
		} else {
			add_rule(&held, folder, below);
		}
	}
}

void folder_add_builtin(struct packs *packs)
{
	for (const struct builtin_pack *pack = builtin_packs; *pack->name; pack++)
		if (!packs_has(packs, pack->name))
			add_builtin_pack(packs, pack->name);
}

void folders_check(struct packs *packs)
{
	for (struct folder *folder = packs->folders; folder; folder = folder->next) {
		for (size_t i = 0; i < folder->nrules; i++) {
			struct folder_rule *read = &folder->rules[i];

			read->rule = rule_read(packs, folder->name, read->id, read->source, &read->file,
				true);
			if (read->rule)
				packs_add_rule(packs, read->rule);
		}
	}
	packs_attach_rules(packs);
}

/* The first of a list was added last. */
static bool add_again(struct packs *packs, const struct folder *folder)
{
	struct err err = { 0 };

	if (!folder)
		return true;
	return add_again(packs, folder->next) && folder->path &&
	       folder_add(packs, folder->path, &err);
}

bool folder_packs_like(struct packs *packs, const struct packs *of)
{
	packs_init(packs);
	if (!add_again(packs, of->folders))
		return false;
	packs_add_builtin(packs);
	if (packs->folders)
		folders_check(packs);
	return !packs_failed(packs) && packs->nkinds == of->nkinds;
}

bool folder_has_pack_of(const struct packs *packs, const char *rule_id)
{
	size_t n = strcspn(rule_id, "/");

	for (const struct folder *folder = packs->folders; folder; folder = folder->next)
		if (strlen(folder->name) == n && memcmp(folder->name, rule_id, n) == 0)
			return true;
	return false;
}
