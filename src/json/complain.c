#include "json/complain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/blame.h"
#include "json/reading.h"
#include "json/scan.h"

/* Escapes of other languages, and what they are in JSON. */
static const struct {
	char letter;
	const char *fix;
} foreign_escapes[] = {
	{ '\'', "'" },      { '`', "`" },       { '0', "\\u0000" },
	{ 'a', "\\u0007" }, { 'e', "\\u001B" }, { 'v', "\\u000B" },
};

static bool is_graphic(char c)
{
	return c > ' ' && c < 0x7F;
}

static bool is_hex(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!((p[i] >= '0' && p[i] <= '9') ||
		      ((p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'f')))
			return false;
	return true;
}

/*
 * How much of a \u escape belongs to it: the hexadecimal digits, and the one character
 * that is none.
 */
static const char *unicode_end(const struct reading *reading, const char *escape)
{
	const char *p = escape + 2;

	for (int i = 0; i < 4 && p < reading->end && is_hex(p, 1); i++)
		p++;
	if (p < reading->end && is_graphic(*p) && *p != '"')
		p++;
	return p;
}

/*
 * Whether what stands at p is no character at all, which says more than what it should
 * have been.
 */
static bool is_bad_utf8(const struct reading *reading, const char *p)
{
	return p < reading->end && (unsigned char)*p >= 0x80 && scan_sequence(p, reading->end) == 0;
}

static bool complain_escape(struct reading *reading, const char *open, const char *p)
{
	struct blame b = { .start = p, .end = p + 2 };
	const char *quoted;

	if (reading->end - p < 2) {
		b.start = open;
		b.end = open + 1;
		b.help = "put a \" at its end";
		return blame(reading, &b, "the string that begins here is not closed");
	}
	if (p[1] == 'u') {
		b.end = unicode_end(reading, p);
		if (is_bad_utf8(reading, b.end))
			return complain_utf8(reading, b.end);
		b.help = b.end[-1] == '{' ? "a character beyond U+FFFF is written as two escapes: "
					    "\\uD83D\\uDE00"
					  : "exactly four digits follow: \\u00E9";
		quoted = blame_quote_found(reading, b.start, b.end);
		return blame(reading, &b, "expected four hexadecimal digits after \\u, found %s",
			     quoted);
	}
	if ((unsigned char)p[1] < 0x20) {
		b.help = "write a line break as \\n; a string cannot go on in the next line";
		return blame(reading, &b, "a backslash at the end of a line is no escape in JSON");
	}
	if (is_bad_utf8(reading, p + 1))
		return complain_utf8(reading, p + 1);
	if ((unsigned char)p[1] >= 0x80)
		b.end = blame_token_end(reading, p + 1);
	for (size_t i = 0; i < sizeof(foreign_escapes) / sizeof(foreign_escapes[0]); i++)
		if (foreign_escapes[i].letter == p[1])
			b.fix = foreign_escapes[i].fix;
	if (p[1] == 'x' && reading->end - p >= 4 && is_hex(p + 2, 2)) {
		b.end = p + 4;
		b.fix = mem_printf(reading->mem, "\\u00%.2s", p + 2);
	}
	b.help = b.fix ? mem_printf(reading->mem, "write %s", b.fix)
		       : "write \\\\ for a backslash itself; the escapes are \\\" \\\\ \\/ \\b "
			 "\\f \\n \\r \\t and \\uXXXX";
	quoted = blame_quote_found(reading, b.start, b.end);
	return blame(reading, &b, "expected an escape of JSON, found %s", quoted);
}

static bool complain_control(struct reading *reading, const char *open, const char *p)
{
	struct blame b = { .start = p, .end = p + 1 };
	unsigned code = (unsigned char)*p;

	if (*p == '\n' || *p == '\r') {
		b.help = "close the string on its line, or write the line break as \\n";
		b.related = "the string begins here";
		b.related_start = open;
		b.related_end = open + 1;
		return blame(reading, &b,
			     "a string cannot hold a line break; is its closing \" missing?");
	}
	b.rule = "json/encoding";
	b.fix = *p == '\t' ? "\\t" : mem_printf(reading->mem, "\\u%04X", code);
	b.help = mem_printf(reading->mem, "write it as %s, or remove it", b.fix);
	if (*p == '\t')
		return blame(reading, &b, "a string cannot hold a raw tab");
	if (*p == '\0')
		return blame(reading, &b, "a string cannot hold a raw NUL byte");
	return blame(reading, &b, "a string cannot hold the raw control character U+%04X", code);
}

bool complain_string(struct reading *reading, const char *open, const char *p)
{
	struct blame b = { .start = open, .end = open + 1, .help = "put a \" at its end" };

	reading_look_ahead(reading);
	if (p == reading->end)
		return blame(reading, &b, "the string that begins here is not closed");
	if ((unsigned char)*p >= 0x80)
		return complain_utf8(reading, p);
	if ((unsigned char)*p < 0x20)
		return complain_control(reading, open, p);
	return complain_escape(reading, open, p);
}

static bool complain_zero(struct reading *reading, const char *start, const char *end)
{
	struct blame b = { .start = start, .end = blame_token_end(reading, start) };
	const char *digits = start + (*start == '-');

	while (digits + 1 < end && *digits == '0')
		digits++;
	if (blame_is_secret(reading))
		return blame(reading, &b, "a number cannot begin with 0");
	if (b.end == end && end - digits <= BLAME_SHOWN)
		b.help = mem_printf(reading->mem,
				    "write %s%.*s, or put it in double quotes if the zero matters",
				    *start == '-' ? "-" : "", (int)(end - digits), digits);
	else
		b.help = "put it in double quotes if it is text";
	return blame(reading, &b, "a number cannot begin with 0: %s",
		     blame_quote_found(reading, b.start, b.end));
}

bool complain_number(struct reading *reading, const char *p)
{
	const char *start = reading->p;
	struct blame b = { .start = start, .end = p };

	reading_look_ahead(reading);
	if (p == start + (*start == '-'))
		return complain_token(reading, WANTED_VALUE);
	if (is_bad_utf8(reading, p))
		return complain_utf8(reading, p);
	if (p[-1] >= '0' && p[-1] <= '9')
		return complain_zero(reading, start, p);
	b.help = "put it in double quotes if it is text";
	if (p[-1] != '.')
		return blame(reading, &b, "expected a digit in the exponent, found %s",
			     blame_found(reading, p));
	if (p == reading->end || memchr(" \t\n\r,]}eE", *p, 10)) {
		b.help = "write a 0 after the point, or leave the point out";
		b.fix = mem_printf(reading->mem, "%.*s0", (int)(p - start), start);
	}
	return blame(reading, &b, "expected a digit after the decimal point, found %s",
		     blame_found(reading, p));
}

bool complain_depth(struct reading *reading)
{
	struct blame b = {
		.rule = "json/depth",
		.start = reading->p,
		.end = reading->p + 1,
		.help = "--max-depth N raises the limit",
	};

	return blame(reading, &b, "this is nested deeper than the limit of %zu levels",
		     reading->reader->max_depth);
}

bool complain_length(struct reading *reading)
{
	struct blame b = {
		.start = reading->text,
		.end = reading->text,
		.help = "split it, or give its elements as lines of a .jsonl file",
	};

	return blame(reading, &b, "the text is longer than the limit of 4 GiB");
}

/* Counts a problem that is read on from; whether it is one of those to report. */
static bool is_shown(struct reading *reading, enum mild mild, size_t start, size_t end)
{
	if (++reading->mild[mild] == COMPLAIN_MAX + 1) {
		reading->overflowed = true;
		reading->mild_start[mild] = (uint32_t)start;
		reading->mild_end[mild] = (uint32_t)end;
	}
	return reading->reader->report && reading->mild[mild] <= COMPLAIN_MAX;
}

static void send(struct reading *reading, const struct problem *problem)
{
	reading->reader->report(reading->reader->context, problem);
}

void complain_duplicate(struct reading *reading, const struct node *node, const struct node *first,
			uint32_t first_start, uint32_t first_end)
{
	struct problem problem = {
		.rule = "json/duplicate-key",
		.severity = SEVERITY_ERROR,
		.help = "remove one of them: most readers take the last, some the first, some "
			"refuse both",
		.start = node->key_start,
		.end = node->key_end,
		.node = node,
		.related = "first used here",
		.related_start = first_start,
		.related_end = first_end,
		.related_node = first,
	};

	if (!is_shown(reading, MILD_DUPLICATE, problem.start, problem.end))
		return;
	problem.message = "a name is used more than once in this object";
	if (!(node->parent->flags & NODE_SECRET))
		problem.message =
			mem_printf(reading->mem, "the name %s is used more than once in this object",
				   blame_quote(reading, node->item.string, node->key_length));
	send(reading, &problem);
}

/* Digits of a whole double as ECMAScript writes it: the shortest that mean it, then zeros. */
static const char *rounded(struct reading *reading, double value)
{
	char digits[32];
	int precision = 14, exponent;
	char *e;

	do {
		snprintf(digits, sizeof(digits), "%.*e", precision, value);
		e = strchr(digits, 'e');
	} while (precision++ < 16 &&
		 (strtod(digits, NULL) < value || strtod(digits, NULL) > value));
	exponent = atoi(e + 1);
	*e = '\0';
	if (exponent > 20) {
		for (e--; *e == '0'; e--)
			*e = '\0';
		if (*e == '.')
			*e = '\0';
		return mem_printf(reading->mem, "%se+%d", digits, exponent);
	}
	e = strchr(digits, '.');
	memmove(e, e + 1, strlen(e));
	precision = exponent - (int)strlen(e);
	return mem_printf(reading->mem, "%s%.*s", digits, precision > 0 ? precision : 0,
			  "000000000000000000000");
}

/* The message on a number that a double cannot hold, or a secret one. */
static const char *inexact_message(struct reading *reading, const struct node *node)
{
	const char *shown, *text = node_text(node);
	const char *become;

	if (node->flags & NODE_SECRET)
		return "this number is beyond what a double holds, as which many readers take it";
	shown = node->length <= BLAME_SHOWN ? text
					    : mem_printf(reading->mem, "%.*s…", BLAME_SHOWN, text);
	if (isinf(node->item.valuedouble))
		return mem_printf(
			reading->mem,
			"%s is beyond what a double holds: many readers would take it for infinity",
			shown);
	become = rounded(reading, node->item.valuedouble);
	if (strcmp(become, text) == 0)
		return mem_printf(
			reading->mem,
			"%s is beyond ±9007199254740991, up to which all readers are exact", shown);
	return mem_printf(reading->mem, "many readers would change %s to %s", shown, become);
}

void complain_inexact(struct reading *reading, const struct node *node)
{
	struct problem problem = {
		.rule = "json/unsafe-number",
		.severity = SEVERITY_WARNING,
		.start = node->start,
		.end = node->end,
		.node = node,
	};

	if (!is_shown(reading, MILD_INEXACT, problem.start, problem.end))
		return;
	problem.message = inexact_message(reading, node);
	problem.help = isinf(node->item.valuedouble) ? "write it as a string"
						     : "write an identifier or a key as a string";
	send(reading, &problem);
}

void complain_surrogate(struct reading *reading, const char *escape)
{
	struct problem problem = {
		.rule = "json/lone-surrogate",
		.severity = SEVERITY_WARNING,
		.help = "write both halves, or the character itself",
		.start = (size_t)(escape - reading->text),
		.end = (size_t)(escape - reading->text) + 6,
		.node = reading->subject,
	};

	if (!is_shown(reading, MILD_SURROGATE, problem.start, problem.end))
		return;
	problem.message = mem_printf(
		reading->mem, "%s is half of a surrogate pair and no character",
		blame_is_secret(reading) ? "the escape" : mem_printf(reading->mem, "%.6s", escape));
	send(reading, &problem);
}

void complain_rest(struct reading *reading)
{
	static const struct {
		const char *rule, *what;
		enum severity severity;
	} kinds[] = {
		[MILD_DUPLICATE] = { "json/duplicate-key", "names that are used more than once",
				     SEVERITY_ERROR },
		[MILD_INEXACT] = { "json/unsafe-number", "numbers that many readers would change",
				   SEVERITY_WARNING },
		[MILD_SURROGATE] = { "json/lone-surrogate", "halves of surrogate pairs",
				     SEVERITY_WARNING },
	};

	for (size_t i = 0; i < MILD_COUNT; i++) {
		struct problem problem = {
			.rule = kinds[i].rule,
			.severity = kinds[i].severity,
			.start = reading->mild_start[i],
			.end = reading->mild_end[i],
		};

		if (reading->mild[i] <= COMPLAIN_MAX || !reading->reader->report)
			continue;
		problem.message =
			mem_printf(reading->mem, "there are %zu more %s, the first of them here",
				   reading->mild[i] - COMPLAIN_MAX, kinds[i].what);
		send(reading, &problem);
	}
}
