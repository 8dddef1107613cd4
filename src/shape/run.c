#include "shape/run.h"

#include "base/mem.h"
#include "json/names.h"
#include "shape/resource.h"
#include "text/regex.h"

uint64_t run_steps(const struct node *value)
{
	return RUN_STEPS + (uint64_t)(value->end - value->start) * RUN_STEPS_PER_BYTE;
}

void run_init(struct run *run, const struct shape *shape, const struct node *value)
{
	*run = (struct run){
		.schemas = shape->schemas,
		.mem = &shape->schemas->run_mem,
		.steps = run_steps(value),
	};
}

uint32_t run_find_name(const struct run *run, const struct node *member)
{
	return names_find(run->schemas->names, node_key(member), member->key_length);
}

bool run_has(const struct run *run, const struct node *object, uint32_t name)
{
	const char *text;
	size_t n;

	if (!run->by_text)
		return node_member_id(object, name);
	text = names_text(run->schemas->names, name, &n);
	return node_member_text(object, text, n);
}

struct node run_name_node(const struct node *member)
{
	struct node name = {
		.item = { .type = cJSON_String, .valuestring = member->item.string },
		.start = member->key_start,
		.end = member->key_end,
		.length = member->key_length,
		.parent = member->parent,
	};

	return name;
}

const struct sub *run_dynamic(const struct run *run, const struct dynamic *dynamic)
{
	const struct sub *found = dynamic->found;

	for (const struct scope *scope = run->scope; scope; scope = scope->outer) {
		const struct anchor *anchor = resource_anchor(scope->resource, dynamic->anchor);

		const struct sub *sub = NULL;

		if (anchor && anchor->dynamic)
			sub = map_get(&run->schemas->subs, anchor->node);
		if (sub)
			found = sub;
	}
	return found;
}

/* An object, of which somebody wants to know whether all members were evaluated. */
static bool apply_watching(struct run *run, const struct sub *sub, const struct node *object)
{
	struct mem_mark mark = mem_mark(run->mem);
	struct seen seen;
	bool ok;

	seen_init(&seen, run, object);
	ok = run_check(run, sub, object, &seen);
	if (ok && !seen_has_all(&seen))
		run->unknown = true;
	if (seen.words)
		mem_rewind(run->mem, mark);
	return ok;
}

bool run_apply(struct run *run, const struct sub *sub, const struct node *value)
{
	sub = sub->run;
	if (run->warn && sub->names_members && value->item.type & cJSON_Object)
		return apply_watching(run, sub, value);
	return run_check(run, sub, value, NULL);
}

/* As long as the value alone has to be looked at, nothing can go too far. */
static inline bool passes(struct run *run, const struct insn *insn, const struct node *value)
{
	for (; insn->op != OP_END; insn++)
		if (!run_assertion(run, insn, value))
			return false;
	return true;
}

/* run_apply, which most values do not need for themselves. */
static inline bool apply(struct run *run, const struct sub *sub, const struct node *value)
{
	if (sub->run->flat & value->item.type)
		return passes(run, sub->run->by_kind[kind_of(value)], value);
	return run_apply(run, sub, value);
}

/* Members that no name in properties told about; whether any pattern did is left in *evaluated. */
static bool check_patterns(
	struct run *run, const struct members *members, const struct node *member, bool *evaluated)
{
	for (size_t i = 0; i < members->npatterns; i++) {
		const struct member_pattern *pattern = &members->patterns[i];

		if (regex_match(pattern->regex, node_key(member), member->key_length, false) !=
			REGEX_YES)
			continue;
		if (!apply(run, pattern->sub, member))
			return false;
		*evaluated = true;
	}
	return true;
}

static bool check_members(struct run *run, const struct members *members, const struct node *object,
	struct seen *seen)
{
	const struct node *child;
	size_t required = 0, i = 0;

	for (child = node_child(object); child; child = node_next(child), i++) {
		const struct member *member = run_member(run, members, child);
		bool evaluated = member && member->sub;

		if (member)
			required += member->required;
		if (evaluated && !apply(run, member->sub, child))
			return false;
		if (members->npatterns > 0 && !check_patterns(run, members, child, &evaluated))
			return false;
		if (!evaluated && members->rest) {
			if (!apply(run, members->rest, child))
				return false;
			evaluated = true;
		}
		if (seen && evaluated)
			seen_mark(seen, i);
	}
	return required == members->required;
}

static bool check_items(struct run *run, const struct items *items, const struct node *array,
	struct seen *seen)
{
	const struct node *child;
	size_t i = 0;

	for (child = node_child(array); child; child = node_next(child), i++) {
		const struct sub *sub = i < items->count ? items->prefix[i] : items->rest;

		if (!sub)
			return true;
		if (!apply(run, sub, child))
			return false;
		if (seen)
			seen_mark(seen, i);
	}
	return true;
}

/* A branch may fail without the value being wrong: then what it came upon does not count. */
static bool try_branch(struct run *run, const struct sub *sub, const struct node *value,
	struct seen *seen)
{
	struct mem_mark mark = mem_mark(run->mem);
	bool unknown = run->unknown;
	struct seen own;
	bool ok;

	if (seen)
		seen_init(&own, run, value);
	ok = run_check(run, sub, value, seen ? &own : NULL);
	if (ok && seen)
		seen_merge(seen, &own);
	if (!ok)
		run->unknown = unknown;
	if (seen && own.words)
		mem_rewind(run->mem, mark);
	return ok;
}

static bool check_contains(struct run *run, const struct contains *contains,
	const struct node *array, struct seen *seen)
{
	const struct node *child;
	size_t found = 0, i = 0;

	for (child = node_child(array); child; child = node_next(child), i++) {
		if (!try_branch(run, contains->sub, child, NULL))
			continue;
		if (++found > contains->most)
			return false;
		if (seen)
			seen_mark(seen, i);
		else if (found >= contains->least && contains->most == SIZE_MAX)
			return true;
	}
	return found >= contains->least;
}

static bool check_names(struct run *run, const struct sub *sub, const struct node *object)
{
	const struct node *child;

	for (child = node_child(object); child; child = node_next(child)) {
		struct node name = run_name_node(child);

		if (!apply(run, sub, &name))
			return false;
	}
	return true;
}

static bool check_needed(
	struct run *run, const struct dependent *dependent, const struct node *object)
{
	if (!run_has(run, object, dependent->name))
		return true;
	for (size_t i = 0; i < dependent->count; i++)
		if (!run_has(run, object, dependent->needed[i]))
			return false;
	return true;
}

/* All branches have to be looked at where somebody asks what they evaluate. */
static bool check_any_of(struct run *run, const struct branches *branches, const struct node *value,
	struct seen *seen)
{
	bool any = false;

	for (size_t i = 0; i < branches->count; i++) {
		any |= try_branch(run, branches->subs[i], value, seen);
		if (any && !seen)
			return true;
	}
	return any;
}

static bool check_one_of(struct run *run, const struct branches *branches, const struct node *value,
	struct seen *seen)
{
	size_t found = 0;

	for (size_t i = 0; i < branches->count && found < 2; i++)
		found += try_branch(run, branches->subs[i], value, seen);
	return found == 1;
}

static bool check_condition(struct run *run, const struct condition *condition,
	const struct node *value, struct seen *seen)
{
	const struct sub *next = condition->otherwise;

	if (try_branch(run, condition->test, value, seen))
		next = condition->then;
	return !next || run_check(run, next, value, seen);
}

static bool check_not(struct run *run, const struct sub *sub, const struct node *value)
{
	bool unknown = run->unknown;
	bool ok = !run_check(run, sub, value, NULL);

	run->unknown = unknown;
	return ok;
}

static bool check_unevaluated(struct run *run, const struct sub *sub, const struct node *value,
	struct seen *seen)
{
	const struct node *child;
	size_t i = 0;

	for (child = node_child(value); child; child = node_next(child), i++)
		if (!seen_has(seen, i) && !apply(run, sub, child))
			return false;
	seen_mark_all(seen);
	return true;
}

static bool check_insn(struct run *run, const struct insn *insn, const struct node *value,
	struct seen *seen)
{
	switch (insn->op) {
	case OP_MEMBERS:
		return check_members(run, insn->with.members, value, seen);
	case OP_ITEMS:
		return check_items(run, insn->with.items, value, seen);
	case OP_CONTAINS:
		return check_contains(run, insn->with.contains, value, seen);
	case OP_MEMBER_NAMES:
		return check_names(run, insn->with.sub, value);
	case OP_DEPENDENT_REQUIRED:
		return check_needed(run, insn->with.dependent, value);
	case OP_DEPENDENT_SCHEMA:
		return !run_has(run, value, insn->with.dependent->name) ||
			run_check(run, insn->with.dependent->sub, value, seen);
	case OP_REF:
		return run_check(run, insn->with.sub, value, seen);
	case OP_DYNAMIC_REF:
		return run_check(run, run_dynamic(run, insn->with.dynamic), value, seen);
	case OP_ANY_OF:
		return check_any_of(run, insn->with.branches, value, seen);
	case OP_ONE_OF:
		return check_one_of(run, insn->with.branches, value, seen);
	case OP_NOT:
		return check_not(run, insn->with.sub, value);
	case OP_IF:
		return check_condition(run, insn->with.condition, value, seen);
	case OP_UNEVALUATED_ITEMS:
	case OP_UNEVALUATED_MEMBERS:
		return check_unevaluated(run, insn->with.sub, value, seen);
	default:
		return run_assertion(run, insn, value);
	}
}

static bool check_code(struct run *run, const struct insn *insn, const struct node *value,
	struct seen *seen)
{
	for (; insn->op != OP_END; insn++)
		if (!check_insn(run, insn, value, seen))
			return false;
	return true;
}

/* unevaluated… sees what was evaluated inside its own schema, and nothing that was outside. */
static bool check_tracking(struct run *run, const struct insn *insn, const struct node *value,
	struct seen *outer)
{
	struct mem_mark mark = mem_mark(run->mem);
	struct seen seen;
	bool ok;

	seen_init(&seen, run, value);
	ok = check_code(run, insn, value, &seen);
	if (ok && outer)
		seen_merge(outer, &seen);
	mem_rewind(run->mem, mark);
	return ok;
}

bool run_is_too_far(struct run *run, const struct node *value)
{
	uint64_t cost = 1 + (node_child(value) ? value->length : 0);

	if (run->steps < cost)
		run->limit = LIMIT_STEPS;
	else if (run->depth >= RUN_DEPTH)
		run->limit = LIMIT_DEPTH;
	else
		run->steps -= cost;
	return run->limit != LIMIT_NONE;
}

/* Instructions that apply other schemas: here it is that a run gets deep or long. */
static bool check_deep(struct run *run, const struct sub *sub, const struct insn *insn,
	const struct node *value, struct seen *seen)
{
	struct scope scope = { sub->resource, run->scope };
	bool ok;

	if (run_is_too_far(run, value))
		return false;
	run->depth++;
	if (!scope.outer || scope.outer->resource != sub->resource)
		run->scope = &scope;
	if (sub->tracks)
		ok = check_tracking(run, insn, value, seen);
	else
		ok = check_code(run, insn, value, seen);
	run->scope = scope.outer;
	run->depth--;
	return ok;
}

bool run_check(struct run *run, const struct sub *sub, const struct node *value, struct seen *seen)
{
	const struct insn *insn = sub->by_kind[kind_of(value)];

	if (sub->flat & value->item.type)
		return passes(run, insn, value);
	if (!(sub->kinds & value->item.type))
		return false;
	return check_deep(run, sub, insn, value, seen);
}
