#include "shape/compile.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "json/names.h"
#include "shape/uri.h"

/* Steps through $ref and allOf after which a circle is not looked for. */
#define CIRCLE_DEPTH 1000

/* The same, after which a mark as secret is not looked for. */
#define SECRET_DEPTH 4

static const struct insn end[] = { { .op = OP_END } };

static void tell(struct compiler *compiler, const char *file, const struct node *node, size_t at,
	size_t length, const char *message)
{
	const struct schema_problem problem = {
		.file = file,
		.node = node,
		.message = message,
		.at = at,
		.length = length,
	};

	compiler->failed = true;
	err_set_at(compiler->err, at, length, "%s", message);
	if (compiler->report)
		compiler->report(compiler->context, &problem);
}

void compile_problem(struct compiler *compiler, const struct sub *sub, const struct node *node,
	const char *format, ...)
{
	char message[sizeof(compiler->err->text)];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	tell(compiler, sub->resource->file, node, 0, 0, message);
}

void compile_problem_at(struct compiler *compiler, const struct sub *sub, const struct node *node,
	size_t at, size_t length, const char *message)
{
	tell(compiler, sub->resource->file, node, at, length, message);
}

const struct sub *compile_need(struct compiler *compiler, const struct node *node)
{
	struct schemas *schemas = compiler->schemas;
	struct sub *sub = map_get(&schemas->subs, node);

	if (sub)
		return sub;
	sub = mem_zalloc(schemas->mem, sizeof(*sub));
	sub->node = node;
	sub->resource = resource_of(schemas, node);
	for (size_t i = 0; i < TYPES; i++)
		sub->code[i] = end;
	if (compiler->last)
		compiler->last->next = sub;
	else
		compiler->first = sub;
	compiler->last = sub;
	*map_put(&schemas->subs, node) = sub;
	return sub;
}

void compile_emit(struct compiler *compiler, unsigned types, struct insn insn)
{
	compiler->drafts = heap_grow(compiler->drafts, &compiler->cap, compiler->ndrafts + 1,
		sizeof(*compiler->drafts));
	compiler->drafts[compiler->ndrafts++] = (struct draft){ insn, types };
}

static const char *text_of(const struct node *value)
{
	return value && node_type(value) == NODE_STRING ? node_text(value) : NULL;
}

static bool is_spoken(const struct resource *resource, enum keyword keyword)
{
	unsigned vocabulary = keywords[keyword].vocabulary;

	if (keyword == KEYWORD_FORMAT)
		vocabulary |= VOCABULARY_FORMAT_ASSERTION;
	return resource->vocabularies & vocabulary;
}

static void read_keywords(const struct sub *sub, struct keyword_values *values)
{
	const struct node *child;
	const struct node *ref;

	memset(values, 0, sizeof(*values));
	for (child = node_child(sub->node); child; child = node_next(child)) {
		enum keyword keyword = keyword_find(node_key(child));

		if (keyword != KEYWORD_COUNT && is_spoken(sub->resource, keyword))
			values->of[keyword] = child;
	}
	ref = values->of[KEYWORD_REF];
	if (ref && sub->resource->dialect == DIALECT_7) {
		memset(values, 0, sizeof(*values));
		values->of[KEYWORD_REF] = ref;
	}
}

/* Makes a list of what was emitted for one type. */
static const struct insn *gather(struct mem *mem, const struct draft *drafts, size_t ndrafts,
	enum node_type type)
{
	struct insn *code;
	size_t n = 0;

	for (size_t i = 0; i < ndrafts; i++)
		n += drafts[i].types >> type & 1;
	if (n == 0)
		return end;
	code = mem_alloc(mem, (n + 1) * sizeof(*code));
	n = 0;
	for (size_t i = 0; i < ndrafts; i++)
		if (drafts[i].types >> type & 1)
			code[n++] = drafts[i].insn;
	code[n] = end[0];
	return code;
}

static void compile_object(struct compiler *compiler, struct sub *sub)
{
	struct keyword_values values;

	read_keywords(sub, &values);
	sub->title = text_of(values.of[KEYWORD_TITLE]);
	sub->message = text_of(values.of[KEYWORD_X_MESSAGE]);
	sub->description = text_of(values.of[KEYWORD_DESCRIPTION]);
	sub->secret =
		values.of[KEYWORD_X_SECRET] && node_type(values.of[KEYWORD_X_SECRET]) == NODE_TRUE;
	compiler->ndrafts = 0;
	compile_assertions(compiler, sub, &values);
	compile_members(compiler, sub, &values);
	compile_items(compiler, sub, &values);
	compile_in_place(compiler, sub, &values);
	compile_unevaluated(compiler, sub, &values);
	for (size_t i = 0; i < TYPES; i++)
		if (sub->types >> i & 1)
			sub->code[i] = gather(compiler->schemas->mem, compiler->drafts,
				compiler->ndrafts, (enum node_type)i);
}

static void compile_sub(struct compiler *compiler, struct sub *sub)
{
	struct resource *resource = sub->resource;
	struct err why = { 0 };

	sub->types = TYPES_ALL;
	if (!resource->entered) {
		resource->entered = true;
		resource->next_entered = compiler->schemas->entered;
		compiler->schemas->entered = resource;
	}
	if (!resource_read_dialect(compiler->schemas, resource, &why)) {
		compile_problem(compiler, sub, resource->schema ? resource->schema : sub->node,
			"%s", why.text);
		return;
	}
	switch (node_type(sub->node)) {
	case NODE_TRUE:
		break;
	case NODE_FALSE:
		sub->types = 0;
		sub->never = true;
		break;
	case NODE_OBJECT:
		compile_object(compiler, sub);
		break;
	default:
		compile_problem(compiler, sub, sub->node,
			"a schema must be an object, true or false");
	}
}

/*
 * Compiles what the dynamic anchors of all entered resources lead to; true if there was
 * something new.
 */
static bool need_dynamics(struct compiler *compiler)
{
	const struct sub *last = compiler->last;

	for (struct dynamic_name *p = compiler->schemas->dynamics; p; p = p->next) {
		struct resource *resource = compiler->schemas->entered;

		for (; resource; resource = resource->next_entered) {
			const struct anchor *anchor = resource_anchor(resource, p->name);

			if (anchor && anchor->dynamic)
				compile_need(compiler, anchor->node);
		}
	}
	return compiler->last != last;
}

static void compile_all(struct compiler *compiler)
{
	struct sub *sub = compiler->first;

	for (;;) {
		for (; sub; sub = sub->next) {
			struct sub *now = sub;

			compile_sub(compiler, now);
			if (now == compiler->last)
				break;
		}
		if (!need_dynamics(compiler))
			return;
		sub = sub->next;
	}
}

static bool has_properties(const struct sub *sub)
{
	for (size_t i = 0; sub->members && i < sub->members->count; i++)
		if (sub->members->list[i].sub)
			return true;
	return false;
}

static bool branches_name_members(const struct branches *branches)
{
	for (size_t i = 0; i < branches->count; i++)
		if (branches->subs[i]->names_members)
			return true;
	return false;
}

/* Whether what an instruction applies in place names members. */
static bool insn_names_members(const struct insn *insn)
{
	const struct condition *condition = insn->with.condition;

	switch (insn->op) {
	case OP_REF:
		return insn->with.sub->names_members;
	case OP_DYNAMIC_REF:
		return insn->with.dynamic->found->names_members;
	case OP_ANY_OF:
	case OP_ONE_OF:
		return branches_name_members(insn->with.branches);
	case OP_DEPENDENT_SCHEMA:
		return insn->with.dependent->sub->names_members;
	case OP_IF:
		return (condition->test->names_members) ||
			(condition->then && condition->then->names_members) ||
			(condition->otherwise && condition->otherwise->names_members);
	default:
		return false;
	}
}

static bool names_members(const struct sub *sub)
{
	const struct insn *insn;

	if (has_properties(sub))
		return true;
	for (insn = sub->code[NODE_OBJECT]; insn->op != OP_END; insn++)
		if (insn_names_members(insn))
			return true;
	return false;
}

/* Until nothing changes: schemas refer to each other in any order. */
static void spread_names_members(struct compiler *compiler)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (struct sub *sub = compiler->first; sub; sub = sub->next) {
			if (sub->names_members || !names_members(sub))
				continue;
			sub->names_members = true;
			changed = true;
		}
	}
}

/*
 * The schema that a value has to pass, through $ref and allOf, while it is
 * passing it already; NULL if there is none. Each schema is looked at once.
 */
static const struct sub *find_circle(struct sub *sub, unsigned depth)
{
	const struct sub *circle = NULL;
	const struct insn *insn;

	if (sub->search != SEARCH_NOT_YET || depth > CIRCLE_DEPTH)
		return sub->search == SEARCH_GOING_ON ? sub : NULL;
	sub->search = SEARCH_GOING_ON;
	for (insn = sub->code[NODE_OBJECT]; insn->op != OP_END && !circle; insn++)
		if (insn->op == OP_REF)
			circle = find_circle((struct sub *)insn->with.sub, depth + 1);
	sub->search = SEARCH_DONE;
	return circle;
}

static void find_circles(struct compiler *compiler)
{
	for (struct sub *sub = compiler->first; sub; sub = sub->next) {
		const struct sub *circle = find_circle(sub, 0);

		if (circle)
			compile_problem(compiler, circle, circle->node,
				"$ref leads back to this schema without end");
	}
}

static bool is_secret(const struct sub *sub, unsigned depth)
{
	const struct insn *insn;

	if (sub->secret || depth == SECRET_DEPTH)
		return sub->secret;
	for (insn = sub->code[NODE_STRING]; insn->op != OP_END; insn++)
		if (insn->op == OP_REF && is_secret(insn->with.sub, depth + 1))
			return true;
	return false;
}

/*
 * The names of members whose schemas refer to one that is marked; see mark_secret in resource.c
 * for the rest.
 */
static void mark_secrets(struct compiler *compiler)
{
	for (struct sub *sub = compiler->first; sub; sub = sub->next)
		for (size_t i = 0; sub->members && i < sub->members->count; i++)
			if (sub->members->list[i].sub && is_secret(sub->members->list[i].sub, 0))
				names_set_secret(
					compiler->schemas->names, sub->members->list[i].name);
}

static const unsigned kinds[TYPES] = {
	[NODE_NULL] = cJSON_NULL,
	[NODE_FALSE] = cJSON_False,
	[NODE_TRUE] = cJSON_True,
	[NODE_NUMBER] = cJSON_Number,
	[NODE_STRING] = cJSON_String,
	[NODE_ARRAY] = cJSON_Array,
	[NODE_OBJECT] = cJSON_Object,
};

static bool is_flat(const struct insn *insn)
{
	while (insn->op != OP_END && insn->op <= OP_UNIQUE)
		insn++;
	return insn->op == OP_END;
}

/* Lays out what runs need. */
static void lay_out(struct sub *sub)
{
	sub->run = sub;
	for (size_t i = 0; i < KINDS; i++)
		sub->by_kind[i] = end;
	for (size_t i = 0; i < TYPES; i++) {
		sub->by_kind[__builtin_ctz(kinds[i])] = sub->code[i];
		if (!(sub->types >> i & 1))
			continue;
		sub->kinds |= (uint8_t)kinds[i];
		if (is_flat(sub->code[i]))
			sub->flat |= (uint8_t)kinds[i];
	}
}

/* What a schema that is nothing but a reference leads to; NULL if it is more. */
static const struct sub *only_reference(const struct sub *sub)
{
	const struct insn *insn = sub->code[NODE_NULL];
	const struct sub *to = insn->with.sub;

	if (insn->op != OP_REF || sub->types != TYPES_ALL || sub->integer || sub->tracks)
		return NULL;
	for (size_t i = 0; i < TYPES; i++) {
		insn = sub->code[i];
		if (insn[0].op != OP_REF || insn[0].with.sub != to || insn[1].op != OP_END)
			return NULL;
	}
	/*
	 * Entering another resource matters to $dynamicRef, but not where nothing is applied in
	 * it.
	 */
	return to->resource == sub->resource || to->flat == to->kinds ? to : NULL;
}

/* Steps over references, so that a run does not have to go through them. */
static void shorten(struct compiler *compiler)
{
	for (struct sub *sub = compiler->first; sub; sub = sub->next)
		lay_out(sub);
	for (struct sub *sub = compiler->first; sub; sub = sub->next) {
		const struct sub *to = only_reference(sub);

		for (unsigned i = 0; to && i < CIRCLE_DEPTH; i++) {
			sub->run = to;
			to = only_reference(to);
		}
	}
}

/* Takes back what a failed compilation has made, so that the next one tells the same problems. */
static void forget(struct compiler *compiler)
{
	struct map *subs = &compiler->schemas->subs;
	struct map kept = { 0 };

	for (struct sub *sub = compiler->first; sub; sub = sub->next)
		*map_put(subs, sub->node) = NULL;
	for (size_t i = 0; subs->slots && i <= subs->mask; i++)
		if (subs->slots[i].value)
			*map_put(&kept, subs->slots[i].key) = subs->slots[i].value;
	map_release(subs);
	*subs = kept;
}

static struct shape *find_shape(struct schemas *schemas, const char *uri)
{
	for (struct shape *shape = schemas->shapes; shape; shape = shape->next)
		if (strcmp(shape->uri, uri) == 0)
			return shape;
	return NULL;
}

struct shape *shape_compile(struct schemas *schemas, const char *uri,
	void (*report)(void *context, const struct schema_problem *problem), void *context,
	struct err *err)
{
	struct compiler compiler = {
		.schemas = schemas,
		.report = report,
		.context = context,
		.err = err,
	};
	struct shape *shape = find_shape(schemas, uri);
	const struct resource nowhere = { .uri = "" };
	struct resource *resource;
	const struct node *node;
	const struct sub *root;

	if (shape)
		return shape;
	node = resource_resolve(schemas, &nowhere, uri, &resource, err);
	if (!node)
		return NULL;
	root = compile_need(&compiler, node);
	if (compiler.first)
		compile_all(&compiler);
	if (!compiler.failed) {
		spread_names_members(&compiler);
		find_circles(&compiler);
	}
	free(compiler.drafts);
	if (compiler.failed) {
		forget(&compiler);
		return NULL;
	}
	mark_secrets(&compiler);
	shorten(&compiler);
	shape = mem_zalloc(schemas->mem, sizeof(*shape));
	*shape = (struct shape){ schemas, mem_string(schemas->mem, uri), root, schemas->shapes, false };
	schemas->shapes = shape;
	return shape;
}

const struct shape *compile_whole(const struct shape *shape)
{
	struct err err = { 0 };

	return shape->frozen ? shape_compile(shape->schemas, shape->uri, NULL, NULL, &err) : shape;
}
