#include "query/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/hash.h"
#include "query/run.h"

/*
 * In a list most documents have the same account, MTU or AS number. What reads nothing
 * but such a value says the same of it again, so that values that passed are remembered:
 * so many of a subject, if they are no longer than this …
 */
#define PASSED 1024
#define TEXT_MAX 46

/* … of so many subjects at a time: a table is 48 KiB, and a user's pack may have any number … */
#define TABLES_MAX 64

/* … not before so many were seen, as a short run gains nothing (nor does it by looking for subjects) … */
#define SORTED_RUNS 8
#define PLAIN_RUNS 16

/* … and no more if of so many not one in eight was remembered. */
#define TRIAL 4096
#define WORTH 8

struct passed {
	uint8_t type; /* enum node_type; 0: free, as null is not remembered */
	uint8_t length;
	char text[TEXT_MAX];
};

/* Checks that read one path and nothing else; or those of which that cannot be said. */
struct subject {
	const struct op *path; /* NULL: more than that, or nothing */
	size_t first, end;     /* among the checks */
	size_t seen, found;
	struct passed *passed; /* NULL: none yet, or it is not worth it */
};

struct query_checks {
	struct query_check *items; /* those of a subject one after the other */
	struct subject *subjects;
	size_t count, nsubjects;
	size_t *tables; /* those of all that are made for one run */
	size_t runs; /* up to SORTED_RUNS; before that all are of one subject, of which nothing is known */
};

/* {=== subjects === */

struct reading {
	const struct op *path;
	bool other; /* it reads something else */
};

/* An order of paths in which equal ones are neighbours. */
static int compare_paths(const struct op *a, const struct op *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	if (a->size != b->size || a->flags != b->flags)
		return a->size != b->size ? (a->size < b->size ? -1 : 1) :
					    (a->flags < b->flags ? -1 : 1);
	return memcmp(op_words(a), op_words(b), (a->size - OP_WORDS) * sizeof(uint32_t));
}

/* What an operation reads. Filters are only in paths that are no names. */
static void read_op(struct reading *reading, const struct op *op)
{
	const struct op *operand = op_first(op);

	if (op->kind == EXPR_LITERAL)
		return;
	if (op->kind != EXPR_PATH) {
		for (uint32_t i = 0; i < op->count; i++, operand = op_next(operand))
			read_op(reading, operand);
		return;
	}
	if (!(op->flags & OP_NAMES) || (reading->path && compare_paths(reading->path, op) != 0))
		reading->other = true;
	reading->path = op;
}

/* The only path that a check reads, or NULL. */
static const struct op *subject_of(const struct query_check *check)
{
	struct reading reading = { 0 };

	if (check->when)
		read_op(&reading, op_of(check->when));
	read_op(&reading, op_of(check->assert));
	return reading.other ? NULL : reading.path;
}

/* A check and its subject, to be sorted. */
struct entry {
	const struct op *path;
	struct query_check check;
};

static int compare_entries(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int order = compare_paths(a->path, b->path);

	return order ? order : (a->check.number > b->check.number) - (a->check.number < b->check.number);
}

static void add(struct query_checks *checks, const struct entry *entry)
{
	struct subject *last = checks->subjects + checks->nsubjects;

	if (checks->nsubjects == 0 || compare_paths(last[-1].path, entry->path) != 0) {
		checks->nsubjects++;
		*last = (struct subject){ .path = entry->path, .first = checks->count };
	}
	checks->items[checks->count++] = entry->check;
	checks->subjects[checks->nsubjects - 1].end = checks->count;
}

static void sort(struct query_checks *checks)
{
	size_t count = checks->count;
	struct entry *entries = heap_alloc((count + 1) * sizeof(*entries));

	for (size_t i = 0; i < count; i++)
		entries[i] = (struct entry){ subject_of(&checks->items[i]), checks->items[i] };
	qsort(entries, count, sizeof(*entries), compare_entries);
	free(checks->subjects);
	checks->subjects = heap_alloc((count + 1) * sizeof(*checks->subjects));
	checks->count = checks->nsubjects = 0;
	for (size_t i = 0; i < count; i++)
		add(checks, &entries[i]);
	free(entries);
}

struct query_checks *query_checks_new(const struct query_check *checks, size_t count,
	size_t *tables)
{
	struct query_checks *made = heap_zalloc(sizeof(*made));

	made->items = heap_alloc((count + 1) * sizeof(*made->items));
	memcpy(made->items, checks, count * sizeof(*made->items));
	made->count = count;
	made->tables = tables;
	made->subjects = heap_alloc(sizeof(*made->subjects));
	made->subjects[0] = (struct subject){ .end = count };
	made->nsubjects = 1;
	return made;
}

static void drop_table(struct query_checks *checks, struct subject *subject)
{
	*checks->tables -= subject->passed != NULL;
	free(subject->passed);
	subject->passed = NULL;
}

void query_checks_free(struct query_checks *checks)
{
	if (!checks)
		return;
	for (size_t i = 0; i < checks->nsubjects; i++)
		drop_table(checks, &checks->subjects[i]);
	free(checks->subjects);
	free(checks->items);
	free(checks);
}

/* }=== */

/* {=== values that passed === */

/* Where a value is remembered, or could be; NULL for one that is not to be. */
static struct passed *place_of(const struct subject *subject, const struct node *value)
{
	enum node_type type = node_type(value);

	if ((type != NODE_STRING && type != NODE_NUMBER) || value->length > TEXT_MAX)
		return NULL;
	return &subject->passed[hash_bytes(node_text(value), value->length) % PASSED];
}

static bool is_passed(const struct passed *passed, const struct node *value)
{
	return passed->type == node_type(value) && passed->length == value->length &&
	       memcmp(passed->text, node_text(value), value->length) == 0;
}

static void remember(struct passed *passed, const struct node *value)
{
	passed->type = (uint8_t)node_type(value);
	passed->length = (uint8_t)value->length;
	memcpy(passed->text, node_text(value), value->length);
}

/* The place of the subject's value, if it may be worth looking there. */
static struct passed *look_up(struct query_checks *checks, struct query_run *run,
	struct subject *subject, const struct node **value)
{
	subject->seen++;
	if (subject->seen == PLAIN_RUNS && *checks->tables < TABLES_MAX) {
		subject->passed = heap_zalloc(PASSED * sizeof(*subject->passed));
		++*checks->tables;
	}
	if (subject->seen == TRIAL && subject->found < TRIAL / WORTH)
		drop_table(checks, subject);
	if (!subject->passed)
		return NULL;
	*value = eval_node(run, subject->path);
	return *value ? place_of(subject, *value) : NULL;
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

/* The same for all checks of a subject. */
static size_t check_subject(struct query_checks *checks, struct subject *subject,
	struct query_run *run)
{
	const struct node *value = NULL;
	struct passed *passed = subject->path ? look_up(checks, run, subject, &value) : NULL;
	size_t i;

	if (passed && is_passed(passed, value)) {
		subject->found++;
		return subject->end;
	}
	i = find_failing(checks, subject->first, subject->end, run);
	if (passed && i == subject->end)
		remember(passed, value);
	return i;
}

const struct query_check *query_checks_next(struct query_checks *checks, size_t *position,
	struct query_run *run, const struct node *current)
{
	struct subject *subject;
	size_t i = *position;

	if (i == 0 && checks->runs < SORTED_RUNS && ++checks->runs == SORTED_RUNS)
		sort(checks);
	subject = checks->subjects;
	run_enter(run, current, &run->scratch);
	for (; i < checks->count; subject++) {
		if (i >= subject->end)
			continue;
		i = i == subject->first ? check_subject(checks, subject, run) :
			find_failing(checks, i, subject->end, run);
		if (i < subject->end)
			break;
	}
	run_leave(run);
	*position = i + 1;
	return i < checks->count ? &checks->items[i] : NULL;
}
