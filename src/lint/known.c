#include "lint/known.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "json/reader.h"
#include "lint/lint.h"
#include "lint/policy.h"
#include "pack/builtin.h"
#include "pack/folder.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "shape/shape.h"
#include "text/similar.h"

/* The id of a rule's file inside the program: "cloudflare/name.json", but no pack.json and nothing deeper. */
static bool read_id(const struct builtin_file *file, char *id, size_t size)
{
	const char *slash = strchr(file->path, '/');
	size_t n = strlen(file->path);

	if (!slash || strchr(slash + 1, '/') || strcmp(slash, "/pack.json") == 0 || n < 5 ||
	    n - 5 >= size)
		return false;
	snprintf(id, size, "%.*s", (int)(n - 5), file->path);
	return true;
}

static bool is_of_pack(const struct builtin_file *file, const char *pack)
{
	size_t n = strlen(pack);

	return strncmp(file->path, pack, n) == 0 && file->path[n] == '/';
}

/* The program's own packs, but for those whose place a folder takes. */
static bool each_builtin(const struct packs *packs, known_visit *visit, void *context)
{
	char id[256];

	for (const struct builtin_pack *pack = builtin_packs; *pack->name; pack++) {
		if (folder_has_pack_of(packs, pack->name))
			continue;
		for (const struct builtin_file *file = builtin_files; *file->path; file++)
			if (is_of_pack(file, pack->name) && read_id(file, id, sizeof(id)) &&
			    visit(context, id))
				return true;
	}
	return false;
}

static bool each_of_folders(const struct packs *packs, known_visit *visit, void *context)
{
	for (const struct folder *folder = packs->folders; folder; folder = folder->next)
		for (size_t i = 0; i < folder->nrules; i++)
			if (visit(context, folder->rules[i].id))
				return true;
	return false;
}

bool known_each(const struct packs *packs, known_visit *visit, void *context)
{
	for (const struct reader_rule *rule = reader_rules; rule->id; rule++)
		if (visit(context, rule->id))
			return true;
	for (const struct shape_rule *rule = shape_rules; rule->id; rule++)
		if (visit(context, rule->id))
			return true;
	for (const struct lint_rule *rule = lint_rules; rule->id; rule++)
		if (visit(context, rule->id))
			return true;
	return each_of_folders(packs, visit, context) || each_builtin(packs, visit, context);
}

static bool match(void *context, const char *id)
{
	return policy_glob(context, id);
}

bool known_matches(const struct packs *packs, const char *glob)
{
	return known_each(packs, match, (void *)(uintptr_t)glob);
}

bool known_is_glob(const char *text)
{
	return strpbrk(text, "*?") != NULL;
}

struct search {
	struct similar similar;
	char *best;
	size_t size;
};

static bool try(void *context, const char *id)
{
	struct search *search = context;
	const char *slash = strchr(id, '/');

	/* The name alone will do for a suggestion. */
	if (slash && strcmp(slash + 1, search->similar.word) == 0) {
		search->similar.best = search->best;
		snprintf(search->best, search->size, "%s", id);
		return true;
	}
	similar_try(&search->similar, id);
	if (search->similar.best == id) {
		snprintf(search->best, search->size, "%s", id);
		search->similar.best = search->best;
	}
	return false;
}

const char *known_similar(const struct packs *packs, const char *id, char *buffer, unsigned size)
{
	struct search search = { .best = buffer, .size = size };

	similar_init(&search.similar, id);
	known_each(packs, try, &search);
	return search.similar.best;
}

bool known_is_relation(const struct packs *packs, const char *id)
{
	const struct rule *rule = packs_find_rule(packs, id);

	return strncmp(id, "set/", 4) == 0 || (rule && rule->type != RULE_ASSERT);
}
