#include "lint/settings.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"
#include "lint/config.h"
#include "lint/known.h"
#include "pack/pack.h"
#include "text/glob.h"
#include "text/path.h"

/* {=== globs === */

size_t settings_split(const char *files)
{
	const char *pointer = strstr(files, "#/");
	size_t n = strlen(files);

	if (pointer)
		return (size_t)(pointer - files);
	return n > 0 && files[n - 1] == '#' ? n - 1 : n;
}

bool settings_matches(struct configs *configs, const struct config *config, const char *glob,
	size_t n, const char *path)
{
	struct mem_mark mark = mem_mark(&configs->mem);
	const char *below = path_relative(&configs->mem, config->folder, path);
	bool matches = glob_matches_path(mem_text(&configs->mem, glob, n), below);

	mem_rewind(&configs->mem, mark);
	return matches;
}

static bool matches_text(struct configs *configs, const struct config *config,
	const struct node *text, const char *path)
{
	return settings_matches(configs, config, node_text(text), text->length, path);
}

bool settings_exclude(struct configs *configs, const struct layers *layers, const char *path)
{
	for (size_t i = 0; i < layers->count; i++) {
		const struct config *config = layers->items[i];

		for (const struct node *glob = config_first(config, "exclude"); glob;
		     glob = config_next(glob))
			if (matches_text(configs, config, glob, path))
				return true;
	}
	return false;
}

/* The texts of an override's files. */
static const struct node *first_files(const struct node *override)
{
	const struct node *files = node_member(override, "files");

	return node_type(files) == NODE_ARRAY ? node_child(files) : files;
}

static const struct node *first_member(const struct node *object, const char *name)
{
	const struct node *member = object ? node_member(object, name) : NULL;

	return member ? node_child(member) : NULL;
}

/* }=== */

/* {=== making === */

/* Appends a mark for every glob that decides something: whether it matches the file. */
static void print_signature(struct configs *configs, const struct config *config, const char *path,
	struct buf *out)
{
	for (const struct node *kind = first_member(config->root, "kinds"); kind; kind = node_next(kind))
		buf_putc(out, settings_matches(configs, config, node_key(kind), kind->key_length, path) ?
			'y' : 'n');
	for (const struct node *override = first_member(config->root, "overrides"); override;
	     override = node_next(override))
		for (const struct node *files = first_files(override); files; files = config_next(files))
			buf_putc(out, settings_matches(configs, config, node_text(files),
				settings_split(node_text(files)), path) ? 'y' : 'n');
}

static enum severity severity_of(const struct node *value)
{
	enum severity severity = SEVERITY_OFF;

	severity_parse(node_text(value), &severity);
	return severity;
}

static void add_rules(struct policy *policy, const struct node *first)
{
	for (const struct node *rule = first; rule; rule = node_next(rule))
		policy_add(policy, node_key(rule), severity_of(rule));
}

struct making {
	struct configs *configs;
	struct settings *settings;
	size_t scoped_cap;
	const char *signature; /* what is left of it */
};

static void add_scoped(struct making *making, const char *pointer, const struct node *first)
{
	struct settings *settings = making->settings;
	struct mem *mem = &making->configs->mem;

	for (const struct node *rule = first; rule; rule = node_next(rule)) {
		if (settings->nscoped == making->scoped_cap) {
			size_t cap = making->scoped_cap ? making->scoped_cap * 2 : 8;
			struct scoped *grown = mem_alloc(mem, cap * sizeof(*grown));

			if (settings->nscoped > 0)
				memcpy(grown, settings->scoped, settings->nscoped * sizeof(*grown));
			settings->scoped = grown;
			making->scoped_cap = cap;
		}
		settings->scoped[settings->nscoped++] = (struct scoped){
			.pointer = pointer,
			.rule = node_key(rule),
			.severity = severity_of(rule),
		};
	}
}

static void set_kind(struct making *making, const struct node *id)
{
	if (id)
		making->settings->kind = packs_find_kind(making->configs->packs, node_text(id));
}

static void apply_override(struct making *making, const struct node *override)
{
	bool whole = false;

	for (const struct node *files = first_files(override); files; files = config_next(files)) {
		size_t n = settings_split(node_text(files));

		if (*making->signature++ != 'y')
			continue;
		if (n < files->length)
			add_scoped(making, node_text(files) + n, first_member(override, "rules"));
		else if (!whole)
			add_rules(&making->settings->policy, first_member(override, "rules"));
		whole = whole || n == files->length;
		set_kind(making, node_member(override, "kind"));
	}
}

/* The kinds and overrides of one configuration, in the order of print_signature. */
static void apply_globs(struct making *making, const struct config *config)
{
	for (const struct node *kind = first_member(config->root, "kinds"); kind; kind = node_next(kind))
		if (*making->signature++ == 'y')
			set_kind(making, kind);
	for (const struct node *override = first_member(config->root, "overrides"); override;
	     override = node_next(override))
		apply_override(making, override);
}

static struct settings *make(struct configs *configs, const struct layers *layers,
	const char *signature, const struct settings_over *over)
{
	struct settings *settings = mem_zalloc(&configs->mem, sizeof(*settings));
	struct making making = { configs, settings, 0, signature };

	settings->next = configs->settings;
	configs->settings = settings;
	settings->signature = signature;
	settings->over = over->policy;
	for (size_t i = 0; i < layers->count; i++) {
		const struct config *config = layers->items[i];
		const char *profile = config->root ? node_member_string(config->root, "profile") : NULL;

		if (profile)
			settings->policy.pedantic = strcmp(profile, "pedantic") == 0;
		add_rules(&settings->policy, first_member(config->root, "rules"));
		apply_globs(&making, config);
	}
	for (size_t i = 0; i < over->policy->count; i++)
		policy_add(&settings->policy, over->policy->entries[i].glob,
			over->policy->entries[i].severity);
	if (over->profile)
		settings->policy.pedantic = over->policy->pedantic;
	if (over->kind)
		settings->kind = over->kind;
	return settings;
}

const struct settings *settings_make(struct configs *configs, struct layers *layers,
	const char *path, const struct settings_over *over)
{
	const struct settings *latest = layers->latest;
	struct buf signature;

	if (layers->count == 0)
		return NULL;
	buf_init(&signature);
	for (size_t i = 0; i < layers->count; i++)
		print_signature(configs, layers->items[i], path, &signature);
	if (!latest || strcmp(latest->signature, signature.data) != 0)
		layers->latest = make(configs, layers,
			mem_text(&configs->mem, signature.data, signature.length), over);
	buf_release(&signature);
	return layers->latest;
}

void settings_release(struct configs *configs)
{
	for (struct settings *settings = configs->settings; settings; settings = settings->next)
		policy_release(&settings->policy);
	configs->settings = NULL;
}

/* }=== */

/* {=== asking === */

static bool says(const struct policy *policy, const char *rule)
{
	for (size_t i = 0; i < policy->count; i++)
		if (policy_glob(policy->entries[i].glob, rule))
			return true;
	return false;
}

enum severity settings_severity(const struct settings *settings, const char *rule,
	enum severity severity, bool pedantic, const char *pointer)
{
	for (size_t i = settings->nscoped; i > 0; i--) {
		const struct scoped *scoped = &settings->scoped[i - 1];

		if (policy_glob(scoped->rule, rule) &&
		    glob_matches_pointer(scoped->pointer, pointer, true) && !says(settings->over, rule))
			return scoped->severity;
	}
	return policy_severity(&settings->policy, rule, severity, pedantic);
}

bool settings_may_report(const struct settings *settings, const char *rule,
	enum severity severity, bool pedantic)
{
	if (policy_severity(&settings->policy, rule, severity, pedantic) != SEVERITY_OFF)
		return true;
	for (size_t i = 0; i < settings->nscoped; i++)
		if (settings->scoped[i].severity != SEVERITY_OFF &&
		    policy_glob(settings->scoped[i].rule, rule))
			return true;
	return false;
}

/* }=== */

/* {=== checking === */

/* A glob that means nothing may mean something with another pack; an id is a mistake. */
static void check_rule(struct configs *configs, const struct config *config,
	const struct node *blamed, const char *id)
{
	struct mem *mem = &configs->mem;
	char similar[256];
	const char *best;

	if (packs_are_hopeless(configs->packs) || known_matches(configs->packs, id))
		return;
	if (known_is_glob(id)) {
		packs_report(configs->packs, SEVERITY_WARNING, "config/value", config->file, blamed, 0, 0,
			mem_printf(mem, "%s matches no rule", id), "peerlint rules lists them");
		return;
	}
	best = known_similar(configs->packs, id, similar, sizeof(similar));
	config_blame(configs, config, blamed, mem_printf(mem, "there is no rule %s", id),
		best ? mem_printf(mem, "did you mean %s?", best) : "peerlint rules lists them");
}

/* Members are blamed at their keys. */
static void check_rules(struct configs *configs, const struct config *config,
	const struct node *first)
{
	for (const struct node *rule = first; rule; rule = node_next(rule)) {
		struct node key = *rule;

		key.start = rule->key_start;
		key.end = rule->key_end;
		check_rule(configs, config, &key, node_key(rule));
	}
}

static void check_kind(struct configs *configs, const struct config *config,
	const struct node *id)
{
	const char *best;

	if (packs_find_kind(configs->packs, node_text(id)))
		return;
	best = packs_similar_kind(configs->packs, node_text(id));
	config_blame(configs, config, id,
		mem_printf(&configs->mem, "there is no kind %s", node_text(id)),
		best ? mem_printf(&configs->mem, "did you mean %s?", best) : "peerlint kinds lists them");
}

static void check_override(struct configs *configs, const struct config *config,
	const struct node *override)
{
	const struct node *kind = node_member(override, "kind");

	check_rules(configs, config, first_member(override, "rules"));
	if (!kind)
		return;
	check_kind(configs, config, kind);
	for (const struct node *files = first_files(override); files; files = config_next(files))
		if (settings_split(node_text(files)) < files->length)
			config_blame(configs, config, files, "a kind holds for whole files",
				"leave out the pointer");
}

static void check_config(struct configs *configs, const struct config *config)
{
	check_rules(configs, config, first_member(config->root, "rules"));
	for (const struct node *kind = first_member(config->root, "kinds"); kind; kind = node_next(kind))
		check_kind(configs, config, kind);
	for (const struct node *override = first_member(config->root, "overrides"); override;
	     override = node_next(override))
		check_override(configs, config, override);
	for (const struct node *entry = first_member(config->root, "suppress"); entry;
	     entry = node_next(entry))
		check_rule(configs, config, node_member(entry, "rule"),
			node_member_string(entry, "rule"));
}

void settings_check(struct configs *configs)
{
	for (const struct config *config = configs->list; config; config = config->next)
		if (config->root)
			check_config(configs, config);
}

/* }=== */
