#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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
	char text[sizeof(err->text)];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (n >= 0 && (size_t)n + 2 < sizeof(text))
		snprintf(text + n, sizeof(text) - (size_t)n, ": %s", err->text);
	memcpy(err->text, text, sizeof(text));
	return false;
}
