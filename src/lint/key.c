#include "lint/key.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"
#include "json/number.h"
#include "net/prefix.h"
#include "net/u128.h"
#include "query/query.h"

/* Digits of integers that a double holds exactly, as NODE_INTEGER has it, and not many more. */
#define EXACT_MAX INT64_C(1000000000000000)

/* Elements of a set up to which their hashes need no memory of their own. */
#define SET_SMALL 32

/* {=== parts === */

/* What a value is to a key: equal values are equal in all of it. */
struct part {
	uint64_t letter; /* of its type */
	uint64_t words[2];
	const char *text; /* NULL: the words say it */
	size_t length;
};

/* An address or prefix, whatever its spelling; false if the value is none. */
static bool read_prefix(const struct node *value, enum key_form form, struct part *part)
{
	const struct prefix *prefix = node_prefix(value);
	struct prefix compared;
	struct u128 address;

	if (!prefix)
		return false;
	compared = form == KEY_PREFIX ? prefix_network(prefix) : *prefix;
	if (form == KEY_IP)
		compared.length = 0;
	address = u128_load(compared.address);
	*part = (struct part){
		.letter = 'p' + 256u * compared.family + 65536u * compared.length,
		.words = { address.high, address.low },
	};
	return true;
}

static int compare_hashes(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

/* The elements of an array, in an order of their own and each once; false if it is none. */
static bool read_set(const struct node *value, struct part *part)
{
	uint64_t few[SET_SMALL], *hashes = few, hash = 0;
	size_t n = 0;

	if (node_type(value) != NODE_ARRAY)
		return false;
	if (value->length > SET_SMALL)
		hashes = heap_alloc(value->length * sizeof(*hashes));
	for (const struct node *item = node_child(value); item; item = node_next(item))
		hashes[n++] = node_hash(item);
	qsort(hashes, n, sizeof(*hashes), compare_hashes);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || hashes[i] != hashes[i - 1])
			hash = hash_mix(hash, hashes[i]);
	if (hashes != few)
		free(hashes);
	*part = (struct part){ .letter = 'e', .words = { hash, 0 } };
	return true;
}

/* By value: 1.0 and 1 are the same. */
static struct part number_part(const struct node *value)
{
	struct number number;
	int64_t integer;

	if (value->flags & NODE_INTEGER) {
		integer = (int64_t)value->item.valuedouble;
	} else {
		number = number_read(node_text(value), value->length);
		if (!number_to_int64(number, &integer) || integer <= -EXACT_MAX || integer >= EXACT_MAX)
			return (struct part){ .letter = 'n', .words = { number_hash(number), 0 } };
	}
	return (struct part){ .letter = 'i', .words = { (uint64_t)integer, 0 } };
}

static struct part value_part(const struct node *value)
{
	switch (node_type(value)) {
	case NODE_STRING:
		return (struct part){
			.letter = 's', .text = node_text(value), .length = value->length,
		};
	case NODE_NUMBER:
		return number_part(value);
	case NODE_ARRAY:
	case NODE_OBJECT:
		return (struct part){ .letter = 'c', .words = { node_hash(value), 0 } };
	default:
		return (struct part){ .letter = 'l', .words = { node_type(value), 0 } };
	}
}

/*
 * What is no address in a key of addresses (the network that they are in, say), or no array in one of
 * sets, counts as it is.
 */
static struct part read_part(const struct node *value, enum key_form form)
{
	struct part part;

	if (form == KEY_SET && read_set(value, &part))
		return part;
	if ((form == KEY_IP || form == KEY_PREFIX) && read_prefix(value, form, &part))
		return part;
	return value_part(value);
}

static uint64_t hash_text(const char *text, size_t n)
{
	return hash_mix('s', hash_bytes(text, n)) | 1;
}

static uint64_t hash_words(uint64_t letter, const uint64_t words[2])
{
	return hash_mix(hash_mix(letter, words[1]),
		       hash_bytes((const char *)words, sizeof(words[0]))) | 1;
}

static uint64_t hash_part(const struct part *part)
{
	return part->text ? hash_text(part->text, part->length) :
			    hash_words(part->letter, part->words);
}

/* Strings with their length in front, so that no two differ only in where one ends. */
static void print_part(struct buf *out, const struct part *part)
{
	buf_add(out, (const char *)&part->letter, sizeof(part->letter));
	if (part->text) {
		buf_add(out, (const char *)&part->length, sizeof(part->length));
		buf_add(out, part->text, part->length);
	} else {
		buf_add(out, (const char *)part->words, sizeof(part->words));
	}
}

/* }=== */

uint64_t key_hash(const struct node *value, enum key_form form)
{
	struct part part;

	if (!value)
		return 0;
	/* What most are, without a part of it. */
	if (form == KEY_VALUE && node_type(value) == NODE_STRING)
		return hash_text(node_text(value), value->length);
	part = read_part(value, form);
	return hash_part(&part);
}

bool key_make(struct set *set, const struct expression *const *keys, size_t n, enum key_form form,
	const struct node *current, struct buf *out, uint64_t *hash)
{
	uint64_t key = KEY_EMPTY;

	buf_clear(out);
	for (size_t i = 0; i < n; i++) {
		const struct node *value = expression_value(set->lint->run, keys[i], current);
		struct part part;

		if (!value)
			return false;
		part = read_part(value, form);
		print_part(out, &part);
		key = key_append(key, hash_part(&part));
	}
	if (hash)
		*hash = key;
	return true;
}

struct lint_place key_begin(struct set *set, uint32_t document)
{
	struct lint_place place = recall_document(set, document);

	query_run_begin(set->lint->run, place.node);
	return place;
}

const struct node *key_current(struct set *set, const struct rule *rule, struct fact fact)
{
	const struct node *whole = key_begin(set, fact.document).node;
	const struct recalled_nodes *given;

	if (!rule->given)
		return whole;
	given = recall_given(set, rule, fact.document);
	return fact.node < given->count ? given->nodes[fact.node] : whole;
}

/* The key of a fact again, in out. */
static void key_again(struct set *set, const struct rule *rule, struct fact fact, struct buf *out)
{
	enum key_form form = rule->type == RULE_UNIQUE ? rule->relation->form : KEY_VALUE;

	key_make(set, rule->relation->keys, rule->relation->nkeys, form,
		key_current(set, rule, fact), out, NULL);
}

bool key_is_same(struct set *set, const struct rule *rule, struct fact x, struct fact y)
{
	key_again(set, rule, x, &set->key);
	key_again(set, rule, y, &set->other_key);
	return set->key.length == set->other_key.length &&
	       memcmp(set->key.data, set->other_key.data, set->key.length) == 0;
}
