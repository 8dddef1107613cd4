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
#include "query/check.h"
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

static void check(struct checking *checking, const struct node *value, struct shape *shape,
	bool (*check_value)(struct shape *, const struct node *, const struct shape_run *))
{
	struct timing *timing = checking->lint->options.timing;
	const struct shape_run run = {
		.report = report_violation,
		.context = checking,
		.warn_unknown = true,
	};
	size_t before = timing_enter(timing, TIMED_SHAPE);

	check_value(shape, value, &run);
	timing_leave(timing, before);
}

void document_check_shape(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *value, struct shape *shape)
{
	check(&(struct checking){ lint, file, base }, value, shape, shape_check);
}

void document_check_element(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *element, struct shape *shape)
{
	check(&(struct checking){ lint, file, base }, element, shape, shape_check_element);
}

/* }=== */

/* {=== rules === */

/* A group of rules while it is run on a document. */
struct group_run {
	const struct active_group *group;
	bool *stopped; /* those that reached a limit; NULL: none */
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

static void find_nodes(struct lint *lint, const struct lint_place *subject,
	struct group_run *run)
{
	run->nodes = &subject->node;
	run->nnodes = 1;
	if (run->group->given)
		run->nnodes = expression_nodes(lint->run, run->group->given, subject->node,
			&run->nodes);
}

/* After a rule that was stopped: says so once, and begins again with an evaluation that was not. */
static void go_on(struct lint *lint, const struct lint_place *subject, struct group_run *run,
	size_t rule)
{
	if (!run->stopped)
		run->stopped = mem_zalloc(&lint->scratch, run->group->count * sizeof(bool));
	if (!run->stopped[rule])
		report_limit(lint, subject, run->group->rules[rule]);
	run->stopped[rule] = true;
	query_run_begin(lint->run, subject->node);
	find_nodes(lint, subject, run);
}

static void run_group_at(struct lint *lint, const struct lint_place *subject,
	struct group_run *run, const struct node *current)
{
	const struct query_check *check;
	size_t position = 0;

	while ((check = query_checks_next(run->group->checks, &position, lint->run, current))) {
		if (query_run_exceeded(lint->run))
			go_on(lint, subject, run, check->number);
		else
			verdict_report(lint, &(struct verdict){
				.rule = run->group->rules[check->number],
				.current = current,
				.subject = *subject,
			});
	}
}

static void run_group(struct lint *lint, const struct lint_place *subject,
	const struct active_group *group)
{
	struct mem_mark mark = mem_mark(&lint->scratch);
	struct group_run run = { .group = group };

	find_nodes(lint, subject, &run);
	for (size_t i = 0; i < group->count && query_run_exceeded(lint->run); i++)
		go_on(lint, subject, &run, i);
	for (size_t i = 0; i < run.nnodes; i++)
		run_group_at(lint, subject, &run, run.nodes[i]);
	mem_rewind(&lint->scratch, mark);
}

static void run_rules(struct lint *lint, const struct lint_place *subject, struct kind *kind)
{
	const struct active *active = active_rules(lint, subject->file, kind);

	query_run_begin(lint->run, subject->node);
	for (size_t i = 0; i < active->ngroups; i++) {
		const struct active_group *group = &active->groups[i];
		size_t before = timing_enter(lint->options.timing,
			TIMED_RULES + group->rules[0]->index);

		run_group(lint, subject, group);
		timing_leave(lint->options.timing, before);
	}
	if (active->nrelations > 0)
		set_add(lint->set, subject, kind, active);
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
