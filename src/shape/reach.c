/* What can be where in a shape, without a document: shape_reach and shape_secrets of shape.h. */
#include "shape/shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/names.h"
#include "shape/compile.h"
#include "shape/map.h"
#include "shape/resource.h"
#include "shape/run.h"
#include "text/regex.h"
#include "text/similar.h"

/* Schemas that a value at one place may have to pass. */
struct subs {
	struct map seen;
	const struct sub **items;
	size_t count, cap;
};

static void add(struct subs *subs, const struct sub *sub)
{
	void **place;

	if (!sub)
		return;
	place = map_put(&subs->seen, sub);
	if (*place)
		return;
	*place = (void *)sub;
	subs->items = heap_grow((void *)subs->items, &subs->cap, subs->count + 1,
		sizeof(const struct sub *));
	subs->items[subs->count++] = sub;
}

static void release(struct subs *subs)
{
	map_release(&subs->seen);
	free((void *)subs->items);
}

/* Adds what an instruction applies to the same value. */
static void add_in_place(struct subs *subs, const struct insn *insn)
{
	switch (insn->op) {
	case OP_REF:
		add(subs, insn->with.sub);
		break;
	case OP_DYNAMIC_REF:
		add(subs, insn->with.dynamic->found);
		break;
	case OP_ANY_OF:
	case OP_ONE_OF:
		for (size_t i = 0; i < insn->with.branches->count; i++)
			add(subs, insn->with.branches->subs[i]);
		break;
	case OP_DEPENDENT_SCHEMA:
		add(subs, insn->with.dependent->sub);
		break;
	case OP_IF:
		add(subs, insn->with.condition->test);
		add(subs, insn->with.condition->then);
		add(subs, insn->with.condition->otherwise);
		break;
	default:
		break;
	}
}

static void add_all_in_place(struct subs *subs)
{
	for (size_t i = 0; i < subs->count; i++) {
		const struct sub *sub = subs->items[i];

		for (size_t type = 0; type < TYPES; type++)
			for (const struct insn *insn = sub->code[type]; insn->op != OP_END; insn++)
				add_in_place(subs, insn);
	}
}

/* What is known of the members, or elements, of a place. */
struct step {
	struct subs next;
	bool named; /* a schema names members, so that others are unknown */
	bool open;  /* a schema speaks of members that it does not name */
	struct similar similar;
};

static void add_patterns(struct step *step, const struct members *members, const char *name)
{
	step->open |= members->npatterns > 0;
	for (size_t i = 0; i < members->npatterns; i++)
		if (!name || regex_match(members->patterns[i].regex, name, strlen(name), false) ==
				     REGEX_YES)
			add(&step->next, members->patterns[i].sub);
}

static void add_members(struct step *step, const struct names *names, const struct members *members,
	const char *name)
{
	bool found = false;

	for (size_t i = 0; i < members->count; i++) {
		const struct member *member = &members->list[i];
		const char *text = names_text(names, member->name, NULL);

		step->named |= member->sub != NULL;
		if (name)
			similar_try(&step->similar, text);
		if (name && strcmp(text, name) != 0)
			continue;
		found = true;
		step->open |= !member->sub;
		add(&step->next, member->sub);
	}
	add_patterns(step, members, name);
	if (!members->rest || members->rest->never || (found && name))
		return;
	step->open = true;
	add(&step->next, members->rest);
}

static void add_elements(struct step *step, const struct sub *sub)
{
	for (const struct insn *insn = sub->code[NODE_ARRAY]; insn->op != OP_END; insn++) {
		if (insn->op != OP_ITEMS && insn->op != OP_UNEVALUATED_ITEMS)
			continue;
		if (insn->op == OP_UNEVALUATED_ITEMS) {
			add(&step->next, insn->with.sub);
			continue;
		}
		for (size_t i = 0; i < insn->with.items->count; i++)
			add(&step->next, insn->with.items->prefix[i]);
		add(&step->next, insn->with.items->rest);
	}
}

static void add_step(struct step *step, const struct schemas *schemas, const struct sub *sub,
	const char *name)
{
	const struct insn *insn;

	if (sub->members)
		add_members(step, schemas->names, sub->members, name);
	for (insn = sub->code[NODE_OBJECT]; insn->op != OP_END; insn++) {
		if (insn->op != OP_UNEVALUATED_MEMBERS || insn->with.sub->never)
			continue;
		step->open = true;
		add(&step->next, insn->with.sub);
	}
	if (!name)
		add_elements(step, sub);
}

/* Whether values of one type, and no other, pass. */
static bool only(const struct subs *subs, uint8_t types)
{
	uint8_t left = TYPES_ALL;

	for (size_t i = 0; i < subs->count; i++)
		left &= subs->items[i]->types;
	return left != 0 && (left & ~types) == 0;
}

/* Whether one of several schemas is enough: then what one refuses another may take. */
static bool has_branches(const struct subs *subs)
{
	for (size_t i = 0; i < subs->count; i++)
		for (size_t type = 0; type < TYPES; type++)
			for (const struct insn *insn = subs->items[i]->code[type]; insn->op != OP_END;
				insn++)
				if (insn->op == OP_ANY_OF || insn->op == OP_ONE_OF || insn->op == OP_IF)
					return true;
	return false;
}

enum shape_reach shape_reach(const struct shape *shape, const char *const *path, size_t n,
	const char **suggestion)
{
	enum shape_reach reach = SHAPE_POSSIBLE;
	struct subs here = { 0 };

	*suggestion = NULL;
	shape = compile_whole(shape);
	add(&here, shape->root);
	add_all_in_place(&here);
	for (size_t i = 0; i < n && reach == SHAPE_POSSIBLE && here.count > 0; i++) {
		struct step step = { 0 };

		if (path[i])
			similar_init(&step.similar, path[i]);
		for (size_t k = 0; k < here.count; k++)
			add_step(&step, shape->schemas, here.items[k], path[i]);
		if (path[i] && !has_branches(&here) &&
			only(&here, TYPES_ALL & ~(1 << NODE_OBJECT)))
			reach = SHAPE_NEVER;
		if (step.next.count == 0 && step.named && !step.open && path[i]) {
			reach = SHAPE_NEVER;
			*suggestion = step.similar.best;
		}
		release(&here);
		here = step.next;
		add_all_in_place(&here);
	}
	if (reach == SHAPE_POSSIBLE && here.count > 0 &&
		only(&here, 1 << NODE_TRUE | 1 << NODE_FALSE))
		reach = SHAPE_BOOLEAN;
	release(&here);
	return reach;
}

static void visit_secrets(const struct names *names, const struct sub *sub,
	void (*visit)(void *context, const char *name), void *context)
{
	for (size_t i = 0; sub->members && i < sub->members->count; i++)
		if (names_is_secret(names, sub->members->list[i].name))
			visit(context, names_text(names, sub->members->list[i].name, NULL));
}

/* Everything below a schema, not only what is in place. */
static void add_below(struct subs *all, const struct schemas *schemas, const struct sub *sub)
{
	struct step step = { 0 };

	add_step(&step, schemas, sub, NULL);
	for (size_t i = 0; i < step.next.count; i++)
		add(all, step.next.items[i]);
	release(&step.next);
	for (size_t type = 0; type < TYPES; type++)
		for (const struct insn *insn = sub->code[type]; insn->op != OP_END; insn++)
			add_in_place(all, insn);
}

void shape_secrets(const struct shape *shape, void (*visit)(void *context, const char *name),
	void *context)
{
	struct subs all = { 0 };

	shape = compile_whole(shape);
	add(&all, shape->root);
	for (size_t i = 0; i < all.count; i++) {
		add_below(&all, shape->schemas, all.items[i]);
		visit_secrets(shape->schemas->names, all.items[i], visit, context);
	}
	release(&all);
}
