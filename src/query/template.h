/*
 * Messages with placeholders: "cust_ip {@.cust_ip} is outside {network(@.p2p_ip)}".
 * Knows expressions; nothing of rules or findings.
 */
#ifndef PEERLINT_TEMPLATE_H
#define PEERLINT_TEMPLATE_H

#include <stddef.h>

struct buf;
struct err;
struct expression;
struct node;
struct query_run;
struct query_space;

struct template;

/*
 * Reads text in which {expression} stands for a value and {{ for a brace. It
 * lives in the memory of the space. NULL if a placeholder is no expression;
 * then *err has the reason and the bytes of text to blame.
 */
struct template *template_parse(struct query_space *space, const char *text, size_t n,
	struct err *err);

/* Appends the message for current, which is @; the values as expression_print writes them. */
void template_print(struct query_run *run, const struct template *template,
	const struct node *current, struct buf *out);

/* Visits the expressions of the placeholders; at is where each begins in the text. */
void template_expressions(const struct template *template,
	void (*visit)(void *context, const struct expression *expression, size_t at),
	void *context);

#endif
