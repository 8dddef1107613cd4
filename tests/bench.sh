#!/bin/sh
# Speed and memory beside other programs, as ratios taken in one run: make bench
# Writes tables to BUILD/bench/bench.md and a plot to BUILD/bench/bench.svg; make bench-accept
# takes both for the README. SIZES are megabytes (500 takes minutes and 4 GB); CLOCK=cpu measures
# on a machine that is not quiet. What is not installed is left out and said. Packages of npm go to
# BENCH_CACHE, which is outside of the project.
set -u

bench=$BUILD/bench
peerlint=$BUILD/peerlint
sizes=${SIZES:-1 10 100}
: "${BENCH_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/peerlint-bench}"
BENCH_SCHEMA=$PWD/$bench/cni.json
NODE_PATH=$BENCH_CACHE/node_modules
export BENCH_CACHE BENCH_SCHEMA NODE_PATH
table=$bench/bench.md
figures=$bench/bench.tsv
one=$bench/one.json
bin=$BENCH_CACHE/node_modules/.bin
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
	[ -x "$bin/ajv" ] && [ -x "$bin/jsonschema" ] && [ -x "$bin/spectral" ] && return 0
	mkdir -p "$BENCH_CACHE" &&
		npm install --silent --no-audit --no-fund --prefix "$BENCH_CACHE" ajv ajv-cli \
			@sourcemeta/jsonschema @stoplight/spectral-cli
}

# compare TITLE ROUNDS: a table of the commands in the input, each a name, a tab and words.
compare() {
	say ""
	say "### $1"
	say ""
	say "| what | × the first | half of the rounds | ms | MiB |"
	say "|---|---:|---:|---:|---:|"
	"$bench/measure" "$2" "$1" "$figures" | tee -a "$table"
}

row() {
	printf '%s\t' "$1"
	shift
	printf '%s\n' "$*"
}

# ours OPTION...: peerlint with these options, on one thread
ours() {
	row '**peerlint**' "$peerlint" --no-config --jobs 1 "$@"
}

two_threads() {
	row 'peerlint, two threads' "$peerlint" --no-config --jobs 2 "$1"
}

# parsers FILE, validators FILE SCHEMA: those that take a list as quickly as one document
parsers() {
	[ -z "$simdjson" ] || row 'simdjson (DOM, parses only)' "$bench/parse" "$1"
	[ -z "$jq" ] || row 'jq (parses only)' jq empty "$1"
}

validators() {
	[ -z "$npm" ] || row 'JSON.parse + ajv' node tests/bench/validate.cjs "$bench/cni.json" "$1"
	[ -z "$npm" ] || row '@sourcemeta/jsonschema' "$bin/jsonschema" validate --fast "$2" "$1"
}

# slow_validators FILE SCHEMA: for a document or a few thousand
slow_validators() {
	[ -z "$python" ] || row 'python3-jsonschema' python3 tests/bench/validate.py "$bench/cni.json" "$1"
	[ -z "$npm" ] || row 'ajv-cli' "$bin/ajv" validate --spec=draft2020 --strict=false \
		--validate-formats=false -s "$2" -d "$1"
}

: >"$table"
: >"$figures"
say "## Benchmarks"
say ""
[ "${CLOCK:-}" != cpu ] || say "Times are those of the processor."
simdjson=
jq=
python=
npm=
have simdjson "install libsimdjson-dev and a C++ compiler" build_parser && simdjson=yes
have jq "install jq" jq --version && jq=yes
have python3-jsonschema "install python3-jsonschema" python3 -c 'import jsonschema' && python=yes
have "ajv, ajv-cli, Spectral and @sourcemeta/jsonschema" "they need node and npm" install_npm &&
	npm=yes

# One schema with all that it refers to, for a document and for a list of them.
draft='"$schema": "https://json-schema.org/draft/2020-12/schema"'
cni='"$ref": "https://peerlint.dev/shapes/cloudflare/cni.json"'
defs=$(printf '"$defs": { "cni": %s, "common": %s }' "$("$peerlint" shape cloudflare/cni)" \
	"$(cat rules/cloudflare/shapes/common.json)")
printf '{ %s, %s, %s }\n' "$draft" "$cni" "$defs" >"$bench/cni.json"
printf '{ %s, "properties": { "items": { "items": { %s } } }, %s }\n' "$draft" "$cni" "$defs" \
	>"$bench/cni-list.json"

# {=== small ===

"$bench/generate" ndjson 1 >"$one"
{
	row 'true' true
	ours "$one"
	two_threads "$one"
	[ -z "$jq" ] || row 'jq (parses only)' jq empty "$one"
	validators "$one" "$bench/cni.json"
	slow_validators "$one" "$bench/cni.json"
	[ -z "$npm" ] || row Spectral "$bin/spectral" lint -q -r tests/bench/spectral.cjs "$one"
} | compare "One document" "${ROUNDS:-31}"

rm -rf "$bench/many"
mkdir -p "$bench/many"
"$bench/generate" ndjson 400000 | head -n 1000 |
	awk -v folder="$bench/many" '{ file = sprintf("%s/%04d.json", folder, NR); print > file; close(file) }'
{
	row 'cat' cat "$bench"/many/*.json
	ours "$bench/many"
	two_threads "$bench/many"
} | compare "1,000 files" "${ROUNDS:-31}"

# }===
# {=== large ===

# Validation without any rule, for comparison with validators; and without what has to be kept.
shapes_alone="--rule cloudflare/*=off --rule telnyx/*=off --rule set/*=off"
relations=$(grep -lE '"(unique|disjoint|same|diverse|join)":' rules/cloudflare/*.json |
	sed 's|rules/\(.*\)\.json|\1|')
no_relations="--rule set/*=off $(echo "$relations" | sed 's/.*/--rule &=off/' | tr '\n' ' ')"

# choose FORM: the file of a form, and the schema for it
choose() {
	file=$bench/$1.json
	schema=$bench/cni-list.json
	[ "$1" = ndjson ] || return 0
	file=$bench/ndjson.jsonl
	schema=$bench/cni.json
}

for size in $sizes; do
	for form in list ndjson; do
		choose $form
		"$bench/generate" $form "${size}000000" >"$file"
		{
			row 'cat' cat "$file"
			ours "$file"
			two_threads "$file"
			row 'peerlint, no relations' "$peerlint" --no-config --jobs 1 "$no_relations" "$file"
			row 'peerlint, shapes alone' "$peerlint" --no-config --jobs 1 "$shapes_alone" "$file"
			parsers "$file"
			validators "$file" "$schema"
			[ "$size$form" != 1list ] || slow_validators "$file" "$schema"
		} | compare "$size MB, $form" "${ROUNDS:-5}"
	done
done

size=100
case " $sizes " in *" $size "*) ;; *) size=${sizes##* } ;; esac
for form in pretty faulty; do
	choose $form
	"$bench/generate" $form "${size}000000" >"$file"
	{
		row 'cat' cat "$file"
		ours "$file"
		two_threads "$file"
		parsers "$file"
		[ -z "$npm" ] || row 'JSON.parse + ajv' node tests/bench/validate.cjs "$bench/cni.json" "$file"
	} | compare "$size MB, $form" "${ROUNDS:-5}"
done

# }===
# {=== relations ===

# Ten times the documents should take ten times as long.
most=${RELATIONS:-1000000}
"$bench/generate" ndjson $((most * 400)) | head -n "$most" >"$bench/set.ndjson"
for n in $((most / 100)) $((most / 10)) "$most"; do
	head -n "$n" "$bench/set.ndjson" >"$bench/set-$n.ndjson"
	row "$n documents" "$peerlint" --no-config --jobs 1 "--rule *=off" \
		"--rule cloudflare/links-overlap=error --rule cloudflare/conduit-name-repeated=error" \
		"$bench/set-$n.ndjson"
done | compare "Relations alone: disjoint and unique" "${ROUNDS:-3}"

# }===
# {=== aims ===

# What the facts of the relations may take, in bytes: 24 for each document and relation.
choose list
"$bench/generate" list "${size}000000" >"$file"
documents=$("$peerlint" --no-config "$file" 2>&1 | sed -n 's/.*(\([0-9]*\) documents*).*/\1/p')
speak=$("$peerlint" --no-config --timings "$one" 2>&1 | awk '{ print $NF }' | grep -cxF "$relations")
say ""
say "### Aims"
say ""
awk -v size="$size" -v documents="$documents" -v relations="$speak" -v clock="${CLOCK:-}" -f tests/bench/aims.awk "$figures" |
	tee -a "$table"
awk -v size="$size" -f tests/bench/plot.awk "$figures" >"$bench/bench.svg"
# }===

rm -f "$bench"/set* "$bench"/list.json "$bench"/ndjson.jsonl "$bench"/pretty.json "$bench"/faulty.json
echo "written to $table and $bench/bench.svg"
