/* Joins: what is held against a document does not depend on what was read before it. */
#include "lint/lint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "lint/recall.h"
#include "pack/pack.h"

/* More than is kept of what was read, several times. */
#define DOCUMENTS 3000
#define PADDING 1000

static void print_vxc(struct buf *out, int number, int bandwidth)
{
	buf_printf(out, "{\"id\":\"7c0b8a52-3f5e-4d0e-9a51-%012x\",\"cloud_provider\":\"aws\","
			"\"record_type\":\"virtual_cross_connect\",\"cloud_provider_region\":\"r-%d\","
			"\"region_code\":\"ashburn-va\",\"bandwidth_mbps\":%d}\n",
		(unsigned)number, number, bandwidth);
}

static void print_coverage(struct buf *out, int region, int bandwidth)
{
	buf_printf(out, "{\"cloud_provider\":\"aws\",\"cloud_provider_region\":\"r-%d\","
			"\"available_bandwidth\":[%d],\"location\":{\"code\":\"ashburn-va\",\"pop\":\"%*d\"}}\n",
		region, bandwidth, PADDING, region);
}

/* How many VXCs are said to have a bandwidth that their places have not. */
static size_t count_uncovered(const struct buf *vxcs, const struct buf *coverage)
{
	const struct lint_options options = { 0 };
	struct findings findings;
	struct packs packs;
	struct lint lint;
	struct err err = { 0 };
	size_t n = 0;

	packs_init(&packs);
	packs_add_builtin(&packs);
	findings_init(&findings);
	lint_init(&lint, &packs, &options, &findings);
	lint_text(&lint, "vxcs.ndjson", vxcs->data, vxcs->length);
	lint_text(&lint, "coverage.ndjson", coverage->data, coverage->length);
	assert_true(lint_finish(&lint, &err));
	for (size_t i = 0; i < findings.count; i++)
		n += strcmp(findings.items[i].rule, "telnyx/bandwidth-not-covered") == 0;
	lint_release(&lint);
	findings_release(&findings);
	packs_release(&packs);
	return n;
}

/* Each VXC has two places to be held against, of which the second has its bandwidth. */
static void all_partners_are_seen(void **state)
{
	struct buf vxcs, coverage;

	(void)state;
	_Static_assert((size_t)DOCUMENTS * PADDING > 2 * RECALL_MAX, "they are forgotten in between");
	for (int uncovered = 0; uncovered < 2; uncovered++) {
		buf_init(&vxcs);
		buf_init(&coverage);
		for (int i = 0; i < DOCUMENTS; i++) {
			print_vxc(&vxcs, i, uncovered && i == DOCUMENTS / 2 ? 200 : 100);
			print_coverage(&coverage, i, 50);
			print_coverage(&coverage, i, 100);
		}
		assert_int_equal(count_uncovered(&vxcs, &coverage), uncovered);
		buf_release(&vxcs);
		buf_release(&coverage);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_partners_are_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
