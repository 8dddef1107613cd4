#include "shape/explain.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/names.h"
#include "json/pointer.h"
#include "shape/resource.h"
#include "text/regex.h"

static void explain_apply(struct explain *explain, const struct sub *sub, const struct node *value);

/* The URI of a schema, or of a keyword in it: base#/pointer/keyword. */
static const char *schema_uri(struct explain *explain, const struct sub *sub, const char *keyword)
{
	struct buf root, pointer;
	const char *uri;

	buf_init(&root);
	buf_init(&pointer);
	pointer_print(&root, sub->resource->root);
	pointer_print(&pointer, sub->node);
	uri = mem_printf(explain->mem, "%s#%s%s%s", sub->resource->uri, pointer.data + root.length,
		keyword ? "/" : "", keyword ? keyword : "");
	buf_release(&root);
	buf_release(&pointer);
	return uri;
}

/* The schema's own message, its {value} filled in. */
static void put_own_message(struct explain *explain, const char *message, const struct node *value)
{
	static const char mark[] = "{value}";
	const char *p;

	buf_clear(&explain->buf);
	while ((p = strstr(message, mark))) {
		buf_add(&explain->buf, message, (size_t)(p - message));
		say_value(&explain->buf, value);
		message = p + sizeof(mark) - 1;
	}
	buf_puts(&explain->buf, message);
}

void explain_tell(struct explain *explain, const struct fault *fault)
{
	const struct sub *sub = fault->sub;
	struct told *told;

	if (sub && sub->message)
		put_own_message(explain, sub->message, fault->node);
	explain->items = heap_grow(explain->items, &explain->cap, explain->count + 1,
		sizeof(*explain->items));
	told = &explain->items[explain->count++];
	told->rank = fault->rank;
	told->violation = (struct violation){
		.rule = fault->rule,
		.severity = fault->severity ? fault->severity : SEVERITY_ERROR,
		.node = fault->node,
		.at_key = fault->at_key,
		.message = mem_printf(explain->mem, "%s%s", explain->context, explain->buf.data),
		.help = fault->help ? fault->help : sub ? sub->description : NULL,
		.fix = fault->fix,
		.schema = sub ? schema_uri(explain, sub, fault->keyword) : NULL,
	};
}

struct object *explain_object(struct explain *explain, const struct node *node)
{
	void **place = map_put(&explain->objects, node);
	struct object *object = *place;

	if (object)
		return object;
	object = mem_zalloc(explain->mem, sizeof(*object));
	object->node = node;
	object->missing_end = &object->missing;
	seen_init(&object->seen, &explain->run, node);
	*explain->end = object;
	explain->end = &object->next;
	*place = object;
	return object;
}

static void note_table(
	struct explain *explain, struct object *object, const struct members *members)
{
	struct members_list *entry;

	for (entry = object->tables; entry; entry = entry->next)
		if (entry->members == members)
			return;
	entry = mem_alloc(explain->mem, sizeof(*entry));
	*entry = (struct members_list){ members, object->tables };
	object->tables = entry;
}

/*
 * The members that a schema requires differ: only those before end, of other schemas, can be
 * the same.
 */
static void note_missing(struct explain *explain, struct object *object, const struct sub *sub,
	uint32_t name, struct missing **end)
{
	struct missing *missing;

	for (missing = object->missing; missing && end != &object->missing;
		missing = missing->next) {
		if (missing->name == name)
			return;
		if (&missing->next == end)
			break;
	}
	missing = mem_alloc(explain->mem, sizeof(*missing));
	*missing = (struct missing){ name, sub, explain->context, NULL };
	*object->missing_end = missing;
	object->missing_end = &missing->next;
}

/* A member that the schema false stands for. */
static void explain_closed(struct explain *explain, const struct sub *sub, const char *keyword,
	const struct node *member)
{
	struct fault fault = {
		.rule = "shape/additional",
		.rank = RANK_OTHER,
		.sub = sub,
		.keyword = keyword,
		.node = member,
		.at_key = member->item.string != NULL,
	};

	buf_clear(&explain->buf);
	if (fault.at_key) {
		buf_puts(&explain->buf, "member \"");
		say_name(explain, member);
		buf_puts(&explain->buf, "\" is not allowed here");
		explain_object(explain, member->parent)->closed = true;
		*map_put(&explain->closed, member) = (void *)(uintptr_t)(explain->count + 1);
	} else {
		say_name(explain, member);
		buf_puts(&explain->buf, " is one element more than allowed");
	}
	explain_tell(explain, &fault);
}

/* What is said of a member by patternProperties; true if anything was. */
static bool explain_patterns(struct explain *explain, const struct members *members,
	const struct node *member)
{
	bool any = false;

	for (size_t i = 0; i < members->npatterns; i++) {
		const struct member_pattern *pattern = &members->patterns[i];

		if (regex_match(pattern->regex, node_key(member), member->key_length, false) !=
			REGEX_YES)
			continue;
		explain_apply(explain, pattern->sub, member);
		any = true;
	}
	return any;
}

static void explain_rest(struct explain *explain, const struct sub *sub, const struct sub *rest,
	const char *keyword, const struct node *member)
{
	if (rest->never)
		explain_closed(explain, sub, keyword, member);
	else
		explain_apply(explain, rest, member);
}

static void explain_required(struct explain *explain, const struct sub *sub,
	const struct members *members, const struct node *node)
{
	struct object *object = explain_object(explain, node);
	struct missing **end = object->missing_end;

	for (size_t i = 0; i < members->count; i++)
		if (members->list[i].required &&
			!run_has(&explain->run, node, members->list[i].name))
			note_missing(explain, object, sub, members->list[i].name, end);
}

static void explain_members(struct explain *explain, const struct sub *sub,
	const struct members *members, const struct node *object, struct seen *seen)
{
	struct object *known = explain_object(explain, object);
	const struct node *child;
	size_t required = 0, i = 0;

	for (child = node_child(object); child; child = node_next(child), i++) {
		const struct member *member = run_member(&explain->run, members, child);
		bool evaluated = member && member->sub;

		required += member && member->required;
		if (evaluated)
			explain_apply(explain, member->sub, child);
		if (explain_patterns(explain, members, child))
			evaluated = true;
		if (!evaluated && members->rest)
			explain_rest(explain, sub, members->rest, "additionalProperties", child);
		if (evaluated || (members->rest && !members->rest->never))
			seen_mark(seen, i);
		if (member)
			seen_mark(&known->seen, i);
	}
	note_table(explain, known, members);
	if (required < members->required)
		explain_required(explain, sub, members, object);
}

static void explain_items(struct explain *explain, const struct sub *sub, const struct items *items,
	const struct node *array, struct seen *seen)
{
	const struct node *child;
	size_t i = 0;

	for (child = node_child(array); child; child = node_next(child), i++) {
		const struct sub *own = i < items->count ? items->prefix[i] : items->rest;

		if (!own)
			return;
		explain_rest(explain, sub, own, "items", child);
		seen_mark(seen, i);
	}
}

static void explain_contains(struct explain *explain, const struct sub *sub,
	const struct insn *insn, const struct node *array, struct seen *seen)
{
	const struct contains *contains = insn->with.contains;
	struct fault fault = { .rule = "shape/contains", .rank = RANK_OTHER, .sub = sub,
		.keyword = "contains", .node = array };
	const struct node *child;
	size_t found = 0, i = 0, limit;
	bool few;

	for (child = node_child(array); child; child = node_next(child), i++) {
		if (!run_check(&explain->run, contains->sub, child, NULL))
			continue;
		seen_mark(seen, i);
		found++;
	}
	if (contains->least <= found && found <= contains->most)
		return;
	few = found < contains->least;
	limit = few ? contains->least : contains->most;
	buf_clear(&explain->buf);
	say_name(explain, array);
	buf_printf(&explain->buf, " must have at %s %zu element%s that %s ", few ? "least" : "most",
		limit, limit == 1 ? "" : "s", limit == 1 ? "is" : "are");
	if (!say_form(&explain->buf, contains->sub,
		    array->length ? node_type(node_child(array)) : NODE_NULL))
		buf_puts(&explain->buf, "as contains in its schema says");
	buf_printf(&explain->buf, ", has %zu", found);
	explain_tell(explain, &fault);
}

/* The fault of a name is told at the key, in the words that a string would get. */
static void explain_names(
	struct explain *explain, const struct sub *names, const struct node *object)
{
	const struct node *child;

	for (child = node_child(object); child; child = node_next(child)) {
		size_t before = explain->count;
		struct node *name;

		name = mem_alloc(explain->mem, sizeof(*name));
		*name = run_name_node(child);
		explain_apply(explain, names, name);
		if (explain->count == before)
			continue;
		explain->count = before + 1;
		explain->items[before].rank = RANK_OTHER;
		explain->items[before].violation.rule = "shape/member-name";
		explain->items[before].violation.node = child;
		explain->items[before].violation.at_key = true;
		/* What is no string cannot be a name. */
		if (explain->items[before].violation.fix && *explain->items[before].violation.fix != '"')
			explain->items[before].violation.fix = NULL;
	}
}

/* A name on whose presence something depends is a known one. */
static void note_dependent(struct explain *explain, const struct dependent *dependent,
	const struct node *object)
{
	const struct node *child;
	size_t i = 0;

	for (child = node_child(object); child; child = node_next(child), i++)
		if (child->name == dependent->name && child->name != NAME_NONE)
			seen_mark(&explain_object(explain, object)->seen, i);
}

static void explain_needed(struct explain *explain, const struct sub *sub,
	const struct insn *insn, const struct node *object)
{
	const struct dependent *dependent = insn->with.dependent;
	struct fault fault = { .rule = "shape/dependent-required", .rank = RANK_OTHER, .sub = sub,
		.keyword = keywords[insn->keyword].name, .node = object };
	const struct names *names = explain->run.schemas->names;
	const char *comma = " needs ";

	if (!run_has(&explain->run, object, dependent->name))
		return;
	note_dependent(explain, dependent, object);
	buf_clear(&explain->buf);
	buf_puts(&explain->buf, names_text(names, dependent->name, NULL));
	for (size_t i = 0; i < dependent->count; i++) {
		if (run_has(&explain->run, object, dependent->needed[i]))
			continue;
		buf_puts(&explain->buf, comma);
		buf_puts(&explain->buf, names_text(names, dependent->needed[i], NULL));
		comma = " and ";
	}
	if (*comma == ' ' && comma[1] == 'n')
		return;
	buf_puts(&explain->buf, " beside it");
	explain_tell(explain, &fault);
}

static void explain_not(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value)
{
	const struct sub *not = insn->with.sub;
	struct fault fault = {
		.rule = "shape/not", .rank = RANK_OTHER, .sub = sub, .keyword = "not", .node = value
	};

	if (!run_check(&explain->run, not, value, NULL))
		return;
	if (not->message)
		fault.sub = not;
	buf_clear(&explain->buf);
	say_name(explain, value);
	if (not->title)
		buf_printf(&explain->buf, " must not be %s", not->title);
	else
		buf_puts(&explain->buf, " is what \"not\" in its schema forbids");
	if (node_type(value) < NODE_ARRAY) {
		buf_puts(&explain->buf, ", found ");
		say_value(&explain->buf, value);
	}
	explain_tell(explain, &fault);
}

/* The names in a test that fails are known ones all the same. */
static void note_tested(struct explain *explain, const struct sub *test, const struct node *value)
{
	const struct node *child;
	struct object *object;
	size_t i = 0;

	if (node_type(value) != NODE_OBJECT || !test->members)
		return;
	object = explain_object(explain, value);
	for (child = node_child(value); child; child = node_next(child), i++) {
		if (run_member(&explain->run, test->members, child))
			seen_mark(&object->seen, i);
	}
}

static void explain_condition(struct explain *explain, const struct condition *condition,
	const struct node *value, struct seen *seen)
{
	const struct sub *next = condition->otherwise;

	if (run_check(&explain->run, condition->test, value, NULL)) {
		explain_sub(explain, condition->test, value, seen);
		next = condition->then;
	} else {
		note_tested(explain, condition->test, value);
	}
	if (next)
		explain_sub(explain, next, value, seen);
}

static void explain_unevaluated(struct explain *explain, const struct sub *sub,
	const struct insn *insn, const struct node *value, struct seen *seen)
{
	const struct node *child;
	size_t i = 0;

	for (child = node_child(value); child; child = node_next(child), i++)
		if (!seen_has(seen, i))
			explain_rest(
				explain, sub, insn->with.sub, keywords[insn->keyword].name, child);
	if (!insn->with.sub->never)
		seen_mark_all(seen);
}

static void explain_insn(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value, struct seen *seen)
{
	switch (insn->op) {
	case OP_MEMBERS:
		explain_members(explain, sub, insn->with.members, value, seen);
		break;
	case OP_ITEMS:
		explain_items(explain, sub, insn->with.items, value, seen);
		break;
	case OP_CONTAINS:
		explain_contains(explain, sub, insn, value, seen);
		break;
	case OP_MEMBER_NAMES:
		explain_names(explain, insn->with.sub, value);
		break;
	case OP_DEPENDENT_REQUIRED:
		explain_needed(explain, sub, insn, value);
		break;
	case OP_DEPENDENT_SCHEMA:
		if (!run_has(&explain->run, value, insn->with.dependent->name))
			break;
		note_dependent(explain, insn->with.dependent, value);
		explain_sub(explain, insn->with.dependent->sub, value, seen);
		break;
	case OP_REF:
		explain_sub(explain, insn->with.sub, value, seen);
		break;
	case OP_DYNAMIC_REF:
		explain_sub(explain, run_dynamic(&explain->run, insn->with.dynamic), value, seen);
		break;
	case OP_ANY_OF:
	case OP_ONE_OF:
		explain_branches(explain, sub, insn, value, seen);
		break;
	case OP_NOT:
		explain_not(explain, sub, insn, value);
		break;
	case OP_IF:
		explain_condition(explain, insn->with.condition, value, seen);
		break;
	case OP_UNEVALUATED_ITEMS:
	case OP_UNEVALUATED_MEMBERS:
		explain_unevaluated(explain, sub, insn, value, seen);
		break;
	default:
		if (!run_assertion(&explain->run, insn, value))
			explain_assertion(explain, sub, insn, value);
	}
}

static void explain_code(struct explain *explain, const struct sub *sub, const struct node *value,
	struct seen *seen)
{
	const struct insn *insn = sub->code[node_type(value)];
	struct seen own;

	if (sub->tracks)
		seen_init(&own, &explain->run, value);
	for (; insn->op != OP_END; insn++)
		explain_insn(explain, sub, insn, value, sub->tracks ? &own : seen);
	if (sub->tracks)
		seen_merge(seen, &own);
}

static void explain_never(struct explain *explain, const struct sub *sub, const struct node *value)
{
	const struct fault fault = { .rule = "shape/never",
		.rank = RANK_TYPE,
		.sub = sub,
		.node = value,
		.at_key = value->item.string != NULL && value != explain->root };

	buf_clear(&explain->buf);
	say_name(explain, value);
	buf_puts(&explain->buf, " is not allowed here");
	explain_tell(explain, &fault);
}

void explain_sub(struct explain *explain, const struct sub *sub, const struct node *value,
	struct seen *seen)
{
	struct run *run = &explain->run;
	struct scope scope = { sub->resource, run->scope };

	if (sub->never) {
		explain_never(explain, sub, value);
		return;
	}
	if (!run_type(sub, value)) {
		explain_type(explain, sub, value);
		seen_mark_all(seen);
		return;
	}
	if (run_is_too_far(run, value))
		return;
	run->depth++;
	if (!scope.outer || scope.outer->resource != sub->resource)
		run->scope = &scope;
	explain_code(explain, sub, value, seen);
	run->scope = scope.outer;
	run->depth--;
}

static void explain_apply(struct explain *explain, const struct sub *sub, const struct node *value)
{
	struct seen seen;

	seen_init(&seen, &explain->run, value);
	if (node_type(value) == NODE_OBJECT && sub->names_members) {
		struct object *object = explain_object(explain, value);

		explain_sub(explain, sub, value, &seen);
		object->named = true;
		seen_merge(&object->seen, &seen);
		return;
	}
	explain_sub(explain, sub, value, &seen);
	if (node_type(value) == NODE_OBJECT)
		seen_merge(&explain_object(explain, value)->seen, &seen);
}

void explain_value(struct explain *explain, const struct sub *sub, const struct node *value)
{
	explain_apply(explain, sub, value);
}
