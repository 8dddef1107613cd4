/*
 * The rules of the program's packs on mutants of their own examples: what checks that remember
 * say is what each rule says alone. Mutants have values about which rules ask, and the neighbours
 * of those.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"
#include "json/reader.h"
#include "pack/builtin.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/check.h"
#include "query/query.h"
#include "registries.h"

#define ROUNDS 40000
#define RULES_MAX 200

/* JSON texts, in the world's memory. */
struct texts {
	const char **items;
	size_t count, cap;
};

/* Rules of a kind that examine the same nodes. */
struct questions {
	const struct rule *rules[RULES_MAX];
	struct query_checks *checks;
	size_t count;
};

struct world {
	struct packs packs;
	struct mem mem, document;
	struct texts values;
	struct query_run *run, *alone; /* for the checks, and for each rule alone */
	uint64_t random;
	size_t tables, failed;
};

static size_t pick(struct world *world, size_t n)
{
	world->random = world->random * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (size_t)(world->random >> 33) % n;
}

static void add_text(struct texts *texts, const char *text)
{
	texts->items = heap_grow(texts->items, &texts->cap, texts->count + 1, sizeof(const char *));
	texts->items[texts->count++] = text;
}

/* {=== values === */

static void add_number(struct world *world, int64_t number)
{
	for (int64_t i = number - 1; i <= number + 1; i++)
		add_text(&world->values, mem_printf(&world->mem, "%lld", (long long)i));
}

/* A literal, and texts that are nearly it. */
static void add_string(struct world *world, const char *text, size_t n)
{
	int length = (int)n;

	add_text(&world->values, mem_printf(&world->mem, "\"%.*s\"", length, text));
	add_text(&world->values, mem_printf(&world->mem, "\"%.*sx\"", length, text));
	add_text(&world->values, mem_printf(&world->mem, "\" %.*s\"", length, text));
	for (size_t i = n < 90 ? n : 90; i <= n + 90; i += 30)
		add_text(&world->values, mem_printf(&world->mem, "\"%0*d\"", (int)i + 1, 0));
}

/* The literals of an expression, as well as its text shows them. */
static void add_literals(struct world *world, const char *expression)
{
	for (const char *p = expression; *p; p++) {
		char *end = NULL;

		if (*p >= '0' && *p <= '9') {
			long long number = strtoll(p, &end, 10);

			if (number < INT64_C(1000000000000))
				add_number(world, number);
		} else if (*p == '"' || *p == '\'') {
			end = strchr(p + 1, *p);
			if (!memchr(p, '\\', (size_t)(end - p)))
				add_string(world, p + 1, (size_t)(end - p - 1));
		}
		if (end > p)
			p = *end && (*end == '"' || *end == '\'') ? end : end - 1;
	}
}

static void add_address(struct world *world, const struct prefix *prefix)
{
	char text[PREFIX_TEXT];

	if (prefix->has_length)
		prefix_print(prefix, text);
	else
		prefix_print_address(prefix, text);
	add_text(&world->values, mem_printf(&world->mem, "\"%s\"", text));
}

/* The address alone, and as a prefix of several lengths. */
static void add_lengths(struct world *world, struct prefix prefix)
{
	unsigned most = prefix.family == 4 ? 32 : 128;
	const unsigned lengths[] = { prefix.length, prefix.length + 1u, most, most - 1, most - 2, 8 };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		prefix.has_length = true;
		prefix.length = (uint8_t)(lengths[i] <= most ? lengths[i] : most);
		add_address(world, &prefix);
	}
	prefix.has_length = false;
	prefix.length = (uint8_t)most;
	add_address(world, &prefix);
}

/* The ends of a block, and what lies beside them. */
static void add_block(struct world *world, const char *text)
{
	struct prefix block, ends[2], beside;

	if (prefix_parse(text, strlen(text), PREFIX_ANY, &block))
		return;
	ends[0] = prefix_network(&block);
	ends[1] = prefix_last(&block);
	for (size_t i = 0; i < 2; i++) {
		for (int64_t k = -1; k <= 1; k++)
			if (prefix_offset(&ends[i], k, &beside))
				add_lengths(world, beside);
	}
}

static void add_registries(struct world *world)
{
	static const char *const files[] = {
		"rules/registries/ipv4-special-purpose.json",
		"rules/registries/ipv6-special-purpose.json", "rules/registries/as-numbers.json",
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		const struct node *rows = registries_rows(files[i], &world->mem);

		assert_non_null(rows);
		for (const struct node *row = node_child(rows); row; row = node_next(row)) {
			if (node_member_string(row, "block"))
				add_block(world, node_member_string(row, "block"));
			else
				for (const struct node *node = node_child(row); node; node = node_next(node))
					if (node_type(node) == NODE_NUMBER)
						add_number(world, (int64_t)node->item.valuedouble);
		}
	}
}

/* }=== */

/* {=== mutants === */

/* The number of nodes of a tree, and the i-th of them. */
static const struct node *walk(const struct node *node, size_t *i)
{
	const struct node *found = NULL;

	if (*i == 0)
		return node;
	--*i;
	for (const struct node *child = node_child(node); child && !found; child = node_next(child))
		found = walk(child, i);
	return found;
}

static const struct node *pick_node(struct world *world, const struct node *root)
{
	size_t left = SIZE_MAX;

	walk(root, &left);
	left = pick(world, SIZE_MAX - left);
	return walk(root, &left);
}

static struct node *read_text(struct world *world, const char *text, size_t n)
{
	struct reader reader = { .names = world->packs.names };
	struct node *root = reader_read(&reader, text, n, &world->document);

	assert_non_null(root);
	return root;
}

/* What a text becomes where a value of it is another one, or its member is called otherwise. */
static const char *mutate(struct world *world, const char *text)
{
	const struct node *root = read_text(world, text, strlen(text)), *node, *other;
	const char *value = world->values.items[pick(world, world->values.count)];
	uint32_t start, end;

	node = pick_node(world, root);
	other = pick_node(world, root);
	start = node->start;
	end = node->end;
	if (pick(world, 8) == 0 && node->key_end > 0) {
		start = node->key_start;
		end = node->key_end;
		value = "\"no_name\"";
	} else if (pick(world, 5) == 0) {
		value = mem_printf(&world->document, "%.*s", (int)(other->end - other->start),
			text + other->start);
	}
	return mem_printf(&world->document, "%.*s%s%s", (int)start, text, value, text + end);
}

/* }=== */

/* {=== questions === */

static bool fails_alone(struct world *world, const struct rule *rule, const struct node *node)
{
	return (!rule->when || expression_test(world->alone, rule->when, node) == TRUTH_TRUE) &&
	       expression_test(world->alone, rule->assert, node) == TRUTH_FALSE;
}

static void ask_of_node(struct world *world, const struct questions *questions,
	const struct node *node, const char *text)
{
	bool failed[RULES_MAX] = { false };
	const struct query_check *check;
	size_t position = 0;

	while ((check = query_checks_next(questions->checks, &position, world->run, node)))
		failed[check->number] = true;
	assert_null(query_run_exceeded(world->run));
	for (size_t i = 0; i < questions->count; i++) {
		if (failed[i] != fails_alone(world, questions->rules[i], node))
			fail_msg("%s fails: %d, in %s", questions->rules[i]->id, failed[i], text);
		world->failed += failed[i];
	}
}

static void ask(struct world *world, const struct questions *questions, const char *text)
{
	const struct node *root = read_text(world, text, strlen(text));
	const struct node *const *nodes = &root;
	size_t n = 1;

	query_run_begin(world->run, root);
	query_run_begin(world->alone, root);
	if (questions->rules[0]->given)
		n = expression_nodes(world->run, questions->rules[0]->given, root, &nodes);
	for (size_t i = 0; i < n; i++)
		ask_of_node(world, questions, nodes[i], text);
}

static void make_checks(struct world *world, struct questions *questions)
{
	struct query_check checks[RULES_MAX];

	for (size_t i = 0; i < questions->count; i++)
		checks[i] = (struct query_check){
			questions->rules[i]->when, questions->rules[i]->assert, i,
		};
	questions->checks = query_checks_new(checks, questions->count, &world->tables);
}

/* Puts those rules of the kind together that examine the same; returns how many such there are. */
static size_t group(struct world *world, const struct kind *kind, struct questions *all)
{
	size_t n = 0, i;

	for (size_t k = 0; k < kind->nrules; k++) {
		const struct rule *rule = kind->rules[k];

		if (rule->type != RULE_ASSERT)
			continue;
		for (i = 0; i < n && all[i].rules[0]->given != rule->given; i++)
			;
		if (i == n)
			all[n++] = (struct questions){ .count = 0 };
		assert_true(all[i].count < RULES_MAX && n < RULES_MAX);
		all[i].rules[all[i].count++] = rule;
	}
	for (i = 0; i < n; i++)
		make_checks(world, &all[i]);
	return n;
}

/* }=== */

/* The examples of a rule, and its literals. */
static void add_rule(struct world *world, const struct rule *rule, struct texts *examples)
{
	const struct builtin_file *file =
		builtin_find(mem_printf(&world->mem, "%s.json", rule->id));
	static const char *const lists[] = { "good", "bad" }, *const parts[] = { "when", "assert" };
	const struct node *source;

	assert_non_null(file);
	source = read_text(world, builtin_text(file), file->length);
	for (size_t i = 0; i < 2; i++) {
		const struct node *list = node_member(source, lists[i]);

		if (node_member_string(source, parts[i]))
			add_literals(world, node_member_string(source, parts[i]));
		for (const struct node *node = list ? node_child(list) : NULL; node; node = node_next(node))
			add_text(examples, mem_printf(&world->mem, "%.*s", (int)(node->end - node->start),
				builtin_text(file) + node->start));
	}
	mem_rewind(&world->document, (struct mem_mark){ 0 });
}

static void ask_of_mutants(struct world *world, const struct kind *kind, size_t rounds)
{
	struct questions *all = heap_alloc(RULES_MAX * sizeof(*all));
	struct texts examples = { 0 };
	size_t n = group(world, kind, all);

	for (size_t i = 0; i < kind->nrules; i++)
		if (kind->rules[i]->type == RULE_ASSERT)
			add_rule(world, kind->rules[i], &examples);
	for (size_t i = 0; i < rounds && n > 0; i++) {
		const char *text = examples.items[pick(world, examples.count)];

		for (size_t k = pick(world, 4); k > 0; k--)
			text = mutate(world, text);
		for (size_t k = 0; k < n; k++)
			ask(world, &all[k], text);
		mem_rewind(&world->document, (struct mem_mark){ 0 });
	}
	for (size_t i = 0; i < n; i++)
		query_checks_free(all[i].checks);
	free(all);
	free(examples.items);
}

static void says_what_rules_say(void **state)
{
	struct world world = { .random = 1 };

	(void)state;
	packs_init(&world.packs);
	packs_add_builtin(&world.packs);
	packs_prepare_all(&world.packs);
	world.run = query_run_new(world.packs.space);
	world.alone = query_run_new(world.packs.space);
	add_registries(&world);
	for (size_t i = 0; i < world.packs.nkinds; i++)
		ask_of_mutants(&world, world.packs.kinds[i], ROUNDS / world.packs.nkinds);
	assert_true(world.failed > ROUNDS / 10);
	assert_int_equal(world.tables, 0);
	query_run_free(world.run);
	query_run_free(world.alone);
	packs_release(&world.packs);
	free(world.values.items);
	mem_release(&world.mem);
	mem_release(&world.document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_rules_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
