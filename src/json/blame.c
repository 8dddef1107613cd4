#include "json/blame.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/reading.h"
#include "json/scan.h"
#include "json/secret.h"
#include "text/utf8.h"

static const char *format_text(struct mem *mem, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

static const char *format_text(struct mem *mem, const char *format, va_list args)
{
	va_list again;
	size_t size;
	char *text;

	va_copy(again, args);
	size = (size_t)vsnprintf(NULL, 0, format, again) + 1;
	va_end(again);
	text = mem_bytes(mem, size);
	vsnprintf(text, size, format, args);
	return text;
}

bool blame(struct reading *reading, const struct blame *blame, const char *format, ...)
{
	struct problem problem = {
		.rule = blame->rule ? blame->rule : "json/syntax",
		.severity = SEVERITY_ERROR,
		.help = blame->help,
		.start = (size_t)(blame->start - reading->text),
		.end = (size_t)(blame->end - reading->text),
		.node = blame->node ? blame->node : reading->subject,
		.related = blame->related,
		.related_node = blame->related_node,
		.fix = blame->fix,
	};
	va_list args;

	if (!reading->reader->report)
		return false;
	if (blame->related) {
		problem.related_start = (size_t)(blame->related_start - reading->text);
		problem.related_end = (size_t)(blame->related_end - reading->text);
	}
	va_start(args, format);
	problem.message = format_text(reading->mem, format, args);
	va_end(args);
	reading->reader->report(reading->reader->context, &problem);
	return false;
}

void blame_container(const struct reading *reading, struct blame *blame)
{
	const struct node *container = reading->container;

	if (!container)
		return;
	blame->related = node_type(container) == NODE_ARRAY ? "the array begins here"
							    : "the object begins here";
	blame->related_start = reading->text + container->start;
	blame->related_end = blame->related_start + 1;
	blame->related_node = container;
}

/* What follows a value without a comma may have been meant as a part of it. */
bool blame_is_secret(const struct reading *reading)
{
	const struct node *container = reading->container;
	const char *before = reading->p;

	if (reading->subject && reading->subject->flags & NODE_SECRET)
		return true;
	while (before > reading->text && scan_is_blank(before[-1]))
		before--;
	if (!container || !container->item.child || before == reading->text || before[-1] == ',')
		return false;
	return (((struct node *)container->item.child->prev)->flags & NODE_SECRET) != 0;
}

/* The bytes of text that can be shown without cutting a character in two. */
static size_t cut_length(const char *text, size_t n)
{
	size_t length = n;

	if (length <= BLAME_SHOWN)
		return length;
	length = BLAME_SHOWN;
	while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
		length--;
	return length > 0 ? length : BLAME_SHOWN;
}

const char *blame_quote(struct reading *reading, const char *text, size_t n)
{
	const char *mark = n > 0 && (text[0] == '"' || text[0] == '\'') ? "" : "\"";
	size_t shown = secret_before(text, cut_length(text, n));
	struct buf buf;
	const char *quoted;

	buf_init(&buf);
	buf_puts(&buf, mark);
	utf8_visible(&buf, text, shown);
	buf_puts(&buf, shown < n ? "…" : "");
	buf_puts(&buf, mark);
	quoted = mem_text(reading->mem, buf.data, buf.length);
	buf_release(&buf);
	return quoted;
}

const char *blame_quote_found(struct reading *reading, const char *start, const char *end)
{
	if (blame_is_secret(reading))
		return "something else";
	return blame_quote(reading, start, (size_t)(end - start));
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       strchr("_$+-.@%", c) != NULL;
}

/* Behind the closing quote of the string at p; where it has none on its line, the line's end. */
static const char *string_end(const char *p, const char *end)
{
	for (p++; p < end && *p != '"' && *p != '\n' && *p != '\r'; p++)
		if (*p == '\\' && end - p > 1 && p[1] != '\n' && p[1] != '\r')
			p++;
	return p < end && *p == '"' ? p + 1 : p;
}

const char *blame_token_end(const struct reading *reading, const char *p)
{
	const char *end = reading->end;
	size_t n;

	if (p >= end)
		return end;
	if (*p == '"')
		return string_end(p, end);
	if ((unsigned char)*p >= 0x80 || *p == '\0') {
		n = *p ? scan_sequence(p, end) : 0;
		return p + (n > 0 ? n : 1);
	}
	if (!is_word(*p))
		return p + 1;
	while (p < end && *p != '\0' && is_word(*p))
		p++;
	return p;
}

const char *blame_found(struct reading *reading, const char *p)
{
	if (p == reading->end)
		return "the end of the text";
	if ((unsigned char)*p < 0x20 || *p == 0x7F)
		return mem_printf(reading->mem, "the control character U+%04X",
				  (unsigned)(unsigned char)*p);
	return blame_quote_found(reading, p, blame_token_end(reading, p));
}
