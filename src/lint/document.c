#include "lint/document.h"

#include <string.h>

#include "base/err.h"
#include "json/node.h"
#include "lint/active.h"
#include "lint/emit.h"
#include "lint/set.h"
#include "lint/settings.h"
#include "lint/verdict.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"
#include "shape/shape.h"

/* {=== shape === */

struct checking {
	struct lint *lint;
	struct lint_file *file;
	size_t base;
};

static void report_violation(void *context, const struct violation *violation)
{
	const struct checking *checking = context;
	const struct lint_report report = {
		.rule = violation->rule,
		.severity = violation->severity,
		.place = { checking->file, checking->base, violation->node, violation->at_key },
		.message = violation->message,
		.help = violation->help,
		.fix = violation->fix,
	};

	lint_emit(checking->lint, &report);
}

void document_check_shape(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *value, struct shape *shape)
{
	struct checking checking = { lint, file, base };
	const struct shape_run run = {
		.report = report_violation,
		.context = &checking,
		.warn_unknown = true,
	};
	size_t before;

	before = timing_enter(lint->options.timing, TIMED_SHAPE);
	shape_check(shape, value, &run);
	timing_leave(lint->options.timing, before);
}

/* }=== */

/* {=== rules === */

/* Rules that examine the same nodes of a document, one after the other for each node. */
struct group {
	struct rule *const *rules;
	const struct query_check *checks;
	size_t count;
	bool *stopped;                    /* those that reached a limit; NULL: none */
	const struct node *const *nodes;
	size_t nnodes;
};

/* A limit that stopped a rule is never a silent pass. */
static void report_limit(struct lint *lint, const struct lint_place *subject,
	const struct rule *rule)
{
	lint_emit(lint, &(struct lint_report){
		.rule = "pack/limit",
		.severity = SEVERITY_ERROR,
		.place = *subject,
		.message = mem_printf(&lint->scratch, "%s was stopped: it %s", rule->id,
			query_run_exceeded(lint->run)),
		.help = "simplify the expressions of the rule, or turn it off",
	});
}

static void find_nodes(struct lint *lint, const struct lint_place *subject, struct group *group)
{
	const struct expression *given = group->rules[0]->given;

	group->nodes = &subject->node;
	group->nnodes = 1;
	if (given)
		group->nnodes = expression_nodes(lint->run, given, subject->node, &group->nodes);
}

/* After a rule that was stopped: says so once, and begins again with an evaluation that was not. */
static void go_on(struct lint *lint, const struct lint_place *subject, struct group *group,
	size_t rule)
{
	if (!group->stopped)
		group->stopped = mem_zalloc(&lint->scratch, group->count * sizeof(bool));
	if (!group->stopped[rule])
		report_limit(lint, subject, group->rules[rule]);
	group->stopped[rule] = true;
	query_run_begin(lint->run, subject->node);
	find_nodes(lint, subject, group);
}

/* The same as query_run_check; what is timed runs on its own. */
static size_t find_broken(struct lint *lint, const struct group *group, size_t from,
	const struct node *current)
{
	struct timing *timing = lint->options.timing;

	if (!timing)
		return query_run_check(lint->run, group->checks, from, group->count, current);
	for (; from < group->count; from++) {
		size_t before = timing_enter(timing, TIMED_RULES + group->rules[from]->index);
		bool holds = query_run_check(lint->run, group->checks, from, from + 1, current) > from;

		timing_leave(timing, before);
		if (!holds)
			break;
	}
	return from;
}

static void run_group_at(struct lint *lint, const struct lint_place *subject,
	struct group *group, const struct node *current)
{
	size_t i = 0;

	for (; (i = find_broken(lint, group, i, current)) < group->count; i++) {
		if (query_run_exceeded(lint->run))
			go_on(lint, subject, group, i);
		else
			verdict_report(lint, &(struct verdict){
				.rule = group->rules[i],
				.current = current,
				.subject = *subject,
			});
	}
}

static void run_group(struct lint *lint, const struct lint_place *subject, struct group *group)
{
	struct mem_mark mark = mem_mark(&lint->scratch);

	find_nodes(lint, subject, group);
	for (size_t i = 0; i < group->count && query_run_exceeded(lint->run); i++)
		go_on(lint, subject, group, i);
	for (size_t i = 0; i < group->nnodes; i++)
		run_group_at(lint, subject, group, group->nodes[i]);
	mem_rewind(&lint->scratch, mark);
}

static void run_rules(struct lint *lint, const struct lint_place *subject, struct kind *kind)
{
	const struct active *active = active_rules(lint, subject->file, kind);
	size_t n;

	query_run_begin(lint->run, subject->node);
	for (size_t i = 0; i < active->nasserts; i += n) {
		struct rule *const *rules = active->asserts + i;

		for (n = 1; i + n < active->nasserts && rules[n]->given == rules[0]->given; n++)
			;
		run_group(lint, subject, &(struct group){
			.rules = rules, .checks = active->checks + i, .count = n,
		});
	}
	if (active->related)
		set_add(lint->set, subject, kind);
}

void document_lint(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *document, struct kind *kind)
{
	struct lint_place subject = { file, base, document, false };
	uint32_t known = names_count(lint->packs->names);

	kind_prepare(lint->packs, kind);
	if (names_count(lint->packs->names) != known) {
		const struct node *root = document;

		while (root->parent)
			root = root->parent;
		node_rename((struct node *)root, lint->packs->names);
	}
	file->kind = kind;
	file->documents++;
	if (kind->shape && !file->included)
		document_check_shape(lint, file, base, document, kind->shape);
	run_rules(lint, &subject, kind);
}

/* }=== */
