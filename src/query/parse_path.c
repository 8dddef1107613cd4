#include "query/parser.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "json/names.h"

/* Selectors of the segment and segments of the path that are being read. */
struct selectors {
	struct selector *items;
	size_t count, cap;
};

struct segments {
	struct segment *items;
	size_t count, cap;
};

static struct selector *add_selector(struct selectors *selectors, enum selector_kind kind)
{
	struct selector *selector;

	if (selectors->count == selectors->cap)
		selectors->items = heap_grow(selectors->items, &selectors->cap,
			selectors->count + 1, sizeof(*selectors->items));
	selector = &selectors->items[selectors->count++];
	*selector = (struct selector){ .kind = kind };
	return selector;
}

static void add_name(struct parser *parser, struct selectors *selectors)
{
	add_selector(selectors, SELECT_NAME)->name =
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
	if (!parser_accept(parser, ":"))
		return true;
	parser_skip_blanks(parser);
	c = parser_peek(parser);
	return (c != '-' && (c < '0' || c > '9')) || parser_integer(parser, &slice->step);
}

/* 1, -1, 1:2, ::2 */
static bool read_index_or_slice(struct parser *parser, struct selectors *selectors)
{
	struct selector *selector = add_selector(selectors, SELECT_INDEX);
	size_t end;

	if (parser_peek(parser) != ':') {
		if (!parser_integer(parser, &selector->start))
			return false;
		selector->has_start = true;
	}
	end = parser->at;
	parser_skip_blanks(parser);
	if (parser_accept(parser, ":")) {
		selector->kind = SELECT_SLICE;
		return read_slice_rest(parser, selector);
	}
	parser->at = end;
	return true;
}

/* Behind the question mark. What @ is inside is an element of what the trail leads to. */
static bool read_filter(struct parser *parser, const struct trail *trail,
	struct selectors *selectors)
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
		add_selector(selectors, SELECT_FILTER)->filter = filter.expr;
	return ok;
}

static bool read_selector(struct parser *parser, const struct trail *trail,
	struct selectors *selectors)
{
	int c = parser_peek(parser);

	if (c == '\'' || c == '"') {
		if (!parser_string(parser))
			return false;
		add_name(parser, selectors);
		return true;
	}
	if (c == ':' || c == '-' || (c >= '0' && c <= '9'))
		return read_index_or_slice(parser, selectors);
	if (parser_accept(parser, "*")) {
		add_selector(selectors, SELECT_WILDCARD);
		return true;
	}
	if (parser_accept(parser, "?"))
		return read_filter(parser, trail, selectors);
	return parser_expected(parser, "a selector (a name in quotes, an index, a slice, * or ?)");
}

/* Behind the opening bracket. */
static bool read_brackets(struct parser *parser, const struct trail *trail,
	struct selectors *selectors)
{
	do {
		parser_skip_blanks(parser);
		if (!read_selector(parser, trail, selectors))
			return false;
		parser_skip_blanks(parser);
	} while (parser_accept(parser, ","));
	return parser_accept(parser, "]") || parser_expected(parser, ", or ]");
}

static bool read_shorthand(struct parser *parser, struct selectors *selectors)
{
	if (parser_accept(parser, "*")) {
		add_selector(selectors, SELECT_WILDCARD);
		return true;
	}
	if (!parser_name(parser))
		return false;
	add_name(parser, selectors);
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

/* One segment, whose first byte is [ or a point. The selectors are used again for the next. */
static bool read_segment(struct parser *parser, struct trail *trail, struct selectors *selectors,
	struct segment *segment)
{
	struct selector *copy;

	selectors->count = 0;
	segment->descendant = parser_accept(parser, "..");
	if (segment->descendant)
		trail->open = false;
	if (parser_accept(parser, "[")) {
		if (!read_brackets(parser, trail, selectors))
			return false;
	} else {
		if (!segment->descendant)
			parser_accept(parser, ".");
		if (!read_shorthand(parser, selectors))
			return false;
	}
	copy = mem_alloc(parser->space->mem, selectors->count * sizeof(*copy));
	memcpy(copy, selectors->items, selectors->count * sizeof(*copy));
	segment->selectors = copy;
	segment->count = (uint32_t)selectors->count;
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

static bool read_segments(struct parser *parser, struct trail *trail, struct selectors *selectors,
	struct segments *segments)
{
	while (at_segment(parser)) {
		if (segments->count == segments->cap)
			segments->items = heap_grow(segments->items, &segments->cap,
				segments->count + 1, sizeof(*segments->items));
		if (!read_segment(parser, trail, selectors, &segments->items[segments->count]))
			return false;
		segments->count++;
	}
	return true;
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

/* Where a path begins; *known is false where @ is something below a descendant segment. */
static struct trail begin_trail(const struct parser *parser, bool from_root, bool *known)
{
	struct trail trail = { .from_root = from_root, .open = true };

	*known = true;
	if (from_root || !parser->here)
		return trail;
	*known = parser->here->open;
	return *known ? *parser->here : trail;
}

bool parse_path(struct parser *parser, struct operand *out)
{
	struct selectors selectors = { 0 };
	struct segments segments = { 0 };
	struct path path = { .from_root = parser_peek(parser) == '$', .singular = true };
	bool known, ok;
	struct trail trail = begin_trail(parser, path.from_root, &known);

	out->at = parser->at++;
	ok = read_segments(parser, &trail, &selectors, &segments);
	if (ok) {
		struct segment *copy =
			mem_alloc(parser->space->mem, (segments.count + 1) * sizeof(*copy));

		for (size_t i = 0; i < segments.count; i++) {
			copy[i] = segments.items[i];
			path.singular = path.singular && is_singular(&copy[i]);
		}
		path.segments = copy;
		path.count = (uint32_t)segments.count;
		out->expr = make_path(parser, &path);
		out->end = parser->at;
		out->path = known ? record(parser, &trail, out->at) : NO_PATH;
	}
	free(selectors.items);
	free(segments.items);
	return ok;
}
