/* Facts: what columns keep, how lists are put together, and how copies leave them. */
#include "lint/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json/node.h"
#include "lint/lookup.h"
#include "net/prefix.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* All combinations of the columns that not all lists have. */
#define COLUMNS_END 8u

static const char *const prefixes[] = {
	"0.0.0.0/0", "10.1.2.0/31", "255.255.255.255/32", "::/0",      "fd00::/8",
	"::1/128",   "::ffff:0:0/96", "2001:db8::/126",   "::8000/113", "0.0.0.1/32",
};

static struct prefix prefix_at(size_t i)
{
	const char *text = prefixes[i % COUNT(prefixes)];
	struct prefix prefix;

	assert_null(prefix_parse(text, strlen(text), PREFIX_LENGTH, &prefix));
	return prefix;
}

/* What the ith fact of all lists is. */
static void put(struct fact_list *list, size_t i, uint32_t document)
{
	struct prefix prefix = prefix_at(i);
	size_t at;

	assert_true(facts_reserve(list, 1));
	at = facts_put(list, 1000 + i, (struct fact){ document, (uint32_t)i % 7 });
	if (list->columns & FACTS_OF_VALUES)
		facts_set_value(list, at, 2000 + i / 5);
	if (list->columns & FACTS_OF_PREFIXES)
		facts_set_prefix(list, at, &prefix);
}

/* Whether the fact at a place of a list is what put made of i. */
static void assert_is(const struct fact_list *list, size_t at, size_t i, uint32_t document)
{
	struct prefix prefix = prefix_at(i);
	struct u128 address = u128_load(prefix.address);
	struct fact fact = facts_at(list, at);

	assert_int_equal(list->hashes[at], 1000 + i);
	assert_int_equal(fact.document, document);
	assert_int_equal(fact.node, list->columns & FACTS_OF_NODES ? i % 7 : 0);
	if (list->columns & FACTS_OF_VALUES)
		assert_int_equal(facts_value(list, at), 2000 + i / 5);
	if (!(list->columns & FACTS_OF_PREFIXES))
		return;
	assert_true(u128_equal(facts_address(list, at), address));
	assert_int_equal(list->lengths[at], prefix.length + (prefix.family == 4 ? FACT_IPV4 : 0));
}

static void lists_keep_what_is_put(void **state)
{
	(void)state;
	for (unsigned columns = 0; columns < COLUMNS_END; columns++) {
		struct fact_list list;

		facts_init(&list, columns);
		for (size_t i = 0; i < 1000; i++)
			put(&list, i, (uint32_t)i / 2);
		assert_int_equal(list.count, 1000);
		for (size_t i = 0; i < 1000; i++)
			assert_is(&list, i, i, (uint32_t)i / 2);
		assert_int_equal(!list.nodes, !(columns & FACTS_OF_NODES));
		assert_int_equal(!list.values, !(columns & FACTS_OF_VALUES));
		assert_non_null(list.documents);
		assert_int_equal(!list.highs, !(columns & FACTS_OF_PREFIXES));
		facts_release(&list);
	}
}

static void addresses_of_ipv4_take_one_column(void **state)
{
	struct fact_list list;

	(void)state;
	facts_init(&list, FACTS_OF_PREFIXES);
	for (size_t i = 0; i < 3; i++)
		put(&list, i, 0);
	assert_null(list.highs);
	put(&list, 4, 0);
	assert_non_null(list.highs);
	for (size_t i = 0; i < 3; i++)
		assert_is(&list, i, i, 0);
	facts_release(&list);
}

/* Documents one after the other and equal values take no column, until one is otherwise. */
static void what_follows_takes_no_column(void **state)
{
	static const struct {
		uint32_t document; /* of the last fact */
		uint64_t value;
		bool documents, values; /* whether there are such columns then */
	} rows[] = {
		{ 79, 5, false, false }, { 78, 5, true, false }, { 80, 5, true, false },
		{ 79, 6, false, true }, { 200, 6, true, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fact_list list;

		facts_init(&list, FACTS_OF_VALUES);
		for (uint32_t k = 0; k < 30; k++) {
			bool last = k == 29;
			struct fact fact = { last ? rows[i].document : k + 50, 0 };

			assert_true(facts_reserve(&list, 1));
			facts_set_value(&list, facts_put(&list, k, fact), last ? rows[i].value : 5);
		}
		assert_int_equal(list.documents != NULL, rows[i].documents);
		assert_int_equal(list.values != NULL, rows[i].values);
		for (uint32_t k = 0; k < 30; k++) {
			assert_int_equal(facts_at(&list, k).document,
				k == 29 ? rows[i].document : k + 50);
			assert_int_equal(facts_value(&list, k), k == 29 ? rows[i].value : 5);
		}
		facts_release(&list);
	}
}

static void too_many_are_refused(void **state)
{
	struct fact_list list = { .count = 5, .cap = 5 };

	(void)state;
	assert_false(facts_reserve(&list, UINT32_MAX - 5));
	assert_false(facts_reserve(&list, SIZE_MAX));
	assert_null(list.hashes);
}

/* Lists of so many facts, from the ith prefix on, joined. */
static void check_join(unsigned columns, size_t first, size_t nfirst, size_t second, size_t nsecond,
	uint32_t further)
{
	struct fact_list list, other;

	facts_init(&list, columns);
	facts_init(&other, columns);
	for (size_t i = 0; i < nfirst; i++)
		put(&list, first + i, (uint32_t)i);
	for (size_t i = 0; i < nsecond; i++)
		put(&other, second + i, (uint32_t)i);
	facts_join(&list, &other, further);
	assert_int_equal(list.count, nfirst + nsecond);
	for (size_t i = 0; i < nfirst; i++)
		assert_is(&list, i, first + i, (uint32_t)i);
	for (size_t i = 0; i < nsecond; i++)
		assert_is(&list, nfirst + i, second + i, (uint32_t)i + further);
	facts_release(&list);
	facts_release(&other);
}

static void lists_are_joined(void **state)
{
	(void)state;
	for (unsigned columns = 0; columns < COLUMNS_END; columns++) {
		check_join(columns, 0, 0, 0, 0, 500);
		check_join(columns, 0, 3, 0, 0, 500);
		check_join(columns, 0, 0, 3, 2, 500);
		check_join(columns, 0, 3, 3, 4, 500); /* IPv4, then IPv6 */
		check_join(columns, 4, 1, 0, 3, 500); /* and the other way round */
		check_join(columns, 0, 100, 0, 70, 500);
		/* Documents one after the other, and values that are all the same, or not. */
		check_join(columns, 0, 0, 0, 5, 3);
		check_join(columns, 0, 2, 2, 3, 2);
		check_join(columns, 0, 5, 5, 5, 5);
		check_join(columns, 0, 5, 0, 5, 5);
		check_join(columns, 0, 5, 5, 5, 6);
	}
}

static void copies_leave_the_lists(void **state)
{
	struct set_document documents[300] = { 0 };
	struct relation_facts facts = { 0 }, *relations[] = { NULL, &facts };
	struct set set = { .relations = relations, .relations_cap = 2, .documents = documents };

	(void)state;
	for (unsigned columns = 0; columns < COLUMNS_END; columns++) {
		size_t kept = 0;

		facts_init(&facts.list, columns);
		for (uint32_t i = 0; i < 300; i++) {
			documents[i].flags = i % 3 == 1 ? DOCUMENT_COPY : 0;
			put(&facts.list, i, i);
		}
		facts_drop_copies(&set);
		for (uint32_t i = 0; i < 300; i++)
			if (i % 3 != 1)
				assert_is(&facts.list, kept++, i, i);
		assert_int_equal(facts.list.count, kept);
		facts_release(&facts.list);
	}
}

/* {=== documents === */

static void parents_are_kept_once(void **state)
{
	struct lint_file files[2] = { { .name = "a" }, { .name = "b" } };
	struct node root = { 0 }, items = { .parent = &root, .key_length = 5 };
	struct node other = { .parent = &root, .key_length = 5 };
	struct set set = { 0 };

	(void)state;
	items.item.string = (char[]){ "items" };
	other.item.string = (char[]){ "other" };
	assert_int_equal(facts_keep_parent(&set, &files[0], NULL), 0);
	assert_int_equal(facts_keep_parent(&set, &files[0], &items), 1);
	assert_int_equal(facts_keep_parent(&set, &files[0], &other), 2);
	assert_int_equal(facts_keep_parent(&set, &files[1], &items), 3);
	assert_int_equal(facts_keep_parent(&set, &files[0], &items), 1);
	assert_int_equal(facts_keep_parent(&set, &files[0], NULL), 0);
	assert_int_equal(facts_keep_parent(&set, &files[1], &items), 3);
	assert_string_equal(set.parents[1].path->item.string, "items");
	free(set.parents);
	mem_release(&set.mem);
}

static void extents_of_pages_count_for_all(void **state)
{
	static const struct {
		enum extent first, second, all;
	} rows[] = {
		{ EXTENT_UNKNOWN, EXTENT_UNKNOWN, EXTENT_UNKNOWN },
		{ EXTENT_UNKNOWN, EXTENT_WHOLE, EXTENT_WHOLE },
		{ EXTENT_WHOLE, EXTENT_UNKNOWN, EXTENT_WHOLE },
		{ EXTENT_WHOLE, EXTENT_WHOLE, EXTENT_WHOLE },
		{ EXTENT_WHOLE, EXTENT_PART, EXTENT_PART },
		{ EXTENT_PART, EXTENT_WHOLE, EXTENT_PART },
		{ EXTENT_PART, EXTENT_UNKNOWN, EXTENT_PART },
	};
	const struct kind *kind = (const struct kind *)&rows, *other = (const struct kind *)&kind;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct set set = { 0 };

		facts_note_extent(&set, kind, rows[i].first);
		facts_note_extent(&set, kind, rows[i].second);
		assert_int_equal(facts_extent(&set, kind), rows[i].all);
		assert_int_equal(facts_extent(&set, other), EXTENT_UNKNOWN);
		free(set.extents);
	}
}

/* }=== */

/* Hashes that fall on one slot, and such as are equal. */
static void hashes_are_looked_up(void **state)
{
	static const uint64_t hashes[] = {
		0, 1, 16, 32, UINT64_C(1) << 32, 1, 15, 31, 47, 0, UINT64_MAX, 16,
	};
	struct lookup lookup;
	struct mem mem = { 0 };

	(void)state;
	lookup_init(&lookup, hashes, COUNT(hashes), &mem);
	for (size_t i = 0; i < COUNT(hashes); i++) {
		uint32_t *slot = lookup_slot(&lookup, hashes[i]);
		size_t first = 0;

		while (hashes[first] != hashes[i])
			first++;
		assert_int_equal(*slot, first < i ? first + 1 : 0);
		if (*slot == 0)
			*slot = (uint32_t)i + 1;
	}
	assert_int_equal(*lookup_slot(&lookup, 48), 0);
	lookup_init(&lookup, NULL, 0, &mem);
	assert_int_equal(*lookup_slot(&lookup, 7), 0);
	mem_release(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_keep_what_is_put),
		cmocka_unit_test(addresses_of_ipv4_take_one_column),
		cmocka_unit_test(what_follows_takes_no_column),
		cmocka_unit_test(too_many_are_refused),
		cmocka_unit_test(lists_are_joined),
		cmocka_unit_test(copies_leave_the_lists),
		cmocka_unit_test(parents_are_kept_once),
		cmocka_unit_test(extents_of_pages_count_for_all),
		cmocka_unit_test(hashes_are_looked_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
