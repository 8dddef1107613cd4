/*
 * The judges of the relations: what the facts of all documents together break.
 * Knows facts and rules; nothing of how facts are gathered.
 */
#ifndef PEERLINT_JUDGE_H
#define PEERLINT_JUDGE_H

struct relation_facts;
struct set;

/*
 * Each reports what breaks the relation of its name, and may sort the facts anew. In O(n log n)
 * of their number.
 */
void judge_unique(struct set *set, struct relation_facts *facts);
void judge_disjoint(struct set *set, struct relation_facts *facts);
void judge_same(struct set *set, struct relation_facts *facts);
void judge_diverse(struct set *set, struct relation_facts *facts);

/* The same for all joins of the set. */
void judge_joins(struct set *set);

#endif
