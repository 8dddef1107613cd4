/* anyOf and oneOf: the one branch that was meant. A part of explain.h. */
#include "shape/explain.h"

#include <string.h>

#include "base/mem.h"
#include "json/names.h"
#include "shape/resource.h"

/* Branches whose schemas are looked at, and how deep their $ref and allOf are followed. */
#define FOLLOW_DEPTH 8

/* Calls visit for a branch and all that it applies in place without condition. */
static void follow(const struct sub *sub, unsigned depth,
	void (*visit)(void *context, const struct sub *sub), void *context)
{
	const struct insn *insn;

	visit(context, sub);
	for (insn = sub->code[NODE_OBJECT]; depth < FOLLOW_DEPTH && insn->op != OP_END; insn++)
		if (insn->op == OP_REF)
			follow(insn->with.sub, depth + 1, visit, context);
}

/* How well an object fits a branch. */
struct score {
	struct explain *explain;
	const struct node *value;
	size_t known;   /* members that the branch names */
	size_t missing; /* that it requires */
	size_t fitting; /* members whose enum or const they fit */
	size_t refused; /* or do not */
	size_t kind_refused; /* members that tell the branches apart, and refuse this one */
	uint8_t types;
};

/* What a branch says of one member. */
struct search {
	const struct explain *explain;
	const struct node *member;
	const struct values *values; /* NULL: no enum or const */
};

static const struct values *values_of(const struct sub *sub)
{
	const struct insn *insn;

	for (unsigned depth = 0; depth < FOLLOW_DEPTH; depth++) {
		const struct sub *next = NULL;

		for (insn = sub->code[NODE_STRING]; insn->op != OP_END; insn++) {
			if (insn->op == OP_VALUES)
				return insn->with.values;
			if (insn->op == OP_REF && !next)
				next = insn->with.sub;
		}
		if (!next)
			return NULL;
		sub = next;
	}
	return NULL;
}

static void search_sub(void *context, const struct sub *sub)
{
	struct search *search = context;
	const struct member *member;

	if (search->values || !sub->members)
		return;
	member = run_member(&search->explain->run, sub->members, search->member);
	if (member && member->sub)
		search->values = values_of(member->sub);
}

/* The values that a branch allows for a member; NULL where it does not list them. */
static const struct values *member_values(const struct explain *explain, const struct sub *branch,
	const struct node *member)
{
	struct search search = { explain, member, NULL };

	follow(branch, 0, search_sub, &search);
	return search.values;
}

static bool is_scalar(const struct node *value)
{
	return node_type(value) != NODE_ARRAY && node_type(value) != NODE_OBJECT;
}

static bool is_among(const struct values *values, const struct node *value)
{
	for (size_t i = 0; i < values->count; i++)
		if (node_equal(values->items[i], value))
			return true;
	return false;
}

static void score_member(struct score *score, const struct member *member, const struct node *value)
{
	const struct values *values = is_scalar(value) ? values_of(member->sub) : NULL;
	bool fits = values && is_among(values, value);

	score->known++;
	score->fitting += fits;
	score->refused += values && !fits;
}

static void score_sub(void *context, const struct sub *sub)
{
	struct score *score = context;
	const struct node *child;
	size_t required = 0;

	score->types &= sub->types;
	if (!sub->members || node_type(score->value) != NODE_OBJECT)
		return;
	for (child = node_child(score->value); child; child = node_next(child)) {
		const struct member *member = run_member(&score->explain->run, sub->members, child);

		if (!member)
			continue;
		required += member->required;
		if (member->sub)
			score_member(score, member, child);
	}
	score->missing += sub->members->required - required;
}

static struct score score_branch(struct explain *explain, const struct sub *sub,
	const struct node *value)
{
	struct score score = { .explain = explain, .value = value, .types = TYPES_ALL };

	follow(sub, 0, score_sub, &score);
	return score;
}

/* A value that one branch lists may be good in another, too: it counts as two members that are known. */
static long weight(const struct score *score)
{
	return 2 * (long)score->known - (long)score->missing + 4 * (long)score->fitting -
	       4 * (long)score->refused;
}

/* Whether a is the better guess: first by what tells the branches apart, then by all members. */
static bool is_better(const struct score *a, const struct score *b)
{
	bool a_type = a->types >> node_type(a->value) & 1,
	     b_type = b->types >> node_type(b->value) & 1;

	if (a_type != b_type)
		return a_type;
	if (a->kind_refused != b->kind_refused)
		return a->kind_refused < b->kind_refused;
	return weight(a) > weight(b);
}

/* Branches that one message names. */
#define NAMED_MAX 8

static const char *branch_title(const struct sub *sub)
{
	for (unsigned depth = 0; depth < FOLLOW_DEPTH; depth++) {
		const struct insn *insn = sub->code[NODE_OBJECT];

		if (sub->title)
			return sub->title;
		while (insn->op != OP_END && insn->op != OP_REF)
			insn++;
		if (insn->op == OP_END)
			return NULL;
		sub = insn->with.sub;
	}
	return NULL;
}

/* "a GCP partner interconnect", or its number among the others. */
static const char *branch_name(struct explain *explain, const struct branches *branches, size_t i)
{
	const char *title = branch_title(branches->subs[i]);

	if (title)
		return title;
	return mem_printf(explain->mem, "form %zu of %zu", i + 1, branches->count);
}

static struct fault branch_fault(const struct sub *sub, const struct insn *insn,
	const struct node *value)
{
	return (struct fault){
		.rule = insn->op == OP_ONE_OF ? "shape/one-of" : "shape/any-of",
		.rank = RANK_OTHER,
		.sub = sub,
		.keyword = keywords[insn->keyword].name,
		.node = value,
	};
}

/* Says which branches a value fits, though it should fit one only. */
static void explain_several(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value)
{
	const struct branches *branches = insn->with.branches;
	struct fault fault = branch_fault(sub, insn, value);
	const char *comma = " fits ";
	struct buf names;

	buf_init(&names);
	for (size_t i = 0; i < branches->count && names.length < 300; i++) {
		if (!run_check(&explain->run, branches->subs[i], value, NULL))
			continue;
		buf_printf(&names, "%s%s", comma, branch_name(explain, branches, i));
		comma = " as well as ";
	}
	buf_clear(&explain->buf);
	say_name(explain, value);
	buf_printf(&explain->buf, "%s, and must fit exactly one of them", names.data);
	buf_release(&names);
	explain_tell(explain, &fault);
}

static void add_values(struct values *to, const struct values *from)
{
	for (size_t i = 0; i < from->count; i++)
		if (!is_among(to, from->items[i]))
			to->items[to->count++] = from->items[i];
}

/*
 * All values that the branches' enums and consts allow; NULL unless every branch that takes the
 * type is such.
 */
static struct values *merge_values(struct explain *explain, const struct branches *branches,
	const struct node *value, bool (*take)(const struct sub *, const struct node *))
{
	struct values *merged = mem_zalloc(explain->mem, sizeof(*merged));
	size_t n = 0;

	for (size_t i = 0; i < branches->count; i++) {
		const struct values *values = values_of(branches->subs[i]);

		if (!take(branches->subs[i], value))
			continue;
		if (!values)
			return NULL;
		n += values->count;
	}
	merged->items = mem_alloc(explain->mem, (n + 1) * sizeof(const struct node *));
	for (size_t i = 0; i < branches->count; i++) {
		const struct values *values = values_of(branches->subs[i]);

		if (take(branches->subs[i], value))
			add_values(merged, values);
	}
	return merged->count ? merged : NULL;
}

/* Says that a value is none of those that it may be. */
static void explain_choice(
	struct explain *explain, struct fault *fault, const struct values *values)
{
	const struct node *meant = suggest_value(values, fault->node);

	fault->rule = "shape/enum";
	fault->rank = RANK_VALUES;
	buf_clear(&explain->buf);
	say_name(explain, fault->node);
	buf_puts(&explain->buf, " must be ");
	say_list(&explain->buf, values);
	say_found(&explain->buf, fault->node);
	if (meant) {
		fault->fix = suggest_text(explain, meant);
		fault->help = mem_printf(explain->mem, "did you mean %s?", fault->fix);
	}
	explain_tell(explain, fault);
}

struct guess {
	size_t branch;
	struct score score;
	bool tie; /* another branch is as good */
};

/* Whether every branch lists the values of a member, so that it tells them apart. */
static bool is_kind(const struct explain *explain, const struct branches *branches,
	const struct node *member)
{
	for (size_t i = 0; i < branches->count; i++)
		if (!member_values(explain, branches->subs[i], member))
			return false;
	return is_scalar(member);
}

/* How many members that tell branches apart refuse this one. */
static size_t count_refused(const struct explain *explain, const struct branches *branches,
	size_t branch, const struct node *value)
{
	const struct node *child = node_type(value) == NODE_OBJECT ? node_child(value) : NULL;
	size_t refused = 0;

	for (; child; child = node_next(child)) {
		const struct values *values = member_values(explain, branches->subs[branch], child);

		if (values && is_kind(explain, branches, child))
			refused += !is_among(values, child);
	}
	return refused;
}

/*
 * What the value is as one of the branches: its title, or the member that tells it from others:
 * type "cni".
 */
static const char *kind_name(struct explain *explain, const struct branches *branches,
	size_t branch, const struct node *value)
{
	const struct node *child = node_type(value) == NODE_OBJECT ? node_child(value) : NULL;

	for (; child && !branch_title(branches->subs[branch]); child = node_next(child)) {
		const struct values *values = member_values(explain, branches->subs[branch], child);

		if (values && values->count == 1 && is_kind(explain, branches, child))
			return mem_printf(explain->mem, "%s %s", node_key(child),
				suggest_text(explain, values->items[0]));
	}
	return branch_name(explain, branches, branch);
}

static struct guess guess_branch(struct explain *explain, const struct branches *branches,
	const struct node *value)
{
	struct guess guess = { 0 };

	for (size_t i = 0; i < branches->count; i++) {
		struct score score = score_branch(explain, branches->subs[i], value);

		score.kind_refused = count_refused(explain, branches, i, value);
		if (i == 0 || is_better(&score, &guess.score)) {
			guess.branch = i;
			guess.score = score;
			guess.tie = false;
		} else {
			guess.tie |= !is_better(&guess.score, &score);
		}
	}
	return guess;
}

/*
 * All values that the branches allow for a member, where every branch lists them and none has
 * this one.
 */
static struct values *refused_by_all(struct explain *explain, const struct branches *branches,
	const struct node *member)
{
	struct values *merged;
	size_t n = 0;

	if (!is_kind(explain, branches, member))
		return NULL;
	for (size_t i = 0; i < branches->count; i++)
		n += member_values(explain, branches->subs[i], member)->count;
	merged = mem_zalloc(explain->mem, sizeof(*merged));
	merged->items = mem_alloc(explain->mem, (n + 1) * sizeof(const struct node *));
	for (size_t i = 0; i < branches->count; i++)
		add_values(merged, member_values(explain, branches->subs[i], member));
	return is_among(merged, member) ? NULL : merged;
}

/*
 * A member that tells the branches apart and has a value that none of them knows: tells that
 * alone.
 */
static bool explain_kind(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value)
{
	const struct node *child = node_type(value) == NODE_OBJECT ? node_child(value) : NULL;

	for (; child; child = node_next(child)) {
		struct fault fault = branch_fault(sub, insn, child);
		struct values *values = refused_by_all(explain, insn->with.branches, child);

		if (!values)
			continue;
		explain_choice(explain, &fault, values);
		return true;
	}
	return false;
}

static bool takes_type(const struct sub *sub, const struct node *value)
{
	return run_type(sub, value);
}

/* No branch takes a value of this type: tells all the types that would do. */
static bool explain_types(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value)
{
	const struct branches *branches = insn->with.branches;
	struct sub all = *sub;

	all.types = 0;
	all.integer = true;
	for (size_t i = 0; i < branches->count; i++) {
		struct score score = score_branch(explain, branches->subs[i], value);

		if (score.types >> node_type(value) & 1)
			return false;
		all.types |= score.types;
		if (score.types >> NODE_NUMBER & 1)
			all.integer &= branches->subs[i]->integer;
	}
	if (all.types == 0)
		return false;
	explain_type(explain, &all, value);
	return true;
}

/* What every branch asks, where none is the better guess. */
static void explain_none(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value)
{
	const struct branches *branches = insn->with.branches;
	struct fault fault = branch_fault(sub, insn, value);
	size_t last = branches->count - 1;

	buf_clear(&explain->buf);
	say_name(explain, value);
	buf_puts(&explain->buf, " must be ");
	for (size_t i = 0; i <= last && i < NAMED_MAX; i++) {
		if (i > 0)
			buf_puts(&explain->buf, i == last ? " or " : ", ");
		if (!say_form(&explain->buf, branches->subs[i], node_type(value)))
			buf_printf(&explain->buf, "of form %zu", i + 1);
	}
	if (last >= NAMED_MAX)
		buf_puts(&explain->buf, " or of another form");
	say_found(&explain->buf, value);
	explain_tell(explain, &fault);
}

/* How many branches take values of this type. */
static size_t count_for_type(struct explain *explain, const struct branches *branches,
	const struct node *value)
{
	size_t n = 0;

	for (size_t i = 0; i < branches->count; i++)
		n += score_branch(explain, branches->subs[i], value).types >> node_type(value) & 1;
	return n;
}

static void explain_branch(struct explain *explain, const struct insn *insn, size_t branch,
	const struct node *value, struct seen *seen)
{
	const struct branches *branches = insn->with.branches;
	const char *outer = explain->context;

	if (count_for_type(explain, branches, value) > 1)
		explain->context = mem_printf(explain->mem, "%sas %s: ", outer,
			kind_name(explain, branches, branch, value));
	explain_sub(explain, branches->subs[branch], value, seen);
	explain->context = outer;
}

/* No branch fits. */
static void explain_failure(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value, struct seen *seen)
{
	const struct branches *branches = insn->with.branches;
	struct fault fault = branch_fault(sub, insn, value);
	struct guess guess;
	struct values *values;

	if (explain_types(explain, sub, insn, value))
		return;
	if (explain_kind(explain, sub, insn, value)) {
		seen_mark_all(seen);
		return;
	}
	guess = guess_branch(explain, branches, value);
	if (node_type(value) < NODE_ARRAY && guess.tie) {
		values = merge_values(explain, branches, value, takes_type);
		if (values)
			explain_choice(explain, &fault, values);
		else
			explain_none(explain, sub, insn, value);
		return;
	}
	explain_branch(explain, insn, guess.branch, value, seen);
}

void explain_branches(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value, struct seen *seen)
{
	const struct branches *branches = insn->with.branches;
	size_t found = 0;

	for (size_t i = 0; i < branches->count; i++) {
		if (!run_check(&explain->run, branches->subs[i], value, NULL))
			continue;
		found++;
		explain_sub(explain, branches->subs[i], value, seen);
	}
	if (found == 0)
		explain_failure(explain, sub, insn, value, seen);
	else if (found > 1 && insn->op == OP_ONE_OF)
		explain_several(explain, sub, insn, value);
}
