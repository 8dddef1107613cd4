#include "query/parser.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "json/names.h"

static struct selector *add_selector(struct parser *parser, enum selector_kind kind)
{
	struct selector *selector;

	if (parser->nselectors == parser->selectors_cap)
		parser->selectors = heap_grow(parser->selectors, &parser->selectors_cap,
			parser->nselectors + 1, sizeof(*parser->selectors));
	selector = &parser->selectors[parser->nselectors++];
	*selector = (struct selector){ .kind = kind };
	return selector;
}

static void add_segment(struct parser *parser, const struct segment *segment)
{
	if (parser->nsegments == parser->segments_cap)
		parser->segments = heap_grow(parser->segments, &parser->segments_cap,
			parser->nsegments + 1, sizeof(*parser->segments));
	parser->segments[parser->nsegments++] = *segment;
}

static void add_name(struct parser *parser)
{
	add_selector(parser, SELECT_NAME)->name =
		names_add(parser->space->names, parser->string.data, parser->string.length);
}

static void trail_add(struct trail *trail, const char *name)
{
	if (trail->open && trail->count < TRAIL_MAX)
		trail->names[trail->count++] = name;
	else
		trail->open = false;
}

/* What follows the first colon of a slice. */
static bool read_slice_rest(struct parser *parser, struct selector *slice)
{
	int c;

	parser_skip_blanks(parser);
	c = parser_peek(parser);
	if (c == '-' || (c >= '0' && c <= '9')) {
		if (!parser_integer(parser, &slice->end))
			return false;
		slice->has_end = true;
		parser_skip_blanks(parser);
	}
	slice->step = 1;
	if (!parser_take(parser, ':'))
		return true;
	parser_skip_blanks(parser);
	c = parser_peek(parser);
	return (c != '-' && (c < '0' || c > '9')) || parser_integer(parser, &slice->step);
}

/* 1, -1, 1:2, ::2 */
static bool read_index_or_slice(struct parser *parser)
{
	struct selector *selector = add_selector(parser, SELECT_INDEX);
	size_t end;

	if (parser_peek(parser) != ':') {
		if (!parser_integer(parser, &selector->start))
			return false;
		selector->has_start = true;
	}
	end = parser->at;
	parser_skip_blanks(parser);
	if (parser_take(parser, ':')) {
		selector->kind = SELECT_SLICE;
		return read_slice_rest(parser, selector);
	}
	parser->at = end;
	return true;
}

/* Behind the question mark. What @ is inside is an element of what the trail leads to. */
static bool read_filter(struct parser *parser, const struct trail *trail)
{
	const struct trail *outside = parser->here;
	struct trail inside = *trail;
	struct operand filter;
	bool ok;

	trail_add(&inside, NULL);
	parser->here = &inside;
	parser->filters++;
	parser_skip_blanks(parser);
	ok = parse_operand(parser, &filter) && parse_logical(parser, &filter);
	parser->filters--;
	parser->here = outside;
	if (ok)
		add_selector(parser, SELECT_FILTER)->filter = filter.expr;
	return ok;
}

static bool read_selector(struct parser *parser, const struct trail *trail)
{
	int c = parser_peek(parser);

	if (c == '\'' || c == '"') {
		if (!parser_string(parser))
			return false;
		add_name(parser);
		return true;
	}
	if (c == ':' || c == '-' || (c >= '0' && c <= '9'))
		return read_index_or_slice(parser);
	if (parser_take(parser, '*')) {
		add_selector(parser, SELECT_WILDCARD);
		return true;
	}
	if (parser_take(parser, '?'))
		return read_filter(parser, trail);
	return parser_expected(parser, "a selector (a name in quotes, an index, a slice, * or ?)");
}

/* Behind the opening bracket. */
static bool read_brackets(struct parser *parser, const struct trail *trail)
{
	do {
		size_t start = parser->at;

		parser_skip_blanks(parser);
		parser->spaced = parser->spaced || parser->at > start;
		if (!read_selector(parser, trail))
			return false;
		start = parser->at;
		parser_skip_blanks(parser);
		parser->spaced = parser->spaced || parser->at > start;
	} while (parser_take(parser, ','));
	return parser_take(parser, ']') || parser_expected(parser, ", or ]");
}

static bool read_shorthand(struct parser *parser)
{
	if (parser_take(parser, '*')) {
		add_selector(parser, SELECT_WILDCARD);
		return true;
	}
	if (!parser_name(parser))
		return false;
	add_name(parser);
	return true;
}

/* Where the path goes with this segment; a descendant segment goes nobody knows where. */
static void follow(struct parser *parser, struct trail *trail, const struct segment *segment)
{
	const struct selector *only = &segment->selectors[0];
	const char *name = NULL;

	if (segment->count == 1 && only->kind == SELECT_NAME)
		name = names_text(parser->space->names, only->name, NULL);
	trail_add(trail, name);
}

static bool is_singular(const struct segment *segment)
{
	enum selector_kind kind = segment->selectors[0].kind;

	return !segment->descendant && segment->count == 1 &&
	       (kind == SELECT_NAME || kind == SELECT_INDEX);
}

/* Takes the selectors from the stack. */
static void finish_segment(struct parser *parser, struct segment *segment, size_t first)
{
	size_t count = parser->nselectors - first;
	struct selector *copy = mem_alloc(parser->space->mem, count * sizeof(*copy));

	memcpy(copy, parser->selectors + first, count * sizeof(*copy));
	parser->nselectors = first;
	segment->selectors = copy;
	segment->count = (uint32_t)count;
}

/* One segment, whose first byte is [ or a point. */
static bool read_segment(struct parser *parser, struct trail *trail, struct segment *segment)
{
	size_t first = parser->nselectors;

	segment->descendant = parser_accept(parser, "..");
	if (segment->descendant)
		trail->open = false;
	if (parser_take(parser, '[')) {
		if (!read_brackets(parser, trail))
			return false;
	} else {
		if (!segment->descendant)
			parser_take(parser, '.');
		if (!read_shorthand(parser))
			return false;
	}
	finish_segment(parser, segment, first);
	follow(parser, trail, segment);
	return true;
}

/* Blanks may stand before a segment, but those behind the last are not the path's. */
static bool at_segment(struct parser *parser)
{
	size_t end = parser->at;
	int c;

	parser_skip_blanks(parser);
	c = parser_peek(parser);
	if (c == '[' || c == '.')
		return true;
	parser->at = end;
	return false;
}

/* Notes the path for expression_paths and gives its number. */
static size_t record(struct parser *parser, const struct trail *trail, size_t at)
{
	struct expression_path *path;
	const char **names;

	if (parser->npaths == parser->paths_cap)
		parser->paths = heap_grow(parser->paths, &parser->paths_cap, parser->npaths + 1,
			sizeof(*parser->paths));
	names = mem_alloc(parser->space->mem, (trail->count + 1) * sizeof(*names));
	memcpy(names, trail->names, trail->count * sizeof(*names));
	path = &parser->paths[parser->npaths];
	path->from_root = trail->from_root;
	path->names = names;
	path->count = trail->count;
	path->tests = false;
	path->at = at;
	path->length = parser->at - at;
	return parser->npaths++;
}

/* Where a path begins; false where @ is something below a descendant segment. */
static bool begin_trail(const struct parser *parser, bool from_root, struct trail *trail)
{
	trail->from_root = from_root;
	trail->open = true;
	trail->count = 0;
	if (from_root || !parser->here)
		return true;
	if (parser->here->open)
		*trail = *parser->here;
	return parser->here->open;
}

/* Takes the segments from the stack. */
static void finish_path(struct parser *parser, struct path *path, size_t first)
{
	size_t count = parser->nsegments - first;
	struct segment *copy = mem_alloc(parser->space->mem, (count + 1) * sizeof(*copy));

	path->singular = true;
	for (size_t i = 0; i < count; i++) {
		copy[i] = parser->segments[first + i];
		path->singular = path->singular && is_singular(&copy[i]);
	}
	parser->nsegments = first;
	path->segments = copy;
	path->count = (uint32_t)count;
}

bool parse_path(struct parser *parser, struct operand *out)
{
	struct path path = { .from_root = parser_peek(parser) == '$' };
	size_t first = parser->nsegments;
	struct trail trail;
	bool known = begin_trail(parser, path.from_root, &trail);
	bool outside = parser->spaced;

	parser->spaced = false;
	out->at = parser->at++;
	while (at_segment(parser)) {
		struct segment segment;

		if (!read_segment(parser, &trail, &segment))
			return false;
		add_segment(parser, &segment);
	}
	finish_path(parser, &path, first);
	out->expr = make_path(parser, &path);
	out->end = parser->at;
	out->spaced = parser->spaced;
	parser->spaced = outside;
	out->path = known ? record(parser, &trail, out->at) : NO_PATH;
	return true;
}

bool parse_singular(struct parser *parser, const struct operand *operand)
{
	return !operand->spaced || !operand->expr->path.singular ||
	       err_set_at(parser->err, operand->at, operand->end - operand->at,
		       "%s: a singular query has no blanks inside its brackets",
		       parser_quote(parser, operand->at, operand->end));
}
