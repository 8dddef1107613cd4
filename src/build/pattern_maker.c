#include "build/pattern_maker.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "build/literal.h"
#include "text/regex_image.h"
#include "text/regex_simple.h"

/* Without a gap between its parts, a struct simple is the words that it is printed as. */
_Static_assert(sizeof(struct position) == 3 * sizeof(uint64_t), "a position has a gap");
_Static_assert(offsetof(struct simple, positions) == 3 * sizeof(uint64_t), "its head has a gap");

struct pattern_maker {
	struct buf texts;
	struct regex_entry *entries;
	size_t count, cap;
	uint64_t *words;
	size_t nwords, words_cap;
};

struct pattern_maker *pattern_maker_new(void)
{
	struct pattern_maker *maker = heap_zalloc(sizeof(*maker));

	buf_init(&maker->texts);
	return maker;
}

void pattern_maker_free(struct pattern_maker *maker)
{
	buf_release(&maker->texts);
	free(maker->entries);
	free(maker->words);
	free(maker);
}

static bool is_there(const struct pattern_maker *maker, const char *pattern, size_t n,
	enum regex_dialect dialect)
{
	for (size_t i = 0; i < maker->count; i++)
		if (maker->entries[i].length == n && maker->entries[i].dialect == dialect &&
		    memcmp(maker->texts.data + maker->entries[i].text, pattern, n) == 0)
			return true;
	return false;
}

void pattern_add(struct pattern_maker *maker, const char *pattern, size_t n,
	enum regex_dialect dialect)
{
	struct simple simple;
	size_t words;

	if (is_there(maker, pattern, n, dialect) || !simple_read(&simple, pattern, n, dialect))
		return;
	words = simple_size(&simple) / sizeof(uint64_t);
	maker->entries = heap_grow(maker->entries, &maker->cap, maker->count + 1,
		sizeof(*maker->entries));
	maker->entries[maker->count++] = (struct regex_entry){
		.text = (uint32_t)maker->texts.length,
		.length = (uint32_t)n,
		.dialect = dialect,
		.simple = (uint32_t)maker->nwords,
	};
	buf_add(&maker->texts, pattern, n);
	buf_putc(&maker->texts, '\0');
	maker->words = heap_grow(maker->words, &maker->words_cap, maker->nwords + words,
		sizeof(*maker->words));
	memcpy(maker->words + maker->nwords, &simple, words * sizeof(uint64_t));
	maker->nwords += words;
}

void pattern_print(const struct pattern_maker *maker, struct buf *out)
{
	buf_puts(out, "static ");
	literal_print(out, "pattern_texts", &maker->texts);
	buf_puts(out, "static const struct regex_entry pattern_entries[] = {\n");
	for (size_t i = 0; i < maker->count; i++)
		buf_printf(out, "\t{ %u, %u, %u, %u },\n", maker->entries[i].text,
			maker->entries[i].length, maker->entries[i].dialect, maker->entries[i].simple);
	buf_puts(out, "};\nstatic const uint64_t pattern_words[] = {");
	for (size_t i = 0; i < maker->nwords; i++)
		buf_printf(out, "%s0x%" PRIx64 "u,", i % 6 ? " " : "\n\t", maker->words[i]);
	buf_printf(out,
		"\n};\nconst struct regex_image builtin_patterns = { pattern_texts, pattern_entries, "
		"pattern_words, %zu };\n",
		maker->count);
}
