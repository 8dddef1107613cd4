#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/output.h"
#include "text/file.h"

static char folder[] = "/tmp/peerlint-output-XXXXXX";

static int enter(void **state)
{
	(void)state;
	umask(027);
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

/* Fails if a test has left anything. */
static int leave(void **state)
{
	(void)state;
	return chdir("/") == 0 ? rmdir(folder) : -1;
}

static bool put(const char *path, const char *text, struct err *err)
{
	struct buf out;
	bool ok;

	buf_init(&out);
	buf_puts(&out, text);
	*err = (struct err){ 0 };
	ok = output_write(path, &out, err);
	buf_release(&out);
	return ok;
}

static void assert_put(const char *path, const char *text)
{
	struct err err;

	if (!put(path, text, &err))
		fail_msg("%s", err.text);
}

static void assert_refused(const char *path, const char *why)
{
	struct err err;

	assert_false(put(path, "new", &err));
	assert_string_equal(err.text, why);
}

static void assert_content(const char *path, const char *expected)
{
	struct err err = { 0 };
	struct buf text;

	buf_init(&text);
	assert_true(file_read(path, FILE_LENGTH_MAX, &text, &err));
	assert_string_equal(text.data, expected);
	buf_release(&text);
}

static unsigned mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(lstat(path, &status), 0);
	return status.st_mode & 07777;
}

static bool is_link(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

static void test_new_file(void **state)
{
	(void)state;
	assert_put("new", "report\n");
	assert_content("new", "report\n");
	assert_int_equal(mode_of("new"), 0640); /* what the umask leaves */
	assert_put("new", "");
	assert_content("new", "");
	assert_int_equal(unlink("new"), 0);
}

static void test_mode_is_kept(void **state)
{
	static const unsigned modes[] = { 0600, 0644, 0666, 0755 };

	(void)state;
	assert_put("kept", "old");
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		assert_int_equal(chmod("kept", modes[i]), 0);
		assert_put("kept", "new");
		assert_int_equal(mode_of("kept"), modes[i]);
	}
	assert_int_equal(unlink("kept"), 0);
}

/* Who has the old file open reads that one to its end. */
static void test_replaced_whole(void **state)
{
	char text[8] = "";
	int fd;

	(void)state;
	assert_put("whole", "older");
	fd = open("whole", O_RDONLY);
	assert_true(fd >= 0);
	assert_put("whole", "new");
	assert_int_equal(read(fd, text, sizeof(text)), 5);
	assert_memory_equal(text, "older", 5);
	close(fd);
	assert_content("whole", "new");
	assert_int_equal(unlink("whole"), 0);
}

static void test_link_stays_one(void **state)
{
	(void)state;
	assert_int_equal(mkdir("deep", 0755), 0);
	assert_put("deep/target", "old");
	assert_int_equal(chmod("deep/target", 0600), 0);
	assert_int_equal(symlink("deep/target", "link"), 0);
	assert_int_equal(symlink("link", "second"), 0);
	assert_put("second", "new");
	assert_true(is_link("second"));
	assert_true(is_link("link"));
	assert_content("deep/target", "new");
	assert_int_equal(mode_of("deep/target"), 0600);
	assert_int_equal(unlink("second") | unlink("link") | unlink("deep/target") | rmdir("deep"), 0);
}

static void test_link_to_nothing(void **state)
{
	(void)state;
	assert_int_equal(symlink("nothing", "link"), 0);
	assert_put("link", "new");
	assert_true(is_link("link"));
	assert_content("nothing", "new");
	assert_int_equal(unlink("link") | unlink("nothing"), 0);
	assert_int_equal(symlink("absent/nothing", "link"), 0);
	assert_refused("link", "link: No such file or directory");
	assert_int_equal(unlink("link"), 0);
	assert_int_equal(symlink("link", "link"), 0);
	assert_refused("link", "link: Too many levels of symbolic links");
	assert_int_equal(unlink("link"), 0);
}

static void test_fifo(void **state)
{
	char text[16];
	int fd;

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	fd = open("fifo", O_RDONLY | O_NONBLOCK);
	assert_true(fd >= 0);
	assert_put("fifo", "through");
	assert_int_equal(read(fd, text, sizeof(text)), 7);
	assert_memory_equal(text, "through", 7);
	close(fd);
	assert_int_equal(unlink("fifo"), 0);
}

static void test_refused(void **state)
{
	(void)state;
	assert_refused("absent/report", "absent/report: No such file or directory");
	assert_refused("", ": No such file or directory");
	assert_refused("/", "/: Is a directory");
}

/* A file system that is full, as a limit on the length of a file: nothing is left beside. */
static void test_no_room(void **state)
{
	struct rlimit before, now;

	(void)state;
	assert_put("old", "12345678");
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	now = (struct rlimit){ 2, before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
	assert_refused("old", "old: File too large");
	assert_refused("fresh", "fresh: File too large");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_content("old", "12345678");
	assert_int_equal(access("fresh", F_OK), -1);
	assert_int_equal(unlink("old"), 0);
	if (access("/dev/full", W_OK) == 0)
		assert_refused("/dev/full", "/dev/full: No space left on device");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new_file),
		cmocka_unit_test(test_mode_is_kept),
		cmocka_unit_test(test_replaced_whole),
		cmocka_unit_test(test_link_stays_one),
		cmocka_unit_test(test_link_to_nothing),
		cmocka_unit_test(test_fifo),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_no_room),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
