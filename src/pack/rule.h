/*
 * A rule: one invariant, read from one file and compiled.
 * Knows expressions and kinds; nothing of the documents that it is run on.
 */
#ifndef PEERLINT_RULE_H
#define PEERLINT_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "finding/finding.h"

struct builtin_rule;
struct expression;
struct kind;
struct node;
struct pack_file;
struct packs;
struct template;

enum rule_type {
	RULE_ASSERT,
	RULE_UNIQUE,
	RULE_DISJOINT,
	RULE_SAME,
	RULE_DIVERSE,
	RULE_JOIN,
};

/* How the keys of unique, and the values of same and diverse, are compared. */
enum key_form {
	KEY_VALUE,  /* as JSON values */
	KEY_IP,     /* as addresses, whatever their spelling and length */
	KEY_PREFIX, /* as prefixes, whatever their spelling and host bits */
	KEY_SET,    /* arrays whatever the order of their elements, and how often each is there */
};

/* A relation over the set. Arrays are as long as their counts say. */
struct relation {
	const struct expression **keys; /* unique: the key; join: the key of a; else within */
	size_t nkeys;
	enum key_form form;
	const struct expression *value;        /* disjoint: the prefix; same, diverse: what is compared */
	size_t least;                    /* diverse: documents of which a group says anything */
	const struct expression **other_keys;  /* join: the key of b, nkeys of them */
	const char **with;               /* join: ids of the kinds of b */
	size_t nwith;
};

/* What a report of a rule needs. */
struct rule_report {
	const struct expression *at; /* NULL: the node examined */
	const struct expression **related;
	size_t nrelated;
	struct template *message;
	const struct expression *fix_at, *fix_value; /* NULL: no fix */
	bool fix_safe;
};

/* A short run spends more on the memory of its rules than on reading them: the fields leave no gaps. */
struct rule {
	const char *id; /* "cloudflare/cust-ip-outside-p2p" */
	size_t index;   /* its place in packs->rules */
	const char **kinds; /* ids */
	size_t nkinds;
	const struct expression *given; /* NULL: the document */
	const struct expression *when;  /* NULL: always */
	const struct expression *assert; /* NULL for relations other than join */
	struct relation *relation; /* NULL: it asserts something of each document */

	const struct rule_report *report; /* NULL until rule_prepare_report has made it */
	const struct node *source; /* the rule's JSON; NULL: built in, and nothing was reported yet */
	const struct builtin_rule *builtin; /* NULL: read from JSON */
	const struct pack_file *file; /* NULL: built in */
	enum rule_type type;
	enum severity severity;
	bool pedantic;
};

/*
 * Reads a rule of a pack. NULL if it is wrong: what is wrong is in packs->problems.
 * With check, what is compiled late otherwise is compiled and checked now.
 */
struct rule *rule_read(struct packs *packs, const char *pack, const char *id,
	const struct node *source, const struct pack_file *file, bool check);

/* Compiles what a report of the rule needs, once. */
void rule_prepare_report(struct packs *packs, struct rule *rule);

/* What a rule does with documents of a kind; their being the other side of its join is apart. */
enum rule_role {
	RULE_EXAMINES = 1,
	RULE_JOINS = 2,
};

/* Which of these, both or none (0). */
unsigned rule_role(const struct rule *rule, const char *kind_id);

#endif
