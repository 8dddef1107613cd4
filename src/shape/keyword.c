#include "shape/keyword.h"

#include <string.h>

const struct keyword_row keywords[KEYWORD_COUNT] = {
#define X(id, name, holds, vocabulary) { name, holds, VOCABULARY_##vocabulary },
	KEYWORDS(X)
#undef X
};

enum keyword keyword_find(const char *name)
{
	size_t low = 0, high = KEYWORD_COUNT;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, keywords[middle].name);

		if (order == 0)
			return (enum keyword)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return KEYWORD_COUNT;
}
