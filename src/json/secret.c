#include "json/secret.h"

#include <stdint.h>
#include <string.h>

#include "text/similar.h"

#define NAME_MAX_LENGTH 64

/* Any name that holds one of these, once it is plain, is secret. */
static const char *const parts[] = {
	"md5", "password", "passwd", "passphrase", "secret", "presharedkey", "privatekey",
	"apikey", "authkey", "bgpkey", "pairingkey", "servicekey",
};

/* Any name is, too, in which one letter in four would have to change to give one of these. */
static const char *const words[] = { "md5key", "primarybgpkey", "secondarybgpkey", "pairingkey" };

static char to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static uint64_t bit_of(char c)
{
	return (uint64_t)1 << (c & 0x3F);
}

/* Lower case, letters and digits only; false for what holds no letter that every secret name has, or just one. */
static bool make_plain(const char *name, size_t n, char plain[NAME_MAX_LENGTH + 1], uint64_t *seen)
{
	size_t length = 0, letters = 0;

	*seen = 0;

	for (size_t i = 0; i < n; i++) {
		char c = to_lower(name[i]);

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9'))
			continue;
		if (length == NAME_MAX_LENGTH)
			break;
		plain[length++] = c;
		letters += c >= 'a';
		*seen |= bit_of(c);
	}
	plain[length] = '\0';
	if (letters < 2)
		return false;
	return *seen & (bit_of('k') | bit_of('5')) ||
	       (*seen & bit_of('s') && *seen & (bit_of('p') | bit_of('c')));
}

/* Whether more letters of word were not seen than may change: each would be a change. */
static bool is_far(const char *word, uint64_t seen, size_t most)
{
	uint64_t missing = 0;

	for (const char *p = word; *p; p++)
		missing |= bit_of(*p) & ~seen;
	return (size_t)__builtin_popcountll(missing) > most;
}

bool secret_looks_like(const char *name, size_t n)
{
	char plain[NAME_MAX_LENGTH + 1];
	uint64_t seen;

	if (n < 3 || !make_plain(name, n, plain, &seen))
		return false;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strstr(plain, parts[i]))
			return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t most = strlen(words[i]) / 4;

		if (!is_far(words[i], seen, most) &&
		    similar_distance(plain, words[i], most * 2) != SIZE_MAX)
			return true;
	}
	return false;
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (to_lower(c) >= 'a' && to_lower(c) <= 'z') || c == '_' ||
	       c == '-';
}

/* Whether there is more than blanks and quotes. */
static bool has_value(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text[i] != ' ' && text[i] != '\t' && text[i] != '"' && text[i] != '\'')
			return true;
	return false;
}

size_t secret_before(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n) {
		size_t start = i, end;

		while (i < n && is_word(text[i]))
			i++;
		end = i;
		while (i < n && memchr("\\\"' \t", text[i], 5))
			i++;
		if (i < n && text[i] == ':' && secret_looks_like(text + start, end - start))
			return has_value(text + i + 1, n - i - 1) ? i + 1 : n;
		i += i == start;
	}
	return n;
}
