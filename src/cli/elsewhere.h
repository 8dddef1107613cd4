/*
 * Words of other linters' command lines for what is called otherwise here.
 * Knows words; nothing of what they do.
 */
#ifndef PEERLINT_ELSEWHERE_H
#define PEERLINT_ELSEWHERE_H

/*
 * What to write in place of an option (its name without hyphens; one letter for
 * a short one), or of a word where a command is expected. NULL: nobody has it.
 */
const char *elsewhere_option(const char *name);
const char *elsewhere_command(const char *word);

#endif
