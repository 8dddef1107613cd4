#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "report/report_escape.h"
#include "report/report_fingerprint.h"
#include "report/report_line.h"
#include "report/report_rules.h"
#include "report/report_tree.h"

/* More links than these a message does not get; the places are all there. */
#define LINKS_MAX 10

/* GitHub refuses a description of more than 1024 characters. */
#define DESCRIPTION_MAX 1000

static const char *const levels[] = {
	[SEVERITY_OFF] = "none",
	[SEVERITY_INFO] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

/* GitHub's words for the same. */
static const char *const problem_severities[] = {
	[SEVERITY_OFF] = "recommendation",
	[SEVERITY_INFO] = "recommendation",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

/* Braces are placeholders and brackets links in messages (SARIF 2.1.0, 3.11.5 and 3.11.6). */
static void add_message_text(struct buf *out, const char *text)
{
	for (const char *p = text; *p; p++) {
		if (*p == '{' || *p == '}')
			buf_putc(out, *p);
		else if (*p == '[' || *p == ']')
			buf_putc(out, '\\');
		buf_putc(out, *p);
	}
}

static void add_text(cJSON *object, const char *name, const char *text)
{
	tree_add_string(tree_add_object(object, name), "text", text);
}

/* No character is cut in two. */
static void add_description(cJSON *object, const char *name, const char *text)
{
	size_t n = strlen(text);
	struct buf cut;

	buf_init(&cut);
	if (n > DESCRIPTION_MAX) {
		for (n = DESCRIPTION_MAX; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80; n--)
			;
		buf_add(&cut, text, n);
		buf_puts(&cut, "...");
	}
	add_text(object, name, cut.length ? cut.data : text);
	buf_release(&cut);
}

static void add_message(cJSON *object, const char *name, const char *text)
{
	struct buf message;

	buf_init(&message);
	add_message_text(&message, text);
	add_text(object, name, message.data);
	buf_release(&message);
}

/* GitHub wants help to be there: so it says at least how to get it. */
static void add_help(cJSON *object, const struct report_rule *rule)
{
	cJSON *help = tree_add_object(object, "help");
	struct buf text;

	buf_init(&text);
	if (rule->why)
		buf_printf(&text, "%s\n\n", rule->why);
	if (rule->url)
		buf_printf(&text, "See %s\n\n", rule->url);
	buf_printf(&text, "`peerlint explain %s` tells more.", rule->id);
	tree_add_string(help, "text", text.data);
	tree_add_string(help, "markdown", text.data);
	buf_release(&text);
}

static void add_properties(cJSON *object, const struct report_rule *rule)
{
	cJSON *properties = tree_add_object(object, "properties");
	cJSON *tags = tree_add_array(properties, "tags");
	size_t pack = strcspn(rule->id, "/");
	struct buf tag;

	tree_append_string(tags, "peerlint");
	if (pack > 0) {
		buf_init(&tag);
		buf_add(&tag, rule->id, pack);
		tree_append_string(tags, tag.data);
		buf_release(&tag);
	}
	tree_add_string(properties, "problem.severity", problem_severities[rule->severity]);
}

static void add_rule(struct buf *out, const struct report_rule *rule)
{
	cJSON *object = tree_object();

	tree_add_string(object, "id", rule->id);
	add_description(object, "shortDescription", rule->summary);
	add_description(object, "fullDescription", rule->why ? rule->why : rule->summary);
	if (rule->url && rules_is_uri(rule->url))
		tree_add_string(object, "helpUri", rule->url);
	add_help(object, rule);
	tree_add_string(tree_add_object(object, "defaultConfiguration"), "level",
		levels[rule->severity]);
	add_properties(object, rule);
	tree_print(out, object);
}

static void add_rules(struct buf *out, const struct rules *rules)
{
	buf_puts(out, "\"rules\":[");
	for (size_t i = 0; i < rules->count; i++) {
		buf_puts(out, i ? ",\n" : "\n");
		add_rule(out, &rules->items[i]);
	}
	buf_puts(out, rules->count ? "\n]" : "]");
}

static void add_artifact(cJSON *object, const char *file)
{
	struct buf uri;

	buf_init(&uri);
	escape_uri(&uri, line_relative(file));
	tree_add_string(tree_add_object(object, "artifactLocation"), "uri", uri.data);
	buf_release(&uri);
}

static void add_region(cJSON *object, const char *name, const struct place *start,
	const struct place *end)
{
	cJSON *region = tree_add_object(object, name);

	tree_add_number(region, "startLine", line_number(start));
	tree_add_number(region, "startColumn", line_column(start, COLUMN_UNITS));
	tree_add_number(region, "endLine", line_number(end));
	tree_add_number(region, "endColumn", line_column(end, COLUMN_UNITS));
}

/* The kinds of 3.33.7 that JSON has, told by the first character of what is marked. */
static const char *logical_kind(const struct region *region)
{
	char c = '\0';

	if (region->excerpt && region->mark_start < strlen(region->excerpt))
		c = region->excerpt[region->mark_start];
	return c == '{' ? "object" : c == '[' ? "array" : "value";
}

/* The root of a file has the empty pointer, and SARIF no empty names. */
static void add_logical(cJSON *object, const char *pointer, const struct region *region)
{
	const char *last = strrchr(pointer, '/');
	cJSON *location;

	if (!last)
		return;
	location = tree_append_object(tree_add_array(object, "logicalLocations"));
	if (last[1])
		tree_add_string(location, "name", last + 1);
	tree_add_string(location, "fullyQualifiedName", pointer);
	tree_add_string(location, "kind", logical_kind(region));
}

static void add_location(cJSON *object, const char *file, const char *pointer,
	const struct region *region)
{
	cJSON *physical = tree_add_object(object, "physicalLocation");
	struct place end = line_end(region);

	add_artifact(physical, file);
	add_region(physical, "region", &region->start, &end);
	add_logical(object, pointer, region);
}

/* GitHub shows related places only where the message links to them. */
static void add_result_message(cJSON *object, const struct finding *finding)
{
	size_t n = finding->nrelated < LINKS_MAX ? finding->nrelated : LINKS_MAX;
	struct buf text;

	buf_init(&text);
	add_message_text(&text, *finding->message ? finding->message : finding->rule);
	for (size_t i = 0; i < n; i++) {
		const char *label = finding->related[i].message;

		buf_puts(&text, i ? ", [" : " (see [");
		add_message_text(&text, *label ? label : "there");
		buf_printf(&text, "](%zu)", i + 1);
	}
	if (n > 0)
		buf_putc(&text, ')');
	add_text(object, "message", text.data);
	buf_release(&text);
}

static void add_related(cJSON *object, const struct finding *finding)
{
	cJSON *array;

	if (finding->nrelated == 0)
		return;
	array = tree_add_array(object, "relatedLocations");
	for (size_t i = 0; i < finding->nrelated; i++) {
		const struct related *related = &finding->related[i];
		cJSON *item = tree_append_object(array);

		tree_add_number(item, "id", i + 1);
		add_location(item, related->file, related->pointer, &related->region);
		if (*related->message)
			add_message(item, "message", related->message);
	}
}

static void add_fix(cJSON *object, const struct finding *finding)
{
	const struct fix *fix = finding->fix;
	cJSON *item, *change, *replacement;

	if (!fix)
		return;
	item = tree_append_object(tree_add_array(object, "fixes"));
	if (*fix->message)
		add_message(item, "description", fix->message);
	change = tree_append_object(tree_add_array(item, "artifactChanges"));
	add_artifact(change, finding->file);
	replacement = tree_append_object(tree_add_array(change, "replacements"));
	add_region(replacement, "deletedRegion", &fix->start, &fix->end);
	add_text(replacement, "insertedContent", fix->text);
}

static void add_result(struct buf *out, const struct finding *finding, size_t rule,
	struct fingerprint fingerprint)
{
	cJSON *object = tree_object();
	char print[FINGERPRINT_SIZE];

	fingerprint_print(fingerprint, print);
	tree_add_string(object, "ruleId", finding->rule);
	tree_add_number(object, "ruleIndex", rule);
	tree_add_string(object, "level", levels[finding->severity]);
	add_result_message(object, finding);
	add_location(tree_append_object(tree_add_array(object, "locations")), finding->file,
		finding->pointer, &finding->region);
	tree_add_string(tree_add_object(object, "partialFingerprints"), "peerlintPointerHash/v1",
		print);
	add_related(object, finding);
	add_fix(object, finding);
	tree_print(out, object);
}

/* One result a line, as the other formats that are JSON. */
void report_sarif(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	size_t n = line_count(findings, options);
	struct fingerprint *fingerprints = fingerprint_all(findings, n);
	struct rules rules;

	rules_init(&rules, findings, n, options);
	buf_puts(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
		      "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
		      "\"name\":\"peerlint\",");
	if (options->version)
		buf_printf(out, "\"semanticVersion\":\"%s\",", options->version);
	add_rules(out, &rules);
	buf_puts(out, "}},\"columnKind\":\"utf16CodeUnits\",");
	/* Who closes alerts for what is not found any more has to know. */
	if (findings->summary.unread > 0 || findings->summary.unkept > 0)
		buf_puts(out, "\"invocations\":[{\"executionSuccessful\":false}],");
	buf_puts(out, "\"results\":[");
	for (size_t i = 0; i < n; i++) {
		const struct finding *finding = &findings->items[i];

		buf_puts(out, i ? ",\n" : "\n");
		add_result(out, finding, rules_index(&rules, finding->rule), fingerprints[i]);
	}
	buf_puts(out, n ? "\n]}]}\n" : "]}]}\n");
	rules_release(&rules);
	free(fingerprints);
}
