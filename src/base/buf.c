#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Bytes that texts of a format mostly have at most. */
#define PRINT_ROOM 63

static char nothing[1];

void buf_init(struct buf *buf)
{
	*buf = (struct buf){ nothing, 0, 0 };
}

void buf_release(struct buf *buf)
{
	if (buf->cap)
		free(buf->data);
	buf_init(buf);
}

void buf_clear(struct buf *buf)
{
	buf->length = 0;
	if (buf->cap)
		buf->data[0] = '\0';
}

void buf_reserve(struct buf *buf, size_t n)
{
	size_t needed = buf->length + n + 1;

	if (needed <= buf->cap)
		return;
	buf->data = heap_grow(buf->cap ? buf->data : NULL, &buf->cap, needed, 1);
	buf->data[buf->length] = '\0';
}

void buf_grown(struct buf *buf, size_t n)
{
	buf->length += n;
	buf->data[buf->length] = '\0';
}

void buf_add(struct buf *buf, const char *bytes, size_t n)
{
	buf_reserve(buf, n);
	if (n > 0)
		memcpy(buf->data + buf->length, bytes, n);
	buf_grown(buf, n);
}

void buf_puts(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_number(struct buf *buf, size_t number)
{
	char digits[3 * sizeof(number)];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	buf_add(buf, digits + i, sizeof(digits) - i);
}

/* Most texts are short: they fit at once. */
void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	size_t room;
	int n;

	buf_reserve(buf, PRINT_ROOM);
	room = buf->cap - buf->length;
	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(buf->data + buf->length, room, format, args);
	va_end(args);
	if (n > 0 && (size_t)n >= room) {
		buf_reserve(buf, (size_t)n);
		vsnprintf(buf->data + buf->length, (size_t)n + 1, format, again);
	}
	va_end(again);
	buf_grown(buf, n > 0 ? (size_t)n : 0);
}
