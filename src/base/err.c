#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void record(struct err *err, size_t at, size_t length, const char *format, va_list args)
	__attribute__((format(printf, 4, 0)));

static void record(struct err *err, size_t at, size_t length, const char *format, va_list args)
{
	if (err->set)
		return;
	err->set = true;
	err->at = at;
	err->length = length;
	vsnprintf(err->text, sizeof(err->text), format, args);
}

bool err_set(struct err *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	record(err, 0, 0, format, args);
	va_end(args);
	return false;
}

bool err_set_at(struct err *err, size_t at, size_t length, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	record(err, at, length, format, args);
	va_end(args);
	return false;
}

bool err_prefix(struct err *err, const char *format, ...)
{
	char old[sizeof(err->text)];
	va_list args;
	size_t n;

	memcpy(old, err->text, sizeof(old));
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	n = strlen(err->text);
	snprintf(err->text + n, sizeof(err->text) - n, ": %.*s", (int)(sizeof(old) - n), old);
	return false;
}
