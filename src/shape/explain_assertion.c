/* What is wrong with a value by itself: a part of explain.h. */
#include "shape/explain.h"

#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "shape/format.h"
#include "shape/resource.h"
#include "text/regex.h"
#include "text/utf8.h"

static bool is_number(const char *text, size_t n)
{
	const char *p = text, *end = text + n;
	const char *digits;

	p += p < end && *p == '-';
	digits = p;
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	if (p == digits || (*digits == '0' && p > digits + 1))
		return false;
	if (p < end && *p == '.') {
		digits = ++p;
		while (p < end && *p >= '0' && *p <= '9')
			p++;
		if (p == digits)
			return false;
	}
	return p == end;
}

/* A string whose quotes are one too many, or a scalar that lacks them. */
static void find_quotes(struct explain *explain, struct fault *fault, unsigned types, bool integer)
{
	const struct node *node = fault->node;
	const char *text = node_text(node);

	if (node->flags & NODE_SECRET)
		return;
	if (node_type(node) == NODE_NUMBER && types >> NODE_STRING & 1) {
		fault->help = "write it in quotes";
		fault->fix = mem_printf(explain->mem, "\"%s\"", text);
	}
	if (node_type(node) != NODE_STRING)
		return;
	if (types >> NODE_NUMBER & 1 && is_number(text, node->length) &&
		(!integer || number_is_integer(number_read(text, node->length))))
		fault->fix = text;
	else if (types >> NODE_TRUE & 1 &&
		 (strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
		fault->fix = text;
	else if (types >> NODE_NULL & 1 && strcmp(text, "null") == 0)
		fault->fix = text;
	if (fault->fix)
		fault->help = "write it without quotes";
}

void explain_type(struct explain *explain, const struct sub *sub, const struct node *value)
{
	struct buf *out = &explain->buf;
	struct fault fault = { "shape/type", RANK_TYPE, SEVERITY_ERROR, sub, "type", value, false,
		NULL, NULL };
	bool scalar = node_type(value) == NODE_STRING || node_type(value) == NODE_NUMBER;

	buf_clear(out);
	say_name(explain, value);
	buf_puts(out, " must be ");
	say_types(out, sub->types, sub->integer);
	say_found(out, value);
	if (scalar && node_type(value) == NODE_NUMBER && sub->types >> NODE_NUMBER & 1)
		buf_puts(out, " (not an integer)");
	else if (scalar)
		buf_printf(out, " (a %s)", node_type_name(value));
	find_quotes(explain, &fault, sub->types, sub->integer);
	explain_tell(explain, &fault);
}

static void explain_values(struct explain *explain, struct fault *fault, const struct insn *insn)
{
	const struct node *meant = suggest_value(insn->with.values, fault->node);

	fault->rule = insn->keyword == KEYWORD_CONST ? "shape/const" : "shape/enum";
	fault->rank = RANK_VALUES;
	buf_puts(&explain->buf, " must be ");
	say_list(&explain->buf, insn->with.values);
	say_found(&explain->buf, fault->node);
	if (!meant)
		return;
	fault->fix = suggest_text(explain, meant);
	fault->help = mem_printf(explain->mem, "did you mean %s?", fault->fix);
}

static void explain_limit(struct explain *explain, struct fault *fault, const struct insn *insn,
	const char *words)
{
	fault->rule = insn->op == OP_MULTIPLE ? "shape/multiple-of" : "shape/range";
	fault->rank = RANK_LIMIT;
	buf_printf(&explain->buf, " must be %s ", words);
	say_schema_value(&explain->buf, insn->node);
	say_found(&explain->buf, fault->node);
}

/* "must have at least 2 characters, has 1" */
static void explain_count(struct explain *explain, const struct insn *insn, const char *thing,
	size_t count)
{
	bool least = insn->op == OP_MIN_COUNT || insn->op == OP_MIN_LENGTH;
	size_t limit = insn->with.count;

	if (least && limit == 1 && count == 0)
		buf_puts(&explain->buf, " must not be empty");
	else if (!least && limit == 0)
		buf_printf(&explain->buf, " must be empty, has %zu %s%s", count, thing,
			count == 1 ? "" : "s");
	else
		buf_printf(&explain->buf, " must have at %s %zu %s%s, has %zu",
			least ? "least" : "most", limit, thing, limit == 1 ? "" : "s", count);
}

static void explain_size(struct explain *explain, struct fault *fault, const struct insn *insn)
{
	const struct node *node = fault->node;

	switch (insn->keyword) {
	case KEYWORD_MIN_LENGTH:
	case KEYWORD_MAX_LENGTH:
		fault->rule = "shape/length";
		fault->rank = RANK_LIMIT;
		explain_count(
			explain, insn, "character", utf8_points(node_text(node), node->length));
		break;
	case KEYWORD_MIN_ITEMS:
	case KEYWORD_MAX_ITEMS:
		fault->rule = "shape/items-count";
		explain_count(explain, insn, "element", node->length);
		break;
	default:
		fault->rule = "shape/members-count";
		explain_count(explain, insn, "member", node->length);
	}
}

static void explain_format(struct explain *explain, struct fault *fault, const struct insn *insn)
{
	const struct format *format = insn->with.format;
	const char *why = format->check(node_text(fault->node), fault->node->length);
	struct err reason = { 0 };

	fault->rule = "shape/format";
	fault->rank = RANK_FORMAT;
	if (format->check == format_regex &&
		!regex_is_valid(node_text(fault->node), fault->node->length, REGEX_ECMA, &reason))
		why = reason.text;
	buf_printf(&explain->buf, " must be %s", format->noun);
	say_found(&explain->buf, fault->node);
	if (why && *why && !(fault->node->flags & NODE_SECRET))
		buf_printf(&explain->buf, ": %s", why);
}

static void explain_pattern(struct explain *explain, struct fault *fault, const struct insn *insn)
{
	const struct node *node = fault->node;
	struct buf *out = &explain->buf;

	fault->rule = "shape/pattern";
	fault->rank = RANK_PATTERN;
	if (regex_match(insn->with.regex, node_text(node), node->length, false) == REGEX_LIMIT) {
		buf_puts(out, " cannot be matched: the pattern ");
		buf_add(out, node_text(insn->node), insn->node->length);
		buf_printf(out, " takes more than %" PRIu32 " steps, or too much memory",
			regex_steps(node->length));
		return;
	}
	buf_puts(out, " must match the pattern ");
	buf_add(out, node_text(insn->node), insn->node->length);
	say_found(out, node);
}

static void explain_unique(struct explain *explain, struct fault *fault)
{
	const struct node *first = NULL;

	fault->node = run_duplicate(&explain->run, fault->node, &first);
	fault->rule = "shape/unique-items";
	buf_clear(&explain->buf);
	say_name(explain, fault->node);
	buf_puts(&explain->buf, " repeats ");
	say_name(explain, first);
	buf_puts(&explain->buf, ": ");
	say_value(&explain->buf, fault->node);
}

void explain_assertion(struct explain *explain, const struct sub *sub, const struct insn *insn,
	const struct node *value)
{
	struct fault fault = { .rank = RANK_OTHER, .sub = sub, .node = value };

	fault.keyword = keywords[insn->keyword].name;
	buf_clear(&explain->buf);
	say_name(explain, value);
	switch (insn->op) {
	case OP_VALUES:
		explain_values(explain, &fault, insn);
		break;
	case OP_MINIMUM:
		explain_limit(explain, &fault, insn, "at least");
		break;
	case OP_EXCLUSIVE_MINIMUM:
		explain_limit(explain, &fault, insn, "more than");
		break;
	case OP_MAXIMUM:
		explain_limit(explain, &fault, insn, "at most");
		break;
	case OP_EXCLUSIVE_MAXIMUM:
		explain_limit(explain, &fault, insn, "less than");
		break;
	case OP_MULTIPLE:
		explain_limit(explain, &fault, insn, "a multiple of");
		break;
	case OP_FORMAT:
		explain_format(explain, &fault, insn);
		break;
	case OP_PATTERN:
		explain_pattern(explain, &fault, insn);
		break;
	case OP_UNIQUE:
		explain_unique(explain, &fault);
		break;
	default:
		explain_size(explain, &fault, insn);
	}
	explain_tell(explain, &fault);
}
