/*
 * A document to findings: its kind, its shape, its rules.
 * Knows packs and nodes; nothing of files beyond the place of a value in one.
 */
#ifndef PEERLINT_DOCUMENT_H
#define PEERLINT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "lint/lint.h"

struct kind;
struct node;
struct rule;
struct shape;

/* Finds the documents in a JSON text and lints each. */
void document_lint_all(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *root);

/* Lints one document as a document of this kind. */
void document_lint(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *document, struct kind *kind);

/* Reports where a value breaks a shape. */
void document_check_shape(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *value, struct shape *shape);

/*
 * Reports a rule that current, the node that it examined, breaks. subject tells
 * file and base of the document; relations resolve what lies in others
 * through locate (NULL: all is in the subject's document).
 */
struct rule_report {
	struct rule *rule;
	const struct node *current;
	struct lint_place subject;
	struct lint_place (*locate)(void *context, const struct node *node);
	void *context;
	const struct lint_place *extra; /* a further related place, with its message; NULL: none */
	const char *extra_message;
	const char *help;  /* NULL: none */
	bool at_most_info; /* whatever the rule's severity */
};
void document_report_rule(struct lint *lint, const struct rule_report *report);

#endif
