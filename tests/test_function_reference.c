/*
 * The table of functions in rules/README.md is the program's own. With
 * --accept it is written anew: build/tests/test_function_reference --accept
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "query/query.h"
#include "text/file.h"

#define PAGE "rules/README.md"
#define BEGIN "<!-- functions -->\n"
#define END "<!-- /functions -->"

/* V, L and N are explained above the table, in the page itself. */
static void print_table(struct buf *out)
{
	buf_puts(out, "| function | gives |\n|---|---|\n");
	for (const struct query_function_info *info = query_functions(); *info->name; info++)
		buf_printf(out, "| `%s` | %s |\n", info->signature, info->summary);
}

/* The page, and where its table begins and ends. */
static void read_page(struct buf *page, char **begin, char **end)
{
	struct err err = { 0 };

	buf_init(page);
	if (!file_read(PAGE, 1 << 20, page, &err))
		fail_msg("%s: %s", PAGE, err.text);
	*begin = strstr(page->data, BEGIN);
	*end = strstr(page->data, END);
	assert_non_null(*begin);
	assert_non_null(*end);
	*begin += strlen(BEGIN);
}

static void reference_is_the_table(void **state)
{
	struct buf page, table;
	char *begin, *end;

	(void)state;
	read_page(&page, &begin, &end);
	buf_init(&table);
	print_table(&table);
	*end = '\0';
	assert_string_equal(begin, table.data);
	buf_release(&table);
	buf_release(&page);
}

/* Every function is named in words somewhere, so none may be without a summary. */
static void every_function_is_explained(void **state)
{
	(void)state;
	for (const struct query_function_info *info = query_functions(); *info->name; info++) {
		assert_true(strlen(info->summary) > 3);
		assert_true(strncmp(info->signature, info->name, strlen(info->name)) == 0);
	}
}

static int accept(void)
{
	struct buf page, table;
	char *begin, *end;
	FILE *file;

	read_page(&page, &begin, &end);
	buf_init(&table);
	print_table(&table);
	file = fopen(PAGE, "wb");
	if (!file)
		return 1;
	fwrite(page.data, 1, (size_t)(begin - page.data), file);
	fwrite(table.data, 1, table.length, file);
	fputs(end, file);
	buf_release(&table);
	buf_release(&page);
	return fclose(file) != 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reference_is_the_table),
		cmocka_unit_test(every_function_is_explained),
	};

	if (argc > 1 && strcmp(argv[1], "--accept") == 0)
		return accept();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
