/*
 * Memory that cannot fail: arenas that are freed as a whole, and the heap for
 * what grows. When there is none left, mem says so and exits with status 2.
 * Knows C; nothing of what is kept in it.
 */
#ifndef PEERLINT_MEM_H
#define PEERLINT_MEM_H

#include <stddef.h>

struct mem_chunk;

/* An arena. Zero-initialised it is empty and ready. */
struct mem {
	struct mem_chunk *first;
	char *next, *end;        /* what is free in the chunk */
	struct mem_chunk *chunk; /* the one being filled; apart from next, lest a mark be copied in one piece,
				    for which the processor waits until both halves are written */
};

/* A moment of an arena to go back to. */
struct mem_mark {
	struct mem_chunk *chunk;
	char *next;
};

/* Begins an empty arena with room for size bytes, where it is known that about so many are needed. */
void mem_reserve(struct mem *mem, size_t size);

/* Bytes for any type, not cleared; they live until the arena is rewound or released. */
void *mem_alloc(struct mem *mem, size_t size) __attribute__((malloc, returns_nonnull));

/* The same, cleared. */
void *mem_zalloc(struct mem *mem, size_t size) __attribute__((malloc, returns_nonnull));

/* Bytes without alignment, for text. */
char *mem_bytes(struct mem *mem, size_t size) __attribute__((malloc, returns_nonnull));

/* A copy of n bytes, a NUL behind it. */
char *mem_text(struct mem *mem, const char *text, size_t n) __attribute__((returns_nonnull));

/* A copy of a string. */
char *mem_string(struct mem *mem, const char *text) __attribute__((returns_nonnull));

/* Text made as printf makes it. */
char *mem_printf(struct mem *mem, const char *format, ...)
	__attribute__((format(printf, 2, 3), returns_nonnull));

struct mem_mark mem_mark(const struct mem *mem);

/* Forgets all that was allocated since the mark, and keeps the chunks for what comes next. */
void mem_rewind(struct mem *mem, struct mem_mark mark);

/* Moves all that is in from to mem, where it stays until that is released; from is empty and ready then. */
void mem_take(struct mem *mem, struct mem *from);

/* Gives everything back; the arena is empty and ready again. */
void mem_release(struct mem *mem);

/* malloc, calloc and realloc that cannot fail. heap_grow doubles: *cap is in elements. */
void *heap_alloc(size_t size) __attribute__((malloc, returns_nonnull));
void *heap_zalloc(size_t size) __attribute__((malloc, returns_nonnull));
void *heap_realloc(void *old, size_t size) __attribute__((returns_nonnull));
void *heap_grow(void *old, size_t *cap, size_t needed, size_t element) __attribute__((returns_nonnull));

/* The same for tables: elements that are new are zeros. */
void *heap_grow_zero(void *old, size_t *cap, size_t needed, size_t element)
	__attribute__((returns_nonnull));

#endif
