#include "pack/frozen.h"

#include <string.h>

#include "base/mem.h"
#include "pack/builtin.h"
#include "pack/folder.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/image.h"

static const char *word(uint32_t at)
{
	return at ? builtin_words + at : NULL;
}

static const struct expression *expression(uint32_t number)
{
	return image_expression(&builtin_expressions, number);
}

static const struct expression **read_expressions(struct packs *packs, uint32_t at, size_t n)
{
	const struct expression **list = mem_alloc(&packs->mem, n * sizeof(*list));

	for (size_t i = 0; i < n; i++)
		list[i] = expression(builtin_lists[at + i]);
	return list;
}

void frozen_read_kinds(struct packs *packs, const struct pack *pack,
	const struct builtin_pack *builtin)
{
	struct kind *kinds = mem_zalloc(&packs->mem, builtin->count * sizeof(*kinds));

	for (uint32_t i = 0; i < builtin->count; i++) {
		const struct builtin_kind *from = &builtin_kinds[builtin->first + i];
		struct kind *kind = &kinds[i];

		kind->pack = pack;
		kind->builtin = from;
		kind->id = word(from->id);
		kind->name = kind->id + strlen(pack->name) + 1;
		kind->title = word(from->title);
		kind->shape_uri = word(from->shape_uri);
		kind->match = expression(from->match);
		kind->identity = expression(from->identity);
		kind->partial = expression(from->partial);
		kind->ncontains = from->ncontains;
		if (kind->ncontains > 0)
			kind->contains = read_expressions(packs, from->contains, kind->ncontains);
		packs_add_kind(packs, kind);
	}
}

static const char **read_ids(struct packs *packs, uint32_t at, size_t n)
{
	const char **ids = mem_alloc(&packs->mem, n * sizeof(*ids));

	for (size_t i = 0; i < n; i++)
		ids[i] = word(builtin_kinds[builtin_lists[at + i]].id);
	return ids;
}

static struct relation *read_relation(struct packs *packs, const struct builtin_relation *from)
{
	struct relation *relation = mem_zalloc(&packs->mem, sizeof(*relation));

	relation->nkeys = from->nkeys;
	relation->keys = read_expressions(packs, from->keys, from->nkeys);
	relation->form = (enum key_form)from->form;
	relation->value = expression(from->value);
	relation->least = from->least;
	if (from->nwith > 0)
		relation->other_keys = read_expressions(packs, from->other_keys, from->nkeys);
	relation->nwith = from->nwith;
	relation->with = read_ids(packs, from->with, from->nwith);
	return relation;
}

/* The kinds of a rule: of most it is the one that brings it. */
static const char **read_kinds(struct packs *packs, const struct builtin_rule *from,
	struct kind *kind)
{
	if (from->nkinds == 1 && &builtin_kinds[builtin_lists[from->kinds]] == kind->builtin)
		return &kind->id;
	return read_ids(packs, from->kinds, from->nkinds);
}

static void read_rule(struct packs *packs, const struct builtin_rule *from, struct kind *kind,
	struct rule *rule)
{
	*rule = (struct rule){
		.builtin = from,
		.id = word(from->id),
		.type = (enum rule_type)from->type,
		.severity = (enum severity)from->severity,
		.pedantic = from->pedantic,
		.nkinds = from->nkinds,
		.kinds = read_kinds(packs, from, kind),
		.given = expression(from->given),
		.when = expression(from->when),
		.assert = expression(from->assert),
	};
	if (rule->type != RULE_ASSERT)
		rule->relation = read_relation(packs, &builtin_relations[from->relation]);
	packs_add_rule(packs, rule);
}

static bool is_wanted(const struct packs *packs, const struct builtin_rule *rule, size_t known)
{
	/* Only what another kind brought can be there already. */
	for (size_t i = 0; i < known; i++)
		if (packs->rules[i]->builtin == rule)
			return false;
	return !packs->folders || !folder_has_pack_of(packs, word(rule->id));
}

void frozen_read_rules(struct packs *packs, struct kind *kind)
{
	/* Rules of the program speak also of a user's kind that has the place of one. */
	const struct builtin_kind *from = kind->builtin ? kind->builtin : builtin_find_kind(kind->id);
	size_t known = packs->nrules;
	struct rule *rules;

	if (!from)
		return;
	rules = mem_alloc(&packs->mem, from->nrules * sizeof(*rules));
	for (uint32_t i = 0; i < from->nrules; i++) {
		const struct builtin_rule *rule = &builtin_rules[builtin_lists[from->rules + i]];

		if (is_wanted(packs, rule, known))
			read_rule(packs, rule, kind, &rules[i]);
	}
}
