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

static int run(const struct options *options)
{
	bool json = options_want_json(options);
	int status = STATUS_UNUSABLE;
	struct packs packs;
	struct buf out;

	if (session_open(&packs, options)) {
		buf_init(&out);
		for (size_t i = 0; i < packs.nkinds; i++) {
			if (!json) {
				print_text(packs.kinds[i], &out);
				continue;
			}
			buf_puts(&out, i ? ",\n" : "[\n");
			print_json(packs.kinds[i], &out);
		}
		if (json)
			buf_puts(&out, "\n]\n");
		if (session_print(&out))
			status = STATUS_CLEAN;
		buf_release(&out);
	}
	packs_release(&packs);
	return status;
}

const struct command command_kinds = {
	.name = "kinds",
	.usage = "[--format json]",
	.help = "list the kinds of documents",
	.run = run,
};
