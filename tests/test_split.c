/* Splits of arrays: the same wherever the text is cut. */
#include "json/split.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* parts: the array's text with a | behind every comma at which it may be split. */
static const struct {
	const char *parts;
	enum split_stop stop;
} rows[] = {
	{ "]", SPLIT_CLOSE },
	{ " \n]", SPLIT_CLOSE },
	{ "1]", SPLIT_CLOSE },
	{ "1,|2,|3]", SPLIT_CLOSE },
	{ "{},|[],|null ]rest, of it", SPLIT_CLOSE },
	{ "{\"a\":1,\"b\":[2,3]},|{\"c\":{\"d\":4,\"e\":5}}]", SPLIT_CLOSE },
	{ "[[[1,2],[3]],4],|5]", SPLIT_CLOSE },
	{ "\",\",|\"],[\",|\"}{\"]", SPLIT_CLOSE },
	{ "\"\\\"\",|\"\\\\\",|\"\\\\\\\",\"]", SPLIT_CLOSE },
	{ "{\"a,b]\":\"\\u002C\"},|1]", SPLIT_CLOSE },
	{ "\"\xC3\xA9,\xF0\x9F\x98\x80\",|1]", SPLIT_CLOSE },
	/* What is no JSON ends somewhere, too: the reader says what is wrong. */
	{ "1,|2", SPLIT_TEXT },
	{ "\"1,2]", SPLIT_TEXT },
	{ "\"\x01\xFF,\",|2,|", SPLIT_TEXT },
	{ "{\"a\":[1,2]", SPLIT_TEXT },
	{ "\"\\", SPLIT_TEXT },
	{ ",|,|]", SPLIT_CLOSE },
	{ "{]", SPLIT_TEXT },
};

/* The text without its marks, and where they were. */
static size_t read_row(const char *parts, char *text, size_t *commas)
{
	size_t n = 0;

	for (; *parts; parts++) {
		if (*parts == '|')
			*commas++ = (size_t)(n);
		else
			text[n++] = *parts;
	}
	*commas = SIZE_MAX;
	return n;
}

/* Goes through a text of which step bytes more can be read each time. */
static void check(const char *text, size_t n, const size_t *commas, enum split_stop last,
	size_t step)
{
	struct split split;
	size_t have = step < n ? step : n, elements = 0;

	split_init(&split, text);
	for (;;) {
		enum split_stop stop = split_next(&split, text, text + have);

		if (stop == SPLIT_TEXT && have < n) {
			have = have + step < n ? have + step : n;
			continue;
		}
		if (stop != SPLIT_COMMA) {
			assert_int_equal(stop, last);
			break;
		}
		elements++;
		assert_true(commas[elements - 1] == (size_t)(split.p - text));
	}
	assert_true(commas[elements] == SIZE_MAX);
	assert_int_equal(split.elements, elements);
	if (last == SPLIT_CLOSE)
		assert_int_equal(*split.p, ']');
}

static void arrays_are_split_at_their_own_commas(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[128];
		size_t commas[16], n = read_row(rows[i].parts, text, commas);

		for (size_t step = 1; step <= n; step++)
			check(text, n, commas, rows[i].stop, step);
	}
}

static void parts_have_their_least_length(void **state)
{
	static const char text[] = "1,2,\"3,\",[4,5],6,7]";
	struct split split;

	(void)state;
	split_init(&split, text);
	assert_int_equal(split_next(&split, text + 5, text + sizeof(text) - 1), SPLIT_COMMA);
	assert_int_equal(split.p - text, 9);
	assert_int_equal(split.elements, 3);
	assert_int_equal(split_next(&split, text + 9, text + sizeof(text) - 1), SPLIT_COMMA);
	assert_int_equal(split.p - text, 15);
	assert_int_equal(split_next(&split, text + sizeof(text) - 1, text + sizeof(text) - 1), SPLIT_CLOSE);
	assert_int_equal(split.elements, 5);
}

/* The stops in a text of which step bytes more can be read each time; with few of them, none is a block. */
static size_t find_stops(const char *text, size_t n, size_t step, size_t *stops, enum split_stop *last)
{
	struct split split;
	size_t have = 0, count = 0;

	split_init(&split, text);
	for (;;) {
		*last = split_next(&split, text, text + have);
		if (*last == SPLIT_COMMA)
			stops[count++] = (size_t)(split.p - text);
		else if (*last == SPLIT_CLOSE || have == n)
			break;
		else
			have = have + step < n ? have + step : n;
	}
	stops[count] = (size_t)(split.p - text);
	assert_int_equal(split.elements, count);
	return count + 1;
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 16;
}

/* Most of it is balanced, so that it goes on for some blocks. */
static size_t fill_at_random(char *text, size_t n, uint32_t *state)
{
	static const char *const words[] = {
		",", "{}", "[1,2],", "\"a,]\",", "{\"\\\"\":[1,", "]},", "\"\\\\\",", "\xC3\xA9", "        ",
		"\"\\\\\\\",[\"", "{", "}", "\"", "\\", "]",
	};
	size_t ends = sizeof(words) / sizeof(words[0]), distinct = 4 + next_random(state) % (ends - 3);
	size_t length = 0;

	for (;;) {
		const char *word = words[next_random(state) % distinct];

		if (length + strlen(word) > n)
			return length;
		memcpy(text + length, word, strlen(word));
		length += strlen(word);
	}
}

static void blocks_and_bytes_agree(void **state)
{
	static const size_t steps[] = { 64, 65, 100, 128, 1000 };
	uint32_t random = 7;
	size_t ncommas = 0;

	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		size_t bytes[601], blocks[601], n, count;
		enum split_stop last, other;
		char text[600];

		n = fill_at_random(text, next_random(&random) % 600, &random);
		count = find_stops(text, n, 1, bytes, &last);
		ncommas += count - 1;
		for (size_t k = 0; k < sizeof(steps) / sizeof(steps[0]); k++) {
			assert_int_equal(find_stops(text, n, steps[k], blocks, &other), count);
			assert_int_equal(other, last);
			assert_memory_equal(blocks, bytes, count * sizeof(*bytes));
		}
	}
	assert_true(ncommas > 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arrays_are_split_at_their_own_commas),
		cmocka_unit_test(parts_have_their_least_length),
		cmocka_unit_test(blocks_and_bytes_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
