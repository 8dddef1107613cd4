#include "lint/config.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "json/hash.h"
#include "json/node.h"
#include "pack/held.h"
#include "pack/pack.h"
#include "text/file.h"
#include "text/path.h"

/* Written by people, or by peerlint baseline. */
#define CONFIG_LENGTH_MAX ((size_t)256 << 20)

/* Configurations that extend each other in a row; more is nobody's intention. */
#define EXTENDS_DEPTH 32

/* A folder that was asked for. */
struct config_folder {
	const char *path; /* NULL: free */
	uint64_t hash;
	struct layers *layers;
};

/* {=== a file with a shape === */

static const struct pack_file *keep_text(struct packs *packs, const char *shown,
	const struct buf *text)
{
	const struct pack_file file = {
		.path = mem_string(&packs->mem, shown),
		.text = mem_text(&packs->mem, text->data, text->length),
		.length = text->length,
	};

	return packs_keep_file(packs, &file);
}

const struct node *config_read_file(struct packs *packs, const char *path, const char *shown,
	const char *shape, const struct pack_file **file, struct err *err)
{
	struct held held = { .packs = packs, .quotes = true, .bounded = true };
	struct node *root;
	struct buf text;
	bool ok;

	buf_init(&text);
	ok = file_read(path, CONFIG_LENGTH_MAX, &text, err);
	*file = held.file = keep_text(packs, shown, &text);
	buf_release(&text);
	if (!ok) {
		err_prefix(err, "%s", shown);
		return NULL;
	}
	root = held_read(&held);
	if (root && !held.failed)
		held_check(&held, root, mem_printf(&packs->mem, PACK_SHAPES "peerlint/%s.json", shape));
	return held.failed ? NULL : root;
}

/* }=== */

/* {=== one configuration === */

void config_blame(struct configs *configs, const struct config *config, const struct node *node,
	const char *message, const char *help)
{
	if (!packs_are_hopeless(configs->packs))
		packs_report(configs->packs, SEVERITY_ERROR, "config/value", config->file, node, 0, 0,
			message, help);
}

const struct node *config_first(const struct config *config, const char *member)
{
	const struct node *value = config->root ? node_member(config->root, member) : NULL;

	return value && node_type(value) == NODE_ARRAY ? node_child(value) : value;
}

const struct node *config_next(const struct node *text)
{
	return text->parent && node_type(text->parent) == NODE_ARRAY ? node_next(text) : NULL;
}

static const struct config *read_config(struct configs *configs, const char *path, unsigned depth,
	struct err *err);

/* The configuration that a text of extends names; NULL if it cannot be used, which is among the problems. */
static const struct config *extend(struct configs *configs, const struct config *config,
	const struct node *text, unsigned depth)
{
	const char *path = path_absolute(&configs->mem, config->folder, node_text(text));
	struct err err = { 0 };
	const struct config *base = read_config(configs, path, depth + 1, &err);

	if (err.set)
		config_blame(configs, config, text, err.text, NULL);
	return base;
}

static void read_extends(struct configs *configs, struct config *config, unsigned depth)
{
	size_t n = 0;

	for (const struct node *text = config_first(config, "extends"); text; text = config_next(text))
		n++;
	config->extends = mem_alloc(&configs->mem, (n + 1) * sizeof(*config->extends));
	for (const struct node *text = config_first(config, "extends"); text; text = config_next(text)) {
		const struct config *base = extend(configs, config, text, depth);

		if (base)
			config->extends[config->nextends++] = base;
	}
}

static struct config *new_config(struct configs *configs, const char *path)
{
	struct config *config = mem_zalloc(&configs->mem, sizeof(*config));

	config->path = path;
	config->folder = path_folder(&configs->mem, path);
	config->next = configs->list;
	configs->list = config;
	return config;
}

/* Reads a configuration unless it was; NULL and *err says why, if it cannot be. */
static const struct config *read_config(struct configs *configs, const char *path, unsigned depth,
	struct err *err)
{
	const char *shown = path_relative(&configs->mem, configs->folder, path);
	const struct node *root;
	struct config *config;

	for (config = configs->list; config; config = config->next) {
		if (strcmp(config->path, path) != 0)
			continue;
		if (config->reading)
			err_set(err, "%s extends itself", shown);
		return config->reading ? NULL : config;
	}
	if (depth > EXTENDS_DEPTH) {
		err_set(err, "configurations extend each other %d deep at most", EXTENDS_DEPTH);
		return NULL;
	}
	config = new_config(configs, path);
	config->reading = true;
	config->root = config_read_file(configs->packs, path, shown, "config", &config->file, err);
	if (config->root) {
		root = node_member(config->root, "root");
		config->is_root = root && node_type(root) == NODE_TRUE;
		read_extends(configs, config, depth);
	}
	config->reading = false;
	return config;
}

/* }=== */

/* {=== layers === */

static bool has_layer(const struct layers *layers, const struct config *config)
{
	for (size_t i = 0; i < layers->count; i++)
		if (layers->items[i] == config)
			return true;
	return false;
}

static size_t count_configs(const struct configs *configs)
{
	size_t n = 0;

	for (const struct config *config = configs->list; config; config = config->next)
		n++;
	return n;
}

/* What a configuration extends lies under it. */
static void add_layer(struct layers *layers, const struct config *config)
{
	if (has_layer(layers, config))
		return;
	for (size_t i = 0; i < config->nextends; i++)
		add_layer(layers, config->extends[i]);
	if (!has_layer(layers, config))
		layers->items[layers->count++] = config;
}

/* The layers of a folder with a configuration, over those of the folder above it. */
static struct layers *make_layers(struct configs *configs, const struct layers *above,
	const struct config *config)
{
	const size_t all = count_configs(configs) * sizeof(const struct config *);
	struct layers *layers = mem_zalloc(&configs->mem, sizeof(*layers));
	struct layers found = { .items = heap_alloc(all + 1) };
	size_t size;

	for (size_t i = 0; above && i < above->count; i++)
		found.items[found.count++] = above->items[i];
	if (config)
		add_layer(&found, config);
	size = found.count * sizeof(*found.items);
	layers->count = found.count;
	layers->items = mem_alloc(&configs->mem, size + 1);
	memcpy(layers->items, found.items, size);
	free(found.items);
	return layers;
}

static struct config_folder *find_slot(struct configs *configs, const char *path, uint64_t hash)
{
	size_t i = hash & (configs->folders_cap - 1);

	while (configs->folders[i].path && (configs->folders[i].hash != hash ||
					    strcmp(configs->folders[i].path, path) != 0))
		i = (i + 1) & (configs->folders_cap - 1);
	return &configs->folders[i];
}

static void grow_folders(struct configs *configs)
{
	struct config_folder *old = configs->folders;
	size_t cap = configs->folders_cap;

	configs->folders_cap = cap ? cap * 2 : 8;
	configs->folders = heap_zalloc(configs->folders_cap * sizeof(*configs->folders));
	for (size_t i = 0; i < cap; i++)
		if (old[i].path)
			*find_slot(configs, old[i].path, old[i].hash) = old[i];
	free(old);
}

static void keep_folder(struct configs *configs, const char *path, struct layers *layers)
{
	uint64_t hash = hash_bytes(path, strlen(path));

	if (configs->nfolders * 2 >= configs->folders_cap)
		grow_folders(configs);
	*find_slot(configs, path, hash) = (struct config_folder){ path, hash, layers };
	configs->nfolders++;
}

static struct layers *known_layers(struct configs *configs, const char *path)
{
	if (configs->nfolders == 0)
		return NULL;
	return find_slot(configs, path, hash_bytes(path, strlen(path)))->layers;
}

/* The configuration that lies in a folder; NULL if there is none, or it cannot be read, which is said. */
static const struct config *config_of(struct configs *configs, const char *folder)
{
	const char *path = path_absolute(&configs->mem, folder, CONFIG_NAME);
	const struct config *config;
	struct err err = { 0 };

	/* What lies where nobody may search is no configuration, either. */
	if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR || errno == EACCES))
		return NULL;
	config = read_config(configs, path, 0, &err);
	if (err.set)
		packs_report(configs->packs, SEVERITY_ERROR, "config/file",
			config ? config->file : NULL, NULL, 0, 0, err.text, NULL);
	return config;
}

static struct layers *layers_of(struct configs *configs, const char *folder)
{
	struct layers *layers = known_layers(configs, folder);
	const struct config *config;
	const char *up;

	if (layers)
		return layers;
	config = config_of(configs, folder);
	up = path_folder(&configs->mem, folder);
	layers = up && !(config && config->is_root) ? layers_of(configs, up) : NULL;
	if (config || !layers)
		layers = make_layers(configs, layers, config);
	keep_folder(configs, folder, layers);
	return layers;
}

/* }=== */

bool configs_init(struct configs *configs, struct packs *packs, const char *only, bool none,
	struct err *err)
{
	const struct config *config;
	struct err why = { 0 };

	*configs = (struct configs){ .packs = packs };
	configs->folder = path_working_folder(&configs->mem);
	if (none && !only) {
		configs->folder = configs->folder ? configs->folder : "";
		configs->given = make_layers(configs, NULL, NULL);
		return true;
	}
	if (!configs->folder)
		return err_set(err, "the working folder is not known: %s: --no-config does without it",
			strerror(errno));
	if (only) {
		config = read_config(configs, configs_path(configs, only), 0, &why);
		if (why.set)
			return err_set(err, "--config %s", why.text);
		configs->given = make_layers(configs, NULL, config);
	}
	return true;
}

void configs_release(struct configs *configs)
{
	free(configs->folders);
	mem_release(&configs->mem);
	*configs = (struct configs){ 0 };
}

const char *configs_path(struct configs *configs, const char *name)
{
	return path_absolute(&configs->mem, configs->folder, name);
}

struct layers *configs_find(struct configs *configs, const char *path)
{
	const char *folder;

	if (configs->given)
		return configs->given;
	folder = path_folder(&configs->mem, path);
	/* No such file can be; a name that long would be searched for long, too. */
	if (!folder || strlen(folder) >= PATH_MAX)
		folder = configs->folder;
	return layers_of(configs, folder);
}
