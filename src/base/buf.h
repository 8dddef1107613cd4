/*
 * Bytes that grow. The data is never NULL and has a NUL behind it, so that it
 * can be read as a string at any time.
 * Knows C; nothing of what is written into it.
 */
#ifndef PEERLINT_BUF_H
#define PEERLINT_BUF_H

#include <stddef.h>

struct buf {
	char *data;
	size_t length;
	size_t cap; /* 0: data is not ours to free */
};

void buf_init(struct buf *buf);
void buf_release(struct buf *buf);

/* Empties it and keeps the memory. */
void buf_clear(struct buf *buf);

void buf_add(struct buf *buf, const char *bytes, size_t n);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);

/* A number in decimal. */
void buf_number(struct buf *buf, size_t number);

/* Room for n more bytes behind the end, to be written there and then told by buf_grown. */
void buf_reserve(struct buf *buf, size_t n);
void buf_grown(struct buf *buf, size_t n);

void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
