#include "query/quiz.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/node.h"
#include "text/regex.h"
#include "text/regex_many.h"

/* So many texts are asked apart: before, what asks together costs more than it saves. */
#define APART 32

/* Longer texts are not kept. */
#define LAST_MAX 48

struct quiz {
	struct regex *regexes[REGEX_MANY_MAX];
	bool whole[REGEX_MANY_MAX];
	uint8_t count;
	unsigned asked;          /* up to APART */
	struct regex_many *many; /* NULL until then */
	uint32_t length;         /* of the last text; 0: there was none */
	uint32_t answers;        /* for it */
	char last[LAST_MAX];
};

struct quiz *quiz_new(void)
{
	return heap_zalloc(sizeof(struct quiz));
}

void quiz_free(struct quiz *quiz)
{
	if (quiz)
		regex_many_free(quiz->many);
	free(quiz);
}

bool quiz_add(struct quiz *quiz, struct regex *regex, bool whole)
{
	if (!regex || !regex_simple(regex) || quiz->count == REGEX_MANY_MAX)
		return false;
	quiz->regexes[quiz->count] = regex;
	quiz->whole[quiz->count++] = whole;
	return true;
}

/* Texts that are counted on differ at their ends. */
static inline bool is_last(const struct quiz *quiz, const char *text, uint32_t n)
{
	return n == quiz->length && n > 0 && text[n - 1] == quiz->last[n - 1] &&
	       memcmp(text, quiz->last, n) == 0;
}

bool quiz_ask(struct quiz *quiz, const struct node *node, uint32_t *answers)
{
	if (!node || node_type(node) != NODE_STRING || quiz->count == 0)
		return false;
	if (quiz->asked < APART) {
		quiz->asked++;
		return false;
	}
	*answers = quiz->answers;
	if (is_last(quiz, node_text(node), node->length))
		return true;
	if (!quiz->many)
		quiz->many = regex_many_new(quiz->regexes, quiz->whole, quiz->count);
	if (!regex_many_match(quiz->many, node_text(node), node->length, answers))
		return false;
	if (node->length <= LAST_MAX) {
		quiz->length = node->length;
		quiz->answers = *answers;
		memcpy(quiz->last, node_text(node), node->length);
	}
	return true;
}
