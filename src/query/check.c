#include "query/check.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/hash.h"
#include "query/digest.h"
#include "query/groups.h"
#include "query/run.h"

/*
 * In a list most documents are alike: the account of all is one, addresses are of the same
 * few blocks. What was told of values that passed all checks of a group (digest.h) says that
 * others of which the same is told pass, too. So many digests of a group are remembered …
 */
#define PASSED 256

/* … and of all groups together, which are looked up first … */
#define PASSED_WHOLE 1024

/* … of so many groups at a time, as a user's pack may have any number … */
#define TABLES_MAX 64

/* … once so many documents were seen, as a short run gains nothing … */
#define PLAIN_RUNS 16

/* … and no more if of so many not one in eight was remembered. */
#define TRIAL 4096
#define WORTH 8

/* What has a frame of its own, for which the others need not pay. */
#define APART __attribute__((noinline))

struct group {
	struct check_group checks;
	bool tried;            /* to make a digest, which is done when it is asked for first */
	struct digest *digest; /* NULL: nothing is remembered */
	uint32_t *passed;      /* a table of digests, each behind how many words it has; 0: free */
	uint32_t *last;        /* the one that was found last */
	size_t stride, places; /* words of a place, and how many there are: a power of two */
	size_t seen, found;
	uint32_t *place;       /* where the words may be remembered; NULL: there are none */
	uint32_t words[1 + DIGEST_MAX]; /* of the node that is @, behind how many they are */
};

struct query_checks {
	struct query_check *items; /* those of a group one after the other */
	struct group *groups;
	struct group whole; /* of what all groups tell that tell anything */
	size_t count, ngroups;
	size_t *tables; /* those of all that are made for one run */
	size_t runs; /* up to PLAIN_RUNS; before that all are of one group, of which nothing is known */
};

/* {=== groups === */

struct query_checks *query_checks_new(const struct query_check *checks, size_t count,
	size_t *tables)
{
	struct query_checks *made = heap_zalloc(sizeof(*made));

	made->items = heap_alloc((count + 1) * sizeof(*made->items));
	memcpy(made->items, checks, count * sizeof(*made->items));
	made->count = count;
	made->tables = tables;
	made->groups = heap_zalloc(sizeof(*made->groups));
	made->groups[0].checks.end = count;
	made->ngroups = 1;
	return made;
}

static void drop_table(struct query_checks *checks, struct group *group)
{
	*checks->tables -= group->digest != NULL;
	digest_free(group->digest);
	group->digest = NULL;
	free(group->passed);
	group->passed = NULL;
}

void query_checks_free(struct query_checks *checks)
{
	if (!checks)
		return;
	for (size_t i = 0; i < checks->ngroups; i++)
		drop_table(checks, &checks->groups[i]);
	drop_table(checks, &checks->whole);
	free(checks->groups);
	free(checks->items);
	free(checks);
}

static bool add_guard(void *context, const struct op *link)
{
	digest_add(context, link);
	return false;
}

static void add_to_digest(struct digest *digest, enum told told, const struct query_check *check)
{
	if (told == TOLD_WHEN) {
		groups_guards(op_of(check->when), add_guard, digest);
		return;
	}
	if (check->when)
		digest_add(digest, op_of(check->when));
	digest_add(digest, op_of(check->assert));
}

/* Adds the checks of a part, which is a group or the only one of itself, to what is told for a group. */
static void add_checks(const struct query_checks *checks, struct group *group,
	const struct check_group *part, struct query_run *run)
{
	if (!group->digest && *checks->tables < TABLES_MAX) {
		group->digest = digest_new(run);
		++*checks->tables;
	}
	if (!group->digest)
		return;
	for (size_t i = part->first; i < part->end; i++)
		add_to_digest(group->digest, part->told, &checks->items[i]);
}

static void make_table(struct query_checks *checks, struct group *group, size_t places)
{
	size_t size = group->digest ? digest_size(group->digest) : 0;

	if (size == 0) {
		drop_table(checks, group);
		return;
	}
	group->stride = size + 1;
	group->places = places;
	group->last = group->passed =
		heap_zalloc(places * group->stride * sizeof(*group->passed));
}

/* Orders the checks by groups. One that is alone is the whole, and needs no digest of its own. */
static APART void sort(struct query_checks *checks, struct query_run *run)
{
	struct check_group *groups = groups_make(checks->items, checks->count, TABLES_MAX,
		&checks->ngroups);

	free(checks->groups);
	checks->groups = heap_zalloc((checks->ngroups + 1) * sizeof(*checks->groups));
	for (size_t i = 0; i < checks->ngroups; i++) {
		checks->groups[i].checks = groups[i];
		if (groups[i].told == TOLD_NOT)
			continue;
		add_checks(checks, &checks->whole, &groups[i], run);
		checks->whole.checks.end = groups[i].end;
	}
	checks->groups[0].tried = checks->groups[0].checks.end == checks->whole.checks.end;
	make_table(checks, &checks->whole, PASSED_WHOLE);
	free(groups);
	run_index_members(run);
}

/* }=== */

/* {=== digests that passed === */

static bool is_same(const uint32_t *a, const uint32_t *b)
{
	return memcmp(a, b, (1 + *a) * sizeof(*a)) == 0;
}

static uint32_t *place_of(const struct group *group, const uint32_t *words)
{
	uint64_t hash = *words;
	uint32_t i = 1;

	for (; i < *words; i += 2)
		hash = hash_mix(hash, (uint64_t)words[i] << 32 | words[i + 1]);
	if (i == *words)
		hash = hash_mix(hash, words[i]);
	return group->passed + (hash & (group->places - 1)) * group->stride;
}

/* Whether nothing that was remembered of so many documents is worth it. */
static bool is_in_vain(struct group *group)
{
	return ++group->seen == TRIAL && group->found < TRIAL / WORTH;
}

/* Whether all checks of the group, which has a digest, are known to pass. */
static bool is_passed(struct group *group, struct query_run *run)
{
	uint32_t *words = group->words;

	*words = (uint32_t)digest_make(group->digest, run, words + 1);
	if (*words == 0)
		return false;
	if (!is_same(words, group->last)) {
		group->place = place_of(group, words);
		if (!is_same(words, group->place))
			return false;
		group->last = group->place;
	}
	group->found++;
	return true;
}

/* The same of any group. */
static inline bool is_known(struct query_checks *checks, struct group *group,
	struct query_run *run)
{
	group->place = NULL;
	if (!group->digest)
		return false;
	if (!is_in_vain(group))
		return is_passed(group, run);
	drop_table(checks, group);
	return false;
}

/* The checks of the group pass. */
static void remember(const struct group *group)
{
	if (group->place)
		memcpy(group->place, group->words, (1 + *group->words) * sizeof(uint32_t));
}

/* }=== */

/* Whether a check fails or is stopped. */
static bool fails(struct query_run *run, const struct query_check *check)
{
	bool asked = true, broken;

	if (check->when) {
		run->visits = run->visits_limit;
		asked = eval_is(run, op_of(check->when), TRUTH_TRUE);
	}
	if (!asked || run->visits < 0)
		return run->visits < 0;
	run->visits = run->visits_limit;
	broken = eval_is(run, op_of(check->assert), TRUTH_FALSE);
	return broken || run->visits < 0;
}

/* The first from i to end that fails, or end. */
static size_t find_failing(const struct query_checks *checks, size_t i, size_t end,
	struct query_run *run)
{
	while (i < end && !fails(run, &checks->items[i]))
		i++;
	return i;
}

static bool is_untrue(void *context, const struct op *link)
{
	struct query_run *run = context;

	run->visits = run->visits_limit;
	return !eval_is(run, link, TRUTH_TRUE) && run->visits >= 0;
}

/* Whether what was told of the group's values is why all of its checks pass. */
static bool is_reason(const struct query_checks *checks, const struct check_group *group,
	struct query_run *run)
{
	if (group->told == TOLD_WHEN)
		for (size_t i = group->first; i < group->end; i++)
			if (!groups_guards(op_of(checks->items[i].when), is_untrue, run))
				return false;
	return true;
}

/*
 * The first check of the group that fails, or its end. *told becomes false if what is told is not
 * why all pass.
 */
static size_t check_group(struct query_checks *checks, struct group *group,
	struct query_run *run, bool *told)
{
	const struct check_group *range = &group->checks;
	size_t i;

	if (!group->tried && range->told != TOLD_NOT) {
		group->tried = true;
		add_checks(checks, group, range, run);
		make_table(checks, group, PASSED);
	}
	if (is_known(checks, group, run))
		return range->end;
	i = find_failing(checks, range->first, range->end, run);
	if (range->told == TOLD_NOT)
		return i;
	if (i < range->end || !is_reason(checks, range, run))
		*told = false;
	else
		remember(group);
	return i;
}

/*
 * The same of all groups from the one on of which i is the first: all of them, or those of which
 * the whole does not tell.
 */
static APART size_t check_groups(struct query_checks *checks, size_t i, struct query_run *run)
{
	bool told = true;

	for (struct group *group = checks->groups; i < checks->count; group++) {
		if (group->checks.end <= i)
			continue;
		i = check_group(checks, group, run, &told);
		if (i < group->checks.end)
			return i;
		if (i == checks->whole.checks.end && told)
			remember(&checks->whole);
	}
	return i;
}

/* The first check that fails, or count. All groups that tell anything come before those that do not. */
static inline size_t check_all(struct query_checks *checks, struct query_run *run)
{
	size_t i = is_known(checks, &checks->whole, run) ? checks->whole.checks.end : 0;

	return i < checks->count ? check_groups(checks, i, run) : i;
}

/* The next one from i on, where one before it failed. */
static APART size_t check_rest(struct query_checks *checks, size_t i, struct query_run *run)
{
	bool told = false;

	for (struct group *group = checks->groups; i < checks->count; group++) {
		if (group->checks.end <= i)
			continue;
		i = i == group->checks.first ? check_group(checks, group, run, &told) :
			find_failing(checks, i, group->checks.end, run);
		if (i < group->checks.end)
			return i;
	}
	return i;
}

const struct query_check *query_checks_next(struct query_checks *checks, size_t *position,
	struct query_run *run, const struct node *current)
{
	size_t i = *position;

	if (i == 0 && checks->runs < PLAIN_RUNS && ++checks->runs == PLAIN_RUNS)
		sort(checks, run);
	run_enter(run, current, &run->scratch);
	i = i == 0 ? check_all(checks, run) : check_rest(checks, i, run);
	run_leave(run);
	*position = i + 1;
	return i < checks->count ? &checks->items[i] : NULL;
}
