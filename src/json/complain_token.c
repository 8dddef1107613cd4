/* What is said of a token that does not belong where it is: a part of complain.h. */
#include "json/complain.h"

#include "base/mem.h"
#include "json/blame.h"
#include "json/guess.h"
#include "json/reading.h"

static const char *wanted_value(struct reading *reading)
{
	const struct node *container = reading->container, *node = reading->subject;

	if (!container)
		return "a JSON value";
	if (node_type(container) == NODE_ARRAY)
		return container->length > 1 ? "a value after the comma" : "a value or ]";
	return mem_printf(reading->mem, "a value for %s",
			  blame_quote(reading, node_key(node), node->key_length));
}

static const char *wanted_separator(const struct reading *reading)
{
	return node_type(reading->container) == NODE_ARRAY ? "a comma or ] after an element"
							   : "a comma or } after a member";
}

/* What the reader could have gone on with, in words. */
const char *complain_wanted(struct reading *reading, enum wanted wanted)
{
	const struct node *node = reading->subject;

	switch (wanted) {
	case WANTED_VALUE:
		return wanted_value(reading);
	case WANTED_KEY:
		return reading->container->length > 0 ? "a name in double quotes after the comma"
						      : "a name in double quotes or }";
	case WANTED_COLON:
		return mem_printf(reading->mem, "a colon after the name %s",
				  blame_quote(reading, node_key(node), node->key_length));
	case WANTED_SEPARATOR:
		return wanted_separator(reading);
	default:
		return "the end of the text";
	}
}

bool complain_token(struct reading *reading, enum wanted wanted)
{
	static bool (*const guesses[])(struct reading *, enum wanted) = {
		guess_file,
		guess_stray,
		guess_word,
		guess_structure,
	};
	struct blame b = { .start = reading->p };

	reading_look_ahead(reading);
	for (size_t i = 0; i < sizeof(guesses) / sizeof(guesses[0]); i++)
		if (guesses[i](reading, wanted))
			return false;
	b.end = blame_token_end(reading, b.start);
	return blame(reading, &b, "expected %s, found %s", complain_wanted(reading, wanted),
		     blame_found(reading, reading->p));
}
