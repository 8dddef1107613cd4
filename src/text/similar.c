#include "text/similar.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define WORD_MAX 64
#define EDIT 2      /* an insertion, a deletion, another letter, a swap */
#define CASE_EDIT 1 /* the same letter in the other case, or - for _ */
#define LETTERS_MIN 3

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool is_separator(char c)
{
	return c == '-' || c == '_' || c == ' ';
}

static size_t change_cost(char a, char b)
{
	if (a == b)
		return 0;
	if (tolower((unsigned char)a) == tolower((unsigned char)b))
		return CASE_EDIT;
	if (is_separator(a) && is_separator(b))
		return CASE_EDIT;
	return EDIT;
}

/* Optimal string alignment, three rows at a time. */
size_t similar_distance(const char *a, const char *b, size_t most)
{
	size_t rows[3][WORD_MAX + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	size_t la = strlen(a), lb = strlen(b);

	if (la > WORD_MAX || lb > WORD_MAX || (la > lb ? la - lb : lb - la) * EDIT > most)
		return SIZE_MAX;
	for (size_t j = 0; j <= lb; j++)
		above[j] = j * EDIT;
	for (size_t i = 1; i <= la; i++) {
		size_t *spare = before;
		size_t nearest = i * EDIT;

		row[0] = i * EDIT;
		for (size_t j = 1; j <= lb; j++) {
			size_t cost = above[j - 1] + change_cost(a[i - 1], b[j - 1]);

			cost = least(cost, above[j] + EDIT);
			cost = least(cost, row[j - 1] + EDIT);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				cost = least(cost, before[j - 2] + EDIT);
			row[j] = cost;
			nearest = least(nearest, cost);
		}
		if (nearest > most)
			return SIZE_MAX;
		before = above;
		above = row;
		row = spare;
	}
	return above[lb] <= most ? above[lb] : SIZE_MAX;
}

/* Whether two words differ in case and separators only: custIp, CUST-IP and cust_ip. */
static bool same_letters(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (is_separator(*a))
			a++;
		while (is_separator(*b))
			b++;
		if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
			return false;
		if (!*a)
			return true;
	}
}

bool similar_is_slip(const char *a, const char *b)
{
	return same_letters(a, b) ||
	       (strlen(a) >= LETTERS_MIN && similar_distance(a, b, EDIT) != SIZE_MAX);
}

void similar_init(struct similar *similar, const char *word)
{
	size_t edits = strlen(word) / 3;

	*similar = (struct similar){ word, NULL, (edits > 0 ? edits : 1) * EDIT };
}

void similar_try(struct similar *similar, const char *candidate)
{
	size_t distance;

	if (same_letters(similar->word, candidate))
		distance = strcmp(similar->word, candidate) == 0 ? 0 : CASE_EDIT;
	else
		distance = similar_distance(similar->word, candidate, similar->distance);

	if (distance == SIZE_MAX || (similar->best && distance >= similar->distance))
		return;
	similar->best = candidate;
	similar->distance = distance;
}

const char *similar_find(const char *word, const char *const *candidates, size_t n)
{
	struct similar similar;

	similar_init(&similar, word);
	for (size_t i = 0; i < n; i++)
		similar_try(&similar, candidates[i]);
	return similar.best;
}
