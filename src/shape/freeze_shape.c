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

static void write_subs(struct freezing *freezing, const struct sub *const *subs, size_t count)
{
	freeze_number(freezing->out, count);
	for (size_t i = 0; i < count; i++)
		write_sub_number(freezing, subs[i]);
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
		write_subs(freezing, insn->with.items->prefix, insn->with.items->count);
		write_sub_number(freezing, insn->with.items->rest);
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
		write_subs(freezing, insn->with.branches->subs, insn->with.branches->count);
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

static bool same_code(const struct insn *a, const struct insn *b)
{
	for (; a->op != OP_END; a++, b++)
		if (memcmp(a, b, sizeof(*a)) != 0)
			return false;
	return b->op == OP_END;
}

/* What values of some kinds have to pass. */
static void write_list(struct freezing *freezing, const struct sub *sub, unsigned kinds,
	const struct insn *code)
{
	size_t n = 0;

	while (code[n].op != OP_END)
		n++;
	freeze_number(freezing->out, kinds << 1 | (sub->flat & kinds ? 1u : 0u));
	freeze_number(freezing->out, n);
	for (size_t i = 0; i < n; i++) {
		freeze_number(freezing->out, code[i].op);
		write_operand(freezing, &code[i]);
	}
}

/* A list for each group of kinds that may be there and have the same instructions, if any; then 0. */
static void write_code(struct freezing *freezing, const struct sub *sub)
{
	unsigned left = sub->kinds;

	for (unsigned k = 0; k < KINDS; k++) {
		unsigned group = 0;

		for (unsigned i = k; i < KINDS && left >> k & 1; i++)
			if (left >> i & 1 && same_code(sub->by_kind[k], sub->by_kind[i]))
				group |= 1u << i;
		left &= ~group;
		if (group && sub->by_kind[k]->op != OP_END)
			write_list(freezing, sub, group, sub->by_kind[k]);
	}
	freeze_number(freezing->out, 0);
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
		freeze_number(&body, sub->kinds | (sub->names_members ? KIND_NONE : 0u));
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
};

static const struct sub *read_sub(struct thawing *thawing)
{
	size_t number = (size_t)thaw_number(&thawing->p);

	return number ? &thawing->subs[number - 1] : NULL;
}

static const struct sub **read_subs(struct thawing *thawing, size_t *count)
{
	const struct sub **subs;

	*count = (size_t)thaw_number(&thawing->p);
	subs = mem_alloc(thawing->mem, (*count + 1) * sizeof(*subs));
	for (size_t i = 0; i < *count; i++)
		subs[i] = read_sub(thawing);
	return subs;
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

	items->prefix = read_subs(thawing, &items->count);
	items->rest = read_sub(thawing);
	return items;
}

static const struct branches *read_branches(struct thawing *thawing)
{
	struct branches *branches = mem_zalloc(thawing->mem, sizeof(*branches));

	branches->subs = read_subs(thawing, &branches->count);
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

static void read_list(struct thawing *thawing, struct sub *sub, uint64_t head)
{
	unsigned kinds = (unsigned)(head >> 1);
	size_t n = (size_t)thaw_number(&thawing->p);
	struct insn *code = mem_alloc(thawing->mem, (n + 1) * sizeof(*code));

	for (size_t i = 0; i < n; i++) {
		code[i] = (struct insn){ .op = (enum op)thaw_number(&thawing->p) };
		read_operand(thawing, &code[i]);
	}
	code[n] = (struct insn){ .op = OP_END };
	if (!(head & 1))
		sub->flat &= (uint8_t)~kinds;
	for (; kinds; kinds &= kinds - 1)
		sub->by_kind[__builtin_ctz(kinds)] = code;
}

static void read_sub_body(struct thawing *thawing, struct sub *sub)
{
	static const struct insn nothing = { .op = OP_END };
	unsigned flags = (unsigned)thaw_number(&thawing->p);
	uint64_t head;

	sub->run = sub;
	sub->kinds = flags & (KIND_NONE - 1);
	sub->flat = sub->kinds;
	sub->names_members = flags & KIND_NONE;
	for (size_t i = 0; i < KINDS; i++)
		sub->by_kind[i] = &nothing;
	while ((head = thaw_number(&thawing->p)) != 0)
		read_list(thawing, sub, head);
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
	return shape;
}

/* }=== */
