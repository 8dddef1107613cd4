#include "cli/show_config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/options.h"
#include "cli/session.h"
#include "json/node.h"
#include "lint/config.h"
#include "lint/settings.h"
#include "lint/suppress.h"
#include "text/path.h"
#include "text/source.h"
#include "text/utf8.h"

/* A line: what is set, to what, where. */
struct row {
	const char *what, *value, *place;
};

struct showing {
	struct configs *configs;
	const char *path; /* of the file, absolute */
	struct row *rows;
	size_t count, cap;
};

static void add(struct showing *showing, const char *what, const char *value, const char *place)
{
	showing->rows = heap_grow(showing->rows, &showing->cap, showing->count + 1,
		sizeof(*showing->rows));
	showing->rows[showing->count++] = (struct row){ what, value, place };
}

/* FILE:LINE:COLUMN of a value, or of its key. */
static const char *place_of(struct showing *showing, const struct config *config,
	const struct node *node, bool key)
{
	struct source source;
	struct place place;

	source_init(&source, config->file->path, config->file->text, config->file->length);
	place = source_place(&source, key ? node->key_start : node->start);
	source_release(&source);
	return mem_printf(&showing->configs->mem, "%s:%llu:%llu", config->file->path,
		(unsigned long long)place.line, (unsigned long long)place.column_points);
}

static const char *concat(struct showing *showing, const char *a, const char *b, const char *c)
{
	return mem_printf(&showing->configs->mem, "%s%s%s", a, b, c);
}

/* {=== what a configuration says === */

static void add_rules(struct showing *showing, const struct config *config,
	const struct node *holder, const char *pointer)
{
	const struct node *rules = node_member(holder, "rules");
	struct mem *mem = &showing->configs->mem;

	for (const struct node *rule = rules ? node_child(rules) : NULL; rule; rule = node_next(rule))
		add(showing, "rule", mem_printf(mem, "%s=%s%s%s", node_key(rule), node_text(rule),
			*pointer ? " at " : "", pointer), place_of(showing, config, rule, true));
}

static void add_kinds(struct showing *showing, const struct config *config)
{
	const struct node *kinds = node_member(config->root, "kinds");

	for (const struct node *kind = kinds ? node_child(kinds) : NULL; kind; kind = node_next(kind))
		if (settings_matches(showing->configs, config, node_key(kind), kind->key_length,
			    showing->path))
			add(showing, "kind", node_text(kind), place_of(showing, config, kind, false));
}

static void add_override(struct showing *showing, const struct config *config,
	const struct node *override)
{
	const struct node *files = node_member(override, "files");
	const struct node *kind = node_member(override, "kind");

	if (node_type(files) == NODE_ARRAY)
		files = node_child(files);
	for (; files; files = config_next(files)) {
		size_t n = settings_split(node_text(files));

		if (!settings_matches(showing->configs, config, node_text(files), n, showing->path))
			continue;
		add_rules(showing, config, override, node_text(files) + n);
		if (kind)
			add(showing, "kind", node_text(kind), place_of(showing, config, kind, false));
	}
}

static void add_texts(struct showing *showing, const struct config *config, const char *member,
	const char *what)
{
	for (const struct node *text = config_first(config, member); text; text = config_next(text))
		add(showing, what, node_text(text), place_of(showing, config, text, false));
}

static void add_excludes(struct showing *showing, const struct config *config)
{
	for (const struct node *glob = config_first(config, "exclude"); glob; glob = config_next(glob))
		if (settings_matches(showing->configs, config, node_text(glob), glob->length,
			    showing->path))
			add(showing, "excluded", concat(showing, "by ", node_text(glob), ""),
				place_of(showing, config, glob, false));
}

/* "RULE at #POINTER until DATE, which is over". */
static const char *suppression_text(struct showing *showing, const struct node *entry)
{
	const char *pointer = node_member_string(entry, "pointer");
	const char *until = node_member_string(entry, "until");
	const char *text = node_member_string(entry, "rule");
	char today[11];

	suppress_today(today);
	if (pointer)
		text = concat(showing, text, " at #", pointer + (*pointer == '#'));
	if (until)
		text = concat(showing, text, " until ", until);
	if (until && strcmp(until, today) < 0)
		text = concat(showing, text, ", which is over", "");
	return text;
}

static void add_suppressions(struct showing *showing, const struct config *config)
{
	const struct node *list = node_member(config->root, "suppress");

	for (const struct node *entry = list ? node_child(list) : NULL; entry; entry = node_next(entry)) {
		const struct node *file = node_member(entry, "file");

		if (settings_matches(showing->configs, config, node_text(file), file->length,
			    showing->path))
			add(showing, "suppress", suppression_text(showing, entry),
				place_of(showing, config, entry, false));
	}
}

static void add_config(struct showing *showing, const struct config *config)
{
	const struct node *profile = node_member(config->root, "profile");
	const struct node *overrides = node_member(config->root, "overrides");

	add(showing, "config", config->file->path, "");
	if (profile)
		add(showing, "profile", node_text(profile), place_of(showing, config, profile, false));
	add_rules(showing, config, config->root, "");
	add_kinds(showing, config);
	for (const struct node *override = overrides ? node_child(overrides) : NULL; override;
	     override = node_next(override))
		add_override(showing, config, override);
	add_texts(showing, config, "packs", "pack");
	add_texts(showing, config, "include", "include");
	add_excludes(showing, config);
	add_suppressions(showing, config);
}

/* }=== */

static void add_options(struct showing *showing, const struct options *options)
{
	const struct policy *policy = &options->policy;

	if (options->profile)
		add(showing, "profile", policy->pedantic ? "pedantic" : "default", "--profile");
	for (size_t i = 0; i < policy->count; i++)
		add(showing, "rule", concat(showing, policy->entries[i].glob, "=",
			severity_name(policy->entries[i].severity)), "--rule");
	if (options->kind)
		add(showing, "kind", options->kind, "--kind");
	for (size_t i = 0; i < options->npacks; i++)
		add(showing, "pack", options->packs[i], "--pack");
}

/* Whether a later row sets the same: a kind, a profile, a rule by the same words. */
static bool is_set_again(const struct showing *showing, size_t index)
{
	const struct row *row = &showing->rows[index];
	size_t n = strcspn(row->value, "=");

	for (size_t i = index + 1; i < showing->count; i++) {
		const struct row *later = &showing->rows[i];

		if (strcmp(row->what, later->what) != 0)
			continue;
		if (strcmp(row->what, "profile") == 0 || strcmp(row->what, "kind") == 0)
			return true;
		if (strcmp(row->what, "rule") == 0 && strncmp(row->value, later->value, n + 1) == 0 &&
		    !strchr(row->value, ' ') && !strchr(later->value, ' '))
			return true;
	}
	return false;
}

static void print_rows(const struct showing *showing, const char *name, struct buf *out)
{
	utf8_visible(out, name, strlen(name));
	buf_puts(out, showing->count > 0 ? ": what applies, later lines over earlier ones\n" :
					   ": no configuration applies\n");
	for (size_t i = 0; i < showing->count; i++) {
		const struct row *row = &showing->rows[i];
		size_t points = utf8_points(row->value, strlen(row->value));

		if (is_set_again(showing, i))
			continue;
		buf_printf(out, "  %-8s  ", row->what);
		utf8_visible(out, row->value, strlen(row->value));
		if (*row->place) {
			buf_printf(out, "%*s  ", points < 44 ? (int)(44 - points) : 0, "");
			utf8_visible(out, row->place, strlen(row->place));
		}
		buf_putc(out, '\n');
	}
}

static bool print(struct configs *configs, const struct options *options)
{
	const char *path = configs_path(configs, options->show_config);
	const struct layers *layers = configs_find(configs, path);
	struct showing showing = { .configs = configs, .path = path };
	struct buf out;
	bool ok;

	for (size_t i = 0; i < layers->count; i++)
		add_config(&showing, layers->items[i]);
	add_options(&showing, options);
	buf_init(&out);
	print_rows(&showing, options->show_config, &out);
	ok = session_print(&out);
	buf_release(&out);
	free(showing.rows);
	return ok;
}

int show_config(const struct options *options)
{
	int status = STATUS_UNUSABLE;
	struct configs configs;
	struct packs packs;
	struct err err = { 0 };

	packs_init(&packs);
	if (!configs_init(&configs, &packs, options->config, options->no_config, &err)) {
		session_fail("%s", err.text);
	} else {
		configs_find(&configs, configs_path(&configs, options->show_config));
		if (session_load(&packs, options, &configs) && print(&configs, options))
			status = STATUS_CLEAN;
	}
	configs_release(&configs);
	packs_release(&packs);
	return status;
}
