#include <string.h>

#include "base/buf.h"
#include "cli/catalog.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"
#include "json/node.h"

static void print_text(const struct catalog_rule *rule, struct buf *out)
{
	buf_printf(out, "%-44s %-8s %s%s\n", rule->id, severity_name(rule->severity),
		rule->summary ? rule->summary : "", rule->pedantic ? " (pedantic)" : "");
}

static void print_json_string(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, ",\"%s\":", name);
	if (text)
		node_print_string(out, text, strlen(text));
	else
		buf_puts(out, "null");
}

static void print_json(const struct catalog_rule *rule, struct buf *out)
{
	buf_printf(out, "\n{\"id\":\"%s\",\"severity\":\"%s\",\"profile\":\"%s\"", rule->id,
		severity_name(rule->severity), rule->pedantic ? "pedantic" : "default");
	print_json_string(out, "summary", rule->summary);
	print_json_string(out, "url", rule->source);
	buf_putc(out, '}');
}

/* How many there are: none is a mistake where some were asked for. */
static size_t print(const struct catalog *catalog, const struct options *options, struct buf *out)
{
	bool json = options_want_json(options);
	size_t n = 0;

	buf_puts(out, json ? "[" : "");
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_rule *rule = &catalog->rules[i];

		if (!options_show(options, rule->id, rule->summary))
			continue;
		if (json && n > 0)
			buf_putc(out, ',');
		(json ? print_json : print_text)(rule, out);
		n++;
	}
	buf_puts(out, json ? "\n]\n" : "");
	return n;
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
		if (print(&catalog, options, &out) == 0)
			session_fail("no rule has %s in its id or summary", options->operands[0]);
		else if (session_print(&out))
			status = STATUS_CLEAN;
		buf_release(&out);
		catalog_close(&catalog);
	}
	packs_release(&packs);
	return status;
}

const struct command command_rules = {
	.name = "rules",
	.usage = "[WORD]…",
	.help = "list the rules, or those with a word",
	.run = run,
};
