#include "json/split.h"

#include "json/scan.h"

enum sign {
	SIGN_NONE,
	SIGN_QUOTE,
	SIGN_OPEN,
	SIGN_CLOSE,
	SIGN_COMMA,
};

static const unsigned char signs[256] = {
	['"'] = SIGN_QUOTE, ['['] = SIGN_OPEN, ['{'] = SIGN_OPEN, [']'] = SIGN_CLOSE,
	['}'] = SIGN_CLOSE, [','] = SIGN_COMMA,
};

void split_init(struct split *split, const char *p)
{
	*split = (struct split){ .p = p };
}

/* Moves behind the quote that ends the string; false if the text ends before. */
static bool skip_string(struct split *split, const char *end)
{
	const char *p = split->p;

	for (;;) {
		p = scan_plain(p, end);
		if (p == end || (*p == '\\' && end - p < 2)) {
			split->p = p;
			return false;
		}
		if (*p == '"')
			break;
		p += *p == '\\' ? 2 : 1;
	}
	split->p = p + 1;
	split->in_string = false;
	return true;
}

enum split_stop split_next(struct split *split, const char *least, const char *end)
{
	if (split->in_string && !skip_string(split, end))
		return SPLIT_TEXT;
	while (split->p < end) {
		switch ((enum sign)signs[(unsigned char)*split->p++]) {
		case SIGN_NONE:
			break;
		case SIGN_QUOTE:
			split->in_string = true;
			if (!skip_string(split, end))
				return SPLIT_TEXT;
			break;
		case SIGN_OPEN:
			split->depth++;
			break;
		case SIGN_CLOSE:
			if (split->depth == 0) {
				split->p--;
				return SPLIT_CLOSE;
			}
			split->depth--;
			break;
		case SIGN_COMMA:
			if (split->depth > 0)
				break;
			split->elements++;
			if (split->p > least)
				return SPLIT_COMMA;
			break;
		}
	}
	return SPLIT_TEXT;
}
