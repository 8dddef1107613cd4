#include "report/report_escape.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "text/utf8.h"

/* Whether "##[name]" or "##vso[" begins at p: runners look for it anywhere in a line. */
static bool begins_command(const char *p, const char *end)
{
	if (end - p < 3 || p[0] != '#' || p[1] != '#')
		return false;
	p += 2;
	while (p < end && isalnum((unsigned char)*p))
		p++;
	return p < end && *p == '[';
}

/* U+FFFE and U+FFFF, which XML refuses and a terminal cannot show. */
static bool is_noncharacter(const char *p, const char *end)
{
	return end - p >= 3 && p[0] == '\xEF' && p[1] == '\xBF' &&
	       (p[2] == '\xBE' || p[2] == '\xBF');
}

/* The first # or \xEF at p or behind it, or end. Neither is there often: each is looked for once, mostly. */
static const char *next_special(const char *p, const char *end, const char *found[2])
{
	static const char special[] = { '#', '\xEF' };

	for (size_t i = 0; i < 2; i++) {
		if (!found[i] || found[i] < p)
			found[i] = memchr(p, special[i], (size_t)(end - p));
		found[i] = found[i] ? found[i] : end;
	}
	return found[0] < found[1] ? found[0] : found[1];
}

void escape_text(struct buf *out, const char *text, size_t n)
{
	const char *start = text, *end = text + n, *found[2] = { NULL, NULL };
	const char *p = text;

	while ((p = next_special(p, end, found)) < end) {
		if (*p == '#' && begins_command(p, end)) {
			utf8_visible(out, start, (size_t)(p + 1 - start));
			buf_puts(out, "\\u0023");
			start = p += 2;
		} else if (*p == '\xEF' && is_noncharacter(p, end)) {
			utf8_visible(out, start, (size_t)(p - start));
			buf_puts(out, p[2] == '\xBE' ? "\\uFFFE" : "\\uFFFF");
			start = p += 3;
		} else {
			p++;
		}
	}
	utf8_visible(out, start, (size_t)(end - start));
}

/* The entity of one of &<>". */
static const char *xml_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>': /* "]]>" is not allowed in text */
		return "&gt;";
	default:
		return "&quot;";
	}
}

void escape_xml(struct buf *out, const char *text)
{
	struct buf visible;
	const char *p;

	buf_init(&visible);
	escape_text(&visible, text, strlen(text));
	p = visible.data;
	while (*p) {
		size_t n = strcspn(p, "&<>\"");

		buf_add(out, p, n);
		p += n;
		if (*p)
			buf_puts(out, xml_entity(*p++));
	}
	buf_release(&visible);
}

/* A colon is left out: in the first segment of a relative reference it would end a scheme. */
static bool stays_in_uri(unsigned char c)
{
	return c < 0x80 && (isalnum(c) || (c && strchr("-._~/!$&'()*+,;=@", c)));
}

void escape_uri(struct buf *out, const char *path)
{
	if (*path == '/')
		buf_puts(out, "file://");
	for (const char *p = path; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (stays_in_uri(c))
			buf_putc(out, *p);
		else
			buf_printf(out, "%%%02X", c);
	}
}

/* The characters of special percent-encoded, as the runner decodes them; the rest made visible. */
static void escape_percent(struct buf *out, const char *text, const char *special)
{
	const char *p = text;

	while (*p) {
		size_t n = strcspn(p, special);

		escape_text(out, p, n);
		p += n;
		for (; *p && strchr(special, *p); p++)
			buf_printf(out, "%%%02X", (unsigned char)*p);
	}
}

void escape_github_data(struct buf *out, const char *text)
{
	escape_percent(out, text, "%\r\n");
}

void escape_github_property(struct buf *out, const char *text)
{
	escape_percent(out, text, "%\r\n:,");
}

/* One code point of JSON text, as it is where it can be shown; visible is for use in between. */
static void escape_code(struct buf *out, uint32_t code, const char *bytes, size_t n,
	struct buf *visible)
{
	buf_clear(visible);
	utf8_visible(visible, bytes, n);
	if (code == UTF8_BAD || (code >= 0xD800 && code <= 0xDFFF))
		buf_putc(out, '\\');
	buf_add(out, visible->data, visible->length);
}

void escape_json(struct buf *out, const char *json)
{
	const char *start = json, *end = json + strlen(json), *p = json;
	struct buf visible;

	buf_init(&visible);
	while (p < end) {
		const char *at = p;
		uint32_t code;

		if ((unsigned char)*p < 0x7F) {
			p++;
			if (*at == '#' && begins_command(at, end)) {
				buf_add(out, start, (size_t)(p - start));
				buf_puts(out, "\\u0023");
				start = ++p;
			}
			continue;
		}
		code = utf8_next(&p, end);
		buf_add(out, start, (size_t)(at - start));
		escape_code(out, code, at, (size_t)(p - at), &visible);
		start = p;
	}
	buf_add(out, start, (size_t)(end - start));
	buf_release(&visible);
}
