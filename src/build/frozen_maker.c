#include "build/frozen_maker.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "build/literal.h"
#include "build/pattern_maker.h"
#include "json/node.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/image.h"

/* Tables are C text; the others the bytes themselves. Each begins with what 0 stands for. */
struct frozen_maker {
	const struct packs *packs;
	struct image_maker *expressions;
	struct rule **rules;
	size_t nrules, rules_cap;
	struct buf kinds_table, rules_table, relations_table;
	unsigned nrelations;
	struct buf lists_table;
	unsigned nlists; /* numbers in it */
	struct buf words, shapes, reports;
};

struct frozen_maker *frozen_maker_new(const struct packs *packs)
{
	struct frozen_maker *maker = heap_zalloc(sizeof(*maker));

	maker->packs = packs;
	maker->expressions = image_maker_new(packs->space);
	buf_init(&maker->kinds_table);
	buf_init(&maker->rules_table);
	buf_init(&maker->relations_table);
	buf_init(&maker->lists_table);
	buf_init(&maker->words);
	buf_init(&maker->shapes);
	buf_init(&maker->reports);
	buf_putc(&maker->words, '\0');
	buf_putc(&maker->shapes, '\0');
	return maker;
}

void frozen_maker_free(struct frozen_maker *maker)
{
	image_maker_free(maker->expressions);
	free(maker->rules);
	buf_release(&maker->kinds_table);
	buf_release(&maker->rules_table);
	buf_release(&maker->relations_table);
	buf_release(&maker->lists_table);
	buf_release(&maker->words);
	buf_release(&maker->shapes);
	buf_release(&maker->reports);
	free(maker);
}

/* {=== what tables refer to === */

static unsigned add_word(struct frozen_maker *maker, const char *text)
{
	unsigned at = (unsigned)maker->words.length;

	if (!text)
		return 0;
	buf_add(&maker->words, text, strlen(text) + 1);
	return at;
}

static unsigned add_expression(struct frozen_maker *maker, const struct expression *expression)
{
	return image_add(maker->expressions, expression);
}

static void add_number(struct frozen_maker *maker, unsigned number)
{
	buf_printf(&maker->lists_table, "%s%u,", maker->nlists++ % 16 ? " " : "\n\t", number);
}

static unsigned add_expressions(struct frozen_maker *maker,
	const struct expression *const *expressions, size_t n)
{
	unsigned at = maker->nlists;

	for (size_t i = 0; i < n; i++)
		add_number(maker, add_expression(maker, expressions[i]));
	return at;
}

static unsigned add_kinds(struct frozen_maker *maker, const char *const *ids, size_t n)
{
	unsigned at = maker->nlists;

	for (size_t i = 0; i < n; i++)
		add_number(maker, (unsigned)packs_find_kind(maker->packs, ids[i])->index);
	return at;
}

/* What rule_prepare_report reads, as JSON: it is compiled when the rule first reports. */
static void add_report(struct buf *out, const struct node *source)
{
	static const char *const members[] = { "summary", "message", "at", "related", "fix" };
	const char *comma = "";

	buf_putc(out, '{');
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const struct node *member = node_member(source, members[i]);

		if (!member || (i == 0 && node_member(source, "message")))
			continue;
		buf_printf(out, "%s\"%s\":", comma, members[i]);
		node_print(out, member);
		comma = ",";
	}
	buf_putc(out, '}');
}

/* }=== */

static unsigned add_relation(struct frozen_maker *maker, const struct rule *rule)
{
	const struct relation *relation = rule->relation;
	size_t npairs = rule->type == RULE_JOIN ? relation->nkeys : 0;
	unsigned keys = add_expressions(maker, relation->keys, relation->nkeys);
	unsigned other_keys = add_expressions(maker, relation->other_keys, npairs);
	unsigned with = add_kinds(maker, relation->with, relation->nwith);

	buf_printf(&maker->relations_table, "\t{ %u, %zu, %u, %u, %u, %zu, %zu, %d },\n", keys,
		relation->nkeys, other_keys, add_expression(maker, relation->value), with,
		relation->nwith, relation->least, (int)relation->form);
	return maker->nrelations++;
}

void frozen_add_rule(struct frozen_maker *maker, struct rule *rule)
{
	unsigned id = add_word(maker, rule->id);
	unsigned kinds = add_kinds(maker, rule->kinds, rule->nkinds);
	unsigned given = add_expression(maker, rule->given);
	unsigned when = add_expression(maker, rule->when);
	unsigned assert = add_expression(maker, rule->assert);
	unsigned relation = rule->type != RULE_ASSERT ? add_relation(maker, rule) : 0;
	size_t report = maker->reports.length;

	add_report(&maker->reports, rule->source);
	buf_printf(&maker->rules_table, "\t{ %u, %u, %zu, %u, %u, %u, %zu, %zu, %u, %d, %d, %d },\n", id,
		kinds, rule->nkinds, given, when, assert, report, maker->reports.length - report,
		relation, (int)rule->type, (int)rule->severity, (int)rule->pedantic);
	maker->rules = heap_grow(maker->rules, &maker->rules_cap, maker->nrules + 1,
		sizeof(*maker->rules));
	maker->rules[maker->nrules++] = rule;
}

void frozen_add_kind(struct frozen_maker *maker, const struct kind *kind, const struct buf *shape)
{
	unsigned id = add_word(maker, kind->id);
	unsigned title = add_word(maker, kind->title);
	unsigned uri = add_word(maker, kind->shape_uri);
	unsigned match = add_expression(maker, kind->match);
	unsigned identity = add_expression(maker, kind->identity);
	unsigned partial = add_expression(maker, kind->partial);
	unsigned contains = add_expressions(maker, kind->contains, kind->ncontains);
	unsigned rules = maker->nlists;

	for (unsigned i = 0; i < maker->nrules; i++)
		if (rule_role(maker->rules[i], kind->id))
			add_number(maker, i);
	buf_printf(&maker->kinds_table, "\t{ %u, %u, %u, %u, %u, %u, %u, %zu, %u, %u, %zu },\n", id, title,
		uri, match, identity, partial, contains, kind->ncontains, rules,
		maker->nlists - rules, shape->length > 0 ? maker->shapes.length : 0);
	buf_add(&maker->shapes, shape->data, shape->length);
}

static void add_pattern(void *context, const char *pattern, size_t n)
{
	pattern_add(context, pattern, n, REGEX_IREGEXP);
}

void frozen_add_patterns(struct frozen_maker *maker, struct pattern_maker *patterns)
{
	image_each_pattern(maker->expressions, add_pattern, patterns);
}

static void print_table(struct buf *out, const char *type, const char *name,
	const struct buf *entries, const char *end)
{
	buf_printf(out, "const %s %s[] = {\n%s%s};\n", type, name, entries->data, end);
}

void frozen_print(struct frozen_maker *maker, struct buf *out)
{
	const struct query_image image = image_make(maker->expressions);

	literal_print(out, "builtin_reports", &maker->reports);
	literal_print(out, "builtin_words", &maker->words);
	literal_print(out, "builtin_shapes", &maker->shapes);
	print_table(out, "uint32_t", "builtin_lists", &maker->lists_table, "\n");
	print_table(out, "struct builtin_relation", "builtin_relations", &maker->relations_table, "");
	print_table(out, "struct builtin_rule", "builtin_rules", &maker->rules_table, "");
	print_table(out, "struct builtin_kind", "builtin_kinds", &maker->kinds_table, "\t{ 0 },\n");
	image_print(&image, "builtin_expressions", out);
}
