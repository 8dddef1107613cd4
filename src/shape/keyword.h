/*
 * The keywords of JSON Schema: what each holds, and which vocabulary has it.
 * Knows names; nothing of what keywords do.
 */
#ifndef PEERLINT_KEYWORD_H
#define PEERLINT_KEYWORD_H

#include <stddef.h>

/* What schemas a keyword's value holds. */
enum holds {
	HOLDS_NONE,
	HOLDS_ONE,    /* a schema */
	HOLDS_ARRAY,  /* an array of schemas */
	HOLDS_MAP,    /* an object whose members are schemas */
	HOLDS_EITHER, /* items of older drafts: a schema or an array; dependencies: schemas or
			 arrays of names */
};

enum vocabulary {
	VOCABULARY_CORE = 1 << 0,
	VOCABULARY_APPLICATOR = 1 << 1,
	VOCABULARY_UNEVALUATED = 1 << 2,
	VOCABULARY_VALIDATION = 1 << 3,
	VOCABULARY_META_DATA = 1 << 4,
	VOCABULARY_FORMAT = 1 << 5,           /* format-annotation */
	VOCABULARY_FORMAT_ASSERTION = 1 << 6,
	VOCABULARY_CONTENT = 1 << 7,
	VOCABULARY_STANDARD = 0xBF, /* all but format-assertion */
};

/* Sorted by name, in the order of strcmp. */
#define KEYWORDS(X) \
	X(ANCHOR, "$anchor", HOLDS_NONE, CORE) \
	X(COMMENT, "$comment", HOLDS_NONE, CORE) \
	X(DEFS, "$defs", HOLDS_MAP, CORE) \
	X(DYNAMIC_ANCHOR, "$dynamicAnchor", HOLDS_NONE, CORE) \
	X(DYNAMIC_REF, "$dynamicRef", HOLDS_NONE, CORE) \
	X(ID, "$id", HOLDS_NONE, CORE) \
	X(RECURSIVE_REF, "$recursiveRef", HOLDS_NONE, CORE) \
	X(REF, "$ref", HOLDS_NONE, CORE) \
	X(SCHEMA, "$schema", HOLDS_NONE, CORE) \
	X(VOCABULARY, "$vocabulary", HOLDS_NONE, CORE) \
	X(ADDITIONAL_ITEMS, "additionalItems", HOLDS_ONE, APPLICATOR) \
	X(ADDITIONAL_PROPERTIES, "additionalProperties", HOLDS_ONE, APPLICATOR) \
	X(ALL_OF, "allOf", HOLDS_ARRAY, APPLICATOR) \
	X(ANY_OF, "anyOf", HOLDS_ARRAY, APPLICATOR) \
	X(CONST, "const", HOLDS_NONE, VALIDATION) \
	X(CONTAINS, "contains", HOLDS_ONE, APPLICATOR) \
	X(CONTENT_SCHEMA, "contentSchema", HOLDS_ONE, CONTENT) \
	X(DEFINITIONS, "definitions", HOLDS_MAP, CORE) \
	X(DEPENDENCIES, "dependencies", HOLDS_EITHER, APPLICATOR) \
	X(DEPENDENT_REQUIRED, "dependentRequired", HOLDS_NONE, VALIDATION) \
	X(DEPENDENT_SCHEMAS, "dependentSchemas", HOLDS_MAP, APPLICATOR) \
	X(DESCRIPTION, "description", HOLDS_NONE, META_DATA) \
	X(ELSE, "else", HOLDS_ONE, APPLICATOR) \
	X(ENUM, "enum", HOLDS_NONE, VALIDATION) \
	X(EXCLUSIVE_MAXIMUM, "exclusiveMaximum", HOLDS_NONE, VALIDATION) \
	X(EXCLUSIVE_MINIMUM, "exclusiveMinimum", HOLDS_NONE, VALIDATION) \
	X(FORMAT, "format", HOLDS_NONE, FORMAT) \
	X(IF, "if", HOLDS_ONE, APPLICATOR) \
	X(ITEMS, "items", HOLDS_EITHER, APPLICATOR) \
	X(MAX_CONTAINS, "maxContains", HOLDS_NONE, VALIDATION) \
	X(MAX_ITEMS, "maxItems", HOLDS_NONE, VALIDATION) \
	X(MAX_LENGTH, "maxLength", HOLDS_NONE, VALIDATION) \
	X(MAX_PROPERTIES, "maxProperties", HOLDS_NONE, VALIDATION) \
	X(MAXIMUM, "maximum", HOLDS_NONE, VALIDATION) \
	X(MIN_CONTAINS, "minContains", HOLDS_NONE, VALIDATION) \
	X(MIN_ITEMS, "minItems", HOLDS_NONE, VALIDATION) \
	X(MIN_LENGTH, "minLength", HOLDS_NONE, VALIDATION) \
	X(MIN_PROPERTIES, "minProperties", HOLDS_NONE, VALIDATION) \
	X(MINIMUM, "minimum", HOLDS_NONE, VALIDATION) \
	X(MULTIPLE_OF, "multipleOf", HOLDS_NONE, VALIDATION) \
	X(NOT, "not", HOLDS_ONE, APPLICATOR) \
	X(ONE_OF, "oneOf", HOLDS_ARRAY, APPLICATOR) \
	X(PATTERN, "pattern", HOLDS_NONE, VALIDATION) \
	X(PATTERN_PROPERTIES, "patternProperties", HOLDS_MAP, APPLICATOR) \
	X(PREFIX_ITEMS, "prefixItems", HOLDS_ARRAY, APPLICATOR) \
	X(PROPERTIES, "properties", HOLDS_MAP, APPLICATOR) \
	X(PROPERTY_NAMES, "propertyNames", HOLDS_ONE, APPLICATOR) \
	X(REQUIRED, "required", HOLDS_NONE, VALIDATION) \
	X(THEN, "then", HOLDS_ONE, APPLICATOR) \
	X(TITLE, "title", HOLDS_NONE, META_DATA) \
	X(TYPE, "type", HOLDS_NONE, VALIDATION) \
	X(UNEVALUATED_ITEMS, "unevaluatedItems", HOLDS_ONE, UNEVALUATED) \
	X(UNEVALUATED_PROPERTIES, "unevaluatedProperties", HOLDS_ONE, UNEVALUATED) \
	X(UNIQUE_ITEMS, "uniqueItems", HOLDS_NONE, VALIDATION) \
	X(X_MESSAGE, "x-message", HOLDS_NONE, CORE) \
	X(X_SECRET, "x-secret", HOLDS_NONE, CORE)

enum keyword {
#define X(id, name, holds, vocabulary) KEYWORD_##id,
	KEYWORDS(X)
#undef X
	KEYWORD_COUNT, /* of no keyword that is known */
};

struct keyword_row {
	char name[24]; /* no pointer, which would be work for the loader */
	enum holds holds;
	enum vocabulary vocabulary;
};
extern const struct keyword_row keywords[KEYWORD_COUNT];

/* KEYWORD_COUNT if it is none. */
enum keyword keyword_find(const char *name);

#endif
