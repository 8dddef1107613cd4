/*
 * A document to findings: its kind, its shape, its rules.
 * Knows packs and nodes; nothing of files beyond the place of a value in one.
 */
#ifndef PEERLINT_DOCUMENT_H
#define PEERLINT_DOCUMENT_H

#include <stddef.h>

#include "lint/state.h"

struct kind;
struct node;
struct shape;

/* Lints one document as a document of this kind. */
void document_lint(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *document, struct kind *kind);

/* Reports where a value breaks a shape. */
void document_check_shape(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *value, struct shape *shape);

/* The same for an element of which shape_has_elements knows, apart from its list. */
void document_check_element(struct lint *lint, struct lint_file *file, size_t base,
	const struct node *element, struct shape *shape);

#endif
