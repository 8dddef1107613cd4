#include "text/regex_dialect.h"

#include <string.h>

/*
 * A name as ECMA-262 spells it (case counts), and what PCRE2 calls it. Tables are sorted by
 * name. Not pointers, which would be work for the loader.
 */
struct property {
	char name[32];
	char pcre[28];
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Values of General_Category: UCD's PropertyValueAliases.txt. */
static const struct property categories[] = {
	{ "C", "C" },
	{ "Cased_Letter", "L&" },
	{ "Cc", "Cc" },
	{ "Cf", "Cf" },
	{ "Close_Punctuation", "Pe" },
	{ "Cn", "Cn" },
	{ "Co", "Co" },
	{ "Combining_Mark", "M" },
	{ "Connector_Punctuation", "Pc" },
	{ "Control", "Cc" },
	{ "Cs", "Cs" },
	{ "Currency_Symbol", "Sc" },
	{ "Dash_Punctuation", "Pd" },
	{ "Decimal_Number", "Nd" },
	{ "Enclosing_Mark", "Me" },
	{ "Final_Punctuation", "Pf" },
	{ "Format", "Cf" },
	{ "Initial_Punctuation", "Pi" },
	{ "L", "L" },
	{ "LC", "L&" },
	{ "Letter", "L" },
	{ "Letter_Number", "Nl" },
	{ "Line_Separator", "Zl" },
	{ "Ll", "Ll" },
	{ "Lm", "Lm" },
	{ "Lo", "Lo" },
	{ "Lowercase_Letter", "Ll" },
	{ "Lt", "Lt" },
	{ "Lu", "Lu" },
	{ "M", "M" },
	{ "Mark", "M" },
	{ "Math_Symbol", "Sm" },
	{ "Mc", "Mc" },
	{ "Me", "Me" },
	{ "Mn", "Mn" },
	{ "Modifier_Letter", "Lm" },
	{ "Modifier_Symbol", "Sk" },
	{ "N", "N" },
	{ "Nd", "Nd" },
	{ "Nl", "Nl" },
	{ "No", "No" },
	{ "Nonspacing_Mark", "Mn" },
	{ "Number", "N" },
	{ "Open_Punctuation", "Ps" },
	{ "Other", "C" },
	{ "Other_Letter", "Lo" },
	{ "Other_Number", "No" },
	{ "Other_Punctuation", "Po" },
	{ "Other_Symbol", "So" },
	{ "P", "P" },
	{ "Paragraph_Separator", "Zp" },
	{ "Pc", "Pc" },
	{ "Pd", "Pd" },
	{ "Pe", "Pe" },
	{ "Pf", "Pf" },
	{ "Pi", "Pi" },
	{ "Po", "Po" },
	{ "Private_Use", "Co" },
	{ "Ps", "Ps" },
	{ "Punctuation", "P" },
	{ "S", "S" },
	{ "Sc", "Sc" },
	{ "Separator", "Z" },
	{ "Sk", "Sk" },
	{ "Sm", "Sm" },
	{ "So", "So" },
	{ "Space_Separator", "Zs" },
	{ "Spacing_Mark", "Mc" },
	{ "Surrogate", "Cs" },
	{ "Symbol", "S" },
	{ "Titlecase_Letter", "Lt" },
	{ "Unassigned", "Cn" },
	{ "Uppercase_Letter", "Lu" },
	{ "Z", "Z" },
	{ "Zl", "Zl" },
	{ "Zp", "Zp" },
	{ "Zs", "Zs" },
	{ "cntrl", "Cc" },
	{ "digit", "Nd" },
	{ "punct", "P" },
};

/* ECMA-262, table of binary Unicode property aliases. */
static const struct property binaries[] = {
	{ "AHex", "ASCIIHexDigit" },
	{ "ASCII", "ASCII" },
	{ "ASCII_Hex_Digit", "ASCIIHexDigit" },
	{ "Alpha", "Alphabetic" },
	{ "Alphabetic", "Alphabetic" },
	{ "Any", "Any" },
	{ "Bidi_C", "BidiControl" },
	{ "Bidi_Control", "BidiControl" },
	{ "Bidi_M", "BidiMirrored" },
	{ "Bidi_Mirrored", "BidiMirrored" },
	{ "CI", "CaseIgnorable" },
	{ "CWCF", "ChangesWhenCasefolded" },
	{ "CWCM", "ChangesWhenCasemapped" },
	{ "CWKCF", "ChangesWhenNFKCCasefolded" },
	{ "CWL", "ChangesWhenLowercased" },
	{ "CWT", "ChangesWhenTitlecased" },
	{ "CWU", "ChangesWhenUppercased" },
	{ "Case_Ignorable", "CaseIgnorable" },
	{ "Cased", "Cased" },
	{ "Changes_When_Casefolded", "ChangesWhenCasefolded" },
	{ "Changes_When_Casemapped", "ChangesWhenCasemapped" },
	{ "Changes_When_Lowercased", "ChangesWhenLowercased" },
	{ "Changes_When_NFKC_Casefolded", "ChangesWhenNFKCCasefolded" },
	{ "Changes_When_Titlecased", "ChangesWhenTitlecased" },
	{ "Changes_When_Uppercased", "ChangesWhenUppercased" },
	{ "DI", "DefaultIgnorableCodePoint" },
	{ "Dash", "Dash" },
	{ "Default_Ignorable_Code_Point", "DefaultIgnorableCodePoint" },
	{ "Dep", "Deprecated" },
	{ "Deprecated", "Deprecated" },
	{ "Dia", "Diacritic" },
	{ "Diacritic", "Diacritic" },
	{ "EBase", "EmojiModifierBase" },
	{ "EComp", "EmojiComponent" },
	{ "EMod", "EmojiModifier" },
	{ "EPres", "EmojiPresentation" },
	{ "Emoji", "Emoji" },
	{ "Emoji_Component", "EmojiComponent" },
	{ "Emoji_Modifier", "EmojiModifier" },
	{ "Emoji_Modifier_Base", "EmojiModifierBase" },
	{ "Emoji_Presentation", "EmojiPresentation" },
	{ "Ext", "Extender" },
	{ "ExtPict", "ExtendedPictographic" },
	{ "Extended_Pictographic", "ExtendedPictographic" },
	{ "Extender", "Extender" },
	{ "Gr_Base", "GraphemeBase" },
	{ "Gr_Ext", "GraphemeExtend" },
	{ "Grapheme_Base", "GraphemeBase" },
	{ "Grapheme_Extend", "GraphemeExtend" },
	{ "Hex", "HexDigit" },
	{ "Hex_Digit", "HexDigit" },
	{ "IDC", "IDContinue" },
	{ "IDS", "IDStart" },
	{ "IDSB", "IDSBinaryOperator" },
	{ "IDST", "IDSTrinaryOperator" },
	{ "IDS_Binary_Operator", "IDSBinaryOperator" },
	{ "IDS_Trinary_Operator", "IDSTrinaryOperator" },
	{ "ID_Continue", "IDContinue" },
	{ "ID_Start", "IDStart" },
	{ "Ideo", "Ideographic" },
	{ "Ideographic", "Ideographic" },
	{ "Join_C", "JoinControl" },
	{ "Join_Control", "JoinControl" },
	{ "LOE", "LogicalOrderException" },
	{ "Logical_Order_Exception", "LogicalOrderException" },
	{ "Lower", "Lowercase" },
	{ "Lowercase", "Lowercase" },
	{ "Math", "Math" },
	{ "NChar", "NoncharacterCodePoint" },
	{ "Noncharacter_Code_Point", "NoncharacterCodePoint" },
	{ "Pat_Syn", "PatternSyntax" },
	{ "Pat_WS", "PatternWhiteSpace" },
	{ "Pattern_Syntax", "PatternSyntax" },
	{ "Pattern_White_Space", "PatternWhiteSpace" },
	{ "QMark", "QuotationMark" },
	{ "Quotation_Mark", "QuotationMark" },
	{ "RI", "RegionalIndicator" },
	{ "Radical", "Radical" },
	{ "Regional_Indicator", "RegionalIndicator" },
	{ "SD", "SoftDotted" },
	{ "STerm", "SentenceTerminal" },
	{ "Sentence_Terminal", "SentenceTerminal" },
	{ "Soft_Dotted", "SoftDotted" },
	{ "Term", "TerminalPunctuation" },
	{ "Terminal_Punctuation", "TerminalPunctuation" },
	{ "UIdeo", "UnifiedIdeograph" },
	{ "Unified_Ideograph", "UnifiedIdeograph" },
	{ "Upper", "Uppercase" },
	{ "Uppercase", "Uppercase" },
	{ "VS", "VariationSelector" },
	{ "Variation_Selector", "VariationSelector" },
	{ "White_Space", "WhiteSpace" },
	{ "XIDC", "XIDContinue" },
	{ "XIDS", "XIDStart" },
	{ "XID_Continue", "XIDContinue" },
	{ "XID_Start", "XIDStart" },
	{ "space", "WhiteSpace" },
};

/* Values of Script: the short name, and the long one, which PCRE2 takes too. */
static const struct property scripts[] = {
	{ "Adlm", "Adlam" },
	{ "Aghb", "Caucasian_Albanian" },
	{ "Ahom", "Ahom" },
	{ "Arab", "Arabic" },
	{ "Armi", "Imperial_Aramaic" },
	{ "Armn", "Armenian" },
	{ "Avst", "Avestan" },
	{ "Bali", "Balinese" },
	{ "Bamu", "Bamum" },
	{ "Bass", "Bassa_Vah" },
	{ "Batk", "Batak" },
	{ "Beng", "Bengali" },
	{ "Bhks", "Bhaiksuki" },
	{ "Bopo", "Bopomofo" },
	{ "Brah", "Brahmi" },
	{ "Brai", "Braille" },
	{ "Bugi", "Buginese" },
	{ "Buhd", "Buhid" },
	{ "Cakm", "Chakma" },
	{ "Cans", "Canadian_Aboriginal" },
	{ "Cari", "Carian" },
	{ "Cham", "Cham" },
	{ "Cher", "Cherokee" },
	{ "Chrs", "Chorasmian" },
	{ "Copt", "Coptic" },
	{ "Cpmn", "Cypro_Minoan" },
	{ "Cprt", "Cypriot" },
	{ "Cyrl", "Cyrillic" },
	{ "Deva", "Devanagari" },
	{ "Diak", "Dives_Akuru" },
	{ "Dogr", "Dogra" },
	{ "Dsrt", "Deseret" },
	{ "Dupl", "Duployan" },
	{ "Egyp", "Egyptian_Hieroglyphs" },
	{ "Elba", "Elbasan" },
	{ "Elym", "Elymaic" },
	{ "Ethi", "Ethiopic" },
	{ "Gara", "Garay" },
	{ "Geor", "Georgian" },
	{ "Glag", "Glagolitic" },
	{ "Gong", "Gunjala_Gondi" },
	{ "Gonm", "Masaram_Gondi" },
	{ "Goth", "Gothic" },
	{ "Gran", "Grantha" },
	{ "Grek", "Greek" },
	{ "Gujr", "Gujarati" },
	{ "Gukh", "Gurung_Khema" },
	{ "Guru", "Gurmukhi" },
	{ "Hang", "Hangul" },
	{ "Hani", "Han" },
	{ "Hano", "Hanunoo" },
	{ "Hatr", "Hatran" },
	{ "Hebr", "Hebrew" },
	{ "Hira", "Hiragana" },
	{ "Hluw", "Anatolian_Hieroglyphs" },
	{ "Hmng", "Pahawh_Hmong" },
	{ "Hmnp", "Nyiakeng_Puachue_Hmong" },
	{ "Hung", "Old_Hungarian" },
	{ "Ital", "Old_Italic" },
	{ "Java", "Javanese" },
	{ "Kali", "Kayah_Li" },
	{ "Kana", "Katakana" },
	{ "Kawi", "Kawi" },
	{ "Khar", "Kharoshthi" },
	{ "Khmr", "Khmer" },
	{ "Khoj", "Khojki" },
	{ "Kits", "Khitan_Small_Script" },
	{ "Knda", "Kannada" },
	{ "Krai", "Kirat_Rai" },
	{ "Kthi", "Kaithi" },
	{ "Lana", "Tai_Tham" },
	{ "Laoo", "Lao" },
	{ "Latn", "Latin" },
	{ "Lepc", "Lepcha" },
	{ "Limb", "Limbu" },
	{ "Lina", "Linear_A" },
	{ "Linb", "Linear_B" },
	{ "Lisu", "Lisu" },
	{ "Lyci", "Lycian" },
	{ "Lydi", "Lydian" },
	{ "Mahj", "Mahajani" },
	{ "Maka", "Makasar" },
	{ "Mand", "Mandaic" },
	{ "Mani", "Manichaean" },
	{ "Marc", "Marchen" },
	{ "Medf", "Medefaidrin" },
	{ "Mend", "Mende_Kikakui" },
	{ "Merc", "Meroitic_Cursive" },
	{ "Mero", "Meroitic_Hieroglyphs" },
	{ "Mlym", "Malayalam" },
	{ "Modi", "Modi" },
	{ "Mong", "Mongolian" },
	{ "Mroo", "Mro" },
	{ "Mtei", "Meetei_Mayek" },
	{ "Mult", "Multani" },
	{ "Mymr", "Myanmar" },
	{ "Nagm", "Nag_Mundari" },
	{ "Nand", "Nandinagari" },
	{ "Narb", "Old_North_Arabian" },
	{ "Nbat", "Nabataean" },
	{ "Newa", "Newa" },
	{ "Nkoo", "Nko" },
	{ "Nshu", "Nushu" },
	{ "Ogam", "Ogham" },
	{ "Olck", "Ol_Chiki" },
	{ "Onao", "Ol_Onal" },
	{ "Orkh", "Old_Turkic" },
	{ "Orya", "Oriya" },
	{ "Osge", "Osage" },
	{ "Osma", "Osmanya" },
	{ "Ougr", "Old_Uyghur" },
	{ "Palm", "Palmyrene" },
	{ "Pauc", "Pau_Cin_Hau" },
	{ "Perm", "Old_Permic" },
	{ "Phag", "Phags_Pa" },
	{ "Phli", "Inscriptional_Pahlavi" },
	{ "Phlp", "Psalter_Pahlavi" },
	{ "Phnx", "Phoenician" },
	{ "Plrd", "Miao" },
	{ "Prti", "Inscriptional_Parthian" },
	{ "Qaac", "Coptic" },
	{ "Qaai", "Inherited" },
	{ "Rjng", "Rejang" },
	{ "Rohg", "Hanifi_Rohingya" },
	{ "Runr", "Runic" },
	{ "Samr", "Samaritan" },
	{ "Sarb", "Old_South_Arabian" },
	{ "Saur", "Saurashtra" },
	{ "Sgnw", "SignWriting" },
	{ "Shaw", "Shavian" },
	{ "Shrd", "Sharada" },
	{ "Sidd", "Siddham" },
	{ "Sind", "Khudawadi" },
	{ "Sinh", "Sinhala" },
	{ "Sogd", "Sogdian" },
	{ "Sogo", "Old_Sogdian" },
	{ "Sora", "Sora_Sompeng" },
	{ "Soyo", "Soyombo" },
	{ "Sund", "Sundanese" },
	{ "Sunu", "Sunuwar" },
	{ "Sylo", "Syloti_Nagri" },
	{ "Syrc", "Syriac" },
	{ "Tagb", "Tagbanwa" },
	{ "Takr", "Takri" },
	{ "Tale", "Tai_Le" },
	{ "Talu", "New_Tai_Lue" },
	{ "Taml", "Tamil" },
	{ "Tang", "Tangut" },
	{ "Tavt", "Tai_Viet" },
	{ "Telu", "Telugu" },
	{ "Tfng", "Tifinagh" },
	{ "Tglg", "Tagalog" },
	{ "Thaa", "Thaana" },
	{ "Thai", "Thai" },
	{ "Tibt", "Tibetan" },
	{ "Tirh", "Tirhuta" },
	{ "Tnsa", "Tangsa" },
	{ "Todr", "Todhri" },
	{ "Toto", "Toto" },
	{ "Tutg", "Tulu_Tigalari" },
	{ "Ugar", "Ugaritic" },
	{ "Vaii", "Vai" },
	{ "Vith", "Vithkuqi" },
	{ "Wara", "Warang_Citi" },
	{ "Wcho", "Wancho" },
	{ "Xpeo", "Old_Persian" },
	{ "Xsux", "Cuneiform" },
	{ "Yezi", "Yezidi" },
	{ "Yiii", "Yi" },
	{ "Zanb", "Zanabazar_Square" },
	{ "Zinh", "Inherited" },
	{ "Zyyy", "Common" },
	{ "Zzzz", "Unknown" },
};

/* Compares n bytes of text, which may hold NUL, with a name. */
static int compare(const char *text, size_t n, const char *name)
{
	size_t length = strlen(name);
	int order = memcmp(text, name, n < length ? n : length);

	return order ? order : (n > length) - (n < length);
}

static const char *find(const struct property *table, size_t count, const char *text, size_t n)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;
		int order = compare(text, n, table[middle].name);

		if (order == 0)
			return table[middle].pcre;
		if (order < 0)
			count = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const char *find_script(const char *text, size_t n)
{
	const char *script = find(scripts, COUNT(scripts), text, n);

	for (size_t i = 0; !script && i < COUNT(scripts); i++)
		if (compare(text, n, scripts[i].pcre) == 0)
			script = scripts[i].pcre;
	return script;
}

static bool is_name(const char *text, size_t n, const char *name)
{
	return n > 0 && compare(text, n, name) == 0;
}

static void put(struct buf *out, bool negated, const char *prefix, const char *name)
{
	buf_printf(out, "\\%c{%s%s}", negated ? 'P' : 'p', prefix, name);
}

/* What stands behind name=. */
static bool put_value(struct buf *out, const char *name, size_t n, const char *value, size_t m,
	bool negated)
{
	const char *found = NULL;
	const char *prefix = "";

	if (is_name(name, n, "General_Category") || is_name(name, n, "gc")) {
		found = find(categories, COUNT(categories), value, m);
	} else if (is_name(name, n, "Script") || is_name(name, n, "sc")) {
		found = find_script(value, m);
		prefix = "sc:";
	} else if (is_name(name, n, "Script_Extensions") || is_name(name, n, "scx")) {
		found = find_script(value, m);
		prefix = "scx:";
	}
	if (found)
		put(out, negated, prefix, found);
	return found;
}

bool property_put(struct buf *out, const char *text, size_t n, bool negated)
{
	const char *equals = memchr(text, '=', n);
	const char *found;

	if (n == 0)
		return false;
	if (equals)
		return put_value(out, text, (size_t)(equals - text), equals + 1,
			n - (size_t)(equals + 1 - text), negated);
	if (is_name(text, n, "Assigned")) {
		put(out, !negated, "", "Cn");
		return true;
	}
	found = find(categories, COUNT(categories), text, n);
	if (!found)
		found = find(binaries, COUNT(binaries), text, n);
	if (found)
		put(out, negated, "", found);
	return found;
}
