#!/bin/sh
# What the compilers do not check: comments, length of lines, guards and first lines of headers.
# shellcheck disable=SC2086 # Names of ours have no blanks.
set -u

passed=0
failed=0

# verdict WHAT OUTPUT: passes where there is no output
verdict() {
	if [ -n "$2" ]; then
		echo "$1:"
		echo "$2"
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
}

sources=$(find src tests -name '*.c' -o -name '*.h' | sort)
verdict "comments are /* */" "$(grep -nE '^[[:space:]]*//|[;{}][[:space:]]*//' $sources)"
verdict "blanks at the end of a line" "$(grep -nE '[[:space:]]+$' $sources)"
verdict "words for later; open an issue" "$(grep -nwE 'TODO|FIXME|XXX|HACK' $sources)"
verdict "a header says what it is and what it knows" "$(
	for header in src/*/*.h; do
		sed -n '1,12p' "$header" | grep -q 'Knows ' || echo "$header"
	done
)"
verdict "guards are PEERLINT_NAME_H" "$(
	for header in src/*/*.h; do
		name=$(basename "$header" .h | tr 'a-z-' 'A-Z_')
		grep -q "^#ifndef PEERLINT_${name}_H$" "$header" || echo "$header"
	done
)"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
