#include "pack/frozen.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"
#include "pack/builtin.h"
#include "pack/folder.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/freeze.h"
#include "query/image.h"

/* {=== writing === */

static void write_text(struct buf *out, const char *text)
{
	freeze_string(out, text ? text : "", text ? strlen(text) : 0);
}

static void write_list(struct buf *out, struct image_maker *maker,
	const struct expression *const *expressions, size_t n)
{
	freeze_number(out, n);
	for (size_t i = 0; i < n; i++)
		freeze_number(out, image_add(maker, expressions[i]));
}

static void write_names(struct buf *out, const char *const *names, size_t n)
{
	freeze_number(out, n);
	for (size_t i = 0; i < n; i++)
		write_text(out, names[i]);
}

static void write_kind(struct buf *out, struct image_maker *maker, const struct kind *kind)
{
	write_text(out, kind->id);
	write_text(out, kind->title);
	write_text(out, kind->shape_uri);
	freeze_number(out, image_add(maker, kind->match));
	freeze_number(out, image_add(maker, kind->identity));
	freeze_number(out, image_add(maker, kind->partial));
	write_list(out, maker, kind->contains, kind->ncontains);
}

void frozen_write_kinds(const struct packs *packs, const struct pack *pack,
	struct image_maker *maker, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < packs->nkinds; i++)
		n += packs->kinds[i]->pack == pack;
	freeze_number(out, n);
	for (size_t i = 0; i < packs->nkinds; i++)
		if (packs->kinds[i]->pack == pack)
			write_kind(out, maker, packs->kinds[i]);
}

/* What rule_prepare_report reads, as JSON: it is compiled when the rule first reports. */
static void write_report_members(struct buf *out, const struct node *source)
{
	static const char *const members[] = { "summary", "message", "at", "related", "fix" };
	struct buf json;

	buf_init(&json);
	buf_putc(&json, '{');
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const struct node *member = node_member(source, members[i]);

		if (!member || (i == 0 && node_member(source, "message")))
			continue;
		buf_printf(&json, "%s\"%s\":", json.length > 1 ? "," : "", members[i]);
		node_print(&json, member);
	}
	buf_putc(&json, '}');
	freeze_string(out, json.data, json.length);
	buf_release(&json);
}

static void write_rule(struct buf *out, struct image_maker *maker, const struct rule *rule)
{
	const struct relation *relation = &rule->relation;

	write_text(out, rule->id);
	freeze_number(out, rule->type);
	freeze_number(out, rule->severity);
	freeze_number(out, rule->pedantic);
	write_names(out, rule->kinds, rule->nkinds);
	freeze_number(out, image_add(maker, rule->given));
	freeze_number(out, image_add(maker, rule->when));
	freeze_number(out, image_add(maker, rule->assert));
	write_report_members(out, rule->source);
	if (rule->type == RULE_ASSERT)
		return;
	write_list(out, maker, relation->keys, relation->nkeys);
	freeze_number(out, relation->form);
	freeze_number(out, image_add(maker, relation->value));
	freeze_number(out, relation->least);
	write_list(out, maker, relation->other_keys, rule->type == RULE_JOIN ? relation->nkeys : 0);
	write_names(out, relation->with, relation->nwith);
}

void frozen_write_rules(struct rule *const *rules, unsigned n, struct image_maker *maker,
	struct buf *out)
{
	freeze_number(out, n);
	for (unsigned i = 0; i < n; i++)
		write_rule(out, maker, rules[i]);
}

/* }=== */

/* {=== reading === */

struct thawing {
	struct packs *packs;
	const char *p;
};

/* A text where it stands; NULL for an empty one. */
static const char *read_text(struct thawing *thawing)
{
	size_t n;
	const char *text = thaw_string(&thawing->p, &n);

	return n > 0 ? text : NULL;
}

static const struct expression *read_expression(struct thawing *thawing)
{
	return image_expression(&builtin_expressions, (uint32_t)thaw_number(&thawing->p));
}

static const struct expression **read_list(struct thawing *thawing, size_t *n)
{
	const struct expression **list;

	*n = (size_t)thaw_number(&thawing->p);
	list = mem_alloc(&thawing->packs->mem, (*n + 1) * sizeof(*list));
	for (size_t i = 0; i < *n; i++)
		list[i] = read_expression(thawing);
	return list;
}

static const char **read_names(struct thawing *thawing, size_t *n)
{
	const char **names;

	*n = (size_t)thaw_number(&thawing->p);
	names = mem_alloc(&thawing->packs->mem, (*n + 1) * sizeof(*names));
	for (size_t i = 0; i < *n; i++)
		names[i] = read_text(thawing);
	return names;
}

void frozen_read_kinds(struct packs *packs, const struct pack *pack, const char *bytes)
{
	struct thawing thawing = { .packs = packs, .p = bytes };
	size_t n = (size_t)thaw_number(&thawing.p);
	struct kind *kinds = mem_zalloc(&packs->mem, (n + 1) * sizeof(*kinds));

	for (size_t i = 0; i < n; i++) {
		struct kind *kind = &kinds[i];

		kind->pack = pack;
		kind->builtin = true;
		kind->id = read_text(&thawing);
		kind->name = strchr(kind->id, '/') + 1;
		kind->title = read_text(&thawing);
		kind->shape_uri = read_text(&thawing);
		kind->match = read_expression(&thawing);
		kind->identity = read_expression(&thawing);
		kind->partial = read_expression(&thawing);
		kind->contains = read_list(&thawing, &kind->ncontains);
		packs_add_kind(packs, kind);
	}
}

static void read_relation(struct thawing *thawing, struct relation *relation)
{
	size_t n;

	relation->keys = read_list(thawing, &relation->nkeys);
	relation->form = (enum key_form)thaw_number(&thawing->p);
	relation->value = read_expression(thawing);
	relation->least = (size_t)thaw_number(&thawing->p);
	relation->other_keys = read_list(thawing, &n);
	relation->with = read_names(thawing, &relation->nwith);
}

static struct rule *read_rule(struct thawing *thawing)
{
	struct rule *rule = mem_zalloc(&thawing->packs->mem, sizeof(*rule));

	rule->id = read_text(thawing);
	rule->type = (enum rule_type)thaw_number(&thawing->p);
	rule->severity = (enum severity)thaw_number(&thawing->p);
	rule->pedantic = thaw_number(&thawing->p) != 0;
	rule->kinds = read_names(thawing, &rule->nkinds);
	rule->given = read_expression(thawing);
	rule->when = read_expression(thawing);
	rule->assert = read_expression(thawing);
	rule->frozen = thaw_string(&thawing->p, &rule->frozen_length);
	if (rule->type != RULE_ASSERT)
		read_relation(thawing, &rule->relation);
	return rule;
}

static bool is_wanted(const struct packs *packs, const char *id, size_t known)
{
	/* Only what another kind brought can be there already. */
	for (size_t i = 0; i < known; i++)
		if (strcmp(packs->rules[i]->id, id) == 0)
			return false;
	return !packs->folders || !folder_has_pack_of(packs, id);
}

void frozen_read_rules(struct packs *packs, const char *bytes)
{
	struct thawing thawing = { .packs = packs, .p = bytes };
	size_t known = packs->nrules, n;

	n = (size_t)thaw_number(&thawing.p);
	for (size_t i = 0; i < n; i++) {
		struct rule *rule = read_rule(&thawing);

		if (is_wanted(packs, rule->id, known))
			packs_add_rule(packs, rule);
	}
}

/* }=== */
