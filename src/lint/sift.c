#include "lint/sift.h"

#include <stddef.h>

#include "finding/finding.h"

void sift(struct findings *findings, sift_drop *drop, void *context)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		if (drop(context, finding)) {
			findings->summary.by_severity[finding->severity]--;
			findings->summary.suppressed++;
		} else {
			findings->items[kept++] = *finding;
		}
	}
	findings->count = kept;
}
