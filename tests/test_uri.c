#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "shape/uri.h"

/* RFC 3986 section 5.4, and what its examples leave out. */
static void resolves_references(void **state)
{
	static const char base[] = "http://a/b/c/d;p?q";
	static const struct {
		const char *base, *reference, *resolved;
	} rows[] = {
		{ base, "g:h", "g:h" },
		{ base, "g", "http://a/b/c/g" },
		{ base, "./g", "http://a/b/c/g" },
		{ base, "g/", "http://a/b/c/g/" },
		{ base, "/g", "http://a/g" },
		{ base, "//g", "http://g" },
		{ base, "?y", "http://a/b/c/d;p?y" },
		{ base, "g?y", "http://a/b/c/g?y" },
		{ base, "#s", "http://a/b/c/d;p?q#s" },
		{ base, "g#s", "http://a/b/c/g#s" },
		{ base, "g?y#s", "http://a/b/c/g?y#s" },
		{ base, ";x", "http://a/b/c/;x" },
		{ base, "g;x?y#s", "http://a/b/c/g;x?y#s" },
		{ base, "", "http://a/b/c/d;p?q" },
		{ base, ".", "http://a/b/c/" },
		{ base, "./", "http://a/b/c/" },
		{ base, "..", "http://a/b/" },
		{ base, "../g", "http://a/b/g" },
		{ base, "../..", "http://a/" },
		{ base, "../../g", "http://a/g" },
		/* More steps up than there are, and dots that are none. */
		{ base, "../../../g", "http://a/g" },
		{ base, "../../../../g", "http://a/g" },
		{ base, "/./g", "http://a/g" },
		{ base, "/../g", "http://a/g" },
		{ base, "g.", "http://a/b/c/g." },
		{ base, ".g", "http://a/b/c/.g" },
		{ base, "g..", "http://a/b/c/g.." },
		{ base, "..g", "http://a/b/c/..g" },
		{ base, "./../g", "http://a/b/g" },
		{ base, "./g/.", "http://a/b/c/g/" },
		{ base, "g/./h", "http://a/b/c/g/h" },
		{ base, "g/../h", "http://a/b/c/h" },
		{ base, "g;x=1/../y", "http://a/b/c/y" },
		{ base, "g?y/../x", "http://a/b/c/g?y/../x" },
		{ base, "g#s/../x", "http://a/b/c/g#s/../x" },
		{ base, "http:g", "http:g" },
		/* Dots are taken out of what is absolute, too. */
		{ base, "http://h/x/../y/./z", "http://h/y/z" },
		{ base, "//h/x/..", "http://h/" },
		{ "http://a", "g", "http://a/g" },
		{ "http://a?q", "g", "http://a/g" },
		{ "urn:x:y", "#z", "urn:x:y#z" },
		{ "urn:x:y", "g", "urn:g" },
		{ "", "g/h", "g/h" },
		{ "a/b", "../../c", "/c" },
		{ "file:///a/b.json", "../c.json", "file:///c.json" },
		{ "1a:b/c", "d", "1a:b/d" },
	};
	struct mem mem = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *resolved = uri_resolve(&mem, rows[i].base, rows[i].reference);

		if (strcmp(resolved, rows[i].resolved) != 0)
			fail_msg("%s behind %s: %s", rows[i].reference, rows[i].base, resolved);
	}
	mem_release(&mem);
}

static void undoes_escapes(void **state)
{
	static const struct {
		const char *text, *decoded;
	} rows[] = {
		{ "", "" },
		{ "a%20b", "a b" },
		{ "%7e%7E%4a", "~~J" },
		{ "%", "%" },
		{ "%2", "%2" },
		{ "%2g%g2", "%2g%g2" },
		{ "%%41", "%A" },
		{ "%2525", "%25" },
	};
	struct mem mem = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = strlen(rows[i].text);
		const char *decoded = uri_decode(&mem, rows[i].text, &n);

		assert_string_equal(decoded, rows[i].decoded);
		assert_int_equal(n, strlen(decoded));
	}
	assert_int_equal(uri_without_fragment("http://a/b#c#d"), 10);
	assert_int_equal(uri_without_fragment("http://a/b"), 10);
	mem_release(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resolves_references),
		cmocka_unit_test(undoes_escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
