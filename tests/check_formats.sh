#!/bin/sh
# The reports as others read them: JSON and XML readers, and the schemas of the formats where the
# suites are. What is not installed is left out, and said so. Needs the tests to be built.
set -u

program=$BUILD/tests/test_report_formats
peerlint=$BUILD/peerlint
schemas=${SUITES:-../shared/suites}/output-schemas
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

# verdict WHAT COMMAND...: passes where the command succeeds
verdict() {
	what=$1
	shift
	if "$@" >"$tmp/log" 2>&1; then
		passed=$((passed + 1))
	else
		echo "FAILED $what"
		head -n 20 "$tmp/log"
		failed=$((failed + 1))
	fi
}

skip() {
	echo "skipped: $1"
}

# Every line of a file is a JSON text.
json_lines() {
	python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"): json.loads(line)' "$1"
}

json_text() {
	python3 -c 'import json, sys; json.load(open(sys.argv[1], encoding="utf-8"))' "$1"
}

# fits SCHEMA FILE HOW: the text (HOW: text), each of its lines (lines) or items (items) fits
fits() {
	python3 - "$@" <<'EOF'
import json, sys, warnings
warnings.simplefilter("ignore")
from jsonschema import validators
schema = json.load(open(sys.argv[1], encoding="utf-8"))
text = open(sys.argv[2], encoding="utf-8").read()
if sys.argv[3] == "lines":
    values = [json.loads(line) for line in text.splitlines()]
elif sys.argv[3] == "items":
    values = json.loads(text)
else:
    values = [json.loads(text)]
kind = validators.validator_for(schema)
validator = kind(schema, format_checker=kind.FORMAT_CHECKER)
errors = [error for value in values for error in validator.iter_errors(value)]
for error in errors[:5]:
    print(error.json_path, error.message)
sys.exit(bool(errors))
EOF
}

for which in none one odd nasty many; do
	for format in json sarif gitlab rdjson jsonl rdjsonl junit checkstyle; do
		# shellcheck disable=SC2016
		verdict "$format of $which: the same twice" sh -c \
			'"$1" "$2" "$3" >"$4" && "$1" "$2" "$3" | cmp - "$4"' \
			sh "$program" "$format" "$which" "$tmp/$format.$which"
	done
done

if command -v python3 >/dev/null 2>&1; then
	for format in json sarif gitlab rdjson; do
		verdict "$format of many is JSON" json_text "$tmp/$format.many"
	done
	for format in jsonl rdjsonl; do
		verdict "$format of many is JSON lines" json_lines "$tmp/$format.many"
	done
	verdict "json of nasty is JSON" json_text "$tmp/json.nasty"
	verdict "jsonl of nasty is JSON lines" json_lines "$tmp/jsonl.nasty"
else
	skip "python3 is not here to read JSON"
fi

if command -v xmllint >/dev/null 2>&1; then
	for which in none one odd nasty many; do
		for format in junit checkstyle; do
			verdict "$format of $which is XML" xmllint --noout "$tmp/$format.$which"
		done
		for schema in "$schemas"/junit/*.xsd; do
			[ -f "$schema" ] || continue
			verdict "junit of $which fits ${schema##*/}" \
				xmllint --noout --schema "$schema" "$tmp/junit.$which"
		done
	done
else
	skip "xmllint is not here to read XML"
fi

if [ ! -d "$schemas" ]; then
	skip "the formats' schemas are not in $schemas"
elif ! python3 -c 'import jsonschema' >/dev/null 2>&1; then
	skip "Python's jsonschema is not here to apply the formats' schemas"
else
	verdict "gitlab of many fits its schema" \
		fits "$schemas/gitlab/codeclimate.json" "$tmp/gitlab.many" items
	for which in none one odd nasty; do
		verdict "sarif of $which fits its schema" \
			fits "$schemas/sarif/sarif-schema-2.1.0.json" "$tmp/sarif.$which" text
		verdict "rdjson of $which fits its schema" \
			fits "$schemas/rdjson/DiagnosticResult.json" "$tmp/rdjson.$which" text
		verdict "rdjsonl of $which fits its schema" \
			fits "$schemas/rdjson/Diagnostic.json" "$tmp/rdjsonl.$which" lines
		verdict "gitlab of $which fits its schema" \
			fits "$schemas/gitlab/codeclimate.json" "$tmp/gitlab.$which" items
	done
fi

# 10,000 findings are much for Python: what it has said of the others, peerlint says of these. Its
# verdict on one severity that is none shows that it would say otherwise.
many_fit() {
	# Nothing of these schemas is other in draft 7, which peerlint reads, than in draft 4.
	# shellcheck disable=SC2016
	sed 's,//json-schema.org/draft-04/,//json-schema.org/draft-07/,; s/^  "id":/  "$id":/' \
		"$schemas/$2" >"$tmp/schema.json"
	cp "$tmp/$1.many" "$tmp/many.$3"
	"$peerlint" --shape "$tmp/schema.json" "$tmp/many.$3" || return 1
	sed 's/"error"/"wrong"/; s/"ERROR"/"WRONG"/' "$tmp/$1.many" >"$tmp/many.$3"
	! "$peerlint" -q --shape "$tmp/schema.json" "$tmp/many.$3" >"$tmp/wrong" &&
		grep -q '\[shape/enum\]' "$tmp/wrong"
}
if [ -d "$schemas" ]; then
	verdict "sarif of many fits its schema" many_fit sarif sarif/sarif-schema-2.1.0.json json
	verdict "rdjson of many fits its schema" many_fit rdjson rdjson/DiagnosticResult.json json
	verdict "rdjsonl of many fits its schema" many_fit rdjsonl rdjson/Diagnostic.json jsonl
fi

# What SARIF's own reader finds beyond the schema. Its exit status tells nothing.
multitool=$(command -v sarif-multitool-linux || echo "$PWD/build/npm/node_modules/.bin/sarif-multitool-linux")
sound() {
	DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$multitool" validate "$1" >"$tmp/sound" 2>&1
	grep -q '^Analysis completed successfully' "$tmp/sound" && ! grep ' error ' "$tmp/sound"
}
if [ -x "$multitool" ]; then
	for which in none one odd nasty; do
		cp "$tmp/sarif.$which" "$tmp/$which.sarif"
		verdict "sarif of $which is sound" sound "$tmp/$which.sarif"
	done
	sed 's/"ruleIndex":0/"ruleIndex":99/' "$tmp/sarif.one" >"$tmp/unsound.sarif"
	unsound() {
		! sound "$1" >/dev/null
	}
	verdict "sarif with a wrong index is not" unsound "$tmp/unsound.sarif"
else
	skip "sarif-multitool is not here (npm install @microsoft/sarif-multitool)"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
