/*
 * Readers of every format, as strict as the format's own readers are: each
 * turns a report back into records, for comparison with the findings.
 */
#ifndef PEERLINT_TESTS_READBACK_H
#define PEERLINT_TESTS_READBACK_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "report/report_escape.h"

/* One finding as "file:line:column: severity: #/pointer: message [rule]", all made visible. */
struct records {
	struct buf text; /* one a line */
	size_t count;
};

static inline void put_visible(struct buf *out, const char *text)
{
	escape_text(out, text, strlen(text));
}

static inline void add_record(struct records *records, const char *file, int line, int column,
	const char *severity, const char *claim, const char *rule)
{
	put_visible(&records->text, file);
	buf_printf(&records->text, ":%d:%d: %s: ", line, column, severity);
	put_visible(&records->text, claim);
	buf_puts(&records->text, " [");
	put_visible(&records->text, rule);
	buf_puts(&records->text, "]\n");
	records->count++;
}

/* The word of ours for one of theirs; fails where it is none. */
static inline const char *our_severity(const char *word)
{
	static const char *const words[][2] = {
		{ "error", "error" }, { "ERROR", "error" }, { "major", "error" },
		{ "critical", "error" }, { "warning", "warning" }, { "WARNING", "warning" },
		{ "minor", "warning" }, { "info", "info" }, { "note", "info" },
		{ "notice", "info" }, { "INFO", "info" },
	};

	size_t i = 0;

	while (strcmp(word, words[i][0]) != 0) {
		i++;
		assert(i < sizeof(words) / sizeof(words[0]));
	}
	return words[i][1];
}

/* JSON: members by a path such as "location.path"; the member must be there. */

static inline const cJSON *member(const cJSON *item, const char *path)
{
	char name[64];

	while (*path) {
		size_t n = strcspn(path, ".");

		assert(n < sizeof(name));
		memcpy(name, path, n);
		name[n] = '\0';
		item = cJSON_GetObjectItemCaseSensitive(item, name);
		assert(item);
		path += n + (path[n] == '.');
	}
	return item;
}

static inline const char *string_of(const cJSON *item, const char *path)
{
	const cJSON *found = member(item, path);

	assert(cJSON_IsString(found));
	return found->valuestring;
}

static inline int int_of(const cJSON *item, const char *path)
{
	const cJSON *found = member(item, path);

	assert(cJSON_IsNumber(found) && found->valuedouble >= 0);
	return found->valueint;
}

/* Nothing but blanks may follow the value. */
static inline cJSON *parse_json(const char *text)
{
	const char *end;
	cJSON *tree = cJSON_ParseWithOpts(text, &end, 0);

	assert(tree);
	assert(end[strspn(end, " \n")] == '\0');
	return tree;
}

static inline void read_ours(struct records *records, const cJSON *finding)
{
	struct buf claim;

	buf_init(&claim);
	buf_printf(&claim, "#%s: %s", string_of(finding, "pointer"), string_of(finding, "message"));
	assert(cJSON_IsArray(member(finding, "related")));
	member(finding, "kind");
	member(finding, "help");
	member(finding, "fix");
	member(finding, "url");
	assert(int_of(finding, "start.byte") <= int_of(finding, "end.byte"));
	add_record(records, string_of(finding, "file"), int_of(finding, "start.line"),
		int_of(finding, "start.column"), our_severity(string_of(finding, "severity")),
		claim.data, string_of(finding, "rule"));
	buf_release(&claim);
}

static inline void read_rd(struct records *records, const cJSON *diagnostic)
{
	add_record(records, string_of(diagnostic, "location.path"),
		int_of(diagnostic, "location.range.start.line"),
		int_of(diagnostic, "location.range.start.column"),
		our_severity(string_of(diagnostic, "severity")), string_of(diagnostic, "message"),
		string_of(diagnostic, "code.value"));
}

static inline void read_code_quality(struct records *records, const cJSON *item)
{
	const char *rule = string_of(item, "check_name");
	const char *text = string_of(item, "description");

	assert(strncmp(text, rule, strlen(rule)) == 0);
	assert(strncmp(text + strlen(rule), ": #", 3) == 0);
	add_record(records, string_of(item, "location.path"), int_of(item, "location.lines.begin"),
		0, our_severity(string_of(item, "severity")), text + strlen(rule) + 2, rule);
}

typedef void read_item(struct records *records, const cJSON *item);

static inline void read_array(struct records *records, const cJSON *array, read_item *read)
{
	const cJSON *item;

	assert(cJSON_IsArray(array));
	cJSON_ArrayForEach(item, array)
		read(records, item);
}

static inline void read_lines(struct records *records, char *text, read_item *read)
{
	char *line, *rest;

	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		cJSON *tree = parse_json(line);

		read(records, tree);
		cJSON_Delete(tree);
	}
}

static inline void read_json(struct records *records, char *text)
{
	cJSON *tree = parse_json(text);

	assert(int_of(tree, "version") == 1);
	assert(strcmp(string_of(tree, "tool.name"), "peerlint") == 0);
	read_array(records, member(tree, "findings"), read_ours);
	int_of(tree, "summary.errors");
	cJSON_Delete(tree);
}

static inline void read_jsonl(struct records *records, char *text)
{
	read_lines(records, text, read_ours);
}

static inline void read_rdjson(struct records *records, char *text)
{
	cJSON *tree = parse_json(text);

	read_array(records, member(tree, "diagnostics"), read_rd);
	cJSON_Delete(tree);
}

static inline void read_rdjsonl(struct records *records, char *text)
{
	read_lines(records, text, read_rd);
}

static inline void read_gitlab(struct records *records, char *text)
{
	cJSON *tree = parse_json(text);

	read_array(records, tree, read_code_quality);
	cJSON_Delete(tree);
}

/* Percent-decodes in place. */
static inline void decode_percent(char *text)
{
	char *to = text;

	for (const char *p = text; *p; p++) {
		char hex[3] = { 0 };

		if (*p == '%') {
			memcpy(hex, p + 1, 2);
			assert(strspn(hex, "0123456789ABCDEF") == 2);
			*to++ = (char)strtol(hex, NULL, 16);
			p += 2;
		} else {
			*to++ = *p;
		}
	}
	*to = '\0';
}

/* A URI reference of RFC 3986: nothing that must be encoded, no scheme but file. */
static inline void decode_uri(struct buf *out, const char *uri)
{
	const char *path = strncmp(uri, "file://", 7) == 0 ? uri + 7 : uri;

	for (const char *p = path; *p; p++)
		assert(*p > ' ' && *p < 0x7F && !strchr("\"<>\\^`{|}#?[]:", *p));
	buf_puts(out, path);
	decode_percent(out->data);
}

/* A message without its links, and its escapes undone. */
static inline void decode_sarif(struct buf *out, const char *text, bool has_links)
{
	size_t n = strlen(text);

	if (has_links) {
		while (n > 0 && strncmp(text + n - 1, " (see [", 7) != 0)
			n--;
		assert(n > 0);
		n--;
	}
	for (const char *p = text; p < text + n; p++) {
		if (*p == '{' || *p == '}')
			assert(p[1] == *p);
		assert(*p != '[' && *p != ']');
		if (*p == '{' || *p == '}' || (*p == '\\' && (p[1] == '[' || p[1] == ']')))
			p++;
		buf_putc(out, *p);
	}
}

static inline void read_result(struct records *records, const cJSON *result)
{
	const cJSON *location = member(result, "locations")->child;
	const cJSON *region = member(location, "physicalLocation.region");
	const cJSON *logical = cJSON_GetObjectItemCaseSensitive(location, "logicalLocations");
	struct buf claim, file;

	buf_init(&claim);
	buf_init(&file);
	buf_putc(&claim, '#');
	if (logical)
		buf_puts(&claim, string_of(logical->child, "fullyQualifiedName"));
	buf_puts(&claim, ": ");
	decode_sarif(&claim, string_of(result, "message.text"),
		cJSON_HasObjectItem(result, "relatedLocations"));
	decode_uri(&file, string_of(location, "physicalLocation.artifactLocation.uri"));
	assert(int_of(region, "endLine") > int_of(region, "startLine") ||
	       int_of(region, "endColumn") >= int_of(region, "startColumn"));
	add_record(records, file.data, int_of(region, "startLine"), int_of(region, "startColumn"),
		our_severity(string_of(result, "level")), claim.data, string_of(result, "ruleId"));
	buf_release(&claim);
	buf_release(&file);
}

static inline void read_sarif(struct records *records, char *text)
{
	cJSON *tree = parse_json(text);
	const cJSON *run = member(tree, "runs")->child;
	const cJSON *rules = member(run, "tool.driver.rules"), *result;

	assert(strcmp(string_of(run, "columnKind"), "utf16CodeUnits") == 0);
	read_array(records, member(run, "results"), read_result);
	cJSON_ArrayForEach(result, member(run, "results"))
	{
		const cJSON *rule = cJSON_GetArrayItem(rules, int_of(result, "ruleIndex"));

		assert(strcmp(string_of(rule, "id"), string_of(result, "ruleId")) == 0);
		assert(*string_of(rule, "shortDescription.text"));
		assert(*string_of(rule, "fullDescription.text"));
		assert(*string_of(rule, "help.text"));
	}
	cJSON_Delete(tree);
}

/* One line as gcc and text have it: all of it is visible already. */
static inline void read_line(struct records *records, const char *line)
{
	static const char *const words[] = {
		": error: #", ": warning: #", ": info: #", ": note: #",
	};
	const char *word = NULL, *rule = strrchr(line, '[');
	struct buf file;
	int at, column;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && !word; i++)
		word = strstr(line, words[i]);
	assert(word && rule && rule[strlen(rule) - 1] == ']');
	buf_init(&file);
	buf_add(&file, line, (size_t)(word - line));
	column = atoi(strrchr(file.data, ':') + 1);
	*strrchr(file.data, ':') = '\0';
	at = atoi(strrchr(file.data, ':') + 1);
	*strrchr(file.data, ':') = '\0';
	buf_printf(&records->text, "%s:%d:%d%s\n",
		strncmp(file.data, "./", 2) == 0 ? file.data + 2 : file.data, at, column,
		strncmp(word, ": note:", 7) == 0 ? "" : word);
	if (strncmp(word, ": note:", 7) == 0) {
		records->text.length--;
		buf_printf(&records->text, ": info:%s\n", word + 7);
	}
	records->count++;
	buf_release(&file);
}

static inline void read_gcc(struct records *records, char *text)
{
	char *line, *rest;

	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		read_line(records, line);
}

/* Everything but the first line of a finding is indented. */
static inline void read_text(struct records *records, char *text)
{
	char *line, *rest;

	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		if (*line != ' ')
			read_line(records, line);
}

/* GitHub's runner: properties are split at commas, data begins behind the second "::". */
static inline void read_command(struct records *records, char *line)
{
	char *blank = strchr(line, ' ');
	char *data = strstr(line + 2, "::");
	char *rest = NULL, *file = NULL, *title = NULL, *claim;
	int at = 0, column = 0;

	assert(strncmp(line, "::", 2) == 0 && blank && data);
	*blank = *data = '\0';
	data += 2;
	for (char *p = strtok_r(blank + 1, ",", &rest); p; p = strtok_r(NULL, ",", &rest)) {
		char *value = strchr(p, '=');

		assert(value);
		*value++ = '\0';
		decode_percent(value);
		if (strcmp(p, "file") == 0)
			file = value;
		else if (strcmp(p, "line") == 0)
			at = atoi(value);
		else if (strcmp(p, "col") == 0)
			column = atoi(value);
		else if (strcmp(p, "title") == 0)
			title = value;
	}
	decode_percent(data);
	data[strcspn(data, "\n")] = '\0';
	claim = strstr(data, ": #");
	assert(file && title && claim);
	*strrchr(claim, '[') = '\0';
	claim[strlen(claim) - 1] = '\0';
	add_record(records, file, at, column, our_severity(line + 2), claim + 2, title);
}

static inline void read_github(struct records *records, char *text)
{
	char *line, *rest;

	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		read_command(records, line);
}

/* XML: the value of an attribute of the tag at p, entities decoded. */
static inline void attribute(struct buf *out, const char *p, const char *name)
{
	static const char *const entities[][2] = {
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" },
	};
	char key[32];
	const char *end;

	snprintf(key, sizeof(key), " %s=\"", name);
	p = strstr(p, key);
	assert(p);
	p += strlen(key);
	end = strchr(p, '"');
	buf_clear(out);
	while (p < end) {
		size_t i = 0;

		assert(*p != '<' && *p != '>');
		for (; i < 4 && strncmp(p, entities[i][0], strlen(entities[i][0])) != 0; i++)
			;
		assert(i < 4 || *p != '&');
		if (i < 4)
			buf_puts(out, entities[i][1]);
		else
			buf_putc(out, *p);
		p += i < 4 ? strlen(entities[i][0]) : 1;
	}
}

static inline void read_checkstyle(struct records *records, char *text)
{
	struct buf file, value, claim;

	buf_init(&file);
	buf_init(&value);
	buf_init(&claim);
	for (char *p = text; *p; p++) {
		int line, column;
		char severity[20];

		if (strncmp(p, "<file ", 6) == 0)
			attribute(&file, p, "name");
		if (strncmp(p, "<error ", 7) != 0)
			continue;
		attribute(&value, p, "line");
		line = atoi(value.data);
		attribute(&value, p, "column");
		column = atoi(value.data);
		attribute(&value, p, "severity");
		snprintf(severity, sizeof(severity), "%s", value.data);
		attribute(&claim, p, "message");
		attribute(&value, p, "source");
		assert(strncmp(value.data, "peerlint.", 9) == 0);
		add_record(records, file.data, line, column, our_severity(severity), claim.data,
			value.data + 9);
	}
	buf_release(&file);
	buf_release(&value);
	buf_release(&claim);
}

/* A case's name is its place; its first child's message the claim. */
static inline void read_junit(struct records *records, char *text)
{
	struct buf place, value, claim;
	char *p = text;

	buf_init(&place);
	buf_init(&value);
	buf_init(&claim);
	while ((p = strstr(p, "<testcase "))) {
		const char *child = strchr(p, '\n') + 1 + 6;
		const char *severity = "info";
		size_t n;

		attribute(&place, p, "name");
		attribute(&value, p++, "classname");
		n = strlen(value.data);
		if (strcmp(value.data, "peerlint") == 0)
			continue;
		attribute(&claim, child, "message");
		if (strncmp(child, "<failure ", 9) == 0) {
			struct buf type;

			buf_init(&type);
			attribute(&type, child, "type");
			severity = our_severity(type.data);
			buf_release(&type);
		}
		assert(strcmp(place.data + place.length - n, value.data) == 0);
		place.data[place.length - n - 2] = '\0';
		buf_printf(&records->text, "%s: %s: %s [%s]\n",
			strncmp(place.data, "./", 2) == 0 ? place.data + 2 : place.data, severity,
			claim.data, value.data);
		records->count++;
	}
	buf_release(&place);
	buf_release(&value);
	buf_release(&claim);
}

#endif
