#include "query/function.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "json/node.h"
#include "query/run.h"
#include "text/similar.h"
#include "text/utf8.h"

/* What compiling a pattern costs, in visits of nodes. */
#define PATTERN_COST 500

/* What comparing two words letter by letter costs. */
#define SIMILAR_COST 50

/* Going through so many bytes of a string costs as much as a visit. */
#define BYTES_PER_VISIT 16

/* Whether argument 0 is a string, all of which is about to be read. */
static bool scan_text(struct call *call)
{
	return argument_is_text(call, 0) &&
	       run_visit(call->run, call->arguments[0].value->length / BYTES_PER_VISIT);
}

static struct regex *open_pattern(const char *text, size_t n)
{
	struct err reason = { 0 };

	return regex_open(text, n, REGEX_IREGEXP, &reason);
}

/* A pattern that came from a document; the few last ones are kept. */
static struct regex *find_pattern(struct query_run *run, const struct node *text)
{
	struct pattern *pattern;

	for (size_t i = 0; i < PATTERNS_MAX; i++) {
		pattern = &run->patterns[i];
		if (pattern->text && pattern->length == text->length &&
			memcmp(pattern->text, node_text(text), text->length) == 0)
			return pattern->regex;
	}
	run_visit(run, PATTERN_COST);
	pattern = &run->patterns[run->next_pattern];
	run->next_pattern = (run->next_pattern + 1) % PATTERNS_MAX;
	free(pattern->text);
	regex_close(pattern->regex);
	pattern->text = heap_alloc(text->length);
	memcpy(pattern->text, node_text(text), text->length);
	pattern->length = text->length;
	pattern->regex = open_pattern(pattern->text, pattern->length);
	return pattern->regex;
}

static void keep_regex(struct query_run *run, struct regex *regex)
{
	run->regexes = heap_grow(run->regexes, &run->regexes_cap, run->nregexes + 1,
		sizeof(struct regex *));
	run->regexes[run->nregexes++] = regex;
}

struct regex *literal_regex(struct query_run *run, struct literal *literal)
{
	const struct node *node = &literal->node;

	if (literal->has_regex == DERIVED_NOT_YET) {
		if (node_type(node) == NODE_STRING)
			literal->regex = open_pattern(node_text(node), node->length);
		literal->has_regex = literal->regex ? DERIVED : DERIVED_NONE;
		keep_regex(run, literal->regex);
	}
	return literal->regex;
}

static struct regex *pattern_of(struct call *call, const struct argument *argument)
{
	return argument->literal ? literal_regex(call->run, argument->literal) :
				   find_pattern(call->run, argument->value);
}

/* In a filter what is unknown is false, as RFC 9535 has it for what is no string or no pattern. */
static enum truth match(struct call *call, bool whole)
{
	const struct node *text = call->arguments[0].value;
	struct regex *regex;

	if (!scan_text(call) || !argument_is_text(call, 1))
		return TRUTH_UNKNOWN;
	regex = pattern_of(call, &call->arguments[1]);
	if (!regex)
		return TRUTH_UNKNOWN;
	switch (regex_match(regex, node_text(text), text->length, whole)) {
	case REGEX_YES:
		return TRUTH_TRUE;
	case REGEX_NO:
		return TRUTH_FALSE;
	default:
		run_stop(call->run, "has a pattern that takes too many steps to match");
		return TRUTH_UNKNOWN;
	}
}

enum truth function_match(struct call *call)
{
	return match(call, true);
}

enum truth function_search(struct call *call)
{
	return match(call, false);
}

static enum truth has_at(struct call *call, bool end)
{
	const struct node *text = call->arguments[0].value;
	const struct node *piece = call->arguments[1].value;
	size_t at;

	if (!argument_is_text(call, 0) || !argument_is_text(call, 1))
		return TRUTH_UNKNOWN;
	if (piece->length > text->length)
		return TRUTH_FALSE;
	at = end ? text->length - piece->length : 0;
	return truth_of(memcmp(node_text(text) + at, node_text(piece), piece->length) == 0);
}

enum truth function_starts_with(struct call *call)
{
	return has_at(call, false);
}

enum truth function_ends_with(struct call *call)
{
	return has_at(call, true);
}

bool function_length(struct call *call, int64_t *length)
{
	const struct node *value = call->arguments[0].value;

	switch (node_type(value)) {
	case NODE_STRING:
		scan_text(call);
		*length = (int64_t)utf8_points(node_text(value), value->length);
		return true;
	case NODE_ARRAY:
	case NODE_OBJECT:
		*length = value->length;
		return true;
	default:
		return false;
	}
}

bool function_bytes(struct call *call, int64_t *bytes)
{
	*bytes = call->arguments[0].value->length;
	return argument_is_text(call, 0);
}

const struct node *function_lower(struct call *call)
{
	const struct node *value = call->arguments[0].value;
	char *text;

	if (!scan_text(call))
		return NULL;
	text = mem_text(call->run->mem, node_text(value), value->length);
	for (size_t i = 0; i < value->length; i++)
		if (text[i] >= 'A' && text[i] <= 'Z')
			text[i] = (char)(text[i] - 'A' + 'a');
	return give_constant(call, text, value->length);
}

/* The next separator in [p, end), or NULL. */
static const char *find_separator(const char *p, const char *end, const struct node *separator)
{
	return memmem(p, (size_t)(end - p), node_text(separator), separator->length);
}

static bool has_separator(struct call *call)
{
	return scan_text(call) && argument_is_text(call, 1) &&
	       call->arguments[1].value->length > 0;
}

const struct node *function_part(struct call *call)
{
	const struct node *value = call->arguments[0].value;
	const struct node *separator = call->arguments[1].value;
	const char *p, *end, *stop;
	int64_t index;

	if (!has_separator(call) || !argument_integer(call, 2, &index) || index < 0)
		return NULL;
	p = node_text(value);
	end = p + value->length;
	while ((stop = find_separator(p, end, separator)) && index > 0) {
		p = stop + separator->length;
		index--;
	}
	if (index > 0)
		return NULL;
	return give_text(call, p, (size_t)((stop ? stop : end) - p));
}

bool function_parts(struct call *call, int64_t *parts)
{
	const struct node *value = call->arguments[0].value;
	const struct node *separator = call->arguments[1].value;
	const char *p, *end, *stop;
	int64_t count = 1;

	if (!has_separator(call))
		return false;
	p = node_text(value);
	end = p + value->length;
	while ((stop = find_separator(p, end, separator))) {
		p = stop + separator->length;
		count++;
	}
	*parts = count;
	return true;
}

const struct node *function_type_of(struct call *call)
{
	const struct node *value = call->arguments[0].value;

	const char *name;

	if (!value)
		return NULL;
	name = node_type_name(value);
	return give_constant(call, name, strlen(name));
}

const struct node *function_similar(struct call *call)
{
	const struct argument *among = &call->arguments[1];
	const struct node *best = NULL;
	struct similar similar;

	if (!argument_is_text(call, 0))
		return NULL;
	similar_init(&similar, node_text(call->arguments[0].value));
	for (size_t i = 0; i < among->count; i++) {
		const char *before = similar.best;

		if (node_type(among->nodes[i]) != NODE_STRING)
			continue;
		if (!run_visit(call->run, SIMILAR_COST))
			return NULL;
		similar_try(&similar, node_text(among->nodes[i]));
		if (similar.best != before)
			best = among->nodes[i];
	}
	return best;
}
