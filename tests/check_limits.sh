#!/bin/sh
# What is too large, too deep, or no file at all: each has an answer, and none takes long. HEAVY=all
# (make test-heavy) does it at full size: a gigabyte of brackets, a string of 100 MB, 10^7 members.
set -u

root=$PWD
peerlint=${PEERLINT:-$root/$BUILD/peerlint}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
cp testdata/demo/ams.json "$tmp/"
cd "$tmp" || exit 1
passed=0
failed=0
heavy=${HEAVY:-}
# What is instrumented takes longer, and memory of its own.
slow=1
sanitized=
if nm "$peerlint" 2>/dev/null | grep -q -e __asan_init -e __tsan_init; then
	sanitized=yes
	slow=8
elif nm "$peerlint" 2>/dev/null | grep -q __gcov_; then
	slow=3
fi

# expect WHAT STATUS PATTERN COMMAND...: status, and a line of output or messages that matches
expect() {
	what=$1
	want=$2
	pattern=$3
	shift 3
	# Of the processor, not of a clock: other programs run, too.
	sh -c 'ulimit -t "$1"; shift; exec timeout 900 "$@"' sh $((${seconds:-60} * slow)) "$@" \
		>"$tmp/out" 2>"$tmp/err"
	status=$?
	if [ "$status" -eq "$want" ] && cat "$tmp/out" "$tmp/err" | grep -q -e "$pattern"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$what: status $status instead of $want, or nothing like: $pattern"
		head -c 600 "$tmp/err"
	fi
}

# shell WHAT STATUS PATTERN SCRIPT: the same for a command line
shell() {
	expect "$1" "$2" "$3" sh -c "$4" sh "$peerlint"
}

# size LIGHT HEAVY
size() {
	if [ -n "$heavy" ]; then echo "$2"; else echo "$1"; fi
}

# fill CHARACTER COUNT: the character again and again
fill() {
	head -c "$2" /dev/zero | tr '\0' "$1"
}

# members NAME COUNT: an object; NAME with %d gives each its own name
members() {
	awk -v name="$1" -v n="$2" 'BEGIN {
		printf "{"
		for (i = 0; i < n; i++)
			printf "\"" name "\":%d,", i, i
		print "\"end\":0}"
	}'
}

# {=== size and depth ===

n=$(size 4000000 1000000000)
fill '[' "$n" | expect "brackets without end" 1 'max-depth' "$peerlint" -
for depth in 512 513; do
	{ fill '[' $depth; fill ']' $depth; } >deep.json
	status=$((depth > 512))
	expect "depth $depth" $status . "$peerlint" deep.json
	expect "depth $depth is allowed" 0 . "$peerlint" --max-depth $depth deep.json
done
expect "depth below the limit that is given" 1 '--max-depth' "$peerlint" --max-depth 512 deep.json
n=$(size 100000 1000000)
{ fill '[' "$n"; fill ']' "$n"; } >deep.json
expect "a depth that no stack holds" 0 . "$peerlint" --max-depth 1000000 deep.json
expect "and an expression over it" 0 . "$peerlint" query --max-depth 1000000 '$[0][0]' deep.json

n=$(wc -c <ams.json)
expect "a file of the size that is given" 1 'cust-ip-outside-p2p' "$peerlint" --max-file-size "$n" ams.json
expect "a file that is larger" 2 "more than $((n - 1)) bytes.*--max-file-size" \
	"$peerlint" --max-file-size $((n - 1)) ams.json
shell "a stream that is larger" 2 "<stdin>: has more than $((n - 1)) bytes.*--max-file-size" \
	"\"\$1\" --max-file-size $((n - 1)) - <ams.json"
n=$(size 2000000 100000000)
{ printf '{"cust_ip": "'; fill x "$n"; printf '", "p2p_ip": "192.0.2.1/31"}'; } >long.json
expect "a long string" 1 'shape/' "$peerlint" long.json
expect "a long string of a kind" 1 'cust_ip' "$peerlint" --kind cloudflare/cni long.json
{ printf '{"a": '; fill 7 "$(size 100000 1000000)"; printf '}'; } >digits.json
expect "a long number" 0 'unsafe-number' "$peerlint" digits.json
printf '{"multipleOf": 0.1, "maximum": 5, "type": "integer"}' >schema.json
fill 7 "$(size 100000 1000000)" >digits.json
expect "and a shape for it" 1 'shape/' "$peerlint" --shape schema.json digits.json
n=$(size 100000 1000000)
members 'k%d' "$n" >many.json
expect "many members" 0 . "$peerlint" many.json
n=$(size 3000 100000)
members 'k%d' "$n" >many.json
expect "many members of a kind" 1 'shape/' "$peerlint" --kind cloudflare/cni many.json
members 'k' "$(size 100000 10000000)" | sed 's/"k":[0-9]*/"k":1/g' >twice.json
expect "a key again and again" 1 'duplicate-key' "$peerlint" twice.json
printf '{"uniqueItems": true}' >schema.json
{ printf '['; seq -s, 1 "$(size 50000 1000000)"; printf ']'; } >items.json
expect "unique items, many" 0 . "$peerlint" --shape schema.json items.json
{ printf '{"cust_ip": "192.0.2.1/31",'; fill '\n' "$(size 200000 10000000)"; printf '}'; } >lines.json
expect "many lines" 1 'json/syntax' "$peerlint" lines.json

# What a finding says of a document is short, however long its names and values are.
n=$(size 100000 10000000)
{ printf '{"cust_ip": "'; fill 1 "$n"; printf '", "p2p_ip": "192.0.2.0/31", "'; fill n "$n"; printf '": 1}'; } >name.json
expect "a long name" 1 'unknown-member' "$peerlint" --kind cloudflare/cni name.json
for format in text gcc json; do
	shell "and how long $format is" 0 '^short$' "\"\$1\" -q -f $format --kind cloudflare/cni name.json |
		awk '{ if (length(\$0) > n) n = length(\$0) } END { print n < 4000 ? \"short\" : n }'"
done
printf '{"additionalProperties": {"items": {"type": "string"}}}' >schema.json
{ printf '{"'; fill n "$n"; printf '":['; fill '1' 2000 | sed 's/1/1,/g'; printf '1]}'; } >name.json
shell "a long name around many findings" 0 '^short$' '"$1" -q -f gcc --shape schema.json name.json | wc -c |
	awk "{ print \$1 < 6000000 ? \"short\" : \$1 }"'

# Expressions, schemas and patterns: as deep, and as long as may be, and one step more.
for depth in 63 64; do
	expect "an expression of depth $depth" $((depth > 63 ? 2 : 0)) . \
		"$peerlint" query "$(fill '(' $depth)@.a == 1$(fill ')' $depth)" ams.json
done
printf 1 >one.json
printf '{"items": {"$ref": "#"}}' >schema.json
for depth in 5000 5001; do
	{ fill '[' $depth; fill ']' $depth; } >deep.json
	expect "a schema that refers to itself $depth times" $((depth > 5000)) . \
		"$peerlint" --max-depth 9999 --shape schema.json deep.json
done
expect "and what is said of one too many" 1 'more than 5000 levels deep \[shape/recursion\]' \
	"$peerlint" -f gcc --max-depth 9999 --shape schema.json deep.json
for n in 18 19; do
	awk -v n=$n 'BEGIN {
		printf "{\"$ref\": \"#/$defs/0\", \"$defs\": {"
		for (i = 0; i < n; i++)
			printf "\"%d\": {\"allOf\": [{\"$ref\": \"#/$defs/%d\"}, {\"$ref\": \"#/$defs/%d\"}]}, ", i, i + 1, i + 1
		printf "\"%d\": {\"type\": \"number\"}}}", n
	}' >schema.json
	expect "a schema of 2^$n references" $((n > 18)) . "$peerlint" --shape schema.json one.json
done
expect "and what is said of too many" 1 'more than 1001000 steps \[shape/recursion\]' \
	"$peerlint" -f gcc --shape schema.json one.json
printf '{"pattern": "^(?=(a|b|ab)*d)(a+)+\\\\1c?$"}' >schema.json
for n in 11 12 30; do
	pattern='must match'
	[ $n = 11 ] || pattern="takes more than $((20000 + 500 * (2 * n + 2))) steps"
	printf '"%s!d"' "$(fill x $n | sed 's/x/ab/g')" >deep.json
	expect "a pattern over $n times ab" 1 "$pattern" "$peerlint" -f gcc --shape schema.json deep.json
done

# patterns WHAT STATUS MESSAGE PATTERN: a schema with this pattern
patterns() {
	printf '{"pattern": "%s"}' "$4" >schema.json
	expect "$1" "$2" "$3" "$peerlint" --shape schema.json ams.json
}
patterns "200 groups in each other" 0 '1 file' "$(fill '(' 200)a$(fill ')' 200)"
patterns "one more" 2 'nested more than 200 levels' "$(fill '(' 201)a$(fill ')' 201)"
patterns "1000 groups" 0 '1 file' "$(fill '(' 1000 | sed 's/(/(a)/g')"
patterns "a group more" 2 'more than 1000 groups' "$(fill '(' 1001 | sed 's/(/(a)/g')"
patterns "a pattern of 65536 bytes" 0 '1 file' "$(fill a 65536)"
patterns "of a byte more" 2 'longer than 65536 bytes' "$(fill a 65537)"

# Files that hold no documents have sizes of their own. What is too large is not read.
mkdir large
for n in 268435456 268435457; do
	printf '{}' >large/.peerlint.json
	truncate -s $n large/.peerlint.json
	pattern="NUL bytes"
	[ $n = 268435456 ] || pattern='has more than 268435456 bytes, which is the limit'
	expect "a configuration of $n bytes" 2 "$pattern" "$peerlint" --config large/.peerlint.json ams.json
	expect "a schema of $n bytes" 2 "$pattern" "$peerlint" --shape large/.peerlint.json ams.json
	expect "a baseline of $n bytes" 2 "$pattern" "$peerlint" --baseline large/.peerlint.json ams.json
done
for n in 16777216 16777217; do
	printf '{}' >large/rule.json
	truncate -s $n large/rule.json
	pattern="NUL bytes"
	[ $n = 16777216 ] || pattern='has more than 16777216 bytes, which is the limit'
	expect "a rule of $n bytes" 2 "$pattern" "$peerlint" --pack large ams.json
done
rm -r large
truncate -s 4294967297 whole.json
expect "a file of more than 4 GiB" 2 'more than 4294967296 bytes.*--max-file-size' "$peerlint" whole.json
truncate -s 4294967296 whole.json
expect "a file of 4 GiB" 1 'longer than the limit of 4 GiB' "$peerlint" whole.json
rm whole.json

# Excerpts must not cost their line's length each.
printf '{"items": {"type": "string"}}' >schema.json
{ printf '['; fill '1' "$(size 30000 90000)" | sed 's/1/1,/g'; printf '1]'; } >findings.json
seconds=20 expect "many findings in one line of numbers" 1 'shape/type' "$peerlint" --shape schema.json findings.json
printf '{"items": {"type": "integer"}}' >schema.json
{ printf '['; fill '1' "$(size 30000 90000)" | sed 's/1/"1",/g'; printf '1]'; } >findings.json
seconds=20 expect "many findings in one line of strings" 1 'shape/type' "$peerlint" --shape schema.json findings.json

# Names that are nearly those of others: not each is compared with each.
awk -v n="$(size 4000 30000)" 'BEGIN {
	for (i = 0; i < n; i++) {
		printf "{\"account\":\"a\",\"name\":\"ams-%d-x\",\"type\":\"direct\",\"slot_id\":\"s\",\"site\":\"s\",\"speed\":\"10G\"," \
			"\"facility\":{\"name\":\"f\",\"address\":[]}}\n", i
		printf "{\"id\":\"i%d\",\"account\":\"a\",\"interconnect\":\"ams-%d-y\",\"cust_ip\":\"10.0.0.0/31\"," \
			"\"p2p_ip\":\"10.0.0.1/31\",\"magic\":{\"conduit_name\":\"c\",\"description\":\"\",\"mtu\":1500}}\n", i, i
	}
}' >names.ndjson
seconds=20 expect "many references that dangle" 1 'interconnect-missing' \
	"$peerlint" --rule '*=off' --rule cloudflare/interconnect-missing=error names.ndjson

# Findings: so many are kept, and the others counted.
printf '{"items": {"type": "string"}}' >schema.json
for n in 99999 100000; do
	{ printf '['; fill '1' $n | sed 's/1/1,/g'; printf '1]'; } >findings.json
	shell "$((n + 1)) findings: the status" 1 . '"$1" -q -f gcc --shape schema.json findings.json'
	shell "$((n + 1)) findings: how many are reported" 0 '^100000$' \
		'"$1" -q -f gcc --shape schema.json findings.json 2>/dev/null | wc -l'
done
expect "findings that are not kept" 1 'more than 100000 findings: the other 1 are .*--max-findings' \
	"$peerlint" --shape schema.json findings.json
expect "and counted" 1 '^100001 errors in 1 file (1 document), 1 of them not shown$' \
	"$peerlint" --shape schema.json findings.json
expect "and kept" 1 '^100001 errors in 1 file (1 document)$' \
	"$peerlint" --max-findings 100001 --shape schema.json findings.json
expect "a baseline of some of them" 2 '--max-findings' \
	"$peerlint" baseline --shape schema.json new.json findings.json
shell "is not written" 0 '^no$' 'test -e new.json || echo no'

# }===
# {=== files that are none, or do not stay ===

mkdir -p loop/below
ln -s .. loop/below/up
ln -s self.json loop/self.json
ln -s nowhere.json loop/dangling.json
cp ams.json loop/below/
expect "links in a circle" 1 ' in 1 file ' "$peerlint" loop
expect "a link to itself, named" 2 'self.json' "$peerlint" loop/self.json
mkdir -p f/1 f/2
cp ams.json f/1/
cp ams.json f/2/
expect "as many files as may be" 1 ' in 2 files ' "$peerlint" --max-files 2 f/1/ams.json f/2
expect "one file more" 2 'more than 1 files.*--max-files' "$peerlint" --max-files 1 f/1/ams.json f/2
expect "and nothing is linted then" 2 'lints more$' "$peerlint" -q --max-files 1 f/1/ams.json f/2
printf '{"include": ["../2/*.json"]}' >f/1/.peerlint.json
expect "files that are included" 1 ' in 1 file ' "$peerlint" --max-files 2 f/1
expect "one of them more" 2 'include/0: there are more than 1 files.*--max-files' \
	"$peerlint" --max-files 1 f/1
rm -r f
deepest=d/d/d/d
for i in 1 2 3 4 5 6; do deepest=$deepest/d/d/d/d/d/d/d/d/d/d; done
mkdir -p "$deepest"
cp ams.json "$deepest"
expect "64 folders in folders" 1 ' in 1 file ' "$peerlint" d
mkdir "$deepest/d"
expect "one folder deeper" 2 'd: folders are searched 64 deep$' "$peerlint" d
mkfifo pipe
(cat ams.json >pipe) &
expect "a FIFO" 1 'pipe:' "$peerlint" pipe
wait
shell "a FIFO in a folder is left alone" 1 ' in 1 file ' 'mkdir f; mkfifo f/x.json; cp ams.json f/; "$1" f'
expect "/dev/null" 1 'json/syntax' "$peerlint" /dev/null
expect "a file of no size that has text" 1 'json/syntax' "$peerlint" /proc/self/status
expect "a socket, or what else cannot be opened" 2 '/proc/self' "$peerlint" /proc/self/mem
shell "text in dribs" 1 'cust-ip-outside-p2p' \
	'(head -c 100 ams.json; sleep 0.2; tail -c +101 ams.json) | "$1" -'

# survives WHAT TIMES ARGUMENT...: whatever a file that changes is read as, the run ends with a status of
# its own, and where that is 2 it says why.
survives() {
	what=$1
	n=$2
	shift 2
	while [ "$n" -gt 0 ]; do
		timeout 300 "$peerlint" "$@" >out 2>err
		status=$?
		if [ $status -le 1 ] || { [ $status -eq 2 ] && [ -s err ]; }; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "$what: status $status"
		fi
		n=$((n - 1))
	done
}

members 'k%d' 100000 >changing.json
cp changing.json copy.json
(i=0; while [ $i -lt 12 ]; do : >changing.json; cat copy.json >changing.json; i=$((i + 1)); done) &
survives "a file that shrinks" 12 changing.json
wait
(i=0; while [ $i -lt 12 ]; do cp copy.json new; mv new changing.json; i=$((i + 1)); done) &
n=0
while [ $n -lt 6 ]; do
	expect "a file that is replaced" 0 . "$peerlint" changing.json
	n=$((n + 1))
done
wait

# }===
# {=== outputs that take nothing ===

shell "a full disk" 2 'No space left' '"$1" ams.json >/dev/full'
shell "a report on a full disk" 2 '/dev/full: No space left' '"$1" --format sarif=/dev/full ams.json'
shell "closed standard output" 2 'standard output' '"$1" ams.json >&-'
shell "a reader that goes away" 0 'Broken pipe' '{ "$1" explain cloudflare/mtu-too-large; echo $? >&3; } 3>status | :; grep -qx "[02]" status && echo Broken pipe'
shell "closed standard error" 0 '^1$' '"$1" ams.json 2>&- >/dev/null; echo $?'
shell "closed standard input" 2 '<stdin>' '"$1" - <&-'
shell "all closed" 0 '^2$' '"$1" - <&- >&- 2>&-; echo $?'
shell "a report where no folder is" 2 'nowhere/x' '"$1" --format json=nowhere/x ams.json'
shell "a report in the place of a folder" 2 'loop' '"$1" --format json=loop ams.json'
shell "a report in its own input's place" 1 '"cust-ip-outside-p2p\|findings"' \
	'cp ams.json self.json; "$1" --format json=self.json self.json; s=$?; cat self.json; exit $s'
for command in --help --version rules kinds 'shape cloudflare/cni' 'explain json/syntax'; do
	shell "$command to a full disk" 2 'No space left' "\"\$1\" $command >/dev/full"
done

# }===
# {=== limits of memory and of what an expression may do ===

if [ -z "$sanitized" ]; then
	fill '1' 20000000 >large.json
	shell "no memory" 2 'out of memory' 'ulimit -v 20000; "$1" - <large.json; exit $?'
fi

# Lists of any size take some MiB beside their addresses, and not a multiple of their size.
cni='{"id": "%08x-7d25-4f93-b8e1-52c9d07f3a64", "account": "8f3b9c41d02e4a7796b5e1fa40c7d2e8",
"cust_ip": "169.254.250.5/31", "p2p_ip": "169.254.250.4/31", "interconnect": "ams-am5-01", "magic":
{"conduit_name": "cni-%d", "description": "x", "mtu": %d}, "bgp": {"customer_asn": 65010,
"extra_prefixes": [], "md5_key": "kR7mTq2vXw9LpZ4c"}}'
# cnis COUNT BETWEEN: so many CNIs, a fault in the last
cnis() {
	awk -v n="$1" -v between="$2" -v cni="$(echo "$cni" | tr '\n' ' ')" 'BEGIN {
		for (i = 1; i <= n; i++)
			printf cni "%s", i, i, i < n ? 1500 : 9000, i < n ? between : ""
	}'
}
n=$(size 50000 250000)
{ printf '['; cnis "$n" ', '; printf ']'; } >list.json
{ printf '{"success": true, "result": {"items": ['; cnis "$n" ',
'; printf '], "next": null}}'; } >envelope.json
cnis "$n" '
' >lines.ndjson
shell "a stream, and nowhere to keep it" 1 '/mtu: .*mtu-too-large' \
	'cat list.json | TMPDIR=/dev/null "$1" --rule "*=off" --rule cloudflare/mtu-too-large=error -'
if [ -z "$sanitized" ]; then
	room=$(($(wc -c <list.json) / 1024 + 13000 + 8 * 1024))
	for file in list.json envelope.json lines.ndjson; do
		shell "the memory for $file" 1 '/mtu: .*mtu-too-large' \
			"ulimit -v $room; \"\$1\" --rule '*=off' --rule cloudflare/mtu-too-large=error $file"
		shell "the memory for $file as a stream" 1 '/mtu: .*mtu-too-large' \
			"ulimit -v $room; cat $file | \"\$1\" --stdin-filename $file --rule '*=off' \
			--rule cloudflare/mtu-too-large=error -"
	done
fi
# Cut off, and written again, while it is read block by block, by one thread and by several.
cp list.json changing.json
(i=0; while [ $i -lt 6 ]; do
	truncate -s 3000000 changing.json
	cat list.json >changing.json
	i=$((i + 1))
done) &
survives "a long list that shrinks" 3 --jobs 1 changing.json
survives "a long list that shrinks under threads" 3 --jobs 3 changing.json
wait
expect "an expression in an expression" 2 . "$peerlint" query "$(fill '(' 20000)1$(fill ')' 20000)" ams.json
{ fill '[' 500; fill ']' 500; } >deep.json
expect "a path that visits all of all" 0 'stopped' "$peerlint" query '$..[?@..[?@..[?@..[?@.a]]]]' deep.json
expect "a long command line" 2 . "$peerlint" --rule "$(fill x 100000)" ams.json

# }===

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
