#include "cli/commands.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

static const struct command *const table[] = {
#define X(name) &command_##name,
	COMMANDS(X)
#undef X
};

#define NCOMMANDS (sizeof(table) / sizeof(table[0]))

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (strcmp(table[i]->name, name) == 0)
			return table[i];
	return NULL;
}

void command_help(struct buf *out)
{
	buf_puts(out, "peerlint: the linter for BGP peering and cloud-interconnect documents\n\nUsage:\n");
	for (size_t i = 0; i < NCOMMANDS; i++) {
		char left[64];

		snprintf(left, sizeof(left), "%s %s", table[i]->name, table[i]->usage);
		buf_printf(out, "  peerlint %-43s %s\n", left, table[i]->help);
	}
}
