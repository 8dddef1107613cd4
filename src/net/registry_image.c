#include "net/registry_image.h"

#include <inttypes.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "net/registry_parts.h"

/* {=== opening === */

/* No room is left in it, so that adding a range makes a copy first: these are constants. */
static struct ranges open_ranges(const struct registry_image *image, unsigned span, int family)
{
	const struct registry_span *place = &image->spans[span];

	return (struct ranges){
		.items = image->ranges ?
			(struct range *)(uintptr_t)(image->ranges + place->first[family]) : NULL,
		.count = place->count[family],
	};
}

struct registry *registry_open_image(struct mem *mem, const struct registry_image *image)
{
	struct registry *registry = registry_new(mem);
	unsigned nsets = (unsigned)image->nsets;

	registry->nsets = registry->cap = nsets;
	registry->sets = mem_alloc(mem, nsets * sizeof(*registry->sets));
	for (unsigned i = 0; i < nsets; i++)
		registry->sets[i] = (struct registry_set){
			image->sets[i],
			{ open_ranges(image, i, 0), open_ranges(image, i, 1) },
		};
	registry->reach[0] = open_ranges(image, nsets, 0);
	registry->reach[1] = open_ranges(image, nsets, 1);
	registry->reachable = image->reachable;
	registry->asns = open_ranges(image, nsets + 1, 0);
	registry->nclasses = registry->classes_cap = image->nclasses;
	registry->classes = mem_alloc(mem, image->nclasses * sizeof(*registry->classes));
	for (size_t i = 0; i < image->nclasses; i++)
		registry->classes[i] = image->classes[i];
	return registry;
}

/* }=== */

/* {=== printing === */

struct printer {
	struct buf *ranges, *spans;
	unsigned count;
};

static void print_u128(struct buf *out, struct u128 number)
{
	buf_printf(out, "{ 0x%" PRIx64 "u, 0x%" PRIx64 "u }, ", number.high, number.low);
}

static void print_ranges(struct printer *printer, const struct ranges *ranges)
{
	for (size_t i = 0; i < ranges->count; i++) {
		const struct range *range = &ranges->items[i];

		buf_puts(printer->ranges, "\t{ ");
		print_u128(printer->ranges, range->first);
		print_u128(printer->ranges, range->last);
		print_u128(printer->ranges, range->reach);
		buf_printf(printer->ranges, "%u },\n", range->value);
	}
}

static void print_span(struct printer *printer, const struct ranges *a, const struct ranges *b)
{
	unsigned middle = printer->count + (unsigned)a->count;

	print_ranges(printer, a);
	print_ranges(printer, b);
	buf_printf(printer->spans, "\t{ { %u, %u }, { %u, %u } },\n", printer->count, middle,
		(unsigned)a->count, (unsigned)b->count);
	printer->count = middle + (unsigned)b->count;
}

static void print_names(struct buf *out, const char *table, const char *name)
{
	buf_printf(out, "static const char %s[][REGISTRY_NAME] = {\n%s};\n", table, name);
}

void registry_print_image(const struct registry *registry, const char *name, struct buf *out)
{
	static const struct ranges none = { 0 };
	struct buf sets, classes, ranges, spans;
	struct printer printer = { &ranges, &spans, 0 };

	buf_init(&sets);
	buf_init(&classes);
	buf_init(&ranges);
	buf_init(&spans);
	for (size_t i = 0; i < registry->nsets; i++) {
		buf_printf(&sets, "\t\"%s\",\n", registry->sets[i].name);
		print_span(&printer, &registry->sets[i].blocks[0], &registry->sets[i].blocks[1]);
	}
	print_span(&printer, &registry->reach[0], &registry->reach[1]);
	print_span(&printer, &registry->asns, &none);
	for (size_t i = 0; i < registry->nclasses; i++)
		buf_printf(&classes, "\t\"%s\",\n", registry->classes[i]);
	print_names(out, "registry_sets", sets.data);
	print_names(out, "registry_classes", classes.data);
	buf_printf(out, "static const struct range registry_ranges[] = {\n%s};\n", ranges.data);
	buf_printf(out, "static const struct registry_span registry_spans[] = {\n%s};\n", spans.data);
	buf_printf(out,
		"const struct registry_image %s = { registry_ranges, registry_sets, registry_spans, "
		"registry_classes, %zu, %zu, %d };\n",
		name, registry->nsets, registry->nclasses, registry->reachable);
	buf_release(&sets);
	buf_release(&classes);
	buf_release(&ranges);
	buf_release(&spans);
}

/* }=== */
