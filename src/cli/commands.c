#include "cli/commands.h"

#include <string.h>

#include "base/buf.h"
#include "text/similar.h"
#include "text/utf8.h"

static const struct command *const table[] = {
#define X(name) &command_##name,
	COMMANDS(X)
#undef X
};

/* Of a command with what stands behind it, in --help. */
#define USAGE_WIDTH 34

#define NCOMMANDS (sizeof(table) / sizeof(table[0]))

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (strcmp(table[i]->name, name) == 0)
			return table[i];
	return NULL;
}

const char *command_similar(const char *word)
{
	struct similar similar;

	similar_init(&similar, word);
	for (size_t i = 0; i < NCOMMANDS; i++)
		similar_try(&similar, table[i]->name);
	return similar.best;
}

/* The name and what stands behind it, filled up with blanks: usage is not ASCII alone. */
static void print_usage(struct buf *out, const struct command *command)
{
	size_t points = strlen(command->name) + 1 +
		utf8_points(command->usage, strlen(command->usage));

	buf_printf(out, "  %s %s%*s ", command->name, command->usage,
		points < USAGE_WIDTH ? (int)(USAGE_WIDTH - points) : 0, "");
}

void command_help(struct buf *out)
{
	buf_puts(out, "peerlint: the linter for BGP peering and cloud-interconnect documents\n\n"
		      "Usage: peerlint [COMMAND] [OPTION]… [OPERAND]…\n\nCommands:\n");
	for (size_t i = 0; i < NCOMMANDS; i++) {
		print_usage(out, table[i]);
		buf_printf(out, "%s\n", table[i]->help);
	}
}
