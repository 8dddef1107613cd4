#!/bin/sh
# Tests of modules, and golden cases, under valgrind: what is read before it was written, which no
# sanitizer of make asan sees. All of it takes some ten minutes; CASE narrows it.
set -u

passed=0
failed=0
log=$BUILD/valgrind
mkdir -p "$log"
VALGRIND="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect"
export VALGRIND

for test in "$BUILD"/tests/test_*; do
	name=${test##*/}
	[ -x "$test" ] && [ -f "tests/$name.c" ] || continue
	case "$name" in *"$CASE"*) ;; *) continue ;; esac
	# The machine code that PCRE2 makes of patterns reads whole words, as wide as they may be.
	[ "$name" != test_regex ] || continue
	if $VALGRIND "$test" >"$log/$name" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$name:"
		grep -v '^\[' "$log/$name" | head -n 40
	fi
done
echo "tests of modules: $passed passed, $failed failed"
sh tests/golden.sh "$CASE" >"$log/golden" 2>&1
status=$?
cat "$log/golden"
[ "$failed" -eq 0 ] && { [ "$status" -eq 0 ] || grep -qx '0 passed, 1 failed' "$log/golden"; }
