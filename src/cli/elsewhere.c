#include "cli/elsewhere.h"

#include <stddef.h>
#include <string.h>

/* Arrays: what a table points at would be looked up at each start. */
struct word {
	char word[24]; /* empty behind the last */
	char remedy[88];
};

#define EXCLUDED "\"exclude\" in .peerlint.json leaves files out"
#define IN_FILE "--format FORMAT=FILE writes a report to a file"
#define REPAIRS "documents are never changed; --format json has what would repair them"
#define TURNED_OFF "--rule ID=off turns a rule off"
#define THRESHOLD "--fail-on SEVERITY says from which on the run fails"

static const struct word options[] = {
	{ "debug", "did you mean --verbose?" },
	{ "disable", TURNED_OFF },
	{ "enable", "--rule ID=warning turns a rule on" },
	{ "exclude", EXCLUDED },
	{ "explain", "peerlint explain RULE tells of a rule" },
	{ "fail-level", THRESHOLD },
	{ "fail-severity", THRESHOLD },
	{ "file", "name the files without an option" },
	{ "fix", REPAIRS },
	{ "ignore", TURNED_OFF ", " EXCLUDED },
	{ "json", "did you mean --format json?" },
	{ "level", THRESHOLD },
	{ "list-rules", "peerlint rules lists them" },
	{ "max-warnings", THRESHOLD },
	{ "no-color", "did you mean --color never?" },
	{ "o", IN_FILE },
	{ "output", IN_FILE },
	{ "output-file", IN_FILE },
	{ "output-format", "did you mean --format?" },
	{ "print-config", "did you mean --show-config FILE?" },
	{ "ruleset", "--pack DIRECTORY loads rules" },
	{ "sarif", "did you mean --format sarif?" },
	{ "schema", "did you mean --shape FILE?" },
	{ "schemafile", "did you mean --shape FILE?" },
	{ "select", "--rule ID=warning turns a rule on" },
	{ "severity", THRESHOLD },
	{ "silent", "did you mean --quiet?" },
	{ "stdin", "- stands for standard input" },
	{ "strict", "did you mean --fail-on warning?" },
	{ "warnings-as-errors", "did you mean --fail-on warning?" },
	{ "write-baseline", "peerlint baseline writes one" },
	{ "", "" },
};

static const struct word commands[] = {
	{ "config", "did you mean peerlint --show-config FILE?" },
	{ "fix", REPAIRS },
	{ "format", REPAIRS },
	{ "help", "did you mean --help?" },
	{ "init", "a configuration may be absent; peerlint shape config says what is in one" },
	{ "lint", "did you mean check?" },
	{ "list", "did you mean rules?" },
	{ "run", "did you mean check?" },
	{ "schema", "did you mean shape?" },
	{ "show", "did you mean explain?" },
	{ "validate", "did you mean check?" },
	{ "version", "did you mean --version?" },
	{ "", "" },
};

static const char *find(const struct word *words, const char *word)
{
	for (; *words->word; words++)
		if (strcmp(words->word, word) == 0)
			return words->remedy;
	return NULL;
}

const char *elsewhere_option(const char *name)
{
	return find(options, name);
}

const char *elsewhere_command(const char *word)
{
	return find(commands, word);
}
