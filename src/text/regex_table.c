#include "text/regex_table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/regex_simple.h"

/* Moves are bytes, and MOVE_UNKNOWN where nobody looked yet. */
#define STATES_MAX 256

/* Kinds of bytes: each of ASCII alone at most, and all others. */
#define CLASSES_MAX 129

struct state {
	uint64_t next; /* positions that may come next */
	bool matches;  /* a text that ends here */
};

struct table {
	const struct simple *simple;
	bool from_start, to_end;
	unsigned nclasses;
	size_t nstates, cap;
	struct state *states;         /* from MOVE_START on */
	uint8_t *moves;               /* by state and class */
	uint64_t takes[CLASSES_MAX];  /* the positions that take a byte of the class */
	uint8_t classes[256];
};

static uint64_t positions_taking(const struct simple *simple, unsigned c)
{
	uint64_t takes = 0;

	for (unsigned i = 0; i < simple->count && c < 0x80; i++)
		takes |= (simple->positions[i].takes.bits[c >> 6] >> (c & 63) & 1) << i;
	return takes;
}

/* Bytes that the same positions take are one class. */
static void make_classes(struct table *table)
{
	for (unsigned c = 0; c < 256; c++) {
		uint64_t takes = positions_taking(table->simple, c);
		unsigned class = 0;

		while (class < table->nclasses && table->takes[class] != takes)
			class++;
		if (class == table->nclasses)
			table->takes[table->nclasses++] = takes;
		table->classes[c] = (uint8_t)class;
	}
}

/* The number of a state, which is added if it is new; MOVE_UNKNOWN if there are too many. */
static unsigned find_state(struct table *table, struct state state)
{
	size_t old = table->cap;

	for (size_t i = MOVE_START; i < table->nstates; i++)
		if (table->states[i].next == state.next && table->states[i].matches == state.matches)
			return (unsigned)i;
	if (table->nstates == STATES_MAX)
		return MOVE_UNKNOWN;
	if (table->nstates >= old) {
		table->states = heap_grow(table->states, &table->cap, table->nstates + 1,
			sizeof(*table->states));
		table->moves = heap_realloc(table->moves, table->cap * table->nclasses);
		memset(table->moves + old * table->nclasses, MOVE_UNKNOWN,
			(table->cap - old) * table->nclasses);
	}
	table->states[table->nstates] = state;
	return (unsigned)table->nstates++;
}

struct table *table_new(const struct simple *simple, bool whole)
{
	struct table *table = heap_zalloc(sizeof(*table));

	table->simple = simple;
	table->from_start = whole || simple->at_start;
	table->to_end = whole || simple->at_end;
	make_classes(table);
	table->nstates = MOVE_START;
	find_state(table, (struct state){ .next = simple->first });
	return table;
}

void table_free(struct table *table)
{
	if (!table)
		return;
	free(table->states);
	free(table->moves);
	free(table);
}

/* Where a byte of the class leads from a state. */
static unsigned find_move(struct table *table, unsigned from, unsigned class)
{
	const struct simple *simple = table->simple;
	uint64_t taken = table->states[from].next & table->takes[class];
	struct state to = { .next = table->from_start ? 0 : simple->first };

	for (uint64_t bits = taken; bits; bits &= bits - 1)
		to.next |= simple->positions[__builtin_ctzll(bits)].follow;
	to.matches = taken & simple->last;
	if (to.matches && !table->to_end)
		return MOVE_YES;
	return to.matches || to.next ? find_state(table, to) : MOVE_NO;
}

/* Where a byte of the class leads from a state, found once. */
static inline unsigned move(struct table *table, unsigned from, unsigned class)
{
	unsigned to = table->moves[from * table->nclasses + class];

	if (to == MOVE_UNKNOWN) {
		to = find_move(table, from, class);
		/* What was added may have moved the table. */
		table->moves[from * table->nclasses + class] = (uint8_t)to;
	}
	return to;
}

/* Whether all texts match, but for the empty one. */
static bool matches_all(const struct table *table)
{
	return table->simple->empty && (!table->from_start || !table->to_end);
}

unsigned table_start(const struct table *table)
{
	return matches_all(table) ? MOVE_YES : MOVE_START;
}

unsigned table_move(struct table *table, unsigned from, unsigned char byte)
{
	return from < MOVE_START ? from : move(table, from, table->classes[byte]);
}

bool table_accepts(const struct table *table, unsigned at)
{
	return at < MOVE_START ? at == MOVE_YES : table->states[at].matches;
}

bool table_match(struct table *table, const char *text, size_t n, bool *matches)
{
	unsigned state = MOVE_START;

	*matches = true;
	if (matches_all(table) || (table->simple->empty && n == 0))
		return true;
	for (size_t i = 0; i < n; i++) {
		state = move(table, state, table->classes[(unsigned char)text[i]]);
		if (state < MOVE_START) {
			*matches = state == MOVE_YES;
			return state != MOVE_UNKNOWN;
		}
	}
	*matches = table->states[state].matches;
	return true;
}
