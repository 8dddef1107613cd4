#include "report/report.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "report/report_escape.h"
#include "report/report_line.h"
#include "report/report_width.h"

/*
 * Line numbers up to four digits stand in one column in all of a report. There
 * is always a blank before them: what does not begin with one is a finding.
 */
#define GUTTER_MIN 5

/* SGR parameters of ECMA-48. */
#define BOLD "1"
#define RED "1;31"
#define YELLOW "1;33"
#define CYAN "1;36"
#define BLUE "1;34"
#define GREEN "1;32"
#define FAINT "2"

static const char *const severity_colors[] = {
	[SEVERITY_OFF] = CYAN,
	[SEVERITY_INFO] = CYAN,
	[SEVERITY_WARNING] = YELLOW,
	[SEVERITY_ERROR] = RED,
};

/* What is being written, and how. */
struct page {
	struct buf *out;
	const struct report_options *options;
	int gutter;                 /* columns of a line number */
	const struct region *shown; /* the one whose line stands above, or NULL */
};

static void paint(const struct page *page, const char *color)
{
	if (page->options->color)
		buf_printf(page->out, "\033[%sm", color);
}

static void unpaint(const struct page *page)
{
	if (page->options->color)
		buf_puts(page->out, "\033[0m");
}

static void painted(const struct page *page, const char *color, const char *text)
{
	paint(page, color);
	line_text(page->out, text);
	unpaint(page);
}

static void add_head(const struct page *page, const struct finding *finding)
{
	struct buf *out = page->out;

	paint(page, BOLD);
	line_place(out, finding->file, &finding->region.start, page->options->unit);
	buf_putc(out, ':');
	unpaint(page);
	buf_putc(out, ' ');
	painted(page, severity_colors[finding->severity], severity_name(finding->severity));
	buf_puts(out, ": ");
	line_claim(out, finding);
	buf_putc(out, ' ');
	paint(page, FAINT);
	buf_putc(out, '[');
	line_text(out, finding->rule);
	buf_putc(out, ']');
	unpaint(page);
	buf_putc(out, '\n');
}

static int digits(uint64_t number)
{
	int n = 1;

	for (; number > 9; number /= 10)
		n++;
	return n;
}

/* Wide enough for the longest line number of the finding and a blank. */
static int gutter_width(const struct finding *finding)
{
	int width = 1 + digits(line_number(&finding->region.start));

	for (size_t i = 0; i < finding->nrelated; i++) {
		int n = 1 + digits(line_number(&finding->related[i].region.start));

		width = n > width ? n : width;
	}
	return width > GUTTER_MIN ? width : GUTTER_MIN;
}

/* "    4 |", or without a number for what stands below a source line. */
static void add_gutter(const struct page *page, uint64_t line)
{
	paint(page, BLUE);
	if (line)
		buf_printf(page->out, "%*" PRIu64 " |", page->gutter, line);
	else
		buf_printf(page->out, "%*s |", page->gutter, "");
	unpaint(page);
}

/* A tab as one blank, so that the caret below stands under what it means. */
static void add_source(struct buf *out, const char *text, size_t n)
{
	const char *end = text + n;

	while (text < end) {
		const char *tab = memchr(text, '\t', (size_t)(end - text));
		const char *stop = tab ? tab : end;

		escape_text(out, text, (size_t)(stop - text));
		if (tab)
			buf_putc(out, ' ');
		text = tab ? tab + 1 : end;
	}
}

static size_t source_columns(const char *text, size_t n)
{
	struct buf source;
	size_t columns;

	buf_init(&source);
	add_source(&source, text, n);
	columns = width_columns(source.data, source.length);
	buf_release(&source);
	return columns;
}

static void add_times(struct buf *out, char c, size_t n)
{
	buf_reserve(out, n);
	memset(out->data + out->length, c, n);
	buf_grown(out, n);
}

static void add_line(const struct page *page, const struct region *region)
{
	const char *text = region->excerpt;
	size_t n = strlen(text);

	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t' || text[n - 1] == '\r'))
		n--;
	add_gutter(page, line_number(&region->start));
	if (n > 0)
		buf_putc(page->out, ' ');
	add_source(page->out, text, n);
	buf_putc(page->out, '\n');
}

/* The carets, and what the place is. */
static void add_carets(const struct page *page, const struct region *region, const char *color,
	const char *label)
{
	const char *text = region->excerpt;
	size_t n = strlen(text);
	size_t start = region->mark_start < n ? region->mark_start : n;
	size_t end = region->mark_end < n ? region->mark_end : n;
	size_t carets = end > start ? source_columns(text + start, end - start) : 0;

	add_gutter(page, 0);
	add_times(page->out, ' ', 1 + source_columns(text, start));
	paint(page, color);
	add_times(page->out, '^', carets ? carets : 1);
	if (*label) {
		buf_putc(page->out, ' ');
		line_text(page->out, label);
	}
	unpaint(page);
	buf_putc(page->out, '\n');
}

/* Whether the line of region is the one that stands above: a whole document is often one line. */
static bool is_shown(const struct page *page, const struct region *region)
{
	return page->shown && page->shown->start.line == region->start.line &&
	       strcmp(page->shown->excerpt, region->excerpt) == 0;
}

static void add_region(struct page *page, const struct region *region, const char *color,
	const char *label)
{
	if (!is_shown(page, region))
		add_line(page, region);
	add_carets(page, region, color, label);
	page->shown = region;
}

static void add_related(struct page *page, const struct finding *finding,
	const struct related *related)
{
	bool elsewhere = strcmp(related->file, finding->file) != 0;

	if (elsewhere || !related->region.excerpt) {
		paint(page, BLUE);
		buf_printf(page->out, "%*s--> ", page->gutter, "");
		unpaint(page);
		line_place(page->out, related->file, &related->region.start, page->options->unit);
		if (!related->region.excerpt && *related->message) {
			buf_puts(page->out, ": ");
			line_text(page->out, related->message);
		}
		buf_putc(page->out, '\n');
		page->shown = NULL;
	}
	if (related->region.excerpt)
		add_region(page, &related->region, BLUE, related->message);
	if (elsewhere)
		page->shown = NULL;
}

static void add_note(const struct page *page, const char *text, const char *more)
{
	buf_printf(page->out, "%*s = ", page->gutter, "");
	painted(page, GREEN, "help:");
	buf_putc(page->out, ' ');
	line_text(page->out, text);
	buf_puts(page->out, more);
	buf_putc(page->out, '\n');
}

static void add_help(const struct page *page, const struct finding *finding)
{
	const char *help = finding->help ? finding->help : "";
	const char *fix = finding->fix ? finding->fix->message : "";

	if (*help)
		add_note(page, help, "");
	if (*fix && strcmp(help, fix) != 0)
		add_note(page, fix,
			finding->fix->safe ? "" : " (look first: it may change the meaning)");
}

static void add_finding(struct page *page, const struct finding *finding)
{
	page->gutter = gutter_width(finding);
	page->shown = NULL;
	add_head(page, finding);
	if (finding->region.excerpt)
		add_region(page, &finding->region, severity_colors[finding->severity], "");
	for (size_t i = 0; i < finding->nrelated; i++)
		add_related(page, finding, &finding->related[i]);
	add_help(page, finding);
	buf_putc(page->out, '\n');
}

/* Each finding ends with an empty line, and so stands apart from the next, and from the summary. */
void report_text(const struct findings *findings, const struct report_options *options,
	struct buf *out)
{
	struct page page = { .out = out, .options = options };
	size_t n = line_count(findings, options);

	for (size_t i = 0; i < n; i++)
		add_finding(&page, &findings->items[i]);
}
