/* Which of some values was meant: a part of explain.h. */
#include "shape/explain.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text/similar.h"

/* Words of fewer letters are only told apart by case. */
#define LETTERS_MIN 3

/* Ways to write units of bandwidth, longest first, and their size in Mbit/s times 1000. */
static const struct {
	char name[8];
	double size;
} units[] = {
	{ "kbit/s", 1 }, { "mbit/s", 1e3 }, { "gbit/s", 1e6 }, { "tbit/s", 1e9 },
	{ "kbps", 1 },   { "mbps", 1e3 },   { "gbps", 1e6 },   { "tbps", 1e9 },
	{ "kbit", 1 },   { "mbit", 1e3 },   { "gbit", 1e6 },   { "tbit", 1e9 },
	{ "kb", 1 },     { "mb", 1e3 },     { "gb", 1e6 },     { "tb", 1e9 },
	{ "k", 1 },      { "m", 1e3 },      { "g", 1e6 },      { "t", 1e9 },
};

/* "1Gbps", "1000M", "1 g" as a number that is equal where the bandwidth is; 0 if it is none. */
static double bandwidth(const char *text)
{
	char *unit;
	double number;

	if (!isdigit((unsigned char)text[0]) || text[1] == 'x' || text[1] == 'X')
		return 0;
	number = strtod(text, &unit);
	while (*unit == ' ' || *unit == '_' || *unit == '-')
		unit++;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcasecmp(unit, units[i].name) == 0)
			return number * units[i].size;
	return 0;
}

static const struct node *same_bandwidth(const struct values *values, const char *text)
{
	double wanted = bandwidth(text);

	for (size_t i = 0; wanted > 0 && i < values->count; i++) {
		const struct node *item = values->items[i];
		double given = node_type(item) == NODE_STRING ? bandwidth(node_text(item)) : 0;

		if (given > 0 && given >= wanted * 0.999999 && given <= wanted * 1.000001)
			return item;
	}
	return NULL;
}

static const struct node *nearest(const struct values *values, const char *text)
{
	const struct node *best = NULL;
	struct similar similar;

	similar_init(&similar, text);
	for (size_t i = 0; i < values->count; i++) {
		const char *before = similar.best;

		if (node_type(values->items[i]) != NODE_STRING)
			continue;
		if (strcasecmp(text, node_text(values->items[i])) == 0)
			return values->items[i];
		if (strlen(text) >= LETTERS_MIN)
			similar_try(&similar, node_text(values->items[i]));
		if (similar.best != before)
			best = values->items[i];
	}
	return best;
}

const char *suggest_name(const char *name, const char *const *candidates, size_t n)
{
	if (strlen(name) >= LETTERS_MIN)
		return similar_find(name, candidates, n);
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(name, candidates[i]) == 0)
			return candidates[i];
	return NULL;
}

/*
 * The scalar of the list that is written with the letters of the string, or the string that
 * looks like the scalar.
 */
static const struct node *same_letters(const struct values *values, const struct node *value)
{
	for (size_t i = 0; i < values->count; i++) {
		const struct node *item = values->items[i];
		bool scalars = node_type(item) == NODE_NUMBER || node_type(value) == NODE_NUMBER;

		if (node_type(item) != node_type(value) && scalars && node_text(item) &&
			node_text(value) && strcmp(node_text(item), node_text(value)) == 0)
			return item;
	}
	return NULL;
}

const struct node *suggest_value(const struct values *values, const struct node *value)
{
	const struct node *found = NULL;

	if (value->flags & NODE_SECRET)
		return NULL;
	if (node_type(value) == NODE_STRING || node_type(value) == NODE_NUMBER)
		found = same_letters(values, value);
	if (found || node_type(value) != NODE_STRING || strlen(node_text(value)) != value->length)
		return found;
	found = same_bandwidth(values, node_text(value));
	return found ? found : nearest(values, node_text(value));
}
