#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shape_world.h"

/* Types, and what is one step from the right one. */
static void tells_types(void **state)
{
	static const struct row rows[] = {
		{ "{\"type\":\"integer\"}",
			"\"64512\"",
			"type #: the document must be an integer, found \"64512\" (a string) | "
			"write it without quotes | 64512" },
		{ "{\"type\":\"integer\"}",
			"1.5",
			"type #: the document must be an integer, found 1.5 (not an integer)" },
		{ "{\"type\":\"integer\"}",
			"1.0",
			"" },
		{ "{\"type\":\"integer\"}",
			"\"1.5\"",
			"type #: the document must be an integer, found \"1.5\" (a string)" },
		{ "{\"type\":\"integer\"}",
			"\"x\"",
			"type #: the document must be an integer, found \"x\" (a string)" },
		{ "{\"type\":\"number\"}",
			"\"1.5\"",
			"type #: the document must be a number, found \"1.5\" (a string) | write "
			"it without quotes | 1.5" },
		{ "{\"type\":\"string\"}",
			"64512",
			"type #: the document must be a string, found 64512 (a number) | write it "
			"in quotes | \"64512\"" },
		{ "{\"type\":\"boolean\"}",
			"\"true\"",
			"type #: the document must be true or false, found \"true\" (a string) | "
			"write it without quotes | true" },
		{ "{\"type\":\"null\"}",
			"\"null\"",
			"type #: the document must be null, found \"null\" (a string) | write it "
			"without quotes | null" },
		{ "{\"type\":[\"string\",\"null\"]}",
			"7",
			"type #: the document must be a string or null, found 7 (a number) | write "
			"it in quotes | \"7\"" },
		{ "{\"type\":[\"array\",\"object\"]}",
			"true",
			"type #: the document must be an object or an array, found true" },
		{ "{\"type\":\"string\"}",
			"[]",
			"type #: the document must be a string, found an empty array" },
		{ "{\"type\":\"string\"}",
			"[1]",
			"type #: the document must be a string, found an array" },
		{ "{\"type\":\"array\"}",
			"{\"a\":1}",
			"type #: the document must be an array, found an object" },
		{ "{\"type\":\"object\"}",
			"null",
			"type #: the document must be an object, found null" },
		{ "{\"type\":\"integer\",\"minimum\":5,\"enum\":[7]}",
			"\"x\"",
			"type #: the document must be an integer, found \"x\" (a string)" },
		{ "{\"type\":[\"integer\",\"number\"]}",
			"1.5",
			"" },
		{ "{\"items\":{\"type\":\"string\"}}",
			"[[\"a\"],1]",
			"type #/0: element [0] must be a string, found an array\n"
			"type #/1: element [1] must be a string, found 1 (a number) | write it in "
			"quotes | \"1\"" },
		{ "{\"items\":{\"items\":{\"type\":\"string\"}}}",
			"[[\"a\",2]]",
			"type #/0/1: element [0][1] must be a string, found 2 (a number) | write "
			"it in quotes | \"2\"" },
	};

	(void)state;
	CHECK(rows, false);
}

/* Numbers, exact whatever their size. */
static void tells_numbers(void **state)
{
	static const struct row rows[] = {
		{ "{\"minimum\":1}",
			"0",
			"range #: the document must be at least 1, found 0" },
		{ "{\"exclusiveMinimum\":1}",
			"1",
			"range #: the document must be more than 1, found 1" },
		{ "{\"maximum\":4294967295}",
			"4294967296",
			"range #: the document must be at most 4294967295, found 4294967296" },
		{ "{\"exclusiveMaximum\":0}",
			"0.0",
			"range #: the document must be less than 0, found 0.0" },
		{ "{\"multipleOf\":0.01}",
			"0.075",
			"multiple-of #: the document must be a multiple of 0.01, found 0.075" },
		{ "{\"multipleOf\":0.01}",
			"4.02",
			"" },
		{ "{\"maximum\":9007199254740993}",
			"9007199254740994",
			"range #: the document must be at most 9007199254740993, found "
			"9007199254740994" },
		{ "{\"maximum\":9007199254740993}",
			"9007199254740993",
			"" },
		{ "{\"minimum\":-1e400}",
			"-1e401",
			"range #: the document must be at least -1e400, found -1e401" },
		{ "{\"type\":\"integer\"}",
			"1e400",
			"" },
		{ "{\"multipleOf\":1e-400}",
			"1",
			"" },
		{ "{\"minimum\":1,\"multipleOf\":2}",
			"-1",
			"range #: the document must be at least 1, found -1" },
	};

	(void)state;
	CHECK(rows, false);
}

/* Of several faults of one string only the first is told. */
static void tells_strings(void **state)
{
	static const struct row rows[] = {
		{ "{\"minLength\":1}", "\"\"", "length #: the document must not be empty" },
		{ "{\"minLength\":2}", "\"é\"",
			"length #: the document must have at least 2 characters, has 1" },
		{ "{\"maxLength\":1}", "\"é\"", "" },
		{ "{\"maxLength\":2}", "\"abc\"",
			"length #: the document must have at most 2 characters, has 3" },
		{ "{\"maxLength\":0}", "\"a\"",
			"length #: the document must be empty, has 1 character" },
		{ "{\"pattern\":\"^[a-z]+$\"}", "\"A\"",
			"pattern #: the document must match the pattern ^[a-z]+$, found \"A\"" },
		{ "{\"pattern\":\"^b\",\"minLength\":3,\"enum\":[\"bbb\"]}", "\"a\"",
			"enum #: the document must be \"bbb\", found \"a\"" },
		{ "{\"pattern\":\"^b\",\"minLength\":3}", "\"a\"",
			"pattern #: the document must match the pattern ^b, found \"a\"" },
		{ "{\"pattern\":\"^b\",\"format\":\"ipv4\"}", "\"a\"",
			"format #: the document must be an IPv4 address, found \"a\": is neither "
			"an IPv4 nor an IPv6 address" },
		{ "{\"format\":\"ipv4\"}", "\"192.0.2.300\"",
			"format #: the document must be an IPv4 address, found \"192.0.2.300\": an "
			"octet is above 255" },
		{ "{\"format\":\"ipv4\"}", "\"2001:db8::1\"",
			"format #: the document must be an IPv4 address, found \"2001:db8::1\": "
			"this is IPv6" },
		{ "{\"format\":\"ipv6\"}", "\"2001:db8::1::2\"",
			"format #: the document must be an IPv6 address, found \"2001:db8::1::2\": "
			"\"::\" stands twice" },
		{ "{\"format\":\"ip-prefix\"}", "\"192.0.2.1\"",
			"format #: the document must be an address with its prefix length, found "
			"\"192.0.2.1\": has no prefix length" },
		{ "{\"format\":\"date\"}", "\"2026-02-30\"",
			"format #: the document must be a date such as 2026-11-21, found "
			"\"2026-02-30\": the month has no such day" },
		{ "{\"format\":\"uuid\"}", "\"x\"",
			"format #: the document must be a UUID, found \"x\": it does not have 36 "
			"characters" },
		{ "{\"format\":\"regex\"}", "\"a**\"",
			"format #: the document must be a regular expression, found \"a**\": there "
			"is nothing to repeat" },
		{ "{\"format\":\"no-such-format\"}", "\"x\"", "" },
		{ "{\"pattern\":\"^(?=(a+)+$)a\"}",
			"\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"",
			"pattern #: the document cannot be matched: the pattern ^(?=(a+)+$)a takes "
			"more than 44000 steps, or too much memory" },
		{ "{\"pattern\":\"^.{3}$\"}",
			"\"0123456789012345678901234567890123456789012345678901234567890123456789"
			"\"",
			"pattern #: the document must match the pattern ^.{3}$, found "
			"\"012345678901234567890123456789012345678901234567890123456789…\"" },
	};

	(void)state;
	CHECK(rows, false);
}

/* enum and const, with what was probably meant. */
static void tells_values(void **state)
{
	static const struct row rows[] = {
		{ "{\"enum\":[\"a\",\"b\"]}", "\"c\"",
			"enum #: the document must be one of \"a\" or \"b\", found \"c\"" },
		{ "{\"const\":\"gcp\"}", "\"GCP\"",
			"const #: the document must be \"gcp\", found \"GCP\" | did you mean "
			"\"gcp\"? | \"gcp\"" },
		{ "{\"enum\":[\"50M\",\"1G\",\"10G\"]}", "\"1Gbps\"",
			"enum #: the document must be one of \"50M\", \"1G\" or \"10G\", found "
			"\"1Gbps\" | did you mean \"1G\"? | \"1G\"" },
		{ "{\"enum\":[\"50M\",\"1G\",\"10G\"]}", "\"1000M\"",
			"enum #: the document must be one of \"50M\", \"1G\" or \"10G\", found "
			"\"1000M\" | did you mean \"1G\"? | \"1G\"" },
		{ "{\"enum\":[\"50M\",\"1G\",\"10G\"]}", "\"1g\"",
			"enum #: the document must be one of \"50M\", \"1G\" or \"10G\", found "
			"\"1g\" | did you mean \"1G\"? | \"1G\"" },
		{ "{\"enum\":[\"50M\",\"1G\",\"10G\"]}", "\"10 Gbit/s\"",
			"enum #: the document must be one of \"50M\", \"1G\" or \"10G\", found "
			"\"10 Gbit/s\" | did you mean \"10G\"? | \"10G\"" },
		{ "{\"enum\":[\"50M\",\"1G\",\"10G\"]}", "\"50\"",
			"enum #: the document must be one of \"50M\", \"1G\" or \"10G\", found "
			"\"50\"" },
		{ "{\"enum\":[\"50M\",\"1G\",\"10G\"]}", "50",
			"enum #: the document must be one of \"50M\", \"1G\" or \"10G\", found "
			"50" },
		{ "{\"enum\":[\"dynamic_route_exchange\",\"advertise_only\"]}",
			"\"advertise-only\"",
			"enum #: the document must be one of \"dynamic_route_exchange\" or "
			"\"advertise_only\", found \"advertise-only\" | did you mean "
			"\"advertise_only\"? | \"advertise_only\"" },
		{ "{\"enum\":[\"dynamic_route_exchange\",\"advertise_only\"]}",
			"\"advertize_only\"",
			"enum #: the document must be one of \"dynamic_route_exchange\" or "
			"\"advertise_only\", found \"advertize_only\" | did you mean "
			"\"advertise_only\"? | \"advertise_only\"" },
		{ "{\"enum\":[1476,1500]}", "\"1500\"",
			"enum #: the document must be one of 1476 or 1500, found \"1500\" | did "
			"you mean 1500? | 1500" },
		{ "{\"enum\":[\"1476\",\"1500\"]}", "1500",
			"enum #: the document must be one of \"1476\" or \"1500\", found 1500 | "
			"did you mean \"1500\"? | \"1500\"" },
		{ "{\"enum\":[1,2,3,4,5,6,7,8,9,10,11,12,13]}", "14",
			"enum #: the document must be one of the 13 values that are allowed, found "
			"14" },
		{ "{\"enum\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]}", "17.0", "" },
		{ "{\"enum\":[{\"a\":1},[1,2]]}", "{\"a\":2}",
			"enum #: the document must be one of {\"a\":1} or [1,2], found an object" },
		{ "{\"const\":null}", "0", "const #: the document must be null, found 0" },
		{ "{\"const\":{\"a\":[1]}}", "{\"a\":[1.0]}", "" },
		{ "{\"enum\":[]}", "1", "enum #: the document must be one of no values, found 1" },
	};

	(void)state;
	CHECK(rows, false);
}

static void tells_arrays(void **state)
{
	static const struct row rows[] = {
		{ "{\"minItems\":2}", "[1]",
			"items-count #: the document must have at least 2 elements, has 1" },
		{ "{\"maxItems\":1}", "[1,2]",
			"items-count #: the document must have at most 1 element, has 2" },
		{ "{\"minItems\":1}", "[]", "items-count #: the document must not be empty" },
		{ "{\"maxItems\":0}", "[1,2]",
			"items-count #: the document must be empty, has 2 elements" },
		{ "{\"uniqueItems\":true}", "[1,2,1.0]",
			"unique-items #/2: element [2] repeats element [0]: 1.0" },
		{ "{\"uniqueItems\":true}", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]",
			"unique-items #/1: element [1] repeats element [0]: an object" },
		{ "{\"uniqueItems\":true}", "[1,2,3,4,5,6,7,8,9,10,\"a\",\"b\",5]",
			"unique-items #/12: element [12] repeats element [4]: 5" },
		{ "{\"contains\":{\"type\":\"string\"}}", "[1]",
			"contains #: the document must have at least 1 element that is a string, "
			"has 0" },
		{ "{\"contains\":{\"const\":1},\"minContains\":2}", "[1,2]",
			"contains #: the document must have at least 2 elements that are 1, has "
			"1" },
		{ "{\"contains\":{\"const\":1},\"maxContains\":1}", "[1,1]",
			"contains #: the document must have at most 1 element that is 1, has 2" },
		{ "{\"contains\":{\"title\":\"a primary link\"}, \"minContains\":0}", "[]", "" },
		{ "{\"prefixItems\":[{\"type\":\"string\"}],\"items\":false}", "[\"a\",1,2]",
			"additional #/1: element [1] is one element more than allowed\n"
			"additional #/2: element [2] is one element more than allowed" },
		{ "{\"prefixItems\":[{\"type\":\"string\"},false]}", "[1,2]",
			"type #/0: element [0] must be a string, found 1 (a number) | write it in "
			"quotes | \"1\"\n"
			"additional #/1: element [1] is one element more than allowed" },
		{ "{\"unevaluatedItems\":false,\"prefixItems\":[true]}", "[1,2]",
			"additional #/1: element [1] is one element more than allowed" },
	};

	(void)state;
	CHECK(rows, false);
}

static void tells_objects(void **state)
{
	static const struct row rows[] = {
		{ "{\"required\":[\"a\"]}",
			"{}",
			"required #: the document is missing the member a" },
		{ "{\"required\":[\"a\",\"b\"]}",
			"{}",
			"required #: the document is missing the members a and b" },
		{ "{\"required\":[\"a\",\"b\",\"c\"]}",
			"{\"b\":1}",
			"required #: the document is missing the members a and c" },
		{ "{\"properties\":{\"x\":{\"required\":[\"a\"]}}}",
			"{\"x\":{}}",
			"required #/x: x is missing the member a" },
		{ "{\"required\":[\"customer_asn\"],\"properties\":{\"customer_asn\":"
			"{\"type\":\"integer\"}}}",
			"{\"customer_ans\":1}",
			"unknown-member #/customer_ans@: unknown member \"customer_ans\" | did you "
			"mean customer_asn? | \"customer_asn\"" },
		{ "{\"required\":[\"customer_asn\"],\"properties\":{\"customer_asn\":{}}}",
			"{\"Customer-ASN\":1}",
			"unknown-member #/Customer-ASN@: unknown member \"Customer-ASN\" | did you "
			"mean customer_asn? | \"customer_asn\"" },
		{ "{\"properties\":{\"cust_ip\":{},\"p2p_ip\":{}}}",
			"{\"custip\":1,\"p2p_ip\":2,\"p2pip\":3}",
			"unknown-member(warning) #/custip@: unknown member \"custip\" | did you "
			"mean cust_ip? | \"cust_ip\"\n"
			"unknown-member(warning) #/p2pip@: unknown member \"p2pip\"" },
		{ "{\"properties\":{\"a\":{}}}",
			"{\"zzzzzz\":1}",
			"unknown-member(warning) #/zzzzzz@: unknown member \"zzzzzz\"" },
		{ "{}",
			"{\"zzzzzz\":1}",
			"" },
		{ "{\"required\":[\"a\"]}",
			"{\"a\":1,\"zzzzzz\":1}",
			"" },
		{ "{\"properties\":{\"a\":{}},\"additionalProperties\":true}",
			"{\"zzzzzz\":1}",
			"" },
		{ "{\"properties\":{\"alpha\":{}},\"additionalProperties\":false}",
			"{\"alpah\":1,\"zzzzzz\":2}",
			"additional #/alpah@: member \"alpah\" is not allowed here | did you mean "
			"alpha? | \"alpha\"\n"
			"additional #/zzzzzz@: member \"zzzzzz\" is not allowed here | what may be "
			"here: alpha" },
		{ "{\"required\":[\"alpha\"],\"properties\":{\"alpha\":{}},"
			"\"additionalProperties\":false}",
			"{\"alpah\":1}",
			"additional #/alpah@: member \"alpah\" is not allowed here | did you mean "
			"alpha? | \"alpha\"" },
		{ "{\"properties\":{\"a\":{}},\"patternProperties\":{\"^x-\":{\"type\":"
			"\"integer\"}}}",
			"{\"x-b\":\"c\"}",
			"type #/x-b: x-b must be an integer, found \"c\" (a string)" },
		{ "{\"additionalProperties\":{\"type\":\"integer\"}}",
			"{\"a\":\"1\"}",
			"type #/a: a must be an integer, found \"1\" (a string) | write it without "
			"quotes | 1" },
		{ "{\"propertyNames\":{\"pattern\":\"^[a-z]+$\"}}",
			"{\"A\":1}",
			"member-name #/A@: the member name \"A\" must match the pattern ^[a-z]+$" },
		{ "{\"propertyNames\":{\"enum\":[\"alpha\"]}}",
			"{\"alpah\":1}",
			"member-name #/alpah@: the member name \"alpah\" must be \"alpha\" | did "
			"you mean \"alpha\"? | \"alpha\"" },
		{ "{\"propertyNames\":false}",
			"{\"a\":1}",
			"member-name #/a@: the member name \"a\" is not allowed here" },
		{ "{\"minProperties\":1}",
			"{}",
			"members-count #: the document must not be empty" },
		{ "{\"minProperties\":2}",
			"{\"a\":1}",
			"members-count #: the document must have at least 2 members, has 1" },
		{ "{\"maxProperties\":1}",
			"{\"a\":1,\"b\":2}",
			"members-count #: the document must have at most 1 member, has 2" },
		{ "{\"dependentRequired\":{\"a\":[\"b\",\"c\"]}}",
			"{\"a\":1,\"b\":2}",
			"dependent-required #: a needs c beside it" },
		{ "{\"dependentSchemas\":{\"a\":{\"required\":[\"b\"]}}}",
			"{\"a\":1}",
			"required #: the document is missing the member b" },
		{ "{\"properties\":{\"a\":false}}",
			"{\"a\":1}",
			"never #/a@: a is not allowed here" },
		{ "{\"unevaluatedProperties\":false,\"properties\":{\"alpha\":{\"type\":"
			"\"string\"}}}",
			"{\"alpha\":1,\"alpah\":2}",
			"type #/alpha: alpha must be a string, found 1 (a number) | write it in "
			"quotes | \"1\"\n"
			"additional #/alpah@: member \"alpah\" is not allowed here" },
		{ "{\"allOf\":[{\"properties\":{\"a\":{\"properties\":{\"x\":{}}}}},"
			"{\"properties\":{\"a\":{\"properties\":{\"y\":{}}}}}]}",
			"{\"a\":{\"x\":1,\"y\":2,\"zzz\":3}}",
			"unknown-member(warning) #/a/zzz@: unknown member \"zzz\"" },
		{ "{\"allOf\":[{\"properties\":{\"a\":{}}},{\"properties\":{\"b\":{}}}]}",
			"{\"a\":1,\"b\":2,\"cccc\":3}",
			"unknown-member(warning) #/cccc@: unknown member \"cccc\"" },
		{ "{\"anyOf\":[{\"properties\":{\"a\":{}},\"required\":[\"a\"]},"
			"{\"properties\":{\"b\":{}},\"required\":[\"b\"]}]}",
			"{\"a\":1,\"dddd\":2}",
			"unknown-member(warning) #/dddd@: unknown member \"dddd\"" },
		{ "{\"if\":{\"properties\":{\"t\":{\"const\":1}},\"required\":[\"t\"]},"
			"\"then\":{\"properties\":{\"u\":{}}}}",
			"{\"t\":2}",
			"" },
	};

	(void)state;
	CHECK(rows, true);
}

/* What several schemas say of one place is told once. */
static void tells_once(void **state)
{
	static const struct row rows[] = {
		{ "{\"allOf\":[{\"$ref\":\"#/$defs/a\"},{\"$ref\":\"#/$defs/a\"},"
			"{\"required\":[\"a\",\"c\"],\"properties\":{\"a\":{\"type\":\"integer\","
			"\"maximum\":5}}}],\"$defs\":{\"a\":{\"required\":[\"a\",\"b\"],"
			"\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":true}}}}",
			"{\"a\":\"x\"}",
			"type #/a: a must be an integer, found \"x\" (a string)\n"
			"required #: the document is missing the members b and c" },
		{ "{\"allOf\":[{\"type\":\"integer\"},{\"type\":\"integer\"}]}",
			"\"x\"",
			"type #: the document must be an integer, found \"x\" (a string)" },
		{ "{\"allOf\":[{\"enum\":[\"a\"]},{\"minLength\":3}]}",
			"\"x\"",
			"enum #: the document must be \"a\", found \"x\"" },
		{ "{\"allOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}",
			"{}",
			"required #: the document is missing the members a and b" },
		{ "{\"if\":{\"required\":[\"t\"]},\"then\":{\"required\":[\"u\"]},\"else\":"
			"{\"required\":[\"v\"]}}",
			"{\"t\":1}",
			"required #: the document is missing the member u" },
		{ "{\"if\":{\"required\":[\"t\"]},\"then\":{\"required\":[\"u\"]},\"else\":"
			"{\"required\":[\"v\"]}}",
			"{}",
			"required #: the document is missing the member v" },
		{ "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"required\":[\"v\"],"
			"\"properties\":{\"v\":{\"type\":\"integer\"},\"c\":{\"items\":{\"$ref\":"
			"\"#/$defs/n\"}}}}}}",
			"{\"v\":1,\"c\":[{\"v\":2,\"c\":[{\"v\":\"x\"},{}]}]}",
			"type #/c/0/c/0/v: v must be an integer, found \"x\" (a string)\n"
			"required #/c/0/c/1: c[1] is missing the member v" },
	};

	(void)state;
	CHECK(rows, true);
}

static void tells_alternatives(void **state)
{
	static const struct row rows[] = {
		{ "{\"anyOf\":[{\"format\":\"ipv4\"},{\"format\":\"ipv6\"}]}",
			"\"x\"",
			"any-of #: the document must be an IPv4 address or an IPv6 address, found "
			"\"x\"" },
		{ "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\",\"minLength\":3}]}",
			"\"x\"",
			"length #: the document must have at least 3 characters, has 1" },
		{ "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\"}]}",
			"1",
			"type #: the document must be a string or null, found 1 (a number) | write "
			"it in quotes | \"1\"" },
		{ "{\"oneOf\":[{\"const\":\"a\"},{\"enum\":[\"b\",\"c\"]}]}",
			"\"B\"",
			"enum #: the document must be one of \"a\", \"b\" or \"c\", found \"B\" | "
			"did you mean \"b\"? | \"b\"" },
		{ "{\"oneOf\":[{\"type\":\"integer\"},{\"minimum\":2}]}",
			"3",
			"one-of #: the document fits form 1 of 2 as well as form 2 of 2, and must "
			"fit exactly one of them" },
		{ "{\"oneOf\":[{\"type\":\"integer\"},{\"minimum\":2}]}",
			"1.5",
			"one-of #: the document must be an integer or at least 2, found 1.5" },
		{ "{\"oneOf\":[{\"title\":\"a tag\",\"minLength\":1},{\"title\":\"a name\","
			"\"minLength\":2}]}",
			"\"abc\"",
			"one-of #: the document fits a tag as well as a name, and must fit exactly "
			"one of them" },
		{ "{\"oneOf\":[{\"properties\":{\"kind\":{\"const\":\"a\"},\"x\":{\"type\":"
			"\"integer\"}}},{\"properties\":{\"kind\":{\"const\":\"b\"},\"x\":"
			"{\"type\":\"string\"}}}]}",
			"{\"kind\":\"b\",\"x\":1}",
			"type #/x: as kind \"b\": x must be a string, found 1 (a number) | write "
			"it in quotes | \"1\"" },
		{ "{\"oneOf\":[{\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{}},"
			"\"required\":[\"a\",\"b\"]},{\"properties\":{\"c\":{}},\"required\":"
			"[\"c\"]}]}",
			"{\"a\":\"x\",\"b\":1}",
			"type #/a: as form 1 of 2: a must be an integer, found \"x\" (a string)" },
		{ "{\"oneOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]}",
			"{\"a\":1,\"b\":2}",
			"one-of #: the document fits form 1 of 2 as well as form 2 of 2, and must "
			"fit exactly one of them" },
		{ "{\"not\":{\"title\":\"a reserved name\",\"enum\":[\"x\"]}}",
			"\"x\"",
			"not #: the document must not be a reserved name, found \"x\"" },
		{ "{\"not\":{\"required\":[\"a\"]}}",
			"{\"a\":1}",
			"not #: the document is what \"not\" in its schema forbids" },
		{ "{\"not\":{\"required\":[\"a\"],\"x-message\":\"a is for responses only\"}}",
			"{\"a\":1}",
			"not #: a is for responses only" },
		{ "{\"anyOf\":[{\"items\":{\"type\":\"string\"}},{\"type\":\"string\"}]}",
			"[\"a\",1]",
			"type #/1: element [1] must be a string, found 1 (a number) | write it in "
			"quotes | \"1\"" },
		{ "{\"oneOf\":[false,false]}",
			"1",
			"one-of #: the document must be of form 1 or of form 2, found 1" },
		{ "false",
			"1",
			"never #: the document is not allowed here" },
		{ "{\"properties\":{\"a\":{\"oneOf\":[{\"type\":\"object\",\"required\":"
			"[\"x\"]},{\"type\":\"null\"}]}}}",
			"{\"a\":{}}",
			"required #/a: a is missing the member x" },
	};

	(void)state;
	CHECK(rows, true);
}

/* x-message and description. */
static void tells_in_the_schemas_words(void **state)
{
	static const struct row rows[] = {
		{ "{\"x-message\":\"the VLAN must be from 1 to 4094, not {value}\","
			"\"maximum\":4094}",
			"5000",
			"range #: the VLAN must be from 1 to 4094, not 5000" },
		{ "{\"x-message\":\"{value}, {value}\",\"type\":\"string\"}",
			"5",
			"type #: 5, 5 | write it in quotes | \"5\"" },
		{ "{\"description\":\"The AS number.\",\"type\":\"integer\"}",
			"\"x\"",
			"type #: the document must be an integer, found \"x\" (a string) | The AS "
			"number." },
		{ "{\"description\":\"The AS number.\",\"type\":\"integer\"}",
			"\"5\"",
			"type #: the document must be an integer, found \"5\" (a string) | write "
			"it without quotes | 5" },
		{ "{\"x-message\":\"set either a or b\",\"oneOf\":[{\"required\":[\"a\"]},"
			"{\"required\":[\"b\"]}]}",
			"{\"a\":1,\"b\":1}",
			"one-of #: set either a or b" },
		{ "{\"x-message\":\"a CNI needs an account\",\"required\":[\"account\"]}",
			"{}",
			"required #: a CNI needs an account" },
	};

	(void)state;
	CHECK(rows, false);
}

#define ALIASES "{\"properties\":{\"p2p_ip\":{\"x-aliases\":[1,\"cf_ip\"]},\"cf_ids\":true}"

/* x-aliases. */
static void knows_other_names(void **state)
{
	static const struct row rows[] = {
		{ ALIASES "}",
			"{\"cf_ip\":1}",
			"unknown-member(warning) #/cf_ip@: unknown member \"cf_ip\" | did you mean "
			"p2p_ip? | \"p2p_ip\"" },
		{ ALIASES ",\"required\":[\"p2p_ip\"]}",
			"{\"cf_ip\":1}",
			"unknown-member #/cf_ip@: unknown member \"cf_ip\" | did you mean p2p_ip? "
			"| \"p2p_ip\"" },
		{ ALIASES "}",
			"{\"cf_ip\":1,\"p2p_ip\":1}",
			"unknown-member(warning) #/cf_ip@: unknown member \"cf_ip\"" },
		{ "{\"properties\":{\"a\":{\"x-aliases\":7},\"b\":false}}",
			"{\"other\":1}",
			"unknown-member(warning) #/other@: unknown member \"other\"" },
	};

	(void)state;
	CHECK(rows, true);
}

static void hides_secrets(void **state)
{
	static const struct row rows[] = {
		{ "{\"properties\":{\"md5_key\":{\"type\":\"string\",\"x-secret\":true,"
			"\"pattern\":\"^[a-z]+$\"}}}",
			"{\"md5_key\":\"HUSH1\"}",
			"pattern #/md5_key: md5_key must match the pattern ^[a-z]+$, found …" },
		{ "{\"properties\":{\"md5_key\":{\"x-secret\":true,\"enum\":[\"a\",\"b\"]}}}",
			"{\"md5_key\":\"A\"}",
			"enum #/md5_key: md5_key must be one of \"a\" or \"b\", found …" },
		{ "{\"properties\":{\"md5_key\":{\"x-secret\":true,\"type\":\"integer\"}}}",
			"{\"md5_key\":\"12345\"}",
			"type #/md5_key: md5_key must be an integer, found … (a string)" },
		{ "{\"properties\":{\"key\":{\"$ref\":\"#/$defs/s\"}},\"$defs\":{\"s\":"
			"{\"x-secret\":true,\"format\":\"ipv4\",\"x-message\":\"bad: {value}\"}}}",
			"{\"key\":\"192.0.2.300\"}",
			"format #/key: bad: …" },
		{ "{\"properties\":{\"keys\":{\"x-secret\":true,\"uniqueItems\":true}}}",
			"{\"keys\":[\"a\",\"a\"]}",
			"unique-items #/keys/1: keys[1] repeats keys[0]: …" },
	};

	(void)state;
	CHECK(rows, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_types),
		cmocka_unit_test(tells_numbers),
		cmocka_unit_test(tells_strings),
		cmocka_unit_test(tells_values),
		cmocka_unit_test(tells_arrays),
		cmocka_unit_test(tells_objects),
		cmocka_unit_test(tells_once),
		cmocka_unit_test(tells_alternatives),
		cmocka_unit_test(tells_in_the_schemas_words),
		cmocka_unit_test(knows_other_names),
		cmocka_unit_test(hides_secrets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
