/*
 * What the tests of shapes share: a schema and a value in, lines about what is
 * wrong out. To be included behind cmocka.h and what it needs.
 */
#ifndef PEERLINT_SHAPE_WORLD_H
#define PEERLINT_SHAPE_WORLD_H

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "json/names.h"
#include "json/node.h"
#include "json/pointer.h"
#include "json/reader.h"
#include "shape/shape.h"

struct world {
	struct mem mem;
	struct names *names;
	struct schemas *schemas;
	struct buf out;
	bool warn_unknown;
};

static inline void open_world(struct world *world)
{
	*world = (struct world){ .names = names_new() };
	world->schemas = schemas_new(&world->mem, world->names);
	buf_init(&world->out);
}

static inline void close_world(struct world *world)
{
	schemas_close(world->schemas);
	names_free(world->names);
	mem_release(&world->mem);
	buf_release(&world->out);
}

static inline struct node *read_node(struct world *world, const char *text)
{
	const struct reader reader = { .names = world->names };
	struct node *root = reader_read(&reader, text, strlen(text), &world->mem);

	if (!root)
		fail_msg("no JSON: %s", text);
	return root;
}

/* One line a violation: rule, pointer (@ behind it: at the key), message, help, fix. */
static inline void note(void *context, const struct violation *violation)
{
	struct world *world = context;
	struct buf *out = &world->out;

	if (out->length > 0)
		buf_putc(out, '\n');
	buf_puts(out, violation->rule + strlen("shape/"));
	if (violation->severity != SEVERITY_ERROR)
		buf_printf(out, "(%s)", severity_name(violation->severity));
	buf_puts(out, " #");
	pointer_print(out, violation->node);
	buf_printf(out, "%s: %s", violation->at_key ? "@" : "", violation->message);
	if (violation->help)
		buf_printf(out, " | %s", violation->help);
	if (violation->fix)
		buf_printf(out, " | %s", violation->fix);
}

static inline void note_problem(void *context, const struct schema_problem *problem)
{
	struct world *world = context;
	struct buf *out = &world->out;

	if (out->length > 0)
		buf_putc(out, '\n');
	buf_putc(out, '#');
	pointer_print(out, problem->node);
	buf_printf(out, ": %s", problem->message);
	if (problem->length)
		buf_printf(out, " [%zu+%zu]", problem->at, problem->length);
}

static inline struct shape *compile(struct world *world, const char *schema)
{
	struct shape *shape = NULL;
	struct err err = { 0 };

	if (schemas_add(
		    world->schemas, "test:schema", "schema.json", read_node(world, schema), &err))
		shape = shape_compile(world->schemas, "test:schema", note_problem, world, &err);
	if (!shape && world->out.length == 0)
		buf_puts(&world->out, err.text);
	return shape;
}

struct row {
	const char *schema, *value;
	const char *told; /* lines; "" where the value is valid */
};

static inline void check_row(const struct row *row, bool warn_unknown)
{
	struct world world;
	struct shape *shape;
	struct shape_run run = { .report = note, .context = &world, .warn_unknown = warn_unknown };
	struct node *value;
	bool ok, silent;

	open_world(&world);
	shape = compile(&world, row->schema);
	if (!shape)
		fail_msg("%s: %s", row->schema, world.out.data);
	value = read_node(&world, row->value);
	ok = shape_check(shape, value, &run);
	silent = shape_check(shape, value, &(struct shape_run){ 0 });
	if (strcmp(world.out.data, row->told) != 0) {
		print_error("%s\n%s\n", row->schema, row->value);
		print_error("--- wanted\n%s\n", row->told);
		fail_msg("--- told\n%s", world.out.data);
	}
	assert_int_equal(ok, silent);
	if (!ok && world.out.length == 0)
		fail_msg("%s: nothing told", row->value);
	close_world(&world);
}

#define CHECK(rows, warn) \
	for (size_t row_ = 0; row_ < sizeof(rows) / sizeof((rows)[0]); row_++) \
		check_row(&(rows)[row_], warn)

#endif
