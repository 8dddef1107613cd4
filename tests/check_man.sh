#!/bin/sh
# The manual pages say what the program has: its commands, options and formats, the members of
# rules and packs, the functions; and their source is clean.
set -u

peerlint=$PWD/$BUILD/peerlint
man=share/man
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

# verdict NAME FILE: good if the file is empty
verdict() {
	if [ -s "$2" ]; then
		echo "FAILED $1:"
		cat "$2"
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
}

# compare NAME PAGE: the words in $tmp/program and $tmp/page
compare() {
	sort -u "$tmp/program" >"$tmp/a"
	sort -u "$tmp/page" >"$tmp/b"
	{
		[ -s "$tmp/a" ] || echo "the program names none"
		comm -23 "$tmp/a" "$tmp/b" | sed "s,.*,$2 lacks &,"
		comm -13 "$tmp/a" "$tmp/b" | sed "s,.*,$2 has & that is no more,"
	} >"$tmp/differences"
	verdict "$1" "$tmp/differences"
}

"$peerlint" --help >"$tmp/help"
LC_ALL=C.UTF-8 awk 'length($0) > 80 { print length($0) " columns: " $0 }
	END { if (NR > 50) print NR " lines" }' "$tmp/help" >"$tmp/wide"
verdict "--help fits a screen" "$tmp/wide"

page=$man/man1/peerlint.1
grep -oE '^ +(-., )?--[a-z-]+' "$tmp/help" | grep -oE -- '-[^ ,]+' >"$tmp/program"
grep '^\.It Fl' "$page" | grep -oE 'Fl [a-zA-Z-]+' | sed 's/Fl /-/' >"$tmp/page"
compare "options" "$page"

sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$tmp/help" >"$tmp/program"
sed -n 's/^\.It Ic \([a-z]*\).*/\1/p' "$page" >"$tmp/page"
compare "commands" "$page"

sed -n 's/^Formats: //p' "$tmp/help" | tr ' ' '\n' >"$tmp/program"
sed -n '/^\.It Fl f /,/^\.It/s/^\.Cm \([a-z]*\).*/\1/p' "$page" >"$tmp/page"
compare "formats" "$page"

# members SHAPE QUERY SECTION PAGE: the members of a shape, and those that a section explains
members() {
	"$peerlint" shape "$1" >"$tmp/shape.json"
	"$peerlint" query "$2" "$tmp/shape.json" | sed 's,^[^\t]*/\([^\t/]*\)\t.*,\1,' |
		grep -v '^\$schema$' >"$tmp/program"
	sed -n "/^\.Ss $3/,/^\.S/s/^\.It Cm \([a-z ,]*\)/\1/p" "$4" | tr -s ' ,' '\n' |
		grep . >"$tmp/page"
	compare "members of $1" "$4"
}

page=$man/man5/peerlint-rules.5
members rule '$.properties.*' Rules "$page"
members pack '$["$defs"].kind.properties.*' Kinds "$page"

sh src/build/docs.sh --functions | diff -u "$page" - >"$tmp/differences"
verdict "functions, which make docs writes" "$tmp/differences"

# The error message has the sets that there are, as rules/registries says them.
sed -n '/^The sets that/,/^\.Fn asn_class/s/^\.Ql \([a-z0-9-]*\).*/\1/p' "$page" >"$tmp/page"
"$peerlint" query 'is_in(@.a, "?")' "$tmp/shape.json" 2>&1 | sed -n 's/.*; there are //p' |
	tr -s ', ' '\n' >"$tmp/program"
compare "sets of addresses" "$page"
sed -n '/^\.Fn asn_class/,/^\.S/s/^\.Ql \([a-z0-9-]*\).*/\1/p' "$page" >"$tmp/page"
{ echo public; "$peerlint" query '$.rows[*].class' rules/registries/as-numbers.json |
	sed 's/.*"\(.*\)"$/\1/'; } >"$tmp/program"
compare "classes of AS numbers" "$page"
sed -n '/^The sets of `is_in`/,/^$/p' rules/README.md | grep -o '`[a-z0-9-]*`' | tr -d '`' >"$tmp/page"
{ cat "$tmp/program"; "$peerlint" query 'is_in(@.a, "?")' "$tmp/shape.json" 2>&1 |
	sed -n 's/.*; there are //p' | tr -s ', ' '\n'; } >"$tmp/both"
mv "$tmp/both" "$tmp/program"
compare "sets and classes" rules/README.md

mkdir "$tmp/my-rules"
echo '{}' >"$tmp/my-rules/pack.json"
sed -n '/^\.Bd -literal/,/^\.Ed/p' "$page" | grep -v '^\.' >"$tmp/my-rules/mtu-house.json"
"$peerlint" test "$tmp/my-rules" >"$tmp/test" 2>&1 && : >"$tmp/test"
verdict "the example of $page" "$tmp/test"

page=$man/man5/peerlint-config.5
members config '$.properties.*' Configuration "$page"
members config '$["$defs"].override.properties.*' Overrides "$page"
members config '$["$defs"].suppression.properties.*' Suppressions "$page"
mkdir "$tmp/configured"
sed -n '/^\.Bd -literal/,/^\.Ed/p' "$page" | grep -v '^\.' >"$tmp/configured/.peerlint.json"
(cd "$tmp/configured" && mkdir links && "$peerlint" --show-config links/ams.json) >"$tmp/test" 2>&1 &&
	: >"$tmp/test"
verdict "the example of $page" "$tmp/test"

for page in "$man"/man?/*; do
	if command -v mandoc >/dev/null 2>&1; then
		mandoc -Tlint -W warning "$page" >"$tmp/lint" 2>&1
		verdict "mandoc: $page" "$tmp/lint"
	fi
	if command -v groff >/dev/null 2>&1; then
		groff -man -mdoc -ww -z "$page" >"$tmp/lint" 2>&1
		verdict "groff: $page" "$tmp/lint"
	fi
done
command -v groff >/dev/null 2>&1 || command -v mandoc >/dev/null 2>&1 ||
	echo "skipped: neither mandoc nor groff is here to read the pages"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
