#include "cli/timings.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/timing.h"
#include "lint/state.h"
#include "pack/pack.h"
#include "pack/rule.h"

static const char *const names[TIMED_RULES] = {
	[TIMED_REST] = "the rest",
	[TIMED_START] = "start: configuration, packs, finding the files",
	[TIMED_READ] = "reading files",
	[TIMED_PARSE] = "parsing",
	[TIMED_KIND] = "telling kinds",
	[TIMED_SHAPE] = "shapes",
	[TIMED_FINDING] = "making findings",
	[TIMED_SET] = "gathering documents",
	[TIMED_JOINS] = "joining documents",
	[TIMED_REPORT] = "reports",
};

struct row {
	const char *name;
	struct timing_slot slot;
};

static int by_time(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	return (a->slot.ns < b->slot.ns) - (a->slot.ns > b->slot.ns);
}

static void print_row(struct buf *out, const struct row *row, uint64_t all)
{
	double percent = all > 0 ? (double)row->slot.ns * 100 / (double)all : 0;

	buf_printf(out, "%10.3f ms %5.1f %% ", (double)row->slot.ns / 1e6, percent);
	if (row->slot.count > 0)
		buf_printf(out, "%9" PRIu64 " ×  %s\n", row->slot.count, row->name);
	else
		buf_printf(out, "%13s%s\n", "", row->name);
}

void timings_print(struct timing *timing, const struct packs *packs, struct buf *out)
{
	struct row *rows = heap_alloc((timing->nslots + 1) * sizeof(*rows));
	struct row all = { .name = "all" };
	size_t n = 0;

	timing_leave(timing, TIMED_REST); /* up to now */
	for (size_t i = 0; i < timing->nslots && i < TIMED_RULES + packs->nrules; i++) {
		if (timing->slots[i].ns == 0)
			continue;
		rows[n++] = (struct row){
			i < TIMED_RULES ? names[i] : packs->rules[i - TIMED_RULES]->id, timing->slots[i],
		};
		all.slot.ns += timing->slots[i].ns;
	}
	qsort(rows, n, sizeof(*rows), by_time);
	for (size_t i = 0; i < n; i++)
		print_row(out, &rows[i], all.slot.ns);
	print_row(out, &all, all.slot.ns);
	free(rows);
}
