#include "lint/shaped.h"

#include "json/node.h"
#include "lint/document.h"
#include "lint/state.h"
#include "shape/shape.h"

void shaped_begin(struct shaped *shaped, struct lint *lint, struct lint_file *file, size_t base)
{
	*shaped = (struct shaped){ .lint = lint, .file = file, .base = base };
	findings_init(&shaped->found);
	shaped->found.most = lint->findings->most;
}

/* Whether the elements of an array are forgotten. */
static bool enter_list(struct shaped *shaped, const struct node *array)
{
	for (size_t i = shaped->nlists; i > 0; i--)
		if (shaped->lists[i - 1] == array)
			return true;
	if (shaped->nlists == SHAPED_LISTS ||
	    !shape_has_elements(shaped->lint->options.shape, array))
		return false;
	shaped->lists[shaped->nlists++] = array;
	return true;
}

bool shaped_element(struct shaped *shaped, const struct node *element)
{
	struct lint *lint = shaped->lint;
	struct findings *others = lint->findings;

	if (!enter_list(shaped, element->parent))
		return false;
	lint->findings = &shaped->found;
	document_check_element(lint, shaped->file, shaped->base, element, lint->options.shape);
	lint->findings = others;
	return true;
}

/* Whether the node is still in the tree that it was read into. */
static bool is_there(const struct node *node)
{
	for (; node->parent; node = node->parent) {
		const struct node *child = node_child(node->parent);

		while (child && child != node)
			child = node_next(child);
		if (!child)
			return false;
	}
	return true;
}

bool shaped_end(struct shaped *shaped, const struct node *root)
{
	struct lint *lint = shaped->lint;
	bool right = true;

	for (size_t i = 0; root && i < shaped->nlists; i++)
		right = right && is_there(shaped->lists[i]);
	if (root && right) {
		document_check_shape(lint, shaped->file, shaped->base, root, lint->options.shape);
		findings_join(lint->findings, &shaped->found);
		shaped->file->documents++;
	}
	findings_release(&shaped->found);
	return right;
}
