/* From operands to files, and files that are written whole or not at all. */
#include "cli/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/output.h"
#include "text/file.h"

static void write_text(const char *path, const char *text)
{
	struct err err = { 0 };
	struct buf buf;

	buf_init(&buf);
	buf_puts(&buf, text);
	assert_true(output_write(path, &buf, &err));
	buf_release(&buf);
}

static int enter_folder(void **state)
{
	static char folder[] = "/tmp/peerlint-walk-XXXXXX";

	*state = folder;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -r %s", (const char *)*state);
	return chdir("/") == 0 ? system(command) : -1;
}

static void folders_are_searched_in_order(void **state)
{
	static const char *const folders[] = { "in", "in/b", "in/.git", "in/node_modules", "in/c.json" };
	static const char *const files[] = { "in/z.json", "in/a.jsonl", "in/b/1.ndjson", "in/b/2.JSON",
		"in/b/json", "in/.git/x.json", "in/node_modules/y.json", "in/.hidden.json", "in/c.json/d.json" };
	static const char *const expected[] = { "in/a.jsonl", "in/b/1.ndjson", "in/c.json/d.json", "in/z.json" };
	struct walk walk = { 0 };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		assert_int_equal(mkdir(folders[i], 0777), 0);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		write_text(files[i], "{}");
	assert_int_equal(symlink("..", "in/b/loop"), 0);
	assert_true(walk_add(&walk, "in", &err));
	assert_int_equal(walk.count, 4);
	for (size_t i = 0; i < walk.count; i++) {
		assert_string_equal(walk.files[i].path, expected[i]);
		assert_false(walk.files[i].named);
	}
	assert_true(walk_add(&walk, "in/b/json", &err));
	assert_true(walk_add(&walk, "-", &err));
	assert_true(walk.files[4].named && walk.files[5].named);
	assert_false(walk_add(&walk, "absent", &err));
	assert_true(err.set);
	walk_release(&walk);
}

static void so_many_files_are_found_and_no_more(void **state)
{
	struct walk walk = { .most = 2 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(mkdir("many", 0777), 0);
	write_text("many/1.json", "{}");
	write_text("many/2.json", "{}");
	write_text("many/3.txt", "{}");
	assert_true(walk_add(&walk, "many", &err));
	assert_int_equal(walk.count, 2);
	assert_false(walk.full);
	assert_false(walk_add(&walk, "many/3.txt", &err));
	assert_string_equal(err.text,
		"there are more than 2 files, which is the limit: --max-files N lints more");
	assert_true(walk.full);
	assert_int_equal(walk.count, 2);
	walk_release(&walk);
	walk.most = 1;
	assert_false(walk_add(&walk, "many", &err));
	assert_true(walk.full);
	assert_int_equal(walk.count, 1);
	walk_release(&walk);
}

static void files_are_read_whole(void **state)
{
	struct err err = { 0 };
	struct buf buf;

	(void)state;
	write_text("text", "0123456789");
	buf_init(&buf);
	assert_true(file_read("text", 10, &buf, &err));
	assert_string_equal(buf.data, "0123456789");
	assert_true(file_read("text", 10, &buf, &err));
	assert_int_equal(buf.length, 20);
	assert_false(file_read("text", 9, &buf, &err));
	err = (struct err){ 0 };
	assert_false(file_read(".", 100, &buf, &err));
	assert_true(err.set);
	err = (struct err){ 0 };
	assert_false(file_read("absent", 100, &buf, &err));
	assert_true(err.set);
	buf_release(&buf);
}

static void what_cannot_be_written_is_as_it_was(void **state)
{
	struct err err = { 0 };
	struct buf buf;
	struct stat status;

	(void)state;
	buf_init(&buf);
	buf_puts(&buf, "x");
	assert_false(output_write("absent/file", &buf, &err));
	assert_true(err.set);
	err = (struct err){ 0 };
	assert_false(output_write("/dev/full", &buf, &err));
	assert_true(output_write("/dev/null", &buf, &err));
	write_text("again", "one");
	write_text("again", "two");
	buf_clear(&buf);
	assert_true(file_read("again", 10, &buf, &err));
	assert_string_equal(buf.data, "two");
	assert_int_equal(stat("again", &status), 0);
	assert_int_equal(status.st_mode & 0111, 0);
	buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_are_searched_in_order),
		cmocka_unit_test(so_many_files_are_found_and_no_more),
		cmocka_unit_test(files_are_read_whole),
		cmocka_unit_test(what_cannot_be_written_is_as_it_was),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
