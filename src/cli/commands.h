/*
 * The commands. Each is one file, command_<name>.c, and one word in COMMANDS.
 * Knows everything below; prints.
 */
#ifndef PEERLINT_COMMANDS_H
#define PEERLINT_COMMANDS_H

struct buf;
struct options;

#define COMMANDS(X) X(check) X(explain) X(rules) X(kinds) X(shape) X(query) X(test) X(baseline)

/* Runs with the operands behind the command's name; returns the exit status. */
typedef int command_run(const struct options *options);

struct command {
	const char *name;
	const char *usage; /* what stands behind the name */
	const char *help;  /* in one line */
	command_run *run;
};

#define X(name) extern const struct command command_##name;
COMMANDS(X)
#undef X

/* NULL if there is no such command. */
const struct command *command_find(const char *name);

/* The name of the command that is nearest to a word, or NULL. */
const char *command_similar(const char *word);

/* Appends the part of --help that lists the commands. */
void command_help(struct buf *out);

#endif
