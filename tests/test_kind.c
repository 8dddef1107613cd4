/* A document's kind is the same whatever documents came before it: what names tell is kept. */
#include "pack/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/names.h"
#include "json/node.h"
#include "json/reader.h"
#include "query/query.h"

/* Members that kinds are told by, each with values of which some tell another kind. */
static const char *const members[] = {
	"\"id\":1", "\"cust_ip\":\"x\"", "\"p2p_ip\":null", "\"account\":\"a\"", "\"account\":null",
	"\"account\":\"023e105f4ecef8ad9ca31a8372d0c353\"", "\"interconnect\":\"i\"", "\"magic\":{}",
	"\"bgp\":{}", "\"facility\":1", "\"site\":1", "\"slot_id\":1", "\"name\":\"n\"",
	"\"type\":\"direct\"", "\"type\":\"gcp_partner\"", "\"type\":7", "\"speed\":1",
	"\"state\":\"Pending\"", "\"state\":false", "\"reason\":\"r\"", "\"stat\":\"Down\"",
	"\"default_asn\":1", "\"defaultasn\":1", "\"items\":[]",
	"\"items\":[{\"id\":1,\"cust_ip\":2,\"account\":3,\"bgp\":4}]", "\"next\":null",
	"\"next\":1", "\"result\":[]", "\"success\":true",
	"\"result\":{\"id\":1,\"cust_ip\":2,\"account\":3,\"bgp\":4}", "\"record_type\":\"x\"",
	"\"record_type\":\"virtual_cross_connect\"", "\"network_id\":1", "\"cloud_provider\":\"aws\"",
	"\"cloud_provider_region\":1", "\"primary_cloud_ip\":1", "\"data\":[]", "\"unknown\":1",
	"\"another\":2",
};

#define COUNT (sizeof(members) / sizeof(members[0]))

static uint32_t seed = 1;

static uint32_t next_number(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static void make_object(struct buf *text)
{
	uint32_t n = next_number(7), first = next_number(COUNT);

	buf_clear(text);
	buf_puts(text, "{");
	for (uint32_t i = 0; i < n; i++) {
		/* Of neighbours, as they go together, and sometimes of any. */
		uint32_t which = next_number(5) ? (first + next_number(12)) % COUNT : next_number(COUNT);

		buf_printf(text, "%s%s", i ? "," : "", members[which]);
	}
	buf_puts(text, "}");
}

static void check_names(struct packs *packs, struct query_run *run, const struct node *object,
	size_t *told)
{
	for (size_t i = 0; i < packs->nkinds; i++) {
		const struct expression *match = packs->kinds[i]->match;
		enum truth by_names, truth;

		if (!match)
			continue;
		query_run_begin(run, object);
		by_names = expression_test_by_names(run, match, object);
		query_run_begin(run, object);
		truth = expression_test(run, match, object);
		assert_true(by_names == TRUTH_UNKNOWN || by_names == truth);
		*told += by_names != TRUTH_UNKNOWN;
	}
}

static void kinds_do_not_depend_on_others(void **state)
{
	struct packs packs;
	struct query_run *run;
	size_t known = 0, told = 0;
	struct buf text;

	(void)state;
	packs_init(&packs);
	packs_add_builtin(&packs);
	run = query_run_new(packs.space);
	buf_init(&text);
	for (int i = 0; i < 20000; i++) {
		struct reader reader = { .names = packs.names };
		struct mem mem = { 0 };
		const struct node *object;
		const struct kind *kind;

		make_object(&text);
		object = reader_read(&reader, text.data, text.length, &mem);
		assert_non_null(object);
		kind = packs_classify(&packs, run, object);
		assert_ptr_equal(packs_classify(&packs, run, object), kind);
		if (i % 2) {
			memset(packs.told, 0, sizeof(packs.told));
			assert_ptr_equal(packs_classify(&packs, run, object), kind);
		}
		known += kind != NULL;
		check_names(&packs, run, object, &told);
		mem_release(&mem);
	}
	assert_true(known > 1000 && known < 19000);
	assert_true(told > 100000);
	buf_release(&text);
	query_run_free(run);
	packs_release(&packs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_do_not_depend_on_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
