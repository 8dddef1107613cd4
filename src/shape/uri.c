#include "shape/uri.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

struct span {
	const char *text; /* NULL where the part is absent */
	size_t length;
};

/* The five parts of RFC 3986 appendix B, without the characters that divide them. */
struct parts {
	struct span scheme, authority, path, query, fragment;
};

static bool is_scheme_character(char c, bool first)
{
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

	return letter || (!first && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
}

static struct span take_until(const char **p, const char *stops)
{
	struct span span = { *p, strcspn(*p, stops) };

	*p += span.length;
	return span;
}

static struct span take_scheme(const char **p)
{
	const char *start = *p, *end = start;

	while (is_scheme_character(*end, end == start))
		end++;
	if (end == start || *end != ':')
		return (struct span){ 0 };
	*p = end + 1;
	return (struct span){ start, (size_t)(end - start) };
}

static struct parts split(const char *uri)
{
	struct parts parts = { 0 };
	const char *p = uri;

	parts.scheme = take_scheme(&p);
	if (p[0] == '/' && p[1] == '/') {
		p += 2;
		parts.authority = take_until(&p, "/?#");
	}
	parts.path = take_until(&p, "?#");
	if (*p == '?') {
		p++;
		parts.query = take_until(&p, "#");
	}
	if (*p == '#')
		parts.fragment = (struct span){ p + 1, strlen(p + 1) };
	return parts;
}

/* Removes "." and ".." in place (section 5.2.4) and gives the length that is left. */
static size_t remove_dots(char *path, size_t n)
{
	size_t in = 0, out = 0;

	while (in < n) {
		size_t start = in + (path[in] == '/');
		size_t end = start;
		bool dot, dots;

		while (end < n && path[end] != '/')
			end++;
		dot = end - start == 1 && path[start] == '.';
		dots = end - start == 2 && path[start] == '.' && path[start + 1] == '.';
		if (dots)
			while (out > 0 && path[--out] != '/')
				;
		if (!dot && !dots) {
			memmove(path + out, path + in, end - in);
			out += end - in;
		} else if (end == n && (out > 0 || path[in] == '/')) {
			path[out++] = '/';
		}
		in = end;
	}
	return out;
}

/* The reference's path behind the directory of the base's (section 5.2.3). */
static struct span merge(struct mem *mem, const struct parts *base, struct span path)
{
	size_t keep = base->path.length;
	bool root = base->authority.text && base->path.length == 0;
	char *text;

	while (keep > 0 && base->path.text[keep - 1] != '/')
		keep--;
	text = mem_bytes(mem, keep + 1 + path.length);
	if (root)
		text[keep++] = '/';
	else
		memcpy(text, base->path.text, keep);
	memcpy(text + keep, path.text, path.length);
	return (struct span){ text, remove_dots(text, keep + path.length) };
}

static struct span clean(struct mem *mem, struct span path)
{
	char *text = mem_text(mem, path.text, path.length);

	return (struct span){ text, remove_dots(text, path.length) };
}

static char *put(char *p, const char *before, struct span span, const char *behind)
{
	if (!span.text)
		return p;
	p = (char *)memcpy(p, before, strlen(before)) + strlen(before);
	p = (char *)memcpy(p, span.text, span.length) + span.length;
	return (char *)memcpy(p, behind, strlen(behind)) + strlen(behind);
}

static const char *join(struct mem *mem, const struct parts *parts)
{
	size_t room = parts->scheme.length + parts->authority.length + parts->path.length +
		parts->query.length + parts->fragment.length + 6;
	char *text = mem_bytes(mem, room), *p = text;

	p = put(p, "", parts->scheme, ":");
	p = put(p, "//", parts->authority, "");
	p = put(p, "", parts->path, "");
	p = put(p, "?", parts->query, "");
	p = put(p, "#", parts->fragment, "");
	*p = '\0';
	return text;
}

const char *uri_resolve(struct mem *mem, const char *base, const char *reference)
{
	struct parts from = split(base), to = split(reference);

	if (to.scheme.text || to.authority.text) {
		to.scheme = to.scheme.text ? to.scheme : from.scheme;
		to.path = clean(mem, to.path);
		return join(mem, &to);
	}
	to.scheme = from.scheme;
	to.authority = from.authority;
	if (to.path.length == 0) {
		to.path = from.path;
		if (!to.query.text)
			to.query = from.query;
	} else if (to.path.text[0] == '/') {
		to.path = clean(mem, to.path);
	} else {
		to.path = merge(mem, &from, to.path);
	}
	return join(mem, &to);
}

size_t uri_without_fragment(const char *uri)
{
	return strcspn(uri, "#");
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

const char *uri_decode(struct mem *mem, const char *text, size_t *n)
{
	char *out = mem_bytes(mem, *n + 1);
	size_t length = 0;

	for (size_t i = 0; i < *n; i++) {
		bool escape = text[i] == '%' && *n - i > 2 && hex_digit(text[i + 1]) >= 0 &&
			hex_digit(text[i + 2]) >= 0;

		if (escape)
			out[length++] =
				(char)(hex_digit(text[i + 1]) << 4 | hex_digit(text[i + 2]));
		else
			out[length++] = text[i];
		i += escape ? 2 : 0;
	}
	out[length] = '\0';
	*n = length;
	return out;
}
