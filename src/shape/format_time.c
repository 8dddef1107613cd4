/* Dates and times by RFC 3339, section 5.6 and appendix A. */
#include "shape/format.h"

#include <string.h>

struct cursor {
	const char *p, *end;
};

struct clock {
	unsigned hour, minute, second;
};

static bool take(struct cursor *cursor, char c)
{
	if (cursor->p == cursor->end || *cursor->p != c)
		return false;
	cursor->p++;
	return true;
}

/* Any of the characters. */
static bool take_any(struct cursor *cursor, const char *set)
{
	if (cursor->p == cursor->end || *cursor->p == '\0' || !strchr(set, *cursor->p))
		return false;
	cursor->p++;
	return true;
}

/* Exactly n digits. */
static bool take_number(struct cursor *cursor, unsigned n, unsigned *value)
{
	*value = 0;
	for (unsigned i = 0; i < n; i++, cursor->p++) {
		if (cursor->p == cursor->end || *cursor->p < '0' || *cursor->p > '9')
			return false;
		*value = *value * 10 + (unsigned)(*cursor->p - '0');
	}
	return true;
}

static bool take_digits(struct cursor *cursor)
{
	const char *first = cursor->p;

	while (cursor->p < cursor->end && *cursor->p >= '0' && *cursor->p <= '9')
		cursor->p++;
	return cursor->p > first;
}

static unsigned days_of(unsigned year, unsigned month)
{
	static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (leap && month == 2);
}

static const char *read_date(struct cursor *cursor)
{
	unsigned year, month, day;

	if (!take_number(cursor, 4, &year) || !take(cursor, '-') ||
		!take_number(cursor, 2, &month) || !take(cursor, '-') ||
		!take_number(cursor, 2, &day))
		return "a date is four digits, two digits and two digits with hyphens between them";
	if (month < 1 || month > 12)
		return "the month is not from 01 to 12";
	if (day < 1 || day > days_of(year, month))
		return "the month has no such day";
	return NULL;
}

/* Z or ±hh:mm, in minutes east. */
static const char *read_offset(struct cursor *cursor, int *offset)
{
	unsigned hour, minute;
	bool west;

	*offset = 0;
	if (take_any(cursor, "Zz"))
		return NULL;
	west = cursor->p < cursor->end && *cursor->p == '-';
	if (!take_any(cursor, "+-"))
		return "the offset from UTC is missing: Z, or +hh:mm";
	if (!take_number(cursor, 2, &hour) || !take(cursor, ':') ||
		!take_number(cursor, 2, &minute))
		return "an offset from UTC is two digits, a colon and two digits behind the sign";
	if (hour > 23 || minute > 59)
		return "the offset is above 23:59";
	*offset = (int)(hour * 60 + minute) * (west ? -1 : 1);
	return NULL;
}

/* A leap second ends a day in UTC, wherever the clock is. */
static bool is_leap_second(struct clock clock, int offset)
{
	int minute = (int)(clock.hour * 60 + clock.minute) - offset;

	return clock.second == 60 && (minute + 2 * 24 * 60) % (24 * 60) == 23 * 60 + 59;
}

static const char *read_time(struct cursor *cursor)
{
	struct clock clock;
	const char *why;
	int offset;

	if (!take_number(cursor, 2, &clock.hour) || !take(cursor, ':') ||
		!take_number(cursor, 2, &clock.minute) || !take(cursor, ':') ||
		!take_number(cursor, 2, &clock.second))
		return "a time is three times two digits with colons between them";
	if (take(cursor, '.') && !take_digits(cursor))
		return "no digit follows the point";
	why = read_offset(cursor, &offset);
	if (why)
		return why;
	if (clock.hour > 23)
		return "the hour is above 23";
	if (clock.minute > 59)
		return "the minute is above 59";
	if (clock.second > 59 && !is_leap_second(clock, offset))
		return "the second is above 59, and this is no moment of a leap second";
	return NULL;
}

static const char *end(const struct cursor *cursor, const char *why)
{
	if (why)
		return why;
	return cursor->p == cursor->end ? NULL : "something follows behind it";
}

const char *format_date(const char *text, size_t n)
{
	struct cursor cursor = { text, text + n };
	const char *why = read_date(&cursor);

	return end(&cursor, why);
}

const char *format_time(const char *text, size_t n)
{
	struct cursor cursor = { text, text + n };
	const char *why = read_time(&cursor);

	return end(&cursor, why);
}

const char *format_date_time(const char *text, size_t n)
{
	struct cursor cursor = { text, text + n };
	const char *why = read_date(&cursor);

	if (!why && !take_any(&cursor, "Tt"))
		why = "a T must stand between date and time";
	if (!why)
		why = read_time(&cursor);
	return end(&cursor, why);
}

/*
 * Numbers with units in their order, none left out between two that are
 * there: P1Y2D is none. False if there is not one, or if a unit is wrong.
 */
static bool take_units(struct cursor *cursor, const char *units)
{
	const char *unit = NULL;

	while (take_digits(cursor)) {
		const char *found;

		if (cursor->p == cursor->end || *cursor->p == '\0')
			return false;
		found = strchr(units, *cursor->p++);
		if (!found || (unit && found != unit + 1))
			return false;
		unit = found;
	}
	return unit;
}

const char *format_duration(const char *text, size_t n)
{
	struct cursor cursor = { text, text + n };
	struct cursor week;
	bool date;

	if (!take(&cursor, 'P'))
		return "a duration begins with P";
	week = cursor;
	if (take_digits(&week) && take(&week, 'W'))
		return end(&week, NULL);
	date = cursor.p < cursor.end && *cursor.p != 'T';
	if (date && !take_units(&cursor, "YMD"))
		return "behind P there must be numbers with Y, M, D in this order, or one with W";
	if (take(&cursor, 'T') && !take_units(&cursor, "HMS"))
		return "behind T there must be numbers with H, M, S in this order";
	return n == 1 ? "nothing follows P" : end(&cursor, NULL);
}
