#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/commands.h"
#include "cli/elsewhere.h"
#include "lint/share.h"
#include "text/file.h"
#include "text/similar.h"

typedef bool read_option(struct options *options, const char *value, struct err *err);

static bool read_format(struct options *options, const char *value, struct err *err)
{
	const char *equals = strchr(value, '=');
	size_t n = equals ? (size_t)(equals - value) : strlen(value);
	struct output output = { .path = equals ? equals + 1 : NULL };
	struct similar similar;
	char name[32];

	if (n >= sizeof(name))
		n = sizeof(name) - 1;
	memcpy(name, value, n);
	name[n] = '\0';
	similar_init(&similar, name);
	for (size_t i = 0; report_name(i); i++) {
		similar_try(&similar, report_name(i));
		if (strcmp(report_name(i), name) == 0)
			output.name = report_name(i);
	}
	output.write = report_find(name);
	if (!output.write && similar.best)
		return err_set(err, "--format: unknown format %s: did you mean %s?", name, similar.best);
	if (!output.write)
		return err_set(err, "--format: unknown format %s: peerlint --help lists them", name);
	if (output.path && !*output.path)
		return err_set(err, "--format %s: there is no file name behind =", value);
	options->outputs = heap_grow(options->outputs, &options->outputs_cap,
		options->noutputs + 1, sizeof(*options->outputs));
	options->outputs[options->noutputs++] = output;
	return true;
}

static bool read_fail_on(struct options *options, const char *value, struct err *err)
{
	if (strcmp(value, "never") == 0) {
		options->fail_on = SEVERITY_COUNT;
		return true;
	}
	if (severity_parse(value, &options->fail_on) && options->fail_on != SEVERITY_OFF)
		return true;
	return err_set(err, "--fail-on takes error, warning, info or never, not %s", value);
}

static bool read_kind(struct options *options, const char *value, struct err *err)
{
	(void)err;
	options->kind = value;
	return true;
}

static bool read_shape(struct options *options, const char *value, struct err *err)
{
	(void)err;
	options->shape = value;
	return true;
}

static bool read_schema_map(struct options *options, const char *value, struct err *err)
{
	const char *equals = strrchr(value, '=');

	if (!equals || equals == value || !equals[1])
		return err_set(err, "--schema-map takes URI=PATH, not %s", value);
	options->schema_maps = heap_grow(options->schema_maps, &options->schema_maps_cap,
		options->nschema_maps + 1, sizeof(*options->schema_maps));
	options->schema_maps[options->nschema_maps++] = value;
	return true;
}

static bool read_pack(struct options *options, const char *value, struct err *err)
{
	(void)err;
	options->packs = heap_grow(options->packs, &options->packs_cap, options->npacks + 1,
		sizeof(*options->packs));
	options->packs[options->npacks++] = value;
	return true;
}

static bool read_rule(struct options *options, const char *value, struct err *err)
{
	const char *equals = strrchr(value, '=');
	enum severity severity;

	if (!equals || !severity_parse(equals + 1, &severity))
		return err_set(err, "--rule takes ID=off, info, warning or error, not %s", value);
	policy_add(&options->policy, mem_text(&options->mem, value, (size_t)(equals - value)),
		severity);
	return true;
}

static bool read_profile(struct options *options, const char *value, struct err *err)
{
	options->policy.pedantic = strcmp(value, "pedantic") == 0;
	options->profile = true;
	if (options->policy.pedantic || strcmp(value, "default") == 0)
		return true;
	return err_set(err, "--profile takes default or pedantic, not %s", value);
}

static bool read_stdin_name(struct options *options, const char *value, struct err *err)
{
	(void)err;
	options->stdin_name = value;
	return true;
}

static bool read_config(struct options *options, const char *value, struct err *err)
{
	(void)err;
	options->config = value;
	return true;
}

static bool set_no_config(struct options *options, const char *value, struct err *err)
{
	(void)value, (void)err;
	options->no_config = true;
	return true;
}

static bool read_show_config(struct options *options, const char *value, struct err *err)
{
	(void)err;
	options->show_config = value;
	return true;
}

static bool read_baseline(struct options *options, const char *value, struct err *err)
{
	(void)err;
	options->baseline = value;
	return true;
}

static bool set_prune(struct options *options, const char *value, struct err *err)
{
	(void)value, (void)err;
	options->prune = true;
	return true;
}

static bool read_color(struct options *options, const char *value, struct err *err)
{
	if (strcmp(value, "auto") == 0)
		options->color = COLOR_AUTO;
	else if (strcmp(value, "always") == 0)
		options->color = COLOR_ALWAYS;
	else if (strcmp(value, "never") == 0)
		options->color = COLOR_NEVER;
	else
		return err_set(err, "--color takes auto, always or never, not %s", value);
	return true;
}

static bool read_unit(struct options *options, const char *value, struct err *err)
{
	if (strcmp(value, "codepoints") == 0)
		options->unit = COLUMN_POINTS;
	else if (strcmp(value, "bytes") == 0)
		options->unit = COLUMN_BYTES;
	else if (strcmp(value, "utf16") == 0)
		options->unit = COLUMN_UNITS;
	else
		return err_set(err, "--column-unit takes codepoints, bytes or utf16, not %s", value);
	return true;
}

/* A decimal number from 1 to most. */
static bool read_number(const char *option, const char *value, size_t most, size_t *number,
	struct err *err)
{
	size_t n = 0;

	for (const char *p = value; *p; p++) {
		if (*p < '0' || *p > '9' || n > most)
			return err_set(err, "%s takes a number from 1 to %zu, not %s", option, most, value);
		n = n * 10 + (size_t)(*p - '0');
	}
	if (n < 1 || n > most)
		return err_set(err, "%s takes a number from 1 to %zu, not %s", option, most, value);
	*number = n;
	return true;
}

static bool read_max_findings(struct options *options, const char *value, struct err *err)
{
	return read_number("--max-findings", value, 1000000000, &options->max_findings, err);
}

static bool read_jobs(struct options *options, const char *value, struct err *err)
{
	return read_number("--jobs", value, SHARE_JOBS, &options->jobs, err);
}

static bool read_max_depth(struct options *options, const char *value, struct err *err)
{
	return read_number("--max-depth", value, 1000000, &options->max_depth, err);
}

static bool read_max_file_size(struct options *options, const char *value, struct err *err)
{
	return read_number("--max-file-size", value, FILE_LENGTH_MAX, &options->max_file_size, err);
}

static bool read_max_files(struct options *options, const char *value, struct err *err)
{
	return read_number("--max-files", value, 1000000000, &options->max_files, err);
}

static bool set_quiet(struct options *options, const char *value, struct err *err)
{
	(void)value, (void)err;
	options->quiet = true;
	return true;
}

static bool set_verbose(struct options *options, const char *value, struct err *err)
{
	(void)value, (void)err;
	options->verbose = true;
	return true;
}

static bool set_statistics(struct options *options, const char *value, struct err *err)
{
	(void)value, (void)err;
	options->statistics = true;
	return true;
}

static bool set_timings(struct options *options, const char *value, struct err *err)
{
	(void)value, (void)err;
	options->timings = true;
	return true;
}

static bool set_version(struct options *options, const char *value, struct err *err)
{
	(void)value, (void)err;
	options->version = true;
	return true;
}

static bool set_help(struct options *options, const char *value, struct err *err)
{
	(void)value, (void)err;
	options->help = true;
	return true;
}

/* In the order of --help, where help has 49 columns. argument: NULL for a flag. */
static const struct option {
	const char *name;
	char letter;
	const char *argument;
	const char *help;
	read_option *read;
} table[] = {
	{ "format", 'f', "FORMAT[=FILE]", "how findings are written; may be repeated", read_format },
	{ "fail-on", 0, "SEVERITY", "exit 1 at: error (default), warning, info, never", read_fail_on },
	{ "rule", 'r', "ID=SEVERITY", "off, info, warning or error for a rule or glob", read_rule },
	{ "profile", 0, "NAME", "default, or pedantic: rules of taste too", read_profile },
	{ "kind", 'k', "KIND", "take every document for this kind", read_kind },
	{ "shape", 0, "FILE", "validate against this JSON Schema 2020-12 instead", read_shape },
	{ "schema-map", 0, "URI=PATH", "where schemas are whose URI begins so", read_schema_map },
	{ "pack", 'p', "DIRECTORY", "load a further pack; may be repeated", read_pack },
	{ "config", 0, "FILE", "instead of the nearest .peerlint.json upwards", read_config },
	{ "no-config", 0, NULL, "read no .peerlint.json", set_no_config },
	{ "show-config", 0, "FILE", "print what applies to a file, and from where", read_show_config },
	{ "baseline", 0, "FILE", "leave out the findings that are recorded there", read_baseline },
	{ "prune", 0, NULL, "take what is not found any more out of it", set_prune },
	{ "stdin-filename", 0, "NAME", "the name under which - is reported", read_stdin_name },
	{ "color", 0, "WHEN", "auto (default), always, never", read_color },
	{ "column-unit", 0, "UNIT", "of text, gcc: codepoints (default), bytes, utf16", read_unit },
	{ "max-findings", 0, "N", "stop printing after N (100000)", read_max_findings },
	{ "jobs", 'j', "N", "threads (one a core)", read_jobs },
	{ "max-depth", 0, "N", "nesting that is read (512)", read_max_depth },
	{ "max-file-size", 0, "N", "bytes of a file that is read (4294967296)", read_max_file_size },
	{ "max-files", 0, "N", "files that are linted (1000000)", read_max_files },
	{ "statistics", 0, NULL, "count the findings of each rule", set_statistics },
	{ "timings", 0, NULL, "say how long each step and each rule takes", set_timings },
	{ "quiet", 'q', NULL, "findings only", set_quiet },
	{ "verbose", 'v', NULL, "say which files are excluded", set_verbose },
	{ "version", 'V', NULL, "print the version", set_version },
	{ "help", 'h', NULL, "print this", set_help },
};

#define NOPTIONS (sizeof(table) / sizeof(table[0]))

static const struct option *find_long(const char *name, size_t n)
{
	for (size_t i = 0; i < NOPTIONS; i++)
		if (strlen(table[i].name) == n && memcmp(table[i].name, name, n) == 0)
			return &table[i];
	return NULL;
}

static const struct option *find_letter(char letter)
{
	for (size_t i = 0; i < NOPTIONS; i++)
		if (table[i].letter && table[i].letter == letter)
			return &table[i];
	return NULL;
}

static bool refuse(const char *argument, struct err *err)
{
	size_t hyphens = argument[1] == '-' ? 2 : 1, n = strcspn(argument, "=");
	struct similar similar;
	const char *remedy;
	char name[64];

	if (n >= sizeof(name))
		n = sizeof(name) - 1;
	memcpy(name, argument, n);
	name[n] = '\0';
	remedy = elsewhere_option(name + hyphens);
	if (remedy)
		return err_set(err, "unknown option %s: %s", name, remedy);
	similar_init(&similar, name + hyphens);
	for (size_t i = 0; i < NOPTIONS && name[hyphens] && name[hyphens + 1]; i++)
		similar_try(&similar, table[i].name);
	if (similar.best)
		return err_set(err, "unknown option %s: did you mean --%s?", name, similar.best);
	return err_set(err, "unknown option %s: peerlint --help lists them", name);
}

/*
 * "-qv" is two flags; the last letter may take what stands behind it for its value, as in -fjson.
 * NULL where a letter is none, and of "-format" and "-help", which lack a hyphen.
 */
static const struct option *read_letters(struct options *options, const char *argument,
	const char **value, struct err *err)
{
	const char *letter = argument + 1;
	const struct option *option =
		find_long(letter, strcspn(letter, "=")) ? NULL : find_letter(*letter);

	while (option && !option->argument && letter[1]) {
		option->read(options, NULL, err);
		option = find_letter(*++letter);
	}
	*value = letter[1] ? letter + 1 : NULL;
	return option;
}

/* Reads the option at argv[*i]; *i moves over its argument. */
static bool read_one(struct options *options, int argc, char **argv, int *i, struct err *err)
{
	const char *argument = argv[*i], *value = NULL;
	const struct option *option;

	if (argument[1] == '-') {
		const char *equals = strchr(argument, '=');
		size_t n = equals ? (size_t)(equals - argument - 2) : strlen(argument + 2);

		option = find_long(argument + 2, n);
		value = equals ? equals + 1 : NULL;
	} else {
		option = read_letters(options, argument, &value, err);
	}
	if (!option)
		return refuse(argument, err);
	if (!option->argument && value)
		return err_set(err, "--%s takes no value", option->name);
	if (option->argument && !value) {
		if (*i + 1 >= argc)
			return err_set(err, "--%s takes a value: %s", option->name, option->argument);
		value = argv[++*i];
	}
	return option->read(options, value, err);
}

/* The other commands write what they have as text, or, where they list something, as JSON. */
static bool check_outputs(const struct options *options, struct err *err)
{
	for (size_t i = 0; i < options->noutputs && strcmp(options->command, "check") != 0; i++) {
		const struct output *output = &options->outputs[i];

		if (output->path || (strcmp(output->name, "text") != 0 && strcmp(output->name, "json") != 0))
			return err_set(err, "--format %s%s%s: %s writes text or json to standard output",
				output->name, output->path ? "=" : "", output->path ? output->path : "",
				options->command);
	}
	return true;
}

bool options_read(struct options *options, int argc, char **argv, struct err *err)
{
	bool only_operands = false;

	*options = (struct options){ .fail_on = SEVERITY_ERROR };
	options->operands = mem_alloc(&options->mem, ((size_t)argc + 1) * sizeof(char *));
	for (int i = 1; i < argc; i++) {
		const char *argument = argv[i];

		if (!only_operands && strcmp(argument, "--") == 0)
			only_operands = true;
		else if (!only_operands && argument[0] == '-' && argument[1]) {
			if (!read_one(options, argc, argv, &i, err))
				return false;
		} else if (!options->command && options->noperands == 0 && !only_operands &&
			   command_find(argument)) {
			options->command = argument;
		} else {
			options->operands[options->noperands++] = argument;
		}
	}
	if (!options->command)
		options->command = "check";
	return check_outputs(options, err);
}

bool options_want_json(const struct options *options)
{
	return options->noutputs > 0 && strcmp(options->outputs[0].name, "json") == 0;
}

bool options_show(const struct options *options, const char *id, const char *text)
{
	for (size_t i = 0; i < options->noperands; i++)
		if (strcasestr(id, options->operands[i]) || (text && strcasestr(text, options->operands[i])))
			return true;
	return options->noperands == 0;
}

void options_release(struct options *options)
{
	free(options->outputs);
	free(options->schema_maps);
	free(options->packs);
	policy_release(&options->policy);
	mem_release(&options->mem);
}

static void print_formats(struct buf *out)
{
	buf_puts(out, "\nFormats:");
	for (size_t i = 0; report_name(i); i++)
		buf_printf(out, " %s", report_name(i));
	buf_putc(out, '\n');
}

void options_help(struct buf *out)
{
	command_help(out);
	buf_puts(out, "\nOptions:\n");
	for (size_t i = 0; i < NOPTIONS; i++) {
		const struct option *option = &table[i];
		char left[64];

		snprintf(left, sizeof(left), "--%s%s%s", option->name, option->argument ? " " : "",
			option->argument ? option->argument : "");
		if (option->letter)
			buf_printf(out, "  -%c, %-24s %s\n", option->letter, left, option->help);
		else
			buf_printf(out, "      %-24s %s\n", left, option->help);
	}
	print_formats(out);
	buf_puts(out, "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 unusable input\n");
}
