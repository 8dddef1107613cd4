#include "query/digest.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/function.h"
#include "query/quiz.h"
#include "query/run.h"
#include "query/view.h"

/*
 * Visits of nodes that telling a class may take. What is evaluated for it is no less than what
 * one check needs, which so is far from its limit.
 */
#define VISITS_WORTH 100000

#define WORD_BITS 32
#define TRUTH_BITS 2

/* Beside the answers of a quiz, which are below it. */
#define ASKED_TOGETHER (1u << 31)

/* An argument of an atom that is no view's value but a literal. */
#define LITERAL UINT8_MAX

/* Texts of a digest at most. */
#define TEXTS_MAX 15

/* Paths of a digest at most. */
#define VIEWS_MAX 64

/* A part of a verdict that is evaluated. */
struct atom {
	const struct op *op;
	logical_function *call; /* with these arguments; NULL: it is no call of that kind */
	uint8_t arguments[ARGUMENTS_MAX]; /* views, or LITERAL */
};

struct atoms {
	struct atom *items;
	size_t count, cap;
};

/* The texts of a view, of which several patterns ask: atoms, in the order of the bits of the answers. */
struct texts {
	size_t view;
	struct quiz *quiz;
	struct atoms atoms;
};

struct digest {
	struct query_run *run;
	struct view *views;
	size_t nviews, views_cap;
	struct atoms atoms[2]; /* that no quiz asks; those that depend on the document alone come second */
	struct texts *texts;
	size_t ntexts, texts_cap;
	const struct node *nodes[VIEWS_MAX]; /* the values of the views */
	bool has_rooted;                     /* something depends on the document alone */
	uint64_t document;                   /* the number of that for which it is told */
	size_t nrooted;                      /* in how many words; 0: it is of no class */
	uint32_t rooted[DIGEST_MAX];
};

struct digest *digest_new(struct query_run *run)
{
	struct digest *digest = heap_zalloc(sizeof(*digest));

	digest->run = run;
	return digest;
}

void digest_free(struct digest *digest)
{
	if (!digest)
		return;
	for (size_t i = 0; i < digest->nviews; i++)
		view_release(&digest->views[i]);
	for (size_t i = 0; i < digest->ntexts; i++) {
		quiz_free(digest->texts[i].quiz);
		free(digest->texts[i].atoms.items);
	}
	free(digest->views);
	free(digest->atoms[false].items);
	free(digest->atoms[true].items);
	free(digest->texts);
	free(digest);
}

/* {=== adding === */

static struct view *view_of(struct digest *digest, const struct op *path)
{
	for (size_t i = 0; i < digest->nviews; i++)
		if (op_equal(digest->views[i].path, path))
			return &digest->views[i];
	digest->views = heap_grow(digest->views, &digest->views_cap, digest->nviews + 1,
		sizeof(*digest->views));
	digest->views[digest->nviews] = (struct view){
		.path = path, .rooted = path->flags & OP_ROOTED,
		.member = path->count > 0 ? *op_words(path) : UINT32_MAX,
	};
	digest->has_rooted = digest->has_rooted || digest->views[digest->nviews].rooted;
	return &digest->views[digest->nviews++];
}

/* Whether the atom is a call whose arguments are views and literals. */
static bool read_arguments(struct digest *digest, struct atom *atom)
{
	const struct op *operand = op_first(atom->op);
	uint32_t count = atom->op->count;

	if (atom->op->kind != EXPR_CALL || count > ARGUMENTS_MAX)
		return false;
	for (uint32_t i = 0; i < count; i++, operand = op_next(operand)) {
		struct view *view = operand->kind == EXPR_PATH ? view_of(digest, operand) : NULL;

		if (!view && operand->kind != EXPR_LITERAL)
			return false;
		atom->arguments[i] = view ? (uint8_t)(view - digest->views) : LITERAL;
	}
	return digest->nviews <= VIEWS_MAX;
}

/* The texts of a view, which are added if there is room for them; or NULL. */
static struct texts *texts_of(struct digest *digest, size_t view)
{
	size_t i = 0;

	while (i < digest->ntexts && digest->texts[i].view != view)
		i++;
	if (i == TEXTS_MAX)
		return NULL;
	if (i == digest->ntexts) {
		digest->texts = heap_grow(digest->texts, &digest->texts_cap, i + 1,
			sizeof(*digest->texts));
		digest->texts[digest->ntexts++] = (struct texts){ view, quiz_new(), { 0 } };
	}
	return &digest->texts[i];
}

/* The texts whose quiz asks the atom, if it is a pattern's and the quiz has room for it; or NULL. */
static struct texts *add_to_quiz(struct digest *digest, const struct atom *atom)
{
	enum by by = function_at(atom->op->detail)->by;
	const struct op *pattern = op_next(op_first(atom->op));
	struct texts *texts;

	if ((by != BY_MATCH && by != BY_SEARCH) || atom->arguments[0] == LITERAL ||
	    atom->arguments[1] != LITERAL)
		return NULL;
	texts = texts_of(digest, atom->arguments[0]);
	if (!texts || !quiz_add(texts->quiz, literal_regex(digest->run,
		eval_literal(digest->run, pattern)), by == BY_MATCH))
		return NULL;
	return texts;
}

static bool has_atom(const struct atoms *atoms, const struct op *op)
{
	for (size_t i = 0; i < atoms->count; i++)
		if (op_equal(atoms->items[i].op, op))
			return true;
	return false;
}

static void add_atom(struct digest *digest, const struct op *op)
{
	struct atoms *atoms = &digest->atoms[op_scope(op)];
	struct atom atom = { .op = op };
	struct texts *texts;

	for (size_t i = 0; i < digest->ntexts; i++)
		if (has_atom(&digest->texts[i].atoms, op))
			return;
	if (has_atom(atoms, op))
		return;
	digest->has_rooted = digest->has_rooted || op->flags & OP_ROOTED;
	if (read_arguments(digest, &atom)) {
		atom.call = function_at(op->detail)->logical;
		texts = add_to_quiz(digest, &atom);
		atoms = texts ? &texts->atoms : atoms;
	}
	atoms->items = heap_grow(atoms->items, &atoms->cap, atoms->count + 1,
		sizeof(*atoms->items));
	atoms->items[atoms->count++] = atom;
}

/* The path that a call reads if its other arguments are literals; NULL if they are not. */
static const struct op *path_of_call(const struct op *call)
{
	const struct op *operand = op_first(call), *path = NULL;

	for (uint32_t i = 0; i < call->count; i++, operand = op_next(operand)) {
		if (operand->kind == EXPR_LITERAL)
			continue;
		if (operand->kind != EXPR_PATH || path)
			return NULL;
		path = operand;
	}
	return path;
}

/* Lets a view see what a call depends on, as far as a view can. */
static struct view *add_call(struct digest *digest, const struct op *call)
{
	const struct op *path = path_of_call(call);
	struct view *view;

	if (!path || function_at(call->detail)->by < BY_TYPE)
		return NULL;
	view = view_of(digest, path);
	return view_add_call(view, call, digest->run->space->registry) ? view : NULL;
}

/* The numbers between which the value of a call is to be told; NULL: what it depends on tells it. */
static struct borders *borders_of_call(struct view *view, const struct op *call)
{
	const struct function *function = function_at(call->detail);

	switch (function->by) {
	case BY_BYTES:
		return &view->bytes;
	case BY_LENGTH:
	case BY_CHILDREN:
		return &view->length;
	case BY_ASN:
		return function->integer ? &view->integers : NULL;
	default:
		return NULL;
	}
}

static bool add_compared_call(struct digest *digest, const struct op *call,
	const struct op *beside)
{
	struct view *view = add_call(digest, call);
	struct borders *borders;

	if (!view)
		return false;
	borders = borders_of_call(view, call);
	if (!borders)
		return true;
	if (beside->kind != EXPR_LITERAL || !(beside->flags & OP_INTEGER))
		return false;
	view_add_integer(borders, (int64_t)op_number(beside));
	return true;
}

/* Other numbers than integers are of no class, and of what is no number or text the type is enough. */
static bool add_compared_path(struct digest *digest, const struct op *path,
	const struct op *compare, const struct op *beside)
{
	bool equality = compare->detail == COMPARE_EQ || compare->detail == COMPARE_NE;
	struct view *view;

	if (beside->kind != EXPR_LITERAL || (beside->detail == cJSON_String && !equality) ||
	    (beside->detail == cJSON_Number && !(beside->flags & OP_INTEGER)))
		return false;
	view = view_of(digest, path);
	view_add(view, SIGHT_TYPE);
	if (beside->detail == cJSON_Number)
		view_add_integer(&view->integers, (int64_t)op_number(beside));
	else if (beside->detail == cJSON_String)
		view_add_text(view, beside);
	return true;
}

/* Whether views tell of one side of a comparison what matters beside the other. */
static bool add_side(struct digest *digest, const struct op *side, const struct op *compare,
	const struct op *beside)
{
	switch (side->kind) {
	case EXPR_LITERAL:
		return true;
	case EXPR_PATH:
		return add_compared_path(digest, side, compare, beside);
	default:
		return add_compared_call(digest, side, beside);
	}
}

void digest_add(struct digest *digest, const struct op *verdict)
{
	const struct op *operand = op_first(verdict);

	switch ((enum expr_kind)verdict->kind) {
	case EXPR_NOT:
	case EXPR_AND:
	case EXPR_OR:
		for (uint32_t i = 0; i < verdict->count; i++, operand = op_next(operand))
			digest_add(digest, operand);
		return;
	case EXPR_PATH:
		view_add(view_of(digest, verdict), SIGHT_EXISTENCE);
		return;
	case EXPR_TEST:
		view_add(view_of(digest, operand), SIGHT_EXISTENCE);
		return;
	case EXPR_COMPARE:
		if (!add_side(digest, operand, verdict, op_next(operand)) ||
		    !add_side(digest, op_next(operand), verdict, operand))
			add_atom(digest, verdict);
		return;
	case EXPR_CALL:
		if (!add_call(digest, verdict))
			add_atom(digest, verdict);
		return;
	case EXPR_LITERAL:
		return;
	}
}

/* How many words their verdicts are. */
static size_t atoms_size(const struct atoms *atoms)
{
	return (atoms->count * TRUTH_BITS + WORD_BITS - 1) / WORD_BITS;
}

size_t digest_size(const struct digest *digest)
{
	size_t size = 1 + atoms_size(&digest->atoms[false]) + atoms_size(&digest->atoms[true]);

	for (size_t i = 0; i < digest->ntexts; i++)
		size += 1 + atoms_size(&digest->texts[i].atoms);
	for (size_t i = 0; i < digest->nviews; i++) {
		if (view_is_too_fine(&digest->views[i]))
			return 0;
		size += view_size(&digest->views[i]);
	}
	return size <= DIGEST_MAX && digest->nviews <= VIEWS_MAX ? size : 0;
}

/* }=== */

/* {=== telling === */

/* The verdict of an atom; nodes are the values of the views. */
static enum truth ask_atom(const struct atom *atom, struct query_run *run,
	const struct node *const *nodes)
{
	const struct op *operand = op_first(atom->op);
	struct call call;

	if (!atom->call)
		return eval_truth(run, atom->op);
	call.run = run;
	for (uint32_t i = 0; i < atom->op->count; i++, operand = op_next(operand)) {
		struct argument *argument = &call.arguments[i];

		argument->count = 0;
		argument->literal = NULL;
		if (atom->arguments[i] == LITERAL) {
			argument->literal = eval_literal(run, operand);
			argument->value = &argument->literal->node;
		} else {
			argument->value = nodes[atom->arguments[i]];
		}
		if (!argument->value)
			return TRUTH_UNKNOWN;
	}
	return atom->call(&call);
}

/* The verdicts of atoms. */
static uint32_t *tell_atoms(const struct atoms *atoms, struct query_run *run,
	const struct node *const *nodes, uint32_t *words)
{
	unsigned shift = 0;

	for (const struct atom *atom = atoms->items; atom < atoms->items + atoms->count; atom++) {
		enum truth truth = ask_atom(atom, run, nodes);

		if (shift == 0)
			*words++ = 0;
		words[-1] |= (uint32_t)truth << shift;
		shift = (shift + TRUTH_BITS) % WORD_BITS;
	}
	return words;
}

/* What patterns say of texts: all of them in a word, or the verdict of each behind it. */
static uint32_t *tell_texts(const struct digest *digest, struct query_run *run, bool rooted,
	uint32_t *words)
{
	for (size_t i = 0; i < digest->ntexts; i++) {
		const struct texts *texts = &digest->texts[i];
		uint32_t answers;

		if (digest->views[texts->view].rooted != rooted)
			continue;
		if (quiz_ask(texts->quiz, digest->nodes[texts->view], &answers)) {
			*words++ = ASKED_TOGETHER | answers;
		} else {
			*words = 0;
			words = tell_atoms(&texts->atoms, run, digest->nodes, words + 1);
		}
	}
	return words;
}

/* What a path leads to, which other digests may have found. */
static const struct node *find_value(struct query_run *run, const struct op *path)
{
	struct slot *slot = run_slot(run, path);

	if (path->count == 0)
		return path->flags & OP_FROM_ROOT ? run->document : run->current;
	if (!slot)
		return select_named(run, path);
	if (!run_knows(run, path, slot)) {
		slot->node = select_named(run, path);
		slot->generation = run->generations[op_scope(path)];
	}
	return slot->node;
}

/* The same of a view whose path begins with a name, in a document whose members are known. */
static inline const struct node *find_member(struct query_run *run, const struct view *view,
	const struct member_place *members)
{
	const struct node *node = run_member(run, members, view->member);
	const uint32_t *names = op_words(view->path);

	for (uint32_t i = 1; node && i < view->path->count; i++)
		node = run_child(run, node, names[i]);
	if (view->path->slot)
		run->slots[view->path->slot] = (struct slot){
			.generation = run->members_generation, .node = node,
		};
	return node;
}

/* Returns what is behind the words; NULL if there are none, or the run went too far for them. */
static uint32_t *tell(struct digest *digest, struct query_run *run, bool rooted, uint32_t *words)
{
	const struct member_place *members =
		rooted || run->current == run->document ? run_members(run) : NULL;
	const struct view *end = digest->views + digest->nviews;
	const struct node **node = digest->nodes;

	for (struct view *view = digest->views; view < end; view++, node++) {
		if (view->rooted != rooted)
			continue;
		*node = members && view->member < MEMBERS_MAX ?
			find_member(run, view, members) : find_value(run, view->path);
		if (view->sight != SIGHT_NONE && !(words = view_tell(view, *node, words)))
			return NULL;
	}
	words = tell_texts(digest, run, rooted, words);
	if (digest->atoms[rooted].count > 0)
		words = tell_atoms(&digest->atoms[rooted], run, digest->nodes, words);
	return run->visits >= run->visits_limit - VISITS_WORTH ? words : NULL;
}

/* What depends on the document alone is told once for all nodes in it. */
static uint32_t *tell_rooted(struct digest *digest, struct query_run *run, uint32_t *words)
{
	const uint32_t *end;

	if (digest->document != run_document_number(run)) {
		end = tell(digest, run, true, digest->rooted);
		digest->nrooted = end ? (size_t)(end - digest->rooted) : 0;
		digest->document = run_document_number(run);
	}
	if (digest->nrooted == 0)
		return NULL;
	memcpy(words, digest->rooted, digest->nrooted * sizeof(*words));
	return words + digest->nrooted;
}

size_t digest_make(struct digest *digest, struct query_run *run, uint32_t *words)
{
	uint32_t *end = words;

	run->visits = run->visits_limit;
	if (digest->has_rooted)
		end = tell_rooted(digest, run, words);
	if (end)
		end = tell(digest, run, false, end);
	if (end)
		return (size_t)(end - words);
	if (run->visits < 0) {
		const struct node *current = run->current;

		run_leave(run);
		run->exceeded = NULL;
		run_enter(run, current, &run->scratch);
	}
	return 0;
}

/* }=== */
