/*
 * For tests: expressions applied to a JSON text.
 * Knows queries and the reader; nothing of rules.
 */
#ifndef PEERLINT_EXPRESSIONS_H
#define PEERLINT_EXPRESSIONS_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "json/names.h"
#include "json/node.h"
#include "json/reader.h"
#include "query/query.h"

/* What a test needs to evaluate: a space and a document in it. */
struct bench {
	struct mem mem;
	struct names *names;
	struct query_space *space;
	struct query_run *run;
	struct node *document;
};

static inline void bench_init(struct bench *bench, const struct registry *registry)
{
	*bench = (struct bench){ .names = names_new() };
	bench->space = query_space_new(&bench->mem, bench->names, registry);
	bench->run = query_run_new(bench->space);
}

static inline void bench_release(struct bench *bench)
{
	query_run_free(bench->run);
	names_free(bench->names);
	mem_release(&bench->mem);
}

/* Reads a document, and begins with it; false if it is no JSON. */
static inline bool bench_read(struct bench *bench, const char *text)
{
	struct reader reader = { .names = bench->names };

	bench->document = reader_read(&reader, text, strlen(text), &bench->mem);
	query_run_begin(bench->run, bench->document);
	return bench->document;
}

/* NULL, having said why, if it is no expression. */
static inline struct expression *bench_parse(struct bench *bench, const char *text)
{
	struct err err = { 0 };
	struct expression *expression =
		expression_parse(bench->space, text, strlen(text), &err);

	if (!expression)
		printf("%s: %s (at %zu, %zu)\n", text, err.text, err.at, err.length);
	else if (bench->document)
		node_rename(bench->document, bench->names);
	return expression;
}

#endif
