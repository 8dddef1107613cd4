#!/bin/sh
# Speed and memory beside other programs, as ratios taken in one run: make bench
# Writes its table to BUILD/bench/bench.md. SIZES are megabytes; what is not on this machine is
# left out and said. Packages of npm go to BENCH_CACHE, which is outside of the project.
set -u

bench=$BUILD/bench
peerlint=$BUILD/peerlint
sizes=${SIZES:-1 10 100}
: "${BENCH_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/peerlint-bench}"
export BENCH_CACHE
table=$bench/bench.md
one=$bench/one.json
mkdir -p "$bench"

say() {
	printf '%s\n' "$*" | tee -a "$table"
}

# have NAME HOW COMMAND...: whether a peer can be run; says how to get it if not.
have() {
	name=$1
	how=$2
	shift 2
	"$@" >"$bench/log" 2>&1 && return 0
	say "$name is left out: $how."
	return 1
}

build_parser() {
	"${CXX:-c++}" -O2 -o "$bench/parse" tests/bench/parse.cpp -lsimdjson
}

install_npm() {
	[ -d "$BENCH_CACHE/node_modules/ajv" ] && [ -d "$BENCH_CACHE/node_modules/@sourcemeta" ] && return 0
	mkdir -p "$BENCH_CACHE" &&
		npm install --silent --no-audit --no-fund --prefix "$BENCH_CACHE" ajv @sourcemeta/jsonschema
}

# compare TITLE ROUNDS: a table of the commands in the input.
compare() {
	say ""
	say "### $1"
	say ""
	say "| what | × the first | half of the rounds | ms | MiB |"
	say "|---|---:|---:|---:|---:|"
	"$bench/measure" "$2" | tee -a "$table"
}

peers() {
	[ -z "$simdjson" ] || printf 'simdjson (DOM, parses only)\t%s %s\n' "$bench/parse" "$1"
	[ -z "$jq" ] || printf 'jq (parses only)\tjq empty %s\n' "$1"
	[ -z "$npm" ] || printf 'JSON.parse + ajv\tnode tests/bench/validate.cjs %s %s\n' "$bench/cni.json" "$1"
}

# Peers that are too slow for more than a few megabytes.
slow_peers() {
	[ -z "$python" ] || printf 'python3-jsonschema\tpython3 tests/bench/validate.py %s %s\n' \
		"$bench/cni.json" "$1"
}

sourcemeta() {
	[ -z "$npm" ] || printf '@sourcemeta/jsonschema\t%s validate --fast %s %s\n' \
		"$BENCH_CACHE/node_modules/.bin/jsonschema" "$bench/$1" "$2"
}

: >"$table"
say "## Benchmarks"
say ""
simdjson=
jq=
python=
npm=
have simdjson "install libsimdjson-dev and a C++ compiler" build_parser && simdjson=yes
have jq "install jq" jq --version && jq=yes
have python3-jsonschema "install python3-jsonschema" python3 -c 'import jsonschema' && python=yes
have "ajv and @sourcemeta/jsonschema" "they need node and npm" install_npm && npm=yes

# One schema with all that it refers to, for a document and for a list of them.
draft='"$schema": "https://json-schema.org/draft/2020-12/schema"'
cni='"$ref": "https://peerlint.dev/shapes/cloudflare/cni.json"'
defs=$(printf '"$defs": { "cni": %s, "common": %s }' "$("$peerlint" shape cloudflare/cni)" \
	"$(cat rules/cloudflare/shapes/common.json)")
printf '{ %s, %s, %s }\n' "$draft" "$cni" "$defs" >"$bench/cni.json"
printf '{ %s, "properties": { "items": { "items": { %s } } }, %s }\n' "$draft" "$cni" "$defs" \
	>"$bench/cni-list.json"
"$bench/generate" ndjson 1 >"$one"

{
	printf 'true\ttrue\n'
	printf '**peerlint**\t%s --no-config %s\n' "$peerlint" "$one"
	peers "$one"
	slow_peers "$one"
	sourcemeta cni.json "$one"
} | compare "One document" "${ROUNDS:-31}"

rm -rf "$bench/many"
mkdir -p "$bench/many"
"$bench/generate" ndjson 400000 | head -n 1000 |
	awk -v folder="$bench/many" '{ file = sprintf("%s/%04d.json", folder, NR); print > file; close(file) }'
{
	printf 'cat\tcat %s\n' "$(echo "$bench"/many/*.json)"
	printf '**peerlint**\t%s --no-config %s\n' "$peerlint" "$bench/many"
} | compare "1,000 files" "${ROUNDS:-15}"

# Validation without any rule, for comparison with validators.
shapes_alone="--rule cloudflare/*=off --rule telnyx/*=off --rule set/*=off"

for size in $sizes; do
	file=$bench/list.json
	"$bench/generate" list "${size}000000" >"$file"
	{
		printf 'cat\tcat %s\n' "$file"
		printf '**peerlint**\t%s --no-config %s\n' "$peerlint" "$file"
		printf 'peerlint, shapes alone\t%s --no-config %s %s\n' "$peerlint" "$shapes_alone" "$file"
		peers "$file"
		[ "$size" -gt 1 ] || slow_peers "$file"
		sourcemeta cni-list.json "$file"
	} | compare "$size MB in one list" "${ROUNDS:-5}"
done

size=${sizes##* }
for form in list pretty ndjson faulty; do
	end=json
	[ "$form" != ndjson ] || end=ndjson
	"$bench/generate" "$form" "${size}000000" >"$bench/form-$form.$end"
done
for form in list pretty ndjson faulty; do
	end=json
	[ "$form" != ndjson ] || end=ndjson
	printf '%s\t%s --no-config %s\n' "$form" "$peerlint" "$bench/form-$form.$end"
done | compare "Forms of $size MB" "${ROUNDS:-5}"
# Relations: ten times the documents should take ten times as long.
"$bench/generate" ndjson 500000000 | head -n "${RELATIONS:-1000000}" >"$bench/set-3.ndjson"
head -n $((${RELATIONS:-1000000} / 10)) "$bench/set-3.ndjson" >"$bench/set-2.ndjson"
head -n $((${RELATIONS:-1000000} / 100)) "$bench/set-3.ndjson" >"$bench/set-1.ndjson"
for n in 1 2 3; do
	printf '%s documents, relations alone\t%s --no-config --rule *=off %s %s\n' \
		"$(wc -l <"$bench/set-$n.ndjson")" "$peerlint" \
		"--rule cloudflare/links-overlap=error --rule cloudflare/conduit-name-repeated=error" \
		"$bench/set-$n.ndjson"
done | compare "Relations (disjoint and unique)" "${ROUNDS:-3}"
rm -f "$bench"/set-* "$bench"/form-* "$bench/list.json"
echo "written to $table"
