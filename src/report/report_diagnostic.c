#include "report/report_diagnostic.h"

#include "finding/finding.h"
#include "report/report_line.h"
#include "report/report_tree.h"

static const char *const severity_words[] = {
	[SEVERITY_OFF] = "UNKNOWN_SEVERITY",
	[SEVERITY_INFO] = "INFO",
	[SEVERITY_WARNING] = "WARNING",
	[SEVERITY_ERROR] = "ERROR",
};

/* reviewdog counts columns in bytes, from 1. */
static void add_position(struct cJSON *object, const char *name, const struct place *place)
{
	struct cJSON *position = tree_add_object(object, name);

	tree_add_number(position, "line", line_number(place));
	tree_add_number(position, "column", line_column(place, COLUMN_BYTES));
}

static void add_range(struct cJSON *object, const struct place *start, const struct place *end)
{
	struct cJSON *range = tree_add_object(object, "range");

	add_position(range, "start", start);
	add_position(range, "end", end);
}

static void add_location(struct cJSON *object, const char *file, const struct region *region)
{
	struct cJSON *location = tree_add_object(object, "location");
	struct place end = line_end(region);

	tree_add_string(location, "path", line_relative(file));
	add_range(location, &region->start, &end);
}

static void add_related(struct cJSON *object, const struct finding *finding)
{
	struct cJSON *array;

	if (finding->nrelated == 0)
		return;
	array = tree_add_array(object, "related_locations");
	for (size_t i = 0; i < finding->nrelated; i++) {
		struct cJSON *item = tree_append_object(array);

		tree_add_string(item, "message", finding->related[i].message);
		add_location(item, finding->related[i].file, &finding->related[i].region);
	}
}

static void add_suggestion(struct cJSON *object, const struct fix *fix)
{
	struct cJSON *item;

	if (!fix)
		return;
	item = tree_append_object(tree_add_array(object, "suggestions"));
	add_range(item, &fix->start, &fix->end);
	tree_add_string(item, "text", fix->text);
}

void diagnostic_print(struct buf *out, const struct finding *finding, bool with_source)
{
	struct cJSON *object = tree_object();
	struct cJSON *code;

	tree_add_claim(object, "message", NULL, finding);
	add_location(object, finding->file, &finding->region);
	tree_add_string(object, "severity", severity_words[finding->severity]);
	if (with_source)
		tree_add_string(tree_add_object(object, "source"), "name", "peerlint");
	code = tree_add_object(object, "code");
	tree_add_string(code, "value", finding->rule);
	if (finding->url)
		tree_add_string(code, "url", finding->url);
	add_suggestion(object, finding->fix);
	add_related(object, finding);
	tree_print(out, object);
}
