#include "lint/baseline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "finding/finding.h"
#include "json/node.h"
#include "lint/config.h"
#include "lint/emit.h"
#include "lint/known.h"
#include "lint/settings.h"
#include "lint/sift.h"
#include "pack/pack.h"
#include "text/file.h"
#include "text/path.h"
#include "text/utf8.h"

/* Bytes of a file that show whether it is a baseline. */
#define START_LENGTH 256

/* One kind of finding: what tells it from others, and how often there is one. */
struct entry {
	const char *file; /* from the folder of the baseline */
	const char *rule;
	const char *pointer;
	const char *message;
	size_t count; /* in the baseline */
	size_t left;  /* not found yet */
	bool stale;
	const struct node *node; /* NULL: it was not read */
};

struct baseline {
	struct configs *configs;
	const struct pack_file *shown;
	const char *path;   /* absolute */
	const char *folder; /* absolute */
	struct entry *entries; /* sorted, each once */
	size_t count;
	const char *name; /* of the file that a finding was in last, and its name here */
	const char *file;
};

static int compare(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int order = strcmp(a->file, b->file);

	if (order == 0)
		order = strcmp(a->pointer, b->pointer);
	if (order == 0)
		order = strcmp(a->rule, b->rule);
	return order ? order : strcmp(a->message, b->message);
}

/* Sorts entries and makes one of those that are equal. */
static void sort(struct baseline *baseline)
{
	size_t kept = 0;

	if (baseline->count > 1)
		qsort(baseline->entries, baseline->count, sizeof(*baseline->entries), compare);
	for (size_t i = 0; i < baseline->count; i++) {
		struct entry *entry = &baseline->entries[i];

		if (kept > 0 && compare(&baseline->entries[kept - 1], entry) == 0) {
			baseline->entries[kept - 1].count += entry->count;
			baseline->entries[kept - 1].left += entry->left;
		} else {
			baseline->entries[kept++] = *entry;
		}
	}
	baseline->count = kept;
}

static struct baseline *new_baseline(struct configs *configs, const char *path, size_t count)
{
	struct baseline *baseline = mem_zalloc(&configs->mem, sizeof(*baseline));

	baseline->configs = configs;
	baseline->path = configs_path(configs, path);
	baseline->folder = path_folder(&configs->mem, baseline->path);
	if (!baseline->folder)
		baseline->folder = "";
	baseline->entries = mem_alloc(&configs->mem, (count + 1) * sizeof(*baseline->entries));
	return baseline;
}

/* {=== reading === */

static struct entry read_entry(const struct node *node)
{
	size_t count = (size_t)node_member(node, "count")->item.valuedouble;

	return (struct entry){
		.file = node_member_string(node, "file"),
		.rule = node_member_string(node, "rule"),
		.pointer = node_member_string(node, "pointer"),
		.message = node_member_string(node, "message"),
		.count = count,
		.left = count,
		.node = node,
	};
}

struct baseline *baseline_read(struct configs *configs, const char *path, struct err *err)
{
	const struct pack_file *file;
	const struct node *root = config_read_file(configs->packs, path, path, "baseline", &file, err);
	const struct node *list = root ? node_member(root, "findings") : NULL;
	struct baseline *baseline;

	if (!list)
		return NULL;
	baseline = new_baseline(configs, path, list->length);
	baseline->shown = file;
	for (const struct node *node = node_child(list); node; node = node_next(node))
		baseline->entries[baseline->count++] = read_entry(node);
	sort(baseline);
	return baseline;
}

size_t baseline_count(const struct baseline *baseline)
{
	size_t n = 0;

	for (size_t i = 0; i < baseline->count; i++)
		n += baseline->entries[i].count;
	return n;
}

/* Appends the first bytes of a file, none of what is no file. */
static bool read_start(const char *path, struct buf *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;
	bool ok = fd >= 0 && fstat(fd, &status) == 0, all;

	if (!ok)
		err_set(err, "%s", strerror(errno));
	else if (S_ISREG(status.st_mode))
		ok = file_read_part(fd, START_LENGTH, START_LENGTH, out, &all, err);
	if (fd >= 0)
		close(fd);
	return ok;
}

/* Whether text begins so, but for white space. */
static bool begins(const char *text, size_t n, const char *start)
{
	for (size_t i = 0; i < n && *start; i++) {
		if (text[i] && strchr(" \t\r\n", text[i]))
			continue;
		if (text[i] != *start++)
			return false;
	}
	return !*start;
}

bool baseline_is(const char *path, struct err *err)
{
	struct err why = { 0 };
	struct buf text;
	bool is;

	buf_init(&text);
	is = read_start(path, &text, &why) &&
	     begins(text.data, text.length, "{\"version\":1,\"findings\":[");
	buf_release(&text);
	if (why.set)
		err_set(err, "%s: %s", path, why.text);
	return is;
}

/* }=== */

/* {=== finding again === */

/* Names that are no UTF-8 are written as they are shown: the baseline is JSON. */
static const char *name_file(struct baseline *baseline, const char *name)
{
	struct mem *mem = &baseline->configs->mem;
	struct buf visible;

	if (baseline->name && strcmp(baseline->name, name) == 0)
		return baseline->file;
	buf_init(&visible);
	name = mem_string(mem, name);
	baseline->file = path_relative(mem, baseline->folder, configs_path(baseline->configs, name));
	utf8_visible(&visible, baseline->file, strlen(baseline->file));
	baseline->file = mem_text(mem, visible.data, visible.length);
	baseline->name = name;
	buf_release(&visible);
	return baseline->file;
}

static struct entry entry_of(struct baseline *baseline, const struct finding *finding)
{
	return (struct entry){
		.file = name_file(baseline, finding->file),
		.rule = finding->rule,
		.pointer = finding->pointer,
		.message = finding->message,
		.count = 1,
		.left = 1,
	};
}

static bool is_known(void *context, const struct finding *finding)
{
	struct baseline *baseline = context;
	const struct entry wanted = entry_of(baseline, finding);
	struct entry *entry = bsearch(&wanted, baseline->entries, baseline->count,
		sizeof(*baseline->entries), compare);

	if (!entry || entry->left == 0)
		return false;
	entry->left--;
	return true;
}

void baseline_apply(struct baseline *baseline, struct findings *findings)
{
	sift(findings, is_known, baseline);
}

/* }=== */

/* {=== what is stale === */

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Whether the run can tell that what an entry speaks of is gone. */
static bool was_examined(const struct baseline *baseline, const struct entry *entry,
	const char *const *sorted, size_t n)
{
	struct mem *mem = &baseline->configs->mem;
	struct mem_mark mark = mem_mark(mem);
	const char *path = path_absolute(mem, baseline->folder, entry->file);
	bool examined = bsearch(&path, sorted, n, sizeof(*sorted), by_text) || file_is_absent(path);

	mem_rewind(mem, mark);
	return examined;
}

size_t baseline_mark_stale(struct baseline *baseline, const struct lint *lint,
	const char *const *paths, size_t n, bool complete)
{
	size_t stale = 0;

	for (size_t i = 0; i < baseline->count; i++) {
		struct entry *entry = &baseline->entries[i];

		if (entry->left == 0 || !was_examined(baseline, entry, paths, n))
			continue;
		entry->stale = complete || !known_is_relation(lint->packs, entry->rule);
		stale += entry->stale ? entry->left : 0;
	}
	return stale;
}

void baseline_report(struct baseline *baseline, struct lint *lint)
{
	struct configs *configs = baseline->configs;
	const struct settings_over over = { .policy = &lint->options.policy };
	struct lint_file file = {
		.name = baseline->shown->path,
		.settings = settings_make(configs, configs_find(configs, baseline->path),
			baseline->path, &over),
	};

	source_init(&file.source, file.name, baseline->shown->text, baseline->shown->length);
	for (size_t i = 0; i < baseline->count; i++) {
		const struct entry *entry = &baseline->entries[i];

		if (!entry->stale)
			continue;
		lint_emit(lint, &(struct lint_report){
			.rule = "config/stale-baseline",
			.severity = SEVERITY_INFO,
			.place = { &file, 0, entry->node, false },
			.message = mem_printf(&configs->mem, "%s has %zu less of %s at #%s", entry->file,
				entry->left, entry->rule, entry->pointer),
			.help = "take it out with --prune",
		});
	}
	source_release(&file.source);
}

/* }=== */

/* {=== writing === */

static void print_member(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "\"%s\": ", name);
	node_print_string(out, text, strlen(text));
	buf_puts(out, ", ");
}

void baseline_print(const struct baseline *baseline, struct buf *out)
{
	const char *separator = "\n";

	buf_puts(out, "{\n  \"version\": 1,\n  \"findings\": [");
	for (size_t i = 0; i < baseline->count; i++) {
		const struct entry *entry = &baseline->entries[i];
		size_t count = entry->stale ? entry->count - entry->left : entry->count;

		if (count == 0)
			continue;
		buf_printf(out, "%s    { ", separator);
		print_member(out, "file", entry->file);
		print_member(out, "rule", entry->rule);
		print_member(out, "pointer", entry->pointer);
		print_member(out, "message", entry->message);
		buf_printf(out, "\"count\": %zu }", count);
		separator = ",\n";
	}
	buf_puts(out, strcmp(separator, "\n") == 0 ? "]\n}\n" : "\n  ]\n}\n");
}

void baseline_print_findings(struct configs *configs, const char *path,
	const struct findings *findings, struct buf *out)
{
	struct baseline *baseline = new_baseline(configs, path, findings->count);

	for (size_t i = 0; i < findings->count; i++)
		baseline->entries[baseline->count++] = entry_of(baseline, &findings->items[i]);
	sort(baseline);
	baseline_print(baseline, out);
}

/* }=== */
