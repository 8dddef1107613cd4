#include "lint/active.h"

#include <stdlib.h>

#include "lint/emit.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/check.h"

/* Where files differ in what is on, a document may be what one that reports is compared with. */
static bool is_on(struct lint *lint, const struct lint_file *file, const struct rule *rule)
{
	if (rule->type != RULE_ASSERT && lint->mixed)
		return true;
	if (rule->type == RULE_ASSERT && file->included)
		return false;
	return lint_rule_is_on(lint, file, rule);
}

static void clear(struct active *active)
{
	for (size_t i = 0; i < active->ngroups; i++)
		query_checks_free(active->groups[i].checks);
	free(active->groups);
	free(active->asserts);
	free(active->relations);
	*active = (struct active){ 0 };
}

/* Appends the rules that assert something of the document, or of nodes that they look for. */
static size_t add_asserts(struct lint *lint, const struct lint_file *file,
	const struct kind *kind, bool of_document, struct rule **out)
{
	size_t n = 0;

	for (size_t i = 0; i < kind->nrules; i++) {
		struct rule *rule = kind->rules[i];

		if (rule->type == RULE_ASSERT && !rule->given == of_document && is_on(lint, file, rule))
			out[n++] = rule;
	}
	return n;
}

static struct query_checks *make_checks(struct lint *lint, struct rule *const *rules, size_t n)
{
	struct query_check *checks = heap_alloc(n * sizeof(*checks));
	struct query_checks *made;

	for (size_t i = 0; i < n; i++)
		checks[i] = (struct query_check){ rules[i]->when, rules[i]->assert, i };
	made = query_checks_new(checks, n, &lint->tables);
	free(checks);
	return made;
}

/* Rules that follow each other and examine the same nodes are one group; where rules are timed, each is. */
static void make_groups(struct lint *lint, struct active *active, size_t nasserts)
{
	active->groups = heap_alloc((nasserts + 1) * sizeof(*active->groups));
	for (size_t i = 0, n; i < nasserts; i += n) {
		struct rule **rules = active->asserts + i;

		for (n = 1; i + n < nasserts && rules[n]->given == rules[0]->given; n++)
			;
		if (lint->options.timing)
			n = 1;
		active->groups[active->ngroups++] = (struct active_group){
			rules[0]->given, rules, n, make_checks(lint, rules, n),
		};
	}
}

static void fill(struct lint *lint, const struct lint_file *file, const struct kind *kind,
	struct active *active)
{
	size_t n;

	clear(active);
	active->of = kind->rules;
	active->settings = file->settings;
	active->included = file->included;
	active->asserts = heap_alloc((kind->nrules + 1) * sizeof(struct rule *));
	n = add_asserts(lint, file, kind, true, active->asserts);
	n += add_asserts(lint, file, kind, false, active->asserts + n);
	make_groups(lint, active, n);
	active->relations = heap_alloc((kind->nrules + 1) * sizeof(*active->relations));
	for (size_t i = 0; i < kind->nrules; i++)
		if (kind->rules[i]->type != RULE_ASSERT && is_on(lint, file, kind->rules[i]))
			active->relations[active->nrelations++] = (struct active_relation){
				kind->rules[i], kind->roles[i],
			};
}

const struct active *active_rules(struct lint *lint, const struct lint_file *file,
	const struct kind *kind)
{
	struct active *active;

	if (kind->index >= lint->active_cap)
		lint->active = heap_grow_zero(lint->active, &lint->active_cap, kind->index + 1,
			sizeof(*lint->active));
	active = &lint->active[kind->index];
	if (active->of != kind->rules || active->settings != file->settings ||
	    active->included != file->included)
		fill(lint, file, kind, active);
	return active;
}

void active_release(struct lint *lint)
{
	for (size_t i = 0; i < lint->active_cap; i++)
		clear(&lint->active[i]);
	free(lint->active);
}
