#!/bin/sh
# The output does not depend on the number of threads: long lists and files of lines, right, faulty
# and broken in every place where they are cut into parts, say the same with --jobs 1 and with more.
set -u

passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# cnis FAULTY: CNIs, one a line, right but for each FAULTYth one.
cnis() {
	awk -v count=7500 -v faulty="$1" '
	BEGIN {
		for (i = 1; i <= count; i++) {
			link = "10." int(i / 32768) "." int(i / 128) % 256 "."
			printf "{\"id\":\"7c0b8a52-3f5e-4d0e-9a51-%012x\",\"account\":\"8f3b9c41d02e4a7796b5e1fa40c7d2e8\",", i
			printf "\"cust_ip\":\"%s%d/31\",\"p2p_ip\":\"%s%d/31\",", link, i % 128 * 2 + 1, link, i % 128 * 2
			printf "\"interconnect\":\"ams-am5-%d\",\"magic\":{\"conduit_name\":\"cni-%d\",", i % 50, i
			printf "\"description\":\"\303\251 \360\237\230\200 {[,\\\"]}\",\"mtu\":%d},", i % faulty ? 1500 : 9999
			printf "\"bgp\":{\"customer_asn\":%d,\"extra_prefixes\":[\"100.64.0.0/12\"],", 64512 + i % 1000
			printf "\"md5_key\":\"k%dx%d\"}}\n", i, i
		}
	}'
}

# special NUMBER TEXT: the CNIs with something else in the place of one.
special() {
	head -n "$(($1 - 1))" "$work/faulty"
	printf '%s\n' "$2"
	tail -n "+$(($1 + 1))" "$work/faulty"
}

# lint JOBS OUT: what is in $work/$name; where $piped says so, as it comes out of a pipe.
piped=
lint() {
	if [ -n "$piped" ]; then
		# shellcheck disable=SC2002 # It is to be a pipe.
		cat "$work/$name" |
			"$BUILD/peerlint" --no-config --jobs "$1" --format json --stdin-filename "$name" - >"$2" 2>"$2.err"
	else
		"$BUILD/peerlint" --no-config --jobs "$1" --format json "$work/$name" >"$2" 2>"$2.err"
	fi
	echo "status $?" >>"$2"
}

# compare NAME JOBS...: what is in $work/NAME, with one thread and with several.
compare() {
	name=$1
	shift
	lint 1 "$work/one"
	for jobs; do
		lint "$jobs" "$work/more"
		if cmp -s "$work/one" "$work/more" && cmp -s "$work/one.err" "$work/more.err"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "$name with --jobs $jobs:"
			diff "$work/one" "$work/more" | cut -c 1-300 | head -n 5
		fi
	done
}

# holds WHAT: the run before found it, so that there was something to compare.
holds() {
	if grep -q "$1" "$work/one" "$work/one.err"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$1 was not found"
	fi
}

cnis 100 >"$work/faulty"
cnis 10000 >"$work/right"

{ printf '{"result":['; paste -sd , "$work/faulty"; printf '],"success":true,"errors":[],"messages":[]}'; } >"$work/envelope.json"
compare envelope.json 2 5
holds '"documents": *7501'
holds 'cloudflare/mtu-too-large'
{ printf '{"next":null,"items":[\n '; sed '$!s/$/,/' "$work/right"; printf '\n]}\n'; } >"$work/list.json"
compare list.json 2 5
{ printf '['; paste -sd , "$work/faulty"; printf ']'; } >"$work/bare.json"
compare bare.json 2 5
cp "$work/faulty" "$work/lines.ndjson"
compare lines.ndjson 2 5
holds '"documents": *7500'
sed 's/$/\r\n\r/' "$work/faulty" >"$work/crlf.jsonl"
compare crlf.jsonl 2

# An element that the reader, or a carrier, has something to say of, in the first part and far behind.
while read -r text; do
	for number in 3 5000; do
		special "$number" "$text" >"$work/special"
		{ printf '{"result":['; paste -sd , "$work/special"; printf '],"success":true,"errors":[],"messages":[]}'; } >"$work/special.json"
		compare special.json 3
	done
	mv "$work/special" "$work/special.ndjson"
	compare special.ndjson 3
done <<'END'
{"id":1,"id":2}
null
{}
["a"]
{"a":[1,2}
{"a":"x
,
7 7
{"name":9007199254740993}
{"a":1}]
]
}
{"name":"ams-am5-1","type":"other"}
END

# The same from a pipe, and lists that are pretty-printed, or too short to be shared.
piped=yes
compare envelope.json 2
holds '"documents": *7501'
compare lines.ndjson 3
piped=
{ printf '{\n  "items": [\n'; sed '$!s/$/,/; s/,"/,\n      "/g; s/{"/{\n      "/g' "$work/faulty"; printf '  ]\n}\n'; } >"$work/pretty.json"
compare pretty.json 2 5
holds 'cloudflare/mtu-too-large'
{ printf '{"items":['; head -n 3 "$work/faulty" | paste -sd ,; printf ']}'; } >"$work/few.json"
compare few.json 4

# Strings longer than a part that look like the ends of elements, and nesting that is too deep.
word='},{\"a\":\"\\\\\"]},'
special 4000 "{\"description\":\"$(yes "$word" | head -n 40000 | tr -d '\n')\",\"mtu\":1}" >"$work/special"
{ printf '{"items":['; paste -sd , "$work/special"; printf ']}'; } >"$work/brackets.json"
compare brackets.json 2 5
holds '"documents": *7500'
for depth in 500 600 300000; do
	open=$(yes '[{"a":' | head -n "$((depth / 2))" | tr -d '\n')
	close=$(yes '}]' | head -n "$((depth / 2))" | tr -d '\n')
	for text in "${open}1$close" "$open"; do
		special 4000 "$text" >"$work/special"
		{ printf '{"items":['; paste -sd , "$work/special"; printf ']}'; } >"$work/deep.json"
		compare deep.json 2
		mv "$work/special" "$work/deep.ndjson"
		compare deep.ndjson 3
	done
done
holds 'json/depth'

# What is no text at all, by itself and in a list.
cp "$BUILD/peerlint" "$work/binary.json"
compare binary.json 2
{ printf '{"items":['; head -n 6000 "$work/right" | paste -sd ,; cat "$BUILD/peerlint"; } >"$work/program.json"
compare program.json 2
holds 'json/syntax'
{ cat "$work/right" "$BUILD/peerlint"; echo; cat "$work/right"; } >"$work/program.ndjson"
compare program.ndjson 2

# No list of a carrier, one that is not closed, and one that is followed by something.
{ printf '{"unknown":['; paste -sd , "$work/faulty"; printf ']}'; } >"$work/unknown.json"
compare unknown.json 2
{ printf '{"result":{"items":['; paste -sd , "$work/faulty"; printf ']}}'; } >"$work/deep.json"
compare deep.json 2
{ printf '{"result":['; paste -sd , "$work/faulty"; } >"$work/open.json"
compare open.json 2
holds 'json/syntax'
{ printf '{"result":['; paste -sd , "$work/faulty"; printf ']} and more'; } >"$work/more.json"
compare more.json 2
holds 'json/syntax'

# Documents that are there twice, in different parts, and files that are read in one run.
{ printf '['; cat "$work/right" "$work/faulty" | paste -sd ,; printf ']'; } >"$work/twice.json"
compare twice.json 2
holds 'set/conflicting-copies'
mkdir "$work/folder"
mv "$work/twice.json" "$work/lines.ndjson" "$work/folder"
compare folder 4

# Many files, of which relations speak, too.
mkdir "$work/many"
split -l 25 -a 4 --additional-suffix=.ndjson "$work/faulty" "$work/many/part-"
{ cnis 11 | tail -n 3600; echo '{"a":[1,2}'; } | split -l 40 -a 4 --additional-suffix=.jsonl - "$work/many/more-"
compare many 2 7
holds 'set/conflicting-copies'
holds 'json/syntax'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
