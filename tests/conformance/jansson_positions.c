/*
 * jansson's cases and where it reports them: LINE, COLUMN and BYTE of the end of
 * what it had read. Each verdict has to be the same, and so has the line. Where
 * the place differs, it has to be for one of the reasons below.
 */
#include "suite.h"
#include "verdict.h"

enum reason {
	SAME,    /* our stretch ends at its byte */
	WHOLE,   /* it stops inside the word or number that we mark as a whole */
	BYTE,    /* it stops before the bad byte that we mark */
	END,     /* the end of the text: we mark the last token, it counts line breaks behind it */
	COMMA,   /* a trailing comma: we mark the comma, it the bracket behind */
	OPENING, /* a string that is not closed: we mark its opening quote, or the line break */
	POLICY,  /* RFC 8259 allows it, jansson does not */
	REASONS,
};

static const char *const reasons[] = {
	[SAME] = "end at the same byte",
	[WHOLE] = "mark a word or number as a whole, where jansson stops inside it",
	[BYTE] = "mark the bad byte, where jansson stops before it",
	[END] = "mark the last token, where jansson names the end of the text behind it",
	[COMMA] = "mark a trailing comma, where jansson names the bracket behind it",
	[OPENING] = "mark a quote that is not closed, where jansson names the end of the line",
	[POLICY] = "are valid by RFC 8259, and refused by jansson as a policy",
};

static size_t counts[REASONS];

static const char *const policies[] = {
	"null",
	"null-byte-in-object-key",
	"null-escape-in-string",
	"real-negative-overflow",
	"real-positive-overflow",
	"too-big-negative-integer",
	"too-big-positive-integer",
	"invalid-second-surrogate",
	"lone-second-surrogate",
	"truncated-unicode-surrogate",
};

static bool is_policy(const char *name)
{
	for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++)
		if (strcmp(policies[i], name) == 0)
			return true;
	return false;
}

static size_t line_of(const char *text, size_t offset)
{
	size_t line = 1;

	for (size_t i = 0; i < offset; i++)
		line += text[i] == '\n';
	return line;
}

/* Why our place is another than jansson's; REASONS if there is no good reason. */
static enum reason compare(const struct verdict *v, const struct buf *text, size_t line,
			   size_t column, size_t at)
{
	bool same_line = line_of(text->data, v->start) == line;

	if (v->end == at && same_line)
		return SAME;
	if (strstr(v->message, "end of the text") || strstr(v->message, "empty text"))
		return v->start <= at && (same_line || column == 0) ? END : REASONS;
	if (text->data[v->start] == ',' && v->start < at && v->fix_is_empty)
		return COMMA;
	if (strcmp(v->rule, "json/encoding") == 0 && v->start == at && same_line)
		return BYTE;
	if (strstr(v->message, "not closed") || strstr(v->message, "line break"))
		return same_line && v->start <= at ? OPENING : REASONS;
	return same_line && v->start < at && at < v->end ? WHOLE : REASONS;
}

static void judge(struct suite *suite, const char *name, const struct buf *text, const char *error)
{
	size_t line, column, at;
	struct verdict verdict;
	enum reason reason;

	verdict_read(&verdict, text->data, text->length);
	if (is_policy(name)) {
		counts[POLICY]++;
		suite_count(suite, verdict.accepted && verdict.sound, name, verdict.message);
	} else if (verdict.accepted || !verdict.sound) {
		suite_count(suite, false, name, "was read");
	} else if (sscanf(error, "%zu %zu %zu", &line, &column, &at) != 3) {
		suite_count(suite, false, name, "its file of the error cannot be understood");
	} else {
		reason = compare(&verdict, text, line, column, at);
		if (reason < REASONS)
			counts[reason]++;
		suite_count(suite, reason < REASONS, name, verdict.message);
	}
	verdict_release(&verdict);
}

/* The text without the blanks around it. */
static void strip(struct buf *text)
{
	size_t n = strspn(text->data, " \t\r\n");

	memmove(text->data, text->data + n, text->length - n + 1);
	text->length -= n;
	while (text->length > 0 && strchr(" \t\r\n", text->data[text->length - 1]))
		text->data[--text->length] = '\0';
}

/* One case with one of its files of errors, if it has that. */
static bool run_error(struct suite *suite, const char *folder, const char *entry, const char *file)
{
	char path[1024];
	struct buf text, error;
	bool there;

	snprintf(path, sizeof(path), "%s/%s/%s", folder, entry, file);
	there = suite_read(suite, path, &error);
	snprintf(path, sizeof(path), "%s/%s/input", folder, entry);
	if (there && suite_read(suite, path, &text)) {
		if (strcmp(file, "error.strip") == 0)
			strip(&text);
		judge(suite, entry, &text, error.data);
		buf_release(&text);
	}
	buf_release(&error);
	return there;
}

static void run_invalid(struct suite *suite, const char *folder, const char *entry)
{
	bool any = run_error(suite, folder, entry, "error");

	any |= run_error(suite, folder, entry, "error.normal");
	any |= run_error(suite, folder, entry, "error.strip");
	if (!any)
		suite_count(suite, false, entry, "has no file of its error");
}

/* jansson rounds numbers to doubles before it prints them. */
static bool same_value(const struct node *a, const struct node *b)
{
	if (node_equal(a, b))
		return true;
	a = node_child(a);
	b = node_child(b);
	return a && b && node_type(a) == NODE_NUMBER && node_type(b) == NODE_NUMBER &&
	       !(a->item.valuedouble < b->item.valuedouble) &&
	       !(a->item.valuedouble > b->item.valuedouble);
}

static void run_valid(struct suite *suite, const char *folder, const char *entry)
{
	struct reader reader = { 0 };
	struct mem mem = { 0 };
	struct node *in = NULL, *out = NULL;
	struct buf input, output;
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s/input", folder, entry);
	if (suite_read(suite, path, &input))
		in = reader_read(&reader, input.data, input.length, &mem);
	snprintf(path, sizeof(path), "%s/%s/output", folder, entry);
	if (suite_read(suite, path, &output))
		out = reader_read(&reader, output.data, output.length, &mem);
	suite_count(suite, in && out && same_value(in, out), entry, "is read as another value");
	buf_release(&input);
	buf_release(&output);
	mem_release(&mem);
}

int main(int argc, char **argv)
{
	struct suite suite;

	if (!suite_open(&suite, argc, argv, "jansson-positions"))
		return 0;
	suite_each(&suite, "valid", run_valid);
	suite_each(&suite, "invalid", run_invalid);
	suite_each(&suite, "invalid-unicode", run_invalid);
	for (size_t i = 0; i < REASONS; i++)
		printf("%s: %zu %s\n", suite.name, counts[i], reasons[i]);
	return suite_close(&suite);
}
