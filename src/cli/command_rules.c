#include <string.h>

#include "base/buf.h"
#include "cli/catalog.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "json/node.h"

static void print_text(const struct catalog *catalog, struct buf *out)
{
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_rule *rule = &catalog->rules[i];

		buf_printf(out, "%-44s %-8s %s%s\n", rule->id, severity_name(rule->severity),
			rule->summary ? rule->summary : "", rule->pedantic ? " (pedantic)" : "");
	}
}

static void print_json_string(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, ",\"%s\":", name);
	if (text)
		node_print_string(out, text, strlen(text));
	else
		buf_puts(out, "null");
}

static void print_json(const struct catalog *catalog, struct buf *out)
{
	buf_puts(out, "[");
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_rule *rule = &catalog->rules[i];

		buf_printf(out, "%s\n{\"id\":\"%s\",\"severity\":\"%s\",\"profile\":\"%s\"", i ? "," : "",
			rule->id, severity_name(rule->severity), rule->pedantic ? "pedantic" : "default");
		print_json_string(out, "summary", rule->summary);
		print_json_string(out, "url", rule->source);
		buf_putc(out, '}');
	}
	buf_puts(out, "\n]\n");
}

static int run(const struct options *options)
{
	int status = STATUS_UNUSABLE;
	struct catalog catalog;
	struct packs packs;
	struct buf out;

	if (session_open(&packs, options)) {
		catalog_open(&catalog, &packs);
		buf_init(&out);
		if (options_want_json(options))
			print_json(&catalog, &out);
		else
			print_text(&catalog, &out);
		if (session_print(&out))
			status = STATUS_CLEAN;
		buf_release(&out);
		catalog_close(&catalog);
	}
	packs_release(&packs);
	return status;
}

const struct command command_rules = {
	.name = "rules",
	.usage = "[--format json]",
	.help = "list the rules",
	.run = run,
};
