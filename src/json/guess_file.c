/* Guesses at files of other kinds by how they begin: a part of guess.h. */
#include "json/guess.h"

#include <string.h>

#include "json/blame.h"
#include "json/reading.h"
#include "json/scan.h"

/* Beginnings that tell a file's kind, case ignored. Longer ones first where one begins another. */
static const struct {
	const char *begins;
	const char *is, *help;
} kinds[] = {
	{ "<!doctype html", "HTML",
	  "a login or error page in place of the response looks like this" },
	{ "<html", "HTML", "a login or error page in place of the response looks like this" },
	{ "<?xml", "XML", "ask the server for JSON: Accept: application/json" },
	{ "<", "XML or HTML", "ask the server for JSON: Accept: application/json" },
	{ "http/", "an HTTP response with its headers",
	  "save the body alone: use curl without -i" },
	{ "http://", "an address", "fetch what is there first: curl -s ADDRESS >FILE" },
	{ "https://", "an address", "fetch what is there first: curl -s ADDRESS >FILE" },
	{ "% total ", "the progress meter of curl",
	  "keep standard error apart: curl -s ADDRESS >FILE" },
	{ "* ", "the log of curl -v", "keep standard error apart: curl -s ADDRESS >FILE" },
	{ "curl: (", "an error message of curl", "the response was not saved: fetch it again" },
	{ "%yaml", "YAML", "convert it to JSON first: yq -o=json" },
	{ "---", "YAML", "convert it to JSON first: yq -o=json" },
	{ ")]}'", "a guard against inclusion as a script", "remove the first line" },
	{ "while(1);", "a guard against inclusion as a script",
	  "remove what comes before the JSON" },
	{ "for(;;);", "a guard against inclusion as a script",
	  "remove what comes before the JSON" },
	{ "var ", "JavaScript", "save the value alone as JSON" },
	{ "let ", "JavaScript", "save the value alone as JSON" },
	{ "const ", "JavaScript", "save the value alone as JSON" },
	{ "export ", "JavaScript", "save the value alone as JSON" },
	{ "import ", "JavaScript", "save the value alone as JSON" },
	{ "module.exports", "JavaScript", "save the value alone as JSON" },
	{ "%pdf", "a PDF file", NULL },
	{ "#!", "a script", "save what the script makes" },
};

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	       (c != '\0' && strchr("_-./", c) != NULL);
}

static bool is_line_end(const char *p, const char *end)
{
	return p == end || *p == '\n' || *p == '\r';
}

static const char *skip_words(const char *p, const char *end)
{
	while (p < end && is_word(*p))
		p++;
	return p;
}

/* "key: value", "key:" or "- item" */
static bool looks_like_yaml(const char *p, const char *end)
{
	const char *after = skip_words(p, end);

	if (end - p >= 2 && p[0] == '-' && p[1] == ' ')
		return true;
	if (after == p || after == end || *after != ':')
		return false;
	after++;
	return is_line_end(after, end) || *after == ' ';
}

/* "[section]" alone on the first line */
static bool looks_like_ini(const char *p, const char *end)
{
	const char *after = skip_words(p + 1, end);

	return *p == '[' && after > p + 1 && after < end && *after == ']' &&
	       !is_line_end(p + 1, end) && (p[1] | 0x20) >= 'a' && after + 1 < end &&
	       is_line_end(after + 1, end);
}

/* "callback({...})" */
static bool looks_like_call(const char *p, const char *end)
{
	const char *after = skip_words(p, end);

	return after > p && after + 1 < end && *after == '(' &&
	       (after[1] == '{' || after[1] == '[');
}

static const char *skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p;
}

/* "key = value" */
static bool looks_like_assignment(const char *p, const char *end)
{
	const char *name = skip_words(p, end), *sign = skip_blanks(name, end);

	return name > p && sign < end && *sign == '=';
}

/* "resource \"x\" {", "locals {" */
static bool looks_like_block(const char *p, const char *end)
{
	const char *name = skip_words(p, end), *next = skip_blanks(name, end);

	return name > p && next > name && next < end && (*next == '"' || *next == '{') &&
	       (*p | 0x20) >= 'a';
}

/* "name,other", as the first line of a table */
static bool looks_like_csv(const char *p, const char *end)
{
	const char *name = skip_words(p, end);

	return name > p && (*p | 0x20) >= 'a' && name < end && (*name == ',' || *name == ';') &&
	       skip_words(name + 1, end) > name + 1;
}

static bool report_kind(struct reading *reading, const char *start, const char *is,
			const char *help)
{
	struct blame b = { .start = start, .end = start, .help = help };

	while (!is_line_end(b.end, reading->end))
		b.end++;
	blame(reading, &b, "expected JSON, found %s", is);
	return true;
}

static bool begins(const char *p, const char *end, const char *with)
{
	size_t n = strlen(with);

	if ((size_t)(end - p) < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((p[i] >= 'A' && p[i] <= 'Z' ? p[i] | 0x20 : p[i]) != with[i])
			return false;
	return true;
}

/*
 * Only the first token of a text tells, or the second where the first is the bracket
 * of a section.
 */
bool guess_file(struct reading *reading, enum wanted wanted)
{
	const char *p = reading->p, *end = reading->end;
	const struct node *container = reading->container;

	if (wanted != WANTED_VALUE || p == end)
		return false;
	if (container && !container->parent && container->length == 1 &&
	    looks_like_ini(reading->text + container->start, end))
		return report_kind(reading, reading->text + container->start, "an INI or TOML file",
				   "convert it to JSON first");
	if (container)
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (begins(p, end, kinds[i].begins))
			return report_kind(reading, p, kinds[i].is, kinds[i].help);
	if (looks_like_call(p, end))
		return report_kind(reading, p, "a call of a JavaScript function (JSONP)",
				   "save what is between the parentheses");
	if (looks_like_yaml(p, end))
		return report_kind(reading, p, "YAML", "convert it to JSON first: yq -o=json");
	if (looks_like_assignment(p, end))
		return report_kind(reading, p, "assignments, as in TOML, INI and HCL",
				   "convert it to JSON first");
	if (looks_like_block(p, end))
		return report_kind(reading, p, "HCL (Terraform)", "convert it to JSON first");
	if (looks_like_csv(p, end))
		return report_kind(reading, p, "CSV", "convert it to JSON first");
	return false;
}
