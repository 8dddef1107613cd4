#include "report/report.h"

#include <string.h>

static const struct {
	const char *name;
	report_write *write;
} formats[] = {
#define X(name) { #name, report_##name },
	FORMATS(X)
#undef X
};

#define NFORMATS (sizeof(formats) / sizeof(formats[0]))

report_write *report_find(const char *name)
{
	for (size_t i = 0; i < NFORMATS; i++)
		if (strcmp(name, formats[i].name) == 0)
			return formats[i].write;
	return NULL;
}

const char *report_name(size_t index)
{
	return index < NFORMATS ? formats[index].name : NULL;
}
