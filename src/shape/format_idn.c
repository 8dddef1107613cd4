/*
 * International host names: RFC 5890 to RFC 5893. libidn2 judges each label;
 * it is loaded when it is needed, as most runs never do, and start-up counts.
 */
#include "shape/format.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "text/utf8.h"

#define NAME_LENGTH_MAX 253
#define LABEL_LENGTH_MAX 63
#define POINTS_MAX \
	LABEL_LENGTH_MAX /* code points of a label: each takes a byte of its A-label or more */

/* What libidn2 is asked. Its checks are those for registering a name: the strict ones. */
static struct {
	int (*check)(const unsigned char *u_label, const unsigned char *a_label,
		unsigned char **out, int flags);
	void (*release)(void *p);
} library;

static pthread_once_t loaded = PTHREAD_ONCE_INIT;

static void load(void)
{
	void *handle = dlopen("libidn2.so.0", RTLD_NOW | RTLD_LOCAL);
	void *check = handle ? dlsym(handle, "idn2_register_u8") : NULL;
	void *release = handle ? dlsym(handle, "idn2_free") : NULL;

	if (!check || !release)
		return;
	/* Not a cast: ISO C has none from an object's address to a function's. */
	memcpy(&library.check, &check, sizeof(check));
	memcpy(&library.release, &release, sizeof(release));
}

bool format_idn_load(void)
{
	pthread_once(&loaded, load);
	return library.check;
}

/* Whether label, with a NUL behind it, is a U-label; its A-label is left in a_label. */
static bool check_u_label(const char *label, char a_label[LABEL_LENGTH_MAX + 1])
{
	unsigned char *out = NULL;
	size_t n;

	if (library.check((const unsigned char *)label, NULL, &out, 0) != 0 || !out)
		return false;
	n = strlen((const char *)out);
	if (n <= LABEL_LENGTH_MAX)
		memcpy(a_label, out, n + 1);
	library.release(out);
	return n <= LABEL_LENGTH_MAX;
}

static unsigned adapt(unsigned delta, unsigned count, bool first)
{
	unsigned k = 0;

	delta = first ? delta / 700 : delta / 2;
	for (delta += delta / count; delta > 455; k += 36)
		delta /= 35;
	return k + 36 * delta / (delta + 38);
}

static unsigned puny_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0') + 26;
	if (c >= 'A' && c <= 'Z')
		return (unsigned)(c - 'A');
	return c >= 'a' && c <= 'z' ? (unsigned)(c - 'a') : 36;
}

/* One number of variable length (RFC 3492 section 6.2), added to *i. */
static bool puny_number(const char **p, const char *end, unsigned bias, uint32_t *i)
{
	uint32_t weight = 1;

	for (unsigned k = 36;; k += 36) {
		unsigned threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
		unsigned digit = *p < end ? puny_digit(*(*p)++) : 36;

		if (digit >= 36 || digit > (UINT32_MAX - *i) / weight)
			return false;
		*i += digit * weight;
		if (digit < threshold)
			return true;
		if (weight > UINT32_MAX / (36 - threshold))
			return false;
		weight *= 36 - threshold;
	}
}

/* Decodes what follows xn--; the number of code points, 0 if it is no Punycode. */
static size_t puny_decode(const char *text, size_t n, uint32_t points[POINTS_MAX])
{
	const char *p = text, *end = text + n;
	uint32_t code = 128, i = 0;
	unsigned bias = 72;
	size_t count = 0;

	for (size_t k = n; k > 0; k--) {
		if (text[k - 1] != '-')
			continue;
		for (; count < k - 1; count++)
			points[count] = (unsigned char)(text[count] >= 'A' && text[count] <= 'Z' ?
				text[count] | 0x20 : text[count]);
		p = text + k;
		break;
	}
	while (p < end) {
		uint32_t before = i;

		if (count == POINTS_MAX || !puny_number(&p, end, bias, &i))
			return 0;
		bias = adapt(i - before, (unsigned)count + 1, before == 0);
		code += i / (uint32_t)(count + 1);
		i %= (uint32_t)(count + 1);
		if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
			return 0;
		memmove(points + i + 1, points + i, (count - i) * sizeof(points[0]));
		points[i++] = code;
		count++;
	}
	return count;
}

/* Code points as UTF-8 with a NUL behind them. */
static void put_points(const uint32_t *points, size_t n, char text[POINTS_MAX * 4 + 1])
{
	size_t length = 0;

	for (size_t i = 0; i < n; i++)
		length += utf8_put(points[i], text + length);
	text[length] = '\0';
}

/* Blocks of scripts that are written from right to left (bidirectional classes R, AL, AN). */
static bool is_right_to_left(uint32_t code)
{
	return (code >= 0x0590 && code <= 0x08FF && !(code >= 0x06F0 && code <= 0x06F9)) ||
		(code >= 0xFB1D && code <= 0xFDFF) || (code >= 0xFE70 && code <= 0xFEFC) ||
		(code >= 0x10800 && code <= 0x10FFF) || (code >= 0x1E800 && code <= 0x1EFFF) ||
		code == 0x200F;
}

static bool is_european_digit(uint32_t code)
{
	return (code >= '0' && code <= '9') || (code >= 0x06F0 && code <= 0x06F9);
}

static bool is_arabic_digit(uint32_t code)
{
	return (code >= 0x0660 && code <= 0x0669) || (code >= 0x10D30 && code <= 0x10D39);
}

/*
 * What the Bidi rule (RFC 5893) needs to know of a name, beyond what libidn2 looks at label by
 * label.
 */
struct direction {
	bool right_to_left; /* a label has a character of a right-to-left script */
	bool digit_first;   /* a label begins with a digit, which no label of such a name may */
	bool mixed;         /* a right-to-left label has digits of both kinds */
};

static void look_at_direction(const uint32_t *points, size_t n, struct direction *direction)
{
	bool right_to_left = false, european = false, arabic = false;

	for (size_t i = 0; i < n; i++) {
		right_to_left |= is_right_to_left(points[i]);
		european |= is_european_digit(points[i]);
		arabic |= is_arabic_digit(points[i]);
	}
	direction->right_to_left |= right_to_left;
	direction->digit_first |= n > 0 && is_european_digit(points[0]);
	direction->mixed |= right_to_left && european && arabic;
}

/* An A-label: its Punycode must be that of a U-label. */
static const char *check_a_label(const char *label, size_t n, struct direction *direction)
{
	char text[POINTS_MAX * 4 + 1], again[LABEL_LENGTH_MAX + 1];
	uint32_t points[POINTS_MAX];
	size_t count;

	if (n > LABEL_LENGTH_MAX)
		return "a label is longer than 63 characters";
	count = puny_decode(label + 4, n - 4, points);
	put_points(points, count, text);
	if (count == 0 || strlen(text) == count)
		return "a label that begins with xn-- is no Punycode";
	if (!check_u_label(text, again) || strlen(again) != n || strncasecmp(again, label, n) != 0)
		return "a label that begins with xn-- stands for none that is allowed";
	look_at_direction(points, count, direction);
	return NULL;
}

const char *format_a_label(const char *label, size_t n)
{
	struct direction direction = { 0 };
	const char *why;

	if (!format_idn_load())
		return NULL;
	why = check_a_label(label, n, &direction);
	return why ? why : direction.mixed ? "a label mixes digits of two kinds" : NULL;
}

static const char *check_label(const uint32_t *points, size_t n, struct direction *direction,
	size_t *length)
{
	char text[POINTS_MAX * 4 + 1], a_label[LABEL_LENGTH_MAX + 1];
	const char *why;

	put_points(points, n, text);
	*length = strlen(text);
	if (strncasecmp(text, "xn--", 4) == 0)
		return check_a_label(text, *length, direction);
	look_at_direction(points, n, direction);
	if (*length == n) {
		why = format_labels(text, n, false);
		return why ? why : memchr(text, '.', n) ? "a label is empty" : NULL;
	}
	if (!check_u_label(text, a_label))
		return "a label has a character, or a sequence of them, that is not allowed in one";
	*length = strlen(a_label);
	return NULL;
}

static bool is_dot(uint32_t code)
{
	return code == '.' || code == 0x3002 || code == 0xFF0E || code == 0xFF61;
}

static const char *check_name(const char *text, size_t n, struct direction *direction)
{
	const char *p = text, *end = text + n, *why;
	uint32_t points[POINTS_MAX];
	size_t count = 0, length, total = 0;

	for (;;) {
		bool last = p == end;
		uint32_t code = last ? '.' : utf8_next(&p, end);

		if (!is_dot(code)) {
			if (code == 0 || count == POINTS_MAX)
				return code ? "a label is longer than 63 characters" :
					      "a label holds a NUL character";
			points[count++] = code;
			continue;
		}
		if (count == 0)
			return "a label is empty";
		why = check_label(points, count, direction, &length);
		if (why)
			return why;
		total += length + 1;
		if (total > NAME_LENGTH_MAX + 1)
			return "it is longer than 253 characters";
		if (last)
			return NULL;
		count = 0;
	}
}

const char *format_idn_hostname(const char *text, size_t n)
{
	struct direction direction = { 0 };
	const char *why;

	if (!format_idn_load())
		return NULL;
	if (utf8_valid(text, n) < n)
		return "it is not Unicode text";
	why = check_name(text, n, &direction);
	if (why)
		return why;
	if (direction.right_to_left && direction.digit_first)
		return "a label begins with a digit, and another is written from right to left";
	return direction.mixed ? "a label mixes digits of two kinds" : NULL;
}
