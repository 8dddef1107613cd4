#include "text/regex.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/err.h"
#include "base/mem.h"
#include "text/regex_dialect.h"
#include "text/regex_image.h"
#include "text/regex_simple.h"
#include "text/regex_table.h"
#include "text/utf8.h"

/* Compiling to machine code costs some 10 µs, and saves about 0.1 µs a match. */
#define JIT_AFTER 50

/* A table costs about 10 µs, and saves one in a match of thirty characters. */
#define TABLE_AFTER 20

/*
 * Steps that a match may take: in proportion to the text, so that hostile
 * documents cost time in proportion to their length, whatever the pattern.
 */
#define STEPS_LEAST 20000
#define STEPS_PER_BYTE 500
#define STEPS_MOST 20000000
#define HEAP_KIBIBYTES 65536

/* What one way of matching needs: anywhere, or the whole text. */
struct program {
	pcre2_code *code; /* NULL until it is first used */
	unsigned matches;
	bool jit;
	bool bad; /* PCRE2 cannot compile it: told as a limit */
};

struct regex {
	const struct simple *simple; /* what runs it on ASCII; NULL: nothing but PCRE2 can */
	const char *source; /* a simple pattern as it was given: it is PCRE2's when that is needed */
	size_t source_length;
	bool builtin; /* these are the program's (regex_image.h) */
	unsigned simple_matches;
	struct table *tables[2]; /* of a simple pattern that is used often: [whole]; NULL: none yet */
	enum regex_dialect dialect;
	char *pattern; /* PCRE2's; NULL: not yet */
	size_t length;
	struct program programs[2]; /* [whole] */
	pcre2_general_context *general; /* NULL until PCRE2 is needed */
	pcre2_match_data *data;
	pcre2_match_context *context;
};

/* PCRE2's allocation: what fails for want of memory must not pass for a limit of the pattern. */
static void *take(size_t size, void *context)
{
	(void)context;
	return heap_alloc(size);
}

static void give(void *memory, void *context)
{
	(void)context;
	free(memory);
}

static pcre2_general_context *general(struct regex *regex)
{
	if (!regex->general)
		regex->general = pcre2_general_context_create(take, give, NULL);
	return regex->general;
}

static pcre2_code *compile(struct regex *regex, bool whole, int *error)
{
	uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY |
		PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
	pcre2_compile_context *context = pcre2_compile_context_create(general(regex));
	pcre2_code *code;
	size_t offset;

	pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES);
	if (whole)
		options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	code = pcre2_compile(
		(PCRE2_SPTR)regex->pattern, regex->length, options, error, &offset, context);
	pcre2_compile_context_free(context);
	return code;
}

/* Compiles at once, to learn whether PCRE2 can. */
static bool check(struct regex *regex, const struct translation *translation, struct err *err)
{
	PCRE2_UCHAR message[200];
	int error;

	if (translation->refused)
		return err_set_at(
			err, translation->at, translation->length, "%s", translation->refused);
	if (!translation->check_now)
		return true;
	regex->programs[false].code = compile(regex, false, &error);
	if (regex->programs[false].code)
		return true;
	pcre2_get_error_message(error, message, sizeof(message));
	return err_set_at(err, translation->at, translation->length, "not supported: %s",
		(const char *)message);
}

static bool is_ascii(const char *text, size_t n)
{
	uint64_t bytes, all = 0;
	size_t i = 0;

	for (; i + sizeof(bytes) <= n; i += sizeof(bytes)) {
		memcpy(&bytes, text + i, sizeof(bytes));
		all |= bytes;
	}
	for (; i < n; i++)
		all |= (uint64_t)(unsigned char)text[i] << 56 | (unsigned char)text[i];
	return !(all & 0x8080808080808080u);
}

static bool is_text(const char *text, size_t n)
{
	for (const char *p = text; p < text + n;)
		if (utf8_next(&p, text + n) == UTF8_BAD)
			return false;
	return true;
}

static bool translate(const char *pattern, size_t n, enum regex_dialect dialect,
	struct translation *translation, struct err *err)
{
	if (n > PATTERN_MAX)
		return err_set(err, "the pattern is longer than %d bytes", PATTERN_MAX);
	if (!is_ascii(pattern, n) && !is_text(pattern, n))
		return err_set(err, "the pattern is not UTF-8");
	if (dialect == REGEX_IREGEXP)
		return iregexp_translate(pattern, n, translation, err);
	return ecma_translate(pattern, n, translation, err);
}

bool regex_is_valid(const char *pattern, size_t n, enum regex_dialect dialect, struct err *err)
{
	struct translation translation = { 0 };
	struct err reason = { 0 };
	bool ok;

	buf_init(&translation.out);
	ok = translate(pattern, n, dialect, &translation, &reason);
	buf_release(&translation.out);
	return ok || err_set_at(err, reason.at, reason.length, "%s", reason.text);
}

/* Gives a regex the pattern for PCRE2. */
static void translate_for(struct regex *regex, const char *pattern, size_t n, struct err *err)
{
	struct translation translation = { 0 };

	buf_init(&translation.out);
	if (translate(pattern, n, regex->dialect, &translation, err)) {
		regex->length = translation.out.length;
		regex->pattern = heap_alloc(regex->length + 1);
		memcpy(regex->pattern, translation.out.data, regex->length + 1);
		check(regex, &translation, err);
	}
	buf_release(&translation.out);
}

/* Whether it is one of the program's. */
static bool open_builtin(struct regex *regex, const char *pattern, size_t n)
{
	const struct regex_image *image = &builtin_patterns;

	for (uint32_t i = 0; i < image->count; i++) {
		const struct regex_entry *entry = &image->entries[i];

		if (entry->length != n || entry->dialect != regex->dialect ||
		    memcmp(image->texts + entry->text, pattern, n) != 0)
			continue;
		regex->simple = (const struct simple *)(image->words + entry->simple);
		regex->source = image->texts + entry->text;
		regex->source_length = n;
		regex->builtin = true;
		return true;
	}
	return false;
}

/* Apart, as it takes a page of the stack. What is simple is right, and waits for PCRE2 until a text needs it. */
static __attribute__((noinline)) bool open_simple(struct regex *regex, const char *pattern,
	size_t n)
{
	struct simple simple;

	if (!simple_read(&simple, pattern, n, regex->dialect))
		return false;
	regex->simple = simple_keep(&simple);
	regex->source = memcpy(heap_alloc(n), pattern, n);
	regex->source_length = n;
	return true;
}

struct regex *regex_open(const char *pattern, size_t n, enum regex_dialect dialect, struct err *err)
{
	struct regex *regex = heap_zalloc(sizeof(*regex));
	struct err reason = { 0 };

	regex->dialect = dialect;
	if (!open_builtin(regex, pattern, n) && !open_simple(regex, pattern, n))
		translate_for(regex, pattern, n, &reason);
	if (!reason.set)
		return regex;
	err_set_at(err, reason.at, reason.length, "%s", reason.text);
	regex_close(regex);
	return NULL;
}

const struct simple *regex_simple(const struct regex *regex)
{
	return regex->simple;
}

void regex_close(struct regex *regex)
{
	if (!regex)
		return;
	/* Most simple ones never asked the library for anything: not to enter it saves its pages. */
	if (regex->general) {
		pcre2_code_free(regex->programs[false].code);
		pcre2_code_free(regex->programs[true].code);
		pcre2_match_data_free(regex->data);
		pcre2_match_context_free(regex->context);
		pcre2_general_context_free(regex->general);
	}
	free(regex->pattern);
	table_free(regex->tables[false]);
	table_free(regex->tables[true]);
	if (!regex->builtin) {
		free((struct simple *)(uintptr_t)regex->simple);
		free((char *)(uintptr_t)regex->source);
	}
	free(regex);
}

/* Makes ready what the first match needs. */
static bool prepare(struct regex *regex, struct program *program, bool whole)
{
	struct err err = { 0 };
	int error;

	if (program->bad)
		return false;
	if (!regex->pattern)
		translate_for(regex, regex->source, regex->source_length, &err);
	if (!program->code && regex->pattern)
		program->code = compile(regex, whole, &error);
	if (!regex->data)
		regex->data = pcre2_match_data_create(1, general(regex));
	if (!regex->context) {
		regex->context = pcre2_match_context_create(general(regex));
		pcre2_set_heap_limit(regex->context, HEAP_KIBIBYTES);
	}
	program->bad = !program->code;
	return !program->bad;
}

uint32_t regex_steps(size_t n)
{
	if (n > (STEPS_MOST - STEPS_LEAST) / STEPS_PER_BYTE)
		return STEPS_MOST;
	return (uint32_t)(STEPS_LEAST + n * STEPS_PER_BYTE);
}

static int run(struct regex *regex, const struct program *program, const char *text, size_t n)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)text;
	int result;

	pcre2_set_match_limit(regex->context, regex_steps(n));
	if (program->jit) {
		result = pcre2_jit_match(
			program->code, subject, n, 0, 0, regex->data, regex->context);
		if (result != PCRE2_ERROR_JIT_STACKLIMIT)
			return result;
	}
	return pcre2_match(program->code, subject, n, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
		regex->data, regex->context);
}

/* A pattern that nothing but ASCII matches, or anything in a text of ASCII. */
static bool match_simple(struct regex *regex, const char *text, size_t n, bool whole)
{
	bool matches;

	if (regex->simple_matches < TABLE_AFTER) {
		regex->simple_matches++;
		return simple_match(regex->simple, text, n, whole);
	}
	if (!regex->tables[whole])
		regex->tables[whole] = table_new(regex->simple, whole);
	return table_match(regex->tables[whole], text, n, &matches) ?
		matches : simple_match(regex->simple, text, n, whole);
}

enum regex_result regex_match(struct regex *regex, const char *text, size_t n, bool whole)
{
	struct program *program = &regex->programs[whole];
	bool ascii = is_ascii(text, n);
	int result;

	if (!ascii && !is_text(text, n))
		return REGEX_NO;
	if (regex->simple && (ascii || !regex->simple->beyond_ascii))
		return match_simple(regex, text, n, whole) ? REGEX_YES : REGEX_NO;
	if ((!program->code || !regex->context) && !prepare(regex, program, whole))
		return REGEX_LIMIT;
	if (program->matches < JIT_AFTER && ++program->matches == JIT_AFTER)
		program->jit = pcre2_jit_compile(program->code, PCRE2_JIT_COMPLETE) == 0;
	result = run(regex, program, text, n);
	if (result >= 0)
		return REGEX_YES;
	return result == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_LIMIT;
}
