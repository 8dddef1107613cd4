#include "lint/key.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"
#include "lint/facts.h"
#include "net/prefix.h"
#include "query/query.h"

/* Appends an address or prefix in one spelling; false if the value is none. */
static bool print_prefix(struct buf *out, const struct node *value, enum key_form form)
{
	const struct prefix *prefix = node_prefix(value);
	struct prefix network;
	char text[PREFIX_TEXT];

	if (!prefix)
		return false;
	if (form == KEY_PREFIX) {
		network = prefix_network(prefix);
		prefix = &network;
	}
	buf_add(out, text,
		form == KEY_IP ? prefix_print_address(prefix, text) : prefix_print(prefix, text));
	return true;
}

static int compare_hashes(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

/* Appends the elements of an array, in an order of their own and each once; false if it is none. */
static bool print_set(struct buf *out, const struct node *value)
{
	uint64_t *hashes;
	size_t n = 0;

	if (node_type(value) != NODE_ARRAY)
		return false;
	hashes = heap_alloc((value->length + 1) * sizeof(*hashes));
	for (const struct node *item = node_child(value); item; item = node_next(item))
		hashes[n++] = node_hash(item);
	qsort(hashes, n, sizeof(*hashes), compare_hashes);
	buf_putc(out, 'e');
	for (size_t i = 0; i < n; i++)
		if (i == 0 || hashes[i] != hashes[i - 1])
			buf_add(out, (const char *)&hashes[i], sizeof(hashes[i]));
	free(hashes);
	return true;
}

/*
 * Appends a key's value such that equal keys give equal bytes, and no two run
 * together. What is no address in a key of addresses (the network that they
 * are in, say), or no array in one of sets, counts as it is.
 */
static bool print_key(struct buf *out, const struct node *value, enum key_form form)
{
	bool done = false;

	if (!value)
		return false;
	if (form == KEY_SET)
		done = print_set(out, value);
	else if (form != KEY_VALUE)
		done = print_prefix(out, value, form);
	if (!done)
		facts_print_value(out, value);
	buf_putc(out, '\0');
	return true;
}

bool key_make(struct set *set, const struct expression *const *keys, size_t n, enum key_form form,
	const struct node *current, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < n; i++)
		if (!print_key(out, expression_value(set->lint->run, keys[i], current), form))
			return false;
	return true;
}

struct lint_place key_begin(struct set *set, const struct fact *fact)
{
	struct lint_place place = recall_document(set, fact->document);

	query_run_begin(set->lint->run, place.node);
	return place;
}

const struct node *key_current(struct set *set, const struct rule *rule, const struct fact *fact)
{
	const struct node *whole = key_begin(set, fact).node, *const *nodes;
	size_t n, i = fact->node & (FACT_NODES - 1);

	if (!rule->given)
		return whole;
	n = expression_nodes(set->lint->run, rule->given, whole, &nodes);
	return i < n ? nodes[i] : whole;
}

/* The key of a fact again, in out: hashes that are equal are looked at closely. */
static void key_again(struct set *set, const struct rule *rule, const struct fact *fact,
	struct buf *out)
{
	enum key_form form = rule->type == RULE_UNIQUE ? rule->relation.form : KEY_VALUE;

	key_make(set, rule->relation.keys, rule->relation.nkeys, form, key_current(set, rule, fact), out);
}

bool key_is_same(struct set *set, const struct rule *rule, const struct fact *x,
	const struct fact *y)
{
	key_again(set, rule, x, &set->key);
	key_again(set, rule, y, &set->other_key);
	return set->key.length == set->other_key.length &&
	       memcmp(set->key.data, set->other_key.data, set->key.length) == 0;
}
