#include <signal.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/session.h"

static int print_text(const struct options *options)
{
	struct buf out;
	bool ok;

	buf_init(&out);
	if (options->help)
		options_help(&out);
	else
		buf_puts(&out, "peerlint " PEERLINT_VERSION "\n");
	ok = session_print(&out);
	buf_release(&out);
	return ok ? STATUS_CLEAN : STATUS_UNUSABLE;
}

static int run(int argc, char **argv, struct options *options)
{
	struct err err = { 0 };

	if (!options_read(options, argc, argv, &err))
		return session_fail("%s", err.text);
	if (options->help || options->version)
		return print_text(options);
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
