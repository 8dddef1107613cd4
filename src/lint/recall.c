#include "lint/recall.h"

#include <stdlib.h>
#include <string.h>

#include "json/node.h"
#include "json/reader.h"
#include "lint/facts.h"
#include "lint/state.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"

struct recalled {
	uint32_t document;
	struct node *node; /* NULL: free */
};

/* The entry of a document, or the free one where it belongs. */
static struct recalled *find(struct recalled *table, size_t cap, uint32_t document)
{
	size_t i = (document * 0x9e3779b1u) & (cap - 1);

	while (table[i].node && table[i].document != document)
		i = (i + 1) & (cap - 1);
	return &table[i];
}

static void grow(struct recall *recall)
{
	size_t cap = recall->cap ? recall->cap * 2 : 64;
	struct recalled *table;

	if (recall->count * 2 < recall->cap)
		return;
	table = heap_zalloc(cap * sizeof(*table));
	for (size_t i = 0; i < recall->cap; i++)
		if (recall->table[i].node)
			*find(table, cap, recall->table[i].document) = recall->table[i];
	free(recall->table);
	recall->table = table;
	recall->cap = cap;
}

/* Puts a file before the others that are awake; the last one of too many rests. */
static struct pages *wake(struct recall *recall, struct lint_file *file)
{
	size_t i = 0;

	while (i + 1 < RECALL_AWAKE && recall->awake[i] && recall->awake[i] != file)
		i++;
	if (recall->awake[i] && recall->awake[i] != file)
		pages_rest(&recall->awake[i]->source.pages);
	for (; i > 0; i--)
		recall->awake[i] = recall->awake[i - 1];
	recall->awake[0] = file;
	return &file->source.pages;
}

static struct node *read_again(struct set *set, const struct set_document *document,
	const struct set_parent *parent)
{
	struct pages *pages = wake(&set->recall, parent->file);
	const struct reader reader = {
		.names = set->lint->packs->names,
		.max_depth = set->lint->options.max_depth,
		.secret = parent->path && parent->path->flags & NODE_SECRET,
	};
	const char *text;
	struct node *node;

	text = pages_glance(pages, (size_t)document->start,
		(size_t)document->start + document->length, &set->recall.text);
	node = reader_read(&reader, text, document->length, &set->recall.mem);
	if (!node || pages->failed) {
		pages->failed = true;
		node = reader_read(&reader, "null", 4, &set->recall.mem);
	}
	return node;
}

/* Gives a document its place: pointers lead through containers that were not read. */
static void put_in_place(struct node *node, const struct set_document *document,
	const struct set_parent *parent)
{
	if (document->flags & DOCUMENT_MEMBER) {
		node->item.string = parent->path->item.string;
		node->key_length = parent->path->key_length;
		node->name = parent->path->name;
		node->flags |= parent->path->flags & NODE_SECRET;
		node->parent = parent->path->parent;
	} else if (document->flags & DOCUMENT_ELEMENT) {
		node->key_length = document->index;
		node->parent = parent->path;
	}
}

struct lint_place recall_document(struct set *set, uint32_t number)
{
	const struct set_document *document = &set->documents[number];
	const struct set_parent *parent = &set->parents[document->parent];
	struct recalled *entry;

	grow(&set->recall);
	entry = find(set->recall.table, set->recall.cap, number);
	if (!entry->node) {
		struct node *node = read_again(set, document, parent);

		put_in_place(node, document, parent);
		*entry = (struct recalled){ number, node };
		set->recall.count++;
		set->recall.length += document->length;
		if (set->recall.longest < document->length)
			set->recall.longest = document->length;
	}
	return (struct lint_place){ parent->file, (size_t)document->start, entry->node, false };
}

static void find_given(struct set *set, const struct rule *rule, uint32_t document,
	struct recalled_nodes *given)
{
	const struct node *const *nodes, *whole = recall_document(set, document).node;
	struct recall *recall = &set->recall;
	size_t n = expression_nodes(set->lint->run, rule->given, whole, &nodes);

	*given = (struct recalled_nodes){
		rule, document, mem_alloc(&recall->mem, n * sizeof(*given->nodes)), n,
	};
	if (n > 0)
		memcpy(given->nodes, nodes, n * sizeof(*nodes));
	recall->length += n * sizeof(*nodes);
}

const struct recalled_nodes *recall_given(struct set *set, const struct rule *rule,
	uint32_t document)
{
	struct recalled_nodes *given = set->recall.given;

	for (size_t i = 0; i < RECALL_GIVEN; i++)
		if (given[i].rule == rule && given[i].document == document)
			return &given[i];
	memmove(given + 1, given, (RECALL_GIVEN - 1) * sizeof(*given));
	find_given(set, rule, document, given);
	return given;
}

void recall_forget(struct set *set)
{
	struct recall *recall = &set->recall;

	if (recall->length < RECALL_MAX + 2 * recall->longest)
		return;
	memset(recall->table, 0, recall->cap * sizeof(*recall->table));
	recall->count = 0;
	memset(recall->given, 0, sizeof(recall->given));
	recall->length = 0;
	recall->longest = 0;
	mem_rewind(&recall->mem, (struct mem_mark){ 0 });
}

void recall_release(struct recall *recall)
{
	free(recall->table);
	buf_release(&recall->text);
	mem_release(&recall->mem);
}
