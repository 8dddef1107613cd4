#include "cli/statistics.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "finding/finding.h"

struct count {
	const char *rule;
	enum severity severity;
	size_t n;
};

static int by_rule(const void *x, const void *y)
{
	return strcmp(((const struct count *)x)->rule, ((const struct count *)y)->rule);
}

static int by_number(const void *x, const void *y)
{
	const struct count *a = x, *b = y;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->rule, b->rule);
}

void statistics_print(const struct findings *findings, struct buf *out)
{
	struct count *counts = heap_alloc((findings->count + 1) * sizeof(*counts));
	size_t n = 0;

	for (size_t i = 0; i < findings->count; i++)
		counts[i] = (struct count){ findings->items[i].rule, findings->items[i].severity, 1 };
	qsort(counts, findings->count, sizeof(*counts), by_rule);
	for (size_t i = 0; i < findings->count; i++) {
		if (n > 0 && strcmp(counts[n - 1].rule, counts[i].rule) == 0)
			counts[n - 1].n++;
		else
			counts[n++] = counts[i];
	}
	qsort(counts, n, sizeof(*counts), by_number);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%7zu  %-7s  %s\n", counts[i].n, severity_name(counts[i].severity),
			counts[i].rule);
	if (findings->summary.unkept > 0)
		buf_printf(out, "%7zu  that were only counted\n", findings->summary.unkept);
	free(counts);
}
