#include "json/complain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "json/reading.h"

static void send(struct reading *reading, const struct problem *problem)
{
	if (reading->reader->report)
		reading->reader->report(reading->reader->context, problem);
}

static bool fail(struct reading *reading, const char *rule, const char *start, const char *end,
		 const char *message)
{
	send(reading, &(struct problem){ .rule = rule,
					 .severity = SEVERITY_ERROR,
					 .message = message,
					 .start = (size_t)(start - reading->text),
					 .end = (size_t)(end - reading->text),
					 .node = reading->subject });
	return false;
}

static const char *one(const struct reading *reading, const char *p)
{
	return p < reading->end ? p + 1 : p;
}

bool complain_token(struct reading *reading, enum wanted wanted)
{
	static const char *const messages[] = {
		[WANTED_VALUE] = "expected a value",
		[WANTED_KEY] = "expected a name in quotes",
		[WANTED_COLON] = "expected a colon behind a name",
		[WANTED_SEPARATOR] = "expected a comma or the closing bracket",
		[WANTED_END] = "there is more text behind the end of the JSON text",
	};

	return fail(reading, "json/syntax", reading->p, one(reading, reading->p), messages[wanted]);
}

bool complain_string(struct reading *reading, const char *open, const char *p)
{
	if (p < reading->end && (unsigned char)*p >= 0x80)
		return fail(reading, "json/encoding", p, one(reading, p), "this is no UTF-8");
	if (p < reading->end && (unsigned char)*p < 0x20)
		return fail(reading, "json/encoding", p, one(reading, p), "control character in a string");
	return fail(reading, "json/syntax", p == reading->end ? open : p, one(reading, p),
		    p == reading->end ? "the string does not end" : "bad escape");
}

bool complain_number(struct reading *reading, const char *p)
{
	return fail(reading, "json/syntax", reading->p, one(reading, p), "this is no JSON number");
}

bool complain_depth(struct reading *reading)
{
	return fail(reading, "json/depth", reading->p, one(reading, reading->p), "nested too deeply");
}

bool complain_length(struct reading *reading)
{
	return fail(reading, "json/syntax", reading->text, reading->text, "the text is too long");
}

bool complain_encoding(struct reading *reading)
{
	if (reading->end - reading->p < 3 || memcmp(reading->p, "\xEF\xBB\xBF", 3) != 0)
		return true;
	fail(reading, "json/encoding", reading->p, reading->p + 3, "byte order mark");
	reading->p += 3;
	return true;
}

void complain_duplicate(struct reading *reading, const struct node *node, const struct node *first,
			uint32_t first_start, uint32_t first_end)
{
	send(reading, &(struct problem){ .rule = "json/duplicate-key",
					 .severity = SEVERITY_ERROR,
					 .message = "this name is used twice in the object",
					 .start = node->key_start,
					 .end = node->key_end,
					 .node = node,
					 .related = "first used here",
					 .related_node = first,
					 .related_start = first_start,
					 .related_end = first_end });
}

void complain_inexact(struct reading *reading, const struct node *node)
{
	send(reading, &(struct problem){ .rule = "json/unsafe-number",
					 .severity = SEVERITY_WARNING,
					 .message = "many readers would change this number",
					 .start = node->start,
					 .end = node->end,
					 .node = node });
}

void complain_surrogate(struct reading *reading, const char *escape)
{
	send(reading, &(struct problem){ .rule = "json/lone-surrogate",
					 .severity = SEVERITY_WARNING,
					 .message = "half of a surrogate pair",
					 .start = (size_t)(escape - reading->text),
					 .end = (size_t)(escape - reading->text) + 6,
					 .node = reading->subject });
}
