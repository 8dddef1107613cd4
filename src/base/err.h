/*
 * Why something that the user gave could not be used. The first reason wins.
 * Knows C; nothing of JSON, files or findings.
 */
#ifndef PEERLINT_ERR_H
#define PEERLINT_ERR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Zero-initialise before use. The text is one line without a newline at its
 * end; longer text is cut. at and length are the bytes to blame in what was
 * being read (an expression, a pattern); length is 0 where no place is known.
 */
struct err {
	bool set;
	size_t at;
	size_t length;
	char text[1000];
};

/* Records the reason unless one is set already. Returns false, always. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, with the bytes to blame. */
bool err_set_at(struct err *err, size_t at, size_t length, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Puts "format: " in front of the reason that is set. Returns false, always. */
bool err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
