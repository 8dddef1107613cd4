#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expressions.h"
#include "query/template.h"

static const char document[] =
	"{\"cust_ip\": \"192.0.2.8/31\", \"p2p_ip\": \"192.0.2.5/31\", \"n\": 10, \"f\": 1.50, \"yes\": true,"
	" \"null\": null, \"list\": [1, \"a\"], \"o\": {\"a\": 1}, \"md5_key\": \"hunter2\","
	" \"bgp\": {\"key\": \"hunter3\", \"asn\": 1}, \"keys\": [\"hunter4\", \"hunter5\"], \"umlaut\": \"\\u00e4\"}";

struct message_row {
	const char *text, *message;
};

static void check_messages(const struct message_row *rows, size_t n)
{
	static const char *const secrets[] = { "md5_key", "key", "keys" };
	struct bench bench;
	struct buf message;

	bench_init(&bench, NULL);
	buf_init(&message);
	for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++)
		names_set_secret(bench.names,
			names_add(bench.names, secrets[i], strlen(secrets[i])));
	assert_true(bench_read(&bench, document));
	for (size_t i = 0; i < n; i++) {
		struct err err = { 0 };
		struct template *template =
			template_parse(bench.space, rows[i].text, strlen(rows[i].text), &err);

		if (!template)
			fail_msg("%s: %s", rows[i].text, err.text);
		node_rename(bench.document, bench.names);
		buf_clear(&message);
		template_print(bench.run, template, bench.document, &message);
		if (strcmp(message.data, rows[i].message) != 0)
			fail_msg("%s: %s", rows[i].text, message.data);
		assert_null(strstr(message.data, "hunter"));
	}
	buf_release(&message);
	bench_release(&bench);
}

#define CHECK_MESSAGES(rows) check_messages(rows, sizeof(rows) / sizeof((rows)[0]))

static void fills_in_values(void **state)
{
	static const struct message_row rows[] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "cust_ip {@.cust_ip} is outside {network(@.p2p_ip)}, the prefix of p2p_ip",
			"cust_ip 192.0.2.8/31 is outside 192.0.2.4/31, the prefix of p2p_ip" },
		{ "{@.n}", "10" },
		{ "{@.n}{@.f}", "101.50" },
		{ "{ @.n }", "10" },
		{ "{@.yes} {@.null}", "true null" },
		{ "{@.umlaut}", "\xC3\xA4" },
		{ "{@.absent}", "nothing" },
		{ "{network(@.n)}", "nothing" },
		{ "{@.n == 10} {@.n == 1} {@.absent == 1}", "true false unknown" },
		{ "{@.list[*]}", "1" },
		{ "{count(@.list[*])}", "2" },
		{ "{{", "{" },
		{ "{{@.n}", "{@.n}" },
		{ "{{{@.n}}", "{10}" },
		{ "}", "}" },
		{ "{'}'}", "}" },
		{ "{\"a}'b\"}", "a}'b" },
		{ "{'it\\'s }'}", "it's }" },
		{ "{@['n']}{$.n}", "1010" },
		{ "{1}", "1" },
		{ "{add(@.n, 1)} of {mul(@.n, 2)}", "11 of 20" },
	};

	(void)state;
	CHECK_MESSAGES(rows);
}

static void hides_secrets(void **state)
{
	static const struct message_row rows[] = {
		{ "{@.md5_key}", "…" },
		{ "{lower(@.md5_key)}", "…" },
		{ "{length(@.md5_key)}", "…" },
		{ "{part(@.md5_key, 'n', 0)}", "…" },
		{ "{part('a-hunter2', @.md5_key, 0)}", "…" },
		{ "{lower(part(lower(@.md5_key), 'n', 0))}", "…" },
		{ "{add(length(@.md5_key), 1)}", "…" },
		{ "{@.md5_key == 'x'}", "…" },
		{ "{@.bgp.key}", "…" },
		{ "{@.bgp.asn}", "1" },
		{ "{@.keys[0]}", "…" },
		{ "{@..keys[*]}", "…" },
		{ "{value(@..md5_key)}", "…" },
		{ "{count(@.keys[*])}", "…" },
		{ "{similar('hunter4', @.keys[*])}", "…" },
		{ "{min(@.keys[*])}", "…" },
	};

	(void)state;
	CHECK_MESSAGES(rows);
}

/* A value that was made from a secret says so, for those who use it elsewhere. */
static void marks_what_comes_from_secrets(void **state)
{
	struct bench bench;
	struct expression *made, *open;

	(void)state;
	bench_init(&bench, NULL);
	names_set_secret(bench.names, names_add(bench.names, "key", 3));
	made = bench_parse(&bench, "lower(part(@.key, '-', 1))");
	open = bench_parse(&bench, "lower(@.name)");
	assert_true(bench_read(&bench, "{\"key\": \"A-B\", \"name\": \"X\"}"));
	assert_true(expression_value(bench.run, made, bench.document)->flags & NODE_SECRET);
	assert_false(expression_value(bench.run, open, bench.document)->flags & NODE_SECRET);
	bench_release(&bench);
}

static void cuts_long_values(void **state)
{
	struct bench bench;
	struct expression *expression;
	struct buf text, message;

	(void)state;
	bench_init(&bench, NULL);
	buf_init(&text);
	buf_init(&message);
	expression = bench_parse(&bench, "@");
	buf_puts(&text, "\"x");
	for (int i = 0; i < 1000; i++)
		buf_puts(&text, "ä");
	buf_puts(&text, "\"");
	assert_true(bench_read(&bench, text.data));
	expression_print(bench.run, expression, bench.document, &message);
	assert_true(message.length < 250);
	assert_string_equal(message.data + message.length - 5, "ä…");
	buf_release(&text);
	buf_release(&message);
	bench_release(&bench);
}

static void note_place(void *context, const struct expression *expression, size_t at)
{
	size_t *sum = context;

	(void)expression;
	*sum = *sum * 100 + at;
}

static void visits_placeholders(void **state)
{
	static const char text[] = "{{ {@.n} and {1}";
	struct bench bench;
	struct err err = { 0 };
	size_t sum = 0;

	(void)state;
	bench_init(&bench, NULL);
	template_expressions(template_parse(bench.space, text, strlen(text), &err), note_place,
		&sum);
	assert_int_equal(sum, 414);
	bench_release(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills_in_values),
		cmocka_unit_test(hides_secrets),
		cmocka_unit_test(marks_what_comes_from_secrets),
		cmocka_unit_test(cuts_long_values),
		cmocka_unit_test(visits_placeholders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
