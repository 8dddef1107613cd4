/*
 * The judges of the relations: what the facts of all documents together break.
 * Knows facts and rules; nothing of how facts are gathered.
 */
#ifndef PEERLINT_JUDGE_H
#define PEERLINT_JUDGE_H

struct relation_facts;
struct set;

/*
 * Reports documents of one identity that differ, and takes all but the first of each identity out of
 * the facts: before the others.
 */
void judge_copies(struct set *set);

/*
 * Each reports what breaks the relation of its name, in the order of the documents. In time that
 * grows as the number of facts does; where many prefixes overlap, as that times its logarithm.
 */
void judge_unique(struct set *set, struct relation_facts *facts);
void judge_disjoint(struct set *set, struct relation_facts *facts);
void judge_same(struct set *set, struct relation_facts *facts);
void judge_diverse(struct set *set, struct relation_facts *facts);

/* The same for all joins of the set. */
void judge_joins(struct set *set);

#endif
