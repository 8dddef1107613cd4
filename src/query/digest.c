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

/* An argument of an atom that is no view's value but a literal. */
#define LITERAL UINT8_MAX

/* Quizzes of a digest at most. */
#define QUIZZES_MAX 15

/* Paths of a digest at most. */
#define VIEWS_MAX 64

/* A part of a verdict that is evaluated. */
struct atom {
	const struct op *op;
	bool rooted; /* depends on the document alone */
	logical_function *call; /* with these arguments; NULL: it is no call of that kind */
	uint8_t arguments[ARGUMENTS_MAX]; /* views, or LITERAL */
	uint8_t quiz, question;           /* what asks it of texts, from 1 on, and its bit there; 0: nothing */
};

/* The texts of a view, of which several patterns ask. */
struct texts {
	size_t view;
	struct quiz *quiz;
};

struct digest {
	struct query_run *run;
	struct view *views;
	size_t nviews, views_cap;
	struct atom *atoms;
	size_t natoms, atoms_cap;
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
	for (size_t i = 0; i < digest->ntexts; i++)
		quiz_free(digest->texts[i].quiz);
	free(digest->views);
	free(digest->atoms);
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
		.member = path->flags & OP_NAMES && path->count == 1 ? *op_words(path) : UINT32_MAX,
	};
	digest->has_rooted = digest->has_rooted || digest->views[digest->nviews].rooted;
	return &digest->views[digest->nviews++];
}

/* Whether the atom is a call whose arguments are views and literals. */
static bool read_arguments(struct digest *digest, struct atom *atom)
{
	const struct op *operand = op_first(atom->op);

	if (atom->op->kind != EXPR_CALL)
		return false;
	for (uint32_t i = 0; i < atom->op->count; i++, operand = op_next(operand)) {
		struct view *view = operand->kind == EXPR_PATH ? view_of(digest, operand) : NULL;

		if (!view && operand->kind != EXPR_LITERAL)
			return false;
		atom->arguments[i] = view ? (uint8_t)(view - digest->views) : LITERAL;
	}
	return digest->nviews <= VIEWS_MAX;
}

/* The quiz of a view's texts, which is added if there is none; its number from 1 on, or 0. */
static size_t quiz_of(struct digest *digest, size_t view)
{
	size_t i = 0;

	while (i < digest->ntexts && digest->texts[i].view != view)
		i++;
	if (i == QUIZZES_MAX)
		return 0;
	if (i == digest->ntexts) {
		digest->texts = heap_grow(digest->texts, &digest->texts_cap, i + 1,
			sizeof(*digest->texts));
		digest->texts[digest->ntexts++] = (struct texts){ view, quiz_new() };
	}
	return i + 1;
}

/* Has a quiz ask the atom, if it is a pattern's and the quiz has room for it. */
static void add_to_quiz(struct digest *digest, struct atom *atom)
{
	enum by by = function_at(atom->op->detail)->by;
	const struct op *pattern = op_next(op_first(atom->op));
	size_t quiz;

	if ((by != BY_MATCH && by != BY_SEARCH) || atom->arguments[0] == LITERAL ||
	    atom->arguments[1] != LITERAL)
		return;
	quiz = quiz_of(digest, atom->arguments[0]);
	if (quiz > 0 && quiz_add(digest->texts[quiz - 1].quiz,
		literal_regex(digest->run, eval_literal(digest->run, pattern)), by == BY_MATCH,
		&atom->question))
		atom->quiz = (uint8_t)quiz;
}

static void add_atom(struct digest *digest, const struct op *op)
{
	struct atom atom = { .op = op, .rooted = op->flags & OP_ROOTED };

	for (size_t i = 0; i < digest->natoms; i++)
		if (op_equal(digest->atoms[i].op, op))
			return;
	digest->has_rooted = digest->has_rooted || atom.rooted;
	if (read_arguments(digest, &atom)) {
		atom.call = function_at(op->detail)->logical;
		add_to_quiz(digest, &atom);
	}
	digest->atoms = heap_grow(digest->atoms, &digest->atoms_cap, digest->natoms + 1,
		sizeof(*digest->atoms));
	digest->atoms[digest->natoms++] = atom;
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

size_t digest_size(const struct digest *digest)
{
	size_t size = 2 + digest->natoms * TRUTH_BITS / WORD_BITS; /* of two parts, both rounded up */

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

/* Those that depend on the document alone, or the others. */
static uint32_t *tell_atoms(const struct digest *digest, struct query_run *run, bool rooted,
	uint32_t *words)
{
	bool asked[1 + QUIZZES_MAX] = { false };
	uint32_t answers[1 + QUIZZES_MAX];
	unsigned shift = 0;

	for (size_t i = 0; i < digest->ntexts; i++)
		if (digest->views[digest->texts[i].view].rooted == rooted)
			asked[i + 1] = quiz_ask(digest->texts[i].quiz,
				digest->nodes[digest->texts[i].view], &answers[i + 1]);
	for (size_t i = 0; i < digest->natoms; i++) {
		const struct atom *atom = &digest->atoms[i];
		enum truth truth;

		if (atom->rooted != rooted)
			continue;
		truth = asked[atom->quiz] ? truth_of(answers[atom->quiz] >> atom->question & 1) :
					    ask_atom(atom, run, digest->nodes);
		if (shift == 0)
			*words++ = 0;
		words[-1] |= (uint32_t)truth << shift;
		shift = (shift + TRUTH_BITS) % WORD_BITS;
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

/* The same of a view whose path is one name, as most are, in a document whose members are known. */
static inline const struct node *find_member(struct query_run *run, const struct view *view,
	const struct member_place *members)
{
	const struct node *node = run_member(run, members, view->member);

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
	words = tell_atoms(digest, run, rooted, words);
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
