#include "query/groups.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/function.h"
#include "query/op.h"

/* Paths that are looked at: bits of a mask. What reads another one is not told. */
#define PATHS_MAX 64

struct paths {
	const struct op *items[PATHS_MAX];
	size_t count;
};

/* A check, what it reads, and the group that it is in. */
struct member {
	struct query_check check;
	enum told told;
	uint64_t reads;
	size_t group;
};

/* The bit of a path, which is added if it is new; 0 if there are too many. */
static uint64_t bit_of(struct paths *paths, const struct op *path)
{
	size_t i = 0;

	while (i < paths->count && !op_equal(paths->items[i], path))
		i++;
	if (i == PATHS_MAX)
		return 0;
	if (i == paths->count)
		paths->items[paths->count++] = path;
	return UINT64_C(1) << i;
}

/*
 * Adds what an operation, an operand of `around`, reads; false if that is not all. Filters are only
 * in paths that are no names.
 */
static bool read_op(struct paths *paths, const struct op *op, const struct op *around,
	uint64_t *reads)
{
	const struct op *operand = op_first(op);
	uint64_t bit;

	if (op->kind == EXPR_LITERAL)
		return true;
	if (op->kind == EXPR_PATH) {
		bit = op_leads_by_names(op, around) ? bit_of(paths, op) : 0;
		*reads |= bit;
		return bit != 0;
	}
	if (op->kind == EXPR_CALL && function_at(op->detail)->by == BY_MEMBERS)
		return false;
	for (uint32_t i = 0; i < op->count; i++, operand = op_next(operand))
		if (!read_op(paths, operand, op, reads))
			return false;
	return true;
}

static bool is_told(const struct op *op)
{
	struct paths paths = { .count = 0 };
	uint64_t reads = 0;

	return read_op(&paths, op, NULL, &reads);
}

bool groups_guards(const struct op *when, bool (*visit)(void *context, const struct op *link),
	void *context)
{
	const struct op *link = when->kind == EXPR_AND ? op_first(when) : when;
	uint32_t count = when->kind == EXPR_AND ? when->count : 1;

	for (uint32_t i = 0; i < count && is_told(link); i++, link = op_next(link))
		if (visit(context, link))
			return true;
	return false;
}

struct guard_paths {
	struct paths *paths;
	uint64_t reads;
};

static bool read_guard(void *context, const struct op *link)
{
	struct guard_paths *guard = context;

	return !read_op(guard->paths, link, NULL, &guard->reads);
}

static void read_check(struct paths *paths, struct member *member)
{
	const struct op *when = member->check.when ? op_of(member->check.when) : NULL;
	struct guard_paths guard = { .paths = paths };
	uint64_t reads = 0;

	if ((!when || read_op(paths, when, NULL, &reads)) &&
	    read_op(paths, op_of(member->check.assert), NULL, &reads)) {
		member->told = reads ? TOLD : TOLD_NOT;
		member->reads = reads;
	} else if (when && !groups_guards(when, read_guard, &guard) && guard.reads) {
		member->told = TOLD_WHEN;
		member->reads = guard.reads;
	}
}

/* Those that read most come first, as others may be added to their groups. */
static int compare_reads(const void *x, const void *y)
{
	const struct member *a = x, *b = y;
	int reads = __builtin_popcountll(b->reads) - __builtin_popcountll(a->reads);

	return reads ? reads : (a->check.number > b->check.number) - (a->check.number < b->check.number);
}

static int compare_groups(const void *x, const void *y)
{
	const struct member *a = x, *b = y;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return (a->check.number > b->check.number) - (a->check.number < b->check.number);
}

/* Gives each a group whose leader reads no less; `most` if it is of none. */
static void assign(struct member *members, size_t count, const struct member **leaders,
	size_t most)
{
	size_t ngroups = 0;

	for (size_t i = 0; i < count; i++) {
		struct member *member = &members[i];
		size_t group = 0;

		while (group < ngroups && (leaders[group]->told != member->told ||
		       (member->reads & ~leaders[group]->reads)))
			group++;
		if (member->told == TOLD_NOT || group == most) {
			member->group = most;
			continue;
		}
		if (group == ngroups)
			leaders[ngroups++] = member;
		member->group = group;
	}
}

static void lay_out(struct query_check *checks, const struct member *members, size_t count,
	struct check_group *groups, size_t most, size_t *ngroups)
{
	*ngroups = 0;
	for (size_t i = 0; i < count; i++) {
		checks[i] = members[i].check;
		if (i == 0 || members[i].group != members[i - 1].group)
			groups[(*ngroups)++] = (struct check_group){
				members[i].group < most ? members[i].told : TOLD_NOT, i, 0,
			};
		groups[*ngroups - 1].end = i + 1;
	}
}

struct check_group *groups_make(struct query_check *checks, size_t count, size_t most,
	size_t *ngroups)
{
	struct check_group *groups = heap_alloc((most + 1) * sizeof(*groups));
	struct member *members = heap_zalloc((count + 1) * sizeof(*members));
	const struct member **leaders = heap_alloc((most + 1) * sizeof(const struct member *));
	struct paths paths = { .count = 0 };

	for (size_t i = 0; i < count; i++) {
		members[i].check = checks[i];
		read_check(&paths, &members[i]);
	}
	qsort(members, count, sizeof(*members), compare_reads);
	assign(members, count, leaders, most);
	qsort(members, count, sizeof(*members), compare_groups);
	lay_out(checks, members, count, groups, most, ngroups);
	free(leaders);
	free(members);
	return groups;
}
