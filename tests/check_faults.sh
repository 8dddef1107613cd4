#!/bin/sh
# Lets every allocation and every call to the system fail once, over runs of all commands: status 2
# and a message, no crash, no half-written file. FAULTS=all: no call is left out (a minute).
set -u

root=$PWD
peerlint=${PEERLINT:-$root/$BUILD/peerlint}
# In memory where that is possible: reports are synced to the disk.
tmp=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

if nm "$peerlint" 2>/dev/null | grep -q __gcov_; then
	echo "the program counts coverage, which allocates and writes: nothing is let fail"
	echo "0 passed, 0 failed"
	exit 0
fi
sorts=alloc,map,read,write,write+,open,open+,stat,rename,unlink,close,thread,short,interrupt,advice
most=12
[ "${FAULTS:-}" = all ] && most=0
flags=
# The sanitizers have an allocator of their own.
if nm "$peerlint" 2>/dev/null | grep -q -e __asan_init -e __tsan_init; then
	sorts=${sorts#alloc,}
	flags=-DNO_ALLOC
	ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0
	export ASAN_OPTIONS
	# A run takes ten times as long, and what differs is seen in the first calls.
	[ "$most" -eq 0 ] || most=4
fi
if ! ${CC:-cc} -D_GNU_SOURCE -O1 -fPIC -shared -w $flags -o "$tmp/inject.so" tests/faults/inject.c -ldl ||
	! ${CC:-cc} -D_GNU_SOURCE -O1 -w -o "$tmp/faults" tests/faults/faults.c; then
	echo "tests/faults does not compile"
	echo "0 passed, 1 failed"
	exit 1
fi

mkdir -p "$tmp/work/links/deeper" "$tmp/work/pack/shapes"
cp testdata/demo/*.json "$tmp/work/links/"
cp testdata/demo/ams.json "$tmp/work/stdin"
cp testdata/demo/ams.json "$tmp/work/links/deeper/broken.json"
printf '{"cust_ip": "192.0.2.1/31",}' >"$tmp/work/broken.json"
cat >"$tmp/work/schema.json" <<'JSON'
{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
 "properties": {"cust_ip": {"type": "integer"}, "account": {"pattern": "^(a|b)+$"}}, "required": ["x"]}
JSON
cat >"$tmp/work/config.json" <<'JSON'
{"rules": {"cloudflare/mtu-too-large": "off"}, "overrides": [{"files": "links/*", "profile": "pedantic"}],
 "suppress": [{"file": "links/ams.json", "pointer": "/bgp/*", "rule": "shape/*", "reason": "a test"}]}
JSON
printf '{"include": ["links/*.json"], "packs": ["pack"]}' >"$tmp/work/include.json"
mkdir "$tmp/work/configured" "$tmp/work/schemas"
printf '{"rules": {"*": "off", "shape/*": "info"}}' >"$tmp/work/configured/.peerlint.json"
cp testdata/demo/ams.json "$tmp/work/configured/"
cp "$tmp/work/schema.json" "$tmp/work/schemas/near.json"
cat >"$tmp/work/far.json" <<'JSON'
{"$ref": "https://example.net/near.json", "properties": {"cust_ip": {"format": "idn-hostname"}}}
JSON
(cd "$tmp/work" && "$peerlint" baseline known.json links/ams.json >/dev/null 2>&1)
cp -R testdata/packs/third-party/bgp-sessions/. "$tmp/work/pack/"

echo old >"$tmp/work/old"

# faults ARGUMENT...
faults() {
	"$tmp/faults" "$peerlint" "$tmp/inject.so" "$sorts" "$most" "$tmp/work" peerlint "$@" >"$tmp/log" 2>&1
	line=$(tail -n 1 "$tmp/log")
	case "$line" in
	*" passed, "*" failed")
		passed=$((passed + ${line%% passed*}))
		of_these=${line##*, }
		failed=$((failed + ${of_these%% failed}))
		;;
	*) failed=$((failed + 1)) ;;
	esac
	if [ "$line" = "0 passed, 0 failed" ]; then
		failed=$((failed + 1))
		echo "nothing failed in: peerlint $*"
	fi
	sed '$d' "$tmp/log" | head -n 40
}

faults check --no-config links broken.json
faults check --format json=out.0 --format sarif=out.1 --format junit=out.2 --format text links
faults check -
# A stream that is kept in a temporary file: more than a mebibyte.
tr -d '\n' <testdata/demo/ams.json | awk '{ for (i = 0; i < 300; i++) printf "%s%4000s\n", $0, "" }' >"$tmp/work/piped"
faults check --jobs 1 --max-findings 1 --stdin-filename x.ndjson -
rm "$tmp/work/piped"
# Read block by block, and by several threads: 2.4 MB of few documents.
tr -d '\n' <testdata/demo/ams.json | awk '{ for (i = 0; i < 600; i++) printf "%s%4000s\n", $0, "" }' >"$tmp/work/lines.ndjson"
faults check --jobs 2 --max-findings 1 lines.ndjson
# Files by several threads, which begin when some have shown to be work.
if [ "$most" -eq 0 ]; then
	mkdir "$tmp/work/many"
	for i in 1 2 3 4 5 6 7 8; do
		tr -d '\n' <testdata/demo/ams.json | awk '{ for (i = 0; i < 150; i++) print }' >"$tmp/work/many/$i-0.ndjson"
		for k in 1 2 3; do cp "$tmp/work/many/$i-0.ndjson" "$tmp/work/many/$i-$k.ndjson"; done
	done
	faults check --jobs 3 --max-findings 1 many
	rm -r "$tmp/work/many"
fi
faults check --statistics --timings --profile pedantic links/ams.json
faults check --config config.json --show-config links/ams.json
faults check configured
faults check --config include.json --format json=out.0 links/ams.json
faults check --pack pack links/ams.json
faults check --shape schema.json links/ams.json
faults check --shape far.json --schema-map https://example.net/=schemas links/ams.json
faults check --config config.json --baseline known.json links/ams.json
cp "$tmp/work/known.json" "$tmp/work/old"
faults check --config config.json --baseline out.0 --prune links/frankfurt-vxc.json
faults baseline out.0 links/frankfurt-vxc.json
echo old >"$tmp/work/old"
faults query '$..cust_ip' links/ams.json
faults explain cloudflare/cust-ip-outside-p2p
faults rules
faults shape cloudflare/cni
faults test pack
faults --help

for sort in $(echo "$sorts" | tr , ' '); do
	if ! grep -qx -e "$sort" "$tmp/work.fired"; then
		failed=$((failed + 1))
		echo "no call of the sort $sort failed in any run"
	fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
