#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shape_world.h"

struct problem_row {
	const char *schema;
	const char *told;
};

/* What keeps a schema from being compiled, each at its place. */
static void tells_what_is_wrong_in_a_schema(void **state)
{
	static const struct problem_row rows[] = {
		{ "{\"$ref\":\"#/$defs/x\",\"$defs\":{}}",
			"#/$ref: \"test:schema#/$defs/x\" leads nowhere: the object has no member "
			"\"x\"" },
		{ "{\"$ref\":\"#x\"}", "#/$ref: \"test:schema\" has no anchor \"x\"" },
		{ "{\"$ref\":\"other.json#/a\"}",
			"#/$ref: there is no schema with the URI \"test:other.json\"" },
		{ "{\"$ref\":5}", "#/$ref: $ref must be a string" },
		{ "{\"$ref\":\"#\"}", "#: $ref leads back to this schema without end" },
		{ "{\"$defs\":{\"a\":{\"allOf\":[{\"$ref\":\"#/$defs/b\"}]},\"b\":{\"$ref\":\"#/"
		  "$defs/a\"}},"
		  "\"properties\":{\"x\":{\"$ref\":\"#/$defs/a\"}}}",
			"#/$defs/a: $ref leads back to this schema without end" },
		{ "{\"pattern\":\"a\\\\-b\"}", "#/pattern: bad pattern: \\- is no escape in "
					       "ECMA-262 (with the u flag): write - [1+2]" },
		{ "{\"patternProperties\":{\"(\":true}}",
			"#/patternProperties/(: bad pattern: the group is not closed: ) is missing "
			"[0+1]" },
		{ "{\"type\":\"strin\"}", "#/type: type must be null, boolean, integer, number, "
					  "string, array or object" },
		{ "{\"required\":[1]}", "#/required: required must be an array of names" },
		{ "{\"minLength\":-1}", "#/minLength: minLength must be an integer, 0 or more" },
		{ "{\"maxItems\":\"3\"}", "#/maxItems: maxItems must be an integer, 0 or more" },
		{ "{\"minimum\":\"3\"}", "#/minimum: minimum must be a number" },
		{ "{\"multipleOf\":0}", "#/multipleOf: multipleOf must be greater than 0" },
		{ "{\"enum\":1}", "#/enum: enum must be an array of values" },
		{ "{\"properties\":[]}", "#/properties: properties must be an object" },
		{ "{\"properties\":{\"a\":1}}",
			"#/properties/a: a schema must be an object, true or false" },
		{ "{\"allOf\":[]}", "#/allOf: allOf must be an array of schemas, and not empty" },
		{ "{\"$schema\":\"test:meta\"}",
			"#/$schema: there is no schema with the URI \"test:meta\"" },
		{ "{\"$schema\":\"http://json-schema.org/draft-04/schema#\"}",
			"#/$schema: this is older than draft 6, the oldest JSON Schema that is read "
			"here" },
		{ "{\"minLength\":\"a\",\"pattern\":\"(\"}",
			"#/pattern: bad pattern: the group is not closed: ) is missing [0+1]\n"
			"#/minLength: minLength must be an integer, 0 or more" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		struct world world;

		open_world(&world);
		assert_null(compile(&world, rows[i].schema));
		assert_string_equal(world.out.data, rows[i].told);
		/* Asked again, it tells the same again. */
		buf_clear(&world.out);
		assert_null(
			shape_compile(world.schemas, "test:schema", note_problem, &world, &err));
		assert_string_equal(world.out.data, rows[i].told);
		assert_true(err.set);
		close_world(&world);
	}
}

/* The meta-schema says the same of schemas that nobody compiles. */
static void checks_schemas(void **state)
{
	static const struct problem_row rows[] = {
		{ "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/x\"}}}", "" },
		{ "true", "" },
		{ "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[true]}",
			"" },
		{ "{\"required\":\"a\"}",
			"#/required: required must be an array, found \"a\" (a string)" },
		{ "{\"properties\":{\"a\":{\"minLength\":\"1\"}}}",
			"#/properties/a/minLength: minLength must be an integer, found \"1\" (a "
			"string)" },
		{ "{\"properties\":{\"a\":{\"pattern\":\"x(\"}}}",
			"#/properties/a/pattern: pattern must be a regular expression, found "
			"\"x(\": the group is "
			"not closed: ) is missing [1+1]" },
		{ "{\"items\":[true]}",
			"#/items: items must be true or false or an object, found an array" },
		{ "{\"$schema\":\"test:meta\"}",
			"#/$schema: there is no schema with the URI \"test:meta\"" },
		{ "5", "#: the document must be true or false or an object, found 5 (a number)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct world world;
		bool ok;

		open_world(&world);
		ok = schema_check(world.schemas, "s.json", read_node(&world, rows[i].schema),
			note_problem, &world);
		assert_string_equal(world.out.data, rows[i].told);
		assert_int_equal(ok, rows[i].told[0] == '\0');
		close_world(&world);
	}
}

static const struct node *load(void *context, const char *uri, const char **file, struct err *err)
{
	struct world *world = context;

	*file = "loaded.json";
	if (strcmp(uri, "test:number.json") == 0)
		return read_node(
			world, "{\"type\":\"integer\",\"$defs\":{\"small\":{\"maximum\":9}}}");
	if (strcmp(uri, "test:meta") == 0)
		return read_node(world, "{\"$vocabulary\":{"
			"\"https://json-schema.org/draft/2020-12/vocab/core\":true,"
			"\"https://json-schema.org/draft/2020-12/vocab/applicator\":true}}");
	if (strcmp(uri, "test:strange") == 0)
		return read_node(world, "{\"$vocabulary\":{\"test:vocabulary\":true}}");
	err_set(err, "nobody has %s", uri);
	return NULL;
}

struct verdict_row {
	const char *schema, *value;
	bool valid;
};

static void finds_what_references_lead_to(void **state)
{
	static const struct verdict_row rows[] = {
		{ "{\"items\":{\"$ref\":\"number.json\"}}", "[1]", true },
		{ "{\"items\":{\"$ref\":\"number.json\"}}", "[\"1\"]", false },
		{ "{\"items\":{\"$ref\":\"number.json#/$defs/small\"}}", "[10]", false },
		{ "{\"$schema\":\"test:meta\",\"properties\":{\"a\":{\"type\":\"string\"}}}",
			"{\"a\":1}", true },
		{ "{\"$schema\":\"test:meta\",\"properties\":{\"a\":false}}", "{\"a\":1}", false },
		{ "{\"$id\":\"http://h/a/"
		  "b\",\"$ref\":\"c\",\"$defs\":{\"x\":{\"$id\":\"c\",\"type\":\"null\"}}}",
			"1", false },
		{ "{\"$id\":\"urn:x:y\",\"$ref\":\"urn:x:y#z\",\"$defs\":{\"q\":{\"$anchor\":\"z\","
		  "\"const\":1}}}",
			"1", true },
		{ "{\"$ref\":\"#/$defs/a~1b%25%22\",\"$defs\":{\"a/b%\\\"\":{\"const\":1}}}", "2",
			false },
		{ "{\"$schema\":\"http://json-schema.org/draft-07/"
		  "schema#\",\"items\":[{\"type\":\"null\"}],"
		  "\"additionalItems\":false}",
			"[null]", true },
		{ "{\"$schema\":\"http://json-schema.org/draft-07/"
		  "schema#\",\"items\":[{\"type\":\"null\"}],"
		  "\"additionalItems\":false}",
			"[null,1]", false },
		{ "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"$ref\":\"#/"
		  "definitions/a\","
		  "\"type\":\"string\",\"definitions\":{\"a\":{\"$id\":\"#a\",\"type\":\"null\"}}}",
			"null", true },
		{ "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}",
			"{\"minLength\":1}", true },
		{ "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}",
			"{\"minLength\":-1}", false },
		{ "{\"$ref\":\"https://json-schema.org/draft/2020-12/meta/format-assertion\"}",
			"{\"format\":1}", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct world world;
		struct shape *shape;

		open_world(&world);
		schemas_set_loader(world.schemas, load, &world);
		shape = compile(&world, rows[i].schema);
		if (!shape)
			fail_msg("%s: %s", rows[i].schema, world.out.data);
		if (shape_check(shape, read_node(&world, rows[i].value),
			    &(struct shape_run){ 0 }) != rows[i].valid)
			fail_msg("%s: %s", rows[i].schema, rows[i].value);
		close_world(&world);
	}
}

static void passes_on_why_nothing_was_loaded(void **state)
{
	struct world world;

	(void)state;
	open_world(&world);
	schemas_set_loader(world.schemas, load, &world);
	assert_null(compile(&world, "{\"$ref\":\"x.json\"}"));
	assert_string_equal(world.out.data, "#/$ref: nobody has test:x.json");
	close_world(&world);
	open_world(&world);
	schemas_set_loader(world.schemas, load, &world);
	assert_null(compile(&world, "{\"$schema\":\"test:strange\"}"));
	assert_string_equal(world.out.data, "#/$schema: the vocabulary \"test:vocabulary\", which "
		"\"test:strange\" requires, is not known here");
	close_world(&world);
}

static void refuses_two_of_one_name(void **state)
{
	struct err err = { 0 };
	struct world world;

	(void)state;
	open_world(&world);
	assert_null(compile(&world,
		"{\"$defs\":{\"a\":{\"$id\":\"x\"},\"b\":{\"$id\":\"x\",\"type\":\"null\"}}}"));
	assert_string_equal(world.out.data, "two schemas have the URI \"test:x\"");
	close_world(&world);
	open_world(&world);
	assert_null(compile(
		&world, "{\"$defs\":{\"a\":{\"$anchor\":\"x\"},\"b\":{\"$anchor\":\"x\"}}}"));
	assert_string_equal(world.out.data, "two schemas of test:schema have the anchor \"x\"");
	close_world(&world);
	open_world(&world);
	assert_true(schemas_add(world.schemas, "test:a", "a", read_node(&world, "true"), &err));
	assert_false(schemas_add(world.schemas, "test:a", "b", read_node(&world, "true"), &err));
	close_world(&world);
}

static void compiles_a_uri_once(void **state)
{
	struct err err = { 0 };
	struct world world;
	struct shape *shape;

	(void)state;
	open_world(&world);
	shape = compile(&world, "{\"$defs\":{\"a\":{\"type\":\"null\"}},\"type\":\"array\"}");
	assert_ptr_equal(shape, shape_compile(world.schemas, "test:schema", NULL, NULL, &err));
	assert_ptr_not_equal(
		shape, shape_compile(world.schemas, "test:schema#/$defs/a", NULL, NULL, &err));
	assert_null(shape_compile(world.schemas, "test:nowhere", NULL, NULL, &err));
	assert_string_equal(err.text, "there is no schema with the URI \"test:nowhere\"");
	close_world(&world);
}

static void asserts_format_unless_told_not_to(void **state)
{
	struct world world;
	struct shape *shape;

	(void)state;
	for (int asserted = 0; asserted < 2; asserted++) {
		open_world(&world);
		schemas_set_format(world.schemas, asserted);
		shape = compile(&world, "{\"format\":\"ipv4\"}");
		assert_int_equal(
			shape_check(shape, read_node(&world, "\"x\""), &(struct shape_run){ 0 }),
			!asserted);
		close_world(&world);
	}
}

static void gives_up_in_time(void **state)
{
	static const char *const schemas[] = {
		"{\"anyOf\":[{\"$ref\":\"#\"}]}",
		("{\"anyOf\":[{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"x\"]},"
		 "{\"$ref\":\"#/anyOf/0\"}]}"),
		"{\"not\":{\"not\":{\"$ref\":\"#\"}}}",
	};
	struct buf deep;

	(void)state;
	buf_init(&deep);
	for (int i = 0; i < 300; i++)
		buf_puts(&deep, "{\"a\":");
	buf_puts(&deep, "{}");
	for (int i = 0; i < 300; i++)
		buf_putc(&deep, '}');
	for (size_t i = 0; i < 3; i++) {
		struct world world;
		struct shape_run run = { .report = note, .context = &world };
		struct shape *shape;

		open_world(&world);
		shape = compile(&world, schemas[i]);
		assert_false(shape_check(shape, read_node(&world, deep.data), &run));
		if (!strstr(world.out.data, "recursion #: the document cannot be checked"))
			fail_msg("%s: %s", schemas[i], world.out.data);
		close_world(&world);
	}
	buf_release(&deep);
}

/* Names of the schema may come after the document was read: then node_rename is called. */
static void sees_names_that_come_late(void **state)
{
	struct world world;
	struct node *value;
	struct shape *shape;

	(void)state;
	open_world(&world);
	value = read_node(&world, "{\"late\":1}");
	shape = compile(&world, "{\"required\":[\"late\"]}");
	node_rename(value, world.names);
	assert_true(shape_check(shape, value, &(struct shape_run){ 0 }));
	close_world(&world);
}

struct reach_row {
	const char *path[4]; /* [] for any element */
	enum shape_reach reach;
	const char *suggestion;
};

static void tells_what_paths_reach(void **state)
{
	static const char schema[] =
		"{\"$ref\":\"#/$defs/d\",\"oneOf\":[{\"properties\":{\"kind\":{\"const\":\"a\"}}},"
		"{\"properties\":{\"only_b\":{\"type\":\"boolean\"}}}],"
		"\"$defs\":{\"d\":{\"properties\":{\"bgp\":{\"type\":[\"object\",\"null\"],"
		"\"properties\":"
		"{\"customer_asn\":{\"type\":\"integer\"},\"on\":{\"type\":\"boolean\"}}},"
		"\"list\":{\"items\":{\"properties\":{\"ip\":{}}}},\"free\":{},"
		"\"map\":{\"additionalProperties\":{\"type\":\"boolean\"}}}}}}";
	static const struct reach_row rows[] = {
		{ { "bgp" }, SHAPE_POSSIBLE, NULL },
		{ { "kind" }, SHAPE_POSSIBLE, NULL },
		{ { "only_b" }, SHAPE_BOOLEAN, NULL },
		{ { "bpg" }, SHAPE_NEVER, "bgp" },
		{ { "bgp", "customer_asn" }, SHAPE_POSSIBLE, NULL },
		{ { "bgp", "customer_asn", "x" }, SHAPE_NEVER, NULL },
		{ { "bgp", "on" }, SHAPE_BOOLEAN, NULL },
		{ { "bgp", "customer_ans" }, SHAPE_NEVER, "customer_asn" },
		{ { "bgp", "zzzzzzzz" }, SHAPE_NEVER, NULL },
		{ { "list", "[]", "ip" }, SHAPE_POSSIBLE, NULL },
		{ { "list", "[]", "pi" }, SHAPE_NEVER, "ip" },
		{ { "free", "x", "y" }, SHAPE_POSSIBLE, NULL },
		{ { "map", "x" }, SHAPE_BOOLEAN, NULL },
		{ { "map", "[]" }, SHAPE_BOOLEAN, NULL },
	};
	struct world world;
	struct shape *shape;

	(void)state;
	open_world(&world);
	shape = compile(&world, schema);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *path[4], *suggestion;
		size_t n = 0;

		for (; n < 4 && rows[i].path[n]; n++)
			path[n] = strcmp(rows[i].path[n], "[]") == 0 ? NULL : rows[i].path[n];
		if (shape_reach(shape, path, n, &suggestion) != rows[i].reach)
			fail_msg("row %zu", i);
		if (rows[i].suggestion)
			assert_string_equal(suggestion, rows[i].suggestion);
		else
			assert_null(suggestion);
	}
	close_world(&world);
}

static void collect(void *context, const char *name)
{
	buf_printf(context, "%s ", name);
}

static void marks_secret_names(void **state)
{
	static const char schema[] =
		"{\"properties\":{\"bgp\":{\"properties\":{\"md5_key\":{\"x-secret\":true}}},"
		"\"open\":{\"x-secret\":false},\"psk\":{\"$ref\":\"#/$defs/s\"}},"
		"\"$defs\":{\"s\":{\"x-secret\":true}}}";
	struct world world;
	struct shape *shape;

	(void)state;
	open_world(&world);
	shape = compile(&world, schema);
	shape_secrets(shape, collect, &world.out);
	assert_string_equal(world.out.data, "psk md5_key ");
	assert_true(names_is_secret(world.names, names_find(world.names, "md5_key", 7)));
	assert_true(names_is_secret(world.names, names_find(world.names, "psk", 3)));
	assert_false(names_is_secret(world.names, names_find(world.names, "open", 4)));
	close_world(&world);
}

static void note_schema(void *context, const struct violation *violation)
{
	buf_puts(context, violation->schema ? violation->schema : "-");
	buf_putc(context, ' ');
}

static void names_the_keyword(void **state)
{
	struct world world;
	struct shape_run run = { .report = note_schema, .warn_unknown = true };
	struct shape *shape;

	(void)state;
	open_world(&world);
	run.context = &world.out;
	shape = compile(&world,
		"{\"$id\":\"http://h/s\",\"properties\":{\"a/b\":{\"type\":\"null\"},"
		"\"c\":{\"$ref\":\"e\"}},\"$defs\":{\"x\":{\"$id\":\"e\",\"properties\":{\"d\":{"
		"\"minimum\":3}}}}}");
	shape_check(shape, read_node(&world, "{\"a/b\":1,\"c\":{\"d\":1},\"zzz\":1}"), &run);
	assert_string_equal(world.out.data,
		"http://h/s#/properties/a~1b/type http://h/e#/properties/d/minimum - ");
	close_world(&world);
}

static void documents_every_rule(void **state)
{
	const struct shape_rule *rule;

	(void)state;
	for (rule = shape_rules; rule->id; rule++) {
		assert_true(strncmp(rule->id, "shape/", 6) == 0);
		assert_non_null(rule->summary);
		assert_non_null(rule->why);
		assert_non_null(rule->source);
		assert_true(rule == shape_rules || strcmp(rule[-1].id, rule->id) < 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_is_wrong_in_a_schema),
		cmocka_unit_test(checks_schemas),
		cmocka_unit_test(finds_what_references_lead_to),
		cmocka_unit_test(passes_on_why_nothing_was_loaded),
		cmocka_unit_test(refuses_two_of_one_name),
		cmocka_unit_test(compiles_a_uri_once),
		cmocka_unit_test(asserts_format_unless_told_not_to),
		cmocka_unit_test(gives_up_in_time),
		cmocka_unit_test(sees_names_that_come_late),
		cmocka_unit_test(tells_what_paths_reach),
		cmocka_unit_test(marks_secret_names),
		cmocka_unit_test(names_the_keyword),
		cmocka_unit_test(documents_every_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
