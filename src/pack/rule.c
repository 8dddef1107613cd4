#include "pack/rule.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "json/node.h"
#include "json/number.h"
#include "json/reader.h"
#include "pack/builtin.h"
#include "pack/pack.h"
#include "query/query.h"
#include "query/template.h"
#include "shape/shape.h"

/* Reading one rule. */
struct rule_reader {
	struct packs *packs;
	struct rule *rule;
	const char *pack;
	bool check;
	bool failed;
};

static void complain(struct rule_reader *reader, enum severity severity, const char *id,
	const struct node *node, const struct err *err, const char *help)
{
	if (severity == SEVERITY_ERROR)
		reader->failed = true;
	packs_report(reader->packs, severity, id, reader->rule->file, node, err->at, err->length,
		err->text, help);
}

static void complain_text(struct rule_reader *reader, const struct node *node, const char *text)
{
	struct err err = { 0 };

	err_set(&err, "%s", text);
	complain(reader, SEVERITY_ERROR, "pack/rule", node, &err, NULL);
}

/* {=== paths against the shapes === */

struct path_check {
	struct rule_reader *reader;
	const struct node *node; /* the string that holds the expression */
	bool current_is_document;
	size_t offset; /* of the expression in the string */
};

/* The most that any of the kinds can have at a path; *suggestion is the last that was made. */
static enum shape_reach reach_in_kinds(struct packs *packs, const char **kinds, size_t nkinds,
	const char *const *names, size_t n, const char **suggestion)
{
	enum shape_reach best = SHAPE_NEVER;

	for (size_t i = 0; i < nkinds; i++) {
		struct kind *kind = packs_find_kind(packs, kinds[i]);
		enum shape_reach reach;

		if (!kind)
			return SHAPE_POSSIBLE;
		kind_prepare(packs, kind);
		if (!kind->shape)
			return SHAPE_POSSIBLE;
		reach = shape_reach(kind->shape, names, n, suggestion);
		if (reach == SHAPE_POSSIBLE || best == SHAPE_NEVER)
			best = reach;
	}
	return best;
}

static void check_path(void *context, const struct expression_path *path)
{
	struct path_check *check = context;
	struct rule *rule = check->reader->rule;
	const char *const *names = path->names;
	const char **kinds = rule->kinds, *suggestion = NULL;
	size_t n = path->count, nkinds = rule->nkinds;
	enum shape_reach reach;
	struct err err = { 0 };

	if (!path->from_root && !check->current_is_document)
		return;
	if (rule->type == RULE_JOIN) {
		if (n == 0 || !names[0])
			return;
		if (strcmp(names[0], "b") == 0) {
			kinds = rule->relation->with;
			nkinds = rule->relation->nwith;
			if (n > 1) { /* the element of b */
				names++;
				n--;
			}
		}
		names++;
		n--;
	}
	if (n == 0)
		return;
	reach = reach_in_kinds(check->reader->packs, kinds, nkinds, names, n, &suggestion);
	if (reach == SHAPE_NEVER) {
		err_set_at(&err, check->offset + path->at, path->length,
			"the shape of %s has nothing at this path",
			nkinds == 1 ? kinds[0] : "these kinds");
		if (suggestion)
			suggestion = mem_printf(&check->reader->packs->mem, "did you mean %s?", suggestion);
		complain(check->reader, SEVERITY_WARNING, "pack/path", check->node, &err, suggestion);
	} else if (reach == SHAPE_BOOLEAN && path->tests) {
		err_set_at(&err, check->offset + path->at, path->length,
			"this tests that the boolean is there, not that it is true");
		complain(check->reader, SEVERITY_WARNING, "pack/boolean-test", check->node, &err,
			"compare it: == true");
	}
}

static void check_paths(struct rule_reader *reader, const struct node *node,
	const struct expression *expression, bool current_is_document)
{
	struct path_check check = { reader, node, current_is_document, 0 };

	if (reader->check && expression)
		expression_paths(expression, check_path, &check);
}

static void check_placeholder(void *context, const struct expression *expression, size_t at)
{
	struct path_check *check = context;

	check->offset = at;
	expression_paths(expression, check_path, check);
}

/* }=== */

/* {=== members === */

static const struct expression *compile(struct rule_reader *reader, const struct node *node)
{
	struct err err = { 0 };
	const struct expression *expression;

	if (!node)
		return NULL;
	if (node_type(node) != NODE_STRING) {
		complain_text(reader, node, "an expression is a string");
		return NULL;
	}
	expression = expression_parse(reader->packs->space, node_text(node), node->length, &err);
	if (!expression)
		complain(reader, SEVERITY_ERROR, "pack/expression", node, &err, NULL);
	return expression;
}

static const struct expression *compile_member(struct rule_reader *reader, const struct node *object,
	const char *name)
{
	return compile(reader, object ? node_member(object, name) : NULL);
}

static const struct expression *compile_verdict(struct rule_reader *reader, const char *name)
{
	const struct node *node = node_member(reader->rule->source, name);
	const struct expression *expression = compile(reader, node);

	if (expression && expression_type(expression) == EXPRESSION_VALUE) {
		complain_text(reader, node, "this gives a value: compare it with something");
		return NULL;
	}
	check_paths(reader, node, expression, !reader->rule->given);
	return expression;
}

static const struct expression *compile_query(struct rule_reader *reader, const char *name,
	bool current_is_document)
{
	const struct node *node = node_member(reader->rule->source, name);
	const struct expression *expression = compile(reader, node);

	if (expression && expression_type(expression) != EXPRESSION_NODES) {
		complain_text(reader, node, "this must be a query, as it tells a place");
		return NULL;
	}
	check_paths(reader, node, expression, current_is_document);
	return expression;
}

/* A string, or a list of them: what a member with one or several values holds. */
static const struct node *first_item(const struct node *node)
{
	if (!node)
		return NULL;
	return node_type(node) == NODE_ARRAY ? node_child(node) : node;
}

static const struct node *next_item(const struct node *list, const struct node *item)
{
	return node_type(list) == NODE_ARRAY ? node_next(item) : NULL;
}

static size_t count_items(const struct node *list)
{
	if (!list)
		return 0;
	return node_type(list) == NODE_ARRAY ? list->length : 1;
}

static const struct expression **compile_list(struct rule_reader *reader, const struct node *list,
	bool current_is_document, size_t *n)
{
	const struct expression **result = mem_alloc(&reader->packs->mem,
		(count_items(list) + 1) * sizeof(const struct expression *));

	*n = 0;
	for (const struct node *item = first_item(list); item; item = next_item(list, item)) {
		const struct expression *expression = compile(reader, item);

		check_paths(reader, item, expression, current_is_document);
		if (expression)
			result[(*n)++] = expression;
	}
	return result;
}

static const char *suggest_kind(struct packs *packs, const char *name)
{
	const char *id = packs_similar_kind(packs, name);

	return id ? mem_printf(&packs->mem, "did you mean %s?", id) : NULL;
}

/* The ids of the kinds that a member lists; a name without a pack is the rule's own pack's. */
static const char **read_kinds(struct rule_reader *reader, const struct node *list, size_t *n)
{
	struct packs *packs = reader->packs;
	const char **ids = mem_alloc(&packs->mem, (count_items(list) + 1) * sizeof(*ids));

	*n = 0;
	for (const struct node *item = first_item(list); item; item = next_item(list, item)) {
		const char *name = node_type(item) == NODE_STRING ? node_text(item) : "";

		ids[*n] = strchr(name, '/') ? name : mem_printf(&packs->mem, "%s/%s", reader->pack, name);
		if (reader->check && !packs_find_kind(packs, ids[*n])) {
			struct err err = { 0 };

			err_set(&err, "there is no kind %s", ids[*n]);
			complain(reader, SEVERITY_ERROR, "pack/kind", item, &err, suggest_kind(packs, name));
		}
		(*n)++;
	}
	return ids;
}

/* }=== */

/* What "as" says; the shape of a rule knows what it may. */
static enum key_form read_form(const struct node *relation)
{
	static const char *const names[] = {
		[KEY_IP] = "ip",
		[KEY_PREFIX] = "prefix",
		[KEY_SET] = "set",
	};
	const char *form = node_member_string(relation, "as");

	for (size_t i = KEY_IP; form && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(form, names[i]) == 0)
			return (enum key_form)i;
	return KEY_VALUE;
}

/* Makes the rule one of the set. */
static struct relation *add_relation(struct rule_reader *reader, enum rule_type type)
{
	struct rule *rule = reader->rule;

	rule->type = type;
	rule->relation = mem_zalloc(&reader->packs->mem, sizeof(*rule->relation));
	return rule->relation;
}

static void read_unique(struct rule_reader *reader, const struct node *unique)
{
	struct relation *relation = add_relation(reader, RULE_UNIQUE);

	relation->keys = compile_list(reader, node_member(unique, "key"), !reader->rule->given,
		&relation->nkeys);
	relation->form = read_form(unique);
}

static void read_disjoint(struct rule_reader *reader, const struct node *disjoint)
{
	struct relation *relation = add_relation(reader, RULE_DISJOINT);

	relation->value = compile_member(reader, disjoint, "prefix");
	relation->keys = compile_list(reader, node_member(disjoint, "within"), !reader->rule->given,
		&relation->nkeys);
}

/* "same" or "diverse": a value, and the keys of the group in which it is compared. */
static void read_group(struct rule_reader *reader, const struct node *group, enum rule_type type)
{
	struct relation *relation = add_relation(reader, type);
	const struct node *value = node_member(group, "value"), *least = node_member(group, "least");
	int64_t number = 0;

	relation->value = compile(reader, value);
	check_paths(reader, value, relation->value, !reader->rule->given);
	relation->keys = compile_list(reader, node_member(group, "within"), !reader->rule->given,
		&relation->nkeys);
	relation->form = read_form(group);
	if (least && node_type(least) == NODE_NUMBER)
		number_to_int64(number_read(node_text(least), least->length), &number);
	relation->least = number > 0 ? (size_t)number : 0;
}

/* "on" is one pair, or a list of pairs. */
static void read_join_keys(struct rule_reader *reader, const struct node *on)
{
	struct relation *relation = reader->rule->relation;
	const struct node *pair = node_child(on);
	size_t most = on ? on->length + 1 : 1;

	relation->keys = mem_alloc(&reader->packs->mem, most * sizeof(const struct expression *));
	relation->other_keys = mem_alloc(&reader->packs->mem, most * sizeof(const struct expression *));
	if (pair && node_type(pair) == NODE_STRING)
		pair = on;
	for (; pair; pair = pair == on ? NULL : node_next(pair)) {
		const struct expression *a = compile(reader, node_element(pair, 0));
		const struct expression *b = compile(reader, node_element(pair, 1));

		if (!a || !b) {
			if (!reader->failed)
				complain_text(reader, pair, "a pair has two expressions: one for a, one for b");
			return;
		}
		relation->keys[relation->nkeys] = a;
		relation->other_keys[relation->nkeys++] = b;
	}
}

static void read_join(struct rule_reader *reader, const struct node *join)
{
	struct relation *relation = add_relation(reader, RULE_JOIN);

	relation->with = read_kinds(reader, node_member(join, "with"), &relation->nwith);
	read_join_keys(reader, node_member(join, "on"));
}

static void read_assertion(struct rule_reader *reader)
{
	const struct node *source = reader->rule->source;
	const struct node *unique = node_member(source, "unique");
	const struct node *disjoint = node_member(source, "disjoint");
	const struct node *same = node_member(source, "same");
	const struct node *diverse = node_member(source, "diverse");
	const struct node *join = node_member(source, "join");

	if (unique)
		read_unique(reader, unique);
	else if (disjoint)
		read_disjoint(reader, disjoint);
	else if (same)
		read_group(reader, same, RULE_SAME);
	else if (diverse)
		read_group(reader, diverse, RULE_DIVERSE);
	else if (join)
		read_join(reader, join);
	reader->rule->assert = compile_verdict(reader, "assert");
	if ((reader->rule->type == RULE_ASSERT || join) && !reader->rule->assert && !reader->failed)
		complain_text(reader, source, "a rule says what must hold: in assert, unique, "
			"disjoint, same, diverse, or join with assert");
}

static void read_head(struct rule_reader *reader)
{
	struct rule *rule = reader->rule;
	const char *severity = node_member_string(rule->source, "severity");
	const char *profile = node_member_string(rule->source, "profile");

	rule->pedantic = profile && strcmp(profile, "pedantic") == 0;
	if (!severity || !severity_parse(severity, &rule->severity) || rule->severity == SEVERITY_OFF)
		complain_text(reader, rule->source, "severity must be error, warning or info");
	rule->kinds = read_kinds(reader, node_member(rule->source, "kind"), &rule->nkinds);
	if (rule->nkinds == 0 && !reader->failed)
		complain_text(reader, rule->source, "a rule names the kind that it is for");
}

static void read_report(struct rule_reader *reader)
{
	struct rule *rule = reader->rule;
	struct rule_report *report = mem_zalloc(&reader->packs->mem, sizeof(*report));
	const struct node *message = node_member(rule->source, "message");
	const struct node *fix = node_member(rule->source, "fix");
	const struct node *safe = fix ? node_member(fix, "safe") : NULL;
	struct err err = { 0 };

	report->at = compile_query(reader, "at", !rule->given);
	report->related = compile_list(reader, node_member(rule->source, "related"), !rule->given,
		&report->nrelated);
	if (!message)
		message = node_member(rule->source, "summary");
	if (message && node_type(message) == NODE_STRING) {
		report->message = template_parse(reader->packs->space, node_text(message),
			message->length, &err);
		if (!report->message)
			complain(reader, SEVERITY_ERROR, "pack/expression", message, &err, NULL);
	}
	if (report->message && reader->check) {
		struct path_check check = { reader, message, !rule->given, 0 };

		template_expressions(report->message, check_placeholder, &check);
	}
	report->fix_at = compile_member(reader, fix, "at");
	report->fix_value = compile_member(reader, fix, "set");
	report->fix_safe = safe && node_type(safe) == NODE_TRUE;
	rule->report = report;
}

struct rule *rule_read(struct packs *packs, const char *pack, const char *id,
	const struct node *source, const struct pack_file *file, bool check)
{
	struct rule *rule = mem_zalloc(&packs->mem, sizeof(*rule));
	struct rule_reader reader = { packs, rule, pack, check, false };

	rule->id = id;
	rule->source = source;
	rule->file = file;
	read_head(&reader);
	rule->given = compile_query(&reader, "given", true);
	/* A join's keys and its when speak of different nodes: when comes last. */
	read_assertion(&reader);
	rule->when = compile_verdict(&reader, "when");
	if (check)
		read_report(&reader);
	return reader.failed ? NULL : rule;
}

void rule_prepare_report(struct packs *packs, struct rule *rule)
{
	struct rule_reader reader = { packs, rule, "", false, false };
	const struct reader json = { .names = packs->names };

	if (rule->report)
		return;
	if (!rule->source)
		rule->source = reader_read(&json, builtin_reports + rule->builtin->report,
			rule->builtin->report_length, &packs->mem);
	read_report(&reader);
}

static bool is_among(const char *id, const char **ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id || strcmp(ids[i], id) == 0)
			return true;
	return false;
}

unsigned rule_role(const struct rule *rule, const char *kind_id)
{
	unsigned role = 0;

	if (is_among(kind_id, rule->kinds, rule->nkinds))
		role |= RULE_EXAMINES;
	if (rule->relation && is_among(kind_id, rule->relation->with, rule->relation->nwith))
		role |= RULE_JOINS;
	return role;
}
