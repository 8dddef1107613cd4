/* UTF-8: every class of bytes that are none, lengths, and what a terminal is shown. */
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

#define TEXT(text) (text), sizeof(text) - 1

/* 70 plain characters. */
#define LONG "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ{|}~ !#$"

static void validity(void **state)
{
	static const struct {
		const char *text;
		size_t n, valid;
	} rows[] = {
		{ TEXT(""), 0 },
		{ TEXT("abc"), 3 },
		{ TEXT("a\0b"), 3 },
		{ TEXT("\x7F"), 1 },
		{ TEXT("\xC2\x80"), 2 },
		{ TEXT("\xDF\xBF"), 2 },
		{ TEXT("\xE0\xA0\x80"), 3 },
		{ TEXT("\xED\x9F\xBF"), 3 },
		{ TEXT("\xEE\x80\x80"), 3 },
		{ TEXT("\xEF\xBF\xBF"), 3 },
		{ TEXT("\xF0\x90\x80\x80"), 4 },
		{ TEXT("\xF4\x8F\xBF\xBF"), 4 },
		{ TEXT("ab\x80"), 2 },             /* a byte that only continues */
		{ TEXT("ab\xBF"), 2 },
		{ TEXT("\xC0\x80"), 0 },           /* overlong */
		{ TEXT("\xC1\xBF"), 0 },
		{ TEXT("\xE0\x80\x80"), 0 },
		{ TEXT("\xE0\x9F\xBF"), 0 },
		{ TEXT("\xF0\x80\x80\x80"), 0 },
		{ TEXT("\xF0\x8F\xBF\xBF"), 0 },
		{ TEXT("\xED\xA0\x80"), 0 },       /* surrogates */
		{ TEXT("\xED\xBF\xBF"), 0 },
		{ TEXT("\xF4\x90\x80\x80"), 0 },   /* beyond U+10FFFF */
		{ TEXT("\xF5\x80\x80\x80"), 0 },
		{ TEXT("\xF8\x88\x80\x80\x80"), 0 },
		{ TEXT("\xFE"), 0 },
		{ TEXT("\xFF"), 0 },
		{ TEXT("a\xC3"), 1 },              /* cut off */
		{ TEXT("a\xE2\x82"), 1 },
		{ TEXT("a\xF0\x9F\x98"), 1 },
		{ TEXT("a\xC3z"), 1 },             /* not continued */
		{ TEXT("a\xE2\x82z"), 1 },
		{ TEXT("a\xF0\x9F\x98z"), 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(utf8_valid(rows[i].text, rows[i].n), rows[i].valid);
}

static void code_points_there_and_back(void **state)
{
	static const uint32_t codes[] = { 0, 'a', 0x7F, 0x80, 0x7FF, 0x800, 0xD800, 0xDFFF, 0xFFFF,
		0x10000, 0x1F600, 0x10FFFF };

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		char bytes[4];
		size_t n = utf8_put(codes[i], bytes);
		const char *p = bytes;

		assert_int_equal(utf8_next(&p, bytes + n), codes[i]);
		assert_ptr_equal(p, bytes + n);
	}
}

static void a_bad_byte_is_one_step(void **state)
{
	const char *text = "\xE2\x82z", *p = text, *end = text + 3;

	(void)state;
	assert_int_equal(utf8_next(&p, end), UTF8_BAD);
	assert_ptr_equal(p, text + 1);
	assert_int_equal(utf8_next(&p, end), UTF8_BAD);
	assert_int_equal(utf8_next(&p, end), 'z');
}

static void lengths(void **state)
{
	static const struct {
		const char *text;
		size_t n, points, units;
	} rows[] = {
		{ TEXT(""), 0, 0 },
		{ TEXT("abc"), 3, 3 },
		{ TEXT("\xC3\xA9"), 1, 1 },
		{ TEXT("e\xCC\x81"), 2, 2 },                 /* e and a combining accent */
		{ TEXT("\xF0\x9F\x98\x80"), 1, 2 },          /* an emoji */
		{ TEXT("\xEF\xBF\xBF\xF0\x90\x80\x80"), 2, 3 },
		{ TEXT("\xFF\xFE"), 2, 2 },
		{ TEXT("\xE2\x82"), 2, 2 },
		{ TEXT("abcdefghijklmnop"), 16, 16 },
		{ TEXT("abcdefg\xC3\xA9"), 8, 8 },             /* over the edge of eight bytes */
		{ TEXT("abcdefgh\xF0\x9F\x98\x80" "abcdefghi"), 18, 19 },
		{ TEXT("abcdefgh\x80"), 9, 9 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct utf8_length length = utf8_measure(rows[i].text, rows[i].n);

		assert_int_equal(length.points, rows[i].points);
		assert_int_equal(length.units, rows[i].units);
		assert_int_equal(utf8_points(rows[i].text, rows[i].n), rows[i].points);
	}
}

/* Wherever a character stands among plain ones, of which many are looked at in one go. */
static void places_do_not_matter(void **state)
{
	static const struct {
		const char *text, *shown;
		size_t units;
	} rows[] = {
		{ "\x1F", "\\u001F", 1 }, { "\x7F", "\\u007F", 1 }, { " ", " ", 1 }, { "~", "~", 1 },
		{ "\xC3\xA9", "\xC3\xA9", 1 }, { "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80", 2 },
		{ "\x80", "\\x80", 1 }, { "\xFF", "\\xFF", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (size_t at = 0; at < 70; at++) {
			struct buf text, expected, shown;
			struct utf8_length length;

			buf_init(&text);
			buf_init(&expected);
			buf_init(&shown);
			buf_printf(&text, "%.*s%s%.*s", (int)at, LONG, rows[i].text, (int)(70 - at), LONG);
			buf_printf(&expected, "%.*s%s%.*s", (int)at, LONG, rows[i].shown, (int)(70 - at),
				LONG);
			utf8_visible(&shown, text.data, text.length);
			assert_string_equal(shown.data, expected.data);
			length = utf8_measure(text.data, text.length);
			assert_int_equal(length.points, 71);
			assert_int_equal(length.units, 70 + rows[i].units);
			buf_release(&text);
			buf_release(&expected);
			buf_release(&shown);
		}
	}
}

static void terminals_are_shown_no_commands(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		const char *shown;
	} rows[] = {
		{ TEXT("plain \xC3\xA9 \xF0\x9F\x98\x80"), "plain \xC3\xA9 \xF0\x9F\x98\x80" },
		{ TEXT("a\x1B[31m"), "a\\u001B[31m" },
		{ TEXT("a\0b"), "a\\u0000b" },
		{ TEXT("\t\r\n"), "\\u0009\\u000D\\u000A" },
		{ TEXT("\x7F"), "\\u007F" },
		{ TEXT("\xC2\x9B"), "\\u009B" },             /* CSI as one character */
		{ TEXT("\xC2\xA0"), "\xC2\xA0" },
		{ TEXT("\xE2\x80\xAE"), "\\u202E" },         /* right-to-left override */
		{ TEXT("\xE2\x81\xA6"), "\\u2066" },
		{ TEXT("\xE2\x80\xA8"), "\\u2028" },
		{ TEXT("\xD8\x9C"), "\\u061C" },
		{ TEXT("\xEF\xBB\xBF"), "\\uFEFF" },
		{ TEXT("\xED\xA0\x80"), "\\uD800" },
		{ TEXT("\xFF\xC3"), "\\xFF\\xC3" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf buf;

		buf_init(&buf);
		utf8_visible(&buf, rows[i].text, rows[i].n);
		assert_string_equal(buf.data, rows[i].shown);
		buf_release(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(validity),
		cmocka_unit_test(code_points_there_and_back),
		cmocka_unit_test(a_bad_byte_is_one_step),
		cmocka_unit_test(lengths),
		cmocka_unit_test(places_do_not_matter),
		cmocka_unit_test(terminals_are_shown_no_commands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
