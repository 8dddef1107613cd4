/* Bytes that grow. */
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void it_is_a_string_at_any_time(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf);
	assert_string_equal(buf.data, "");
	buf_clear(&buf);
	assert_string_equal(buf.data, "");
	buf_add(&buf, NULL, 0);
	assert_string_equal(buf.data, "");
	buf_puts(&buf, "ab");
	buf_putc(&buf, 'c');
	buf_printf(&buf, "%d", 4);
	assert_string_equal(buf.data, "abc4");
	buf_clear(&buf);
	buf_number(&buf, 0);
	buf_number(&buf, 1234567890);
	buf_number(&buf, SIZE_MAX);
	assert_string_equal(buf.data, "0123456789018446744073709551615");
	buf_clear(&buf);
	assert_string_equal(buf.data, "");
	buf_release(&buf);
	assert_string_equal(buf.data, "");
	buf_release(&buf);
}

static void it_holds_nul_and_much(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf);
	buf_add(&buf, "a\0b", 3);
	assert_int_equal(buf.length, 3);
	for (int i = 0; i < 100000; i++)
		buf_putc(&buf, (char)('a' + i % 26));
	assert_int_equal(buf.length, 100003);
	assert_int_equal(strlen(buf.data + 3), 100000);
	assert_memory_equal(buf.data, "a\0ba", 4);
	buf_printf(&buf, "%50000d", 7);
	assert_int_equal(buf.length, 150003);
	assert_int_equal(buf.data[150002], '7');
	buf_release(&buf);
}

/* Whatever room is left when it is printed. */
static void it_takes_what_is_printed_whole(void **state)
{
	(void)state;
	for (int before = 0; before < 300; before++) {
		for (int n = 0; n < 140; n += before % 7 + 1) {
			struct buf buf;

			buf_init(&buf);
			buf_printf(&buf, "%*s", before, "");
			buf_printf(&buf, "%.*d", n, 0);
			assert_int_equal(buf.length, before + n);
			assert_int_equal(strlen(buf.data), before + n);
			assert_int_equal(strspn(buf.data, " "), before);
			assert_int_equal(strspn(buf.data + before, "0"), n);
			buf_release(&buf);
		}
	}
}

static void room_is_reserved_and_told(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf);
	buf_reserve(&buf, 15);
	memcpy(buf.data, "fifteen letters", 15);
	buf_grown(&buf, 15);
	assert_string_equal(buf.data, "fifteen letters");
	buf_reserve(&buf, 0);
	assert_string_equal(buf.data, "fifteen letters");
	buf_release(&buf);
	/* Of what the allocator gives, which the sanitizers fill, nothing is to be seen. */
	buf_init(&buf);
	buf_reserve(&buf, 100000);
	assert_string_equal(buf.data, "");
	buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_a_string_at_any_time),
		cmocka_unit_test(it_holds_nul_and_much),
		cmocka_unit_test(it_takes_what_is_printed_whole),
		cmocka_unit_test(room_is_reserved_and_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
