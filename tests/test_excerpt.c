/* Excerpts: what is shown of a line, where its marks are, and what is hidden. */
#include "json/excerpt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/hide.h"
#include "json/names.h"
#include "json/secret.h"

static struct names *make_names(void)
{
	static const char *const secrets[] = { "md5_key", "pairing_key", "cloud_account_id" };
	static const char *const others[] = { "mtu", "public_key", "name" };
	struct names *names = names_new();

	for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++)
		names_set_secret(names, names_add(names, secrets[i], strlen(secrets[i])));
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		names_add(names, others[i], strlen(others[i]));
	return names;
}

/* The @ in a text are where the stretch begins and ends. */
static void expect(const char *marked, const char *excerpt, size_t mark_start, size_t mark_end)
{
	struct names *names = make_names();
	struct mem mem = { 0 };
	char *text = malloc(strlen(marked) + 1);
	size_t n = 0, at[2] = { 0, 0 }, nat = 0;
	struct source source;
	struct region region;

	for (const char *p = marked; *p; p++) {
		if (*p == '@')
			at[nat++] = n;
		else
			text[n++] = *p;
	}
	assert_int_equal(nat, 2);
	source_init(&source, "name", text, n);
	region = excerpt_region(&source, at[0], at[1], names, &mem);
	assert_string_equal(region.excerpt, excerpt);
	assert_int_equal(region.mark_start, mark_start);
	assert_int_equal(region.mark_end, mark_end);
	source_release(&source);
	mem_release(&mem);
	names_free(names);
	free(text);
}

static void marks(void **state)
{
	(void)state;
	expect("@@", "", 0, 0);
	expect("@a@", "a", 0, 1);
	expect("x\n@a@b\ny", "ab", 0, 1);
	expect("x\r\na@b@\r\ny", "ab", 1, 2);
	expect("a@b\ncd@", "ab", 1, 2);
	expect("ab@\n@c", "ab", 2, 2);
	expect("\t@\xC3\xA9@x", "\t\xC3\xA9x", 1, 3);
}

static void secrets_are_hidden(void **state)
{
	static const struct {
		const char *line, *shown;
	} rows[] = {
		{ "{\"md5_key\": \"abc\", \"mtu\": 1}", "{\"md5_key\": …, \"mtu\": 1}" },
		{ "{\"md5_key\":\"a\\\"b\"}", "{\"md5_key\":…}" },
		{ "{\"md5_key\": null, \"a\": 1}", "{\"md5_key\": null, \"a\": 1}" },
		{ "{\"md5_key\": 123}", "{\"md5_key\": …}" },
		{ "{\"md5_key\": [\"a\", \"b\"], \"c\": 1}", "{\"md5_key\": …, \"c\": 1}" },
		{ "{\"md5_key\": {\"a\": {\"b\": \"}\"}}, \"c\": 1}", "{\"md5_key\": …, \"c\": 1}" },
		{ "{\"md5_kye\": \"abc\"}", "{\"md5_kye\": …}" },
		{ "{\"MD5-Key\": \"abc\"}", "{\"MD5-Key\": …}" },
		{ "{\"md5\\u005fkey\": \"abc\"}", "{\"md5\\u005fkey\": …}" },
		{ "{\"cloud_account_id\": \"abc\"}", "{\"cloud_account_id\": …}" },
		{ "{\"public_key\": \"abc\"}", "{\"public_key\": \"abc\"}" },
		{ "{\"name\": \"md5_key\", \"mtu\": 1}", "{\"name\": \"md5_key\", \"mtu\": 1}" },
		{ "{'md5_key': 'abc', 'a': 1}", "{'md5_key': …, 'a': 1}" },
		{ "{md5_key: \"abc\", a: 1}", "{md5_key: …, a: 1}" },
		{ "{md5_key: abc, a: 1}", "{md5_key: …" },
		{ "{\"md5_key\" \"abc\"}", "{\"md5_key\" …" },
		{ "{\"md5_key\" = \"abc\"}", "{\"md5_key\" …" },
		{ "{\"md5_key\": \"abc", "{\"md5_key\": …" },
		{ "{\"md5_key\": \"ab\"cd\"}", "{\"md5_key\": …" },
		{ "{\"md5_key\": \"ab\" + \"cd\"}", "{\"md5_key\": …" },
		{ "{\"md5_key\": /* ab */ \"cd\", \"e\": 1}", "{\"md5_key\": …, \"e\": 1}" },
		{ "{\"md5_key\" /* ab */ : \"cd\"}", "{\"md5_key\" /* ab */ : …}" },
		{ "// \"md5_key\": \"ab\"", "// \"md5_key\": …" },
		/* Names that stand where strings seem to be. */
		{ "{\"a\": \"x, md5_key\\\" /* : */ : \"ab\", \"c\": 1}",
			"{\"a\": \"x, md5_key\\\" /* : */ : …, \"c\": 1}" },
		{ "{\"a\": \"x, md5_key\\\\\": \"ab\", \"c\": 1}", "{\"a\": \"x, md5_key\\\\\": …, \"c\": 1}" },
		{ "{\"a\": \"x, a.md5_key: mtu: 7\", \"mtu\": 1}", "{\"a\": \"x, a.md5_key: …" },
	};
	char marked[200];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		strcpy(marked, "@@");
		strcat(marked, rows[i].line);
		expect(marked, rows[i].shown, 0, 0);
	}
}

static void secrets_of_earlier_lines_are_hidden(void **state)
{
	(void)state;
	expect("{\"md5_key\":\n@\"abc\"@, \"a\": 1}", "…, \"a\": 1}", 0, 3);
	expect("{\"md5_key\"\n\n:\n\n @\"abc\"@}", " …}", 1, 4);
	expect("{\"md5_key\": {\n\"a\":\n@\"abc\"@}}", "…}", 0, 3);
	expect("{\"mtu\":\n@\"abc\"@}", "\"abc\"}", 0, 5);
}

static void long_lines_are_cut(void **state)
{
	char line[20000], marked[20100];
	struct mem mem = { 0 };

	(void)state;
	for (size_t length = EXCERPT_MAX; length < 19000; length += 601) {
		struct names *names = make_names();
		struct source source;
		struct region region;

		memset(line, 'x', sizeof(line));
		memcpy(line, "{\"md5_key\":\"", 12);
		memcpy(line + length - 20, "\",\"mtu\":01}", 11);
		source_init(&source, "name", line, length - 9);
		region = excerpt_region(&source, length - 12, length - 10, names, &mem);
		assert_in_range(strlen(region.excerpt), 3, EXCERPT_MAX + 6);
		assert_null(strstr(region.excerpt, "xx"));
		assert_memory_equal(region.excerpt + region.mark_start, "01", 2);
		assert_int_equal(region.mark_end, region.mark_start + 2);
		source_release(&source);
		names_free(names);
	}
	memset(line, 'x', 1000);
	line[1000] = '\0';
	strcpy(marked, "@x@");
	strcat(marked, line);
	memset(line, 'x', EXCERPT_MAX);
	strcpy(line + EXCERPT_MAX, "…");
	expect(marked, line, 0, 1);
	mem_release(&mem);
}

/* Where neither a name nor a string is near, an excerpt would cost all that is before it. */
static void far_from_any_name(void **state)
{
	struct mem mem = { 0 };
	struct source source;
	struct buf line;

	(void)state;
	buf_init(&line);
	buf_putc(&line, '[');
	while (line.length < 2 * HIDE_MAX)
		buf_puts(&line, "1,");
	source_init(&source, "name", line.data, line.length);
	assert_non_null(excerpt_region(&source, HIDE_MAX, HIDE_MAX + 1, NULL, &mem).excerpt);
	assert_null(excerpt_region(&source, HIDE_MAX + 2, HIDE_MAX + 3, NULL, &mem).excerpt);
	source_release(&source);
	buf_puts(&line, "{\"mtu\":01}");
	source_init(&source, "name", line.data, line.length);
	assert_string_equal(excerpt_region(&source, line.length - 3, line.length - 1, NULL, &mem).excerpt,
		"…{\"mtu\":01}");
	source_release(&source);
	buf_release(&line);
	mem_release(&mem);
}

/* A secret that is an object is hidden to its end, however long it and its line are. */
static void long_secrets_are_hidden(void **state)
{
	struct names *names = make_names();
	struct mem mem = { 0 };

	(void)state;
	for (size_t members = 1; members < 3000; members = members * 2 + 1) {
		struct source source;
		struct region region;
		struct buf line;
		size_t at;

		buf_init(&line);
		buf_puts(&line, "{\"mtu\": [], \"md5_key\": {\"a\": [");
		for (size_t i = 0; i < members; i++)
			buf_puts(&line, "{\"name\": \"S3CR3T\", \"b\": \"S3CR3T\"}, ");
		buf_puts(&line, "\"S3CR3T\"]}, \"mtu\": ");
		at = line.length;
		buf_puts(&line, "01}");
		source_init(&source, "name", line.data, line.length);
		region = excerpt_region(&source, at, at + 2, names, &mem);
		assert_null(strstr(region.excerpt, "S3CR3T"));
		assert_non_null(strstr(region.excerpt, "\"mtu\": 01}"));
		assert_memory_equal(region.excerpt + region.mark_start, "01", 2);
		source_release(&source);
		buf_release(&line);
	}
	mem_release(&mem);
	names_free(names);
}

static void names_of_secrets(void **state)
{
	static const char *const secret[] = { "md5_key", "md5_kye", "md5key", "MD5 key", "md5-keys", "mda5_key",
		"bgp_md5_key", "password", "Passwd", "psk_secret", "auth_key", "authKey", "private_key",
		"pairing_kye", "paring_key", "primary_bgp_key", "primay_bgp_key", "md5" };
	static const char *const open[] = { "", "k", "key", "keys", "mtu", "kind", "account", "public_key",
		"monkey", "cust_ip", "bgp_asn", "sk", "keyboard", "customer_asn", "description", "spec" };

	(void)state;
	for (size_t i = 0; i < sizeof(secret) / sizeof(secret[0]); i++)
		assert_true(secret_looks_like(secret[i], strlen(secret[i])));
	for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		assert_false(secret_looks_like(open[i], strlen(open[i])));
}

static void a_nul_does_not_end_it(void **state)
{
	static const char text[] = "a\0b";
	struct mem mem = { 0 };
	struct source source;
	struct region region;

	(void)state;
	source_init(&source, "name", text, 3);
	region = excerpt_region(&source, 1, 2, NULL, &mem);
	assert_string_equal(region.excerpt, "a\\u0000b");
	assert_int_equal(region.mark_start, 1);
	assert_int_equal(region.mark_end, 7);
	source_release(&source);
	mem_release(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks),
		cmocka_unit_test(secrets_are_hidden),
		cmocka_unit_test(secrets_of_earlier_lines_are_hidden),
		cmocka_unit_test(long_lines_are_cut),
		cmocka_unit_test(far_from_any_name),
		cmocka_unit_test(long_secrets_are_hidden),
		cmocka_unit_test(names_of_secrets),
		cmocka_unit_test(a_nul_does_not_end_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
