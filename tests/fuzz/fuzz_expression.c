/*
 * An expression of a rule, then a document: in every way to evaluate it, and
 * the same again in an image, where those of the program are.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "pack/pack.h"
#include "query/check.h"
#include "query/image.h"
#include "query/query.h"

static const char default_document[] =
	"{\"p2p_ip\":\"192.0.2.1/31\",\"cust_ip\":\"192.0.2.0/31\",\"bgp\":{\"customer_asn\":64512,"
	"\"md5_key\":\"x\",\"extra_prefixes\":[\"2001:db8::/32\",\"10.0.0.0/8\"]},\"bandwidth\":\"50M\","
	"\"n\":[1,2.5,-3e400,true,null,\"a\"]}";

/* Its registry is what the functions on addresses look at. */
static struct packs packs;

static void visit(void *context, const struct expression_path *path)
{
	size_t length = *(size_t *)context;

	PROMISE(path->at + path->length <= length);
	for (size_t i = 0; i < path->count; i++)
		PROMISE(!path->names[i] || strlen(path->names[i]) < FUZZ_MOST);
}

/* What an evaluation says, in words. */
static void say(struct query_space *space, const struct expression *expression,
	const struct node *document, struct buf *out)
{
	struct query_run *run = query_run_new(space);
	const struct node *const *nodes;
	const struct node *value;

	query_run_begin(run, document);
	buf_printf(out, "%d ", (int)expression_test(run, expression, document));
	value = expression_value(run, expression, document);
	if (value)
		node_print(out, value);
	buf_printf(out, " %zu ", expression_nodes(run, expression, document, &nodes));
	expression_print(run, expression, document, out);
	if (query_run_exceeded(run))
		buf_puts(out, query_run_exceeded(run));
	query_run_free(run);
}

/* A rule that asserts the expression says of a document what the expression says. */
static void check_as_rule(struct query_space *space, const struct expression *expression,
	const struct node *document)
{
	const struct query_check check = { .assert = expression };
	size_t tables = 0;
	struct query_checks *checks = query_checks_new(&check, 1, &tables);
	struct query_run *run = query_run_new(space);
	enum truth truth;

	query_run_begin(run, document);
	truth = expression_test(run, expression, document);
	for (int i = 0; i < 20 && !query_run_exceeded(run); i++) {
		size_t position = 0;
		bool fails = query_checks_next(checks, &position, run, document) != NULL;

		PROMISE(fails == (truth == TRUTH_FALSE) || query_run_exceeded(run));
	}
	query_run_free(run);
	query_checks_free(checks);
}

static void compare_in_image(const struct query_space *space, struct names *names,
	const struct expression *expression, struct part document, const struct buf *said)
{
	struct image_maker *maker = image_maker_new(space);
	struct mem mem = { 0 };
	struct query_space *other = query_space_new(&mem, names, packs.registry);
	struct query_image image;
	struct buf again;
	uint32_t number;

	buf_init(&again);
	number = image_add(maker, expression);
	PROMISE(image_add(maker, expression) == number);
	image = image_make(maker);
	query_space_open(other, &image);
	say(other, image_expression(&image, number), fuzz_read(document, names, &mem), &again);
	PROMISE(strcmp(again.data, said->data) == 0);
	buf_release(&again);
	image_maker_free(maker);
	mem_release(&mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part input = { (const char *)data, size };
	struct part text, document;
	struct mem mem = { 0 };
	struct err err = { 0 };
	struct names *names;
	struct query_space *space;
	struct expression *expression;
	struct node *root;
	struct buf said;
	char *copy;

	if (size > FUZZ_MOST)
		return 0;
	if (!packs.registry)
		packs_init(&packs);
	text = fuzz_part(&input);
	document = input.length > 0 ? input :
		(struct part){ default_document, sizeof(default_document) - 1 };
	names = names_new();
	space = query_space_new(&mem, names, packs.registry);
	text.text = copy = fuzz_copy(text);
	expression = expression_parse(space, text.text, text.length, &err);
	PROMISE(expression || (err.set && err.text[0] && err.at + err.length <= text.length));
	root = expression ? fuzz_read(document, names, &mem) : NULL;
	if (root) {
		buf_init(&said);
		expression_paths(expression, visit, &text.length);
		say(space, expression, root, &said);
		if (expression_type(expression) != EXPRESSION_VALUE)
			check_as_rule(space, expression, root);
		compare_in_image(space, names, expression, document, &said);
		buf_release(&said);
	}
	names_free(names);
	free(copy);
	mem_release(&mem);
	return 0;
}
