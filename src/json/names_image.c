#include "json/names_image.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/hash.h"
#include "json/names.h"

/* Half as a literal of C has it: letters as they are, everything else by its number. */
static void print_text(struct buf *out, const char *text, size_t n)
{
	buf_puts(out, "\t\"");
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];

		buf_printf(out, isalnum(c) || c == '_' ? "%c" : "\\%03o", c);
	}
	buf_puts(out, "\\000\"\n");
}

/* At most a quarter of the slots is taken: most names that are not there end at the first one. */
static uint16_t *fill_slots(const struct names *names, uint32_t *mask)
{
	uint32_t count = names_count(names), nslots = 4;
	uint16_t *slots;

	while (nslots / 4 < count)
		nslots *= 2;
	*mask = nslots - 1;
	slots = heap_zalloc(nslots * sizeof(*slots));
	for (uint32_t id = 1; id <= count; id++) {
		size_t n;
		const char *text = names_text(names, id, &n);
		size_t i = hash_fixed(text, n) & *mask;

		while (slots[i] != NAME_NONE)
			i = (i + 1) & *mask;
		slots[i] = (uint16_t)id;
	}
	return slots;
}

static void print_slots(const struct names *names, uint32_t *mask, struct buf *out)
{
	uint16_t *slots = fill_slots(names, mask);

	buf_puts(out, "static const uint16_t names_slots[] = {");
	for (uint32_t i = 0; i <= *mask; i++)
		buf_printf(out, "%s%u,", i % 16 == 0 ? "\n\t" : " ", slots[i]);
	buf_puts(out, "\n};\n");
	free(slots);
}

void names_print_image(const struct names *names, const char *name, struct buf *out)
{
	uint32_t count = names_count(names), mask;
	struct buf entries;
	size_t start = 0;

	buf_init(&entries);
	buf_puts(out, "static const char names_text_of_all[] =\n\t\"\"\n");
	for (uint32_t id = 0; id <= count; id++) {
		size_t n;
		const char *text = names_text(names, id, &n);

		print_text(out, text, n);
		buf_printf(&entries, "\t{ %zu, %zu, %d },\n", start, n, names_is_secret(names, id));
		start += n + 1;
	}
	buf_puts(out, "\t;\n");
	buf_printf(out, "static const struct names_entry names_entries[] = {\n%s};\n", entries.data);
	buf_release(&entries);
	print_slots(names, &mask, out);
	buf_printf(out,
		"const struct names_image %s = { names_text_of_all, names_entries, names_slots, %u, %u };\n",
		name, count, mask);
}
