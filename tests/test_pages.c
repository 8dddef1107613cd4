/* The bytes of files, small and large, are what they are in whatever order they are asked for. */
#include "text/pages.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"

#define LENGTH (100 * PAGES_BLOCK + 12345)
#define MOST ((size_t)1 << 30)

static char path[] = "/tmp/peerlint-pages-XXXXXX";
static unsigned char *text;

static void write_file(size_t n)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
}

static int make_text(void **state)
{
	uint32_t seed = 1;
	int fd = mkstemp(path);

	(void)state;
	text = malloc(LENGTH);
	for (size_t i = 0; i < LENGTH; i++) {
		seed = seed * 1664525 + 1013904223;
		text[i] = (unsigned char)(seed >> 24);
	}
	return fd < 0 ? -1 : close(fd);
}

static int remove_text(void **state)
{
	(void)state;
	free(text);
	return unlink(path);
}

static bool can_move = true;
static size_t moves;

/* In the place of the C library's, which a test may let fail. */
void *mremap(void *old, size_t old_size, size_t new_size, int flags, ...)
{
	va_list args;
	void *at;

	va_start(args, flags);
	at = va_arg(args, void *);
	va_end(args);
	moves++;
	if (can_move)
		return (void *)syscall(SYS_mremap, old, old_size, new_size, flags, at);
	errno = EINVAL;
	return MAP_FAILED;
}

static uint32_t next_number(uint32_t *seed, size_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (uint32_t)((*seed >> 4) % below);
}

static void check_range(struct pages *pages, size_t from, size_t to)
{
	pages_need(pages, from, to);
	assert_memory_equal(pages->data + from, text + from, to - from);
}

/* Anything in any order, while one stretch is held. */
static void ask_for_all(struct pages *pages, size_t length)
{
	size_t held = length / 3, held_to = held + length / 50 + 1;
	struct buf room;
	uint32_t seed = 7;

	buf_init(&room);
	assert_true(pages_hold(pages, held, held_to) >= held_to);
	for (int i = 0; i < 2000; i++) {
		size_t from = next_number(&seed, length), to = from + 1 + next_number(&seed, 9000);
		const char *seen;

		to = to < length ? to : length;
		check_range(pages, from, to);
		from = next_number(&seed, length - 1);
		to = from + 1 + next_number(&seed, 500);
		to = to < length ? to : length;
		seen = pages_glance(pages, from, to, &room);
		assert_memory_equal(seen, text + from, to - from);
		assert_memory_equal(pages->data + held, text + held, held_to - held);
		if (i % 100 == 99 && !pages->large)
			pages_rest(pages);
	}
	if (pages->large)
		assert_true(pages->npresent <= 2 * PAGES_MAX + (held_to - held) / PAGES_BLOCK + 2);
	buf_release(&room);
}

static void files_are_what_they_are(void **state)
{
	static const size_t lengths[] = { 1, 1000, PAGES_BLOCK - 1, PAGES_BLOCK, PAGES_BLOCK + 1,
		40 * PAGES_BLOCK, LENGTH };

	(void)state;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		for (size_t small = 0; small <= LENGTH; small += LENGTH) {
			struct pages pages;
			struct err err = { 0 };

			write_file(lengths[i]);
			assert_true(pages_open(&pages, path, MOST, small, &err));
			assert_int_equal(pages.length, lengths[i]);
			assert_int_equal(pages.large, lengths[i] > small);
			if (lengths[i] > 1)
				ask_for_all(&pages, lengths[i]);
			pages_rest(&pages);
			check_range(&pages, 0, lengths[i]);
			assert_false(pages.failed);
			pages_close(&pages);
		}
	}
}

/* From one end to the other and back, whether the system moves memory or not. */
static void memory_need_not_move(void **state)
{
	(void)state;
	write_file(LENGTH);
	for (int i = 0; i < 2; i++) {
		struct pages pages;
		struct err err = { 0 };

		can_move = i;
		moves = 0;
		assert_true(pages_open(&pages, path, MOST, 0, &err));
		for (size_t at = 0; at < LENGTH; at += 1000) {
			size_t end = at + 1000 < LENGTH ? at + 1000 : LENGTH;

			pages_hold(&pages, at, end);
			assert_memory_equal(pages.data + at, text + at, end - at);
			assert_true(pages.npresent <= PAGES_MAX + 2);
		}
		assert_true(moves > 0);
		for (size_t at = LENGTH - 1000; at > 1000; at -= 1000)
			check_range(&pages, at, at + 1000);
		assert_false(pages.failed);
		pages_close(&pages);
	}
}

/* A stream that is large goes into a file of its own. */
static void streams_are_kept(void **state)
{
	(void)state;
	for (size_t small = 1000; small <= LENGTH; small += LENGTH - 1000) {
		struct pages pages;
		struct err err = { 0 };
		char name[40];
		int ends[2];
		pid_t child;

		assert_int_equal(pipe(ends), 0);
		child = fork();
		if (child == 0) {
			for (size_t n = 0; n < LENGTH;)
				n += (size_t)write(ends[1], text + n, LENGTH - n < 3000 ? LENGTH - n : 3000);
			_exit(0);
		}
		close(ends[1]);
		snprintf(name, sizeof(name), "/dev/fd/%d", ends[0]);
		assert_true(pages_open(&pages, name, MOST, small, &err));
		assert_int_equal(pages.length, LENGTH);
		assert_int_equal(pages.large, small < LENGTH);
		ask_for_all(&pages, LENGTH);
		pages_rest(&pages);
		check_range(&pages, 5, 100);
		assert_false(pages.failed);
		pages_close(&pages);
		close(ends[0]);
		waitpid(child, NULL, 0);
	}
}

static void too_long_is_said(void **state)
{
	static const size_t smalls[] = { 10, 999, 1000, 5000 };

	(void)state;
	write_file(1000);
	for (size_t i = 0; i < sizeof(smalls) / sizeof(smalls[0]); i++) {
		struct pages pages;
		struct err err = { 0 };

		assert_false(pages_open(&pages, path, 999, smalls[i], &err));
		assert_string_equal(err.text, "has more than 999 bytes, which is the limit: "
			"--max-file-size N reads more");
		pages_close(&pages);
		err = (struct err){ 0 };
		assert_true(pages_open(&pages, path, 1000, smalls[i], &err));
		pages_close(&pages);
	}
}

/* What became shorter, or is gone, reads as zeros, and that is told. */
static void changes_are_told(void **state)
{
	(void)state;
	for (size_t small = 10; small <= MOST; small += MOST - 10) {
		struct pages pages;
		struct err err = { 0 };

		write_file(LENGTH);
		assert_true(pages_open(&pages, path, MOST, small, &err));
		check_range(&pages, 10, 20);
		pages_rest(&pages);
		write_file(LENGTH / 2);
		check_range(&pages, 10, 20);
		pages_need(&pages, LENGTH - 1, LENGTH);
		assert_int_equal(pages.data[LENGTH - 1], 0);
		assert_true(pages.failed);
		pages_rest(&pages);
		assert_int_equal(unlink(path), 0);
		pages_need(&pages, 10, 11);
		assert_int_equal(pages.data[10], 0);
		assert_true(pages.failed);
		pages_close(&pages);
	}
	write_file(1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_what_they_are),
		cmocka_unit_test(memory_need_not_move),
		cmocka_unit_test(streams_are_kept),
		cmocka_unit_test(too_long_is_said),
		cmocka_unit_test(changes_are_told),
	};

	return cmocka_run_group_tests(tests, make_text, remove_text);
}
