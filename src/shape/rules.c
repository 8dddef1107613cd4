/* The rules that violations name: shape_rules of shape.h. */
#include "shape/shape.h"

#define CORE "https://json-schema.org/draft/2020-12/json-schema-core#"
#define VALIDATION "https://json-schema.org/draft/2020-12/json-schema-validation#"

const struct shape_rule shape_rules[] = {
	{ "shape/additional", SEVERITY_ERROR, "a member or element that the schema does not allow",
		"The schema says that nothing beyond what it names may be there; a name like that "
		"is most "
		"often misspelt.",
		CORE "section-10.3.2.3" },
	{ "shape/any-of", SEVERITY_ERROR, "a value that fits none of its alternatives",
		"The schema offers several forms, and the value has to have at least one of them.",
		CORE "section-10.2.1.2" },
	{ "shape/const", SEVERITY_ERROR, "a value other than the only one that is allowed",
		"The schema allows exactly one value here; it often tells the kind of the object.",
		VALIDATION "section-6.1.3" },
	{ "shape/contains", SEVERITY_ERROR, "an array with too few or too many elements of a kind",
		"The schema counts the elements that have a certain form.",
		CORE "section-10.3.1.3" },
	{ "shape/dependent-required", SEVERITY_ERROR,
		"a member without one that has to be beside it",
		"Some members mean something only together.", VALIDATION "section-6.5.4" },
	{ "shape/enum", SEVERITY_ERROR, "a value that is none of those that are allowed",
		"The schema lists the values that may be here; others are refused, also where only "
		"the "
		"case differs.",
		VALIDATION "section-6.1.2" },
	{ "shape/format", SEVERITY_ERROR, "text that is not what its format says",
		"A format such as ipv4 or date-time stands for the rules of the standard that "
		"defines it.",
		VALIDATION "section-7.3" },
	{ "shape/items-count", SEVERITY_ERROR, "an array that is too short or too long",
		"The schema limits the number of elements.", VALIDATION "section-6.4" },
	{ "shape/length", SEVERITY_ERROR, "text that is too short or too long",
		"The schema limits the number of characters (Unicode code points, not bytes).",
		VALIDATION "section-6.3.1" },
	{ "shape/member-name", SEVERITY_ERROR, "a member whose name is not allowed",
		"The schema says what names look like here.", CORE "section-10.3.2.4" },
	{ "shape/members-count", SEVERITY_ERROR, "an object with too few or too many members",
		"The schema limits the number of members.", VALIDATION "section-6.5.1" },
	{ "shape/multiple-of", SEVERITY_ERROR, "a number that is no multiple of what it has to be",
		"The schema allows only certain steps.", VALIDATION "section-6.2.1" },
	{ "shape/never", SEVERITY_ERROR, "a value where there must be none",
		"The schema here is false: whatever the value, it does not fit.",
		CORE "section-4.3.2" },
	{ "shape/not", SEVERITY_ERROR, "a value of a form that is excluded",
		"The schema says what the value must not be.", CORE "section-10.2.1.4" },
	{ "shape/one-of", SEVERITY_ERROR,
		"a value that fits none, or several, of forms of which one is meant",
		"The schema offers several forms, and the value has to have exactly one of them.",
		CORE "section-10.2.1.3" },
	{ "shape/pattern", SEVERITY_ERROR, "text that does not match its pattern",
		"The schema says by a regular expression (ECMA-262) what the text looks like.",
		VALIDATION "section-6.3.3" },
	{ "shape/range", SEVERITY_ERROR, "a number that is too small or too large",
		"The schema limits the number. Numbers are compared as they are written, whatever "
		"their "
		"size.",
		VALIDATION "section-6.2" },
	{ "shape/recursion", SEVERITY_ERROR, "a value that cannot be checked to the end",
		"The schemas refer to each other so often that checking the value was given up: "
		"they "
		"have to be changed.",
		CORE "section-9.4.1" },
	{ "shape/required", SEVERITY_ERROR, "an object without a member that it has to have",
		"The schema requires the member; without it the document is refused.",
		VALIDATION "section-6.5.3" },
	{ "shape/type", SEVERITY_ERROR, "a value of another type than the schema says",
		"Text in quotes is no number, and 1.5 is no integer; an API that reads types "
		"strictly "
		"refuses them.",
		VALIDATION "section-6.1.1" },
	{ "shape/unique-items", SEVERITY_ERROR, "an element that repeats another",
		"The elements of this array have to differ from each other.",
		VALIDATION "section-6.4.3" },
	{ "shape/unknown-member", SEVERITY_WARNING, "a member that nothing in the schema speaks of",
		"A misspelt member is silently ignored, and a default takes its place. Vendors add "
		"members, so that a new one may be right: then this is a warning to be switched "
		"off.",
		CORE "section-11.3" },
	{ 0 },
};
