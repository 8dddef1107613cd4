#include "lint/policy.h"

#include <stdlib.h>

void policy_release(struct policy *policy)
{
	free(policy->entries);
	*policy = (struct policy){ 0 };
}

void policy_add(struct policy *policy, const char *glob, enum severity severity)
{
	policy->entries = heap_grow(policy->entries, &policy->cap, policy->count + 1,
		sizeof(*policy->entries));
	policy->entries[policy->count++] = (struct policy_entry){ glob, severity };
}

/* One star is remembered at a time: going back to the last one is enough, and never exponential. */
bool policy_glob(const char *glob, const char *text)
{
	const char *star = NULL, *resume = NULL;

	while (*text) {
		if (*glob == '*') {
			star = ++glob;
			resume = text;
		} else if (*glob == '?' || *glob == *text) {
			glob++;
			text++;
		} else if (star) {
			glob = star;
			text = ++resume;
		} else {
			return false;
		}
	}
	while (*glob == '*')
		glob++;
	return *glob == '\0';
}

enum severity policy_severity(const struct policy *policy, const char *rule,
	enum severity severity, bool pedantic)
{
	for (size_t i = policy->count; i > 0; i--)
		if (policy_glob(policy->entries[i - 1].glob, rule))
			return policy->entries[i - 1].severity;
	return pedantic && !policy->pedantic ? SEVERITY_OFF : severity;
}
