/* Guesses at what stands between tokens and is no token: a part of guess.h. */
#include "json/guess.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "json/blame.h"
#include "json/reading.h"
#include "json/scan.h"
#include "text/utf8.h"

/* clang-format off */

/*
 * Blanks of Unicode, and what is invisible, that JSON does not take for blanks (RFC
 * 8259 section 2).
 */
static const struct {
	uint32_t first, last;
	char name[28];
} blanks[] = {
	{ 0x000B, 0x000B, "a vertical tab" },
	{ 0x000C, 0x000C, "a form feed" },
	{ 0x0085, 0x0085, "a next-line character" },
	{ 0x00A0, 0x00A0, "a no-break space" },
	{ 0x00AD, 0x00AD, "a soft hyphen" },
	{ 0x1680, 0x1680, "an Ogham space mark" },
	{ 0x2000, 0x200A, "a typographic space" },
	{ 0x200B, 0x200B, "a zero-width space" },
	{ 0x200C, 0x200F, "an invisible character" },
	{ 0x2028, 0x2028, "a line separator" },
	{ 0x2029, 0x2029, "a paragraph separator" },
	{ 0x202F, 0x202F, "a narrow no-break space" },
	{ 0x205F, 0x205F, "a mathematical space" },
	{ 0x2060, 0x2064, "an invisible character" },
	{ 0x3000, 0x3000, "an ideographic space" },
	{ 0xFEFF, 0xFEFF, "a byte order mark" },
};

/* Quotes of other kinds, and what closes them. */
static const struct quote {
	char open[4], close[4];
	char is[20];
} quotes[] = {
	{ "'", "'", "a single quote" },
	{ "`", "`", "a backtick" },
	{ "“", "”", "a typographic quote" },
	{ "”", "”", "a typographic quote" },
	{ "„", "“", "a typographic quote" },
	{ "‘", "’", "a typographic quote" },
	{ "’", "’", "a typographic quote" },
	{ "‚", "‘", "a typographic quote" },
	{ "«", "»", "a typographic quote" },
	{ "»", "«", "a typographic quote" },
	{ "″", "″", "a typographic quote" },
	{ "＂", "＂", "a wide quote" },
};

/* clang-format on */

/* Beginnings of what was to be filled in or left out. */
static const struct {
	char open[4], close[4];
	char is[36], help[68];
} gaps[] = {
	{ "...", "...", "dots in place of what was left out", "put it there, or remove the dots" },
	{ "…", "…", "dots in place of what was left out", "put it there, or remove the dots" },
	{ "{{", "}}", "a placeholder of a template", "lint what the template makes" },
	{ "{%", "%}", "a statement of a template", "lint what the template makes" },
	{ "${", "}", "a placeholder", "put in what it stands for, in double quotes if it is text" },
	{ "<", ">", "a placeholder", "put in what it stands for, in double quotes if it is text" },
};

static bool begins(const struct reading *reading, const char *p, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(reading->end - p) >= n && memcmp(p, with, n) == 0;
}

static const char *line_end(const struct reading *reading, const char *p)
{
	while (p < reading->end && *p != '\n' && *p != '\r')
		p++;
	return p;
}

/* The first place of what in [p, end); NULL if it is not there. */
static const char *find(const char *p, const char *end, const char *what)
{
	size_t n = strlen(what);

	return memmem(p, (size_t)(end - p), what, n);
}

static bool guess_comment(struct reading *reading)
{
	const char *p = reading->p, *close;
	struct blame b = { .start = p, .help = "remove it; JSON has no comments", .fix = "" };
	bool block = begins(reading, p, "/*");

	if (!block && *p != '#' && !begins(reading, p, "//") && !begins(reading, p, "<!--"))
		return false;
	b.end = line_end(reading, p);
	if (block) {
		do
			close = find(p + 2, reading->end, "*/");
		while (!close && reading_more(reading));
		b.end = close ? close + 2 : reading->end;
		b.fix = close ? "" : NULL;
	}
	blame(reading, &b, "a comment is not allowed in JSON");
	return true;
}

/* Whether the text can stand between double quotes as it is. */
static bool is_simple(const char *p, const char *end)
{
	return p <= end && scan_plain(p, end) == end;
}

/* Whether a value or name may end before p; not so at the apostrophe of 'it's'. */
static bool ends_token(const struct reading *reading, const char *p)
{
	return p == reading->end || scan_is_blank(*p) || strchr(",:]}", *p);
}

static bool guess_quote_of(struct reading *reading, const struct quote *quote)
{
	const char *inside = reading->p + strlen(quote->open);
	const char *close = find(inside, line_end(reading, inside), quote->close);
	struct blame b = { .start = reading->p, .end = inside };

	b.help = "write strings and names in double quotes: \"";
	if (close) {
		b.end = close + strlen(quote->close);
		if (is_simple(inside, close) && ends_token(reading, b.end) &&
		    !blame_is_secret(reading))
			b.fix = mem_printf(reading->mem, "\"%.*s\"", (int)(close - inside), inside);
	}
	blame(reading, &b, "expected a double quote, found %s: %s", quote->is,
	      blame_quote_found(reading, b.start, b.end));
	return true;
}

static bool guess_quote(struct reading *reading)
{
	for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++)
		if (begins(reading, reading->p, quotes[i].open))
			return guess_quote_of(reading, &quotes[i]);
	return false;
}

static bool guess_blank(struct reading *reading)
{
	struct blame b = {
		.start = reading->p,
		.help = "put a plain space there, or nothing",
		.fix = " ",
	};
	const char *p = reading->p;
	uint32_t code = utf8_next(&p, reading->end);

	b.end = p;
	for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++) {
		if (code < blanks[i].first || code > blanks[i].last)
			continue;
		blame(reading, &b, "%s (U+%04X) is no blank in JSON", blanks[i].name,
		      (unsigned)code);
		return true;
	}
	return false;
}

/*
 * {{ opens two objects for the reader, which stops at the second: so the token may
 * begin one byte before.
 */
static bool guess_gap(struct reading *reading)
{
	for (size_t i = 0; i < sizeof(gaps) / sizeof(gaps[0]); i++) {
		struct blame b = { .start = reading->p, .help = gaps[i].help };
		const char *close;

		if (gaps[i].open[0] == '{' && b.start > reading->text && b.start[-1] == '{')
			b.start--;
		if (!begins(reading, b.start, gaps[i].open))
			continue;
		b.end = b.start + strlen(gaps[i].open);
		close = find(b.end, line_end(reading, b.end), gaps[i].close);
		if (close)
			b.end = close + strlen(gaps[i].close);
		blame(reading, &b, "expected JSON, found %s: %s", gaps[i].is,
		      blame_quote_found(reading, b.start, b.end));
		return true;
	}
	return false;
}

/* NUL bytes and what is no UTF-8 are faults of the encoding wherever they are. */
static bool guess_bytes(struct reading *reading)
{
	const char *p = reading->p;
	struct blame b = { .rule = "json/encoding", .start = p, .end = p + 1 };

	if ((unsigned char)*p >= 0x80 && scan_sequence(p, reading->end) == 0) {
		complain_utf8(reading, p);
		return true;
	}
	if (*p != '\0')
		return false;
	while ((b.end < reading->end || reading_more(reading)) && *b.end == '\0')
		b.end++;
	b.help = "a crash while the file was written, or a copy of a fixed size, leaves NUL bytes";
	blame(reading, &b,
	      b.end - p == 1 ? "the text has a NUL byte" : "the text has %zu NUL bytes",
	      (size_t)(b.end - p));
	return true;
}

bool guess_stray(struct reading *reading, enum wanted wanted)
{
	(void)wanted;
	if (reading->p == reading->end)
		return false;
	return guess_bytes(reading) || guess_comment(reading) || guess_quote(reading) ||
	       guess_blank(reading) || guess_gap(reading);
}
