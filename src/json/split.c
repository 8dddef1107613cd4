#include "json/split.h"

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

void split_init(struct split *split, const char *p)
{
	*split = (struct split){ .p = p };
}

/* {=== many bytes at once === */

#ifdef __SSE2__

#define BLOCK 64

/* Where in a block something is: a bit a byte, the first the lowest. */
struct block {
	uint64_t quotes, backslashes, opening, closing, commas;
};

static uint64_t mask(__m128i equal, unsigned at)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(equal) << at;
}

static struct block look(const char *p)
{
	struct block block = { 0 };

	for (unsigned at = 0; at < BLOCK; at += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
		__m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20)); /* [ is like {, and ] like } */

		block.quotes |= mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), at);
		block.backslashes |= mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')), at);
		block.opening |= mask(_mm_cmpeq_epi8(folded, _mm_set1_epi8('{')), at);
		block.closing |= mask(_mm_cmpeq_epi8(folded, _mm_set1_epi8('}')), at);
		block.commas |= mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')), at);
	}
	return block;
}

/* The bytes that a backslash is before, one of the block before this one included. */
static uint64_t find_escaped(struct split *split, uint64_t backslashes)
{
	uint64_t escaped = split->escaped;

	backslashes &= ~escaped;
	split->escaped = false;
	while (backslashes) {
		uint64_t first = backslashes & -backslashes;

		escaped |= first << 1;
		split->escaped = first >> 63;
		backslashes &= ~(first | first << 1);
	}
	return escaped;
}

/* The bytes that are in a string: those with an odd number of quotes up to them. */
static uint64_t find_strings(struct split *split, uint64_t quotes)
{
	uint64_t strings = quotes;

	for (unsigned shift = 1; shift < BLOCK; shift *= 2)
		strings ^= strings << shift;
	if (split->in_string)
		strings = ~strings;
	split->in_string = strings >> 63;
	return strings;
}

/* Counts the brackets and commas of a block that is at p; the commas inside other brackets do not matter. */
static enum split_stop count(struct split *split, const struct block *block, const char *least)
{
	uint64_t brackets = block->opening | block->closing, left = UINT64_MAX, signs;

	while ((signs = (split->depth > 0 ? brackets : brackets | block->commas) & left)) {
		unsigned at = (unsigned)__builtin_ctzll(signs);
		uint64_t sign = (uint64_t)1 << at;

		left = (UINT64_MAX - 1) << at;
		if (block->opening & sign) {
			split->depth++;
		} else if (!(block->closing & sign)) {
			split->elements++;
			if (split->p + at + 1 > least) {
				split->p += at + 1;
				return SPLIT_COMMA;
			}
		} else if (split->depth == 0) {
			split->p += at;
			return SPLIT_CLOSE;
		} else {
			split->depth--;
		}
	}
	return SPLIT_TEXT;
}

static enum split_stop next_in_blocks(struct split *split, const char *least, const char *end)
{
	while (end - split->p >= BLOCK) {
		struct block block = look(split->p);
		uint64_t strings;
		enum split_stop stop;

		block.quotes &= ~find_escaped(split, block.backslashes);
		strings = find_strings(split, block.quotes);
		block.opening &= ~strings;
		block.closing &= ~strings;
		block.commas &= ~strings;
		stop = count(split, &block, least);
		if (stop != SPLIT_TEXT) {
			split->in_string = split->escaped = false;
			return stop;
		}
		split->p += BLOCK;
	}
	return SPLIT_TEXT;
}

#endif

/* }=== */

enum sign {
	SIGN_NONE,
	SIGN_QUOTE,
	SIGN_OPEN,
	SIGN_CLOSE,
	SIGN_COMMA,
};

static const unsigned char signs[256] = {
	['"'] = SIGN_QUOTE, ['['] = SIGN_OPEN, ['{'] = SIGN_OPEN, [']'] = SIGN_CLOSE,
	['}'] = SIGN_CLOSE, [','] = SIGN_COMMA,
};

/* Whether the next byte is one that counts. */
static enum sign read_sign(struct split *split, char c)
{
	enum sign sign = (enum sign)signs[(unsigned char)c];
	bool escaped = split->escaped;

	split->escaped = c == '\\' && !escaped;
	if (sign == SIGN_QUOTE && !escaped) {
		split->in_string = !split->in_string;
		return SIGN_NONE;
	}
	return split->in_string || sign == SIGN_QUOTE ? SIGN_NONE : sign;
}

static enum split_stop next_by_byte(struct split *split, const char *least, const char *end)
{
	while (split->p < end) {
		switch (read_sign(split, *split->p++)) {
		case SIGN_NONE:
		case SIGN_QUOTE:
			break;
		case SIGN_OPEN:
			split->depth++;
			break;
		case SIGN_CLOSE:
			if (split->depth == 0) {
				split->p--;
				return SPLIT_CLOSE;
			}
			split->depth--;
			break;
		case SIGN_COMMA:
			if (split->depth > 0)
				break;
			split->elements++;
			if (split->p > least)
				return SPLIT_COMMA;
			break;
		}
	}
	return SPLIT_TEXT;
}

enum split_stop split_next(struct split *split, const char *least, const char *end)
{
#ifdef __SSE2__
	enum split_stop stop = next_in_blocks(split, least, end);

	if (stop != SPLIT_TEXT)
		return stop;
#endif
	return next_by_byte(split, least, end);
}
