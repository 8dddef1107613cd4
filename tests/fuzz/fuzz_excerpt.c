/*
 * Two bytes of place and length, then a text: the excerpt of any stretch of any text is UTF-8 or
 * bytes of the text, its marks are inside of it, and it is short.
 */
#include "fuzz.h"

#include "json/excerpt.h"
#include "text/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem mem = { 0 };
	struct names *names;
	struct source source;
	struct region region;
	size_t start, end;
	char *copy;

	if (size < 4 || size > FUZZ_MOST)
		return 0;
	names = names_new();
	names_set_secret(names, names_add(names, "md5_key", 7));
	start = (size_t)(data[0] << 8 | data[1]) % (size - 3);
	end = start + (size_t)(data[2] << 8 | data[3]) % (size - 3 - start);
	copy = fuzz_copy((struct part){ (const char *)data + 4, size - 4 });
	source_init(&source, "a.json", copy, size - 4);
	region = excerpt_region(&source, start, end, names, &mem);
	PROMISE(region.start.byte == start && region.end.byte == end);
	PROMISE(region.start.line <= region.end.line);
	if (region.excerpt) {
		PROMISE(region.mark_start <= region.mark_end);
		PROMISE(region.mark_end <= strlen(region.excerpt));
	}
	source_release(&source);
	names_free(names);
	mem_release(&mem);
	free(copy);
	return 0;
}
