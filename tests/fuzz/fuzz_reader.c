/*
 * Any bytes as a JSON text: verdicts and problems are as reader.h says, and a
 * text that is read, printed and read again is the same value.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "json/pointer.h"

struct count {
	size_t length;
	size_t problems, fatal;
};

static bool ends_reading(const struct problem *problem)
{
	return problem->severity == SEVERITY_ERROR &&
	       (strcmp(problem->rule, "json/syntax") == 0 || strcmp(problem->rule, "json/encoding") == 0 ||
		       strcmp(problem->rule, "json/depth") == 0);
}

static void count(void *context, const struct problem *problem)
{
	struct count *counted = context;

	counted->problems++;
	counted->fatal += ends_reading(problem);
	PROMISE(problem->start <= problem->end && problem->end <= counted->length);
	PROMISE(problem->message && *problem->message && !strchr(problem->message, '\n'));
	if (problem->related)
		PROMISE(problem->related_start <= problem->related_end &&
			problem->related_end <= counted->length);
}

static bool forget(void *context, struct node *element)
{
	(void)element;
	++*(size_t *)context;
	return true;
}

/* A text of which only what is needed is there, and what is told of it. */
struct dribs {
	struct buf told;
	struct part text;
	char *there;
	size_t step;
};

static void tell(void *context, const struct problem *problem)
{
	struct dribs *dribs = context;

	buf_printf(&dribs->told, "%s %zu-%zu %s|%s|%s\n", problem->rule, problem->start, problem->end,
		problem->message, problem->help ? problem->help : "", problem->fix ? problem->fix : "");
	pointer_print(&dribs->told, problem->node);
}

static size_t need(void *context, size_t from, size_t to)
{
	struct dribs *dribs = context;
	size_t end = to + dribs->step < dribs->text.length ? to + dribs->step : dribs->text.length;

	memset(dribs->there, '"', dribs->text.length);
	memcpy(dribs->there + from, dribs->text.text + from, end - from);
	return end;
}

static bool forget_in_dribs(void *context, struct node *element)
{
	(void)context;
	(void)element;
	return true;
}

/* Wherever what is there ends, the same is told. */
static void compare_dribs(struct part text, const struct names *names, const struct node *root)
{
	struct dribs whole = { .text = text }, dribs = { .text = text, .step = text.length * 7 % 11 };
	struct reader reader = { .names = names, .report = tell, .context = &whole };
	struct mem mem = { 0 };

	buf_init(&whole.told);
	buf_init(&dribs.told);
	dribs.there = fuzz_copy(text);
	PROMISE(!reader_read(&reader, text.text, text.length, &mem) == !root);
	reader.context = &dribs;
	reader.need = need;
	reader.element = forget_in_dribs;
	PROMISE(!reader_read(&reader, dribs.there, text.length, &mem) == !root);
	PROMISE(strcmp(whole.told.data, dribs.told.data) == 0);
	free(dribs.there);
	buf_release(&whole.told);
	buf_release(&dribs.told);
	mem_release(&mem);
}

/* The other ways to read come to the same verdict: in pieces, without names, without a report. */
static void compare_ways(struct part text, const struct names *names, const struct node *root)
{
	struct mem mem = { 0 };
	size_t elements = 0;
	struct reader reader = { .names = names, .element = forget, .context = &elements };
	const struct node *again = reader_read(&reader, text.text, text.length, &mem);

	PROMISE(!again == !root);
	if (root && node_type(root) == NODE_ARRAY)
		PROMISE(again->length == root->length && elements >= root->length);
	PROMISE(!fuzz_read(text, NULL, &mem) == !root);
	mem_release(&mem);
}

static void check_node(const struct node *root, const struct node *node, size_t length)
{
	struct buf pointer;

	PROMISE(node->start < node->end && node->end <= length);
	PROMISE(node->key_start <= node->key_end && node->key_end <= node->start);
	if (node->parent)
		PROMISE(node->parent->start < node->start && node->end < node->parent->end);
	buf_init(&pointer);
	pointer_print(&pointer, node);
	PROMISE(pointer_is_valid(pointer.data, pointer.length));
	PROMISE(pointer_find(root, pointer.data, pointer.length, NULL) == node);
	buf_release(&pointer);
}

static void print_and_read(const struct node *root)
{
	struct mem mem = { 0 };
	const struct node *again;
	struct buf text;

	buf_init(&text);
	node_print(&text, root);
	again = fuzz_read((struct part){ text.data, text.length }, NULL, &mem);
	PROMISE(again);
	PROMISE(node_equal(root, again));
	PROMISE(node_hash(root) == node_hash(again));
	buf_release(&text);
	mem_release(&mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part text = { (const char *)data, size };
	struct mem mem = { 0 };
	struct count counted = { .length = size };
	struct names *names;
	const struct node *root;
	char *copy;
	size_t nodes = 0;
	bool secret = false, bom;

	if (size > FUZZ_MOST)
		return 0;
	names = names_new();
	names_add(names, "a", 1);
	names_add(names, "cust_ip", 7);
	text.text = copy = fuzz_copy(text);
	const struct reader reader = { .names = names, .report = count, .context = &counted };
	root = reader_read(&reader, text.text, text.length, &mem);
	/* A byte order mark is told beside what ends the reading. */
	bom = size >= 3 && memcmp(copy, "\xEF\xBB\xBF", 3) == 0 && counted.fatal > 0;
	PROMISE(counted.fatal - bom == !root);
	compare_ways(text, names, root);
	compare_dribs(text, names, root);
	for (const struct node *node = root; node; node = fuzz_next(node), nodes++) {
		if (nodes < 100)
			check_node(root, node, size);
		secret = secret || node->flags & NODE_SECRET;
	}
	if (root && !secret) /* which is printed as … */
		print_and_read(root);
	mem_release(&mem);
	names_free(names);
	free(copy);
	return 0;
}
