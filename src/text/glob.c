#include "text/glob.h"

#include <string.h>

/*
 * The end of a class such as [a-z] or [!0-9] that begins at glob; NULL if it is none. *matches:
 * whether the byte is in it.
 */
static const char *read_class(const char *glob, const char *end, char byte, bool *matches)
{
	bool negated = glob + 1 < end && (glob[1] == '!' || glob[1] == '^'), in = false;
	const char *p = glob + (negated ? 2 : 1), *first = p;

	for (; p < end && (*p != ']' || p == first); p++) {
		unsigned char low = (unsigned char)*p, high = low;

		if (p + 2 < end && p[1] == '-' && p[2] != ']') {
			high = (unsigned char)p[2];
			p += 2;
		}
		in = in || (low <= (unsigned char)byte && (unsigned char)byte <= high);
	}
	*matches = in != negated;
	return p < end ? p + 1 : NULL;
}

/* The glob behind what matches one byte, or NULL: ?, a class, or the byte itself. */
static const char *match_byte(const char *glob, const char *end, char byte)
{
	const char *behind;
	bool matches;

	if (glob == end)
		return NULL;
	if (*glob == '[' && (behind = read_class(glob, end, byte, &matches)))
		return matches ? behind : NULL;
	return *glob == '?' || *glob == byte ? glob + 1 : NULL;
}

/* One step against one step. A star that fails is tried one byte later; only the last need be. */
static bool match_step(const char *glob, const char *glob_end, const char *text,
	const char *text_end)
{
	const char *star = NULL, *resume = NULL, *behind;

	while (text < text_end) {
		if (glob < glob_end && *glob == '*') {
			star = ++glob;
			resume = text;
		} else if ((behind = match_byte(glob, glob_end, *text))) {
			glob = behind;
			text++;
		} else if (star) {
			glob = star;
			text = ++resume;
		} else {
			return false;
		}
	}
	while (glob < glob_end && *glob == '*')
		glob++;
	return glob == glob_end;
}

static const char *end_of_step(const char *step)
{
	return step + strcspn(step, "/");
}

/* The step behind this one, or NULL. */
static const char *next_step(const char *step)
{
	const char *end = end_of_step(step);

	return *end ? end + 1 : NULL;
}

static bool is_any_steps(const char *step)
{
	return strncmp(step, "**", 2) == 0 && (step[2] == '\0' || step[2] == '/');
}

/* Steps against steps, NULL for none, in the same way; below: what is left of text does not matter. */
static bool match_steps(const char *glob, const char *text, bool below)
{
	const char *any = NULL, *resume = NULL;

	while (text) {
		if (!glob && below)
			return true;
		if (glob && is_any_steps(glob)) {
			any = glob = next_step(glob);
			resume = text;
			if (!glob)
				return true;
		} else if (glob && match_step(glob, end_of_step(glob), text, end_of_step(text))) {
			glob = next_step(glob);
			text = next_step(text);
		} else if (resume) {
			resume = next_step(resume);
			text = resume;
			glob = any;
		} else {
			return false;
		}
	}
	while (glob && is_any_steps(glob))
		glob = next_step(glob);
	return !glob;
}

/* The last step of a glob may be empty: a folder is often written with a slash behind it. */
static bool match_folder(const char *glob, const char *path)
{
	char copy[4096];
	size_t n = strlen(glob);

	if (n == 0 || glob[n - 1] != '/' || n >= sizeof(copy))
		return match_steps(glob, path, true);
	memcpy(copy, glob, n);
	while (n > 0 && copy[n - 1] == '/')
		n--;
	copy[n] = '\0';
	return n == 0 || match_steps(copy, path, true);
}

bool glob_matches_path(const char *glob, const char *path)
{
	const char *slash = strchr(glob, '/');

	if (strcmp(glob, ".") == 0)
		return true;
	if (!slash || !slash[1]) {
		for (; path; path = next_step(path))
			if (match_step(glob, end_of_step(glob), path, end_of_step(path)))
				return true;
		return false;
	}
	if (slash == glob)
		glob++;
	while (strncmp(glob, "./", 2) == 0)
		glob += 2;
	return match_folder(glob, path);
}

bool glob_is_pattern(const char *glob)
{
	return strpbrk(glob, "*?[") != NULL;
}

bool glob_matches_pointer(const char *glob, const char *pointer, bool below)
{
	if (*glob == '#')
		glob++;
	return match_steps(*glob ? glob + 1 : NULL, *pointer ? pointer + 1 : NULL, below);
}
