#include "report/report_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int compare_rules(const void *a, const void *b)
{
	const struct report_rule *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static int compare_id(const void *id, const void *rule)
{
	return strcmp(id, ((const struct report_rule *)rule)->id);
}

/* What is known of the finding's rule; at least what the finding itself tells. */
static struct report_rule rule_of(const struct finding *finding,
	const struct report_options *options)
{
	const struct report_rule *known =
		options->rule ? options->rule(options->context, finding->rule) : NULL;
	struct report_rule rule = { .severity = finding->severity };

	if (known)
		rule = *known;
	rule.id = finding->rule;
	if (!rule.summary || !*rule.summary)
		rule.summary = finding->rule;
	if (rule.why && !*rule.why)
		rule.why = NULL;
	if (!rule.url || !*rule.url)
		rule.url = finding->url;
	return rule;
}

/* Sorts ids first and looks each up once: there are many findings and few rules. */
void rules_init(struct rules *rules, const struct findings *findings, size_t n,
	const struct report_options *options)
{
	struct report_rule *items = heap_alloc(n * sizeof(*items));
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		items[i] = (struct report_rule){ .id = findings->items[i].rule };
	if (n > 1)
		qsort(items, n, sizeof(*items), compare_rules);
	for (size_t i = 0; i < n; i++)
		if (count == 0 || strcmp(items[i].id, items[count - 1].id) != 0)
			items[count++] = items[i];
	*rules = (struct rules){ items, count };
	for (size_t i = 0; i < n; i++) {
		struct report_rule *rule = &items[rules_index(rules, findings->items[i].rule)];

		if (!rule->summary)
			*rule = rule_of(&findings->items[i], options);
	}
}

void rules_release(struct rules *rules)
{
	free(rules->items);
	*rules = (struct rules){ 0 };
}

size_t rules_index(const struct rules *rules, const char *id)
{
	const struct report_rule *rule =
		bsearch(id, rules->items, rules->count, sizeof(*rules->items), compare_id);

	return rule ? (size_t)(rule - rules->items) : 0;
}

bool rules_is_uri(const char *text)
{
	if (strncmp(text, "https://", 8) != 0 && strncmp(text, "http://", 7) != 0)
		return false;
	for (; *text; text++)
		if (*text <= ' ' || *text > '~' || strchr("<>\"{}|\\^`", *text))
			return false;
	return true;
}
