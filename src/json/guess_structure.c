/* Guesses at commas and brackets: a part of guess.h. */
#include "json/guess.h"

#include <string.h>

#include "base/mem.h"
#include "json/blame.h"
#include "json/reading.h"
#include "json/scan.h"

static bool is_array(const struct node *node)
{
	return node_type(node) == NODE_ARRAY;
}

static char closing_of(const struct node *container)
{
	return is_array(container) ? ']' : '}';
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The byte before p that is no blank; NULL if there is none. */
static const char *last_token(const struct reading *reading, const char *p)
{
	while (p > reading->text && scan_is_blank(p[-1]))
		p--;
	return p > reading->text ? p - 1 : NULL;
}

static bool report(bool reported_false)
{
	return !reported_false;
}

static bool guess_empty(struct reading *reading)
{
	struct blame b = { .start = reading->text, .end = reading->end };

	if (last_token(reading, reading->end))
		return false;
	b.help = "a file that was not written to the end, or a response without a body, looks like "
		 "this";
	if (reading->text == reading->end)
		return report(blame(reading, &b, "expected a JSON value, found an empty text"));
	return report(blame(reading, &b, "expected a JSON value, found nothing but blanks"));
}

/*
 * The text ends inside a container: what is missing is its bracket, and where it began
 * tells which.
 */
static bool guess_end(struct reading *reading, enum wanted wanted)
{
	const struct node *container = reading->container;
	struct blame b = { .start = reading->end, .end = reading->end, .node = container };
	const char *last = last_token(reading, reading->end);

	if (!container)
		return guess_empty(reading);
	blame_container(reading, &b);
	if (last) {
		b.start = last;
		b.end = last + 1;
	}
	if (wanted == WANTED_COLON || (wanted == WANTED_VALUE && !is_array(container)))
		b.node = NULL;
	b.help = mem_printf(reading->mem, "the text was cut off, or a %c is missing",
			    closing_of(container));
	return report(blame(reading, &b, "expected %s, found the end of the text",
			    complain_wanted(reading, wanted)));
}

/* The bracket of another container than the one that is open. */
static bool guess_bracket(struct reading *reading, enum wanted wanted)
{
	const struct node *container = reading->container;
	struct blame b = { .start = reading->p, .end = reading->p + 1, .node = container };

	if (!container) {
		b.help = "remove it";
		return report(blame(reading, &b, "the \"%c\" closes nothing: no bracket is open",
				    *reading->p));
	}
	if (wanted == WANTED_COLON || *reading->p == closing_of(container))
		return false;
	blame_container(reading, &b);
	return report(blame(reading, &b, "expected %c to close the %s, found \"%c\"",
			    closing_of(container), node_type_name(container), *reading->p));
}

static bool guess_trailing_comma(struct reading *reading)
{
	const char *comma = last_token(reading, reading->p);
	struct blame b = {
		.start = comma,
		.end = comma ? comma + 1 : NULL,
		.node = reading->container,
		.help = "remove the trailing comma",
		.fix = "",
	};

	if (!comma || *comma != ',')
		return false;
	if (is_array(reading->container))
		return report(blame(reading, &b, "expected a value after the comma, found \"]\""));
	return report(blame(reading, &b,
			    "expected a name in double quotes after the comma, found \"}\""));
}

static bool guess_extra_comma(struct reading *reading, enum wanted wanted)
{
	const char *last = last_token(reading, reading->p);
	struct blame b = { .start = reading->p, .end = reading->p + 1, .node = reading->container };

	if (!last || (*last != ',' && *last != '[' && *last != '{'))
		return false;
	b.help = "remove the comma, or write null where a value is missing";
	if (wanted == WANTED_KEY)
		b.help = "remove the comma";
	return report(
		blame(reading, &b, "expected %s, found \",\"", complain_wanted(reading, wanted)));
}

/* "name" = value, "name" => value */
static bool guess_equals(struct reading *reading)
{
	struct blame b = { .start = reading->p, .end = reading->p + 1, .fix = ":" };

	if (b.end < reading->end && *b.end == '>')
		b.end++;
	b.help = "a name and its value are separated by a colon";
	return report(blame(reading, &b, "expected %s, found %s",
			    complain_wanted(reading, WANTED_COLON),
			    blame_quote(reading, b.start, (size_t)(b.end - b.start))));
}

/*
 * A value where a comma should be: the comma is missing, or the quote before it was to
 * be part of the string.
 */
static bool guess_missing_comma(struct reading *reading)
{
	struct blame b = { .start = reading->p, .end = blame_token_end(reading, reading->p) };
	char c = *reading->p, before = reading->p[-1];

	if (c == ':' && is_array(reading->container)) {
		b.help = "names with values stand in an object: put { } around them";
	} else if (c == ';') {
		b.fix = ",";
		b.help = "a comma separates values";
	} else if (before == '"' && c != '"' && c != '{' && c != '[') {
		b.help = "a double quote inside a string is written as \\\"";
	} else if (c == '"' || c == '{' || c == '[' || c == '-' || (c >= '0' && c <= '9') ||
		   (c | 0x20) == 't' || (c | 0x20) == 'f' || (c | 0x20) == 'n') {
		b.help = "put a comma before it";
	} else {
		return false;
	}
	return report(blame(reading, &b, "expected %s, found %s",
			    complain_wanted(reading, WANTED_SEPARATOR),
			    blame_found(reading, reading->p)));
}

/* More text behind the JSON text: a second one on its own line, or a member without its object. */
static bool guess_more(struct reading *reading)
{
	const char *last = last_token(reading, reading->p);
	struct blame b = { .start = reading->p, .end = blame_token_end(reading, reading->p) };
	bool line = last && memchr(last, '\n', (size_t)(reading->p - last));

	if (!last)
		return false;
	if (*reading->p == ':' && *last == '"') {
		b.help = "a name with its value stands in an object: put { } around them";
	} else if (*reading->p == ',') {
		b.help = "several values stand in an array: put [ ] around them";
	} else if (line && strchr("{[\"", *reading->p)) {
		b.help = "a file with a JSON text on every line is named .jsonl or .ndjson";
		return report(blame(reading, &b,
				    "expected the end of the text, found a second JSON text"));
	} else if (*reading->p == '{' || *reading->p == '[') {
		b.help = "put several values into an array, or each on a line of a .jsonl file";
	} else if (is_letter(*reading->p) && (is_letter(*last) || (*last >= '0' && *last <= '9'))) {
		b.help = "an error message in place of a document looks like this";
	} else {
		return false;
	}
	return report(blame(reading, &b, "expected the end of the text, found %s",
			    blame_found(reading, reading->p)));
}

bool guess_structure(struct reading *reading, enum wanted wanted)
{
	char c;

	if (reading->p == reading->end)
		return guess_end(reading, wanted);
	c = *reading->p;
	if (c == ']' || c == '}') {
		if (guess_bracket(reading, wanted))
			return true;
		if (wanted == WANTED_KEY || wanted == WANTED_VALUE)
			return guess_trailing_comma(reading);
	}
	if (c == ',' && (wanted == WANTED_KEY || wanted == WANTED_VALUE))
		return guess_extra_comma(reading, wanted);
	if (c == '=' && wanted == WANTED_COLON)
		return guess_equals(reading);
	if (wanted == WANTED_SEPARATOR)
		return guess_missing_comma(reading);
	return wanted == WANTED_END && guess_more(reading);
}
