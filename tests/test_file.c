#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "text/file.h"

static char folder[] = "/tmp/peerlint-file-XXXXXX";

static int enter(void **state)
{
	(void)state;
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	return chdir("/") == 0 ? rmdir(folder) : -1;
}

/* A file of n bytes, each told by where it is. */
static unsigned char byte_at(size_t i)
{
	return (unsigned char)(i * 31 + i / 4096);
}

static void write_bytes(const char *path, size_t n)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	for (size_t i = 0; i < n; i++)
		fputc(byte_at(i), file);
	assert_int_equal(fclose(file), 0);
}

static void assert_bytes(const struct buf *text, size_t from, size_t n)
{
	assert_int_equal(text->length, from + n);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)text->data[from + i] != byte_at(i))
			fail_msg("byte %zu of %zu", i, n);
	assert_int_equal(text->data[from + n], '\0');
}

static void test_lengths(void **state)
{
	static const size_t lengths[] = { 0, 1, 4095, 4096, 16384, 16385, 65536, 1048575, 1048576,
		1048577, 5000000 };

	(void)state;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct err err = { 0 };
		struct buf text;

		write_bytes("file", lengths[i]);
		buf_init(&text);
		assert_true(file_read("file", FILE_LENGTH_MAX, &text, &err));
		assert_bytes(&text, 0, lengths[i]);
		buf_release(&text);
	}
	assert_int_equal(unlink("file"), 0);
}

static void test_appends(void **state)
{
	struct err err = { 0 };
	struct buf text;

	(void)state;
	write_bytes("file", 20000);
	buf_init(&text);
	buf_puts(&text, "before");
	assert_true(file_read("file", 20000, &text, &err));
	assert_memory_equal(text.data, "before", 6);
	assert_bytes(&text, 6, 20000);
	buf_release(&text);
	assert_int_equal(unlink("file"), 0);
}

/* The limit is of what this file adds. */
static void test_limit(void **state)
{
	struct err err = { 0 };
	struct buf text;

	(void)state;
	write_bytes("file", 100);
	buf_init(&text);
	assert_true(file_read("file", 100, &text, &err));
	assert_true(file_read("file", 100, &text, &err));
	assert_false(file_read("file", 99, &text, &err));
	assert_string_equal(err.text, "has more than 99 bytes, which is the limit");
	buf_release(&text);
	assert_int_equal(unlink("file"), 0);
}

/* Nobody waits for the end of what has none. */
static void test_endless(void **state)
{
	struct err err = { 0 };
	struct buf text;

	(void)state;
	if (access("/dev/zero", R_OK) != 0)
		skip();
	buf_init(&text);
	assert_false(file_read("/dev/zero", 1000000, &text, &err));
	assert_string_equal(err.text, "has more than 1000000 bytes, which is the limit");
	assert_true(text.length < 8000000);
	buf_release(&text);
}

static void test_refused(void **state)
{
	static const struct {
		const char *path, *why;
	} rows[] = {
		{ "absent", "No such file or directory" },
		{ "", "No such file or directory" },
		{ ".", "Is a directory" },
		{ "loop", "Too many levels of symbolic links" },
		{ "file/x", "Not a directory" },
	};

	(void)state;
	write_bytes("file", 1);
	assert_int_equal(symlink("loop", "loop"), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err err = { 0 };
		struct buf text;

		buf_init(&text);
		assert_false(file_read(rows[i].path, FILE_LENGTH_MAX, &text, &err));
		assert_string_equal(err.text, rows[i].why);
		assert_int_equal(text.length, 0);
		buf_release(&text);
	}
	assert_int_equal(unlink("loop") | unlink("file"), 0);
}

/* Bytes that come one by one. */
static void test_absent(void **state)
{
	char deep[5000];

	(void)state;
	assert_true(file_is_absent("here"));
	write_bytes("here", 0);
	assert_false(file_is_absent("here"));
	assert_false(file_is_absent("."));
	assert_true(file_is_absent("here/below"));
	assert_int_equal(symlink("nowhere", "link"), 0);
	assert_true(file_is_absent("link"));
	/* Which failures are no answer differs between users: no user may name so long a file. */
	memset(deep, 'x', sizeof(deep) - 1);
	deep[sizeof(deep) - 1] = '\0';
	assert_false(file_is_absent(deep));
	unlink("link");
	unlink("here");
}

static void test_standard_input(void **state)
{
	int ends[2], kept = dup(STDIN_FILENO);
	struct err err = { 0 };
	struct buf text;
	pid_t child;
	int status;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		for (size_t i = 0; i < 50; i++) {
			unsigned char byte = byte_at(i);

			if (write(ends[1], &byte, 1) != 1)
				_exit(1);
			usleep(100);
		}
		_exit(0);
	}
	close(ends[1]);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	buf_init(&text);
	assert_true(file_read("-", FILE_LENGTH_MAX, &text, &err));
	assert_bytes(&text, 0, 50);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	buf_release(&text);
	close(ends[0]);
	if (kept >= 0) {
		dup2(kept, STDIN_FILENO);
		close(kept);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_appends),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_endless),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_absent),
		cmocka_unit_test(test_standard_input),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
