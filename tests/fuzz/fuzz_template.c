/*
 * The message of a rule, then a document. Values of secret members, which here
 * are those of "k", must not get into it.
 */
#include "fuzz.h"

#include "base/buf.h"
#include "base/err.h"
#include "query/query.h"
#include "query/template.h"

static const char document[] = "{\"a\":[1,\"x\",{\"b\":null}],\"p\":\"192.0.2.1/31\",\"k\":\"hush-hush\","
	"\"deep\":{\"k\":[\"hush-hush\",{\"hush-hush\":1}]},\"n\":12345678901234567890}";

static void visit(void *context, const struct expression *expression, size_t at)
{
	(void)expression;
	PROMISE(at <= *(size_t *)context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct part text = { (const char *)data, size };
	struct mem mem = { 0 };
	struct err err = { 0 };
	struct names *names;
	struct query_space *space;
	struct template *template;
	char *copy;

	if (size > FUZZ_MOST)
		return 0;
	names = names_new();
	names_set_secret(names, names_add(names, "k", 1));
	space = query_space_new(&mem, names, NULL);
	copy = fuzz_copy(text);
	template = template_parse(space, copy, size, &err);
	PROMISE(template || (err.set && err.text[0] && err.at + err.length <= size));
	if (template) {
		struct query_run *run = query_run_new(space);
		const struct node *root =
			fuzz_read((struct part){ document, sizeof(document) - 1 }, names, &mem);
		struct buf out;

		buf_init(&out);
		template_expressions(template, visit, &size);
		query_run_begin(run, root);
		template_print(run, template, root, &out);
		PROMISE(!fuzz_holds(out.data, out.length, "hush-hush") ||
			fuzz_holds(text.text, size, "hush"));
		buf_release(&out);
		query_run_free(run);
	}
	names_free(names);
	free(copy);
	mem_release(&mem);
	return 0;
}
