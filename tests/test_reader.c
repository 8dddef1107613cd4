/* What the reader says of texts: each row is a text and the first problem in it, or none. */
#include "json/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"
#include "json/pointer.h"
#include "text/utf8.h"

#define SYNTAX         "json/syntax"
#define ENCODING       "json/encoding"
#define DUPLICATE_KEY  "json/duplicate-key"
#define UNSAFE_NUMBER  "json/unsafe-number"
#define LONE_SURROGATE "json/lone-surrogate"
#define T(text)        text, sizeof(text) - 1
#define OK(text)                                                                                   \
	{                                                                                          \
		T(text), NULL, 0, 0, NULL, NULL, NULL                                              \
	}

struct row {
	const char *text;
	size_t n;
	const char *rule; /* NULL: there is no problem */
	size_t start, end;
	const char *pointer;
	const char *fix;
	const char *message;
};

/* clang-format off */
static const struct row rows[] = {
	OK("[9007199254740991]"),
	OK("[1e308]"),
	OK("[0.1]"),
	OK("[1e-400]"),
	OK("[\"\\ud83d\\ude00\"]"),
	OK("[]"),
	OK("{}"),
	OK("0"),
	OK("-0"),
	OK("\"\""),
	OK("null"),
	OK(" [1] "),
	OK("\"a\"\n"),
	OK("[1,2]"),
	OK("{\"a\":{\"b\":[true,false,null]}}"),
	OK("[1e5,1E+5,1e-5,0.5,-0.0]"),
	OK("[\"\\u0000\\u001f\\/\\b\\f\\n\\r\\t\\\"\\\\\"]"),
	OK("[\"é漢😀\"]"),
	OK("\t[\r\n1 ]\n"),
	OK("[\"\x7F\"]"),
	OK("123456789012345"),
	OK("[-9007199254740991]"),
	OK("[0e99999999999999999999]"),
	{ T(""), SYNTAX, 0, 0, "", NULL,
	  "expected a JSON value, found an empty text" },
	{ T("  \n"), SYNTAX, 0, 3, "", NULL,
	  "expected a JSON value, found nothing but blanks" },
	{ T("[1,]"), SYNTAX, 2, 3, "", "",
	  "expected a value after the comma, found \"]\"" },
	{ T("[1,\n  2,\n]"), SYNTAX, 7, 8, "", "",
	  "expected a value after the comma, found \"]\"" },
	{ T("{\"a\":1,}"), SYNTAX, 6, 7, "", "",
	  "expected a name in double quotes after the comma, found \"}\"" },
	{ T("[1,,2]"), SYNTAX, 3, 4, "", NULL,
	  "expected a value after the comma, found \",\"" },
	{ T("[,1]"), SYNTAX, 1, 2, "", NULL,
	  "expected a value or ], found \",\"" },
	{ T("{,\"a\":1}"), SYNTAX, 1, 2, "", NULL,
	  "expected a name in double quotes or }, found \",\"" },
	{ T("{\"a\":,}"), SYNTAX, 5, 6, "/a", NULL,
	  "expected a value for \"a\", found \",\"" },
	{ T("{\"a\"}"), SYNTAX, 4, 5, "/a", NULL,
	  "expected a colon after the name \"a\", found \"}\"" },
	{ T("{\"a\":}"), SYNTAX, 5, 6, "/a", NULL,
	  "expected a value for \"a\", found \"}\"" },
	{ T("{\"a\" 1}"), SYNTAX, 5, 6, "/a", NULL,
	  "expected a colon after the name \"a\", found \"1\"" },
	{ T("{\"a\"=1}"), SYNTAX, 4, 5, "/a", ":",
	  "expected a colon after the name \"a\", found \"=\"" },
	{ T("{\"a\"=>1}"), SYNTAX, 4, 6, "/a", ":",
	  "expected a colon after the name \"a\", found \"=>\"" },
	{ T("{\"a\":1 \"b\":2}"), SYNTAX, 7, 10, "", NULL,
	  "expected a comma or } after a member, found \"b\"" },
	{ T("{\"a\":\"x\"\n\"b\":2}"), SYNTAX, 9, 12, "", NULL,
	  "expected a comma or } after a member, found \"b\"" },
	{ T("[1 2]"), SYNTAX, 3, 4, "", NULL,
	  "expected a comma or ] after an element, found \"2\"" },
	{ T("[\"a\":1]"), SYNTAX, 4, 5, "", NULL,
	  "expected a comma or ] after an element, found \":\"" },
	{ T("[1;2]"), SYNTAX, 2, 3, "", ",",
	  "expected a comma or ] after an element, found \";\"" },
	{ T("[1}"), SYNTAX, 2, 3, "", NULL,
	  "expected ] to close the array, found \"}\"" },
	{ T("{\"a\":[1,2}"), SYNTAX, 9, 10, "/a", NULL,
	  "expected ] to close the array, found \"}\"" },
	{ T("[1,2"), SYNTAX, 3, 4, "", NULL,
	  "expected a comma or ] after an element, found the end of the text" },
	{ T("{\"a\":{\"b\":[1"), SYNTAX, 11, 12, "/a/b", NULL,
	  "expected a comma or ] after an element, found the end of the text" },
	{ T("{\"a\":1"), SYNTAX, 5, 6, "", NULL,
	  "expected a comma or } after a member, found the end of the text" },
	{ T("{\"a\""), SYNTAX, 3, 4, "/a", NULL,
	  "expected a colon after the name \"a\", found the end of the text" },
	{ T("{\"a\":"), SYNTAX, 4, 5, "/a", NULL,
	  "expected a value for \"a\", found the end of the text" },
	{ T("{"), SYNTAX, 0, 1, "", NULL,
	  "expected a name in double quotes or }, found the end of the text" },
	{ T("["), SYNTAX, 0, 1, "", NULL,
	  "expected a value or ], found the end of the text" },
	{ T("{\"a\":1,"), SYNTAX, 6, 7, "", NULL,
	  "expected a name in double quotes after the comma, found the end of the text" },
	{ T("[1]]"), SYNTAX, 3, 4, "", NULL,
	  "the \"]\" closes nothing: no bracket is open" },
	{ T("{}}"), SYNTAX, 2, 3, "", NULL,
	  "the \"}\" closes nothing: no bracket is open" },
	{ T("1,2"), SYNTAX, 1, 2, "", NULL,
	  "expected the end of the text, found \",\"" },
	{ T("[1],"), SYNTAX, 3, 4, "", NULL,
	  "expected the end of the text, found \",\"" },
	{ T("{\"a\":1}\n{\"a\":2}"), SYNTAX, 8, 9, "", NULL,
	  "expected the end of the text, found a second JSON text" },
	{ T("{} {}"), SYNTAX, 3, 4, "", NULL,
	  "expected the end of the text, found \"{\"" },
	{ T("\"a\": 1"), SYNTAX, 3, 4, "", NULL,
	  "expected the end of the text, found \":\"" },
	{ T("\"a\" \"b\""), SYNTAX, 4, 7, "", NULL,
	  "expected the end of the text, found \"b\"" },
	{ T("// c\n[1]"), SYNTAX, 0, 4, "", "",
	  "a comment is not allowed in JSON" },
	{ T("[1, // c\n2]"), SYNTAX, 4, 8, "/1", "",
	  "a comment is not allowed in JSON" },
	{ T("[/* x */1]"), SYNTAX, 1, 8, "/0", "",
	  "a comment is not allowed in JSON" },
	{ T("[1 /* unclosed"), SYNTAX, 3, 14, "", NULL,
	  "a comment is not allowed in JSON" },
	{ T("# c\n{}"), SYNTAX, 0, 3, "", "",
	  "a comment is not allowed in JSON" },
	{ T("[7] // end"), SYNTAX, 4, 10, "", "",
	  "a comment is not allowed in JSON" },
	{ T("{\"a\":1, /* b */ \"c\":2}"), SYNTAX, 8, 15, "", "",
	  "a comment is not allowed in JSON" },
	{ T("['a']"), SYNTAX, 1, 4, "/0", "\"a\"",
	  "expected a double quote, found a single quote: 'a'" },
	{ T("{'a':1}"), SYNTAX, 1, 4, "", "\"a\"",
	  "expected a double quote, found a single quote: 'a'" },
	{ T("['a\"b']"), SYNTAX, 1, 6, "/0", NULL,
	  "expected a double quote, found a single quote: 'a\"b'" },
	{ T("{`a`:1}"), SYNTAX, 1, 4, "", "\"a\"",
	  "expected a double quote, found a backtick: \"`a`\"" },
	{ T("[“abc”]"), SYNTAX, 1, 10, "/0", "\"abc\"",
	  "expected a double quote, found a typographic quote: \"“abc”\"" },
	{ T("{“a”:1}"), SYNTAX, 1, 8, "", "\"a\"",
	  "expected a double quote, found a typographic quote: \"“a”\"" },
	{ T("[‘a’]"), SYNTAX, 1, 8, "/0", "\"a\"",
	  "expected a double quote, found a typographic quote: \"‘a’\"" },
	{ T("[«a»]"), SYNTAX, 1, 6, "/0", "\"a\"",
	  "expected a double quote, found a typographic quote: \"«a»\"" },
	{ T("{asn: 1}"), SYNTAX, 1, 4, "", "\"asn\"",
	  "expected a name in double quotes or }, found \"asn\"" },
	{ T("{1: 2}"), SYNTAX, 1, 2, "", "\"1\"",
	  "expected a name in double quotes or }, found \"1\"" },
	{ T("{\"a\":1, b-c: 2}"), SYNTAX, 8, 11, "", "\"b-c\"",
	  "expected a name in double quotes after the comma, found \"b-c\"" },
	{ T("{a.b:1}"), SYNTAX, 1, 4, "", "\"a.b\"",
	  "expected a name in double quotes or }, found \"a.b\"" },
	{ T("[NaN]"), SYNTAX, 1, 4, "/0", NULL,
	  "expected a value or ], found \"NaN\"" },
	{ T("[Infinity]"), SYNTAX, 1, 9, "/0", NULL,
	  "expected a value or ], found \"Infinity\"" },
	{ T("[-Infinity]"), SYNTAX, 1, 10, "/0", NULL,
	  "expected a value or ], found \"-Infinity\"" },
	{ T("[-NaN]"), SYNTAX, 1, 5, "/0", NULL,
	  "expected a value or ], found \"-NaN\"" },
	{ T("[None]"), SYNTAX, 1, 5, "/0", "null",
	  "expected a value or ], found \"None\"" },
	{ T("[True]"), SYNTAX, 1, 5, "/0", "true",
	  "expected a value or ], found \"True\"" },
	{ T("[FALSE]"), SYNTAX, 1, 6, "/0", "false",
	  "expected a value or ], found \"FALSE\"" },
	{ T("[undefined]"), SYNTAX, 1, 10, "/0", NULL,
	  "expected a value or ], found \"undefined\"" },
	{ T("[nil]"), SYNTAX, 1, 4, "/0", "null",
	  "expected a value or ], found \"nil\"" },
	{ T("[tru]"), SYNTAX, 1, 4, "/0", "true",
	  "expected a value or ], found \"tru\"" },
	{ T("[nul"), SYNTAX, 1, 4, "/0", "null",
	  "expected a value or ], found \"nul\"" },
	{ T("[fals, 1]"), SYNTAX, 1, 5, "/0", "false",
	  "expected a value or ], found \"fals\"" },
	{ T("[ture]"), SYNTAX, 1, 5, "/0", NULL,
	  "expected a value or ], found \"ture\"" },
	{ T("[truex]"), SYNTAX, 1, 6, "/0", NULL,
	  "\"truex\" is not a JSON value" },
	{ T("[true1]"), SYNTAX, 1, 6, "/0", NULL,
	  "\"true1\" is not a JSON value" },
	{ T("[yes]"), SYNTAX, 1, 4, "/0", NULL,
	  "expected a value or ], found \"yes\"" },
	{ T("{\"up\": on}"), SYNTAX, 7, 9, "/up", NULL,
	  "expected a value for \"up\", found \"on\"" },
	{ T("[0x1F]"), SYNTAX, 1, 5, "/0", "31",
	  "\"0x1F\" is not a JSON value" },
	{ T("[-0x1f]"), SYNTAX, 1, 6, "/0", "-31",
	  "\"-0x1f\" is not a JSON value" },
	{ T("[0b11]"), SYNTAX, 1, 5, "/0", "3",
	  "\"0b11\" is not a JSON value" },
	{ T("[0o17]"), SYNTAX, 1, 5, "/0", "15",
	  "\"0o17\" is not a JSON value" },
	{ T("[012]"), SYNTAX, 1, 4, "/0", NULL,
	  "a number cannot begin with 0: \"012\"" },
	{ T("[-01]"), SYNTAX, 1, 4, "/0", NULL,
	  "a number cannot begin with 0: \"-01\"" },
	{ T("[00]"), SYNTAX, 1, 3, "/0", NULL,
	  "a number cannot begin with 0: \"00\"" },
	{ T("[+1]"), SYNTAX, 1, 2, "/0", "",
	  "a number has no leading plus in JSON" },
	{ T("[+.5]"), SYNTAX, 1, 2, "/0", NULL,
	  "a number has no leading plus in JSON" },
	{ T("[.5]"), SYNTAX, 1, 2, "/0", "0.",
	  "expected a digit before the decimal point" },
	{ T("[-.5]"), SYNTAX, 1, 3, "/0", "-0.",
	  "expected a digit before the decimal point" },
	{ T("[1.]"), SYNTAX, 1, 3, "/0", "1.0",
	  "expected a digit after the decimal point, found \"]\"" },
	{ T("[1.e5]"), SYNTAX, 1, 3, "/0", "1.0",
	  "expected a digit after the decimal point, found \"e5\"" },
	{ T("[1.x]"), SYNTAX, 1, 3, "/0", NULL,
	  "expected a digit after the decimal point, found \"x\"" },
	{ T("[1e]"), SYNTAX, 1, 3, "/0", NULL,
	  "expected a digit in the exponent, found \"]\"" },
	{ T("[1e+]"), SYNTAX, 1, 4, "/0", NULL,
	  "expected a digit in the exponent, found \"]\"" },
	{ T("[-]"), SYNTAX, 1, 2, "/0", NULL,
	  "expected a digit after the minus, found \"]\"" },
	{ T("[- 1]"), SYNTAX, 1, 2, "/0", NULL,
	  "expected a digit after the minus, found a blank" },
	{ T("[--1]"), SYNTAX, 1, 4, "/0", NULL,
	  "expected a value or ], found \"--1\"" },
	{ T("[1_000]"), SYNTAX, 1, 6, "/0", NULL,
	  "\"1_000\" is not a JSON value" },
	{ T("[100M]"), SYNTAX, 1, 5, "/0", NULL,
	  "\"100M\" is not a JSON value" },
	{ T("[10.0.0.1]"), SYNTAX, 1, 9, "/0", "\"10.0.0.1\"",
	  "\"10.0.0.1\" is not a JSON value" },
	{ T("{\"a\": 10.0.0.0/31}"), SYNTAX, 6, 17, "/a", "\"10.0.0.0/31\"",
	  "\"10.0.0.0/31\" is not a JSON value" },
	{ T("[2001:db8::1]"), SYNTAX, 1, 12, "/0", "\"2001:db8::1\"",
	  "\"2001:db8::1\" is not a JSON value" },
	{ T("[fe80::1]"), SYNTAX, 1, 8, "/0", NULL,
	  "expected a value or ], found \"fe80::1\"" },
	{ T("[2024-01-01]"), SYNTAX, 1, 11, "/0", NULL,
	  "\"2024-01-01\" is not a JSON value" },
	{ T("[12n]"), SYNTAX, 1, 4, "/0", NULL,
	  "\"12n\" is not a JSON value" },
	{ T("1.2.3"), SYNTAX, 0, 5, "", NULL,
	  "\"1.2.3\" is not a JSON value" },
	{ T("[http://x/y]"), SYNTAX, 1, 11, "/0", NULL,
	  "expected a value or ], found \"http://x/y\"" },
	{ T("{\"a\": hello world}"), SYNTAX, 6, 11, "/a", NULL,
	  "expected a value for \"a\", found \"hello\"" },
	{ T("[AMS1]"), SYNTAX, 1, 5, "/0", NULL,
	  "expected a value or ], found \"AMS1\"" },
	{ T("[\"\\x41\"]"), SYNTAX, 2, 6, "/0", "\\u0041",
	  "expected an escape of JSON, found \"\\x41\"" },
	{ T("[\"\\q\"]"), SYNTAX, 2, 4, "/0", NULL,
	  "expected an escape of JSON, found \"\\q\"" },
	{ T("[\"\\'\"]"), SYNTAX, 2, 4, "/0", "'",
	  "expected an escape of JSON, found \"\\'\"" },
	{ T("[\"C:\\dir\"]"), SYNTAX, 4, 6, "/0", NULL,
	  "expected an escape of JSON, found \"\\d\"" },
	{ T("[\"\\u12\"]"), SYNTAX, 2, 6, "/0", NULL,
	  "expected four hexadecimal digits after \\u, found \"\\u12\"" },
	{ T("[\"\\u12G4\"]"), SYNTAX, 2, 7, "/0", NULL,
	  "expected four hexadecimal digits after \\u, found \"\\u12G\"" },
	{ T("[\"\\u\"]"), SYNTAX, 2, 4, "/0", NULL,
	  "expected four hexadecimal digits after \\u, found \"\\u\"" },
	{ T("[\"\\u{1F600}\"]"), SYNTAX, 2, 5, "/0", NULL,
	  "expected four hexadecimal digits after \\u, found \"\\u{\"" },
	{ T("[\"\\\n\"]"), SYNTAX, 2, 4, "/0", NULL,
	  "a backslash at the end of a line is no escape in JSON" },
	{ T("[\"abc"), SYNTAX, 1, 2, "/0", NULL,
	  "the string that begins here is not closed" },
	{ T("[\"abc\\"), SYNTAX, 1, 2, "/0", NULL,
	  "the string that begins here is not closed" },
	{ T("[\"abc\n\"]"), SYNTAX, 5, 6, "/0", NULL,
	  "a string cannot hold a line break; is its closing \" missing?" },
	{ T("[\"abc\r\ndef\"]"), SYNTAX, 5, 6, "/0", NULL,
	  "a string cannot hold a line break; is its closing \" missing?" },
	{ T("[\"a\tb\"]"), ENCODING, 3, 4, "/0", "\\t",
	  "a string cannot hold a raw tab" },
	{ T("[\"a\x01" "b\"]"), ENCODING, 3, 4, "/0", "\\u0001",
	  "a string cannot hold the raw control character U+0001" },
	{ T("[\"a\x00" "b\"]"), ENCODING, 3, 4, "/0", "\\u0000",
	  "a string cannot hold a raw NUL byte" },
	{ T("[\"a\"b\"]"), SYNTAX, 4, 5, "", NULL,
	  "expected a comma or ] after an element, found \"b\"" },
	{ T("{\"a\":\"x\"y\"}"), SYNTAX, 8, 9, "", NULL,
	  "expected a comma or } after a member, found \"y\"" },
	{ T("[1\xC2\xA0" "2]"), SYNTAX, 2, 4, "", " ",
	  "a no-break space (U+00A0) is no blank in JSON" },
	{ T("[\xC2\xA0" "1]"), SYNTAX, 1, 3, "/0", " ",
	  "a no-break space (U+00A0) is no blank in JSON" },
	{ T("{\xE2\x80\x83\"a\":1}"), SYNTAX, 1, 4, "", " ",
	  "a typographic space (U+2003) is no blank in JSON" },
	{ T("[1,\xE3\x80\x80" "2]"), SYNTAX, 3, 6, "/1", " ",
	  "an ideographic space (U+3000) is no blank in JSON" },
	{ T("[\x0C" "1]"), SYNTAX, 1, 2, "/0", " ",
	  "a form feed (U+000C) is no blank in JSON" },
	{ T("[\x0B]"), SYNTAX, 1, 2, "/0", " ",
	  "a vertical tab (U+000B) is no blank in JSON" },
	{ T("[\xEF\xBB\xBF" "1]"), SYNTAX, 1, 4, "/0", " ",
	  "a byte order mark (U+FEFF) is no blank in JSON" },
	{ T("[\x01]"), SYNTAX, 1, 2, "/0", NULL,
	  "expected a value or ], found the control character U+0001" },
	{ T("[1]\x00\x00\x00"), ENCODING, 3, 6, "", NULL,
	  "the text has 3 NUL bytes" },
	{ T("[\x00]"), ENCODING, 1, 2, "/0", NULL,
	  "the text has a NUL byte" },
	{ T("[\x7F]"), SYNTAX, 1, 2, "/0", NULL,
	  "expected a value or ], found the control character U+007F" },
	{ T("---\na: 1"), SYNTAX, 0, 3, "", NULL,
	  "expected JSON, found YAML" },
	{ T("key: value\n"), SYNTAX, 0, 10, "", NULL,
	  "expected JSON, found YAML" },
	{ T("- a\n- b"), SYNTAX, 0, 3, "", NULL,
	  "expected JSON, found YAML" },
	{ T("%YAML 1.2"), SYNTAX, 0, 9, "", NULL,
	  "expected JSON, found YAML" },
	{ T("<html>"), SYNTAX, 0, 6, "", NULL,
	  "expected JSON, found HTML" },
	{ T("<!DOCTYPE html>\n<html>"), SYNTAX, 0, 15, "", NULL,
	  "expected JSON, found HTML" },
	{ T("<?xml version=\"1.0\"?>"), SYNTAX, 0, 21, "", NULL,
	  "expected JSON, found XML" },
	{ T("<a/>"), SYNTAX, 0, 4, "", NULL,
	  "expected JSON, found XML or HTML" },
	{ T("HTTP/1.1 200 OK\r\ncontent-type: x\r\n\r\n{}"), SYNTAX, 0, 15, "", NULL,
	  "expected JSON, found an HTTP response with its headers" },
	{ T("HTTP/2 200\n\n{}"), SYNTAX, 0, 10, "", NULL,
	  "expected JSON, found an HTTP response with its headers" },
	{ T("https://api.x/y"), SYNTAX, 0, 15, "", NULL,
	  "expected JSON, found an address" },
	{ T("curl: (6) Could not resolve"), SYNTAX, 0, 27, "", NULL,
	  "expected JSON, found an error message of curl" },
	{ T("var x = {}"), SYNTAX, 0, 10, "", NULL,
	  "expected JSON, found JavaScript" },
	{ T("const a = {}"), SYNTAX, 0, 12, "", NULL,
	  "expected JSON, found JavaScript" },
	{ T("module.exports = {}"), SYNTAX, 0, 19, "", NULL,
	  "expected JSON, found JavaScript" },
	{ T("cb({\"a\":1})"), SYNTAX, 0, 11, "", NULL,
	  "expected JSON, found a call of a JavaScript function (JSONP)" },
	{ T(")]}'\n{}"), SYNTAX, 0, 4, "", NULL,
	  "expected JSON, found a guard against inclusion as a script" },
	{ T("[section]\na=1\n"), SYNTAX, 0, 9, "/0", NULL,
	  "expected JSON, found an INI or TOML file" },
	{ T("cust_ip = \"10.0.0.1/31\"\n"), SYNTAX, 0, 23, "", NULL,
	  "expected JSON, found assignments, as in TOML, INI and HCL" },
	{ T("MTU=1500"), SYNTAX, 0, 8, "", NULL,
	  "expected JSON, found assignments, as in TOML, INI and HCL" },
	{ T("resource \"x\" \"y\" {\n}"), SYNTAX, 0, 18, "", NULL,
	  "expected JSON, found HCL (Terraform)" },
	{ T("locals {"), SYNTAX, 0, 8, "", NULL, "expected JSON, found HCL (Terraform)" },
	{ T("id,cust_ip\n1,10.0.0.1\n"), SYNTAX, 0, 10, "", NULL, "expected JSON, found CSV" },
	{ T("  % Total    % Received\n{}"), SYNTAX, 2, 23, "", NULL,
	  "expected JSON, found the progress meter of curl" },
	{ T("*   Trying 192.0.2.1:443...\n{}"), SYNTAX, 0, 27, "", NULL,
	  "expected JSON, found the log of curl -v" },
	{ T("PK\x03\x04"), ENCODING, 0, 4, "", NULL,
	  "expected JSON in UTF-8, found a ZIP archive" },
	{ T("\x1F\x8B\x08"), ENCODING, 0, 2, "", NULL,
	  "expected JSON in UTF-8, found data compressed by gzip" },
	{ T("Unauthorized"), SYNTAX, 0, 12, "", NULL,
	  "expected a JSON value, found \"Unauthorized\"" },
	{ T("404 page not found"), SYNTAX, 4, 8, "", NULL,
	  "expected the end of the text, found \"page\"" },
	{ T("#!/bin/sh\n"), SYNTAX, 0, 9, "", NULL,
	  "expected JSON, found a script" },
	{ T("{{ x }}"), SYNTAX, 0, 7, "", NULL,
	  "expected JSON, found a placeholder of a template: \"{{ x }}\"" },
	{ T("{\"a\": {{ x }} }"), SYNTAX, 6, 13, "/a", NULL,
	  "expected JSON, found a placeholder of a template: \"{{ x }}\"" },
	{ T("{\"a\": ${X} }"), SYNTAX, 6, 10, "/a", NULL,
	  "expected JSON, found a placeholder: \"${X}\"" },
	{ T("{\"a\": <your-id> }"), SYNTAX, 6, 15, "/a", NULL,
	  "expected JSON, found a placeholder: \"<your-id>\"" },
	{ T("[1, ...]"), SYNTAX, 4, 7, "/1", NULL,
	  "expected JSON, found dots in place of what was left out: \"...\"" },
	{ T("[1, …]"), SYNTAX, 4, 7, "/1", NULL,
	  "expected JSON, found dots in place of what was left out: \"…\"" },
	{ T("{\"a\": {% if x %} }"), SYNTAX, 6, 16, "/a", NULL,
	  "expected JSON, found a statement of a template: \"{% if x %}\"" },
	{ T("[\"\x80\"]"), ENCODING, 2, 3, "/0", NULL,
	  "the byte 0x80 is not UTF-8: a continuation byte without a character before it" },
	{ T("[\"\xFCrich\"]"), ENCODING, 2, 3, "/0", NULL,
	  "the byte 0xFC is not UTF-8: a byte that is never used in UTF-8" },
	{ T("[\"\xC0\xAF\"]"), ENCODING, 2, 4, "/0", NULL,
	  "the byte 0xC0 is not UTF-8: an overlong form, longer than the character needs" },
	{ T("[\"\xE0\x80\xAF\"]"), ENCODING, 2, 5, "/0", NULL,
	  "the byte 0xE0 is not UTF-8: an overlong form, longer than the character needs" },
	{ T("[\"\xED\xA0\x80\"]"), ENCODING, 2, 5, "/0", NULL,
	  "the byte 0xED is not UTF-8: a surrogate, which is no character" },
	{ T("[\"\xF4\x90\x80\x80\"]"), ENCODING, 2, 6, "/0", NULL,
	  "the byte 0xF4 is not UTF-8: a character beyond U+10FFFF" },
	{ T("[\"\xF5\"]"), ENCODING, 2, 3, "/0", NULL,
	  "the byte 0xF5 is not UTF-8: a character beyond U+10FFFF" },
	{ T("[\"\xFF\"]"), ENCODING, 2, 3, "/0", NULL,
	  "the byte 0xFF is not UTF-8: a byte that is never used in UTF-8" },
	{ T("[\"\xE2\x82\"]"), ENCODING, 2, 4, "/0", NULL,
	  "the byte 0xE2 is not UTF-8: a character that is cut off" },
	{ T("[\"\xF0\x80\x80\xAF\"]"), ENCODING, 2, 6, "/0", NULL,
	  "the byte 0xF0 is not UTF-8: an overlong form, longer than the character needs" },
	{ T("[\xFC]"), ENCODING, 1, 2, "/0", NULL,
	  "the byte 0xFC is not UTF-8: a byte that is never used in UTF-8" },
	{ T("{\"a\xE9\":1}"), ENCODING, 3, 4, "", NULL,
	  "the byte 0xE9 is not UTF-8: a character that is cut off" },
	{ T("\xEF\xBB\xBF[1]"), ENCODING, 0, 3, "", "",
	  "the text begins with a byte order mark, which JSON must not have" },
	{ T("\xEF\xBB\xBF"), ENCODING, 0, 3, "", "",
	  "the text begins with a byte order mark, which JSON must not have" },
	{ T("\xEF\xBB\xBF[1,]"), ENCODING, 0, 3, "", "",
	  "the text begins with a byte order mark, which JSON must not have" },
	{ T("\xFF\xFE[\x00" "1\x00]\x00"), ENCODING, 0, 2, "", NULL,
	  "expected JSON in UTF-8, found UTF-16 (little-endian)" },
	{ T("\x00[\x00" "1\x00]"), ENCODING, 0, 2, "", NULL,
	  "expected JSON in UTF-8, found UTF-16 (big-endian)" },
	{ T("[\x00" "1\x00]\x00"), ENCODING, 0, 2, "", NULL,
	  "expected JSON in UTF-8, found UTF-16 (little-endian)" },
	{ T("\xFF\xFE\x00\x00[\x00\x00\x00" "1\x00\x00\x00]\x00\x00\x00"), ENCODING, 0, 4, "", NULL,
	  "expected JSON in UTF-8, found UTF-32 (little-endian)" },
	{ T("\x00\x00\x00[\x00\x00\x00" "1\x00\x00\x00]"), ENCODING, 0, 4, "", NULL,
	  "expected JSON in UTF-8, found UTF-32 (big-endian)" },
	{ T("[\x00\x00\x00" "1\x00\x00\x00]\x00\x00\x00"), ENCODING, 0, 4, "", NULL,
	  "expected JSON in UTF-8, found UTF-32 (little-endian)" },
	{ T("\xFE\xFF\x00["), ENCODING, 0, 2, "", NULL,
	  "expected JSON in UTF-8, found UTF-16 (big-endian)" },
	{ T("[9007199254740992]"), UNSAFE_NUMBER, 1, 17, "/0", NULL,
	  "9007199254740992 is beyond ±9007199254740991, "
	  "up to which all readers are exact" },
	{ T("[9007199254740993]"), UNSAFE_NUMBER, 1, 17, "/0", NULL,
	  "many readers would change 9007199254740993 to 9007199254740992" },
	{ T("[-9007199254740993]"), UNSAFE_NUMBER, 1, 18, "/0", NULL,
	  "many readers would change -9007199254740993 to -9007199254740992" },
	{ T("[12345678901234567890]"), UNSAFE_NUMBER, 1, 21, "/0", NULL,
	  "many readers would change 12345678901234567890 to 12345678901234567000" },
	{ T("[123456789012345678901234567890]"), UNSAFE_NUMBER, 1, 31, "/0", NULL,
	  "many readers would change 123456789012345678901234567890 to 1.2345678901234568e+29" },
	{ T("[10000000000000000000]"), UNSAFE_NUMBER, 1, 21, "/0", NULL,
	  "10000000000000000000 is beyond ±9007199254740991, "
	  "up to which all readers are exact" },
	{ T("[1e400]"), UNSAFE_NUMBER, 1, 6, "/0", NULL,
	  "1e400 is beyond what a double holds: many readers would take it for infinity" },
	{ T("[-1e400]"), UNSAFE_NUMBER, 1, 7, "/0", NULL,
	  "-1e400 is beyond what a double holds: many readers would take it for infinity" },
	{ T("[\"\\ud800\"]"), LONE_SURROGATE, 2, 8, "/0", NULL,
	  "\\ud800 is half of a surrogate pair and no character" },
	{ T("[\"\\udc00x\"]"), LONE_SURROGATE, 2, 8, "/0", NULL,
	  "\\udc00 is half of a surrogate pair and no character" },
	{ T("[\"\\ud800\\ud800\"]"), LONE_SURROGATE, 2, 8, "/0", NULL,
	  "\\ud800 is half of a surrogate pair and no character" },
	{ T("{\"\\ud83d\":1}"), LONE_SURROGATE, 2, 8, "", NULL,
	  "\\ud83d is half of a surrogate pair and no character" },
	{ T("{\"a\":1,\"a\":2}"), DUPLICATE_KEY, 7, 10, "/a", NULL,
	  "the name \"a\" is used more than once in this object" },
	{ T("{\"a\":1,\"\\u0061\":2}"), DUPLICATE_KEY, 7, 15, "/a", NULL,
	  "the name \"a\" is used more than once in this object" },
	{ T("{\"x\":{\"a\":1,\"b\":2,\"a\":3,\"a\":4}}"), DUPLICATE_KEY, 18, 21, "/x/a", NULL,
	  "the name \"a\" is used more than once in this object" },
	{ T("{\"a\":(1,2)}"), SYNTAX, 5, 6, "/a", NULL,
	  "expected a value for \"a\", found \"(\"" },
	{ T("[@foo]"), SYNTAX, 1, 5, "/0", NULL,
	  "expected a value or ], found \"@foo\"" },
	{ T("[=]"), SYNTAX, 1, 2, "/0", NULL,
	  "expected a value or ], found \"=\"" },
	{ T("[\\]"), SYNTAX, 1, 2, "/0", NULL,
	  "expected a value or ], found \"\\\"" },
	{ T("{\"a\":1,\"b\"}"), SYNTAX, 10, 11, "/b", NULL,
	  "expected a colon after the name \"b\", found \"}\"" },
	{ T("{\"a\":1,]"), SYNTAX, 7, 8, "", NULL,
	  "expected } to close the object, found \"]\"" },
	{ T("[1,}"), SYNTAX, 3, 4, "", NULL,
	  "expected ] to close the array, found \"}\"" },
	{ T("{]"), SYNTAX, 1, 2, "", NULL,
	  "expected } to close the object, found \"]\"" },
	{ T("[}"), SYNTAX, 1, 2, "", NULL,
	  "expected ] to close the array, found \"}\"" },
	{ T("{\"a\":]"), SYNTAX, 5, 6, "", NULL,
	  "expected } to close the object, found \"]\"" },
	{ T("{\"a\"]"), SYNTAX, 4, 5, "/a", NULL,
	  "expected a colon after the name \"a\", found \"]\"" },
	{ T("{\"a\","), SYNTAX, 4, 5, "/a", NULL,
	  "expected a colon after the name \"a\", found \",\"" },
	{ T("{\"a\":1:2}"), SYNTAX, 5, 8, "/a", NULL,
	  "\"1:2\" is not a JSON value" },
	{ T("{null:1}"), SYNTAX, 1, 5, "", "\"null\"",
	  "expected a name in double quotes or }, found \"null\"" },
	{ T("{[\"a\"]:1}"), SYNTAX, 1, 2, "", NULL,
	  "expected a name in double quotes or }, found \"[\"" },
	{ T("{\"a\":1, // x\n}"), SYNTAX, 8, 12, "", "",
	  "a comment is not allowed in JSON" },
	{ T("[é]"), SYNTAX, 1, 3, "/0", NULL,
	  "expected a value or ], found \"é\"" },
	{ T("{é:1}"), SYNTAX, 1, 3, "", "\"é\"",
	  "expected a name in double quotes or }, found \"é\"" },
	{ T("[\"a\" b]"), SYNTAX, 5, 6, "", NULL,
	  "expected a comma or ] after an element, found \"b\"" },
	{ T("[\"a\"b,c]"), SYNTAX, 4, 5, "", NULL,
	  "expected a comma or ] after an element, found \"b\"" },
	{ T("{\"a\": 5;}"), SYNTAX, 7, 8, "", ",",
	  "expected a comma or } after a member, found \";\"" },
	{ T("{\"a\": \"b\";}"), SYNTAX, 9, 10, "", ",",
	  "expected a comma or } after a member, found \";\"" },
	{ T("{'a'"), SYNTAX, 1, 4, "", "\"a\"",
	  "expected a double quote, found a single quote: 'a'" },
	{ T("['a]"), SYNTAX, 1, 2, "/0", NULL,
	  "expected a double quote, found a single quote: '" },
	{ T("[true false]"), SYNTAX, 6, 11, "", NULL,
	  "expected a comma or ] after an element, found \"false\"" },
	{ T("{\"a\": u'x'}"), SYNTAX, 6, 10, "/a", NULL,
	  "expected a value for \"a\", found \"u'x'\"" },
	{ T("var"), SYNTAX, 0, 3, "", NULL,
	  "expected a JSON value, found \"var\"" },
	{ T("[1,2\n"), SYNTAX, 3, 4, "", NULL,
	  "expected a comma or ] after an element, found the end of the text" },
	{ T("{\"a\":\n\n"), SYNTAX, 4, 5, "/a", NULL,
	  "expected a value for \"a\", found the end of the text" },
	{ T("[1e\xE5]"), ENCODING, 3, 4, "/0", NULL,
	  "the byte 0xE5 is not UTF-8: a character that is cut off" },
	{ T("[\"\\u\xE5\"]"), ENCODING, 4, 5, "/0", NULL,
	  "the byte 0xE5 is not UTF-8: a character that is cut off" },
	{ T("[\"\\\xE5\"]"), ENCODING, 3, 4, "/0", NULL,
	  "the byte 0xE5 is not UTF-8: a character that is cut off" },
	{ T("[1.\xFF]"), ENCODING, 3, 4, "/0", NULL,
	  "the byte 0xFF is not UTF-8: a byte that is never used in UTF-8" },
	{ T("[1e99999999999999999999]"), UNSAFE_NUMBER, 1, 23, "/0", NULL,
	  "1e99999999999999999999 is beyond what a double holds: "
	  "many readers would take it for infinity" },
	{ T("[\"\\ud83d\\u0041\"]"), LONE_SURROGATE, 2, 8, "/0", NULL,
	  "\\ud83d is half of a surrogate pair and no character" },
	{ T("[\"\\ud83dx\"]"), LONE_SURROGATE, 2, 8, "/0", NULL,
	  "\\ud83d is half of a surrogate pair and no character" },
	{ T("[\"a\\"), SYNTAX, 1, 2, "/0", NULL,
	  "the string that begins here is not closed" },
	{ T("\""), SYNTAX, 0, 1, "", NULL,
	  "the string that begins here is not closed" },
	{ T("\"\\"), SYNTAX, 0, 1, "", NULL,
	  "the string that begins here is not closed" },
	{ T("\"\\u"), SYNTAX, 1, 3, "", NULL,
	  "expected four hexadecimal digits after \\u, found \"\\u\"" },
	{ T("\"\\u1"), SYNTAX, 1, 4, "", NULL,
	  "expected four hexadecimal digits after \\u, found \"\\u1\"" },
	{ T("{\""), SYNTAX, 1, 2, "", NULL,
	  "the string that begins here is not closed" },
	{ T("{\"a"), SYNTAX, 1, 2, "", NULL,
	  "the string that begins here is not closed" },
	{ T("-"), SYNTAX, 0, 1, "", NULL,
	  "expected a digit after the minus, found the end of the text" },
	{ T("."), SYNTAX, 0, 1, "", NULL,
	  "expected a JSON value, found \".\"" },
	{ T(","), SYNTAX, 0, 1, "", NULL,
	  "expected a JSON value, found \",\"" },
	{ T(":"), SYNTAX, 0, 1, "", NULL,
	  "expected a JSON value, found \":\"" },
	{ T("]"), SYNTAX, 0, 1, "", NULL,
	  "the \"]\" closes nothing: no bracket is open" },
	{ T("}"), SYNTAX, 0, 1, "", NULL,
	  "the \"}\" closes nothing: no bracket is open" },
	{ T("{\"a\":1}}"), SYNTAX, 7, 8, "", NULL,
	  "the \"}\" closes nothing: no bracket is open" },
	{ T("[[]"), SYNTAX, 2, 3, "", NULL,
	  "expected a comma or ] after an element, found the end of the text" },
	{ T("[[1],[2"), SYNTAX, 6, 7, "/1", NULL,
	  "expected a comma or ] after an element, found the end of the text" },
	{ T("{\"a\":{}"), SYNTAX, 6, 7, "", NULL,
	  "expected a comma or } after a member, found the end of the text" },
	{ T("t"), SYNTAX, 0, 1, "", NULL,
	  "expected a JSON value, found \"t\"" },
	{ T("nulll"), SYNTAX, 0, 5, "", NULL,
	  "\"nulll\" is not a JSON value" },
	{ T("true false"), SYNTAX, 5, 10, "", NULL,
	  "expected the end of the text, found \"false\"" },
	{ T("[1]x"), SYNTAX, 3, 4, "", NULL,
	  "expected the end of the text, found \"x\"" },
	{ T("[1] x"), SYNTAX, 4, 5, "", NULL,
	  "expected the end of the text, found \"x\"" },
	{ T("{}x"), SYNTAX, 2, 3, "", NULL,
	  "expected the end of the text, found \"x\"" },
	{ T("\"\"x"), SYNTAX, 2, 3, "", NULL,
	  "expected the end of the text, found \"x\"" },
	{ T("\"a\" b"), SYNTAX, 4, 5, "", NULL,
	  "expected the end of the text, found \"b\"" },
	{ T("[1]//"), SYNTAX, 3, 5, "", "",
	  "a comment is not allowed in JSON" },
	{ T("[1]#"), SYNTAX, 3, 4, "", "",
	  "a comment is not allowed in JSON" },
	{ T("{\"a\":1;\"b\":2}"), SYNTAX, 6, 7, "", ",",
	  "expected a comma or } after a member, found \";\"" },
	{ T("{\"a\";1}"), SYNTAX, 4, 5, "/a", NULL,
	  "expected a colon after the name \"a\", found \";\"" },
	{ T("{\"a\":'it's'}"), SYNTAX, 5, 9, "/a", NULL,
	  "expected a double quote, found a single quote: 'it'" },
	{ T("[\"\x1F\"]"), ENCODING, 2, 3, "/0", "\\u001F",
	  "a string cannot hold the raw control character U+001F" },
	{ T("[\"\x1B[31m\"]"), ENCODING, 2, 3, "/0", "\\u001B",
	  "a string cannot hold the raw control character U+001B" },
	{ T("{\x1B}"), SYNTAX, 1, 2, "", NULL,
	  "expected a name in double quotes or }, found the control character U+001B" },
	{ T("[\xC2\x85]"), SYNTAX, 1, 3, "/0", " ",
	  "a next-line character (U+0085) is no blank in JSON" },
	{ T("[\xE2\x80\x8B]"), SYNTAX, 1, 4, "/0", " ",
	  "a zero-width space (U+200B) is no blank in JSON" },
	{ T("[\"\xE2\x80\""), ENCODING, 2, 4, "/0", NULL,
	  "the byte 0xE2 is not UTF-8: a character that is cut off" },
	{ T("\xFF"), ENCODING, 0, 1, "", NULL,
	  "the byte 0xFF is not UTF-8: a byte that is never used in UTF-8" },
	{ T("[\"\xE9t\xE9\"]"), ENCODING, 2, 3, "/0", NULL,
	  "the byte 0xE9 is not UTF-8: a character that is cut off" },
	{ T("[tRUE]"), SYNTAX, 1, 5, "/0", "true",
	  "expected a value or ], found \"tRUE\"" },
	{ T("[Null]"), SYNTAX, 1, 5, "/0", "null",
	  "expected a value or ], found \"Null\"" },
	{ T("[nulls]"), SYNTAX, 1, 6, "/0", NULL,
	  "\"nulls\" is not a JSON value" },
	{ T("[0x]"), SYNTAX, 1, 3, "/0", NULL,
	  "\"0x\" is not a JSON value" },
	{ T("[0xFFFFFFFFFFFFFFFF]"), SYNTAX, 1, 19, "/0", NULL,
	  "\"0xFFFFFFFFFFFFFFFF\" is not a JSON value" },
	{ T("[1.5.2]"), SYNTAX, 1, 6, "/0", NULL,
	  "\"1.5.2\" is not a JSON value" },
	{ T("[1e5e5]"), SYNTAX, 1, 6, "/0", NULL,
	  "\"1e5e5\" is not a JSON value" },
	{ T("[1-2]"), SYNTAX, 1, 4, "/0", NULL,
	  "\"1-2\" is not a JSON value" },
	{ T("[1/2]"), SYNTAX, 1, 4, "/0", NULL,
	  "\"1/2\" is not a JSON value" },
	{ T("{\"vlan\": 0100}"), SYNTAX, 9, 13, "/vlan", NULL,
	  "a number cannot begin with 0: \"0100\"" },
	{ T("{\"bw\": 10Gbps}"), SYNTAX, 7, 13, "/bw", NULL,
	  "\"10Gbps\" is not a JSON value" },
	{ T("[+Infinity]"), SYNTAX, 1, 10, "/0", NULL,
	  "expected a value or ], found \"+Infinity\"" },
	{ T("{\"a\": \"b\" // c\n}"), SYNTAX, 10, 14, "", "",
	  "a comment is not allowed in JSON" },
	{ T("{\"a\"/**/:1}"), SYNTAX, 4, 8, "/a", "",
	  "a comment is not allowed in JSON" },
	{ T("while(1);{}"), SYNTAX, 0, 11, "", NULL,
	  "expected JSON, found a guard against inclusion as a script" },
	{ T("module.exports={}"), SYNTAX, 0, 17, "", NULL,
	  "expected JSON, found JavaScript" },
	{ T("key:\n  - 1"), SYNTAX, 0, 4, "", NULL,
	  "expected JSON, found YAML" },
	{ T("a.b/c: d"), SYNTAX, 0, 8, "", NULL,
	  "expected JSON, found YAML" },
	{ T("[1,2,\n\n\n]"), SYNTAX, 4, 5, "", "",
	  "expected a value after the comma, found \"]\"" },
	{ T("{\"a\":1,\n\"b\":2,\n}"), SYNTAX, 13, 14, "", "",
	  "expected a name in double quotes after the comma, found \"}\"" },
};
/* clang-format on */

#define NROWS (sizeof(rows) / sizeof(rows[0]))

/* The first problem, its strings kept. */
struct seen {
	size_t count, fatal;
	struct problem problem;
	char message[400], pointer[100], fix[100];
};

static bool is_mild(const struct problem *problem)
{
	return strcmp(problem->rule, DUPLICATE_KEY) == 0 || problem->severity == SEVERITY_WARNING ||
	       (strcmp(problem->rule, ENCODING) == 0 && problem->end == 3 &&
		strstr(problem->message, "byte order mark"));
}

static void keep(void *context, const struct problem *problem)
{
	struct seen *seen = context;
	struct buf pointer;

	seen->fatal += !is_mild(problem);
	if (seen->count++ > 0)
		return;
	buf_init(&pointer);
	pointer_print(&pointer, problem->node);
	seen->problem = *problem;
	snprintf(seen->message, sizeof(seen->message), "%s", problem->message);
	snprintf(seen->pointer, sizeof(seen->pointer), "%s", pointer.data);
	snprintf(seen->fix, sizeof(seen->fix), "%s", problem->fix ? problem->fix : "none");
	buf_release(&pointer);
}

/* Reads a copy that ends where its memory ends, so that a byte too far is seen. */
static bool read_copy(const char *text, size_t n, struct seen *seen)
{
	struct reader reader = { .report = keep, .context = seen };
	struct mem mem = { 0 };
	char *copy = malloc(n ? n : 1);
	bool ok;

	memcpy(copy, text, n);
	ok = reader_read(&reader, copy, n, &mem) != NULL;
	mem_release(&mem);
	free(copy);
	return ok;
}

static void test_row(void **state)
{
	const struct row *row = *state;
	struct seen seen = { 0 };
	bool ok = read_copy(row->text, row->n, &seen);

	assert_int_equal(seen.fatal, ok ? 0 : 1);
	if (!row->rule) {
		assert_true(ok);
		assert_int_equal(seen.count, 0);
		return;
	}
	assert_true(seen.count > 0);
	assert_string_equal(seen.problem.rule, row->rule);
	assert_string_equal(seen.message, row->message);
	assert_int_equal(seen.problem.start, row->start);
	assert_int_equal(seen.problem.end, row->end);
	assert_string_equal(seen.pointer, row->pointer);
	assert_string_equal(seen.fix, row->fix ? row->fix : "none");
	assert_true(seen.problem.start <= seen.problem.end && seen.problem.end <= row->n);
}

/* A text that comes a few bytes at a time, and goes when it is needed no more. */
struct dribs {
	struct seen seen; /* first: it is what keep takes for its context */
	const char *text;
	char *there;
	size_t n, step;
};

static size_t need(void *context, size_t from, size_t to)
{
	struct dribs *dribs = context;
	size_t end = to + dribs->step - 1 < dribs->n ? to + dribs->step - 1 : dribs->n;

	memset(dribs->there, '"', dribs->n);
	memcpy(dribs->there + from, dribs->text + from, end - from);
	return end;
}

static bool forget(void *context, struct node *element)
{
	(void)context;
	(void)element;
	return true;
}

static void check_dribs(const struct row *row, size_t step, bool pieces, const struct seen *whole,
	bool ok)
{
	struct dribs dribs = {
		.text = row->text, .there = malloc(row->n ? row->n : 1), .n = row->n, .step = step,
	};
	const struct reader reader = {
		.report = keep,
		.context = &dribs,
		.need = need,
		.element = pieces ? forget : NULL,
	};
	struct mem mem = { 0 };

	memset(dribs.there, '"', row->n);
	assert_int_equal(reader_read(&reader, dribs.there, row->n, &mem) != NULL, ok);
	assert_int_equal(dribs.seen.count, whole->count);
	assert_string_equal(dribs.seen.message, whole->message);
	assert_string_equal(dribs.seen.pointer, whole->pointer);
	assert_string_equal(dribs.seen.fix, whole->fix);
	assert_int_equal(dribs.seen.problem.start, whole->problem.start);
	assert_int_equal(dribs.seen.problem.end, whole->problem.end);
	mem_release(&mem);
	free(dribs.there);
}

/* Wherever the text that is there ends, the same is said. */
static void test_dribs(void **state)
{
	const struct row *row = *state;
	struct seen whole = { 0 };
	bool ok = read_copy(row->text, row->n, &whole);

	for (size_t step = 1; step < 20; step += 3) {
		check_dribs(row, step, false, &whole, ok);
		check_dribs(row, step, true, &whole, ok);
	}
}

/* What is offered as a fix, put in place, must not leave the same problem in the same place. */
static void test_fix(void **state)
{
	const struct row *row = *state;
	struct seen seen = { 0 };
	struct buf text;

	if (!row->rule || !row->fix)
		return;
	buf_init(&text);
	buf_add(&text, row->text, row->start);
	buf_puts(&text, row->fix);
	buf_add(&text, row->text + row->end, row->n - row->end);
	read_copy(text.data, text.length, &seen);
	if (seen.count > 0 && seen.problem.start == row->start)
		assert_string_not_equal(seen.message, row->message);
	buf_release(&text);
}

/* No beginning of a text may crash the reader, and none is read without a verdict. */
static void test_prefixes(void **state)
{
	const struct row *row = *state;

	for (size_t n = 0; n < row->n; n++) {
		struct seen seen = { 0 };
		bool ok = read_copy(row->text, n, &seen);

		assert_int_equal(seen.fatal, ok ? 0 : 1);
		assert_true(seen.count == 0 || seen.problem.end <= n);
	}
}

/* Room behind a text changes nothing: where there is none, it is read more carefully. */
static void test_room(void **state)
{
	const struct row *row = *state;
	struct seen seen = { 0 }, roomy = { 0 };
	char *text = malloc(row->n + 40);
	bool ok = read_copy(row->text, row->n, &seen);

	memcpy(text, row->text, row->n);
	memset(text + row->n, ' ', 40);
	if (ok || (seen.problem.end + 1 < row->n && strchr("]}", row->text[row->n - 1]))) {
		assert_int_equal(read_copy(text, row->n + 40, &roomy), ok);
		assert_int_equal(roomy.count, seen.count);
		assert_int_equal(roomy.problem.start, seen.problem.start);
		assert_string_equal(roomy.pointer, seen.pointer);
	}
	free(text);
}

/* The name of a row's test: TAP has a test on a line. */
static char *name_row(const struct row *row, struct mem *mem)
{
	struct buf buf;
	char *name;

	buf_init(&buf);
	utf8_visible(&buf, row->text, row->n);
	name = mem_printf(mem, "read %s", buf.data);
	buf_release(&buf);
	return name;
}

int main(void)
{
	static struct CMUnitTest tests[5 * NROWS];
	struct mem names = { 0 };
	int failed;

	for (size_t i = 0; i < NROWS; i++) {
		struct row *row = (struct row *)&rows[i];

		tests[5 * i] =
			(struct CMUnitTest){ name_row(row, &names), test_row, NULL, NULL, row };
		tests[5 * i + 1] = (struct CMUnitTest){ "its fix", test_fix, NULL, NULL, row };
		tests[5 * i + 2] =
			(struct CMUnitTest){ "its prefixes", test_prefixes, NULL, NULL, row };
		tests[5 * i + 4] = (struct CMUnitTest){ "with room", test_room, NULL, NULL, row };
		tests[5 * i + 3] = (struct CMUnitTest){ "in dribs", test_dribs, NULL, NULL, row };
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	mem_release(&names);
	return failed;
}
