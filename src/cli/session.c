#include "cli/session.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/options.h"
#include "pack/folder.h"
#include "report/report.h"
#include "text/utf8.h"

int session_fail(const char *format, ...)
{
	struct buf text, visible;
	va_list args;
	char line[2048];
	const char *rest;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	buf_init(&text);
	buf_init(&visible);
	/* A message may have lines of its own; everything else that moves a cursor is shown as it is written. */
	for (rest = line; rest; rest = strchr(rest, '\n') ? strchr(rest, '\n') + 1 : NULL) {
		size_t n = strcspn(rest, "\n");

		if (rest != line)
			buf_putc(&visible, '\n');
		utf8_visible(&visible, rest, n);
	}
	buf_printf(&text, "peerlint: %s\n", visible.data);
	fputs(text.data, stderr);
	buf_release(&text);
	buf_release(&visible);
	return STATUS_UNUSABLE;
}

bool session_print(const struct buf *text)
{
	if (fwrite(text->data, 1, text->length, stdout) == text->length && fflush(stdout) == 0)
		return true;
	session_fail("cannot write to standard output: %s", strerror(errno));
	return false;
}

bool session_color(const struct options *options, int fd)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (options->color != COLOR_AUTO)
		return options->color == COLOR_ALWAYS;
	return isatty(fd) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

void session_print_problems(const struct packs *packs, const struct options *options,
	bool warnings)
{
	const struct report_options report = {
		.color = session_color(options, STDERR_FILENO),
		.version = PEERLINT_VERSION,
	};
	struct findings shown;
	struct buf out;

	findings_init(&shown);
	for (size_t i = 0; i < packs->problems.count; i++)
		if (warnings || packs->problems.items[i].severity == SEVERITY_ERROR)
			findings_add(&shown, &packs->problems.items[i]);
	findings_sort(&shown);
	buf_init(&out);
	if (shown.count > 0)
		report_text(&shown, &report, &out);
	fputs(out.data, stderr);
	buf_release(&out);
	findings_release(&shown);
}

bool session_open(struct packs *packs, const struct options *options)
{
	struct err err = { 0 };

	packs_init(packs);
	for (size_t i = 0; i < options->npacks; i++) {
		if (!folder_add(packs, options->packs[i], &err)) {
			session_fail("--pack %s", err.text);
			return false;
		}
	}
	packs_add_builtin(packs);
	if (options->npacks > 0)
		folders_check(packs);
	if (!packs_failed(packs))
		return true;
	session_print_problems(packs, options, false);
	return false;
}

struct kind *session_find_kind(struct packs *packs, const char *id)
{
	struct kind *kind = packs_find_kind(packs, id);
	const char *similar;

	if (kind)
		return kind;
	similar = packs_similar_kind(packs, id);
	if (similar)
		session_fail("there is no kind %s: did you mean %s?", id, similar);
	else
		session_fail("there is no kind %s: peerlint kinds lists them", id);
	return NULL;
}
