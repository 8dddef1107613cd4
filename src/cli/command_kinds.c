#include <string.h>

#include "base/buf.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "json/node.h"

static void print_text(const struct kind *kind, struct buf *out)
{
	buf_printf(out, "%-32s %s\n", kind->id, kind->title ? kind->title : "");
}

static void print_json(const struct kind *kind, struct buf *out)
{
	buf_printf(out, "{\"id\":\"%s\",\"title\":", kind->id);
	if (kind->title)
		node_print_string(out, kind->title, strlen(kind->title));
	else
		buf_puts(out, "null");
	buf_printf(out, ",\"shape\":%s%s%s,\"carries\":%s}", kind->shape_uri ? "\"" : "",
		kind->shape_uri ? kind->shape_uri : "null", kind->shape_uri ? "\"" : "",
		kind->ncontains > 0 ? "true" : "false");
}

static size_t print(const struct packs *packs, const struct options *options, struct buf *out)
{
	bool json = options_want_json(options);
	size_t n = 0;

	buf_puts(out, json ? "[\n" : "");
	for (size_t i = 0; i < packs->nkinds; i++) {
		const struct kind *kind = packs->kinds[i];

		if (!options_show(options, kind->id, kind->title))
			continue;
		buf_puts(out, json && n > 0 ? ",\n" : "");
		(json ? print_json : print_text)(kind, out);
		n++;
	}
	buf_puts(out, json ? "\n]\n" : "");
	return n;
}

static int run(const struct options *options)
{
	int status = STATUS_UNUSABLE;
	struct packs packs;
	struct buf out;

	if (session_open(&packs, options)) {
		buf_init(&out);
		if (print(&packs, options, &out) == 0)
			session_fail("no kind has %s in its id or title", options->operands[0]);
		else if (session_print(&out))
			status = STATUS_CLEAN;
		buf_release(&out);
	}
	packs_release(&packs);
	return status;
}

const struct command command_kinds = {
	.name = "kinds",
	.usage = "[WORD]…",
	.help = "list the kinds of documents, likewise",
	.run = run,
};
