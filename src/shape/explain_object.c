/*
 * Members that are missing, misspelt or unknown, and the end of the telling: a part of
 * explain.h.
 */
#include "shape/explain.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/names.h"
#include "shape/resource.h"
#include "text/similar.h"

/* Unknown members of one object for which a likely name is looked for. */
#define SUGGESTIONS_MAX 64

/* Missing members, and members that may be there, that one message names. */
#define NAMED_MAX 12

static const char *text_of(const struct explain *explain, uint32_t name)
{
	return names_text(explain->run.schemas->names, name, NULL);
}

/* The missing member that a name was probably meant to be. */
static struct missing *nearest_missing(const struct explain *explain, const struct object *object,
	const char *word)
{
	struct missing *missing, *best = NULL;
	size_t distance = SIZE_MAX;

	for (missing = object->missing; missing; missing = missing->next) {
		const char *name = text_of(explain, missing->name);
		size_t other;

		if (!suggest_name(word, &name, 1))
			continue;
		other = similar_distance(word, name, SIZE_MAX);
		if (other < distance)
			best = missing;
		distance = other < distance ? other : distance;
	}
	return best;
}

/* Whether the schema of a member says, with x-aliases, that it is known by this name as well. */
static bool has_alias(const struct sub *sub, const char *word)
{
	const struct node *aliases = sub ? node_member(sub->node, "x-aliases") : NULL;

	for (const struct node *alias = aliases ? node_child(aliases) : NULL; alias;
		alias = node_next(alias))
		if (node_type(alias) == NODE_STRING && strcmp(node_text(alias), word) == 0)
			return true;
	return false;
}

/* The member of the object's schemas that has this alias; NAME_NONE if there is none. */
static uint32_t find_by_alias(const struct object *object, const char *word)
{
	for (const struct members_list *table = object->tables; table; table = table->next)
		for (size_t i = 0; i < table->members->count; i++)
			if (has_alias(table->members->list[i].sub, word))
				return table->members->list[i].name;
	return NAME_NONE;
}

static struct missing *find_missing(const struct object *object, uint32_t name)
{
	struct missing *missing = object->missing;

	while (missing && missing->name != name)
		missing = missing->next;
	return missing;
}

/*
 * Names of the object's schemas that the object does not have yet: what an unknown one may be
 * meant to be.
 */
struct absent {
	const char **names;
	size_t count;
	bool known;       /* they were looked for */
	const char *help; /* they, for a member that is like none of them */
};

/* A name's id as a key. */
static const void *key_of(uint32_t name)
{
	return (const void *)((uintptr_t)name * 8);
}

static void find_absent(const struct explain *explain, const struct object *object,
	struct absent *absent)
{
	const struct members_list *table;
	const struct node *child;
	struct map taken = { 0 };
	size_t cap = 0;

	for (child = node_child(object->node); child; child = node_next(child)) {
		uint32_t name =
			explain->run.by_text ? run_find_name(&explain->run, child) : child->name;

		if (name != NAME_NONE)
			*map_put(&taken, key_of(name)) = &taken;
	}
	for (table = object->tables; table; table = table->next) {
		for (size_t i = 0; i < table->members->count; i++) {
			void **place = map_put(&taken, key_of(table->members->list[i].name));

			if (*place)
				continue;
			*place = &taken;
			absent->names = heap_grow((void *)absent->names, &cap, absent->count + 1,
				sizeof(*absent->names));
			absent->names[absent->count++] =
				text_of(explain, table->members->list[i].name);
		}
	}
	map_release(&taken);
	absent->known = true;
}

/* The name that a word is an alias of, if the object has no such member yet; else the nearest. */
static const char *suggest_absent(const struct explain *explain, const struct absent *absent,
	uint32_t alias, const char *word)
{
	const char *name = text_of(explain, alias);

	if (alias == NAME_NONE)
		return suggest_name(word, absent->names, absent->count);
	for (size_t i = 0; i < absent->count; i++)
		if (strcmp(absent->names[i], name) == 0)
			return absent->names[i];
	return NULL;
}

static void forget_missing(struct object *object, const struct missing *gone)
{
	struct missing **link = &object->missing;

	while (*link && *link != gone)
		link = &(*link)->next;
	if (*link)
		*link = gone->next;
}

/* The fault that the member is one too many, if that was told. */
static struct told *find_closed(const struct explain *explain, const struct node *member)
{
	size_t index = (size_t)(uintptr_t)map_get(&explain->closed, member);

	return index ? &explain->items[index - 1] : NULL;
}

/* A name as it is written in JSON. */
static const char *quote_name(struct explain *explain, const char *name)
{
	buf_clear(&explain->buf);
	node_print_string(&explain->buf, name, strlen(name));
	return mem_text(explain->mem, explain->buf.data, explain->buf.length);
}

static void tell_unknown(struct explain *explain, const struct object *object,
	const struct node *member, const char *meant, bool required)
{
	struct fault fault = {
		.rule = "shape/unknown-member",
		.rank = RANK_OTHER,
		.severity = required ? SEVERITY_ERROR : SEVERITY_WARNING,
		.node = member,
		.at_key = true,
	};
	struct told *closed = find_closed(explain, member);

	if (meant) {
		fault.help = mem_printf(explain->mem, "did you mean %s?", meant);
		fault.fix = quote_name(explain, meant);
	}
	if (closed) {
		closed->violation.fix = fault.fix;
		closed->violation.help = meant ? fault.help : closed->violation.help;
		return;
	}
	if (!required && !(explain->warn_unknown && object->named))
		return;
	buf_clear(&explain->buf);
	buf_puts(&explain->buf, "unknown member ");
	buf_putc(&explain->buf, '"');
	say_name(explain, member);
	buf_putc(&explain->buf, '"');
	explain_tell(explain, &fault);
}

/* "what may be here: a, b and c"; NULL where there is nothing, or too much to be read. */
static const char *list_absent(struct explain *explain, struct absent *absent)
{
	const char *comma = "what may be here: ";

	if (absent->help || absent->count == 0 || absent->count > NAMED_MAX)
		return absent->help;
	buf_clear(&explain->buf);
	for (size_t i = 0; i < absent->count; i++) {
		buf_puts(&explain->buf, comma);
		buf_puts(&explain->buf, absent->names[i]);
		comma = i + 2 < absent->count ? ", " : " and ";
	}
	absent->help = mem_text(explain->mem, explain->buf.data, explain->buf.length);
	return absent->help;
}

/* A missing member that the unknown one is meant to be is taken off the list. */
static void explain_one_unknown(struct explain *explain, struct object *object,
	const struct node *member, struct absent *absent)
{
	const char *word = node_key(member), *meant;
	uint32_t alias = find_by_alias(object, word);
	struct missing *missing = alias != NAME_NONE ? find_missing(object, alias) :
						       nearest_missing(explain, object, word);
	struct told *closed;

	if (missing) {
		forget_missing(object, missing);
		tell_unknown(explain, object, member, text_of(explain, missing->name), true);
		return;
	}
	if (!absent->known)
		find_absent(explain, object, absent);
	meant = suggest_absent(explain, absent, alias, word);
	tell_unknown(explain, object, member, meant, false);
	closed = meant ? NULL : find_closed(explain, member);
	if (closed && list_absent(explain, absent))
		closed->violation.help = absent->help;
}

static void explain_unknown(struct explain *explain, struct object *object)
{
	struct absent absent = { 0 };
	const struct node *child;
	size_t i = 0, looked = 0;

	for (child = node_child(object->node); child; child = node_next(child), i++) {
		if (seen_has(&object->seen, i))
			continue;
		if (looked++ < SUGGESTIONS_MAX && strlen(node_key(child)) == child->key_length)
			explain_one_unknown(explain, object, child, &absent);
		else
			tell_unknown(explain, object, child, NULL, false);
	}
	free((void *)absent.names);
}

/* One finding for all that is missing, but for what a schema with words of its own requires. */
static void explain_missing(struct explain *explain, const struct object *object)
{
	struct fault fault = { .rule = "shape/required", .rank = RANK_OTHER, .keyword = "required",
		.node = object->node };
	const struct missing *missing = object->missing;
	const char *comma;

	if (!missing)
		return;
	fault.sub = missing->sub;
	buf_clear(&explain->buf);
	say_name(explain, object->node);
	comma = missing->next ? " is missing the members " : " is missing the member ";
	for (size_t n = 0; missing && n < NAMED_MAX; missing = missing->next, n++) {
		buf_puts(&explain->buf, comma);
		buf_puts(&explain->buf, text_of(explain, missing->name));
		comma = missing->next && missing->next->next ? ", " : " and ";
	}
	if (missing)
		buf_puts(&explain->buf, " and others");
	explain->context = object->missing->context;
	explain_tell(explain, &fault);
	explain->context = "";
}

void explain_objects(struct explain *explain)
{
	for (struct object *object = explain->first; object; object = object->next) {
		if (object->missing || object->closed || explain->warn_unknown)
			explain_unknown(explain, object);
		explain_missing(explain, object);
	}
}

/* One address for each place that a violation can blame: the node, or its key. */
static const void *place_of(const struct violation *violation)
{
	return (const char *)violation->node + violation->at_key;
}

/*
 * Whether the same was told before at its place; before leads from one violation of a place to
 * the one before it.
 */
static bool is_told(const struct told *items, size_t i, const size_t *before)
{
	const struct violation *a = &items[i].violation;

	for (size_t k = before[i]; k != SIZE_MAX; k = before[k])
		if (strcmp(items[k].violation.rule, a->rule) == 0 &&
			strcmp(items[k].violation.message, a->message) == 0)
			return true;
	return false;
}

/* What is left of the violations of one place after the best of them has spoken. */
static bool is_left(const struct told *told, const struct told *best)
{
	if (!best)
		return true;
	if (told->rank >= RANK_FIRST)
		return best->rank > RANK_VALUES;
	return told == best;
}

void explain_report(struct explain *explain, const struct shape_run *run)
{
	size_t *before = heap_alloc((explain->count + 1) * sizeof(*before));
	struct map best = { 0 }, last = { 0 };

	for (size_t i = 0; i < explain->count; i++) {
		const struct told *told = &explain->items[i];
		void **place = map_put(&best, place_of(&told->violation));
		const struct told *other = *place;

		if (told->rank < RANK_FIRST && (!other || told->rank < other->rank))
			*place = &explain->items[i];
		place = map_put(&last, place_of(&told->violation));
		before[i] = *place ? (size_t)((struct told *)*place - explain->items) : SIZE_MAX;
		*place = &explain->items[i];
	}
	for (size_t i = 0; i < explain->count; i++) {
		const struct told *told = &explain->items[i];

		if (!is_told(explain->items, i, before) &&
			is_left(told, map_get(&best, place_of(&told->violation))))
			run->report(run->context, &told->violation);
	}
	map_release(&best);
	map_release(&last);
	free(before);
}
