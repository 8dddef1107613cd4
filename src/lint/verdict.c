#include "lint/verdict.h"

#include "json/node.h"
#include "lint/emit.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"
#include "query/template.h"

static struct lint_place locate(const struct verdict *report, const struct node *node)
{
	struct lint_place place = report->subject;

	if (report->locate)
		return report->locate(report->context, node);
	place.node = node;
	return place;
}

/* The places that the rule's related queries find, and the extra one. Returns how many; all arrays are in scratch. */
static size_t find_related(struct lint *lint, const struct verdict *report,
	struct lint_place **places, const char ***messages)
{
	const struct rule_report *rule = report->rule->report;
	size_t n = 0, cap = report->extra ? 1 : 0;

	for (size_t i = 0; i < rule->nrelated; i++) {
		const struct node *const *nodes;

		cap += expression_nodes(lint->run, rule->related[i], report->current, &nodes);
	}
	*places = mem_alloc(&lint->scratch, (cap + 1) * sizeof(**places));
	*messages = mem_alloc(&lint->scratch, (cap + 1) * sizeof(**messages));
	if (report->extra) {
		(*places)[n] = *report->extra;
		(*messages)[n++] = report->extra_message;
	}
	for (size_t i = 0; i < rule->nrelated; i++) {
		const struct node *const *nodes;
		size_t count = expression_nodes(lint->run, rule->related[i], report->current, &nodes);

		for (size_t k = 0; k < count && n < cap; k++) {
			(*places)[n] = locate(report, nodes[k]);
			(*messages)[n] = (*places)[n].node && node_key((*places)[n].node) ?
				node_key((*places)[n].node) : "here";
			n++;
		}
	}
	return n;
}

static const struct node *node_to_blame(struct lint *lint, const struct verdict *report)
{
	const struct node *node = NULL;

	if (report->rule->report->at)
		node = expression_first(lint->run, report->rule->report->at, report->current);
	return node ? node : report->current;
}

/* The JSON text of the rule's fix, if it has one and its value is known; *at is what it replaces. */
static const char *make_fix(struct lint *lint, const struct verdict *report,
	const struct node *blamed)
{
	const struct rule_report *rule = report->rule->report;
	const struct node *at, *value;
	struct buf text;
	const char *fix;

	if (!rule->fix_at || !rule->fix_value)
		return NULL;
	at = expression_first(lint->run, rule->fix_at, report->current);
	value = expression_value(lint->run, rule->fix_value, report->current);
	if (!at || at != blamed || !value)
		return NULL;
	buf_init(&text);
	node_print(&text, value);
	fix = mem_text(&lint->scratch, text.data, text.length);
	buf_release(&text);
	return fix;
}

void verdict_report(struct lint *lint, const struct verdict *report)
{
	struct mem_mark mark = mem_mark(&lint->scratch);
	struct rule *rule = report->rule;
	enum severity severity = rule->severity;
	struct lint_place *related;
	const char **messages;
	const struct node *blamed;
	struct buf message;
	size_t nrelated;

	if (!lint_is_on(lint, report->subject.file, rule->id, severity, rule->pedantic))
		return;
	rule_prepare_report(lint->packs, rule);
	if (report->at_most_info && severity > SEVERITY_INFO)
		severity = SEVERITY_INFO;
	blamed = node_to_blame(lint, report);
	nrelated = find_related(lint, report, &related, &messages);
	buf_init(&message);
	template_print(lint->run, rule->report->message, report->current, &message);
	lint_emit(lint, &(struct lint_report){
		.rule = rule->id,
		.severity = severity,
		.pedantic = rule->pedantic,
		.place = locate(report, blamed),
		.message = message.data,
		.help = report->help,
		.fix = make_fix(lint, report, blamed),
		.fix_safe = rule->report->fix_safe,
		.related = related,
		.related_messages = messages,
		.nrelated = nrelated,
	});
	buf_release(&message);
	mem_rewind(&lint->scratch, mark);
}
