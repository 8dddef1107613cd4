#include "query/parser.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "json/node.h"
#include "query/function.h"
#include "query/op.h"

static const char *quote_operand(struct parser *parser, const struct operand *operand)
{
	return parser_quote(parser, operand->at, operand->end);
}

bool parse_logical(struct parser *parser, struct operand *operand)
{
	const struct expr *expr = operand->expr;

	switch (expr_type(expr)) {
	case EXPRESSION_LOGICAL:
		return true;
	case EXPRESSION_NODES:
		operand->expr = make_single(parser, EXPR_TEST, expr);
		if (operand->path != NO_PATH)
			parser->paths[operand->path].tests = true;
		return true;
	default:
		break;
	}
	if (expr->kind == EXPR_CALL)
		return err_set_at(parser->err, operand->at, operand->end - operand->at,
			"%s() gives a value: compare it", expr->function->name);
	return err_set_at(parser->err, operand->at, operand->end - operand->at,
		"%s is a value: compare it with something", quote_operand(parser, operand));
}

/* What both sides of a comparison have to be. */
static bool check_comparable(struct parser *parser, const struct operand *operand)
{
	const struct expr *expr = operand->expr;
	size_t length = operand->end - operand->at;

	if (expr_type(expr) == EXPRESSION_VALUE || (expr->kind == EXPR_PATH && expr->path.singular))
		return parse_singular(parser, operand);
	if (expr->kind == EXPR_PATH)
		return err_set_at(parser->err, operand->at, length,
			"%s: a comparison needs a singular query, this can select several nodes",
			quote_operand(parser, operand));
	if (expr->kind == EXPR_CALL)
		return err_set_at(parser->err, operand->at, length,
			"%s() is true or false: it is not compared", expr->function->name);
	return err_set_at(parser->err, operand->at, length,
		"%s: a comparison needs values on both sides", quote_operand(parser, operand));
}

/* The end of the word in small letters that is here. */
static size_t word_end(const struct parser *parser)
{
	size_t end = parser->at;

	for (; end < parser->n; end++) {
		char c = parser->text[end];

		if (!(c >= 'a' && c <= 'z') && c != '_' && !(c >= '0' && c <= '9'))
			break;
	}
	return end;
}

static bool unknown_word(struct parser *parser, size_t at, size_t end)
{
	const char *word = parser_quote(parser, at, end);
	const char *other;

	if (function_find(parser->text + at, end - at, false, &other))
		return err_set_at(parser->err, at, end - at,
			"%s is a function: its arguments follow at once, %s(…)", word, word);
	return err_set_at(parser->err, at, end - at,
		"%s is neither true, false, null nor a function; a member is written @.%s", word, word);
}

/* true, false, null or a call. */
static bool read_word(struct parser *parser, struct operand *out)
{
	static const struct {
		const char *word;
		int type;
	} constants[] = {
		{ "true", cJSON_True },
		{ "false", cJSON_False },
		{ "null", cJSON_NULL },
	};
	size_t end = word_end(parser);
	size_t n = end - parser->at;

	if (end < parser->n && parser->text[end] == '(')
		return parse_call(parser, end, out);
	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++) {
		if (strlen(constants[i].word) != n ||
			memcmp(constants[i].word, parser->text + parser->at, n) != 0)
			continue;
		parser->at = out->end = end;
		out->expr = make_literal(parser, constants[i].type, "", 0);
		return true;
	}
	return unknown_word(parser, out->at, end);
}

/* A literal, a path or a call. */
static bool read_primary(struct parser *parser, struct operand *out)
{
	int c = parser_peek(parser);

	*out = (struct operand){ .at = parser->at, .path = NO_PATH };
	if (c == '$' || c == '@')
		return parse_path(parser, out);
	if (c >= 'a' && c <= 'z')
		return read_word(parser, out);
	if (c == '\'' || c == '"') {
		if (!parser_string(parser))
			return false;
		out->expr = make_literal(parser, cJSON_String, parser->string.data,
			parser->string.length);
	} else if (c == '-' || (c >= '0' && c <= '9')) {
		if (!parser_number(parser))
			return false;
		out->expr = make_literal(parser, cJSON_Number, parser->text + out->at,
			parser->at - out->at);
	} else {
		return parser_expected(parser, "a query, a literal, a function, ! or (");
	}
	out->end = parser->at;
	return true;
}

static bool accept_comparison(struct parser *parser, enum comparison *comparison)
{
	static const struct {
		const char *sign;
		enum comparison comparison;
	} signs[] = {
		{ "==", COMPARE_EQ },
		{ "!=", COMPARE_NE },
		{ "<=", COMPARE_LE },
		{ ">=", COMPARE_GE },
		{ "<", COMPARE_LT },
		{ ">", COMPARE_GT },
	};
	int c = parser_peek(parser);

	if (c <= 0 || !strchr("=!<>", c))
		return false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (parser_accept(parser, signs[i].sign)) {
			*comparison = signs[i].comparison;
			return true;
		}
	}
	return false;
}

/* What other languages write where an operator can stand, longer ones first. */
static bool check_operator(struct parser *parser)
{
	static const struct {
		const char *wrong, *right;
	} signs[] = {
		{ "===", "==" },
		{ "==", NULL },
		{ "=<", "<=" },
		{ "=>", ">=" },
		{ "=~", "match() or search()" },
		{ "=", "==" },
		{ "!==", "!=" },
		{ "<>", "!=" },
		{ "&&", NULL },
		{ "&", "&&" },
		{ "||", NULL },
		{ "|", "||" },
		{ "and ", "&&" },
		{ "or ", "||" },
		{ "in ", "one_of()" },
	};
	size_t at = parser->at;
	int c = parser_peek(parser);

	if (c <= 0 || !strchr("=!<>&|aoi", c))
		return true;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		size_t length = strlen(signs[i].wrong);

		if (!parser_accept(parser, signs[i].wrong))
			continue;
		parser->at = at;
		length -= signs[i].wrong[length - 1] == ' ';
		return !signs[i].right ||
		       err_set_at(parser->err, at, length, "%.*s is no operator: write %s",
			       (int)length, signs[i].wrong, signs[i].right);
	}
	return true;
}

/* Behind the comparison's sign. */
static bool read_comparison(struct parser *parser, enum comparison comparison,
	struct operand *left)
{
	struct operand right;

	parser_skip_blanks(parser);
	if (!check_comparable(parser, left) || !read_primary(parser, &right) ||
		!check_comparable(parser, &right))
		return false;
	left->expr = make_compare(parser, comparison, left->expr, right.expr);
	left->end = right.end;
	left->path = NO_PATH;
	parser_skip_blanks(parser);
	return check_operator(parser);
}

/* Behind the opening parenthesis. */
static bool read_parentheses(struct parser *parser, struct operand *out)
{
	size_t at = parser->at - 1;

	parser_skip_blanks(parser);
	if (!parse_operand(parser, out) || !parse_logical(parser, out))
		return false;
	parser_skip_blanks(parser);
	if (!parser_take(parser, ')'))
		return parser_expected(parser, "&&, || or )");
	out->at = at;
	out->end = parser->at;
	out->path = NO_PATH;
	return true;
}

static bool at_comparison(struct parser *parser)
{
	size_t at = parser->at;
	enum comparison comparison;
	bool found;

	parser_skip_blanks(parser);
	found = accept_comparison(parser, &comparison);
	parser->at = at;
	return found;
}

static bool check_uncompared(struct parser *parser, const struct operand *operand)
{
	return !at_comparison(parser) ||
	       err_set_at(parser->err, operand->at, operand->end - operand->at,
		       "%s is true or false: it is not compared",
		       quote_operand(parser, operand));
}

/* Behind the exclamation mark. */
static bool read_negation(struct parser *parser, struct operand *out)
{
	size_t at = parser->at - 1;

	parser_skip_blanks(parser);
	if (parser_take(parser, '(')) {
		if (!read_parentheses(parser, out))
			return false;
	} else {
		if (!read_primary(parser, out))
			return false;
		if (at_comparison(parser))
			return err_set_at(parser->err, at, out->end - at,
				"! negates a test, not a comparison: put it in parentheses, !(…)");
		if (!parse_logical(parser, out))
			return false;
	}
	out->expr = make_single(parser, EXPR_NOT, out->expr);
	out->at = at;
	out->path = NO_PATH;
	return true;
}

static bool read_basic(struct parser *parser, struct operand *out)
{
	enum comparison comparison;
	size_t end;

	if (parser_take(parser, '!'))
		return read_negation(parser, out);
	if (parser_take(parser, '('))
		return read_parentheses(parser, out) && check_uncompared(parser, out);
	if (!read_primary(parser, out))
		return false;
	end = parser->at;
	parser_skip_blanks(parser);
	if (!check_operator(parser))
		return false;
	if (accept_comparison(parser, &comparison))
		return read_comparison(parser, comparison, out);
	parser->at = end;
	return true;
}

static bool read_chain(struct parser *parser, enum expr_kind kind, struct operand *out);

static bool read_link(struct parser *parser, enum expr_kind kind, struct operand *out)
{
	return kind == EXPR_OR ? read_chain(parser, EXPR_AND, out) : read_basic(parser, out);
}

/* Links and their signs; a chain of one link is that link, whatever it is. */
static bool read_chain(struct parser *parser, enum expr_kind kind, struct operand *out)
{
	const char *sign = kind == EXPR_OR ? "||" : "&&";
	size_t first = parser->noperands;

	if (!read_link(parser, kind, out))
		return false;
	for (;;) {
		struct operand next;
		size_t end = parser->at;

		parser_skip_blanks(parser);
		if (!parser_accept(parser, sign)) {
			parser->at = end;
			break;
		}
		if (parser->noperands == first) {
			if (!parse_logical(parser, out))
				return false;
			make_operand(parser, out->expr);
		}
		parser_skip_blanks(parser);
		if (!read_link(parser, kind, &next) || !parse_logical(parser, &next))
			return false;
		make_operand(parser, next.expr);
		out->end = next.end;
	}
	if (parser->noperands > first) {
		out->expr = make_chain(parser, kind, first);
		out->path = NO_PATH;
	}
	return true;
}

bool parse_operand(struct parser *parser, struct operand *out)
{
	bool ok;

	if (parser->nesting == NESTING_MAX)
		return err_set_at(parser->err, parser->at, parser->at < parser->n,
			"this is nested more than %d levels deep", NESTING_MAX);
	parser->nesting++;
	ok = read_chain(parser, EXPR_OR, out);
	parser->nesting--;
	return ok;
}

static bool read_whole(struct parser *parser, struct operand *out)
{
	bool ok;

	if (parser->n > EXPRESSION_LENGTH_MAX)
		return err_set(parser->err, "an expression of %zu bytes is too long: the most is %d", parser->n,
			EXPRESSION_LENGTH_MAX);
	if (parser->extended) {
		parser_skip_blanks(parser);
		ok = parse_operand(parser, out);
		parser_skip_blanks(parser);
	} else {
		if (parser_peek(parser) != '$')
			return parser_expected(parser, "$, the root");
		ok = parse_path(parser, out);
	}
	if (!ok || parser->at == parser->n)
		return ok;
	return parser_expected(parser, out->expr->kind == EXPR_PATH ?
		"a segment (.name, [selector] or ..name) or the end" : "an operator or the end");
}

static struct expression *parse(struct query_space *space, const char *text, size_t n,
	bool extended, struct err *err)
{
	struct parser parser = {
		.space = space, .text = text, .n = n, .err = err, .extended = extended
	};
	struct expression *expression = NULL;
	struct operand whole;

	buf_init(&parser.key);
	buf_init(&parser.string);
	if (read_whole(&parser, &whole)) {
		size_t size = parser.npaths * sizeof(*parser.paths);
		struct expression_path *paths = mem_alloc(space->mem, size + 1);

		if (size > 0)
			memcpy(paths, parser.paths, size);
		expression = op_lay_out(space, whole.expr, paths, parser.npaths);
	}
	free(parser.paths);
	free(parser.selectors);
	free(parser.segments);
	free(parser.operands);
	buf_release(&parser.key);
	buf_release(&parser.string);
	return expression;
}

struct expression *expression_parse(struct query_space *space, const char *text, size_t n,
	struct err *err)
{
	return parse(space, text, n, true, err);
}

struct expression *query_parse(struct query_space *space, const char *text, size_t n,
	struct err *err)
{
	return parse(space, text, n, false, err);
}

enum expression_type expression_type(const struct expression *expression)
{
	return op_type(op_of(expression));
}

void expression_paths(const struct expression *expression,
	void (*visit)(void *context, const struct expression_path *path), void *context)
{
	const struct op *op = op_of(expression);
	const struct parsed *parsed;

	if (!(op->flags & OP_PATHS))
		return;
	parsed = (const struct parsed *)((const char *)op - offsetof(struct parsed, whole));
	for (size_t i = 0; i < parsed->npaths; i++)
		visit(context, &parsed->paths[i]);
}
