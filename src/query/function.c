#include "query/function.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/node.h"
#include "json/number.h"
#include "query/run.h"
#include "text/similar.h"

#define X(id, origin, types, depends, summary) \
	{ .name = #id, .standard = origin, .parameters = types, .by = depends, .logical = function_##id },
#define Y(id, origin, types, depends, summary) \
	{ .name = #id, .standard = origin, .parameters = types, .by = depends, .value = function_##id },
#define I(id, origin, types, depends, summary) \
	{ .name = #id, .standard = origin, .parameters = types, .by = depends, .integer = function_##id },
const struct function functions[] = { LOGICAL_FUNCTIONS(X) VALUE_FUNCTIONS(Y, I) };
#undef X
#undef Y
#undef I

#define X(id, origin, types, depends, summary) { #id, #id "(" types ") → L", summary },
#define Y(id, origin, types, depends, summary) { #id, #id "(" types ") → V", summary },
static const struct query_function_info infos[] = {
	LOGICAL_FUNCTIONS(X) VALUE_FUNCTIONS(Y, Y) { "", "", "" },
};
#undef X
#undef Y

#define FUNCTIONS_COUNT (sizeof(functions) / sizeof(functions[0]))

/* Bytes of a name that a function could have, for the did-you-mean. */
#define NAME_MAX_BYTES 40

const struct query_function_info *query_functions(void)
{
	return infos;
}

static const char *find_similar(const char *name, size_t n, bool standard)
{
	char word[NAME_MAX_BYTES + 1];
	struct similar similar;

	if (n > NAME_MAX_BYTES)
		return NULL;
	memcpy(word, name, n);
	word[n] = '\0';
	similar_init(&similar, word);
	for (size_t i = 0; i < FUNCTIONS_COUNT; i++)
		if (functions[i].standard || !standard)
			similar_try(&similar, functions[i].name);
	return similar.best;
}

const struct function *function_find(const char *name, size_t n, bool standard,
	const char **suggestion)
{
	for (size_t i = 0; i < FUNCTIONS_COUNT; i++) {
		const struct function *function = &functions[i];

		if (strncmp(function->name, name, n) == 0 && function->name[n] == '\0' &&
			(function->standard || !standard))
			return function;
	}
	*suggestion = find_similar(name, n, standard);
	return NULL;
}

uint32_t function_index(const struct function *function)
{
	return (uint32_t)(function - functions);
}

size_t function_arity(const struct function *function)
{
	return (strlen(function->parameters) + 2) / 3;
}

bool argument_is_text(const struct call *call, size_t i)
{
	return node_type(call->arguments[i].value) == NODE_STRING;
}

bool argument_integer(const struct call *call, size_t i, int64_t *value)
{
	const struct node *node = call->arguments[i].value;

	if (node_type(node) != NODE_NUMBER)
		return false;
	if (node->flags & NODE_INTEGER) {
		*value = (int64_t)node->item.valuedouble;
		return true;
	}
	return number_to_int64(number_read(node_text(node), node->length), value);
}

static struct node *make_node(struct call *call, int type, const char *text, size_t n)
{
	struct node *node = mem_zalloc(call->run->mem, sizeof(*node));

	node->item.type = type;
	node->item.valuestring = (char *)text;
	node->length = (uint32_t)n;
	return node;
}

const struct node *give_text(struct call *call, const char *text, size_t n)
{
	return make_node(call, cJSON_String, mem_text(call->run->mem, text, n), n);
}

const struct node *give_constant(struct call *call, const char *text, size_t n)
{
	return make_node(call, cJSON_String, text, n);
}

const struct node *give_integer(struct call *call, int64_t value)
{
	char text[24];
	char *p = text + sizeof(text);
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	struct node *node;
	size_t n;

	do {
		*--p = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		*--p = '-';
	n = (size_t)(text + sizeof(text) - p);
	node = make_node(call, cJSON_Number, mem_text(call->run->mem, p, n), n);
	node->item.valuedouble = (double)value;
	if (value >= -INT64_C(999999999999999) && value <= INT64_C(999999999999999))
		node->flags = NODE_INTEGER;
	return node;
}

/* The shortest text that reads back as the value. */
const struct node *give_double(struct call *call, double value)
{
	char text[40];
	struct node *node;
	int n = 0;

	if (!isfinite(value))
		return NULL;
	for (int digits = 15; digits <= 17; digits++) {
		n = snprintf(text, sizeof(text), "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	node = make_node(call, cJSON_Number, mem_text(call->run->mem, text, (size_t)n),
		(size_t)n);
	node->item.valuedouble = value;
	return node;
}

const struct node *give_secret(struct call *call, const struct node *value)
{
	struct node *copy = mem_alloc(call->run->mem, sizeof(*copy));

	*copy = *value;
	copy->flags |= NODE_SECRET;
	return copy;
}
