/*
 * A pattern, then a text, in both dialects: a valid pattern can be opened or
 * is refused with a reason, and no match takes long.
 */
#include "fuzz.h"

#include "base/err.h"
#include "text/regex.h"

static void try(const char *pattern, size_t n, struct part text, enum regex_dialect dialect)
{
	struct err err = { 0 }, refused = { 0 };
	struct regex *regex = regex_open(pattern, n, dialect, &err);
	bool valid = regex_is_valid(pattern, n, dialect, &refused);

	PROMISE(regex ? valid : err.set && err.at + err.length <= n);
	PROMISE(valid == !refused.set && refused.at + refused.length <= n);
	if (regex) {
		enum regex_result anywhere = regex_match(regex, text.text, text.length, false);
		enum regex_result whole = regex_match(regex, text.text, text.length, true);

		PROMISE(whole != REGEX_YES || anywhere != REGEX_NO);
		/* From the fiftieth match on it is machine code, which must say the same. */
		for (int i = 0; i < 60 && text.length < 256; i++) {
			enum regex_result again = regex_match(regex, text.text, text.length, false);

			PROMISE(again == anywhere || again == REGEX_LIMIT || anywhere == REGEX_LIMIT);
		}
	}
	regex_close(regex);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part input = { (const char *)data, size }, pattern;
	char *copy, *text;

	if (size > 2000)
		return 0;
	pattern = fuzz_part(&input);
	copy = fuzz_copy(pattern);
	input.text = text = fuzz_copy(input);
	try(copy, pattern.length, input, REGEX_ECMA);
	try(copy, pattern.length, input, REGEX_IREGEXP);
	free(copy);
	free(text);
	return 0;
}
