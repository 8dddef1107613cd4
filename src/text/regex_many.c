#include "text/regex_many.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/regex.h"
#include "text/regex_table.h"

/* Moves are bytes; no state has the number 0. */
#define STATES_MAX 256
#define UNKNOWN 0
#define START 1

/* Where each pattern is. */
struct state {
	uint8_t at[REGEX_MANY_MAX];
	uint8_t matches; /* for a text that ends here, a bit each */
};

struct regex_many {
	struct table *tables[REGEX_MANY_MAX];
	size_t n;
	struct state *states;
	size_t nstates, cap;
	uint8_t (*moves)[256]; /* by state and byte; beyond ASCII all are UNKNOWN */
};

static void make_room(struct regex_many *many)
{
	size_t old = many->cap;

	if (many->nstates < old)
		return;
	many->states = heap_grow(many->states, &many->cap, many->nstates + 1, sizeof(*many->states));
	many->moves = heap_realloc(many->moves, many->cap * sizeof(*many->moves));
	memset(many->moves + old, UNKNOWN, (many->cap - old) * sizeof(*many->moves));
}

/* The number of a state, which is added if it is new; UNKNOWN if there are too many. */
static unsigned find_state(struct regex_many *many, struct state state)
{
	for (size_t i = 0; i < many->n; i++)
		if (table_accepts(many->tables[i], state.at[i]))
			state.matches |= (uint8_t)(1u << i);
	for (size_t i = START; i < many->nstates; i++)
		if (memcmp(many->states[i].at, state.at, sizeof(state.at)) == 0)
			return (unsigned)i;
	if (many->nstates == STATES_MAX)
		return UNKNOWN;
	make_room(many);
	many->states[many->nstates] = state;
	return (unsigned)many->nstates++;
}

struct regex_many *regex_many_new(struct regex *const *regexes, const bool *whole, size_t n)
{
	struct regex_many *many = heap_zalloc(sizeof(*many));
	struct state start = { .matches = 0 };

	for (; many->n < n; many->n++) {
		const struct simple *simple = regex_simple(regexes[many->n]);

		if (!simple) {
			regex_many_free(many);
			return NULL;
		}
		many->tables[many->n] = table_new(simple, whole[many->n]);
		start.at[many->n] = (uint8_t)table_start(many->tables[many->n]);
	}
	many->nstates = START;
	find_state(many, start);
	return many;
}

void regex_many_free(struct regex_many *many)
{
	if (!many)
		return;
	for (size_t i = 0; i < many->n; i++)
		table_free(many->tables[i]);
	free(many->states);
	free(many->moves);
	free(many);
}

/*
 * Where a character leads from a state; UNKNOWN if it is not ASCII, or there is no room for it.
 * Apart, as what it needs is much for texts to pay whose moves are known.
 */
static __attribute__((noinline)) unsigned find_move(struct regex_many *many, unsigned from,
	unsigned char c)
{
	struct state to = { .matches = 0 };
	unsigned at;

	if (c >= 0x80)
		return UNKNOWN;
	for (size_t i = 0; i < many->n; i++) {
		at = table_move(many->tables[i], many->states[from].at[i], c);
		if (at == MOVE_UNKNOWN)
			return UNKNOWN;
		to.at[i] = (uint8_t)at;
	}
	at = find_state(many, to);
	many->moves[from][c] = (uint8_t)at;
	return at;
}

bool regex_many_match(struct regex_many *many, const char *text, size_t n, uint32_t *matches)
{
	unsigned state = START;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];
		unsigned next = many->moves[state][c];

		if (next == UNKNOWN)
			next = find_move(many, state, c);
		if (next == UNKNOWN)
			return false;
		state = next;
	}
	*matches = many->states[state].matches;
	return n > 0;
}
