/* Places: lines and columns in three units, in short lines and in long ones. */
#include "text/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

static void places(void **state)
{
	static const struct {
		const char *text;
		size_t offset;
		uint64_t line, bytes, points, units;
	} rows[] = {
		{ "", 0, 1, 1, 1, 1 },
		{ "", 9, 1, 1, 1, 1 },
		{ "ab", 2, 1, 3, 3, 3 },
		{ "a\nb", 1, 1, 2, 2, 2 },
		{ "a\nb", 2, 2, 1, 1, 1 },
		{ "a\n", 2, 2, 1, 1, 1 },
		{ "a\r\nb", 1, 1, 2, 2, 2 },
		{ "a\r\nb", 2, 1, 3, 3, 3 },
		{ "a\r\nb", 3, 2, 1, 1, 1 },
		{ "a\rb", 2, 1, 3, 3, 3 },
		{ "\n\n\nx", 3, 4, 1, 1, 1 },
		{ "\t\tx", 2, 1, 3, 3, 3 },
		{ "\xC3\xA9x", 2, 1, 3, 2, 2 },
		{ "e\xCC\x81x", 3, 1, 4, 3, 3 },
		{ "\xF0\x9F\x98\x80x", 4, 1, 5, 2, 3 },
		{ "z\n\xF0\x9F\x98\x80\xC3\xA9x", 8, 2, 7, 3, 4 },
		{ "\xFF\xFEx", 2, 1, 3, 3, 3 },
		{ "\xF0\x9F\x98\nx", 4, 2, 1, 1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct source source;
		struct place place;

		source_init(&source, "name", rows[i].text, strlen(rows[i].text));
		place = source_place(&source, rows[i].offset);
		assert_int_equal(place.line, rows[i].line);
		assert_int_equal(place.column_bytes, rows[i].bytes);
		assert_int_equal(place.column_points, rows[i].points);
		assert_int_equal(place.column_units, rows[i].units);
		source_release(&source);
	}
}

/* Every place of a text with lines of many lengths is what counting from its line's start gives. */
static void long_lines_are_counted_right(void **state)
{
	static const char *const pieces[] = { "a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xFF",
		"\xE2\x82" };
	static const size_t lengths[] = { 10, 2047, 2048, 2049, 20000, 3, 30000 };
	char *text = malloc(400000);
	size_t n = 0, line_start = 0;
	uint64_t line = 1;
	struct source source;

	(void)state;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		for (size_t k = 0; k < lengths[i]; k++) {
			const char *piece = pieces[(k * 7 + i + k / 13) % 6];

			memcpy(text + n, piece, strlen(piece));
			n += strlen(piece);
		}
		text[n++] = '\n';
	}
	memset(text + n, 0x80, 5000);
	n += 5000;
	source_init(&source, "name", text, n);
	for (size_t i = 0; i <= n; i++) {
		if (i % 37 == 0 || i == n || text[i] == '\n') {
			struct place place = source_place(&source, i);

			assert_int_equal(place.line, line);
			assert_int_equal(place.column_bytes, i - line_start + 1);
			if (i == n || (text[i] & 0xC0) != 0x80) {
				struct utf8_length length = utf8_measure(text + line_start, i - line_start);

				assert_int_equal(place.column_points, length.points + 1);
				assert_int_equal(place.column_units, length.units + 1);
			}
		}
		if (i < n && text[i] == '\n') {
			line++;
			line_start = i + 1;
		}
	}
	for (size_t i = n; i > 5000; i -= 4999) {
		struct place place = source_place(&source, i), again = source_place(&source, i);

		source_place(&source, i / 2);
		place = source_place(&source, i);
		assert_memory_equal(&place, &again, sizeof(place));
	}
	source_release(&source);
	free(text);
}

/* Places that are counted from the middle of a text, and moved, are those of the whole. */
static void parts_are_counted_apart(void **state)
{
	static const char line[] = "ab\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\r\nlonger \xC3\xA9\n";
	static const size_t ends[] = { 0, 5, 5000, 5013, 30000, 99000, 120000 };
	enum { BYTES = 120000 };
	char *text = malloc(BYTES);
	struct source whole, joined;

	(void)state;
	for (size_t i = 0; i < BYTES; i++)
		text[i] = i < 60000 ? line[i % (sizeof(line) - 1)] : line[i % 11];
	source_init(&whole, "name", text, BYTES);
	source_init(&joined, "name", text, BYTES);
	for (size_t k = 1; k < sizeof(ends) / sizeof(ends[0]); k++) {
		size_t from = ends[k - 1], to = ends[k];
		struct source part;
		struct source_mark before, begin, end;
		struct source_shift shift;

		while (((unsigned char)text[from] & 0xC0) == 0x80)
			from--;
		before = source_mark_on(&joined, from);
		source_init(&part, "name", text, BYTES);
		/* Another place before it may be where the part is counted from. */
		source_start(&part, from >= 11 * k ? from / 11 * 11 - 11 * (k % 2) : 0);
		begin = source_mark_on(&part, from);
		shift = source_shift(&begin, &before);
		for (size_t i = from; i < to; i += i % 7 + 1) {
			struct place place = source_place(&part, i), right = source_place(&whole, i);

			source_move(&place, &shift);
			assert_int_equal(place.byte, right.byte);
			assert_int_equal(place.line, right.line);
			assert_int_equal(place.column_bytes, right.column_bytes);
			assert_int_equal(place.column_points, right.column_points);
			assert_int_equal(place.column_units, right.column_units);
		}
		end = source_mark(&part, to);
		if (k % 2) /* or all is counted there, too */
			source_learn(&joined, &end, &shift);
		source_release(&part);
	}
	for (size_t i = BYTES; i > 997; i -= 997) { /* behind what was learned, and before it */
		struct place place = source_place(&joined, i), right = source_place(&whole, i);

		assert_memory_equal(&place, &right, sizeof(place));
	}
	source_release(&whole);
	source_release(&joined);
	free(text);
}

static void lines_end_before_their_ends(void **state)
{
	static const struct {
		const char *text;
		size_t offset, most;
		const char *expected;
	} rows[] = {
		{ "ab\ncd", 0, 9, "ab" }, { "ab\ncd", 2, 9, "ab" }, { "ab\ncd", 3, 9, "cd" },
		{ "ab\r\ncd\r\n", 0, 9, "ab" }, { "ab\r\ncd\r\n", 3, 9, "ab" },
		{ "ab\r\ncd\r\n", 5, 9, "cd" }, { "ab\r\ncd\r\n", 8, 9, "" }, { "ab", 7, 9, "ab" },
		{ "ab\r", 0, 9, "ab" }, { "ab\r", 3, 9, "ab" }, { "\n", 0, 9, "" }, { "\r\n", 0, 9, "" },
		{ "\r\n", 1, 9, "" }, { "a\rb", 0, 9, "a\rb" }, { "", 0, 9, "" }, { "abcdef", 2, 3, "abcde" },
		{ "abcde\n", 2, 3, "abcde" }, { "abcde\n", 2, 4, "abcde" }, { "x\nabcde", 3, 0, "a" },
		{ "abc\r\n", 0, 4, "abc\r" }, { "abc\r\n", 0, 5, "abc" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct source source;
		size_t start, end;

		source_init(&source, "name", rows[i].text, strlen(rows[i].text));
		source_line(&source, rows[i].offset, rows[i].most, &start, &end);
		assert_int_equal(end - start, strlen(rows[i].expected));
		assert_memory_equal(rows[i].text + start, rows[i].expected, end - start);
		source_release(&source);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places),
		cmocka_unit_test(long_lines_are_counted_right),
		cmocka_unit_test(parts_are_counted_apart),
		cmocka_unit_test(lines_end_before_their_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
