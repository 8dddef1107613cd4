#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "json/node.h"
#include "shape/format.h"

struct row {
	const char *text;
	bool ok;
};

/* What the format says of a text; where a node can tell, it says the same. */
static const char *check(const struct format *format, const char *text, size_t n)
{
	const char *why = format->check(text, n);
	struct node string = {
		.item = { .type = cJSON_String, .valuestring = (char *)(uintptr_t)text },
		.length = (uint32_t)n,
	};

	if (format->fits)
		assert_int_equal(format->fits(&string), !why);
	return why;
}

static void check_rows(const char *name, const struct row *rows, size_t n)
{
	const struct format *format = format_find(name);
	struct err err = { 0 };

	assert_non_null(format);
	if (!format_prepare(format, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < n; i++) {
		const char *why = check(format, rows[i].text, strlen(rows[i].text));

		if (!why != rows[i].ok)
			fail_msg("%s \"%s\": %s", name, rows[i].text, why ? why : "taken");
	}
}

#define CHECK(name, rows) check_rows(name, rows, sizeof(rows) / sizeof((rows)[0]))

static void reads_dates(void **state)
{
	static const struct row dates[] = {
		{ "2026-11-21", true },
		{ "2024-02-29", true },
		{ "2000-02-29", true },
		{ "1900-02-29", false },
		{ "2023-02-29", false },
		{ "2026-00-01", false },
		{ "2026-13-01", false },
		{ "2026-04-31", false },
		{ "2026-1-01", false },
		{ "26-01-01", false },
		{ "2026-01-01 ", false },
		{ "", false },
		{ "2026-01-", false },
	};
	static const struct row times[] = {
		{ "14:30:00Z", true },
		{ "14:30:00.5z", true },
		{ "14:30:00+05:30", true },
		{ "23:59:60Z", true },
		{ "00:59:60+01:00", true },
		{ "18:59:60-05:00", true },
		{ "22:59:60Z", false },
		{ "23:59:61Z", false },
		{ "24:00:00Z", false },
		{ "14:60:00Z", false },
		{ "14:30:00", false },
		{ "14:30Z", false },
		{ "14:30:00.Z", false },
		{ "14:30:00+24:00", false },
		{ "14:30:00+05:60", false },
		{ "14:30:00+0530", false },
		{ "14:30:00Zx", false },
		{ "14:30:00+", false },
	};
	static const struct row moments[] = {
		{ "2026-11-21T14:30:00Z", true },
		{ "2026-11-21t14:30:00z", true },
		{ "2026-11-21 14:30:00Z", false },
		{ "2026-11-21", false },
		{ "2026-11-21T", false },
	};
	static const struct row durations[] = {
		{ "P1Y", true },
		{ "P1Y2M3DT4H5M6S", true },
		{ "PT1H", true },
		{ "P3W", true },
		{ "P1YT1M", true },
		{ "P", false },
		{ "PT", false },
		{ "P1YT", false },
		{ "P1Y1W", false },
		{ "P1W1D", false },
		{ "P1Y1D", false },
		{ "PT1H1S", false },
		{ "P1H", false },
		{ "1Y", false },
		{ "P1", false },
		{ "P1.5Y", false },
		{ "P1M1Y", false },
		{ "P1Y1Y", false },
		{ "PT1H ", false },
		{ "T1H", false },
	};

	(void)state;
	CHECK("date", dates);
	CHECK("time", times);
	CHECK("date-time", moments);
	CHECK("duration", durations);
}

static void reads_names(void **state)
{
	static const struct row hosts[] = {
		{ "example.com", true },
		{ "a", true },
		{ "1.2.3", true },
		{ "a-b.c--d", true },
		{ "xn--bcher-kva.example", true },
		{ "xn--", false },
		{ "xn--a", false },
		{ "a..b", false },
		{ "", false },
		{ ".a", false },
		{ "a.", false },
		{ "-a", false },
		{ "a-", false },
		{ "a.-b", false },
		{ "a_b", false },
		{ "a b", false },
		{ "b\xC3\xBC", false },
	};
	static const struct row names[] = {
		{ "b\xC3\xBC"
		  "cher.example",
			true },
		{ "example", true },
		{ "\xE3\x80\x82", false },
		{ "a\xE3\x80\x82"
		  "b",
			true },
		{ "B\xC3\x9C"
		  "cher",
			false },
		{ "xn--bcher-kva", true },
		{ "xn--bcher-kvb", false },
		{ "xn--a", false },
		{ "a..b", false },
		{ "", false },
		{ "1a.\xD7\x90", false },
		{ "a1.\xD7\x90", true },
		{ "a\xFF", false },
		{ "\xD7\x90"
		  "1",
			true },
		{ "a\xD7\x90", false },
		{ "b\xC3\xBC-", false },
		{ "\xED\xA0\x80", false },
	};
	static const struct row mails[] = {
		{ "a@b", true },
		{ "a.b@example.com", true },
		{ "\"a b\"@c", true },
		{ "\"a\\\"b\"@c", true },
		{ "a@[192.0.2.1]", true },
		{ "a@[IPv6:2001:db8::1]", true },
		{ "a@[tag:x]", false },
		{ "a@[2001:db8::1]", false },
		{ "a@[IPv6:192.0.2.1]", false },
		{ "a@[192.0.2.300]", false },
		{ "a@[]", false },
		{ "a@[192.0.2.1", false },
		{ "a@", false },
		{ "@b", false },
		{ "a", false },
		{ "", false },
		{ "a@b@c", false },
		{ "a..b@c", false },
		{ ".a@c", false },
		{ "a.@c", false },
		{ "\"a@c", false },
		{ "\"a\"b@c", false },
		{ "\"a\"", false },
		{ "\"a\\", false },
		{ "a b@c", false },
		{ "a@b_c", false },
		{ "a@-b", false },
		{ "\xC3\xA9@b", false },
	};
	static const struct row idn_mails[] = {
		{ "\xC3\xA9@b\xC3\xBC", true }, { "\"\xC3\xA9 b\"@c", true }, { "a@b", true },
		{ "\xFF@b", false }, { "a@-\xC3\xBC", false }, { "a@", false },
	};

	(void)state;
	CHECK("hostname", hosts);
	CHECK("idn-hostname", names);
	CHECK("email", mails);
	CHECK("idn-email", idn_mails);
}

static void reads_uris(void **state)
{
	static const struct row uris[] = {
		{ "http://example.com", true },
		{ "a:", true },
		{ "urn:a:b", true },
		{ "http://u:p@h:80/p;q?a=b/?#f/?", true },
		{ "http://[::1]:8080/", true },
		{ "http://[v7.a:b]/", true },
		{ "http://h:/", true },
		{ "file:///a", true },
		{ "a://", true },
		{ "a:%41", true },
		{ "http://[::1]x/", false },
		{ "http://[::1/", false },
		{ "http://[v.a]/", false },
		{ "http://[v7.]/", false },
		{ "http://[192.0.2.1]/", false },
		{ "http://h:8a/", false },
		{ "http://a@b@c/", false },
		{ "http://h/a b", false },
		{ "http://h/%4", false },
		{ "http://h/%", false },
		{ "http://h/#a#b", false },
		{ "http://h/[", false },
		{ "://h", false },
		{ "1a:b", false },
		{ "", false },
		{ "//h", false },
		{ "http://h/\xC3\xA9", false },
		{ "http://h/\\", false },
	};
	static const struct row references[] = {
		{ "", true },
		{ "#", true },
		{ "?a", true },
		{ "a/b:c", true },
		{ "./a:b", true },
		{ "//h/p", true },
		{ "/a//b", true },
		{ "../a", true },
		{ "1:b", false },
		{ "a b", false },
		{ ":a", false },
		{ "\\a", false },
		{ "//h:x", false },
	};
	static const struct row iris[] = {
		{ "http://\xC3\xA9.example/\xE2\x82\xAC?\xEE\x80\x80", true },
		{ "http://h/\xEE\x80\x80", false },
		{ "http://h/\xC2\x85", false },
		{ "http://h/\xEF\xB7\x90", false },
		{ "\xC3\xA9", false },
		{ "http://h/\xFF", false },
		{ "http://h/\xF0\x9F\xBF\xBF", false },
		{ "http://h/\xF3\xA0\x80\x80", false },
	};
	static const struct row templates[] = {
		{ "", true },
		{ "/a/{b}", true },
		{ "{+a,b:3,c*}", true },
		{ "{a.b}", true },
		{ "{%41}", true },
		{ "{=a}", true },
		{ "{|a}", true },
		{ "\xC3\xA9", true },
		{ "'", true },
		{ "{", false },
		{ "}", false },
		{ "{}", false },
		{ "{a", false },
		{ "{a,}", false },
		{ "{a b}", false },
		{ "{a:}", false },
		{ "{a:0}", false },
		{ "{a:10000}", false },
		{ "{a:3*}", false },
		{ "{a*:3}", false },
		{ "{.}", false },
		{ "{a.}", false },
		{ "{{a}}", false },
		{ "%", false },
		{ "%4x", false },
		{ "a\"", false },
		{ "a|b", false },
		{ "a b", false },
		{ "{$a}", false },
	};

	(void)state;
	CHECK("uri", uris);
	CHECK("uri-reference", references);
	CHECK("iri", iris);
	CHECK("uri-template", templates);
}

static void reads_the_rest(void **state)
{
	static const struct row uuids[] = {
		{ "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", true },
		{ "182BD5E5-6E1A-4FE4-A799-AA6D9A6AB26E", true },
		{ "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26", false },
		{ "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26g", false },
		{ "182bd5e506e1a-4fe4-a799-aa6d9a6ab26e", false },
		{ "182bd5e5--e1a-4fe4-a799-aa6d9a6ab26e", false }, { "", false },
	};
	static const struct row pointers[] = {
		{ "", true }, { "/", true }, { "/a~0~1/b", true }, { "a", false }, { "/~", false },
		{ "/~2", false }, { "#/a", false },
	};
	static const struct row relatives[] = {
		{ "0", true },
		{ "1/a", true },
		{ "2#", true },
		{ "10/", true },
		{ "1+1/a", true },
		{ "1-2#", true },
		{ "01", false },
		{ "", false },
		{ "/a", false },
		{ "1+0", false },
		{ "1+", false },
		{ "1+01", false },
		{ "-1", false },
		{ "1##", false },
		{ "1a", false },
		{ "1#/a", false },
	};
	static const struct row prefixes[] = {
		{ "192.0.2.1/31", true }, { "2001:db8::/32", true }, { "192.0.2.1", false },
		{ "192.0.2.1/33", false }, { "192.0.2.1/01", false }, { "", false }, { "/", false },
	};
	static const struct row v4[] = {
		{ "192.0.2.1/31", true }, { "2001:db8::/32", false }, { "192.0.2.1", false },
	};
	static const struct row v6[] = {
		{ "192.0.2.1/31", false }, { "2001:db8::/32", true }, { "2001:db8::", false },
	};
	static const struct row patterns[] = {
		{ "^a+$", true },
		{ "(?<=a*)b", true },
		{ "a{2,1}", false },
		{ "(", false },
		{ "\\Z", false },
	};

	(void)state;
	CHECK("uuid", uuids);
	CHECK("json-pointer", pointers);
	CHECK("relative-json-pointer", relatives);
	CHECK("ip-prefix", prefixes);
	CHECK("ipv4-prefix", v4);
	CHECK("ipv6-prefix", v6);
	CHECK("regex", patterns);
	assert_null(format_find("asn"));
}

/* Any byte in any place: a hyphen, a digit, or wrong. */
static void tells_digits_of_uuids(void **state)
{
	const struct format *format = format_find("uuid");

	(void)state;
	for (size_t i = 0; i < 36; i++) {
		for (int c = 0; c < 256; c++) {
			char text[] = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e";
			bool right = text[i] == '-' ? c == '-' : c && strchr("0123456789abcdefABCDEF", c);

			text[i] = (char)c;
			assert_int_equal(!format->check(text, 36), right);
		}
	}
}

/* Whatever the bytes, each format says yes or no. */
static void survives_all_bytes(void **state)
{
	static const char *const names[] = { "date", "date-time", "duration", "email", "hostname",
		"idn-email", "idn-hostname", "ip-prefix", "ipv4", "ipv4-prefix", "ipv6", "ipv6-prefix",
		"iri", "iri-reference", "json-pointer", "regex", "relative-json-pointer", "time", "uri", "uri-reference",
		"uri-template", "uuid" };
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[48];
		size_t n = (size_t)round % sizeof(text);

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = (seed >> 28) < 4
					  ? (char)(seed >> 16)
					  : "xn--.:/@[]%{}\"1aPT\\(\xC3\xA9"[seed >> 16 & 15];
		}
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
			char *copy = malloc(n + 1);

			memcpy(copy, text, n);
			copy[n] = '\0';
			check(format_find(names[k]), copy, n);
			free(copy);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_dates),
		cmocka_unit_test(reads_names),
		cmocka_unit_test(reads_uris),
		cmocka_unit_test(reads_the_rest),
		cmocka_unit_test(tells_digits_of_uuids),
		cmocka_unit_test(survives_all_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
