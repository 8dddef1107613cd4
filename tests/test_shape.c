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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_the_kind_that_is_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
