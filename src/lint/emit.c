#include "lint/emit.h"

#include <string.h>

#include "json/excerpt.h"
#include "json/node.h"
#include "json/pointer.h"
#include "lint/settings.h"
#include "pack/pack.h"
#include "pack/rule.h"

bool lint_is_on(const struct lint *lint, const struct lint_file *file, const char *rule,
	enum severity severity, bool pedantic)
{
	if (file->settings)
		return settings_may_report(file->settings, rule, severity, pedantic);
	return policy_severity(&lint->options.policy, rule, severity, pedantic) != SEVERITY_OFF;
}

/* Globs are matched once for each rule and settings, and not for each document. */
bool lint_rule_is_on(struct lint *lint, const struct lint_file *file, const struct rule *rule)
{
	if (rule->index >= lint->known_cap)
		lint->known = heap_grow_zero(lint->known, &lint->known_cap, rule->index + 1, 1);
	if (file->settings != lint->known_for) {
		memset(lint->known, 0, lint->known_cap);
		lint->known_for = file->settings;
	}
	if (lint->known[rule->index] == 0)
		lint->known[rule->index] =
			lint_is_on(lint, file, rule->id, rule->severity, rule->pedantic) ? 2 : 1;
	return lint->known[rule->index] == 2;
}

#define POINTER_MAX 2000

/* Ends it with … in place of what is too long: each finding below a name of a megabyte would hold one. */
static void cut_pointer(struct buf *pointer)
{
	pointer->length = POINTER_MAX;
	while (((unsigned char)pointer->data[pointer->length] & 0xC0) == 0x80)
		pointer->length--;
	buf_puts(pointer, "…");
}

static const char *pointer_text(struct lint *lint, const struct node *node)
{
	struct buf pointer;
	const char *text;

	if (!node)
		return "";
	/* The names of members of a secret are as secret as their values. */
	while (node->parent && node->parent->flags & NODE_SECRET)
		node = node->parent;
	buf_init(&pointer);
	pointer_print(&pointer, node);
	if (pointer.length > POINTER_MAX)
		cut_pointer(&pointer);
	text = mem_text(&lint->scratch, pointer.data, pointer.length);
	buf_release(&pointer);
	return text;
}

/* There is no excerpt within a secret: where that begins may be too far away to be looked for. */
static struct region region_of(struct lint *lint, const struct lint_place *place)
{
	struct source *source = &place->file->source;
	size_t start = place->base, end = place->base;
	bool resting = source->pages.resting;
	struct region region;

	if (place->node) {
		start += place->at_key ? place->node->key_start : place->node->start;
		end += place->at_key ? place->node->key_end : place->node->end;
	}
	if (place->node && place->node->parent && place->node->parent->flags & NODE_SECRET)
		region = (struct region){
			.start = source_place(source, start), .end = source_place(source, end),
		};
	else
		region = excerpt_region(source, start, end, lint->packs->names, &lint->scratch);
	if (resting) /* many files may be spoken of, more than can be open */
		pages_rest(&source->pages);
	return region;
}

/* What a related place is called when the rule does not say: the member that is there. */
static const char *name_of(const struct lint_place *place)
{
	const struct node *node = place->node;

	if (node && node_key(node))
		return node_key(node);
	return place->file->name;
}

static const struct related *make_related(struct lint *lint, const struct lint_report *report)
{
	struct related *related = mem_alloc(&lint->scratch,
		(report->nrelated + 1) * sizeof(*related));

	for (size_t i = 0; i < report->nrelated; i++) {
		const struct lint_place *place = &report->related[i];

		related[i] = (struct related){
			.message = report->related_messages ? report->related_messages[i] : name_of(place),
			.file = place->file->name,
			.pointer = pointer_text(lint, place->node),
			.region = region_of(lint, place),
		};
	}
	return related;
}

static enum severity severity_of(const struct lint *lint, const struct lint_report *report,
	const char *pointer)
{
	if (report->place.file->settings)
		return settings_severity(report->place.file->settings, report->rule,
			report->severity, report->pedantic, pointer);
	return policy_severity(&lint->options.policy, report->rule, report->severity,
		report->pedantic);
}

/* Of a file that is only there for the relations, what speaks of a file that was given. */
static bool concerns_given(const struct lint_report *report)
{
	for (size_t i = 0; i < report->nrelated; i++)
		if (!report->related[i].file->included)
			return true;
	return !report->place.file->included;
}

static void emit(struct lint *lint, const struct lint_report *report)
{
	struct mem_mark mark = mem_mark(&lint->scratch);
	struct finding finding = {
		.rule = report->rule,
		.message = report->message,
		.file = report->place.file->name,
		.kind = report->place.file->kind ? report->place.file->kind->id : NULL,
		.help = report->help,
		.nrelated = report->nrelated,
		.url = report->url,
	};
	struct fix fix;

	/* What could not be read is zeros: the run says that, and no finding is true of them. */
	if (report->place.file->source.pages.failed || !concerns_given(report))
		return;
	finding.pointer = pointer_text(lint, report->place.node);
	finding.severity = severity_of(lint, report, finding.pointer);
	if (finding.severity == SEVERITY_OFF ||
	    findings_count_alone(lint->findings, finding.severity)) {
		mem_rewind(&lint->scratch, mark);
		return;
	}
	finding.region = region_of(lint, &report->place);
	finding.related = make_related(lint, report);
	if (report->fix) {
		fix = (struct fix){
			.message = report->help ? report->help : "replace it",
			.text = report->fix,
			.start = finding.region.start,
			.end = finding.region.end,
			.safe = report->fix_safe,
		};
		finding.fix = &fix;
	}
	findings_add(lint->findings, &finding);
	mem_rewind(&lint->scratch, mark);
}

void lint_emit(struct lint *lint, const struct lint_report *report)
{
	size_t before = timing_enter(lint->options.timing, TIMED_FINDING);

	emit(lint, report);
	timing_leave(lint->options.timing, before);
}
