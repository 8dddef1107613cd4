/* What each problem of the reader is about: a part of reader.h. */
#include "json/reader.h"

/* 513 brackets: one more than READER_DEPTH. */
#define OPEN_8   "[[[[[[[["
#define OPEN_64  OPEN_8 OPEN_8 OPEN_8 OPEN_8 OPEN_8 OPEN_8 OPEN_8 OPEN_8
#define OPEN_513 OPEN_64 OPEN_64 OPEN_64 OPEN_64 OPEN_64 OPEN_64 OPEN_64 OPEN_64 "["

const struct reader_rule reader_rules[] = {
	{
		.id = "json/syntax",
		.severity = SEVERITY_ERROR,
		.summary = "Text that is not JSON",
		.why = "Everything else that is checked is about the value that a document holds, "
		       "and text "
		       "that breaks the grammar of JSON holds none. Lenient readers accept "
		       "comments, "
		       "trailing commas or single quotes, each a different set of them, so that "
		       "such a "
		       "file works with one tool and fails with the next, often long after it was "
		       "written. The reader stops at the first such place, as what follows would "
		       "be "
		       "guesswork.",
		.good = "{\"asn\": 64512, \"vlan\": 100}",
		.bad = "{\"asn\": 64512, \"vlan\": 100,}",
		.source = "https://www.rfc-editor.org/rfc/rfc8259#section-2",
	},
	{
		.id = "json/encoding",
		.severity = SEVERITY_ERROR,
		.summary = "Bytes that are not UTF-8, a byte order mark, or raw control characters",
		.why = "JSON that is exchanged between systems has to be in UTF-8, without a byte "
		       "order "
		       "mark. Other encodings are refused by some readers and silently changed "
		       "into "
		       "replacement characters by others, so that two systems see two different "
		       "names "
		       "or keys. Invalid sequences and raw control characters in strings have also "
		       "served to smuggle text past a check that decodes them in another way.",
		.good = "{\"name\": \"Z\xC3\xBCrich\\t1\"}",
		.bad = "{\"name\": \"Z\xFCrich\"}",
		.source = "https://www.rfc-editor.org/rfc/rfc8259#section-8.1",
	},
	{
		.id = "json/duplicate-key",
		.severity = SEVERITY_ERROR,
		.summary = "A name that an object has more than once",
		.why = "What such an object means depends on who reads it: most readers keep the "
		       "last "
		       "value, some the first, some all of them, and some refuse the text. A "
		       "reviewer "
		       "and the router may then see two different addresses. It mostly comes from "
		       "merging two versions of a file by hand, and the value that was meant is "
		       "the "
		       "one that is lost.",
		.good = "{\"cust_ip\": \"192.0.2.5/31\", \"cf_ip\": \"192.0.2.4/31\"}",
		.bad = "{\"cust_ip\": \"192.0.2.5/31\", \"cust_ip\": \"192.0.2.4/31\"}",
		.source = "https://www.rfc-editor.org/rfc/rfc8259#section-4",
	},
	{
		.id = "json/unsafe-number",
		.severity = SEVERITY_WARNING,
		.summary = "A number that many readers would change",
		.why = "JSON does not limit numbers, but most readers keep them as doubles, which "
		       "are "
		       "exact for whole numbers only up to 9007199254740991. Beyond that an "
		       "identifier "
		       "comes out as another one, close enough to go unnoticed, and very large "
		       "numbers "
		       "become infinity or an error. Identifiers that are so long belong into "
		       "strings.",
		.good = "{\"id\": \"9007199254740993\"}",
		.bad = "{\"id\": 9007199254740993}",
		.source = "https://www.rfc-editor.org/rfc/rfc8259#section-6",
	},
	{
		.id = "json/lone-surrogate",
		.severity = SEVERITY_WARNING,
		.summary = "An escape that is half of a surrogate pair",
		.why = "The escapes from \\uD800 to \\uDFFF mean a character only in pairs. A lone "
		       "one is "
		       "allowed by the grammar and stands for nothing: readers replace it, keep it "
		       "as "
		       "invalid text, or refuse the whole document. It is mostly left behind by a "
		       "program that cut a string in the middle of a character.",
		.good = "{\"note\": \"\\uD83D\\uDE00\"}",
		.bad = "{\"note\": \"\\uD83D\"}",
		.source = "https://www.rfc-editor.org/rfc/rfc8259#section-8.2",
	},
	{
		.id = "json/depth",
		.severity = SEVERITY_ERROR,
		.summary = "Containers that are nested too deeply",
		.why = "JSON does not limit how deep arrays and objects stand in each other, and "
		       "readers "
		       "do: some stop at a hundred levels, some crash at some ten thousand. "
		       "Documents "
		       "of the kinds that are linted have a handful. Text that goes beyond the "
		       "limit is "
		       "broken or hostile, and it is not read any further; --max-depth sets "
		       "another "
		       "limit.",
		.good = "[[[[[[[[]]]]]]]]",
		.bad = OPEN_513,
		.source = "https://www.rfc-editor.org/rfc/rfc8259#section-9",
	},
	{ .id = NULL },
};
