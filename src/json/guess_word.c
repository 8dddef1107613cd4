/* Guesses at words and numbers of other languages: a part of guess.h. */
#include "json/guess.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "json/blame.h"
#include "json/reading.h"
#include "json/scan.h"
#include "text/similar.h"

static const char *const literals[] = { "true", "false", "null" };

/* Words of other languages for values of JSON, or for values that JSON has not. */
static const struct {
	const char *word;
	const char *fix; /* NULL: there is no such value in JSON */
	const char *help;
} words[] = {
	{ "none", "null", "write null" },
	{ "nil", "null", "write null" },
	{ "undefined", NULL, "write null, or leave the member out" },
	{ "nan", NULL, "JSON has no such number: write null, or leave it out" },
	{ "inf", NULL, "JSON has no such number: write null, or leave it out" },
	{ "infinity", NULL, "JSON has no such number: write null, or leave it out" },
	{ "-nan", NULL, "JSON has no such number: write null, or leave it out" },
	{ "-inf", NULL, "JSON has no such number: write null, or leave it out" },
	{ "-infinity", NULL, "JSON has no such number: write null, or leave it out" },
	{ "+nan", NULL, "JSON has no such number: write null, or leave it out" },
	{ "+inf", NULL, "JSON has no such number: write null, or leave it out" },
	{ "+infinity", NULL, "JSON has no such number: write null, or leave it out" },
	{ "yes", NULL, "write true" },
	{ "on", NULL, "write true" },
	{ "no", NULL, "write false" },
	{ "off", NULL, "write false" },
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '$';
}

/*
 * What goes on, without a break, until JSON or a blank would end it: 10.0.0.0/31,
 * 2001:db8::1, 100M.
 */
static const char *run_end(const struct reading *reading, const char *p)
{
	while (p < reading->end && (unsigned char)*p > ' ' && !strchr(",[]{}\"", *p))
		p++;
	return p;
}

static bool report_value(struct reading *reading, struct blame *b, enum wanted wanted)
{
	blame(reading, b, "expected %s, found %s", complain_wanted(reading, wanted),
	      blame_quote_found(reading, b->start, b->end));
	return true;
}

static const char *in_quotes(struct reading *reading, const char *p, const char *end)
{
	if (end - p > BLAME_SHOWN || scan_plain(p, end) != end || blame_is_secret(reading))
		return NULL;
	return mem_printf(reading->mem, "\"%.*s\"", (int)(end - p), p);
}

static bool guess_key(struct reading *reading)
{
	const char *p = reading->p;
	struct blame b = { .start = p, .end = p };

	if (!is_letter(*p) && !is_digit(*p) && (unsigned char)*p < 0x80)
		return false;
	while (b.end < reading->end && (is_letter(*b.end) || is_digit(*b.end) || *b.end == '-' ||
					*b.end == '.' || (unsigned char)*b.end >= 0x80))
		b.end++;
	b.fix = in_quotes(reading, b.start, b.end);
	b.help = "put double quotes around the name";
	return report_value(reading, &b, WANTED_KEY);
}

/*
 * A word that is nearly a literal: TRUE, tru, flase. Only what cannot mean anything
 * else gets a fix.
 */
static bool guess_literal(struct reading *reading, struct blame *b)
{
	size_t n = (size_t)(b->end - b->start);
	char word[12];
	const char *near;

	if (n >= sizeof(word))
		return false;
	memcpy(word, b->start, n);
	word[n] = '\0';
	for (size_t i = 0; i < sizeof(literals) / sizeof(literals[0]); i++)
		if (strcasecmp(word, literals[i]) == 0 ||
		    (n >= 2 && strncmp(word, literals[i], n) == 0))
			b->fix = literals[i];
	near = b->fix ? b->fix
		      : similar_find(word, literals, sizeof(literals) / sizeof(literals[0]));
	if (!near)
		return false;
	b->help = mem_printf(reading->mem, b->fix ? "write %s" : "did you mean %s?", near);
	return report_value(reading, b, WANTED_VALUE);
}

static bool guess_foreign(struct reading *reading, struct blame *b)
{
	size_t n = (size_t)(b->end - b->start);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strlen(words[i].word) != n || strncasecmp(words[i].word, b->start, n) != 0)
			continue;
		b->fix = words[i].fix;
		b->help = words[i].help;
		return report_value(reading, b, WANTED_VALUE);
	}
	return false;
}

/* +1 and .5: the number is clear, only its beginning is wrong. */
static bool guess_number(struct reading *reading)
{
	const char *p = reading->p, *end = reading->end;
	struct blame b = { .start = p, .end = p + 1 };
	bool minus = *p == '-';

	if (*p == '+' && end - p > 1 && (is_digit(p[1]) || p[1] == '.')) {
		b.fix = p[1] == '.' ? NULL : "";
		b.help = "leave the plus out";
		blame(reading, &b, "a number has no leading plus in JSON");
		return true;
	}
	if (end - p - minus < 2 || p[minus] != '.' || !is_digit(p[1 + minus]))
		return false;
	b.end = p + 1 + minus;
	b.fix = minus ? "-0." : "0.";
	b.help = "write a 0 before the point";
	blame(reading, &b, "expected a digit before the decimal point");
	return true;
}

/* A minus with nothing to it. */
static bool guess_minus(struct reading *reading)
{
	struct blame b = { .start = reading->p, .end = reading->p + 1 };

	if (*reading->p != '-' || blame_token_end(reading, reading->p) > b.end)
		return false;
	blame(reading, &b, "expected a digit after the minus, found %s",
	      b.end < reading->end && scan_is_blank(*b.end) ? "a blank"
							    : blame_found(reading, b.end));
	return true;
}

static bool guess_value(struct reading *reading)
{
	struct blame b = { .start = reading->p, .end = blame_token_end(reading, reading->p) };
	const char *run;

	if (guess_minus(reading))
		return true;
	if (guess_number(reading) || guess_foreign(reading, &b) || guess_literal(reading, &b))
		return true;
	if (!is_letter(*reading->p) && *reading->p != '/' && *reading->p != ':' &&
	    *reading->p != '-' && *reading->p != '@' && (unsigned char)*reading->p < 0x80)
		return false;
	run = run_end(reading, reading->p);
	if (run > b.end)
		b.end = run;
	b.help = "put it in double quotes if it is text";
	if (!reading->container && is_letter(*reading->p))
		b.help = "an error message in place of a document looks like this";
	return report_value(reading, &b, WANTED_VALUE);
}

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* The value of 0x1F, 0o17 or 0b11 as JSON writes it; NULL if it is none, or too long. */
static const char *from_radix(struct reading *reading, const char *p, const char *end)
{
	bool minus = *p == '-';
	uint64_t value = 0;
	int radix;

	p += minus;
	if (end - p < 3 || end - p > 14 || *p != '0')
		return NULL;
	radix = (p[1] | 0x20) == 'x' ? 16 : (p[1] | 0x20) == 'o' ? 8 : (p[1] | 0x20) == 'b' ? 2 : 0;
	for (p += 2; p < end; p++) {
		if (hex_digit(*p) >= radix)
			return NULL;
		value = value * (uint64_t)radix + (uint64_t)hex_digit(*p);
	}
	return mem_printf(reading->mem, "%s%llu", minus ? "-" : "", (unsigned long long)value);
}

/* 10.0.0.1, 10.0.0.0/31, 2001:db8::1: these can only be meant as text. */
static bool looks_like_address(const char *p, const char *end)
{
	size_t points = 0, colons = 0;

	for (; p < end; p++) {
		points += *p == '.';
		colons += *p == ':';
		if (hex_digit(*p) > 15 && !strchr(".:/", *p))
			return false;
	}
	return points == 3 || colons >= 2;
}

/*
 * A number or literal that goes on without a break as what it is not: 100M, 10.0.0.1,
 * 0x1F, nullx.
 */
static bool guess_run(struct reading *reading)
{
	const char *start = reading->p, *stop = reading->text;
	struct blame b = { .end = run_end(reading, reading->p) };

	while (start > stop && (is_letter(start[-1]) || is_digit(start[-1]) || start[-1] == '.' ||
				start[-1] == '-' || start[-1] == '+'))
		start--;
	if (start == reading->p || b.end == reading->p || strchr(";=", *reading->p))
		return false;
	b.start = start;
	if (reading->container)
		b.node = (const struct node *)reading->container->item.child->prev;
	b.help = "put it in double quotes if it is text";
	if (blame_is_secret(reading)) {
		blame(reading, &b, "expected a JSON value, found something else");
		return true;
	}
	b.fix = from_radix(reading, b.start, b.end);
	if (b.fix)
		b.help = mem_printf(reading->mem, "write it in decimal digits: %s", b.fix);
	else if (looks_like_address(b.start, b.end))
		b.fix = in_quotes(reading, b.start, b.end);
	blame(reading, &b, "%s is not a JSON value",
	      blame_quote(reading, b.start, (size_t)(b.end - b.start)));
	return true;
}

bool guess_word(struct reading *reading, enum wanted wanted)
{
	if (reading->p == reading->end)
		return false;
	switch (wanted) {
	case WANTED_KEY:
		return guess_key(reading);
	case WANTED_VALUE:
		return guess_value(reading);
	case WANTED_SEPARATOR:
	case WANTED_END:
		return guess_run(reading);
	default:
		return false;
	}
}
