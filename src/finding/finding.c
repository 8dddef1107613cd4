#include "finding/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/utf8.h"

static const char *const severity_names[] = {
	[SEVERITY_OFF] = "off",
	[SEVERITY_INFO] = "info",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

const char *severity_name(enum severity severity)
{
	return severity_names[severity];
}

bool severity_parse(const char *name, enum severity *severity)
{
	for (size_t i = 0; i < SEVERITY_COUNT; i++) {
		if (strcmp(name, severity_names[i]) != 0)
			continue;
		*severity = (enum severity)i;
		return true;
	}
	return false;
}

void findings_init(struct findings *findings)
{
	*findings = (struct findings){ 0 };
}

void findings_release(struct findings *findings)
{
	mem_release(&findings->mem);
	free(findings->items);
	findings_init(findings);
}

static const char *copy_string(struct mem *mem, const char *text)
{
	return text ? mem_string(mem, text) : NULL;
}

/* What quotes a document may hold its line breaks: shown as they are written, they end no line. */
static const char *copy_line(struct mem *mem, const char *text)
{
	struct buf line;
	const char *copy;

	if (!text || !strpbrk(text, "\n\r"))
		return copy_string(mem, text);
	buf_init(&line);
	utf8_visible(&line, text, strlen(text));
	copy = mem_text(mem, line.data, line.length);
	buf_release(&line);
	return copy;
}

static struct region copy_region(struct mem *mem, struct region region)
{
	region.excerpt = copy_string(mem, region.excerpt);
	return region;
}

static const struct related *copy_related(struct mem *mem, const struct related *from, size_t n)
{
	struct related *copy;

	if (n == 0)
		return NULL;
	copy = mem_alloc(mem, n * sizeof(*copy));
	for (size_t i = 0; i < n; i++)
		copy[i] = (struct related){
			.message = copy_line(mem, from[i].message),
			.file = mem_string(mem, from[i].file),
			.pointer = mem_string(mem, from[i].pointer),
			.region = copy_region(mem, from[i].region),
		};
	return copy;
}

static const struct fix *copy_fix(struct mem *mem, const struct fix *from)
{
	struct fix *copy;

	if (!from)
		return NULL;
	copy = mem_alloc(mem, sizeof(*copy));
	*copy = *from;
	copy->message = copy_line(mem, from->message);
	copy->text = mem_string(mem, from->text);
	return copy;
}

bool findings_count_alone(struct findings *findings, enum severity severity)
{
	if (findings->most == 0 || findings->count < findings->most)
		return false;
	findings->summary.by_severity[severity]++;
	findings->summary.unkept++;
	return true;
}

/* The texts of neighbours are often the same: their file, kind and rule. */
static const char *share_string(struct mem *mem, const char *text, const char *other)
{
	if (text && other && strcmp(text, other) == 0)
		return other;
	return copy_string(mem, text);
}

void findings_add(struct findings *findings, const struct finding *finding)
{
	static const struct finding none;
	const struct finding *last;
	struct mem *mem = &findings->mem;
	struct finding *copy;

	if (findings_count_alone(findings, finding->severity))
		return;
	findings->items = heap_grow(findings->items, &findings->cap, findings->count + 1,
		sizeof(*findings->items));
	last = findings->count > 0 ? &findings->items[findings->count - 1] : &none;
	copy = &findings->items[findings->count++];
	*copy = *finding;
	copy->rule = share_string(mem, finding->rule, last->rule);
	copy->message = copy_line(mem, finding->message);
	copy->file = share_string(mem, finding->file, last->file);
	copy->kind = share_string(mem, finding->kind, last->kind);
	copy->pointer = mem_string(mem, finding->pointer);
	copy->region = copy_region(mem, finding->region);
	copy->related = copy_related(mem, finding->related, finding->nrelated);
	copy->help = copy_line(mem, finding->help);
	copy->fix = copy_fix(mem, finding->fix);
	copy->url = share_string(mem, finding->url, last->url);
	findings->summary.by_severity[finding->severity]++;
}

/* How many of n findings there is room for. */
static size_t room_for(const struct findings *findings, size_t n)
{
	size_t room = findings->most > findings->count ? findings->most - findings->count : 0;

	return findings->most > 0 && n > room ? room : n;
}

static void join_summaries(struct summary *summary, const struct summary *from)
{
	for (size_t i = 0; i < SEVERITY_COUNT; i++)
		summary->by_severity[i] += from->by_severity[i];
	summary->files += from->files;
	summary->documents += from->documents;
	summary->suppressed += from->suppressed;
	summary->unknown += from->unknown;
	summary->unread += from->unread;
	summary->unkept += from->unkept;
}

void findings_join(struct findings *findings, struct findings *from)
{
	size_t n = room_for(findings, from->count);

	findings->items = heap_grow(findings->items, &findings->cap, findings->count + n + 1,
		sizeof(*findings->items));
	if (n > 0)
		memcpy(findings->items + findings->count, from->items, n * sizeof(*from->items));
	findings->count += n;
	mem_take(&findings->mem, &from->mem);
	join_summaries(&findings->summary, &from->summary);
	findings->summary.unkept += from->count - n;
	findings_release(from);
}

static void move_region(struct region *region, const struct source_shift *shift)
{
	source_move(&region->start, shift);
	source_move(&region->end, shift);
}

/* What findings_add has copied is not constant to findings. */
void findings_move(struct findings *findings, const struct source_shift *shift)
{
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		struct related *related = (struct related *)(uintptr_t)finding->related;
		struct fix *fix = (struct fix *)(uintptr_t)finding->fix;

		move_region(&finding->region, shift);
		for (size_t k = 0; k < finding->nrelated; k++)
			move_region(&related[k].region, shift);
		if (fix) {
			source_move(&fix->start, shift);
			source_move(&fix->end, shift);
		}
	}
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_findings(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->file, y->file);

	if (order == 0)
		order = compare_numbers(x->region.start.byte, y->region.start.byte);
	if (order == 0)
		order = compare_numbers(x->region.end.byte, y->region.end.byte);
	if (order == 0)
		order = strcmp(x->rule, y->rule);
	if (order == 0)
		order = strcmp(x->pointer, y->pointer);
	return order ? order : strcmp(x->message, y->message);
}

void findings_sort(struct findings *findings)
{
	if (findings->count > 1)
		qsort(findings->items, findings->count, sizeof(*findings->items), compare_findings);
}
