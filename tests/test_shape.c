#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shape_world.h"

static const char kinds[] =
	"{\"oneOf\":["
	"{\"title\":\"a "
	"CNI\",\"type\":\"object\",\"required\":[\"type\",\"account\",\"customer_asn\"],"
	"\"properties\":{\"type\":{\"const\":\"cni\"},\"account\":{\"type\":\"string\"},"
	"\"customer_asn\":{\"type\":\"integer\",\"minimum\":0},\"id\":{\"type\":\"integer\"},"
	"\"cust_ip\":{\"type\":\"string\",\"format\":\"ipv4\"},\"p2p_ip\":{\"type\":\"string\"}}},"
	"{\"title\":\"a GCP partner interconnect\",\"type\":\"object\","
	"\"required\":[\"type\",\"pairing_key\",\"bandwidth\"],"
	"\"properties\":{\"type\":{\"const\":\"gcp\"},\"account\":{\"type\":\"string\"},"
	"\"pairing_key\":{\"type\":\"string\"},\"bandwidth\":{\"enum\":[\"50M\",\"1G\",\"10G\"]}}}"
	"]}";

/* Two kinds told apart by type: what is wrong is said of the kind that is meant, once, at its
 * place. */
static void tells_the_kind_that_is_meant(void **state)
{
	static const struct row rows[] = {
		{ kinds,
			"{\"type\":\"cni\",\"account\":\"x\",\"customer_ans\":64512,"
			"\"cust_ip\":\"192.0.2.300\",\"p2p_ip\":\"192.0.2.4/"
			"31\",\"id\":9007199254740993}",
			"format #/cust_ip: as a CNI: cust_ip must be an IPv4 address, found "
			"\"192.0.2.300\": "
			"an octet is above 255\n"
			"unknown-member #/customer_ans@: unknown member \"customer_ans\" | did you "
			"mean "
			"customer_asn? | \"customer_asn\"" },
		{ kinds, "{\"type\":\"gcp\",\"account\":\"x\",\"bandwidth\":\"1Gbps\"}",
			"enum #/bandwidth: as a GCP partner interconnect: bandwidth must be one of "
			"\"50M\", "
			"\"1G\" or \"10G\", found \"1Gbps\" | did you mean \"1G\"? | \"1G\"\n"
			"required #: as a GCP partner interconnect: the document is missing the "
			"member "
			"pairing_key" },
		{ kinds, "{\"type\":\"gpc\",\"account\":\"x\",\"bandwidth\":\"1G\"}",
			"enum #/type: type must be one of \"cni\" or \"gcp\", found \"gpc\" | did "
			"you mean "
			"\"gcp\"? | \"gcp\"" },
	};

	(void)state;
	CHECK(rows, true);
}

/* An object, or an array, of n values of which one, if it is below n, is of another sort. */
static void write_values(struct buf *out, bool object, size_t n, size_t odd)
{
	buf_clear(out);
	buf_putc(out, object ? '{' : '[');
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i > 0 ? "," : "");
		if (object)
			buf_printf(out, "\"%s%zu\":", i == odd ? "odd" : "a", i);
		buf_puts(out, i == odd ? "null" : "1");
	}
	buf_putc(out, object ? '}' : ']');
}

static void check_values(const char *schema, bool object, size_t n, size_t odd)
{
	struct world world;
	struct shape *shape;
	struct buf value;
	bool fits;

	buf_init(&value);
	write_values(&value, object, n, odd);
	open_world(&world);
	shape = compile(&world, schema);
	assert_non_null(shape);
	fits = shape_check(shape, read_node(&world, value.data),
		&(struct shape_run){ .report = note, .context = &world });
	if (fits != (odd == n))
		fail_msg("%zu values, the odd one %zu: %s", n, odd, world.out.data);
	close_world(&world);
	buf_release(&value);
}

/* What has been evaluated is kept in words of 64: each number around those, and each place. */
static void finds_what_nothing_has_evaluated(void **state)
{
	static const char items[] = "{\"contains\":{\"type\":\"integer\"},\"unevaluatedItems\":false}";
	static const char either_items[] =
		"{\"anyOf\":[{\"contains\":{\"const\":1}},{\"contains\":{\"const\":2}}],"
		"\"unevaluatedItems\":false}";
	static const char members[] =
		"{\"patternProperties\":{\"^a\":true},\"unevaluatedProperties\":false}";
	static const char either_members[] =
		"{\"anyOf\":[{\"patternProperties\":{\"^a.*[02468]$\":true}},"
		"{\"patternProperties\":{\"^a.*[13579]$\":true}}],\"unevaluatedProperties\":false}";
	static const size_t counts[] = { 2, 63, 64, 65, 127, 128, 129, 200 };

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		for (size_t odd = 0; odd <= counts[i]; odd++) {
			check_values(items, false, counts[i], odd);
			check_values(either_items, false, counts[i], odd);
			check_values(members, true, counts[i], odd);
			check_values(either_members, true, counts[i], odd);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_the_kind_that_is_meant),
		cmocka_unit_test(finds_what_nothing_has_evaluated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
