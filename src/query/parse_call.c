#include "query/parser.h"

#include "base/buf.h"
#include "base/err.h"
#include "json/node.h"
#include "net/registry.h"
#include "query/function.h"
#include "text/regex.h"
#include "text/similar.h"

static bool check_argument(struct parser *parser, const struct function *function, size_t i,
	const struct operand *operand)
{
	const struct expr *expr = operand->expr;
	size_t length = operand->end - operand->at;
	const char *name = function->name;

	if (function_takes_nodes(function, i))
		return expr->kind == EXPR_PATH ||
		       err_set_at(parser->err, operand->at, length,
			       "argument %zu of %s has to be a query, not %s", i + 1, name,
			       parser_quote(parser, operand->at, operand->end));
	if (expr_type(expr) == EXPRESSION_VALUE || (expr->kind == EXPR_PATH && expr->path.singular))
		return parse_singular(parser, operand);
	if (expr->kind == EXPR_PATH)
		return err_set_at(parser->err, operand->at, length,
			"argument %zu of %s is one value, and %s can select several nodes", i + 1,
			name, parser_quote(parser, operand->at, operand->end));
	return err_set_at(parser->err, operand->at, length,
		"argument %zu of %s has to be a value, and %s is true or false", i + 1, name,
		parser_quote(parser, operand->at, operand->end));
}

/*
 * A pattern that can never match is a mistake of the author, though for the RFC it
 * is just no match.
 */
static bool check_pattern(struct parser *parser, const struct operand *operand)
{
	const struct node *literal = operand->expr->literal;
	struct err reason = { 0 };
	struct regex *regex =
		regex_open(node_text(literal), literal->length, REGEX_IREGEXP, &reason);

	regex_close(regex);
	return regex || err_set_at(parser->err, operand->at, operand->end - operand->at,
				"no pattern of RFC 9485: %s", reason.text);
}

/* A registry that has no sets at all may still get them. */
static bool check_set(struct parser *parser, const struct operand *operand)
{
	const struct registry *registry = parser->space->registry;
	const char *set = node_text(operand->expr->literal);
	struct similar similar;
	const char *name;
	struct buf names;

	if (!registry || !registry_set_name(registry, 0) || registry_has_set(registry, set))
		return true;
	buf_init(&names);
	similar_init(&similar, set);
	for (size_t i = 0; (name = registry_set_name(registry, i)); i++) {
		similar_try(&similar, name);
		buf_printf(&names, "%s%s", i > 0 ? ", " : "", name);
	}
	if (similar.best) {
		buf_clear(&names);
		buf_printf(&names, "did you mean \"%s\"?", similar.best);
	}
	err_set_at(parser->err, operand->at, operand->end - operand->at,
		"there is no set %s; %s%s", parser_quote(parser, operand->at, operand->end),
		similar.best ? "" : "there are ", names.data);
	buf_release(&names);
	return false;
}

/* What can be told of a constant before any document is seen. */
static bool check_constant(struct parser *parser, const struct function *function, size_t i,
	const struct operand *operand)
{
	const struct expr *expr = operand->expr;

	if (i != 1 || expr->kind != EXPR_LITERAL || node_type(expr->literal) != NODE_STRING)
		return true;
	if (function->logical == function_is_in)
		return check_set(parser, operand);
	if (function->logical == function_match || function->logical == function_search)
		return !parser->extended || check_pattern(parser, operand);
	return true;
}

/* The arguments up to the closing parenthesis; what is beyond the arity is only counted. */
static bool read_arguments(struct parser *parser, const struct function *function, size_t first)
{
	struct operand operand;

	parser_skip_blanks(parser);
	if (parser_take(parser, ')'))
		return true;
	do {
		size_t i = parser->noperands - first;

		parser_skip_blanks(parser);
		if (!parse_operand(parser, &operand))
			return false;
		if (i < function_arity(function) &&
			(!check_argument(parser, function, i, &operand) ||
				!check_constant(parser, function, i, &operand)))
			return false;
		make_operand(parser, operand.expr);
		parser_skip_blanks(parser);
	} while (parser_take(parser, ','));
	return parser_take(parser, ')') || parser_expected(parser, ", or )");
}

static bool read_call(struct parser *parser, const struct function *function, struct operand *out)
{
	size_t first = parser->noperands;
	size_t arity = function_arity(function);
	size_t count;

	if (!read_arguments(parser, function, first))
		return false;
	out->end = parser->at;
	count = parser->noperands - first;
	if (count != arity)
		return err_set_at(parser->err, out->at, out->end - out->at,
			"%s takes %zu argument%s, not %zu", function->name, arity,
			arity == 1 ? "" : "s", count);
	out->expr = make_call(parser, function, first);
	return true;
}

/* The name ends where the place is. */
static bool unknown_function(struct parser *parser, size_t at, const char *suggestion)
{
	const char *name = parser_quote(parser, at, parser->at);
	size_t length = parser->at - at;
	const char *other;

	if (suggestion)
		return err_set_at(parser->err, at, length,
			"there is no function %s; did you mean %s?", name, suggestion);
	if (!parser->extended && function_find(parser->text + at, length, false, &other))
		return err_set_at(parser->err, at, length,
			"%s is a function of rules, not one of RFC 9535", name);
	return err_set_at(parser->err, at, length, "there is no function %s", name);
}

bool parse_call(struct parser *parser, size_t end, struct operand *out)
{
	const struct function *function;
	const char *suggestion;

	function = function_find(parser->text + out->at, end - out->at, !parser->extended,
		&suggestion);
	parser->at = end;
	if (!function)
		return unknown_function(parser, out->at, suggestion);
	parser->at++;
	return read_call(parser, function, out);
}
