#!/bin/sh
# Inputs to begin with, a folder a fuzzer, made of what the project has (rules, cases) and of the
# public suites where they are there.
#   seeds.sh DIR        needs PEERLINT
set -eu

dir=$1
suites=${SUITES:-../shared/suites}
cut=$(printf '\036')
names="reader path expression template shape net regex excerpt secret whole jobs pack config"

for name in $names; do
	mkdir -p "$dir/$name"
done

# strings PATH FILE: the strings that a query selects, a line each, decoded but for \\ and \"
strings() {
	"$PEERLINT" query "$1" "$2" 2>/dev/null | cut -f 3 |
		sed -e 's/^"//' -e 's/"$//' -e 's/\\"/"/g' -e 's/\\\\/\\/g'
}

# lines FUZZER NAME: each line of the input becomes a seed
lines() {
	n=0
	while IFS= read -r line; do
		n=$((n + 1))
		printf '%s' "$line" >"$dir/$1/$2-$n"
	done
}

# Documents: the examples of rules, golden cases, and the suites' JSON.
n=0
for rule in rules/*/*.json; do
	[ "${rule##*/}" != pack.json ] || continue
	n=$((n + 1))
	name=$(echo "$rule" | tr / -)
	for example in good bad; do
		"$PEERLINT" query "\$.${example}[0]" "$rule" 2>/dev/null | cut -f 3 >"$dir/whole/$example-$name"
	done
	good=$(cat "$dir/whole/good-$name")
	bad=$(cat "$dir/whole/bad-$name")
	printf '%s' "[$cut$good$cut$bad$cut]" >"$dir/jobs/list-$name"
	printf '%s' "{\"result\": [$cut$bad$cut{\"a\": 1}$cut]}" >"$dir/jobs/envelope-$name"
	printf '%s' "
$cut$good$cut$bad" >"$dir/jobs/lines-$name"
	strings '$..["assert","when","given","at","identity","match","on"]' "$rule" |
		lines expression "$name"
	strings '$.message' "$rule" | lines template "$name"
	cp "$rule" "$dir/pack/$name"
done
for shape in rules/*/shapes/*.json; do
	name=$(echo "$shape" | tr / -)
	{ cat "$shape"; printf '%s{"a":1,"name":"x"}' "$cut"; } >"$dir/shape/$name"
	strings '$..pattern' "$shape" | lines regex "$name"
done
find testdata -type f -size -8k \( -name '*.json' -o -name '*.jsonl' -o -name '*.ndjson' \) |
while IFS= read -r file; do
	cp "$file" "$dir/whole/case-$(echo "$file" | tr / -)"
done
for rule in testdata/packs/faulty/*/*.json testdata/packs/third-party/*/*.json; do
	[ -f "$rule" ] || continue
	cp "$rule" "$dir/pack/$(echo "$rule" | tr / -)"
done
for pack in testdata/packs/third-party/*/pack.json; do
	{
		cat "$(dirname "$pack")"/[!p]*.json | head -c 4000
		printf %s "$cut"
		cat "$pack"
		printf %s "$cut"
		cat "$(dirname "$pack")"/shapes/*.json
		printf %s "$cut"
		head -c 2000 "$(dirname "$pack")"/../sessions.jsonl
	} >"$dir/pack/whole" 2>/dev/null || true
done
for folder in nst-JSONTestSuite json-checker yyjson-data fuzz/cjson-inputs utf8-kuhn; do
	[ -d "$suites/$folder" ] || continue
	find "$suites/$folder" -type f -size -4k ! -name '*.txt' ! -name '*.md' | head -n 700 |
	while IFS= read -r file; do
		cp "$file" "$dir/reader/$(echo "${file##*/suites/}" | tr / -)" 2>/dev/null || true
	done
done
if [ -f "$suites/jsonpath-cts/cts.json" ]; then
	strings '$.tests[*].selector' "$suites/jsonpath-cts/cts.json" | lines path cts
fi
for file in "$suites"/json-schema-2020-12/tests/draft2020-12/*.json; do
	[ -f "$file" ] || continue
	"$PEERLINT" query '$[*].schema' "$file" 2>/dev/null | cut -f 3 | head -n 6 |
		lines shape "suite-${file##*/}"
done

# Small ones of our own, for what nothing above has.
printf '%s\n' '$' '$.a' "\$['a'][0]" '$..b' '$[?@.b>1]' '$[?length(@.c)==1 && !@.d]' '$[1:5:-2,*]' \
	"\$[?match(@.c,'a.*')]" '$[?count(@..*)>2]' | lines path own
printf '%s\n' 192.0.2.1 192.0.2.1/31 ::ffff:192.0.2.1 2001:db8::/32 1:2:3:4:5:6:7:8/127 ::/0 AS64512 1.10 \
	4294967295 50M 10G "10.0.0.0/8${cut}10.1.0.0/16" "::1${cut}1::" | lines net own
printf '%s\n' "^a+\$${cut}aaa" "(?<y>\\d{4})-\\k<y>${cut}2026-2026" "[\\p{Lu}--x]${cut}É" \
	"\\u{1F600}|\\bx\\b${cut}x" "(a|a)*b${cut}aaaaaaaaaaaaaaaaaaaaaaaa" "(?<=a)b(?!c)${cut}ab" \
	"[^\\P{L}\\w-]${cut}é" "\\cA\\x41\\0${cut}A" | lines regex own
printf '%s\n' "{${cut} ${cut}}" "[{\"bgp\":{\"customer_asn\":1,${cut}${cut}},\"md5_kye\":2}" \
	"{\"a: ${cut}${cut},\"b\":}" "{'x':1,${cut}${cut} \"type\":\"cni\"" "\"\\${cut}${cut}" | lines secret own
for file in testdata/demo/*.json; do
	{ printf 'abcd'; cat "$file"; } >"$dir/excerpt/${file##*/}"
done
find testdata -name '.peerlint.json' -size -8k | while IFS= read -r config; do
	for file in "$(dirname "$config")"/*.json; do
		[ -f "$file" ] || continue
		{ cat "$config"; printf '%s%s' "$cut" "$cut"; cat "$file"; } \
			>"$dir/config/$(echo "$config" | tr / -)"
	done
done
find testdata -name '*baseline*.json' -size -8k | while IFS= read -r baseline; do
	{ printf '{}%s' "$cut"; cat "$baseline"; printf %s "$cut"; cat testdata/demo/ams.json; } \
		>"$dir/config/$(echo "$baseline" | tr / -)"
done
cp "$dir"/whole/* "$dir/reader/"
