#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "text/regex.h"
#include "text/regex_image.h"
#include "text/regex_many.h"
#include "text/regex_simple.h"

struct match_row {
	const char *pattern, *text;
	enum regex_result result;
};

static enum regex_result match(const char *pattern, const char *text, enum regex_dialect dialect,
	bool whole)
{
	struct err err = { 0 };
	struct regex *regex = regex_open(pattern, strlen(pattern), dialect, &err);
	enum regex_result result;

	if (!regex)
		fail_msg("%s: %s", pattern, err.text);
	result = regex_match(regex, text, strlen(text), whole);
	/* Machine code must say the same. */
	for (int i = 0; i < 60; i++)
		if (regex_match(regex, text, strlen(text), whole) != result)
			fail_msg("%s on %s: another answer in match %d", pattern, text, i + 2);
	regex_close(regex);
	return result;
}

static void check_rows(const struct match_row *rows, size_t n, enum regex_dialect dialect, bool whole)
{
	for (size_t i = 0; i < n; i++)
		if (match(rows[i].pattern, rows[i].text, dialect, whole) != rows[i].result)
			fail_msg("%s on \"%s\"", rows[i].pattern, rows[i].text);
}

#define CHECK(rows, dialect, whole) check_rows(rows, sizeof(rows) / sizeof((rows)[0]), dialect, whole)

static void matches_ecma(void **state)
{
	static const struct match_row rows[] = {
		{ "", "", REGEX_YES },
		{ "b", "abc", REGEX_YES },
		{ "^abc$", "abc", REGEX_YES },
		{ "^abc$", "abc\n", REGEX_NO },
		{ "^b$", "a\nb", REGEX_NO },
		{ "(?m:^b$)", "a\nb", REGEX_YES },
		{ "(?m:^b$)", "a\xE2\x80\xA8" "b", REGEX_YES },
		{ "(?m:^a)^b$", "a\nb", REGEX_NO },
		{ "^.$", "\n", REGEX_NO },
		{ "^.$", "\r", REGEX_NO },
		{ "^.$", "\xE2\x80\xA9", REGEX_NO },
		{ "^.$", "\xC2\x85", REGEX_YES },
		{ "^(?s:.)$", "\n", REGEX_YES },
		{ "^(?s-m:.).$", "\n\n", REGEX_NO },
		{ "^.$", "\xF0\x9F\x90\xB2", REGEX_YES },
		{ "^\xF0\x9F\x90\xB2*$", "\xF0\x9F\x90\xB2\xF0\x9F\x90\xB2", REGEX_YES },
		{ "^.$", "\xED\xA0\x80", REGEX_YES },
		{ "^\\uD800$", "\xED\xA0\x80", REGEX_YES },
		{ "^\\ud83d\\udc32$", "\xF0\x9F\x90\xB2", REGEX_YES },
		{ "^[\\ud83d\\udc32]$", "\xF0\x9F\x90\xB2", REGEX_YES },
		{ "^\\u{1F432}$", "\xF0\x9F\x90\xB2", REGEX_YES },
		{ "^\\u{000061}\\x62\\u0063$", "abc", REGEX_YES },
		{ "^\\d$", "\xDF\x80", REGEX_NO },
		{ "^\\D$", "\xDF\x80", REGEX_YES },
		{ "^[\\D]$", "\xDF\x80", REGEX_YES },
		{ "^[^\\D]$", "7", REGEX_YES },
		{ "^\\w$", "\xC3\xA9", REGEX_NO },
		{ "^\\W$", "\xC3\xA9", REGEX_YES },
		{ "^\\s$", "\xEF\xBB\xBF", REGEX_YES },
		{ "^\\s$", "\xC2\x85", REGEX_NO },
		{ "^[\\s]$", "\xE2\x80\x83", REGEX_YES },
		{ "^\\S$", "\xE2\x80\x83", REGEX_NO },
		{ "^[\\S]$", "\xE2\x80\x83", REGEX_NO },
		{ "^[\\S]$", "\x01", REGEX_YES },
		{ "^[^\\S]$", " ", REGEX_YES },
		{ "^[\\S\\n]$", "\n", REGEX_YES },
		{ "^\\v$", "\v", REGEX_YES },
		{ "^\\v$", "\n", REGEX_NO },
		{ "^\\cC\\cc$", "\x03\x03", REGEX_YES },
		{ "^\\t\\n\\f\\r$", "\t\n\f\r", REGEX_YES },
		{ "^[\\b]$", "\b", REGEX_YES },
		{ "\\bfoo\\b", "a foo b", REGEX_YES },
		{ "\\Bfoo", "a foo b", REGEX_NO },
		{ "^\\p{Letter}+$", "\xC3\xA9\xCE\xB1", REGEX_YES },
		{ "^\\p{L}+$", "a1", REGEX_NO },
		{ "^\\p{digit}+$", "42\xE0\xA7\xAA", REGEX_YES },
		{ "^\\P{Lu}$", "a", REGEX_YES },
		{ "^\\p{Script=Greek}$", "\xCE\xB1", REGEX_YES },
		{ "^\\p{sc=Grek}$", "a", REGEX_NO },
		{ "^\\p{scx=Cyrl}$", "\xD0\xB6", REGEX_YES },
		{ "^\\p{gc=Decimal_Number}$", "5", REGEX_YES },
		{ "^\\p{White_Space}$", "\xE3\x80\x80", REGEX_YES },
		{ "^\\p{Assigned}$", "a", REGEX_YES },
		{ "^\\P{Assigned}$", "a", REGEX_NO },
		{ "^\\p{Any}\\p{ASCII}$", "\xC3\xA9" "a", REGEX_YES },
		{ "^[\\p{Lu}\\P{L}]$", "a", REGEX_NO },
		{ "^\\p{LC}$", "a", REGEX_YES },
		{ "[]", "a", REGEX_NO },
		{ "[]*", "a", REGEX_YES },
		{ "^[^]$", "\n", REGEX_YES },
		{ "^[[:alpha:]$", "[", REGEX_YES },
		{ "^[[.a.]$", ".", REGEX_YES },
		{ "^[a-]$", "-", REGEX_YES },
		{ "^[-a]$", "-", REGEX_YES },
		{ "^[^-a]$", "-", REGEX_NO },
		{ "^[--/]$", ".", REGEX_YES },
		{ "^[a^]$", "^", REGEX_YES },
		{ "^[\\]\\-\\^]+$", "]-^", REGEX_YES },
		{ "^[\\u0000-\\u{10FFFF}]$", "\xF0\x9F\x90\xB2", REGEX_YES },
		{ "^(a)(b)?\\2c\\1$", "aca", REGEX_YES },
		{ "^\\1(a)$", "a", REGEX_YES },
		{ "^(?<x>a|b)\\k<x>$", "bb", REGEX_YES },
		{ "^(?<x>a|b)\\k<x>$", "ab", REGEX_NO },
		{ "^(?:(?<y>a)x|(?<y>b)z)\\k<y>$", "bzb", REGEX_YES },
		{ "^(?:(?<y>a)x|(?<y>b)z)\\k<y>$", "bza", REGEX_NO },
		{ "^(?=a)\\w(?!c)", "ab", REGEX_YES },
		{ "(?<=a|bc)d", "bcd", REGEX_YES },
		{ "(?<!a)d", "ad", REGEX_NO },
		{ "^(?i:abc)d$", "ABCd", REGEX_YES },
		{ "^(?i:abc)d$", "ABCD", REGEX_NO },
		{ "^a{2}b{1,}c{0,2}$", "aabcc", REGEX_YES },
		{ "^a{2}$", "aaa", REGEX_NO },
		{ "^a+?b*?c??$", "aab", REGEX_YES },
		{ "^a{1,2}?$", "aa", REGEX_YES },
		{ "^[a-z]{0,70000}$", "abc", REGEX_YES },
		{ "^a{70000,}$", "abc", REGEX_NO },
		{ "^\\/\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\^\\$\\\\$", "/.*+?()[]{}|^$\\", REGEX_YES },
		{ "^#x y$", "#x y", REGEX_YES },
		{ "^\\0$", "a", REGEX_NO },
		{ "^(?:a|)$", "", REGEX_YES },
		{ "|a", "", REGEX_YES },
		{ "(((a*)*)*)*$", "b", REGEX_YES },
	};

	(void)state;
	CHECK(rows, REGEX_ECMA, false);
}

static void matches_ecma_whole(void **state)
{
	static const struct match_row rows[] = {
		{ "a|ab", "ab", REGEX_YES },
		{ "a", "ab", REGEX_NO },
		{ "b", "ab", REGEX_NO },
		{ "a", "a\n", REGEX_NO },
		{ "a|b", "ab", REGEX_NO },
	};

	(void)state;
	CHECK(rows, REGEX_ECMA, true);
}

static void matches_iregexp(void **state)
{
	static const struct match_row rows[] = {
		{ "", "", REGEX_YES },
		{ "a.c", "abc", REGEX_YES },
		{ "a.c", "a\nc", REGEX_NO },
		{ "a.c", "a\rc", REGEX_NO },
		{ "a.c", "a\xE2\x80\xA8" "c", REGEX_YES },
		{ ".", "\xF0\x9F\x90\xB2", REGEX_YES },
		{ "^a$", "a", REGEX_YES },
		{ "^a$", "^a$", REGEX_NO },
		{ "^a$", "a\n", REGEX_NO },
		{ "\\^a[$]", "^a$", REGEX_YES },
		{ "a^b", "a^b", REGEX_NO },
		{ "a|bc?", "b", REGEX_YES },
		{ "(ab){2,3}", "ababab", REGEX_YES },
		{ "(ab){2}", "ab", REGEX_NO },
		{ "[a-c-]+", "a-c", REGEX_YES },
		{ "[-a]+", "-a", REGEX_YES },
		{ "[^a-c]", "d", REGEX_YES },
		{ "[^-]", "-", REGEX_NO },
		{ "[-]", "-", REGEX_YES },
		{ "[--]", "-", REGEX_YES },
		{ "[\\p{Lu}x]+", "AxB", REGEX_YES },
		{ "\\P{L}", "1", REGEX_YES },
		{ "\\p{Nd}+", "12", REGEX_YES },
		{ "\\n\\r\\t\\-\\^\\.", "\n\r\t-^.", REGEX_YES },
		{ "[.]", "a", REGEX_NO },
		{ "\\[\\]\\{\\}\\(\\)\\|\\\\", "[]{}()|\\", REGEX_YES },
		{ "[^^]", "^", REGEX_NO },
		{ "a||b", "", REGEX_YES },
		{ "()", "", REGEX_YES },
		{ "/\"-_", "/\"-_", REGEX_YES },
	};

	(void)state;
	CHECK(rows, REGEX_IREGEXP, true);
}

struct bad_row {
	const char *pattern;
	size_t at;
};

static void check_bad(const struct bad_row *rows, size_t n, enum regex_dialect dialect)
{
	for (size_t i = 0; i < n; i++) {
		struct err err = { 0 };
		const char *pattern = rows[i].pattern;

		if (regex_open(pattern, strlen(pattern), dialect, &err))
			fail_msg("%s was taken", pattern);
		if (err.at != rows[i].at)
			fail_msg("%s: at %zu: %s", pattern, err.at, err.text);
		assert_true(err.length > 0);
		assert_true(err.at + err.length <= strlen(pattern) + 1);
		assert_false(regex_is_valid(pattern, strlen(pattern), dialect, &err));
	}
}

static void refuses_what_is_not_ecma(void **state)
{
	static const struct bad_row rows[] = {
		{ "^(abc]", 5 }, { "(abc", 0 }, { "abc)", 3 }, { "[abc", 0 }, { "a]", 1 }, { "a}", 1 },
		{ "a{", 1 }, { "a{x}", 1 }, { "a{1", 1 }, { "a{1,2", 1 }, { "a{2,1}", 1 }, { "{1}", 0 },
		{ "*a", 0 }, { "a**", 2 }, { "a*+", 2 }, { "a++", 2 }, { "a?" "??", 3 }, { "(?=a)*", 5 },
		{ "(?<=a)+", 6 }, { "^*", 1 }, { "\\b+", 2 }, { "\\Z", 0 }, { "\\a", 0 }, { "\\A", 0 },
		{ "\\-", 0 }, { "\\_", 0 }, { "\\\"", 0 }, { "\\e", 0 }, { "\\h", 0 }, { "\\", 0 },
		{ "a\\", 1 }, { "\\01", 0 }, { "\\1", 0 }, { "(a)\\2", 3 }, { "\\x1", 0 }, { "\\u12", 0 },
		{ "\\u{110000}", 0 }, { "\\u{}", 0 }, { "\\c1", 0 }, { "\\c", 0 }, { "\\k<x>", 0 },
		{ "(?<x>a)\\k<y>", 7 }, { "(?<x>a)(?<x>b)", 7 }, { "(?<1>a)", 0 }, { "(?<>a)", 0 },
		{ "(?P<x>a)", 0 }, { "(?#x)", 0 }, { "(?>a)", 0 }, { "(?i)a", 0 }, { "(?-:a)", 0 },
		{ "(?ii:a)", 0 }, { "(?i-i:a)", 0 }, { "(?x:a)", 0 }, { "(*FAIL)", 1 }, { "(?R)", 0 },
		{ "\\p{letter}", 0 }, { "\\p{Foo}", 0 }, { "\\pL", 0 }, { "\\p{}", 0 }, { "\\p{", 0 },
		{ "\\p{sc=Foo}", 0 }, { "\\p{Greek}", 0 }, { "\\p{gc=Greek}", 0 }, { "\\p{=L}", 0 },
		{ "[z-a]", 1 }, { "[\\d-a]", 1 }, { "[a-\\d]", 1 }, { "[\\B]", 1 }, { "[\\c]", 1 },
		{ "[[:alpha:]]", 10 }, { "(?<a", 0 }, { "\\Qa\\E", 0 }, { "\\R", 0 }, { "\\K", 0 },
		{ "\\g{1}", 0 }, { "\\N", 0 }, { "\\X", 0 }, { "\\G", 0 }, { "a|*", 2 }, { "(?:+)", 3 },
		{ "[^", 0 }, { "[\\", 1 },
	};

	(void)state;
	check_bad(rows, sizeof(rows) / sizeof(rows[0]), REGEX_ECMA);
}

static void refuses_what_is_not_iregexp(void **state)
{
	static const struct bad_row rows[] = {
		{ "(a", 0 }, { "a)", 1 }, { "[a", 0 }, { "[]", 0 }, { "[^]", 0 }, { "a]", 1 }, { "a{", 1 },
		{ "a}", 1 }, { "a{,2}", 1 }, { "a{2,1}", 1 }, { "*", 0 }, { "a**", 2 }, { "a*?", 2 },
		{ "\\d", 0 }, { "\\w", 0 }, { "\\s", 0 }, { "\\b", 0 }, { "\\u0041", 0 }, { "\\x41", 0 },
		{ "\\$", 0 }, { "\\1", 0 }, { "(?:a)", 1 }, { "(?=a)", 1 }, { "\\p{Letter}", 0 },
		{ "\\p{IsBasicLatin}", 0 }, { "\\pL", 0 }, { "[z-a]", 1 }, { "[a-\\p{L}]", 3 },
		{ "[a[b]]", 2 }, { "[a--b]", 3 }, { "\\", 0 }, { "[a-", 1 }, { "\\p{Lx}", 0 }, { "\\p{}", 0 },
	};

	(void)state;
	check_bad(rows, sizeof(rows) / sizeof(rows[0]), REGEX_IREGEXP);
}

static void tells_grammar_from_support(void **state)
{
	static const char *const patterns[] = { "(?<=a+)b", "(ab){70000}", "x(?<!a*)" };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_true(regex_is_valid(patterns[i], strlen(patterns[i]), REGEX_ECMA, &err));
		assert_null(regex_open(patterns[i], strlen(patterns[i]), REGEX_ECMA, &err));
	}
	assert_int_equal(err.at, 0);
	assert_int_equal(err.length, 7);
}

static void sees_nul_bytes(void **state)
{
	struct err err = { 0 };
	struct regex *regex = regex_open("a\0b$", 4, REGEX_ECMA, &err);

	(void)state;
	assert_int_equal(regex_match(regex, "xa\0b", 4, false), REGEX_YES);
	assert_int_equal(regex_match(regex, "xa", 2, false), REGEX_NO);
	regex_close(regex);
	regex = regex_open("\\0", 2, REGEX_ECMA, &err);
	assert_int_equal(regex_match(regex, "\0", 1, true), REGEX_YES);
	regex_close(regex);
	assert_null(regex_open("\\p{L\0\0\0}", 8, REGEX_ECMA, &err));
	assert_null(regex_open("\\p{sc=Lao\0}", 11, REGEX_ECMA, &err));
}

static void survives_bad_utf8(void **state)
{
	struct err err = { 0 };
	struct regex *regex = regex_open("a", 1, REGEX_ECMA, &err);

	(void)state;
	assert_int_equal(regex_match(regex, "a\xFF", 2, false), REGEX_NO);
	assert_int_equal(regex_match(regex, "a\xF0\x9F", 3, false), REGEX_NO);
	regex_close(regex);
	assert_null(regex_open("a\xFF", 2, REGEX_ECMA, &err));
}

/* What has no references and no looking around is run without going back, and so without limits. */
static void needs_no_limits(void **state)
{
	static const char *const patterns[] = { "^(a+)+$", "^(a|a)*$", "^(a|aa)+b?$" };
	char text[100001];

	(void)state;
	memset(text, 'a', 100000);
	text[99999] = '!';
	text[100000] = '\0';
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(match(patterns[i], text, REGEX_ECMA, false), REGEX_NO);
}

/* The same patterns on ASCII, which a small automaton runs, and on what only PCRE2 can. */
static void agrees_beyond_ascii(void **state)
{
	static const struct match_row rows[] = {
		{ "[^a]+", "bcd", REGEX_YES },
		{ "[^a]+", "b\xC3\xA9", REGEX_YES },
		{ "[^a]", "\xC3\xA9", REGEX_YES },
		{ "..", "\xC3\xA9", REGEX_NO },
		{ "[a-z]+", "ab\xC3\xA9", REGEX_NO },
		{ "[^\\p{C}\\p{Z}]+", "a b", REGEX_NO },
		{ "[^\\p{C}\\p{Z}]+", "a\x7F", REGEX_NO },
		{ "[^\\p{C}\\p{Z}]+", "a~b", REGEX_YES },
		{ "[^\\p{C}\\p{Z}]+", "a\xE2\x80\xA8", REGEX_NO },
		{ "[\xE2\x80\x90-\xE2\x80\x95x]", "x", REGEX_YES },
		{ "[\xE2\x80\x90-\xE2\x80\x95x]", "\xE2\x80\x91", REGEX_YES },
		{ "(ab|c){2,3}d?", "abcab", REGEX_YES },
		{ "(ab|c){2,3}d?", "abcabc", REGEX_NO },
		{ "(a?b?){2}", "abab", REGEX_YES },
		{ "(a?b?){2}", "aba\xC3\xA9", REGEX_NO },
		{ "a{0,2}b{2,}", "abbb", REGEX_YES },
		{ "a{0,2}b{2,}", "aaabb", REGEX_NO },
		{ "|a", "", REGEX_YES },
		{ "[0-9a-f]{32}", "023e105f4ecef8ad9ca31a8372d0c353", REGEX_YES },
		{ "[0-9a-f]{32}", "023e105f4ecef8ad9ca31a8372d0c35", REGEX_NO },
		{ "[0-9a-f]{65}", "023e105f4ecef8ad9ca31a8372d0c353", REGEX_NO },
	};

	(void)state;
	CHECK(rows, REGEX_IREGEXP, true);
}

static void stops_at_limits(void **state)
{
	static const char *const patterns[] = { "^(?=a)(a+)+$", "^(?=a)(a|a)*$", "^(a*)*b$",
		"(.*)*x\\1y" };
	char text[61];

	(void)state;
	memset(text, 'a', 60);
	text[59] = '!';
	text[60] = '\0';
	for (size_t i = 0; i < 4; i++) {
		enum regex_result result = match(patterns[i], text, REGEX_ECMA, false);

		if (result == REGEX_YES || (i < 2 && result != REGEX_LIMIT))
			fail_msg("%s: %d", patterns[i], result);
	}
}

/* A pattern of n times part, then of tail. */
static void open_long(const char *part, size_t n, const char *tail, enum regex_dialect dialect)
{
	struct err err = { 0 };
	struct buf buf;

	buf_init(&buf);
	for (size_t i = 0; i < n; i++)
		buf_puts(&buf, part);
	buf_puts(&buf, tail);
	regex_close(regex_open(buf.data, buf.length, dialect, &err));
	buf_release(&buf);
}

static void survives_long_patterns(void **state)
{
	static const char *const parts[] = { "(", "(?:", "[", "(?=", "a|", "(?<a>)|", "(?<a>)", "()", "\\1",
		"a{9}", "(a{99}){99}", "\\", "{", "[^]", "\\p{L}", "a{65535}", "a{999999}", "(?<=" };

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		open_long(parts[i], 100, "", REGEX_ECMA);
		open_long(parts[i], 9000, "", REGEX_ECMA);
		open_long(parts[i], 90000, ")", REGEX_ECMA);
		open_long(parts[i], 9000, "", REGEX_IREGEXP);
	}
}

static void matches_long_text(void **state)
{
	struct err err = { 0 };
	struct regex *regex = regex_open("^[a-z]*$", 8, REGEX_ECMA, &err);
	size_t n = 5000000;
	char *text = malloc(n);

	(void)state;
	memset(text, 'x', n);
	assert_int_equal(regex_match(regex, text, n, false), REGEX_YES);
	text[n - 1] = '!';
	assert_int_equal(regex_match(regex, text, n, false), REGEX_NO);
	free(text);
	regex_close(regex);
}

/* What the table of a pattern would need thousands of states for is matched all the same. */
static void matches_what_no_table_holds(void **state)
{
	static const char pattern[] = "[ab]*a[ab]{12}";
	struct err err = { 0 };
	struct regex *regex = regex_open(pattern, sizeof(pattern) - 1, REGEX_IREGEXP, &err);
	uint32_t random = 1;
	char text[60];

	(void)state;
	for (int round = 0; round < 2000; round++) {
		for (size_t i = 0; i < sizeof(text); i++) {
			random = random * 1664525 + 1013904223;
			text[i] = random >> 16 & 1 ? 'a' : 'b';
		}
		assert_int_equal(regex_match(regex, text, sizeof(text), true),
			text[sizeof(text) - 13] == 'a' ? REGEX_YES : REGEX_NO);
		assert_int_equal(regex_match(regex, text, sizeof(text) / 2, false),
			memchr(text, 'a', sizeof(text) / 2 - 12) ? REGEX_YES : REGEX_NO);
	}
	regex_close(regex);
}

/* Several patterns asked together say what each says alone, of whatever text. */
static void many_say_what_each_says(void **state)
{
	enum { MANY = REGEX_MANY_MAX };
	static const struct {
		const char *pattern;
		bool whole;
	} rows[MANY] = {
		{ "[a-c]+", true }, { "[a-c]+", false }, { "", true }, { "b?", true }, { "^a", false },
		{ "c$", false }, { "(ab|ba)*", true }, { "[^a]{2}", false },
	};
	struct regex *regexes[MANY];
	bool whole[MANY];
	struct regex_many *many;
	struct err err = { 0 };
	uint32_t random = 1, answers;
	size_t told = 0;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		regexes[i] = regex_open(rows[i].pattern, strlen(rows[i].pattern), REGEX_ECMA, &err);
		whole[i] = rows[i].whole;
		assert_non_null(regexes[i]);
	}
	many = regex_many_new(regexes, whole, MANY);
	assert_non_null(many);
	for (int round = 0; round < 20000; round++) {
		char text[8];
		size_t n = (random >> 8) % sizeof(text);

		for (size_t i = 0; i < n; i++) {
			random = random * 1664525 + 1013904223;
			text[i] = "abcd\xC3"[(random >> 16) % (round % 50 ? 4 : 5)];
		}
		random = random * 1664525 + 1013904223;
		if (!regex_many_match(many, text, n, &answers))
			continue;
		told++;
		for (size_t i = 0; i < MANY; i++)
			assert_int_equal(answers >> i & 1,
				regex_match(regexes[i], text, n, whole[i]) == REGEX_YES);
	}
	assert_in_range(told, 15000, 19999);
	regex_many_free(many);
	for (size_t i = 0; i < MANY; i++)
		regex_close(regexes[i]);
}

/* What the program has ready is what reading the pattern gives. */
static void builtin_patterns_are_what_is_read(void **state)
{
	const struct regex_image *image = &builtin_patterns;

	(void)state;
	assert_true(image->count > 10);
	for (uint32_t i = 0; i < image->count; i++) {
		const struct regex_entry *entry = &image->entries[i];
		struct regex *regex;
		struct simple simple;

		assert_true(simple_read(&simple, image->texts + entry->text, entry->length,
			(enum regex_dialect)entry->dialect));
		assert_memory_equal(&simple, image->words + entry->simple, simple_size(&simple));
		regex = regex_open(image->texts + entry->text, entry->length,
			(enum regex_dialect)entry->dialect, NULL);
		assert_non_null(regex);
		assert_int_not_equal(regex_match(regex, "\xc3\xa9", 2, true), REGEX_LIMIT);
		regex_close(regex);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(builtin_patterns_are_what_is_read),
		cmocka_unit_test(matches_ecma),
		cmocka_unit_test(matches_ecma_whole),
		cmocka_unit_test(matches_iregexp),
		cmocka_unit_test(refuses_what_is_not_ecma),
		cmocka_unit_test(refuses_what_is_not_iregexp),
		cmocka_unit_test(tells_grammar_from_support),
		cmocka_unit_test(sees_nul_bytes),
		cmocka_unit_test(survives_bad_utf8),
		cmocka_unit_test(needs_no_limits),
		cmocka_unit_test(agrees_beyond_ascii),
		cmocka_unit_test(stops_at_limits),
		cmocka_unit_test(survives_long_patterns),
		cmocka_unit_test(matches_long_text),
		cmocka_unit_test(matches_what_no_table_holds), cmocka_unit_test(many_say_what_each_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
