/*
 * A schema, then a value: no schema harms, and a value has the same verdict
 * whether somebody listens or not.
 */
#include "fuzz.h"

#include "base/err.h"
#include "shape/shape.h"

struct heard {
	size_t errors;
};

static void hear(void *context, const struct violation *violation)
{
	struct heard *heard = context;

	PROMISE(violation->rule && violation->message && violation->node);
	PROMISE(!strchr(violation->message, '\n'));
	heard->errors += violation->severity == SEVERITY_ERROR;
}

static void hear_problem(void *context, const struct schema_problem *problem)
{
	PROMISE(problem->message && *problem->message);
	++*(size_t *)context;
}

static void visit_secret(void *context, const char *name)
{
	(void)context;
	PROMISE(name);
}

static void check(struct shape *shape, const struct node *value)
{
	static const char *const path[] = { "a", NULL, "b" };
	struct heard heard = { 0 };
	struct shape_run run = { .report = hear, .context = &heard, .warn_unknown = true };
	bool valid = shape_check(shape, value, &run);
	const char *suggestion = NULL;

	PROMISE(valid == (heard.errors == 0));
	PROMISE(valid == shape_check(shape, value, &(struct shape_run){ 0 }));
	run.warn_unknown = false;
	PROMISE(valid == shape_check(shape, value, &run));
	for (size_t n = 1; n <= 3; n++)
		shape_reach(shape, path, n, &suggestion);
	shape_secrets(shape, visit_secret, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part input = { (const char *)data, size }, text;
	struct names *names;
	struct mem mem = { 0 };
	struct err err = { 0 };
	struct schemas *schemas;
	const struct node *schema, *value;
	struct shape *shape = NULL;
	size_t problems = 0;

	if (size > FUZZ_MOST)
		return 0;
	names = names_new();
	schemas = schemas_new(&mem, names);
	text = fuzz_part(&input);
	schema = fuzz_read(text, names, &mem);
	if (schema && schema_check(schemas, "schema.json", schema, hear_problem, &problems) &&
	    schemas_add(schemas, "file:///schema.json", "schema.json", schema, &err))
		shape = shape_compile(schemas, "file:///schema.json", hear_problem, &problems, &err);
	value = shape ? fuzz_read(input, names, &mem) : NULL;
	if (value)
		check(shape, value);
	schemas_close(schemas);
	names_free(names);
	mem_release(&mem);
	return 0;
}
