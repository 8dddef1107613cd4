/*
 * Findings with all that has broken a report somewhere: for the tests of the
 * formats. Each is found in a text that is here too, so that their places are
 * true.
 */
#ifndef PEERLINT_TESTS_NASTY_H
#define PEERLINT_TESTS_NASTY_H

#include <assert.h>
#include <string.h>

#include "finding/finding.h"
#include "text/source.h"

/* The link of the README: the two places of one finding on two lines. */
static const char link_text[] =
	"{\n"
	"  \"id\": \"a\",\n"
	"  \"speed\": \"10G\",\n"
	"  \"cust_ip\": \"192.0.2.8/31\",\n"
	"  \"x\": 1,\n"
	"  \"p2p_ip\": \"192.0.2.4/31\",\n"
	"  \"wide \xE4\xB8\xAD\xF0\x9F\x98\x80\": \"v\", \"e\xCC\x81\": 2,\n"
	"\t\"tab\":\t[1, 2]  \n"
	"}\n";

/* What a document can hold to reach beyond the report. */
static const char *const nasty_texts[] = {
	"plain",
	"\"quoted\" 'single' \\ back",
	"two\nlines\r\nand\rmore",
	"100% %0A %25",
	"::error file=a::b",
	"\n::add-mask::secret",
	"##[add-mask]secret and ##vso[task.setvariable]x",
	"{braces} {0} {{two}}",
	"[link](https://example.net/) [a] ]",
	"]]> <![CDATA[ <!-- --> <b>&amp;</b> &",
	"\xF0\x9F\x98\x80 emoji \xE4\xB8\xAD\xE6\x96\x87",
	"\x01\x02\x07\x08\x0B\x0C\x0E\x1F\x7F controls\ttab",
	"\x1B[31mred\x1B[0m \x1B]0;title\x07 \xC2\x9B;31m C1",
	"\xED\xA0\x80 high \xED\xB0\x80 low, alone",
	"\xFF\xFE\xC0\x80 bad bytes \xE4\xB8",
	"\xE2\x80\xAE bidi \xE2\x80\xA8 separator \xEF\xBB\xBF",
	"\xEF\xBF\xBE and \xEF\xBF\xBF",
	"%s %n %d",
	"",
};

#define NASTY_TEXTS (sizeof(nasty_texts) / sizeof(nasty_texts[0]))

static const char *const nasty_files[] = {
	"links/ams.json",
	"with space.json",
	"::error::name.json",
	" ::warning::name.json",
	"\xC2\xA0::notice::name.json",
	"12345",
	"a:b%20c#d?e&f.json",
	"/absolute/path.json",
	"./dot.json",
	"<stdin>",
	"new\nline.json",
	"bad\xFF-byte.json",
	"quote\"'<>&.json",
	"\xE4\xB8\xAD\xE6\x96\x87.json",
	"##[group]x.json",
};

#define NASTY_FILES (sizeof(nasty_files) / sizeof(nasty_files[0]))

/* The region of what stands between two byte offsets of text, with its first line as excerpt. */
static inline struct region region_at(const char *text, size_t start, size_t end, char *excerpt)
{
	struct source source;
	struct region region;
	size_t from, to;

	source_init(&source, "text", text, strlen(text));
	source_line(&source, start, strlen(text), &from, &to);
	memcpy(excerpt, text + from, to - from);
	excerpt[to - from] = '\0';
	region = (struct region){
		.start = source_place(&source, start),
		.end = source_place(&source, end),
		.excerpt = excerpt,
		.mark_start = start - from,
		.mark_end = (end < to ? end : to) - from,
	};
	source_release(&source);
	return region;
}

/* The region of the first occurrence of word. */
static inline struct region region_of(const char *text, const char *word, char *excerpt)
{
	const char *at = strstr(text, word);

	assert(at);
	return region_at(text, (size_t)(at - text), (size_t)(at - text) + strlen(word), excerpt);
}

/* The finding of interface.md. */
static inline void add_link(struct findings *findings)
{
	char here[200], there[200];
	struct related related = {
		.message = "p2p_ip",
		.file = "links/ams.json",
		.pointer = "/p2p_ip",
		.region = region_of(link_text, "\"192.0.2.4/31\"", there),
	};
	struct finding finding = {
		.rule = "cloudflare/cust-ip-outside-p2p",
		.severity = SEVERITY_ERROR,
		.message = "192.0.2.8/31 is outside 192.0.2.4/31, the prefix of p2p_ip",
		.file = "links/ams.json",
		.kind = "cloudflare/cni",
		.pointer = "/cust_ip",
		.region = region_of(link_text, "\"192.0.2.8/31\"", here),
		.related = &related,
		.nrelated = 1,
		.url = "https://example.net/docs?a=1&b=2",
	};

	findings_add(findings, &finding);
}

/*
 * What the link has not: several lines, a file named by a number, no pointer,
 * help, a fix, an array, an info without an excerpt.
 */
static inline void add_odd(struct findings *findings)
{
	char here[200], there[200], fixed[200];
	struct region whole = region_at(link_text, 0, sizeof(link_text) - 2, here);
	struct region value = region_of(link_text, "\"v\"", fixed);
	struct related related = { "", "b.json", "/tab", region_of(link_text, "[1, 2]", there) };
	struct fix fix = { "write \"w\"", "\"w\"", value.start, value.end, false };
	struct finding broken = {
		.rule = "json/syntax",
		.severity = SEVERITY_ERROR,
		.message = "{0} [is] \"broken\"",
		.file = "12345",
		.pointer = "",
		.region = whole,
		.related = &related,
		.nrelated = 1,
		.help = "mend it",
		.fix = &fix,
	};
	struct finding info = {
		.rule = "own/rule",
		.severity = SEVERITY_INFO,
		.message = "worth knowing",
		.file = "./12345",
		.kind = "own/kind",
		.pointer = "/items/0/a~1b",
		.region = value,
	};

	info.region.excerpt = NULL;
	findings_add(findings, &broken);
	findings_add(findings, &info);
	findings->summary.files = 2;
	findings->summary.documents = 3;
	findings->summary.suppressed = 4;
	findings->summary.unknown = 5;
}

/* Text i as message, pointer, help, label and fix, in file i. */
static inline void add_nasty(struct findings *findings, size_t i)
{
	const char *text = nasty_texts[i % NASTY_TEXTS];
	const char *file = nasty_files[i % NASTY_FILES];
	char here[200], there[200], pointer[200] = "/";
	struct region region = region_of(link_text, "\"v\"", here);
	struct related related = { text, file, pointer, region_of(link_text, "[1, 2]", there) };
	struct fix fix = { text, text, region.start, region.end, i % 2 == 0 };
	struct finding finding = {
		.rule = i % 3 == 0 ? "json/syntax" : i % 3 == 1 ? "shape/type" : "own/b c",
		.severity = (enum severity)(SEVERITY_INFO + i % 3),
		.message = text,
		.file = file,
		.kind = i % 2 == 0 ? "telnyx/vxc" : NULL,
		.pointer = pointer,
		.region = region,
		.related = &related,
		.nrelated = 1,
		.help = i % 2 == 0 ? text : NULL,
		.fix = &fix,
		.url = NULL,
	};

	strncat(pointer, text, sizeof(pointer) - 2);
	findings_add(findings, &finding);
}

/* Every text in every file. */
static inline void add_all_nasty(struct findings *findings)
{
	for (size_t i = 0; i < NASTY_TEXTS * NASTY_FILES; i++)
		add_nasty(findings, i);
	findings_sort(findings);
}

#endif
