#include "shape/freeze_shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "query/freeze.h"
#include "shape/compile.h"
#include "shape/format.h"
#include "shape/map.h"
#include "text/regex.h"

/* {=== freezing === */

/* Schemas are numbered from 1 in the order in which they are come upon; 0 is none. */
struct freezing {
	struct buf *out;
	const struct sub **subs;
	size_t count, cap;
	bool failed; /* something cannot be frozen */
};

static void write_sub_number(struct freezing *freezing, const struct sub *sub)
{
	size_t i = 0;

	if (!sub) {
		freeze_number(freezing->out, 0);
		return;
	}
	sub = sub->run;
	while (i < freezing->count && freezing->subs[i] != sub)
		i++;
	if (i == freezing->count) {
		freezing->subs = heap_grow(freezing->subs, &freezing->cap, i + 1, sizeof(*freezing->subs));
		freezing->subs[freezing->count++] = sub;
	}
	freeze_number(freezing->out, i + 1);
}

static void write_members(struct freezing *freezing, const struct members *members)
{
	struct buf *out = freezing->out;

	freezing->failed |= members->npatterns > 0;
	freeze_number(out, members->count);
	write_sub_number(freezing, members->rest);
	for (size_t i = 0; i < members->count; i++) {
		const struct member *member = &members->list[i];

		freeze_number(out, member->name << 1 | (member->required ? 1u : 0u));
		write_sub_number(freezing, member->sub);
	}
}

static void write_values(struct freezing *freezing, const struct values *values)
{
	freeze_number(freezing->out, values->count);
	for (size_t i = 0; i < values->count; i++) {
		freezing->failed |= node_child(values->items[i]) != NULL ||
			node_type(values->items[i]) >= NODE_ARRAY;
		freeze_literal(freezing->out, values->items[i]);
	}
}

static void write_items(struct freezing *freezing, const struct items *items)
{
	freeze_number(freezing->out, items->count);
	for (size_t i = 0; i < items->count; i++)
		write_sub_number(freezing, items->prefix[i]);
	write_sub_number(freezing, items->rest);
}

static void write_branches(struct freezing *freezing, const struct branches *branches)
{
	freeze_number(freezing->out, branches->count);
	for (size_t i = 0; i < branches->count; i++)
		write_sub_number(freezing, branches->subs[i]);
}

static void write_operand(struct freezing *freezing, const struct insn *insn)
{
	switch (insn->op) {
	case OP_INTEGER:
	case OP_UNIQUE:
		break;
	case OP_VALUES:
		write_values(freezing, insn->with.values);
		break;
	case OP_MINIMUM:
	case OP_EXCLUSIVE_MINIMUM:
	case OP_MAXIMUM:
	case OP_EXCLUSIVE_MAXIMUM:
	case OP_MULTIPLE:
		freeze_literal(freezing->out, insn->node);
		break;
	case OP_MIN_LENGTH:
	case OP_MAX_LENGTH:
	case OP_MIN_COUNT:
	case OP_MAX_COUNT:
		freeze_number(freezing->out, insn->with.count);
		break;
	case OP_FORMAT:
		freeze_number(freezing->out, format_number(insn->with.format));
		break;
	case OP_PATTERN:
		freeze_string(freezing->out, node_text(insn->node), insn->node->length);
		break;
	case OP_ITEMS:
		write_items(freezing, insn->with.items);
		break;
	case OP_MEMBERS:
		write_members(freezing, insn->with.members);
		break;
	case OP_MEMBER_NAMES:
	case OP_REF:
	case OP_NOT:
		write_sub_number(freezing, insn->with.sub);
		break;
	case OP_ANY_OF:
	case OP_ONE_OF:
		write_branches(freezing, insn->with.branches);
		break;
	case OP_IF:
		write_sub_number(freezing, insn->with.condition->test);
		write_sub_number(freezing, insn->with.condition->then);
		write_sub_number(freezing, insn->with.condition->otherwise);
		break;
	default:
		freezing->failed = true;
	}
}

/* Whether an instruction is for values of a type. */
static bool has_insn(const struct insn *code, const struct insn *insn)
{
	for (; code->op != OP_END; code++)
		if (memcmp(code, insn, sizeof(*code)) == 0)
			return true;
	return false;
}

/* Each instruction once, with the types that it is for. */
static void write_code(struct freezing *freezing, const struct sub *sub)
{
	for (size_t type = 0; type < TYPES; type++) {
		for (const struct insn *insn = sub->code[type]; insn->op != OP_END; insn++) {
			unsigned types = 0;

			for (size_t i = 0; i < TYPES; i++)
				types |= (has_insn(sub->code[i], insn) ? 1u : 0u) << i;
			if (types & ((1u << type) - 1))
				continue;
			freeze_number(freezing->out, insn->op);
			freeze_number(freezing->out, types);
			write_operand(freezing, insn);
		}
	}
	freeze_number(freezing->out, OP_END);
}

bool shape_freeze(const struct shape *shape, struct buf *out)
{
	struct buf body;
	struct freezing freezing = { .out = &body };

	buf_init(&body);
	write_sub_number(&freezing, shape->root);
	for (size_t i = 0; i < freezing.count; i++) {
		const struct sub *sub = freezing.subs[i];

		freezing.failed |= sub->tracks;
		freeze_number(&body, sub->types | (sub->names_members ? 0x80u : 0u));
		write_code(&freezing, sub);
	}
	freeze_number(out, freezing.count);
	buf_add(out, body.data, body.length);
	buf_release(&body);
	free(freezing.subs);
	return !freezing.failed;
}

/* }=== */

/* {=== thawing === */

struct thawing {
	struct schemas *schemas;
	struct mem *mem;
	const char *p;
	struct sub *subs; /* by number - 1 */
	struct draft *drafts;
	size_t ndrafts, cap;
};

static const struct sub *read_sub(struct thawing *thawing)
{
	size_t number = (size_t)thaw_number(&thawing->p);

	return number ? &thawing->subs[number - 1] : NULL;
}

static const struct members *read_members(struct thawing *thawing)
{
	struct members *members = mem_zalloc(thawing->mem, sizeof(*members));
	size_t count = (size_t)thaw_number(&thawing->p);

	members->rest = read_sub(thawing);
	compile_make_slots(thawing->mem, members, count);
	for (size_t i = 0; i < count; i++) {
		uint64_t head = thaw_number(&thawing->p);
		struct member *member = compile_member_slot(members, (uint32_t)(head >> 1));

		member->required = head & 1;
		member->sub = read_sub(thawing);
		members->required += member->required;
	}
	return members;
}

static const struct values *read_values(struct thawing *thawing)
{
	struct values *values = mem_zalloc(thawing->mem, sizeof(*values));

	values->count = (size_t)thaw_number(&thawing->p);
	values->items = mem_alloc(thawing->mem, (values->count + 1) * sizeof(*values->items));
	for (size_t i = 0; i < values->count; i++)
		values->items[i] = thaw_literal(thawing->mem, &thawing->p);
	return values;
}

static const struct items *read_items(struct thawing *thawing)
{
	struct items *items = mem_zalloc(thawing->mem, sizeof(*items));

	items->count = (size_t)thaw_number(&thawing->p);
	items->prefix = mem_alloc(thawing->mem, (items->count + 1) * sizeof(*items->prefix));
	for (size_t i = 0; i < items->count; i++)
		items->prefix[i] = read_sub(thawing);
	items->rest = read_sub(thawing);
	return items;
}

static const struct branches *read_branches(struct thawing *thawing)
{
	struct branches *branches = mem_zalloc(thawing->mem, sizeof(*branches));

	branches->count = (size_t)thaw_number(&thawing->p);
	branches->subs = mem_alloc(thawing->mem, (branches->count + 1) * sizeof(*branches->subs));
	for (size_t i = 0; i < branches->count; i++)
		branches->subs[i] = read_sub(thawing);
	return branches;
}

static const struct condition *read_condition(struct thawing *thawing)
{
	struct condition *condition = mem_zalloc(thawing->mem, sizeof(*condition));

	condition->test = read_sub(thawing);
	condition->then = read_sub(thawing);
	condition->otherwise = read_sub(thawing);
	return condition;
}

static struct regex *read_pattern(struct thawing *thawing)
{
	size_t n;
	const char *text = thaw_string(&thawing->p, &n);

	return compile_keep_regex(thawing->schemas, regex_open(text, n, REGEX_ECMA, NULL));
}

static void read_operand(struct thawing *thawing, struct insn *insn)
{
	switch (insn->op) {
	case OP_VALUES:
		insn->with.values = read_values(thawing);
		break;
	case OP_MINIMUM:
	case OP_EXCLUSIVE_MINIMUM:
	case OP_MAXIMUM:
	case OP_EXCLUSIVE_MAXIMUM:
	case OP_MULTIPLE:
		insn->with.limit = compile_read_limit(thawing->mem, thaw_literal(thawing->mem, &thawing->p));
		break;
	case OP_MIN_LENGTH:
	case OP_MAX_LENGTH:
	case OP_MIN_COUNT:
	case OP_MAX_COUNT:
		insn->with.count = (size_t)thaw_number(&thawing->p);
		break;
	case OP_FORMAT:
		insn->with.format = format_at((size_t)thaw_number(&thawing->p));
		break;
	case OP_PATTERN:
		insn->with.regex = read_pattern(thawing);
		break;
	case OP_ITEMS:
		insn->with.items = read_items(thawing);
		break;
	case OP_MEMBERS:
		insn->with.members = read_members(thawing);
		break;
	case OP_MEMBER_NAMES:
	case OP_REF:
	case OP_NOT:
		insn->with.sub = read_sub(thawing);
		break;
	case OP_ANY_OF:
	case OP_ONE_OF:
		insn->with.branches = read_branches(thawing);
		break;
	case OP_IF:
		insn->with.condition = read_condition(thawing);
		break;
	default:
		break;
	}
}

static void read_sub_body(struct thawing *thawing, struct sub *sub)
{
	unsigned flags = (unsigned)thaw_number(&thawing->p);

	sub->types = flags & TYPES_ALL;
	sub->names_members = flags & 0x80;
	thawing->ndrafts = 0;
	for (;;) {
		struct draft draft = { .insn.op = (enum op)thaw_number(&thawing->p) };

		if (draft.insn.op == OP_END)
			break;
		draft.types = (unsigned)thaw_number(&thawing->p);
		read_operand(thawing, &draft.insn);
		thawing->drafts = heap_grow(thawing->drafts, &thawing->cap, thawing->ndrafts + 1,
			sizeof(*thawing->drafts));
		thawing->drafts[thawing->ndrafts++] = draft;
	}
	compile_gather(thawing->mem, sub, thawing->drafts, thawing->ndrafts);
}

struct shape *shape_thaw(struct schemas *schemas, const char *uri, const char *bytes)
{
	struct thawing thawing = { .schemas = schemas, .mem = schemas->mem, .p = bytes };
	size_t count = (size_t)thaw_number(&thawing.p);
	struct shape *shape = mem_zalloc(schemas->mem, sizeof(*shape));

	thawing.subs = mem_zalloc(schemas->mem, count * sizeof(*thawing.subs));
	*shape = (struct shape){ .schemas = schemas, .uri = uri, .root = read_sub(&thawing), .frozen = true };
	for (size_t i = 0; i < count; i++)
		read_sub_body(&thawing, &thawing.subs[i]);
	free(thawing.drafts);
	return shape;
}

/* }=== */
