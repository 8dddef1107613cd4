#include "shape/format.h"

#include <string.h>

#include "base/err.h"

static const struct format formats[] = {
#define X(name, function, fits, noun) { name, noun, format_##function, fits },
	FORMATS(X)
#undef X
};

const struct format *format_find(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

size_t format_number(const struct format *format)
{
	return (size_t)(format - formats);
}

const struct format *format_at(size_t number)
{
	return &formats[number];
}

bool format_prepare(const struct format *format, struct err *err)
{
	if (format->check != format_idn_hostname || format_idn_load())
		return true;
	return err_set(err, "the format %s needs libidn2, which is not installed (libidn2.so.0)",
		format->name);
}
