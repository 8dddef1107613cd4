#include "base/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * A fresh page costs a run more than what it does with it. It has ten arenas and
 * as many lists, and most stay nearly empty.
 */
#define CHUNK_MIN 480
#define LIST_MIN 128 /* bytes */
#define CHUNK_MAX (16 * 1024 * 1024)
#define HUGE_PAGE (2 * 1024 * 1024)

struct mem_chunk {
	struct mem_chunk *next;
	size_t size; /* of the bytes behind this head */
	alignas(max_align_t) char bytes[];
};

/* The one place below main that prints: nobody above could do anything better. */
static void *or_die(void *p)
{
	static const char message[] = "peerlint: out of memory\n";

	if (p)
		return p;
	if (write(STDERR_FILENO, message, sizeof(message) - 1) < 0)
		_exit(2);
	_exit(2);
}

void *heap_alloc(size_t size)
{
	return or_die(malloc(size ? size : 1));
}

void *heap_zalloc(size_t size)
{
	return or_die(calloc(1, size ? size : 1));
}

void *heap_realloc(void *old, size_t size)
{
	return or_die(realloc(old, size ? size : 1));
}

/* The first number of elements. */
static size_t first_cap(size_t element)
{
	return element < LIST_MIN ? LIST_MIN / element : 1;
}

void *heap_grow(void *old, size_t *cap, size_t needed, size_t element)
{
	size_t want = *cap ? *cap : first_cap(element);

	while (want < needed)
		want = want > SIZE_MAX / 2 ? needed : want * 2;
	if (want > SIZE_MAX / element)
		or_die(NULL);
	if (old && want == *cap)
		return old;
	*cap = want;
	return heap_realloc(old, want * element);
}

void *heap_grow_zero(void *old, size_t *cap, size_t needed, size_t element)
{
	size_t before = *cap;
	char *grown = heap_grow(old, cap, needed, element);

	memset(grown + before * element, 0, (*cap - before) * element);
	return grown;
}

/*
 * Fresh memory costs a large tree more than reading it does, and in huge pages
 * a third of that: make bench, 100 MB in one list.
 */
static void use_huge_pages(char *bytes, size_t size)
{
	uintptr_t from = ((uintptr_t)bytes + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1);
	uintptr_t to = ((uintptr_t)bytes + size) & ~(uintptr_t)(HUGE_PAGE - 1);

	/* Where the system has none the pages stay small: nothing else changes. */
	if (from < to)
		madvise((void *)from, to - from, MADV_HUGEPAGE);
}

/* Makes the next chunk with room for size bytes the current one; chunks kept by a rewind are used again. */
static void next_chunk(struct mem *mem, size_t size)
{
	struct mem_chunk **link = mem->chunk ? &mem->chunk->next : &mem->first;
	size_t want = mem->chunk ? mem->chunk->size * 2 : CHUNK_MIN;

	if (want > CHUNK_MAX)
		want = CHUNK_MAX;
	if (want < size)
		want = size;
	if (!*link || (*link)->size < size) {
		struct mem_chunk *chunk;

		if (want > SIZE_MAX - sizeof(*chunk))
			or_die(NULL);
		chunk = heap_alloc(sizeof(*chunk) + want);
		chunk->size = want;
		use_huge_pages(chunk->bytes, want);
		chunk->next = *link;
		*link = chunk;
	}
	mem->chunk = *link;
	mem->next = mem->chunk->bytes;
	mem->end = mem->chunk->bytes + mem->chunk->size;
}

void mem_reserve(struct mem *mem, size_t size)
{
	next_chunk(mem, size);
}

void *mem_alloc(struct mem *mem, size_t size)
{
	const size_t align = alignof(max_align_t);
	size_t pad = (size_t)(-(uintptr_t)mem->next & (align - 1));
	void *p;

	/* Not <: what is given is never NULL, not even where nothing is asked of an empty arena. */
	if (size > SIZE_MAX - align || (size_t)(mem->end - mem->next) <= pad + size) {
		next_chunk(mem, size);
		pad = 0;
	}
	p = mem->next + pad;
	mem->next += pad + size;
	return p;
}

void *mem_zalloc(struct mem *mem, size_t size)
{
	return memset(mem_alloc(mem, size), 0, size);
}

char *mem_bytes(struct mem *mem, size_t size)
{
	char *p;

	if ((size_t)(mem->end - mem->next) <= size)
		next_chunk(mem, size);
	p = mem->next;
	mem->next += size;
	return p;
}

char *mem_text(struct mem *mem, const char *text, size_t n)
{
	char *copy = mem_bytes(mem, n + 1);

	if (n > 0)
		memcpy(copy, text, n);
	copy[n] = '\0';
	return copy;
}

char *mem_string(struct mem *mem, const char *text)
{
	return mem_text(mem, text, strlen(text));
}

/* Most texts fit in what is left of the chunk at once. */
char *mem_printf(struct mem *mem, const char *format, ...)
{
	size_t left = (size_t)(mem->end - mem->next), n;
	char *text = mem->next;
	va_list args, again;
	int printed;

	va_start(args, format);
	va_copy(again, args);
	printed = vsnprintf(text, left, format, args);
	va_end(args);
	n = printed < 0 ? 0 : (size_t)printed;
	if (printed < 0) {
		text = mem_string(mem, format);
	} else if (n < left) {
		mem->next += n + 1;
	} else {
		text = mem_bytes(mem, n + 1);
		vsnprintf(text, n + 1, format, again);
	}
	va_end(again);
	return text;
}

struct mem_mark mem_mark(const struct mem *mem)
{
	return (struct mem_mark){ mem->chunk, mem->next };
}

void mem_rewind(struct mem *mem, struct mem_mark mark)
{
	/* Mostly nothing was made. */
	if (mem->next == mark.next && mem->chunk == mark.chunk)
		return;
	mem->chunk = mark.chunk;
	mem->next = mark.next;
	mem->end = mark.chunk ? mark.chunk->bytes + mark.chunk->size : NULL;
}

/* What is taken lies before what is being filled, as if it were full. */
void mem_take(struct mem *mem, struct mem *from)
{
	struct mem_chunk **end = &from->first;

	while (*end)
		end = &(*end)->next;
	*end = mem->first;
	mem->first = from->first;
	if (!mem->chunk) {
		mem->chunk = from->chunk;
		mem->next = from->next;
		mem->end = from->end;
	}
	*from = (struct mem){ 0 };
}

void mem_release(struct mem *mem)
{
	struct mem_chunk *chunk = mem->first;

	while (chunk) {
		struct mem_chunk *next = chunk->next;

		free(chunk);
		chunk = next;
	}
	*mem = (struct mem){ 0 };
}
