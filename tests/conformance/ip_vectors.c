/* Addresses, prefixes and AS numbers as other programs read them: the suite ip-vectors. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "base/mem.h"
#include "net/asn.h"
#include "net/prefix.h"
#include "net/registry.h"
#include "registries.h"

#define FIELDS 6

static size_t passed, failed;

static void count(bool ok, const char *file, const char *input, const char *expected)
{
	if (ok) {
		passed++;
		return;
	}
	failed++;
	printf("%s: \"%s\" should be %s\n", file, input, expected);
}

/* A field of a line; it may hold NUL bytes. */
struct field {
	const char *text;
	size_t n;
};

static bool prints(const struct prefix *prefix, bool with_length, const char *expected)
{
	char text[PREFIX_TEXT];

	if (with_length)
		prefix_print(prefix, text);
	else
		prefix_print_address(prefix, text);
	return strcmp(text, expected) == 0;
}

static bool reads_address(const struct field *input, const char *family, const char *canonical)
{
	struct prefix prefix;

	return !prefix_parse(input->text, input->n, PREFIX_ADDRESS, &prefix) &&
	       prefix.family == atoi(family) && prints(&prefix, false, canonical);
}

static bool refuses(const struct field *input, enum prefix_form form)
{
	struct prefix prefix;

	return prefix_parse(input->text, input->n, form, &prefix) != NULL;
}

/* A zone is refused; what stands before it is the address. */
static bool refuses_zone(const struct field *input, const char *family, const char *canonical)
{
	struct field address = { input->text, strcspn(input->text, "%") };

	return refuses(input, PREFIX_ADDRESS) && reads_address(&address, family, canonical);
}

static bool reads_prefix(const struct field *input, bool host_bits, const char *family,
	const char *canonical)
{
	struct prefix prefix, network;

	if (prefix_parse(input->text, input->n, PREFIX_LENGTH, &prefix))
		return false;
	network = prefix_network(&prefix);
	return prefix.family == atoi(family) && prefix_has_host_bits(&prefix) == host_bits &&
	       prints(&network, true, canonical);
}

/* Fields: kind, verdict, family, canonical, input. */
static void check_ip(const struct field *field, const struct registry *registry)
{
	bool is_address = strcmp(field[0].text, "addr") == 0;
	const char *verdict = field[1].text, *family = field[2].text, *canonical = field[3].text;
	bool ok;

	(void)registry;
	if (strcmp(verdict, "invalid") == 0)
		ok = refuses(&field[4], is_address ? PREFIX_ADDRESS : PREFIX_LENGTH);
	else if (strcmp(verdict, "zone") == 0)
		ok = refuses_zone(&field[4], family, canonical);
	else if (is_address)
		ok = reads_address(&field[4], family, canonical);
	else
		ok = reads_prefix(&field[4], strcmp(verdict, "hostbits") == 0, family, canonical);
	count(ok, "ip.tsv", field[4].text, verdict);
}

/* Fields: kind, input, verdicts; ours is the strict one. */
static void check_disputed(const struct field *field, const struct registry *registry)
{
	bool strict = strstr(field[2].text, "strict=True") != NULL;
	bool is_address = strcmp(field[0].text, "addr") == 0;

	(void)registry;
	count(refuses(&field[1], is_address ? PREFIX_ADDRESS : PREFIX_LENGTH) != strict,
		"ip-disputed.tsv", field[1].text, field[2].text);
}

/* Where the suite leaves the notation open, "AS" is read in either case, a leading zero is not. */
static bool is_refused_by_policy(const char *input)
{
	return input[0] == '0' && input[1] != '\0' && input[1] != '.';
}

static const char *class_name(const char *suite)
{
	static const char *const names[][2] = {
		{ "reserved-0", "zero" },       { "reserved-last16", "last" },
		{ "reserved-last32", "last" },  { "iana-reserved", "reserved" },
		{ "iana-unallocated", "public" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i][0], suite) == 0)
			return names[i][1];
	return suite;
}

/* Fields: input, verdict, class. */
static void check_asn(const struct field *field, const struct registry *registry)
{
	const char *input = field[0].text, *verdict = field[1].text, *class = field[2].text;
	bool valid = strcmp(verdict, "invalid") != 0;
	uint32_t asn = 0;
	bool ok;

	if (strncmp(verdict, "policy:", 7) == 0) {
		verdict += 7;
		valid = !is_refused_by_policy(input);
	}
	ok = asn_parse(input, field[0].n, &asn) == valid;
	if (ok && valid)
		ok = asn == strtoul(verdict, NULL, 10);
	if (ok && strcmp(class, "-") != 0)
		ok = strcmp(registry_asn_class(registry, asn), class_name(class)) == 0;
	count(ok, "asn.tsv", input, field[1].text);
}

/* Puts NUL bytes where the line's tabs are. */
static void split(char *line, size_t n, struct field field[FIELDS])
{
	char *end = line + n;

	for (int i = 0; i < FIELDS; i++) {
		char *tab = memchr(line, '\t', (size_t)(end - line));

		if (!tab)
			tab = end;
		*tab = '\0';
		field[i] = (struct field){ line, (size_t)(tab - line) };
		line = tab < end ? tab + 1 : end;
	}
}

static void run(const char *suites, const char *name, const struct registry *registry,
	void (*check)(const struct field *field, const struct registry *registry))
{
	struct field field[FIELDS];
	char path[4096];
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	FILE *file;

	snprintf(path, sizeof(path), "%s/ip-vectors/%s", suites, name);
	file = fopen(path, "r");
	if (!file) {
		printf("%s cannot be read\n", path);
		failed++;
		return;
	}
	while ((n = getline(&line, &cap, file)) > 0) {
		if (line[0] == '#')
			continue;
		split(line, (size_t)n - (line[n - 1] == '\n'), field);
		check(field, registry);
	}
	free(line);
	fclose(file);
}

static bool is_there(const char *suites)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/ip-vectors/SOURCE.txt", suites);
	file = fopen(path, "r");
	if (file)
		fclose(file);
	return file != NULL;
}

int main(int argc, char **argv)
{
	struct mem mem = { .first = NULL };
	struct registry *registry;

	if (argc != 2 || !is_there(argv[1])) {
		printf("ip-vectors: the suite is not here\n");
		return 0;
	}
	registry = registries_load(&mem);
	if (!registry) {
		printf("rules/registries cannot be read: start this in the project's folder\n");
		return 1;
	}
	run(argv[1], "ip.tsv", registry, check_ip);
	run(argv[1], "ip-disputed.tsv", registry, check_disputed);
	run(argv[1], "asn.tsv", registry, check_asn);
	mem_release(&mem);
	printf("ip-vectors: %zu passed, %zu failed, 0 skipped\n", passed, failed);
	return failed ? 1 : 0;
}
