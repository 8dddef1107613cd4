#!/bin/sh
# The reports as others read them: JSON and XML readers, and the schemas of the formats where the
# suites are. What is not installed is left out, and said so. Needs the tests to be built.
set -u

program=$BUILD/tests/test_report_formats
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

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
