/* What is said of bytes that are no UTF-8: a part of complain.h. */
#include "json/complain.h"

#include <string.h>

#include "base/mem.h"
#include "json/blame.h"
#include "json/reading.h"
#include "text/utf8.h"

/* How a text begins in an encoding or format that JSON may not have. Longer beginnings first. */
static const struct opening {
	const char *bytes;
	size_t length;
	const char *is;
	const char *help;
} openings[] = {
	{ "\xFF\xFE\0\0", 4, "UTF-32 (little-endian)", "convert it: iconv -f UTF-32 -t UTF-8" },
	{ "\0\0\xFE\xFF", 4, "UTF-32 (big-endian)", "convert it: iconv -f UTF-32 -t UTF-8" },
	{ "\xFF\xFE", 2, "UTF-16 (little-endian)", "convert it: iconv -f UTF-16 -t UTF-8" },
	{ "\xFE\xFF", 2, "UTF-16 (big-endian)", "convert it: iconv -f UTF-16 -t UTF-8" },
	{ "\x1F\x8B", 2, "data compressed by gzip",
	  "unpack it, or let curl do so: curl --compressed" },
	{ "\x28\xB5\x2F\xFD", 4, "data compressed by zstd", "unpack it first" },
	{ "PK\3\4", 4, "a ZIP archive", "unpack it first" },
};

static bool refuse_opening(struct reading *reading, size_t length, const char *is, const char *help)
{
	struct blame b = {
		.rule = "json/encoding",
		.start = reading->text,
		.end = reading->text + length,
		.help = help,
	};

	return blame(reading, &b, "expected JSON in UTF-8, found %s", is);
}

/*
 * JSON begins with an ASCII character: where NUL bytes are around it tells the width
 * (RFC 4627 section 3).
 */
static bool check_nuls(struct reading *reading)
{
	const char *t = reading->text;
	size_t n = (size_t)(reading->whole - t);

	if (n == 0 || n % 2 != 0)
		return true;
	if (n % 4 == 0 && !t[0] && !t[1] && !t[2] && t[3])
		return refuse_opening(reading, 4, "UTF-32 (big-endian)",
				      "convert it: iconv -f UTF-32BE -t UTF-8");
	if (n % 4 == 0 && t[0] && !t[1] && !t[2] && !t[3])
		return refuse_opening(reading, 4, "UTF-32 (little-endian)",
				      "convert it: iconv -f UTF-32LE -t UTF-8");
	if (!t[0] && t[1])
		return refuse_opening(reading, 2, "UTF-16 (big-endian)",
				      "convert it: iconv -f UTF-16BE -t UTF-8");
	if (t[0] && !t[1])
		return refuse_opening(reading, 2, "UTF-16 (little-endian)",
				      "convert it: iconv -f UTF-16LE -t UTF-8");
	return true;
}

bool complain_encoding(struct reading *reading)
{
	size_t n = (size_t)(reading->whole - reading->text);

	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (n >= openings[i].length &&
		    memcmp(reading->text, openings[i].bytes, openings[i].length) == 0)
			return refuse_opening(reading, openings[i].length, openings[i].is,
					      openings[i].help);
	if (!check_nuls(reading))
		return false;
	if (n >= 3 && memcmp(reading->text, "\xEF\xBB\xBF", 3) == 0) {
		struct blame b = {
			.rule = "json/encoding",
			.start = reading->text,
			.end = reading->text + 3,
			.help = "remove the first three bytes of the file; an editor calls it "
				"\"UTF-8 without BOM\"",
			.fix = "",
		};

		blame(reading, &b,
		      "the text begins with a byte order mark, which JSON must not have");
		reading->p += 3;
	}
	return true;
}

static bool is_tail(const struct reading *reading, const char *p)
{
	return p < reading->end && ((unsigned char)*p & 0xC0) == 0x80;
}

/* Why the bytes at p are no UTF-8 (RFC 3629); *n is how many of them belong together. */
static const char *utf8_fault(const struct reading *reading, const char *p, size_t *n)
{
	unsigned char lead = (unsigned char)p[0];
	unsigned char second = is_tail(reading, p + 1) ? (unsigned char)p[1] : 0;
	size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

	*n = 1;
	if (lead < 0xC0)
		return "a continuation byte without a character before it";
	if (lead > 0xF7)
		return "a byte that is never used in UTF-8";
	while (*n < wanted && is_tail(reading, p + *n))
		++*n;
	if (lead > 0xF4 || (lead == 0xF4 && second >= 0x90))
		return "a character beyond U+10FFFF";
	if (lead < 0xC2 ||
	    (second && ((lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90))))
		return "an overlong form, longer than the character needs";
	if (lead == 0xED && second >= 0xA0)
		return "a surrogate, which is no character";
	return "a character that is cut off";
}

/*
 * Text of Western Europe in an old encoding gives itself away: a lone byte that is a
 * letter there.
 */
static const char *guess_latin(struct reading *reading, const char *p, size_t n)
{
	unsigned char c = (unsigned char)*p;
	char letter[4];
	size_t length;

	if (n > 1 || c < 0xC0 || c == 0xD7 || c == 0xF7 || blame_is_secret(reading))
		return "convert the file to UTF-8";
	length = utf8_put(c, letter);
	return mem_printf(
		reading->mem,
		"in ISO 8859-1 or Windows-1252 this is \"%.*s\": convert the file to UTF-8",
		(int)length, letter);
}

bool complain_utf8(struct reading *reading, const char *p)
{
	struct blame b = { .rule = "json/encoding", .start = p };
	const char *fault;
	size_t n;

	fault = utf8_fault(reading, p, &n);
	b.end = p + n;
	b.help = guess_latin(reading, p, n);
	if (blame_is_secret(reading))
		return blame(reading, &b, "this is not UTF-8: %s", fault);
	return blame(reading, &b, "the byte 0x%02X is not UTF-8: %s", (unsigned)(unsigned char)*p,
		     fault);
}
