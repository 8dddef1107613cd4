#include "report/report_tree.h"

#include <stdlib.h>

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "base/mem.h"
#include "report/report_escape.h"
#include "report/report_line.h"

cJSON *tree_object(void)
{
	cJSON_Hooks hooks = { .malloc_fn = heap_alloc, .free_fn = free };

	cJSON_InitHooks(&hooks);
	return cJSON_CreateObject();
}

cJSON *tree_add_object(cJSON *object, const char *name)
{
	return cJSON_AddObjectToObject(object, name);
}

cJSON *tree_add_array(cJSON *object, const char *name)
{
	return cJSON_AddArrayToObject(object, name);
}

/* Lines, columns and bytes are far below 2^53, where doubles cease to be exact. */
void tree_add_number(cJSON *object, const char *name, uint64_t number)
{
	cJSON_AddNumberToObject(object, name, (double)number);
}

void tree_add_string(cJSON *object, const char *name, const char *text)
{
	if (text)
		cJSON_AddStringToObject(object, name, text);
	else
		cJSON_AddNullToObject(object, name);
}

void tree_add_claim(cJSON *object, const char *name, const char *prefix,
	const struct finding *finding)
{
	struct buf claim;

	buf_init(&claim);
	if (prefix) {
		buf_puts(&claim, prefix);
		buf_puts(&claim, ": ");
	}
	buf_putc(&claim, '#');
	buf_puts(&claim, finding->pointer);
	buf_puts(&claim, ": ");
	buf_puts(&claim, finding->message);
	tree_add_string(object, name, claim.data);
	buf_release(&claim);
}

cJSON *tree_append_object(cJSON *array)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddItemToArray(array, object);
	return object;
}

void tree_append_string(cJSON *array, const char *text)
{
	cJSON_AddItemToArray(array, cJSON_CreateString(text));
}

static void add_place(cJSON *object, const char *name, const struct place *place)
{
	cJSON *item = tree_add_object(object, name);

	tree_add_number(item, "line", line_number(place));
	tree_add_number(item, "column", line_column(place, COLUMN_POINTS));
	tree_add_number(item, "byte", place->byte);
}

static void add_related(cJSON *object, const struct finding *finding)
{
	cJSON *array = tree_add_array(object, "related");

	for (size_t i = 0; i < finding->nrelated; i++) {
		const struct related *related = &finding->related[i];
		cJSON *item = tree_append_object(array);

		tree_add_string(item, "message", related->message);
		tree_add_string(item, "file", related->file);
		tree_add_string(item, "pointer", related->pointer);
		add_place(item, "start", &related->region.start);
		add_place(item, "end", &related->region.end);
	}
}

static void add_fix(cJSON *object, const struct fix *fix)
{
	cJSON *item;

	if (!fix) {
		cJSON_AddNullToObject(object, "fix");
		return;
	}
	item = tree_add_object(object, "fix");
	tree_add_string(item, "message", fix->message);
	add_place(item, "start", &fix->start);
	add_place(item, "end", &fix->end);
	tree_add_string(item, "text", fix->text);
	cJSON_AddBoolToObject(item, "safe", fix->safe);
}

cJSON *tree_finding(const struct finding *finding)
{
	cJSON *object = tree_object();

	tree_add_string(object, "rule", finding->rule);
	tree_add_string(object, "severity", severity_name(finding->severity));
	tree_add_string(object, "message", finding->message);
	tree_add_string(object, "file", finding->file);
	tree_add_string(object, "kind", finding->kind);
	tree_add_string(object, "pointer", finding->pointer);
	add_place(object, "start", &finding->region.start);
	add_place(object, "end", &finding->region.end);
	add_related(object, finding);
	tree_add_string(object, "help", finding->help);
	add_fix(object, finding->fix);
	tree_add_string(object, "url", finding->url);
	return object;
}

void tree_print(struct buf *out, cJSON *tree)
{
	char *text = cJSON_PrintUnformatted(tree);

	escape_json(out, text);
	cJSON_free(text);
	cJSON_Delete(tree);
}
