#include <signal.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"

static int print_help(void)
{
	struct buf out;
	bool ok;

	buf_init(&out);
	options_help(&out);
	ok = session_print(&out);
	buf_release(&out);
	return ok ? STATUS_CLEAN : STATUS_UNUSABLE;
}

static int run(int argc, char **argv, struct options *options)
{
	struct err err = { 0 };

	if (!options_read(options, argc, argv, &err))
		return session_fail("%s", err.text);
	if (options->help)
		return print_help();
	if (options->version)
		return printf("peerlint %s\n", PEERLINT_VERSION) < 0 || fflush(stdout) ?
			STATUS_UNUSABLE : STATUS_CLEAN;
	return command_find(options->command)->run(options);
}

int main(int argc, char **argv)
{
	struct options options;
	int status;

	/* A reader that goes away is an error of writing, which is said, and no death without a word. */
	signal(SIGPIPE, SIG_IGN);
	status = run(argc, argv, &options);
	options_release(&options);
	return status;
}
