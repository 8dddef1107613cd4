#include "query/template.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "query/expr.h"

/* Literal text, and the placeholder behind it. */
struct piece {
	const char *text;
	size_t length;
	const struct expression *expression; /* NULL: none follows */
	size_t at; /* of the expression */
};

struct template {
	struct piece *pieces;
	size_t count;
};

struct pieces {
	struct piece *items;
	size_t count, cap;
};

static void add_piece(struct query_space *space, struct pieces *pieces, struct buf *text,
	const struct expression *expression, size_t at)
{
	if (pieces->count == pieces->cap)
		pieces->items = heap_grow(pieces->items, &pieces->cap, pieces->count + 1,
			sizeof(*pieces->items));
	pieces->items[pieces->count++] = (struct piece){
		mem_text(space->mem, text->data, text->length), text->length, expression, at
	};
	buf_clear(text);
}

/*
 * The brace that ends a placeholder, which begins at; those in its strings do not. n
 * if there is none.
 */
static size_t find_end(const char *text, size_t at, size_t n)
{
	char quote = '\0';

	for (; at < n; at++) {
		char c = text[at];

		if (quote == '\0' && c == '}')
			return at;
		if (quote == '\0' && (c == '\'' || c == '"'))
			quote = c;
		else if (c == quote)
			quote = '\0';
		else if (quote != '\0' && c == '\\')
			at++;
	}
	return n;
}

/* The placeholder whose brace is at; *at moves behind it. */
static const struct expression *read_placeholder(struct query_space *space, const char *text,
	size_t *at, size_t n, struct err *err)
{
	size_t start = *at + 1;
	size_t end = find_end(text, start, n);
	struct err reason = { 0 };
	const struct expression *expression;

	if (end >= n) {
		err_set_at(err, *at, n - *at,
			"the placeholder that begins here has no }; a brace is written {{");
		return NULL;
	}
	expression = expression_parse(space, text + start, end - start, &reason);
	if (!expression)
		err_set_at(err, reason.length ? start + reason.at : *at,
			reason.length ? reason.length : end + 1 - *at, "%s", reason.text);
	*at = end + 1;
	return expression;
}

static bool read_pieces(struct query_space *space, const char *text, size_t n,
	struct pieces *pieces, struct err *err)
{
	struct buf literal;
	bool ok = true;
	size_t at = 0;

	buf_init(&literal);
	while (at < n && ok) {
		size_t brace = at + 1;
		const struct expression *expression;

		if (text[at] != '{') {
			buf_putc(&literal, text[at++]);
		} else if (brace < n && text[brace] == '{') {
			buf_putc(&literal, '{');
			at += 2;
		} else {
			expression = read_placeholder(space, text, &at, n, err);
			ok = expression != NULL;
			add_piece(space, pieces, &literal, expression, brace);
		}
	}
	if (literal.length > 0)
		add_piece(space, pieces, &literal, NULL, n);
	buf_release(&literal);
	return ok;
}

struct template *template_parse(struct query_space *space, const char *text, size_t n,
	struct err *err)
{
	struct pieces pieces = { 0 };
	struct template *template = NULL;

	if (read_pieces(space, text, n, &pieces, err)) {
		size_t size = pieces.count * sizeof(*pieces.items);

		template = mem_alloc(space->mem, sizeof(*template));
		template->pieces = mem_alloc(space->mem, size + 1);
		template->count = pieces.count;
		if (size > 0)
			memcpy(template->pieces, pieces.items, size);
	}
	free(pieces.items);
	return template;
}

void template_print(struct query_run *run, const struct template *template,
	const struct node *current, struct buf *out)
{
	for (size_t i = 0; i < template->count; i++) {
		const struct piece *piece = &template->pieces[i];

		buf_add(out, piece->text, piece->length);
		if (piece->expression)
			expression_print(run, piece->expression, current, out);
	}
}

void template_expressions(const struct template *template,
	void (*visit)(void *context, const struct expression *expression, size_t at),
	void *context)
{
	for (size_t i = 0; i < template->count; i++) {
		const struct piece *piece = &template->pieces[i];

		if (piece->expression)
			visit(context, piece->expression, piece->at);
	}
}
