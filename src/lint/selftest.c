#include "lint/selftest.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "json/node.h"
#include "lint/lint.h"
#include "pack/folder.h"
#include "pack/pack.h"
#include "pack/rule.h"
#include "query/query.h"

struct test {
	struct packs *packs;
	const struct folder_rule *rule;
	struct buf *out;
	struct selftest *result;
};

static void complain(struct test *test, const char *list, size_t index, const char *what)
{
	buf_printf(test->out, "%s: %s[%zu] %s\n", test->rule->file.path, list, index, what);
}

/* An example is told by its content, as documents are; the kind of one that cannot be told so, else NULL. */
static const struct kind *kind_to_tell(const struct test *test, const struct node *example)
{
	struct query_run *run;
	const struct kind *kind;

	if (node_type(example) != NODE_OBJECT)
		return NULL;
	run = query_run_new(test->packs->space);
	kind = packs_classify(test->packs, run, example);
	query_run_free(run);
	return kind ? NULL : packs_find_kind(test->packs, test->rule->rule->kinds[0]);
}

/* Lints one example with its rule and the shapes alone. */
static void lint_example(struct test *test, const struct node *example, struct findings *findings)
{
	struct rule *rule = test->rule->rule;
	struct lint_options options = { 0 };
	struct lint lint;
	struct err err = { 0 };

	policy_add(&options.policy, "*", SEVERITY_OFF);
	policy_add(&options.policy, "shape/*", SEVERITY_ERROR);
	policy_add(&options.policy, "json/*", SEVERITY_ERROR);
	policy_add(&options.policy, rule->id, rule->severity);
	options.policy.pedantic = true;
	options.kind = kind_to_tell(test, example);
	lint_init(&lint, test->packs, &options, findings);
	lint_text(&lint, "example", test->rule->file.text + example->start,
		example->end - example->start);
	lint_finish(&lint, &err); /* of text, which does not change */
	lint_release(&lint);
	policy_release(&options.policy);
}

/* How often the rule itself reported; what else was found is said at once. */
static size_t count_own(struct test *test, const struct findings *findings, const char *list,
	size_t index, bool *others)
{
	size_t own = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		struct buf what;

		if (strcmp(finding->rule, test->rule->id) == 0) {
			own++;
			continue;
		}
		*others = true;
		buf_init(&what);
		buf_printf(&what, "is wrong in itself: #%s: %s [%s]", finding->pointer,
			finding->message, finding->rule);
		complain(test, list, index, what.data);
		buf_release(&what);
	}
	return own;
}

/* What the rule's expressions answer on an example that it did not flag. */
static void explain_silence(struct test *test, const struct node *example, size_t index)
{
	static const char *const words[] = { "false", "true", "unknown" };
	const struct rule *rule = test->rule->rule;
	struct query_run *run;
	struct buf what;

	buf_init(&what);
	buf_puts(&what, "was not flagged");
	if (rule->type == RULE_ASSERT && !rule->given) {
		run = query_run_new(test->packs->space);
		query_run_begin(run, example);
		if (rule->when)
			buf_printf(&what, "; when is %s", words[expression_test(run, rule->when, example)]);
		buf_printf(&what, "; assert is %s", words[expression_test(run, rule->assert, example)]);
		query_run_free(run);
	}
	complain(test, "bad", index, what.data);
	buf_release(&what);
}

static void run_example(struct test *test, const struct node *example, const char *list,
	size_t index, bool bad)
{
	struct findings findings;
	bool others = false;
	size_t own;

	findings_init(&findings);
	lint_example(test, example, &findings);
	own = count_own(test, &findings, list, index, &others);
	if (!bad && own > 0)
		complain(test, list, index, "was flagged");
	else if (bad && own == 0)
		explain_silence(test, example, index);
	else if (bad && own > 1)
		complain(test, list, index, "was flagged more than once");
	if (own == (bad ? 1 : 0) && !others)
		test->result->passed++;
	else
		test->result->failed++;
	findings_release(&findings);
}

static void run_list(struct test *test, const char *list, bool bad)
{
	const struct node *examples = node_member(test->rule->source, list);
	size_t index = 0;

	for (const struct node *example = node_child(examples); example; example = node_next(example))
		run_example(test, example, list, index++, bad);
}

struct selftest selftest_run(struct packs *packs, struct buf *out)
{
	struct selftest result = { 0 };

	for (const struct folder *folder = packs->folders; folder; folder = folder->next) {
		for (size_t i = 0; i < folder->nrules; i++) {
			struct test test = { packs, &folder->rules[i], out, &result };

			if (!test.rule->rule) {
				result.failed++;
				continue;
			}
			/* It was read before the names of all kinds and shapes were known. */
			node_rename((struct node *)(uintptr_t)test.rule->source, packs->names);
			run_list(&test, "good", false);
			run_list(&test, "bad", true);
		}
	}
	return result;
}
