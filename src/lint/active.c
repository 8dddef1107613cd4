#include "lint/active.h"

#include <stdlib.h>
#include <string.h>

#include "lint/emit.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"

/* Where files differ in what is on, a document may be what one that reports is compared with. */
static bool is_on(struct lint *lint, const struct lint_file *file, const struct rule *rule)
{
	if (rule->type != RULE_ASSERT && lint->mixed)
		return true;
	if (rule->type == RULE_ASSERT && file->included)
		return false;
	return lint_rule_is_on(lint, file, rule);
}

static void fill(struct lint *lint, const struct lint_file *file, const struct kind *kind,
	struct active *active)
{
	active->of = kind->rules;
	active->settings = file->settings;
	active->included = file->included;
	active->related = false;
	active->nasserts = 0;
	active->asserts = heap_realloc(active->asserts, (kind->nrules + 1) * sizeof(struct rule *));
	active->checks = heap_realloc(active->checks,
		(kind->nrules + 1) * sizeof(struct query_check));
	for (size_t i = 0; i < kind->nrules; i++) {
		struct rule *rule = kind->rules[i];

		if (!is_on(lint, file, rule))
			continue;
		if (rule->type != RULE_ASSERT) {
			active->related = true;
			continue;
		}
		active->checks[active->nasserts] = (struct query_check){ rule->when, rule->assert };
		active->asserts[active->nasserts++] = rule;
	}
}

const struct active *active_rules(struct lint *lint, const struct lint_file *file,
	const struct kind *kind)
{
	size_t old = lint->active_cap;
	struct active *active;

	if (kind->index >= old) {
		lint->active = heap_grow(lint->active, &lint->active_cap, kind->index + 1,
			sizeof(*lint->active));
		memset(lint->active + old, 0, (lint->active_cap - old) * sizeof(*lint->active));
	}
	active = &lint->active[kind->index];
	if (active->of != kind->rules || active->settings != file->settings ||
	    active->included != file->included)
		fill(lint, file, kind, active);
	return active;
}

void active_release(struct lint *lint)
{
	for (size_t i = 0; i < lint->active_cap; i++) {
		free(lint->active[i].asserts);
		free(lint->active[i].checks);
	}
	free(lint->active);
}
