/*
 * The functions of expressions, RFC 9535's and the rule language's: the table,
 * and what their implementations are given. A function is a row here and a few
 * lines in function_<subject>.c.
 * Knows nodes, addresses and the run; nothing of how expressions are written.
 */
#ifndef PEERLINT_FUNCTION_H
#define PEERLINT_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net/prefix.h"
#include "query/query.h"

struct literal;
struct node;

#define ARGUMENTS_MAX 3

/* Where a function comes from: a JSONPath of the RFC alone may use only the RFC's own. */
#define RFC true
#define OURS false

/*
 * What the result depends on where the arguments are one value that is read and literals: on
 * no more than this of that value. What a function gives for the members of one class that
 * digest.h makes is the same.
 */
enum by {
	BY_VALUE,   /* all of it; so with all before BY_TYPE */
	BY_MEMBERS, /* all that is in it, of which no more can be told than what the function gives */
	BY_MATCH,   /* of a string what a pattern, argument 1, says of all of it … */
	BY_SEARCH,  /* … or whether it says so of a part */
	BY_TYPE,    /* its type, and whether a number is an integer */
	BY_BYTES,   /* its type, and how many bytes a string has */
	BY_LENGTH,  /* its type and length, as length() tells it */
	BY_CHILDREN, /* how many children it has, where the argument is all children of one value */
	BY_FORM,    /* of an address its family and length, and whether there are bits behind that */
	BY_BORDERS, /* that, and how it lies to the addresses that the others are */
	BY_SETS,    /* that, and how it lies to the blocks of the set that argument 1 names */
	BY_ASN,     /* how an integer lies to the ranges of AS numbers */
};

/* Name, origin, parameters (V a value, N a nodelist), what it depends on, what it gives. */
#define LOGICAL_FUNCTIONS(X) \
	X(match, RFC, "V, V", BY_MATCH, "whether all of a string matches an I-Regexp (RFC 9485)") \
	X(search, RFC, "V, V", BY_SEARCH, "whether a part of a string matches an I-Regexp (RFC 9485)") \
	X(is_ip, OURS, "V", BY_FORM, "whether a string is an IPv4 or IPv6 address, without a length") \
	X(is_ipv4, OURS, "V", BY_FORM, "whether a string is an IPv4 address, without a length") \
	X(is_ipv6, OURS, "V", BY_FORM, "whether a string is an IPv6 address, without a length") \
	X(is_prefix, OURS, "V", BY_FORM, "whether a string is an address with a prefix length") \
	X(same_address, OURS, "V, V", BY_BORDERS, "whether both are the same address, whatever their lengths") \
	X(same_subnet, OURS, "V, V", BY_BORDERS, "whether both have one network and one prefix length") \
	X(contains, OURS, "V, V", BY_BORDERS, "whether the first prefix holds all of the second") \
	X(overlaps, OURS, "V, V", BY_BORDERS, "whether two prefixes have addresses in common") \
	X(shares_link, OURS, "V, V, V", BY_VALUE, \
		"whether two addresses are usable hosts of one prefix of the given length") \
	X(is_usable_host, OURS, "V", BY_FORM, \
		"whether an address is neither the network nor the broadcast address of its prefix") \
	X(has_host_bits, OURS, "V", BY_FORM, "whether an address has bits set behind its prefix length") \
	X(is_in, OURS, "V, V", BY_SETS, "whether an address or prefix lies in a named set of blocks") \
	X(is_integer, OURS, "V", BY_TYPE, "whether a value is a number without a fraction") \
	X(starts_with, OURS, "V, V", BY_VALUE, "whether a string begins with another") \
	X(ends_with, OURS, "V, V", BY_VALUE, "whether a string ends with another") \
	X(one_of, OURS, "V, N", BY_VALUE, "whether a value is among some nodes") \
	X(distinct, OURS, "N", BY_VALUE, "whether no two of some nodes are equal") \
	X(pairwise_disjoint, OURS, "N", BY_VALUE, "whether no two of some prefixes have addresses in common") \
	X(subset, OURS, "N, N", BY_VALUE, "whether each of the first nodes is among the second") \
	X(misspelt, OURS, "V, V", BY_MEMBERS, "whether an object has not this member, but one of nearly its name")

/* The same; X gives a node, I an integer, which stays one as long as it is only compared. */
#define VALUE_FUNCTIONS(X, I) \
	I(length, RFC, "V", BY_LENGTH, "code points of a string, elements of an array, members of an object") \
	I(count, RFC, "N", BY_CHILDREN, "the number of nodes") \
	X(value, RFC, "N", BY_VALUE, "the value of the only node") \
	I(family, OURS, "V", BY_FORM, "4 or 6, for an address or prefix") \
	X(address, OURS, "V", BY_VALUE, "the address without its prefix length") \
	X(network, OURS, "V", BY_VALUE, "the prefix without its host bits") \
	I(prefix_length, OURS, "V", BY_FORM, "the prefix length") \
	X(address_offset, OURS, "V, V", BY_VALUE, "the address so many behind this one; it keeps its length") \
	I(host_index, OURS, "V, V", BY_VALUE, "the number of an address in the prefix of the given length") \
	I(asn, OURS, "V", BY_ASN, "the number of an AS number: 64512, \"64512\", \"AS64512\" or \"1.10\"") \
	X(asn_class, OURS, "V", BY_ASN, "what an AS number is for: public, private, documentation, …") \
	I(mbps, OURS, "V", BY_VALUE, "Mbit/s of a bandwidth such as \"500M\" or \"10G\"") \
	I(bytes, OURS, "V", BY_BYTES, "UTF-8 bytes of a string") \
	X(lower, OURS, "V", BY_VALUE, "a string with its ASCII letters in lower case") \
	X(part, OURS, "V, V, V", BY_VALUE, "the part of a string, from 0, between separators") \
	I(parts, OURS, "V, V", BY_VALUE, "how many parts separators make of a string") \
	X(type_of, OURS, "V", BY_TYPE, "null, boolean, number, string, array or object") \
	X(add, OURS, "V, V", BY_VALUE, "the sum of two numbers") \
	X(sub, OURS, "V, V", BY_VALUE, "the difference of two numbers") \
	X(mul, OURS, "V, V", BY_VALUE, "the product of two numbers") \
	X(sum, OURS, "N", BY_VALUE, "the sum of numbers") \
	X(min, OURS, "N", BY_VALUE, "the least of numbers") \
	X(max, OURS, "N", BY_VALUE, "the greatest of numbers") \
	X(similar, OURS, "V, N", BY_VALUE, "the string among some nodes that is nearest to this one")

/* What a function is applied to. */
struct argument {
	const struct node *value;        /* of a V, never Nothing; NULL for an N */
	const struct node *const *nodes; /* of an N */
	size_t count;
	struct literal *literal; /* of a V that is one: keeps what is derived of it; else NULL */
};

struct call {
	struct query_run *run;
	struct argument arguments[ARGUMENTS_MAX];
};

/* Unknown, NULL, and false for Nothing, where the function is not defined on its arguments. */
typedef enum truth logical_function(struct call *call);
typedef const struct node *value_function(struct call *call);
typedef bool integer_function(struct call *call, int64_t *value);

#define X(name, origin, parameters, by, summary) logical_function function_##name;
LOGICAL_FUNCTIONS(X)
#undef X
#define X(name, origin, parameters, by, summary) value_function function_##name;
#define I(name, origin, parameters, by, summary) integer_function function_##name;
VALUE_FUNCTIONS(X, I)
#undef X
#undef I

struct function {
	const char *name;
	bool standard;
	const char *parameters;
	enum by by;
	logical_function *logical; /* of the three two are NULL */
	value_function *value;
	integer_function *integer;
};

extern const struct function functions[];

/* The function of a name, or NULL; then *suggestion is a similar name, NULL if there is none. */
const struct function *function_find(const char *name, size_t n, bool standard,
	const char **suggestion);

/* Its number in the table, and the function of a number. */
uint32_t function_index(const struct function *function);

static inline const struct function *function_at(uint32_t index)
{
	return &functions[index];
}

size_t function_arity(const struct function *function);

/* Whether the parameter, from 0, is a nodelist. The letters of parameters stand three bytes apart. */
static inline bool function_takes_nodes(const struct function *function, size_t parameter)
{
	return function->parameters[parameter * 3] == 'N';
}

/* Whether it is a string; its text is node_text. */
bool argument_is_text(const struct call *call, size_t i);

/* The value of a number argument that is an integer in the range of int64_t. */
bool argument_integer(const struct call *call, size_t i, int64_t *value);

/*
 * Results: nodes that live until the next document. The text of give_constant is
 * kept, not copied.
 */
const struct node *give_text(struct call *call, const char *text, size_t n);
const struct node *give_constant(struct call *call, const char *text, size_t n);
const struct node *give_integer(struct call *call, int64_t value);
const struct node *give_double(struct call *call, double value);

/* The same value, marked as secret. */
const struct node *give_secret(struct call *call, const struct node *value);

static inline enum truth truth_of(bool yes)
{
	return yes ? TRUTH_TRUE : TRUTH_FALSE;
}

#endif
